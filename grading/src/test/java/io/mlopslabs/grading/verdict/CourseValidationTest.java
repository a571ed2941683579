// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.grading.sandbox.Sandbox;
import io.mlopslabs.grading.submission.HandedIn;
import io.mlopslabs.grading.submission.Intake;
import io.mlopslabs.grading.submission.Submission;
import io.mlopslabs.grading.submission.Template;
import io.mlopslabs.grading.testing.Week;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a learner is told before handing in, in the real kernel. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(120)
class CourseValidationTest {
    @TempDir
    private Path folder;

    @Test
    void a_learner_sees_the_same_checks_before_handing_in() throws Exception {
        Map<String, String> answers = new HashMap<>(Week.C1W1.references());
        answers.put("c1w1-expected-cost", "double expectedCost(double[][] confusion, double[][] price) { return 1; }");
        answers.put("c1w1-choose-confidence", "double cheapestConfidence(double[] confidences { }");
        answers.remove("c1w1-alarm");
        Template template = Week.C1W1.template();
        Path file = Files.write(
                folder.resolve("ada.ipynb"), Week.C1W1.answered(answers).toBytes());
        Submission submission = Intake.read(new HandedIn("ada", List.of(file)), template);
        List<SelfCheck> checks;
        try (Sandbox sandbox = Week.nativeSandbox()) {
            checks = Validation.of(template, submission, sandbox);
        }
        assertThat(checks)
                .containsExactly(
                        new SelfCheck(
                                "c1w1-expected-cost",
                                SelfCheck.State.NOT_YET,
                                "0 of 4 checks; not yet: two mistakes at 5 euros and one at 1 cost 11 euros over 20 things",
                                "count and price of the same cell belong together: row true, column predicted"),
                        new SelfCheck(
                                "c1w1-choose-confidence",
                                SelfCheck.State.NOT_YET,
                                "The answer does not compile: it ends before a bracket or a quote is closed",
                                ""),
                        new SelfCheck("c1w1-canary-side", SelfCheck.State.PASSED, "5 of 5 checks", ""),
                        new SelfCheck(
                                "c1w1-alarm",
                                SelfCheck.State.NOT_ANSWERED,
                                "There is no answer yet. Write it into the answer cell, in place of the line that throws.",
                                ""));
    }
}
