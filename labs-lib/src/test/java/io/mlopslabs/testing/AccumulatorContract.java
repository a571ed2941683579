// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.statistics.LocalExecutor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of {@link Accumulator}, to be inherited by the test of each one; rows come from a seed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class AccumulatorContract<I, A, O> {
    /** Returns the accumulator under test. */
    protected abstract Accumulator<I, A, O> accumulator();

    /** Returns one row; the odd ones (NaN, infinities, ties) must come up in a few hundred draws. */
    protected abstract I row(SplittableRandom random);

    /** Asserts that two answers for {@code rows} agree up to what the accumulator states. */
    protected abstract void assertSame(O actual, O expected, List<I> rows);

    /** Asserts that two answers from equal states, or from the same two parts swapped, agree; exact unless rounding says otherwise. */
    protected void assertEqualBits(O actual, O expected) {
        assertThat(actual).hasToString(expected.toString());
    }

    private List<I> rows(long seed) {
        var random = new SplittableRandom(seed);
        var rows = new ArrayList<I>();
        for (int i = 200 + random.nextInt(2000); i > 0; i--) {
            rows.add(row(random));
        }
        return rows;
    }

    private A state(List<I> rows) {
        A state = accumulator().create();
        for (I row : rows) {
            state = accumulator().add(state, row);
        }
        return state;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void merging_with_the_state_of_no_rows_changes_nothing(long seed) {
        var rows = rows(seed);
        var a = accumulator();
        O expected = a.extract(state(rows));
        assertEqualBits(a.extract(a.merge(state(rows), a.create())), expected);
        assertEqualBits(a.extract(a.merge(a.create(), state(rows))), expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void merging_commutes_and_associates(long seed) {
        var rows = rows(seed);
        var a = accumulator();
        var x = rows.subList(0, 50);
        var y = rows.subList(50, 150);
        var z = rows.subList(150, rows.size());
        assertSame(a.extract(a.merge(state(z), state(x))), a.extract(a.merge(state(x), state(z))), joined(x, z));
        O left = a.extract(a.merge(a.merge(state(x), state(y)), state(z)));
        O right = a.extract(a.merge(state(x), a.merge(state(y), state(z))));
        assertSame(left, right, rows);
    }

    private List<I> joined(List<I> x, List<I> z) {
        var both = new ArrayList<>(x);
        both.addAll(z);
        return both;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_answer_does_not_depend_on_the_partitions_nor_on_the_executor(long seed) {
        var rows = rows(seed);
        var partitions = new ArrayList<List<I>>();
        var random = new SplittableRandom(seed);
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + random.nextInt(1 + rows.size() / 20)); // empty ones among them
            partitions.add(rows.subList(from, to));
            from = to;
        }
        O whole = accumulator().over(rows);
        O parts = LocalExecutor.SEQUENTIAL.runPartitions(accumulator(), partitions);
        assertSame(parts, whole, rows);
        assertEqualBits(LocalExecutor.FORK_JOIN.runPartitions(accumulator(), partitions), parts);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neither_merge_nor_extract_changes_the_second_state(long seed) {
        var rows = rows(seed);
        var a = accumulator();
        A right = state(rows);
        O before = a.extract(right);
        A merged = a.merge(state(rows), right);
        a.extract(a.merge(merged, state(rows)));
        assertEqualBits(a.extract(right), before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_state_goes_on_as_before_after_a_trip_through_bytes_to_a_copy_of_the_accumulator(long seed) {
        var rows = rows(seed);
        var more = rows(seed + 100);
        byte[] bytes = accumulator().toBytes(state(rows));
        var copy = copy(accumulator());
        A restored = copy.fromBytes(bytes);
        assertEqualBits(copy.extract(restored), accumulator().over(rows));
        assertEqualBits(
                copy.extract(copy.merge(restored, state(more))),
                accumulator().extract(accumulator().merge(state(rows), state(more))));
        assertThatThrownBy(() -> copy.fromBytes(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(UncheckedIOException.class);
    }

    @SuppressWarnings("unchecked") // a copy has the type of its original
    private Accumulator<I, A, O> copy(Accumulator<I, A, O> original) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (Accumulator<I, A, O>) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("the accumulator does not travel", e);
        }
    }
}
