// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.grading.verdict.ExerciseVerdict;
import io.mlopslabs.grading.verdict.Run;
import io.mlopslabs.grading.verdict.Status;
import io.mlopslabs.grading.verdict.Verdict;
import java.time.Duration;

/** One verdict as Gradescope's {@code results.json}: a test per exercise, all of it visible, since nothing in it is hidden. */
final class GradescopeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GradescopeJson() {}

    /** The verdict has a score: without one, Gradescope is to say itself that grading failed. */
    static byte[] write(Verdict verdict) {
        ObjectNode results = JSON.createObjectNode();
        results.put("output", verdict.sentence().isEmpty() ? "Week " + verdict.week() : verdict.sentence())
                .put("output_format", "text")
                .put("visibility", "visible");
        Duration took = verdict.runs().stream().map(Run::wall).reduce(Duration.ZERO, Duration::plus);
        results.put("execution_time", took.toMillis() / 1000.0);
        var tests = results.putArray("tests");
        int number = 1;
        for (ExerciseVerdict exercise : verdict.exercises()) {
            tests.addObject()
                    .put("number", String.valueOf(number++))
                    .put("name", exercise.id())
                    .put("name_format", "text")
                    .put("score", exercise.points().orElseThrow())
                    .put("max_score", exercise.max())
                    .put("status", exercise.status() == Status.OK ? "passed" : "failed")
                    .put("output", exercise.sentence())
                    .put("output_format", "text")
                    .put("visibility", "visible")
                    .putObject("extra_data")
                    .put("status", exercise.status().name());
        }
        return ResultJson.bytes(results);
    }
}
