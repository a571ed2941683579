// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.release.ReleaseTest.method;
import static io.mlopslabs.grading.release.ReleaseTest.refused;
import static io.mlopslabs.grading.release.ReleaseTest.releasedText;
import static io.mlopslabs.grading.testing.Sources.notebook;
import static io.mlopslabs.grading.testing.Sources.solution;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StubPlacementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < n; i++) {\n@\n}\nreturn 1;",
                "while (n > 1) {\n@\n}\nreturn 1;",
                "if (n > 1) {\n@\n}\nreturn 1;",
                "if (n > 1) { return 2; } else if (n > 0) {\n@\n}\nreturn 1;",
                "g(x -> {\n@\n});\nreturn 1;",
                "char c = '{'; String s = \"{\\\"{\"; // {\n/* { */\n@",
                "String s = \"\"\"\n { \"x\" {\n\"\"\";\n@",
            })
    void where_the_rest_of_the_method_still_compiles(String body) {
        String region = "// BEGIN SOLUTION\nhidden();\n// END SOLUTION";
        assertThat(releasedText(solution("a", method(body.replace("@", region)))))
                .isEqualTo(method(body.replace("@", Release.STUB)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record P(int x) {\n int half() {\n@\n}\n}",
                "class A {\n A(int x) {\n@\n}\n int y = 1;\n}",
                "Function<Integer, Integer> f = n -> {\n@\n};",
                "static <T extends Comparable<T>> List<T[]> f(Map<String, T> m) throws IOException, E {\n@\n}",
                "var p = new P() {\n public int f() {\n@\n}\n};",
            })
    void in_any_method_body(String source) {
        String region = "// BEGIN SOLUTION\nhidden();\n// END SOLUTION";
        assertThat(releasedText(solution("a", source.replace("@", region))))
                .isEqualTo(source.replace("@", Release.STUB));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@\nreturn n;",
                "{\n@\n}\nreturn n;",
                "do {\n@\n} while (n > 0);\nreturn n;",
                "while (true) {\n@\n}\nreturn n;",
                "for (;;) {\n@\n}\nreturn n;",
                "try {\n@\n} catch (RuntimeException e) {\n}\nreturn n;",
                "if (n > 1) {\n@\n} else {\nreturn 1;\n}\nreturn n;",
                "if (n > 1) {\nreturn 1;\n} else {\n@\n}\nreturn n;",
            })
    void nowhere_that_leaves_a_statement_out_of_reach(String body) {
        String region = "// BEGIN SOLUTION\nhidden();\n// END SOLUTION";
        String source = method(body.replace("@", region));
        int line = (int) source.substring(0, source.indexOf("// BEGIN")).lines().count() + 1;
        refused(
                notebook(solution("a", source)),
                "c1w1-split.ipynb: cell 1 (grade_id a), line " + line
                        + ": a statement follows the solution region, and after the stub it could never run;"
                        + " move it into the region or into another cell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "int x = 1;\n@", "for (int i = 0; i < 3; i++) {\n@\n}", "if (true) {\n@\n}"})
    void nowhere_that_stops_an_untouched_copy(String source) {
        Release release = Release.of(
                notebook(solution("a", source.replace("@", "// BEGIN SOLUTION\nhidden();\n// END SOLUTION"))));
        assertThat(release.findings())
                .extracting(Finding::problem)
                .containsExactly("the solution region stands outside a method, so an untouched copy would stop here;"
                        + " put the markers inside a method's body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"class A {\n@\n}", "record P(int x) {\n@\n}", "var p = new P() {\n@\n};"})
    void nowhere_in_the_body_of_a_type(String source) {
        Release release =
                Release.of(notebook(solution("a", source.replace("@", "// BEGIN SOLUTION\nint x;\n// END SOLUTION"))));
        assertThat(release.findings())
                .extracting(Finding::problem)
                .containsExactly("the solution region stands in the body of a type, where no statement may stand;"
                        + " put the markers inside a method's body");
    }

    @Test
    void nowhere_that_a_brace_loses_its_partner() {
        refused(
                notebook(solution("a", "int f() {\n// BEGIN SOLUTION\nreturn 1; }\nint g() {\n// END SOLUTION\n}")),
                "c1w1-split.ipynb: cell 1 (grade_id a), line 2: the solution region opens or closes a brace without its"
                        + " partner; move the markers so that both or neither stand between them");
    }
}
