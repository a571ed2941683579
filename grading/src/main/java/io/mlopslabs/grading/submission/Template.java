// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.submission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mlopslabs.grading.exercises.Exercise;
import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Finding;
import io.mlopslabs.grading.release.HiddenTests;
import io.mlopslabs.grading.release.Release;
import io.mlopslabs.grading.release.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The instructor's notebook of one week and its exercises: what a submission is rebuilt from.
 *
 * <p>Everything but the text of the answers comes from here, so that nothing else a learner wrote can count.
 */
public final class Template {
    private final String name;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final List<Task> tasks = new ArrayList<>();

    private Template(String name) {
        this.name = name;
    }

    /**
     * Joins a notebook with the exercises of its week.
     *
     * @param exercises those of the notebook's week, at least one, in any order
     * @throws MalformedTemplateException if the notebook cannot be released, or a cell that an exercise names is missing or unfit
     */
    public static Template of(Notebook source, List<Exercise> exercises) throws MalformedTemplateException {
        Release release = Release.of(source);
        Notebook released = release.learnerCopy()
                .orElseThrow(() -> new MalformedTemplateException(release.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .findFirst()
                        .map(Finding::message)
                        .orElseThrow()));
        var template = new Template(Path.of(source.name()).getFileName().toString());
        if (exercises.isEmpty()) {
            throw new MalformedTemplateException(source.name()
                    + " has no exercises; put them below grading/exercises in a folder named by the week");
        }
        var sources = new LinkedHashMap<String, Cell>();
        source.cells().forEach(cell -> sources.put(cell.id(), cell));
        released.cells().forEach(cell -> template.cells.put(cell.id(), cell));
        var byId = new LinkedHashMap<String, Exercise>();
        exercises.forEach(exercise -> byId.put(exercise.id(), exercise));
        for (Cell cell : released.cells()) {
            Exercise exercise = byId.remove(cell.id());
            if (exercise != null) {
                template.tasks.add(template.task(exercise, cell, sources));
            }
        }
        if (!byId.isEmpty()) {
            throw template.lacks(byId.keySet().iterator().next(), "answer cell of an exercise");
        }
        return template;
    }

    private Task task(Exercise exercise, Cell answer, Map<String, Cell> sources) throws MalformedTemplateException {
        for (String need : exercise.needs()) {
            Cell cell = code(need, "code cell that exercise " + exercise.id() + " needs");
            boolean foreign = cell.metadata("nbgrader").path("solution").asBoolean() && !need.equals(exercise.id());
            if (foreign || cell.metadata("nbgrader").path("grade").asBoolean()) {
                throw new MalformedTemplateException(name + ": exercise " + exercise.id() + " needs the cell `" + need
                        + "` of another exercise; an exercise stands on its own, so leave that out of its needs");
            }
        }
        String checksId = exercise.id() + "-checks";
        Cell checks = code(checksId, "checks cell of exercise " + exercise.id());
        String probe = HiddenTests.of(sources.get(checksId));
        if (probe.isBlank()) {
            throw new MalformedTemplateException(
                    name + ": the checks cell " + checksId
                            + " has no probe; write the call of Probe between `// BEGIN HIDDEN TESTS` and `// END HIDDEN TESTS`");
        }
        return new Task(exercise, sources.get(exercise.id()).source(), answer.source(), checks.source(), probe);
    }

    private Cell code(String id, String what) throws MalformedTemplateException {
        Cell cell = cells.get(id);
        if (cell == null || !cell.isCode()) {
            throw lacks(id, what);
        }
        return cell;
    }

    private MalformedTemplateException lacks(String cell, String what) {
        return new MalformedTemplateException(
                name + ": there is no cell with the id `" + cell + "`, the " + what + "; add it or mend exercise.yaml");
    }

    /** Returns the notebook's file name. */
    public String name() {
        return name;
    }

    /** Returns the week's id, such as {@code c1w1}. */
    public String week() {
        return tasks.get(0).exercise().week();
    }

    /** Returns the exercises in the order of the notebook. */
    public List<Task> tasks() {
        return List.copyOf(tasks);
    }

    /** Returns what the week is worth. */
    public double points() {
        return tasks.stream().mapToDouble(task -> task.exercise().points()).sum();
    }

    /** Returns what a rebuilt notebook takes from here, in one text: when it changes, so may a verdict. */
    public byte[] fingerprint() {
        var text = new StringBuilder();
        for (Task task : tasks) {
            for (String need : task.exercise().needs()) {
                text.append(need).append('\n').append(cells.get(need).source()).append('\n');
            }
            text.append(task.stub())
                    .append('\n')
                    .append(task.checks())
                    .append('\n')
                    .append(task.probe())
                    .append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    /** Returns every cell as it is released, by its id and in the order of the notebook: no answer of the instructor's is among them. */
    Map<String, Cell> cells() {
        return cells;
    }
}
