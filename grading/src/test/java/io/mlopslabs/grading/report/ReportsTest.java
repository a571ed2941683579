// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.mlopslabs.grading.submission.Extra;
import io.mlopslabs.grading.verdict.ExerciseVerdict;
import io.mlopslabs.grading.verdict.Incident;
import io.mlopslabs.grading.verdict.ProbeVerdict;
import io.mlopslabs.grading.verdict.Run;
import io.mlopslabs.grading.verdict.Status;
import io.mlopslabs.grading.verdict.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too'";

    static ExerciseVerdict exercise(String id, Status status, double points, String sentence) {
        return new ExerciseVerdict(
                id,
                status,
                status == Status.INFRA_ERROR ? OptionalDouble.empty() : OptionalDouble.of(points),
                2,
                sentence,
                status == Status.INFRA_ERROR ? List.of() : List.of(new ProbeVerdict("small numbers", points, 2)),
                "int half(int n) { return n; }",
                "");
    }

    static Verdict verdict(String student, ExerciseVerdict... exercises) {
        var run = new Run(
                "all",
                Duration.ofMillis(2345),
                Duration.ofMillis(1200),
                Map.of("imports", Duration.ofMillis(12)),
                Map.of("start", Duration.ofMillis(900)));
        return new Verdict("c9w9", student, "", List.of(exercises), List.of(), List.of(), List.of(run));
    }

    /** A verdict with something hostile in every place that a learner can write to. */
    static Verdict hostile() {
        var exercise = new ExerciseVerdict(
                "c9w9-half",
                Status.RUNTIME_ERROR,
                OptionalDouble.of(0),
                2,
                "The answer cell itself throws " + HOSTILE,
                List.of(new ProbeVerdict("small numbers", 0, 2)),
                HOSTILE,
                "\u001b]0;title\u0007" + HOSTILE + "\u202e");
        return new Verdict(
                "c9w9",
                HOSTILE,
                "",
                List.of(exercise),
                List.of(new Extra("markdown", HOSTILE)),
                List.of(new Incident("all", "c9w9-half", Incident.Kind.FOREIGN_FRAME)),
                List.of());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    @Nested
    class Result_json {
        private final JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(ReportsTest.class.getResourceAsStream("result.schema.json"));

        private List<String> faults(JsonNode result) {
            return schema.validate(result).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        }

        private void isValidAndReadBack(Verdict verdict) throws IOException {
            byte[] bytes = ResultJson.write(verdict);
            assertThat(faults(JSON.readTree(bytes))).isEmpty();
            assertThat(ResultJson.read(bytes)).isEqualTo(verdict);
            assertThat(ResultJson.write(ResultJson.read(bytes))).isEqualTo(bytes);
        }

        @Test
        void keeps_to_its_schema_and_is_read_back_as_it_was() throws IOException {
            isValidAndReadBack(verdict("ada", exercise("c9w9-half", Status.OK, 2, "")));
            isValidAndReadBack(verdict("ada", exercise("c9w9-half", Status.INFRA_ERROR, 0, "no engine")));
            isValidAndReadBack(hostile());
        }

        @Test
        void has_a_schema_that_refuses_what_is_not_a_result() throws IOException {
            ObjectNode result = (ObjectNode)
                    JSON.readTree(ResultJson.write(verdict("ada", exercise("c9w9-half", Status.OK, 2, ""))));
            assertThat(faults(result.deepCopy().put("seed", 4711))).hasSize(1);
            assertThat(faults(result.deepCopy().put("score", 7.1))).contains("$.score: must be multiple of 0.25");
            assertThat(faults(result.deepCopy().put("status", "FINE"))).hasSize(1);
            assertThat(faults(result.deepCopy().without("timings"))).hasSize(1);
        }

        @Test
        void differs_in_timings_only_where_only_times_differ() throws IOException {
            Verdict one = verdict("ada", exercise("c9w9-half", Status.OK, 2, ""));
            var other = new Verdict(
                    one.week(),
                    one.student(),
                    one.sentence(),
                    one.exercises(),
                    one.extras(),
                    one.incidents(),
                    List.of());
            ObjectNode a = (ObjectNode) JSON.readTree(ResultJson.write(one));
            ObjectNode b = (ObjectNode) JSON.readTree(ResultJson.write(other));
            assertThat(a).isNotEqualTo(b);
            a.remove("timings");
            b.remove("timings");
            assertThat(a).isEqualTo(b);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"version": 2}
                {"version": 1}
                []
                {"version": 1, "week": "c1w1", "student": "a", "sentence": "", "exercises": [{"id": "a", "status": "FINE"}]}
                """)
        void of_another_version_or_damaged_is_no_result(String text) {
            assertThatIOException().isThrownBy(() -> ResultJson.read(text.getBytes(UTF_8)));
        }
    }

    @Test
    void gradescope_reads_a_test_for_each_exercise() throws IOException {
        Verdict verdict = verdict(
                "ada",
                exercise("c9w9-half", Status.OK, 2, ""),
                exercise("c9w9-third", Status.PARTIAL, 0.5, "Some number comes out wrong."));
        assertThat(JSON.readTree(GradescopeJson.write(verdict))).isEqualTo(JSON.readTree("""
                {
                  "output": "Week c9w9", "output_format": "text", "visibility": "visible", "execution_time": 2.345,
                  "tests": [
                    {"number": "1", "name": "c9w9-half", "name_format": "text", "score": 2.0, "max_score": 2.0, "status": "passed",
                     "output": "", "output_format": "text", "visibility": "visible", "extra_data": {"status": "OK"}},
                    {"number": "2", "name": "c9w9-third", "name_format": "text", "score": 0.5, "max_score": 2.0, "status": "failed",
                     "output": "Some number comes out wrong.", "output_format": "text", "visibility": "visible",
                     "extra_data": {"status": "PARTIAL"}}
                  ]
                }
                """));
    }

    @Nested
    class Grades_csv {
        @Test
        void has_a_line_for_each_student_and_for_those_who_are_absent() {
            byte[] csv = GradesCsv.write(
                    List.of("c9w9-half", "c9w9-third"),
                    4,
                    List.of(
                            verdict(
                                    "ada",
                                    exercise("c9w9-half", Status.OK, 2, ""),
                                    exercise("c9w9-third", Status.PARTIAL, 0.25, "x")),
                            verdict(
                                    "bob",
                                    exercise("c9w9-half", Status.INFRA_ERROR, 0, "x"),
                                    exercise("c9w9-third", Status.OK, 2, ""))),
                    List.of("carl"));
            assertThat(text(csv)).isEqualTo("""
                    student,c9w9-half,c9w9-third,total,max,status\r
                    ada,2,0.25,2.25,4,PARTIAL\r
                    bob,,2,,4,INFRA_ERROR\r
                    carl,,,,4,NO_SUBMISSION\r
                    """);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                Zoë 学习               | Zoë 学习
                Lovelace, Ada          | "Lovelace, Ada"
                Ada "the first"        | "Ada ""the first""\"
                =HYPERLINK("http://x") | "'=HYPERLINK(""http://x"")"
                +1                     | '+1
                -1+2                   | '-1+2
                @SUM(A1)               | '@SUM(A1)
                ＝1                    | '＝1
                a=b                    | a=b
                """)
        void writes_a_name_as_rfc_4180_has_it_and_never_as_a_formula(String name, String field) {
            byte[] csv = GradesCsv.write(List.of(), 0, List.of(), List.of(name));
            assertThat(text(csv)).isEqualTo("student,total,max,status\r\n" + field + ",,0,NO_SUBMISSION\r\n");
        }

        @Test
        void guards_what_begins_with_a_tab_or_a_return_and_quotes_breaks() {
            byte[] csv = GradesCsv.write(List.of(), 0, List.of(), List.of("\t=1", "\r=1", "a\nb"));
            assertThat(text(csv)).isEqualTo("""
                            student,total,max,status\r
                            '\t=1,,0,NO_SUBMISSION\r
                            "'\r=1",,0,NO_SUBMISSION\r
                            "a
                            b",,0,NO_SUBMISSION\r
                            """);
        }
    }

    @Nested
    class Feedback_page {
        @Test
        void shows_answer_status_hint_and_output() {
            var exercise = new ExerciseVerdict(
                    "c9w9-half",
                    Status.PARTIAL,
                    OptionalDouble.of(1.5),
                    2,
                    "Look at odd numbers.",
                    List.of(new ProbeVerdict("small numbers", 1.5, 1.5), new ProbeVerdict("remainders", 0, 0.5)),
                    "int half(int n) {\n}",
                    "hello\n");
            String page = text(FeedbackPage.write(verdict("ada", exercise)));
            assertThat(page)
                    .contains("<h1>Week c9w9: ada</h1>", "<p>1.5 of 2 points.</p>")
                    .contains("<p>1.5 of 2, partly right.</p>", "<strong>Look at odd numbers.</strong>")
                    .contains("<li>small numbers: 1.5 of 1.5</li>", "<li>remainders: 0 of 0.5</li>")
                    .contains("<pre>int half(int n) {\n}</pre>", "<pre>hello\n</pre>");
        }

        @Test
        void makes_text_of_all_that_a_learner_wrote() {
            String page = text(FeedbackPage.write(hostile()));
            String escaped = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot; &#39;too&#39;";
            assertThat(page.split(Pattern.quote(escaped), -1))
                    .hasSize(7); // title, heading, hint, answer, output, added cell
            assertThat(page).doesNotContainIgnoringCase("<script", "\u001b", "\u202e", "<img", "<a href=\"h", " on");
        }

        @Test
        void forbids_everything_but_its_own_style() {
            String page = text(FeedbackPage.write(hostile()));
            assertThat(page)
                    .containsPattern("<meta http-equiv=\"Content-Security-Policy\""
                            + " content=\"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='\">")
                    .containsOnlyOnce("<style>")
                    .doesNotContain("style=");
        }

        @Test
        void says_that_a_failed_machine_is_not_the_learners_doing() {
            String page = text(FeedbackPage.write(
                    verdict("ada", exercise("c9w9-half", Status.INFRA_ERROR, 0, "no engine answers"))));
            assertThat(page)
                    .contains("<p>Not scored yet: the grader&#39;s machine failed, which is not your doing.</p>")
                    .contains("– of 2, not scored, the grader&#39;s machine failed.");
        }

        @Test
        void of_a_submission_that_cannot_be_read_has_the_reason_and_no_more() {
            var verdict = new Verdict(
                    "c9w9",
                    "ada",
                    "ada.ipynb is empty; restore it",
                    List.of(exercise("c9w9-half", Status.INVALID_NOTEBOOK, 0, "ada.ipynb is empty; restore it")),
                    List.of(),
                    List.of(),
                    List.of());
            assertThat(text(FeedbackPage.write(verdict)))
                    .contains("<p>ada.ipynb is empty; restore it</p>")
                    .doesNotContain("<section");
        }
    }

    @Nested
    class Class_page {
        @Test
        void counts_who_was_right_and_what_was_said_most_often() {
            String page = text(ClassPage.write(
                    "c9w9",
                    List.of("c9w9-half"),
                    List.of(
                            verdict("a", exercise("c9w9-half", Status.OK, 2, "")),
                            verdict("b", exercise("c9w9-half", Status.WRONG, 0, "This is the <number>.")),
                            verdict("c", exercise("c9w9-half", Status.PARTIAL, 1, "This is the <number>.")),
                            verdict("d", exercise("c9w9-half", Status.WRONG, 0, "Another.")),
                            verdict("e", exercise("c9w9-half", Status.COMPILE_ERROR, 0, "ada's own error")),
                            verdict("f", exercise("c9w9-half", Status.INFRA_ERROR, 0, "no engine")))));
            assertThat(page)
                    .contains("<p>6 submissions, 5 scored.</p>")
                    .contains("<td class=\"number\">1 of 5</td><td class=\"number\">20 %</td>")
                    .contains("<td>This is the &lt;number&gt;. (2)</td>")
                    .doesNotContain("ada");
        }

        /** Brown, Cai and DasGupta 2001, Interval estimation for a binomial proportion; the numbers are statsmodels 0.14 proportion_confint's. */
        @ParameterizedTest
        @CsvSource({"0, 10, 0 % to 28 %", "1, 5, 4 % to 62 %", "5, 10, 24 % to 76 %", "10, 10, 72 % to 100 %", "0, 0, –"
        })
        void gives_wilsons_interval(long right, int n, String interval) {
            assertThat(ClassPage.interval(right, n)).isEqualTo(interval);
        }
    }
}
