// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import static io.mlopslabs.grading.release.SmallCourse.ANSWER;
import static io.mlopslabs.grading.release.SmallCourse.source;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PageSecretsTest {
    private static final String OTHER_LINE = "double sum = 0, things = 0;";

    @TempDir
    private Path folder;

    private Secrets secrets;

    @BeforeEach
    void one_exercise() throws IOException {
        secrets = Secrets.of(List.of(source()), new SmallCourse(folder).exercises);
    }

    private List<String> found(String page) {
        return secrets.leaksInPage("c1w1.html", page).stream()
                .map(Leak::message)
                .toList();
    }

    @Test
    void an_answer_is_found_among_the_tags_of_a_highlighter() {
        String page = "<pre><span class=\"kt\">double</span> <span>sum</span> = <span>0</span>, things = 0;\n"
                + "<span>return</span> things == 0 <span>?</span> 0 : sum / things;</pre>";
        assertThat(found(page))
                .containsExactly("c1w1.html: its text: holds line 3 of the solution in cell 3 (grade_id mean) of"
                        + " c1w1-split.ipynb and 1 more of it; take it out of what learners see");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>This is the <code>sum</code> of all. Divide it, please.</p>",
                "window.INDEX=[\"This is the `sum` of all. \\u0044ivide it, please.\"]",
                "<img alt=\"mean(new double[] {1}); io.mlopslabs.notebook.Probe.calls(&quot;mean&quot;, a -&gt; mean((double[]) a[0]));\">",
                "// [[1.5, 2.0, NaN], [true, false]]"
            })
    void a_hint_a_hidden_line_and_an_input_are_found_alone(String page) {
        assertThat(found(page)).hasSize(1);
    }

    @Test
    void one_line_of_an_answer_of_several_is_a_line_that_anybody_writes() {
        assertThat(found(ANSWER)).isEmpty();
        assertThat(found(OTHER_LINE)).isEmpty();
        assertThat(found(ANSWER + OTHER_LINE)).hasSize(1);
    }

    @Test
    void a_number_is_no_seed_in_a_page() {
        assertThat(found("<p>4711</p>")).isEmpty();
    }

    @Test
    void what_everybody_may_read_is_no_secret() {
        assertThat(found("<p>Write the mean.</p><pre>int a = 1;</pre>")).isEmpty();
    }
}
