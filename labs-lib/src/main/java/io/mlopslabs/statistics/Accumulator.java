// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.statistics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A statistic of many rows that can be computed in parts: create a state, add rows, merge states, extract the answer.
 *
 * <p>The laws, up to the rounding or the error bound that the statistic states:
 *
 * <ul>
 *   <li>identity: merging with {@code create()} changes nothing;
 *   <li>associative and commutative: states merge in any grouping and any order;
 *   <li>partition independence: splitting the rows anywhere and merging the parts gives the answer of one pass.
 * </ul>
 *
 * <p>Ownership: {@code add} and {@code merge} may change their first argument and return it, so go on with what they return. They never
 * change nor keep their second argument, and {@code extract} changes nothing. An accumulator itself has no state and may be shared.
 *
 * <p>States travel between processes as bytes, through {@link #write} and {@link #read}. The statistics of this package write compact bytes;
 * an accumulator that does not override the two uses Java serialization, which needs a {@link Serializable} state. Read bytes only from
 * processes that you trust.
 *
 * <p>The same shape as Apache Beam's {@code CombineFn} ({@code createAccumulator}, {@code addInput}, {@code mergeAccumulators},
 * {@code extractOutput}).
 *
 * @param <I> a row
 * @param <A> the state
 * @param <O> the answer
 * @see "Gray et al. 1997, Data Cube, doi:10.1023/A:1009726021843 (distributive and algebraic aggregates)"
 */
public interface Accumulator<I, A, O> extends Serializable {
    /** Returns the state of no rows. */
    A create();

    /** Returns {@code state} with {@code row} added; {@code state} must not be used afterwards. */
    A add(A state, I row);

    /** Returns the state of both sides' rows; {@code left} must not be used afterwards, {@code right} is unchanged. */
    A merge(A left, A right);

    /** Returns the answer for the rows seen so far; the state may go on being used. */
    O extract(A state);

    /**
     * Writes the state so that {@link #read} of an equal accumulator restores it.
     *
     * @throws IllegalArgumentException if this method is not overridden and the state is not {@link Serializable}
     * @throws IOException if {@code out} does not take the bytes
     */
    default void write(A state, DataOutput out) throws IOException {
        if (!(state instanceof Serializable)) {
            throw new IllegalArgumentException("the state " + state.getClass().getName()
                    + " is not Serializable; make it so, or override write and read");
        }
        var bytes = new ByteArrayOutputStream();
        try (var objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(state);
        }
        out.writeInt(bytes.size());
        out.write(bytes.toByteArray());
    }

    /**
     * Reads a state that {@link #write} wrote.
     *
     * @throws IOException if {@code in} ends early, or holds something else
     */
    @SuppressWarnings("unchecked") // the bytes hold what write was given, an A
    default A read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        try (var objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (A) objects.readObject();
        } catch (ClassNotFoundException missing) {
            throw new IOException("the class of the state is not on this class path: " + missing.getMessage(), missing);
        }
    }

    /** Returns the state as bytes, to be sent to another process or kept in a file. */
    default byte[] toBytes(A state) {
        var bytes = new ByteArrayOutputStream();
        try {
            write(state, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Returns the state that {@link #toBytes} made the bytes of.
     *
     * @throws UncheckedIOException if the bytes end early or are not a state of this accumulator
     */
    default A fromBytes(byte[] bytes) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the answer for {@code rows}, in one pass on this thread; see {@link LocalExecutor} for several partitions. */
    default O over(Iterable<? extends I> rows) {
        return LocalExecutor.SEQUENTIAL.run(this, rows);
    }

    /** Returns this statistic of another kind of row: {@code mapping} is applied to each row before it is added. */
    default <R> Accumulator<R, A, O> contramap(Mapping<? super R, ? extends I> mapping) {
        return new Mapped<>(this, mapping, answer -> answer);
    }

    /** Returns this statistic with {@code mapping} applied to the answer. */
    default <R> Accumulator<I, A, R> map(Mapping<? super O, ? extends R> mapping) {
        return new Mapped<>(this, row -> row, mapping);
    }

    /**
     * Returns both statistics over one pass, their answers joined.
     *
     * <p>For more than two of one answer type see {@link Accumulators#all}.
     */
    default <B, P, R> Accumulator<I, ?, R> zip(
            Accumulator<? super I, B, P> other, Joining<? super O, ? super P, ? extends R> joining) {
        return new Zipped<I, A, O, B, P, R>(this, other, joining);
    }

    /** A function that can travel to another process with the accumulator that holds it. */
    @FunctionalInterface
    interface Mapping<T, R> extends Function<T, R>, Serializable {}

    /** A function of two answers that can travel to another process with the accumulator that holds it. */
    @FunctionalInterface
    interface Joining<T, U, R> extends BiFunction<T, U, R>, Serializable {}
}
