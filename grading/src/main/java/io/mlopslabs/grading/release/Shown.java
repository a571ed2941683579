// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import io.mlopslabs.grading.notebook.Cell;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Secret.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the instructor's sources show on purpose, and which secrets that excuses. */
final class Shown {
    private final List<VisibleCell> cells = new ArrayList<>();
    private final Set<String> run = new HashSet<>();
    private final Set<String> said = new HashSet<>();

    Shown(List<Secret> secrets, List<Notebook> sources) {
        List<Secret> lines = ofKind(secrets, Kind.CODE);
        var code = new SecretIndex(texts(lines));
        var prose = new SecretIndex(texts(ofKind(secrets, Kind.PROSE)));
        var values = new SecretIndex(texts(ofKind(secrets, Kind.VALUE)));
        Collection<Set<String>> answers = answers(lines);
        for (Notebook source : sources) {
            var runHere = new HashSet<String>();
            for (Cell each : source.cells()) {
                VisibleCell cell = visible(each);
                cells.add(cell);
                runHere.addAll(cell.runs(code));
                said.addAll(cell.says(prose));
                said.addAll(cell.has(values));
            }
            run.addAll(withoutGivenAway(runHere, answers));
        }
    }

    boolean excuses(Secret secret) {
        return switch (secret.kind()) {
            case CODE -> run.contains(secret.text());
            case PROSE, VALUE -> said.contains(secret.text());
            case SHORT -> cells.stream().anyMatch(cell -> cell.runs(secret));
            case HIDDEN, SEED -> false;
        };
    }

    private static VisibleCell visible(Cell cell) {
        if (!cell.isCode()) {
            return VisibleCell.prose(cell.source());
        }
        String[] lines = cell.source().split("\n", -1);
        List<Region> regions = Region.of(cell.source(), (line, problem) -> {});
        var shown = new ArrayList<String>();
        for (int i = 0; i < lines.length; i++) {
            int number = i + 1;
            if (regions.stream().noneMatch(region -> region.holds(number))) {
                shown.add(lines[i]);
            }
        }
        return VisibleCell.code(String.join("\n", shown));
    }

    private static Collection<Set<String>> answers(List<Secret> lines) {
        var answers = new HashMap<String, Set<String>>();
        lines.forEach(line ->
                answers.computeIfAbsent(line.part(), part -> new HashSet<>()).add(line.text()));
        return answers.values();
    }

    /** A notebook that runs more than half of an answer's lines gives it away, in one cell or in several. */
    private static Set<String> withoutGivenAway(Set<String> run, Collection<Set<String>> answers) {
        var excused = new HashSet<String>(run);
        for (Set<String> answer : answers) {
            if (2 * answer.stream().filter(run::contains).count() > answer.size()) {
                excused.removeAll(answer);
            }
        }
        return excused;
    }

    private static List<Secret> ofKind(List<Secret> all, Kind kind) {
        return all.stream().filter(secret -> secret.kind() == kind).toList();
    }

    private static Set<String> texts(List<Secret> secrets) {
        return secrets.stream().map(Secret::text).collect(Collectors.toSet());
    }
}
