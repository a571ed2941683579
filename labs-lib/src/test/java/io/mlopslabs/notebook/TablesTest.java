// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TablesTest {
    private static final String HOSTILE = "<script>alert('x')</script>\u001b[31m\nred";

    @Nested
    class Of_a_tablesaw_table {
        private final Table penguins = Table.create(
                "penguins",
                StringColumn.create("species", "Adelie", "Gentoo", null),
                DoubleColumn.create("bill_mm", new Double[] {39.1, 0.1 + 0.2, null}),
                IntColumn.create("mass_g", new Integer[] {3750, null, 5000}));

        @Test
        void aligns_plain_text_with_numbers_at_the_right() {
            assertThat(Tables.of(penguins).bundle().text()).isEqualTo("""
                            penguins: 3 rows × 3 columns
                            species  bill_mm   mass_g
                            -------  -------  -------
                            Adelie      39.1     3750
                            Gentoo       0.3  missing
                            missing  missing     5000""");
        }

        @Test
        void names_every_column_in_html_and_aligns_numbers_right() throws Exception {
            String html = html(Tables.of(penguins));
            var document = Xml.parse(html);
            assertThat(Xml.all(document, "caption")).containsExactly("penguins: 3 rows × 3 columns");
            assertThat(Xml.all(document, "th")).containsExactly("species", "bill_mm", "mass_g");
            assertThat(Xml.all(document, "td")).hasSize(9).startsWith("Adelie", "39.1", "3750");
            assertThat(html).contains("<th scope=\"col\" style=\"text-align:right\">bill_mm</th>");
            assertThat(html).contains("<td style=\"text-align:left\">Adelie</td>");
        }

        @Test
        void takes_the_colours_of_the_page() {
            assertThat(html(Tables.of(penguins)).replace("color:inherit", ""))
                    .doesNotContain("color", "background", "#");
        }

        @Test
        void shows_the_first_10_and_the_last_5_of_many_rows() {
            Table many = Table.create(
                    "many", IntColumn.create("i", IntStream.range(0, 21).toArray()));
            String text = Tables.of(many).bundle().text();
            assertThat(text).startsWith("many: 21 rows × 1 column\n");
            assertThat(text.lines().skip(3).map(String::strip))
                    .containsExactly(
                            "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "…", "16", "17", "18", "19", "20");
            Table twenty = Table.create(
                    "twenty", IntColumn.create("i", IntStream.range(0, 20).toArray()));
            assertThat(Tables.of(twenty).bundle().text()).doesNotContain("…");
        }

        @Test
        void shows_the_first_8_and_the_last_4_of_many_columns() {
            Table wide = Table.create("pixels");
            IntStream.range(0, 784).forEach(j -> wide.addColumns(IntColumn.create("p" + j, new int[] {j})));
            String text = Tables.of(wide).bundle().text();
            assertThat(text.lines().skip(1).findFirst().orElseThrow().split(" +"))
                    .containsExactly(
                            "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "…", "p780", "p781", "p782", "p783");
        }

        @Test
        void says_that_an_empty_table_is_empty() {
            Table empty = Table.create("none", StringColumn.create("word"));
            assertThat(Tables.of(empty).bundle().text()).isEqualTo("none: 0 rows × 1 column\nword\n----");
        }
    }

    @Nested
    class Of_records {
        @Test
        void escapes_and_cuts_whatever_a_cell_holds() throws Exception {
            Displayable table =
                    Tables.of(HOSTILE, List.of(HOSTILE, "long"), List.of(List.of(HOSTILE, "y".repeat(10_000))));
            var bundle = table.bundle();
            assertThat(html(table))
                    .doesNotContain("<script", "\u001b", "y".repeat(60))
                    .hasSizeLessThan(1200);
            assertThat(Xml.all(Xml.parse(html(table)), "td"))
                    .containsExactly("<script>alert('x')</script>\\u001b[31m\\nred", "y".repeat(59) + "…");
            assertThat(bundle.text().lines()).hasSize(4);
            assertThat(bundle.text()).doesNotContain("\u001b");
        }

        @Test
        void keeps_the_order_of_a_map_and_shows_null_as_missing() {
            var values = new LinkedHashMap<String, Object>();
            values.put("zeta", 1);
            values.put("alpha", null);
            assertThat(Tables.of("run", values).toString())
                    .isEqualTo(
                            "run: 2 rows × 2 columns\nname     value\n-----  -------\nzeta         1\nalpha  missing");
        }

        @Test
        void refuses_a_row_of_another_length() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tables.of("t", List.of("a", "b"), List.of(List.of(1, 2), List.of(1))))
                    .withMessage("rows[1] has 1 value for 2 columns; give one for each, null where there is none");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tables.of("t", List.of(), List.of()))
                    .withMessage("the table 't' has no column; name at least one");
        }

        @Test
        void aligns_a_column_left_as_soon_as_one_value_is_not_a_number() {
            Displayable table = Tables.of("t", List.of("a"), List.of(Arrays.asList(1), Arrays.asList("one")));
            assertThat(table.bundle().text()).endsWith("1\none");
            assertThat(html(table)).contains("<td style=\"text-align:left\">1</td>");
        }
    }

    private static String html(Displayable table) {
        return (String) table.bundle().forms().get("text/html");
    }
}
