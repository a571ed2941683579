// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Finding;
import io.mlopslabs.grading.release.Leak;
import io.mlopslabs.grading.release.Release;
import io.mlopslabs.grading.release.Secrets;
import io.mlopslabs.grading.release.Severity;
import io.mlopslabs.grading.release.Weeks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The release of every week, each past the gate: a copy that gives an answer away is none. */
final class Releases {
    private final Weeks weeks;
    private final Map<Path, Outcome> outcomes;

    private Releases(Weeks weeks, Map<Path, Outcome> outcomes) {
        this.weeks = weeks;
        this.outcomes = outcomes;
    }

    /**
     * What became of one week.
     *
     * @param unreadable why the source cannot be read, empty if it can
     * @param findings what its release found
     * @param leaks what the copy would give away
     * @param copy the learner's copy, empty if there is none to hand out
     */
    record Outcome(String unreadable, List<Finding> findings, List<Leak> leaks, Optional<Notebook> copy) {
        /** Returns the sentences about problems of this severity or a worse one. */
        List<String> problems(Severity least) {
            var sentences = new ArrayList<String>();
            if (!unreadable.isEmpty()) {
                sentences.add(unreadable);
            }
            findings.stream()
                    .filter(finding -> finding.severity().compareTo(least) <= 0)
                    .map(Finding::message)
                    .forEach(sentences::add);
            leaks.stream().map(Leak::message).forEach(sentences::add);
            return sentences;
        }
    }

    /**
     * Releases every week.
     *
     * @throws IOException if the exercises cannot be read, without which nobody can tell what a copy gives away
     */
    static Releases of(Weeks weeks, Path exercises) throws IOException {
        var sources = new LinkedHashMap<Path, Notebook>();
        var outcomes = new HashMap<Path, Outcome>();
        for (Path file : weeks.sources()) {
            try {
                sources.put(file, Notebook.read(file));
            } catch (IOException e) {
                outcomes.put(file, new Outcome(Course.sentence(e), List.of(), List.of(), Optional.empty()));
            }
        }
        Secrets secrets = Secrets.of(List.copyOf(sources.values()), exercises);
        for (var source : sources.entrySet()) {
            outcomes.put(source.getKey(), outcome(source.getValue(), secrets));
        }
        return new Releases(weeks, outcomes);
    }

    private static Outcome outcome(Notebook source, Secrets secrets) throws IOException {
        Release release = Release.of(source);
        Optional<Notebook> copy = release.learnerCopy();
        List<Leak> leaks =
                copy.isPresent() ? secrets.leaksIn(source.name(), copy.get().toBytes()) : List.of();
        return new Outcome("", release.findings(), leaks, leaks.isEmpty() ? copy : Optional.empty());
    }

    /** Returns the sources in the order of their weeks. */
    List<Path> sources() {
        return weeks.sources();
    }

    Outcome outcome(Path source) {
        return outcomes.get(source);
    }
}
