// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The learner's copy of one instructor source, or the reasons why there is none.
 *
 * <p>In the copy each solution region is the one line {@link #STUB} at the region's indent, each hidden region is gone, and so are outputs, execution
 * counts, widget state and metadata that a run or a front end left. Cell ids, prose, {@code metadata.nbgrader} and {@code metadata.course} stay. The
 * kernel is named {@code java}. The release of a released copy is that copy.
 *
 * <p>Cells are locked as nbgrader's {@code LockCells} locks them: what is graded or marked locked can be neither edited nor deleted, an answer cannot be
 * deleted. So are the cells that grading takes from the instructor besides, those that a {@code metadata.course.needs} names. All others are the
 * learner's to play with.
 *
 * <p>Does not tell whether the copy compiles, nor whether some other line gives the answer away: that is what {@link Secrets} is for.
 *
 * @param findings every fault of the source, in the order of the cells; with an error among them there is no copy
 * @param learnerCopy the copy, empty if the source was refused
 */
public record Release(List<Finding> findings, Optional<Notebook> learnerCopy) {
    /** The statement that stands for an answer which the learner is to write. */
    public static final String STUB = "throw new UnsupportedOperationException(\"not answered\");";

    private static final Set<String> NOTEBOOK_KEYS = Set.of("cells", "metadata", "nbformat", "nbformat_minor");
    private static final Set<String> CELL_KEYS =
            Set.of("attachments", "cell_type", "execution_count", "id", "metadata", "outputs", "source");
    /** Kept by name, since a key that no one expected may hold anything, an answer too. */
    private static final Set<String> METADATA_KEYS = Set.of("course", "deletable", "editable", "nbgrader", "tags");

    public Release {
        findings = List.copyOf(findings);
    }

    /** Releases {@code source}; never throws for a fault of the source, which becomes a finding. */
    public static Release of(Notebook source) {
        var findings = new ArrayList<Finding>();
        var released = new ArrayList<String>();
        var ids = new HashMap<String, Integer>();
        var gradeIds = new HashMap<String, Integer>();
        for (Cell cell : source.cells()) {
            var faults = new Faults(source.name(), cell, findings);
            if (cell.id().isEmpty()) {
                faults.error(
                        0,
                        "the cell has no id; open the notebook in JupyterLab and save it, which writes nbformat 4.5");
            } else {
                unique(ids, "id", cell.id(), cell, faults);
            }
            var nbgrader = new NbgraderMetadata(cell);
            nbgrader.check(problem -> faults.error(0, problem));
            if (!nbgrader.gradeId().isEmpty()) {
                unique(gradeIds, "grade_id", nbgrader.gradeId(), cell, faults);
            }
            released.add(cell.isCode() ? code(cell, nbgrader, faults) : prose(cell, faults));
            if (cell.hasOutputs()) {
                faults.warning("outputs stand in the source; clear them before you commit");
            }
        }
        boolean refused = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return new Release(findings, refused ? Optional.empty() : Optional.of(stripped(source, released)));
    }

    private static void unique(Map<String, Integer> seen, String what, String id, Cell cell, Faults faults) {
        Integer first = seen.putIfAbsent(id, cell.number());
        if (first != null) {
            faults.error(0, "the " + what + " `" + id + "` is taken by cell " + first + "; rename one of the two");
        }
    }

    private static String prose(Cell cell, Faults faults) {
        String source = cell.source();
        int line = Region.markerInProse(source);
        if (line > 0) {
            faults.error(
                    line, "a marker in a " + cell.type() + " cell, where nothing is stripped; move it to a code cell");
        }
        return source;
    }

    private static String code(Cell cell, NbgraderMetadata nbgrader, Faults faults) {
        String source = cell.source();
        int before = faults.findings().size();
        List<Region> regions = Region.of(source, faults::error);
        if (faults.findings().size() > before) {
            return source; // what follows would speak of regions that are not the author's
        }
        String[] lines = source.split("\n", -1);
        var blocks = new Blocks(source);
        for (Region region : regions) {
            if (!region.isSolution()) {
                if (!nbgrader.isGrade()) {
                    faults.error(
                            region.begin(),
                            "hidden tests outside a grade cell; set metadata.nbgrader.grade to true or move them");
                }
            } else if (!nbgrader.isSolution()) {
                faults.error(
                        region.begin(),
                        "a solution region in a cell that is not marked solution; set metadata.nbgrader.solution to true");
            } else {
                blocks.whyNoStub(offset(lines, region.begin()), offset(lines, region.end() + 1))
                        .ifPresent(problem -> faults.error(region.begin(), problem));
            }
        }
        if (nbgrader.isSolution()
                && regions.stream().noneMatch(Region::isSolution)
                && source.lines().noneMatch(line -> line.strip().equals(STUB))) {
            faults.error(
                    0,
                    "a solution cell without a region; put the answer between `// BEGIN SOLUTION` and `// END SOLUTION`");
        }
        return withoutRegions(lines, regions);
    }

    private static int offset(String[] lines, int line) {
        int offset = 0;
        for (int i = 0; i < line - 1; i++) {
            offset += lines[i].length() + (i < lines.length - 1 ? 1 : 0);
        }
        return offset;
    }

    private static String withoutRegions(String[] lines, List<Region> regions) {
        var kept = new ArrayList<String>();
        for (int i = 0; i < lines.length; i++) {
            int number = i + 1;
            Optional<Region> region = regions.stream()
                    .filter(candidate -> candidate.holds(number))
                    .findFirst();
            if (region.isEmpty()) {
                kept.add(lines[i]);
            } else if (region.get().isSolution() && region.get().begin() == number) {
                String indent = lines[i].substring(
                        0, lines[i].length() - lines[i].stripLeading().length());
                kept.add(indent + STUB);
            }
        }
        return String.join("\n", kept);
    }

    private static Notebook stripped(Notebook source, List<String> texts) {
        ObjectNode tree = source.tree();
        tree.retain(NOTEBOOK_KEYS);
        ObjectNode metadata = (ObjectNode) tree.get("metadata");
        metadata.retain(METADATA_KEYS);
        metadata.putObject("kernelspec")
                .put("display_name", "Java")
                .put("language", "java")
                .put("name", "java");
        metadata.putObject("language_info")
                .put("codemirror_mode", "java")
                .put("file_extension", ".jshell")
                .put("mimetype", "text/x-java-source")
                .put("name", "java")
                .put("pygments_lexer", "java");
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode cell = (ObjectNode) tree.get("cells").get(i);
            cell.retain(CELL_KEYS);
            ((ObjectNode) cell.get("metadata")).retain(METADATA_KEYS);
            cell.put("source", texts.get(i));
            if (cell.get("cell_type").asText().equals("code")) {
                cell.putNull("execution_count");
                cell.putArray("outputs");
            }
        }
        Locks.on((ArrayNode) tree.get("cells"));
        return Notebook.of(source.name(), tree);
    }

    private record Faults(String notebook, Cell cell, List<Finding> findings) {
        void error(int line, String problem) {
            findings.add(Finding.error(notebook, cell, line, problem));
        }

        void warning(String problem) {
            findings.add(Finding.of(Severity.WARNING, notebook, cell, 0, problem));
        }
    }
}
