// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.selection;

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
class FeatureTableTest {
    private static final List<String> AB = List.of("a", "b");

    private static void refused(Runnable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
    }

    @Test
    void columns_keep_their_names_and_order() {
        FeatureTable table = FeatureTable.of(AB, new double[][] {{1, 2}, {3, Double.NaN}});
        assertThat(table).hasToString("2 rows of [a, b]");
        assertThat(table.column("b")).containsExactly(2, Double.NaN);
        assertThat(table.toRows()[1]).containsExactly(3, Double.NaN);
        assertThat(table.select(List.of("b", "a")).toRows()[0]).containsExactly(2, 1);
        assertThat(FeatureTable.unnamed(new double[][] {{1, 2}}).names()).containsExactly("x0", "x1");
    }

    @Test
    void neither_the_rows_given_nor_those_returned_reach_inside() {
        double[][] rows = {{1, 2}};
        FeatureTable table = FeatureTable.of(AB, rows);
        rows[0][0] = 9;
        table.column("a")[0] = 9;
        table.toRows()[0][0] = 9;
        assertThat(table.column("a")).containsExactly(1);
    }

    @Test
    void a_table_of_tablesaw_gives_its_numeric_columns_and_NaN_where_it_misses_one() {
        IntColumn counts = IntColumn.create("count", 3, 4);
        counts.setMissing(1);
        Table table = Table.create(DoubleColumn.create("x", 0.5, 1.5), counts, StringColumn.create("name", "p", "q"));
        FeatureTable taken = FeatureTable.of(table, List.of("count", "x"));
        assertThat(taken.column("count")).containsExactly(3, Double.NaN);
        assertThat(taken.column("x")).containsExactly(0.5, 1.5);
        refused(() -> FeatureTable.of(table, List.of("y")), "the table has no column 'y'; it has [x, count, name]");
        refused(
                () -> FeatureTable.of(table, List.of("name")),
                "column 'name' is STRING; encode it as numbers or leave it out");
        refused(() -> FeatureTable.of(table.emptyCopy(), List.of("x")), "there are no rows; give at least one");
    }

    @Nested
    class Refuses {
        @Test
        void no_columns_and_no_rows() {
            refused(
                    () -> FeatureTable.of(List.of(), new double[][] {{}}),
                    "there are no columns; give the name of at least one");
            refused(() -> FeatureTable.of(AB, new double[][] {}), "there are no rows; give at least one");
            refused(
                    () -> FeatureTable.unnamed(new double[][] {}),
                    "there are no columns; give the name of at least one");
        }

        @Test
        void ragged_rows() {
            refused(
                    () -> FeatureTable.of(AB, new double[][] {{1, 2}, {3}}),
                    "row 1 has 1 values and there are 2 names; give one value per name");
        }

        @Test
        void blank_and_double_names() {
            refused(
                    () -> FeatureTable.of(List.of("a", " "), new double[][] {{1, 2}}),
                    "column 1 has a blank name; name every column");
            refused(
                    () -> FeatureTable.of(List.of("a", "b", "a"), new double[][] {{1, 2, 3}}),
                    "columns 0 and 2 are both named 'a'; give each column a name of its own");
        }

        @Test
        void infinite_values() {
            refused(
                    () -> FeatureTable.of(AB, new double[][] {{1, 2}, {3, Double.NEGATIVE_INFINITY}}),
                    "column 'b', row 1 is -Infinity; give finite numbers, and NaN where a value is missing");
        }

        @Test
        void names_that_it_does_not_hold() {
            FeatureTable table = FeatureTable.of(AB, new double[][] {{1, 2}});
            refused(() -> table.column("c"), "there is no column 'c'; there are [a, b]");
            refused(
                    () -> table.select(List.of("a", "a")),
                    "columns 0 and 1 are both named 'a'; give each column a name of its own");
        }

        @Test
        void missing_values_where_an_operation_needs_them_all() {
            FeatureTable gap = FeatureTable.of(AB, new double[][] {{1, 2}, {3, Double.NaN}});
            FeatureTable nothing = FeatureTable.of(AB, new double[][] {{1, Double.NaN}, {3, Double.NaN}});
            List<String> labels = List.of("p", "q");
            refused(
                    () -> MutualInformation.seeded(0).discrete(AB).classif(gap, labels),
                    "mutual_info_classif: column 'b' misses row 1; fill it in, or leave out the row or the column");
            refused(
                    () -> VarianceInflation.factors(nothing),
                    "variance_inflation_factor: column 'b' has no value at all; leave it out");
        }
    }

    @Nested
    class A_choice {
        private final SelectedFeatures kept = new SelectedFeatures(List.of("a", "b", "c"), List.of(0, 2));

        @Test
        void is_applied_by_name_whatever_else_a_later_table_holds() {
            FeatureTable later = FeatureTable.of(List.of("c", "new", "a"), new double[][] {{3, 9, 1}});
            assertThat(kept.transform(later).toRows()).isDeepEqualTo(new double[][] {{1, 3}});
            assertThat(kept.names()).containsExactly("a", "c");
            assertThat(kept.dropped()).containsExactly("b");
            assertThat(kept.columns()).containsExactly(0, 2);
            assertThat(kept).hasToString("2 of 3 columns: [a, c]");
        }

        @Test
        void refuses_a_table_without_a_kept_column_and_a_choice_of_nothing() {
            FeatureTable lacking = FeatureTable.of(AB, new double[][] {{1, 2}});
            refused(() -> kept.transform(lacking), "the table lacks the column 'c', which was kept; it has [a, b]");
            refused(
                    () -> new SelectedFeatures(AB, List.of()).transform(lacking),
                    "no column was kept, so there is nothing to transform; choose by a weaker rule");
        }

        @Test
        void refuses_places_that_are_no_columns_or_do_not_ascend() {
            refused(() -> new SelectedFeatures(AB, List.of(2)), "support[0] is 2; places ascend and lie in 0 to 1");
            refused(() -> new SelectedFeatures(AB, List.of(1, 1)), "support[1] is 1; places ascend and lie in 0 to 1");
        }
    }
}
