// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.data.files.CsvBlocks;
import io.mlopslabs.data.files.CsvBlocks.Block;
import io.mlopslabs.data.files.CsvBlocks.LineException;
import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Statistics of a CSV file in one pass: blocks of whole lines go round to a fixed number of lanes, and the lanes are merged in their order.
 *
 * <p>So the answer does not depend on the number of processors or on who was quicker.
 */
final class CsvStatistics {
    private static final int LANES = 4;
    private static final int QUEUE = 2; // blocks that wait for a lane, so that memory does not grow with the file

    private final Path file;
    private final StatsOptions options;

    CsvStatistics(Path file, StatsOptions options) {
        this.file = file;
        this.options = options;
    }

    DatasetFeatureStatisticsList compute() throws IOException {
        try (var blocks = CsvBlocks.open(file)) {
            List<String> names = blocks.header();
            DatasetState state = DatasetState.ofTexts(names, options);
            List<Lane> lanes = new ArrayList<>();
            Block block = blocks.next();
            if (block != null) {
                Block second = blocks.next();
                if (second == null) {
                    var only = new Lane(state);
                    only.read(block);
                    lanes.add(only);
                } else {
                    lanes.addAll(spread(blocks, state, block, second));
                }
            }
            Optional<LineException> first = lanes.stream()
                    .flatMap(lane -> lane.wrong.stream())
                    .min(Comparator.comparingLong(LineException::offset));
            if (first.isPresent()) {
                throw CsvBlocks.located(file, names, first.get());
            }
            for (int i = 1; i < lanes.size(); i++) {
                state.merge(lanes.get(i).state);
            }
            var notOfType = state.notOfType();
            if (notOfType.isPresent()) {
                throw notOfType(names, notOfType.get());
            }
            return state.message();
        }
    }

    private List<Lane> spread(CsvBlocks blocks, DatasetState first, Block one, Block two) throws IOException {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane(i == 0 ? first : DatasetState.ofTexts(first.names(), options)));
        }
        lanes.forEach(Thread::start);
        try {
            lanes.get(0).queue.put(one);
            lanes.get(1).queue.put(two);
            int turn = 2;
            for (Block block = blocks.next();
                    block != null && lanes.stream().allMatch(lane -> lane.wrong.isEmpty() && lane.failure == null);
                    block = blocks.next()) {
                lanes.get(turn++ % LANES).queue.put(block);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("reading " + file + " was interrupted", stopped);
        } finally {
            for (Lane lane : lanes) {
                lane.end();
            }
        }
        for (Lane lane : lanes) {
            if (lane.failure != null) {
                throw lane.failure;
            }
        }
        return lanes;
    }

    private MalformedDataException notOfType(List<String> names, DatasetState.NotOfType cell) throws IOException {
        byte[] text = cell.text().getBytes(StandardCharsets.UTF_8);
        try (var blocks = CsvBlocks.open(file)) { // where is it? only now does it matter
            blocks.header();
            for (Block block = blocks.next(); block != null; block = blocks.next()) {
                long[] found = {-1};
                block.lines(names.size(), (offset, bytes, starts, lengths) -> {
                    int at = starts[cell.column()];
                    if (found[0] < 0
                            && java.util.Arrays.equals(bytes, at, at + lengths[cell.column()], text, 0, text.length)) {
                        found[0] = offset;
                    }
                });
                if (found[0] >= 0) {
                    var wrong = new LineException(
                            found[0],
                            cell.column(),
                            "'%s' is no %s, which the schema asks for; mend the file, or let the types be inferred from the values"
                                    .formatted(cell.text(), cell.type()));
                    return CsvBlocks.located(file, names, wrong);
                }
            }
        }
        throw new IOException(file + " has changed while it was read; run it again");
    }

    /** A state and the thread that feeds it. */
    private static final class Lane extends Thread {
        private static final Block END = new Block(new byte[0], 0, 0);

        final DatasetState state;
        private final CellBatch batch;
        final BlockingQueue<Block> queue = new ArrayBlockingQueue<>(QUEUE);
        volatile Optional<LineException> wrong = Optional.empty();
        volatile RuntimeException failure;

        Lane(DatasetState state) {
            super("csv-statistics");
            setDaemon(true);
            this.state = state;
            batch = new CellBatch(state.names().size(), CellBatch.ROWS);
        }

        void read(Block block) {
            try {
                block.lines(state.names().size(), (offset, bytes, starts, lengths) -> {
                    batch.add(offset, starts, lengths);
                    if (batch.isFull()) {
                        flush(bytes);
                    }
                });
                flush(block.bytes());
            } catch (LineException e) {
                wrong = Optional.of(e);
            }
        }

        private void flush(byte[] bytes) {
            try {
                state.addTexts(bytes, batch);
            } catch (DatasetState.CellException cell) {
                throw new LineException(batch.offsets[cell.row], cell.column, cell.getMessage());
            }
            batch.clear();
        }

        @Override
        public void run() {
            try {
                for (Block block = queue.take(); !block.equals(END); block = queue.take()) {
                    if (wrong.isEmpty() && failure == null) { // after a fault the lane only empties its queue
                        read(block);
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                failure = e;
                drain();
            }
        }

        private void drain() {
            try {
                while (!queue.take().equals(END)) {}
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        void end() {
            try {
                queue.put(END);
                join();
            } catch (InterruptedException stopped) {
                interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }
}
