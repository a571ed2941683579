// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.grading.sandbox.Engines;
import io.mlopslabs.grading.testing.ResultFiles;
import io.mlopslabs.grading.testing.Week;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real kernel in both runners, on what both take. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(240)
class RunnersTest {
    @TempDir
    private Path folder;

    @Test
    void come_to_the_same_files_but_for_times() throws Exception {
        String image = Engines.image();
        Week.nativeSandbox().close(); // skips where there is no kernel
        Path submissions = Files.createDirectory(folder.resolve("submissions"));
        Map<String, String> right = Week.C1W1.references();
        var mixed = new HashMap<>(right);
        List<String> ids = right.keySet().stream().sorted().toList();
        mixed.computeIfPresent(ids.get(0), (id, answer) -> answer.replaceFirst("\\{", "{ if (true) System.exit(3);"));
        mixed.computeIfPresent(
                ids.get(1), (id, answer) -> answer.replaceFirst("\\{", "{ System.out.println(\"here\");"));
        mixed.remove(ids.get(2));
        mixed.put(ids.get(3), "int nothing() { return 0; }");
        Files.write(submissions.resolve("ada.ipynb"), Week.C1W1.answered(right).toBytes());
        Files.write(submissions.resolve("bob.ipynb"), Week.C1W1.answered(mixed).toBytes());
        Files.writeString(submissions.resolve("carl.ipynb"), "{");

        Map<String, String> natively = graded(submissions, "native");
        assertThat(natively).containsKeys("students/ada/result.json", "students/bob/feedback.html", "grades.csv");
        assertThat(graded(submissions, "container", "--image", image)).isEqualTo(natively);
    }

    private Map<String, String> graded(Path submissions, String runner, String... more) throws Exception {
        Path out = folder.resolve(runner);
        var said = new StringWriter();
        var command = Course.commandLine().setOut(new PrintWriter(said)).setErr(new PrintWriter(said, true));
        var arguments = new ArrayList<>(List.of(
                "grade",
                submissions.toString(),
                "--course",
                Week.COURSE.toString(),
                "--runner",
                runner,
                "--seed",
                "11"));
        arguments.addAll(List.of("--out", out.toString()));
        arguments.addAll(List.of(more));
        assertThat(command.execute(arguments.toArray(String[]::new)))
                .as(said.toString())
                .isEqualTo(1); // carl's cannot be read
        return ResultFiles.in(out);
    }
}
