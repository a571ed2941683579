// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.report.DataReport;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@ResourceLock(Resources.SYSTEM_OUT)
class NotebookTest {

    private static String printed(Runnable action) {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void init_outside_a_kernel_does_nothing() {
        PrintStream before = System.out;

        assertThat(printed(Notebook::init)).isEmpty();
        assertThat(System.out).isSameAs(before);
    }

    @Test
    void display_outside_a_kernel_prints_the_text_form() {
        Displayable displayable = () -> MimeBundle.ofText("a chart").with("text/html", "<b>a chart</b>");

        assertThat(printed(() -> {
                    Notebook.display(displayable);
                    Notebook.display(MimeBundle.ofText("a bundle"));
                    Notebook.display(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB));
                    Notebook.display(42);
                    Notebook.display(null);
                }))
                .isEqualTo("a chart\na bundle\nimage 64 x 48\n42\nnull\n");
    }

    @Test
    void display_outside_a_kernel_prints_a_table_as_text() {
        assertThat(printed(() -> Notebook.display(Table.create("boxes", IntColumn.create("x", 1, 2)))))
                .contains("boxes", "x", " 1 ", " 2 ");
    }

    @Test
    void a_report_on_data_has_its_html_and_outside_a_kernel_prints_its_text() {
        DataReport report = DataReport.anomalies(Anomalies.getDefaultInstance());
        assertThat(printed(() -> Notebook.display(report))).isEqualTo("No anomalies found.\n\n");
        assertThat(ReportForm.of(report).forms())
                .containsOnly(
                        entry("text/plain", "No anomalies found.\n"),
                        entry("text/html", "<p>No anomalies found.</p>\n"));
        assertThat(ReportForm.of("no report")).isNull();
    }

    @Test
    void progress_outside_a_kernel_prints_lines_without_carriage_returns() {
        assertThat(printed(() -> Progress.forEach("reading", java.util.List.of(1, 2), i -> {})))
                .isEqualTo("reading: 1 of 2\nreading: 2 of 2\n");
    }

    @Test
    void a_report_outside_a_kernel_is_printed() {
        assertThat(printed(() -> Check.exercise("e").that("p", () -> true, "h").report()))
                .isEqualTo("e: 1 of 1 checks passed\n  passed  p\n");
    }
}
