// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.data.Split;
import io.mlopslabs.data.Splits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupLeakageTest {
    private static final int ROWS = 1200;

    /** Hospital visits: 400 patients come again at any time, each with a sex and a blood group that stay; the bill looks like a number of its own. */
    private static Table encounters(long seed) {
        var random = new SplittableRandom(seed);
        StringColumn patient = StringColumn.create("patient");
        StringColumn sex = StringColumn.create("sex");
        StringColumn blood = StringColumn.create("blood");
        IntColumn bill = IntColumn.create("bill");
        IntColumn encounter = IntColumn.create("encounter");
        DoubleColumn weight = DoubleColumn.create("weight");
        for (int i = 0; i < ROWS; i++) {
            int number = random.nextInt(400);
            patient.append("p" + number);
            sex.append(number % 2 == 0 ? "f" : "m");
            blood.append(List.of("0", "A", "B", "AB").get(number / 2 % 4));
            bill.append(random.nextInt(1000));
            encounter.append(i);
            weight.append(50 + random.nextInt(500) / 10.0);
        }
        return Table.create("encounters", patient, sex, blood, bill, encounter, weight);
    }

    private static Split positional() {
        return Split.of(
                IntStream.range(0, 900).toArray(), IntStream.range(900, ROWS).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void a_split_by_position_puts_patients_on_both_sides_and_their_column_is_found_first(long seed) {
        Table table = encounters(seed);
        GroupLeakage found = GroupLeakage.find(table, positional());
        GroupLeakage.Candidate first = found.candidates().get(0);
        assertThat(first.column()).isEqualTo("patient");
        Set<String> seen = new HashSet<>(table.stringColumn("patient").asList().subList(0, 900));
        long shared = table.stringColumn("patient").asList().subList(900, ROWS).stream()
                .filter(seen::contains)
                .count();
        assertThat(first.rowsInTrain().count()).isEqualTo(shared);
        assertThat(first.rowsInTrain().n()).isEqualTo(300);
        assertThat(first.interval().contains(first.rowsInTrain().estimate())).isTrue();
        // sex and blood agree always, bill, weight and encounter as by chance: 2 of 5
        assertThat(first.agreement()).isCloseTo(0.4, within(0.01));
        assertThat(found.candidates())
                .extracting(GroupLeakage.Candidate::column)
                .doesNotContain("sex", "blood", "encounter", "weight");
        // what else looks like an identifier ties nothing together; 0.1 is over 3 standard errors of the mean agreement
        assertThat(found.candidates().stream().skip(1).map(GroupLeakage.Candidate::agreement))
                .allMatch(agreement -> Math.abs(agreement) < 0.1);
    }

    @Test
    void a_split_by_patient_has_none_on_both_sides() {
        Table table = encounters(1);
        Split split = Splits.group(table.stringColumn("patient").asList(), 0.25, 5);
        assertThat(GroupLeakage.find(table, split).candidates())
                .extracting(GroupLeakage.Candidate::column)
                .doesNotContain("patient");
    }

    @Test
    void the_interval_counts_groups_and_not_rows() {
        StringColumn train = StringColumn.create("g", IntStream.range(0, 20).mapToObj(i -> "g" + i));
        StringColumn eval = StringColumn.create("g", IntStream.range(0, 120).mapToObj(i -> "g" + (i / 6 + 10)));
        GroupLeakage.Candidate candidate = GroupLeakage.find(Table.create("train", train), Table.create("eval", eval))
                .candidates()
                .get(0);
        assertThat(candidate.rowsInTrain().estimate()).isEqualTo(0.5);
        // 20 equal groups, half of them shared: the error of a mean of 20 zeros and ones, not of 120
        double error = 1.959963984540054 * Math.sqrt(0.25 / 19);
        assertThat(candidate.interval().width()).isCloseTo(2 * error, within(1e-12));
        assertThat(candidate)
                .hasToString(
                        "g: 60 of 120 rows have theirs in train (50.0 %, 27.5 to 72.5 %), 10 of 20 values; agreement 0.00");
    }

    @Test
    void the_report_of_leakage_takes_the_candidates_over() {
        Table table = encounters(1);
        assertThat(GroupLeakage.find(table, positional())
                        .report(table, positional())
                        .findings())
                .anySatisfy(finding -> {
                    assertThat(finding.column()).isEqualTo("patient");
                    assertThat(finding.rows()).isPositive();
                });
    }

    @Test
    void a_side_without_rows_is_refused() {
        Table table = encounters(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupLeakage.find(table, table.emptyCopy()))
                .withMessage("eval has no rows; there is nothing to leak");
    }

    @Test
    void nothing_is_found_where_no_column_comes_again() {
        Table table =
                Table.create("t", IntColumn.create("id", IntStream.range(0, 100).toArray()));
        Split split = Split.of(
                IntStream.range(0, 50).toArray(), IntStream.range(50, 100).toArray());
        assertThat(GroupLeakage.find(table, split)).hasToString("no column looks like a group that is on both sides");
        assertThat(GroupLeakage.find(table, split).evalRows()).isEqualTo(50);
    }
}
