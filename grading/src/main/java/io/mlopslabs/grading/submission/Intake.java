// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.notebook.PlainText;
import io.mlopslabs.grading.submission.Candidate.Refusal;
import io.mlopslabs.grading.submission.Response.State;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what learners hand in: a notebook, a folder or a zip.
 *
 * <p>Never throws for what somebody handed in: what cannot be graded is a {@link Fault} with a sentence. Caps hold before anything large is read or
 * built: 10 MB and 2,000 cells a notebook, 64 MB and 1,000 files a zip. Links are not followed, nothing is unpacked onto the disk. The notebook is
 * found by the answer cells in it, so it may have any name; where several are, the one with the template's name is meant.
 */
public final class Intake {
    static final String NOTEBOOK = ".ipynb";
    private static final String ZIP = ".zip";
    private static final int DEEPEST_FOLDER = 5;
    private static final int MOST_PATHS = 10_000;
    private static final int MOST_NOTEBOOKS = 50;
    private static final int LONGEST_ANSWER = 256 << 10; // a method of Java's largest size is a quarter of it
    private static final int LONGEST_EXTRA = 10_000;
    private static final int MOST_EXTRAS = 50;

    private Intake() {}

    /**
     * Lists who handed in something below {@code folder}: each notebook, zip and folder in it, in the order of names.
     *
     * <p>Other files are passed over, hidden ones too.
     *
     * @param except a folder that is passed over, where results go
     * @throws IOException if the folder cannot be listed or holds nothing of that kind; the message says which
     */
    public static List<HandedIn> list(Path folder, Path except) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no folder; name the folder that holds the submissions");
        }
        var places = new TreeMap<String, List<Path>>();
        List<Path> paths;
        try (var listed = Files.list(folder)) {
            paths = listed.sorted(
                            Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
        for (Path path : paths) {
            String name = path.getFileName().toString();
            boolean isFolder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
            if (isPassedOver(name)
                    || path.toAbsolutePath()
                            .normalize()
                            .equals(except.toAbsolutePath().normalize())) {
                continue;
            }
            if (isFolder || name.endsWith(NOTEBOOK) || name.endsWith(ZIP)) {
                String student = isFolder ? name : name.substring(0, name.lastIndexOf('.'));
                places.computeIfAbsent(student, any -> new ArrayList<>()).add(path);
            }
        }
        if (places.isEmpty()) {
            throw new IOException(
                    folder + " holds no notebook, folder or zip; name the folder that holds the submissions");
        }
        return places.entrySet().stream()
                .map(entry -> new HandedIn(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * Reads what one learner handed in.
     *
     * <p>For one thread at a time: a notebook that is being read takes much memory, one that was read takes little.
     */
    public static synchronized Submission read(HandedIn handedIn, Template template) {
        if (handedIn.places().size() > 1) {
            String names = String.join(
                    ", ",
                    handedIn.places().stream()
                            .map(path -> PlainText.line(path.getFileName().toString(), 100))
                            .toList());
            return Submission.refused(
                    handedIn.student(), Fault.invalid("handed in more than once (" + names + "); keep one"));
        }
        try {
            Notebook notebook = chosen(handedIn.places().get(0), template);
            return new Submission(
                    handedIn.student(), Optional.empty(), responses(notebook, template), extras(notebook, template));
        } catch (Refusal e) {
            return Submission.refused(handedIn.student(), e.fault());
        }
    }

    /** Returns those of {@code templates} of which the learner handed in a notebook. */
    public static synchronized List<Template> weeks(HandedIn handedIn, List<Template> templates) {
        return templates.stream()
                .filter(template ->
                        handedIn.places().size() == 1 && holds(handedIn.places().get(0), template))
                .toList();
    }

    private static boolean holds(Path place, Template template) {
        try {
            chosen(place, template);
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    /** Hidden, and what JupyterLab and macOS leave beside a notebook. */
    static boolean isPassedOver(String name) {
        return name.startsWith(".") || name.equals("__MACOSX");
    }

    private static Notebook chosen(Path place, Template template) throws Refusal {
        var ids = new HashSet<String>();
        template.tasks().forEach(task -> ids.add(task.id()));
        List<Candidate> candidates = candidates(place, template.name());
        Notebook found = null;
        var names = new ArrayList<String>();
        Refusal first = null;
        for (Candidate candidate : candidates) {
            try {
                Notebook notebook = candidate.notebook();
                if (Candidate.isOf(notebook, ids::contains)) {
                    if (candidate.name().equals(template.name())) {
                        return notebook;
                    }
                    found = found == null ? notebook : found;
                    names.add(candidate.name());
                }
            } catch (Refusal e) {
                first = first == null ? e : first;
            }
        }
        if (names.size() > 1) {
            throw new Refusal(Fault.invalid("holds " + names.size() + " notebooks of week " + template.week() + " ("
                    + String.join(", ", names) + "); keep one"));
        }
        if (found != null) {
            return found;
        }
        if (first != null) {
            throw first;
        }
        String what = candidates.isEmpty()
                ? "holds no notebook"
                : "holds none of the answer cells of week " + template.week();
        throw new Refusal(Fault.invalid(
                PlainText.line(place.getFileName().toString(), 100) + " " + what + "; hand in " + template.name()));
    }

    /** The one with the template's name comes first, so that the others need not be read. */
    private static List<Candidate> candidates(Path place, String name) {
        List<Candidate> found;
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            found = inFolder(place);
        } else if (place.toString().endsWith(ZIP) && Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            found = Zip.candidates(place);
        } else {
            found = List.of(Candidate.read(place));
        }
        return found.stream()
                .sorted(Comparator.comparing(candidate -> !candidate.name().equals(name)))
                .toList();
    }

    private static List<Candidate> inFolder(Path folder) {
        var files = new ArrayList<Path>();
        var seen = new int[1];
        try {
            Files.walkFileTree(folder, Set.of(), DEEPEST_FOLDER, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                    boolean passedOver = !inner.equals(folder)
                            && isPassedOver(inner.getFileName().toString());
                    return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(NOTEBOOK) && !isPassedOver(name)) {
                        files.add(file);
                    }
                    boolean enough = ++seen[0] >= MOST_PATHS || files.size() >= MOST_NOTEBOOKS;
                    return enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (file.equals(folder)) {
                        throw e;
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return List.of(Candidate.unreadable(folder.getFileName().toString(), e));
        }
        return files.stream().sorted().map(Candidate::read).toList();
    }

    private static List<Response> responses(Notebook notebook, Template template) {
        return template.tasks().stream().map(task -> response(notebook, task)).toList();
    }

    private static Response response(Notebook notebook, Task task) {
        List<Cell> cells = notebook.cells().stream()
                .filter(cell -> Candidate.gradeId(cell).equals(task.id()))
                .toList();
        if (cells.size() != 1) {
            return new Response(task.id(), cells.isEmpty() ? State.MISSING : State.SEVERAL, "");
        }
        Cell cell = cells.get(0);
        if (!cell.isCode()) {
            return new Response(task.id(), State.NOT_CODE, "");
        }
        String source = whole(cell.source());
        if (source.length() > LONGEST_ANSWER) {
            return new Response(task.id(), State.TOO_LONG, "");
        }
        boolean untouched = source.isBlank() || compact(source).equals(compact(task.stub()));
        return new Response(task.id(), untouched ? State.UNANSWERED : State.ANSWERED, source);
    }

    private static String compact(String source) {
        return source.replaceAll("\\s+", "");
    }

    /** Half a surrogate pair has no UTF-8 form, and the kernel's protocol is UTF-8. */
    private static String whole(String source) {
        var text = new StringBuilder();
        source.codePoints()
                .map(sign -> Character.getType(sign) == Character.SURROGATE ? 0xFFFD : sign)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    private static List<Extra> extras(Notebook notebook, Template template) {
        var texts = new HashSet<String>();
        template.cells().values().forEach(cell -> texts.add(cell.source().strip()));
        return notebook.cells().stream()
                .filter(cell -> !cell.source().isBlank()
                        && !template.cells().containsKey(cell.id())
                        && Candidate.gradeId(cell).isEmpty()
                        && !texts.contains(cell.source().strip()))
                .limit(MOST_EXTRAS)
                .map(cell -> new Extra(cell.type(), PlainText.of(cell.source(), LONGEST_EXTRA)))
                .toList();
    }
}
