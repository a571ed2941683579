// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.exercises.Exercise;
import io.mlopslabs.grading.notebook.Notebook;
import io.mlopslabs.grading.release.Weeks;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.verdict.GradingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The checkout with all that a submission is graded with. */
final class CourseFolder {
    @Option(names = "--course", required = true, paramLabel = "DIR", description = "the folder of the course")
    Path root;

    /** Returns every week that has exercises, in the order of weeks. */
    List<Template> templates() throws IOException {
        Path notebooks = root.resolve("notebooks");
        List<Exercise> all = Exercise.readAll(exercises());
        var templates = new ArrayList<Template>();
        for (Path source : Weeks.in(notebooks).sources()) {
            String week = source.getFileName().toString().split("[-.]", 2)[0];
            List<Exercise> ofWeek = all.stream()
                    .filter(exercise -> exercise.week().equals(week))
                    .toList();
            if (!ofWeek.isEmpty()) {
                templates.add(Template.of(Notebook.read(source), ofWeek));
            }
        }
        if (templates.isEmpty()) {
            throw new IOException(exercises() + " holds no exercise of any week in " + notebooks + "; add one");
        }
        return templates;
    }

    /** Returns a digest of all that an answer of {@code template}'s week is judged by. */
    String digest(Template template) throws IOException {
        var text = new StringBuilder(GradingKey.digest(template.fingerprint()));
        for (var task : template.tasks()) {
            Path file = exercises().resolve(template.week()).resolve(task.id()).resolve("exercise.yaml");
            text.append(' ').append(GradingKey.digest(Files.readAllBytes(file)));
        }
        return text.toString();
    }

    private Path exercises() {
        return root.resolve("grading/exercises");
    }
}
