// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProvenanceTest {
    private static final DatasetCard CARD = new DatasetCard(
            "small", "Small", "nobody", "CC0 1.0", "none", "typed by hand", 3, List.of("text", "x"), "");

    private static Table small() {
        return Table.create("small", StringColumn.create("text", "a", "b", ""), DoubleColumn.create("x", new Double[] {
            1.0, null, 0.1
        }));
    }

    private final Provenance whole = Provenance.of(CARD, small());

    @Test
    void follows_a_row_through_selection_and_change_back_to_its_file() {
        Table kept = small().rows(2, 0);
        Table labelled = kept.copy().addColumns(IntColumn.create("label", new int[] {1, 0}));
        Provenance provenance = whole.select("kept two", 2, 0).apply("label by rules v1", labelled);
        Provenance.Row row = provenance.row(0);
        assertThat(row.dataset()).isEqualTo("small");
        assertThat(row.source()).isEqualTo("nobody");
        assertThat(row.licence()).isEqualTo("CC0 1.0");
        assertThat(row.extraction()).isEqualTo("typed by hand");
        assertThat(row.sourceRow()).isEqualTo(2);
        assertThat(row.sourceSha256()).isEqualTo(whole.row(2).sha256());
        assertThat(row.sha256()).isNotEqualTo(row.sourceSha256());
        assertThat(row.transformations()).containsExactly("kept two", "label by rules v1");
        assertThat(provenance.changed(labelled)).isEmpty();
        assertThat(whole.row(0).transformations()).isEmpty();
    }

    @Test
    void says_what_is_known_of_each_row_of_a_real_data_set() {
        Table spambase = Datasets.load("spambase");
        Provenance provenance = Provenance.of(Datasets.card("spambase"), spambase);
        assertThat(provenance.size()).isEqualTo(4_601);
        assertThat(provenance.row(7).licence()).isEqualTo("CC BY 4.0");
        assertThat(provenance.row(7).extraction()).startsWith("Debian r-cran-kernlab 0.9-32-1: write the data frame");
        assertThat(provenance.table().rowCount()).isEqualTo(4_601);
        assertThat(provenance.table().columnNames())
                .containsExactly(
                        "dataset",
                        "source",
                        "licence",
                        "extraction",
                        "source row",
                        "source sha256",
                        "sha256",
                        "transformations");
        assertThat(provenance.changed(spambase)).isEmpty();
    }

    @Nested
    class Hash {
        /** {@code printf '4:text1:a1:x16:3ff0000000000000' | sha256sum}, and {@code '4:text-1:x16:3fb999999999999a'}. */
        @Test
        void is_sha_256_of_names_and_values_with_their_lengths() {
            assertThat(whole.row(0).sha256())
                    .isEqualTo("51d522f6e8c69c8bae0b85b3567f67fccd4f357cd85123cceee89f58f248502b");
            assertThat(whole.row(2).sha256())
                    .isEqualTo("6c9729cb48479c9bad3870f6fd5221fc755b966a85d2acf4c45fd432c52ae00e");
        }

        @Test
        void finds_a_changed_value_and_a_value_gone_missing_by_row() {
            Table value = small();
            value.doubleColumn("x").set(2, Math.nextUp(0.1));
            assertThat(whole.changed(value)).containsExactly(2);
            Table gone = small();
            gone.stringColumn("text").setMissing(1);
            assertThat(whole.changed(gone)).containsExactly(1);
        }

        @Test
        void depends_on_the_name_and_the_order_of_the_columns() {
            Table renamed = small();
            renamed.column("x").setName("y");
            assertThat(whole.changed(renamed)).containsExactly(0, 1, 2);
            Table turned = Table.create("small", small().column("x"), small().column("text"));
            assertThat(whole.changed(turned)).containsExactly(0, 1, 2);
        }

        @Test
        void does_not_mistake_a_moved_border_for_the_same_row() {
            Table one = Table.create("t", StringColumn.create("a", "1:"), StringColumn.create("b", "x"));
            Table other = Table.create("t", StringColumn.create("a", "1"), StringColumn.create("b", ":x"));
            DatasetCard card = new DatasetCard("t", "", "", "", "", "", 1, List.of("a", "b"), "");
            assertThat(Provenance.of(card, one).changed(other)).containsExactly(0);
        }
    }

    @Nested
    class Refuses {
        @Test
        void a_table_that_is_not_the_whole_data_set() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Provenance.of(CARD, small().rows(0)))
                    .withMessage("small has 3 rows, the table 1; start with the whole data set, then select");
        }

        @Test
        void a_table_from_which_rows_were_dropped_without_a_record() {
            String message = "the table has 2 rows and the records are of 3; record dropped rows with select";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> whole.apply("x", small().rows(0, 1)))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> whole.changed(small().rows(0, 1)))
                    .withMessage(message);
        }

        @Test
        void a_row_that_is_not_there_and_a_step_without_a_name() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> whole.select("x", 0, 3))
                    .withMessage("there is no row 3; there are 3, from 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> whole.select(" ", 0))
                    .withMessage("the step has no name; say what was done");
        }
    }
}
