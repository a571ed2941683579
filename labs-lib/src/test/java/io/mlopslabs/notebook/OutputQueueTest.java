// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(30)
class OutputQueueTest {
    private final OutputQueue queue = new OutputQueue("test output");
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final Consumer<String> out = sent::add;
    private final Consumer<String> err = new Consumer<>() {
        @Override
        public void accept(String text) {
            sent.add("err:" + text);
        }
    };

    private void write(Consumer<String> target, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        queue.write(target, bytes, 0, bytes.length);
    }

    @Test
    void a_hundred_thousand_lines_arrive_in_order_in_few_messages() {
        var expected = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            String line = "line " + i + " " + "x".repeat(20) + "\n";
            expected.append(line);
            write(out, line);
        }
        queue.drain();

        assertThat(String.join("", sent)).isEqualTo(expected.toString());
        assertThat(sent).hasSizeLessThan(200); // 3.2 MB leave at 64 kB or more each, but for a few that were due
    }

    @Test
    void a_lone_write_leaves_by_itself() throws InterruptedException {
        var left = new CountDownLatch(1);
        Consumer<String> target = text -> left.countDown();

        write(target, "x");

        assertThat(left.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void one_write_longer_than_a_message_leaves_in_several() {
        String text = "y".repeat(3 * OutputQueue.LONGEST_MESSAGE + 5);

        write(out, text);
        queue.drain();

        assertThat(String.join("", sent)).isEqualTo(text);
        assertThat(sent).hasSizeGreaterThanOrEqualTo(4).allMatch(part -> part.length() <= OutputQueue.LONGEST_MESSAGE);
    }

    @Test
    void displays_and_both_streams_keep_the_order_of_the_calls() {
        write(out, "a");
        write(err, "b");
        write(out, "c");
        queue.send(() -> sent.add("display"));
        write(out, "d");
        queue.drain();

        assertThat(sent).containsExactly("a", "err:b", "c", "display", "d");
    }

    @Test
    void a_character_of_several_bytes_survives_any_cut() {
        String text = "aé€😀z";
        for (byte b : text.getBytes(UTF_8)) {
            queue.write(out, new byte[] {b}, 0, 1);
            queue.drain(); // the worst case: a message may end after each byte
        }

        assertThat(sent).containsExactly("a", "é", "€", "😀", "z");
    }

    @Test
    void a_character_that_never_ends_is_sent_as_a_replacement_at_the_finish() {
        queue.write(out, "é".getBytes(UTF_8), 0, 1);

        queue.finish(out);

        assertThat(sent).containsExactly("\uFFFD");
    }

    @Test
    void a_cut_character_waits_for_its_own_stream() {
        byte[] bytes = "é".getBytes(UTF_8);
        queue.write(out, bytes, 0, 1);
        write(err, "b");
        queue.drain();
        queue.write(out, bytes, 1, 1);
        queue.drain();

        assertThat(sent).containsExactly("err:b", "é");
    }

    @Test
    void a_writer_waits_while_a_megabyte_is_in_line() throws InterruptedException {
        var sending = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var written = new AtomicLong();
        Consumer<String> slow = text -> {
            sending.countDown();
            awaitQuietly(go);
        };
        write(slow, "first");
        sending.await();
        byte[] block = new byte[1 << 14];
        var writer = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                queue.write(slow, block, 0, block.length);
                written.addAndGet(block.length);
            }
        });
        writer.start();
        while (writer.getState() != Thread.State.WAITING && writer.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(written.get()).isBetween((long) OutputQueue.CAPACITY - block.length, (long) OutputQueue.CAPACITY);

        go.countDown();
        writer.join();
        assertThat(written.get()).isEqualTo(200L * block.length);
    }

    /** Each byte becomes a message with a buffer of its own: a million of them once filled the heap. */
    @Test
    void a_writer_that_changes_its_target_each_time_waits_while_a_thousand_messages_are_in_line()
            throws InterruptedException {
        var sending = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var written = new AtomicLong();
        write(
                text -> {
                    sending.countDown();
                    awaitQuietly(go);
                },
                "first");
        sending.await();
        var writer = new Thread(() -> {
            for (int i = 0; i < 600; i++) {
                write(out, "o");
                write(err, "e");
                written.addAndGet(2);
            }
        });
        writer.start();
        while (writer.getState() != Thread.State.WAITING && writer.isAlive()) {
            Thread.onSpinWait();
        }

        assertThat(written).hasValue(OutputQueue.MOST_MESSAGES);

        go.countDown();
        writer.join();
        queue.drain();
        assertThat(String.join("", sent)).isEqualTo("oerr:e".repeat(600));
    }

    @Test
    void an_interrupted_writer_loses_nothing_and_stays_interrupted() throws InterruptedException {
        var stillInterrupted = new AtomicBoolean();
        var writer = new Thread(() -> {
            Thread.currentThread().interrupt();
            IntStream.range(0, 30_000).forEach(i -> write(out, "z".repeat(100)));
            queue.send(() -> sent.add("end"));
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        writer.start();
        writer.join();

        assertThat(String.join("", sent)).hasSize(3_000_003).endsWith("end");
        assertThat(stillInterrupted).isTrue();
    }

    @Test
    void a_failed_message_reaches_its_caller_and_the_next_one_leaves() {
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.send(() -> {
                    throw new IllegalStateException("no");
                }))
                .withMessage("no");
        queue.send(() -> sent.add("next"));

        assertThat(sent).containsExactly("next");
    }

    @Test
    void a_message_that_prints_while_it_is_sent_does_not_hang() {
        queue.send(() -> {
            write(out, "w".repeat(2 * OutputQueue.CAPACITY));
            queue.send(() -> sent.add("inner"));
            queue.drain();
        });
        queue.drain();

        assertThat(sent).contains("inner");
        assertThat(String.join("", sent)).hasSize(2 * OutputQueue.CAPACITY + "inner".length());
    }

    @Test
    void a_burst_passes_at_once_and_more_at_800_a_second() {
        long start = System.nanoTime();
        for (int i = 0; i < 600; i++) {
            queue.send(() -> sent.add("m"));
        }
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(sent).hasSize(600);
        assertThat(seconds)
                .isGreaterThan(0.45); // 600 less the burst of 200, at 800 a second, is 0.5 s; 10 % for the clock
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
