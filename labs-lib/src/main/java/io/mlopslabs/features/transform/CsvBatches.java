// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import io.mlopslabs.data.files.CellNumber;
import io.mlopslabs.data.files.CsvBlocks;
import io.mlopslabs.data.files.CsvBlocks.Block;
import io.mlopslabs.data.files.CsvBlocks.LineException;
import io.mlopslabs.data.files.MalformedDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * A CSV file (or one packed by gzip) as batches of some thousand rows, read as often as it is iterated, in memory that does not grow with it.
 *
 * <p>Columns of the file that the specification does not name are passed over. Numbers are read as Python's {@code float()} and {@code int()}
 * read them; {@code FLOAT32} is rounded from the nearest double. An empty cell is a missing value, and so is {@link #missing}: an error in an
 * ordinary column, a row without a value in a ragged one. A byte order mark before the header is passed over. Broken lines and cells end in an {@link UncheckedIOException} whose message names
 * file, line and column.
 */
public final class CsvBatches implements Iterable<Batch> {
    private final Path file;
    private final FeatureSpec spec;
    private final byte[] missing;

    private CsvBatches(Path file, FeatureSpec spec, byte[] missing) {
        this.file = file;
        this.spec = spec;
        this.missing = missing;
    }

    /**
     * Returns the columns of {@code spec}; nothing is read yet.
     *
     * @throws IllegalArgumentException if a column has several values per row: a cell holds one
     */
    public static CsvBatches of(Path file, FeatureSpec spec) {
        spec.columns().forEach((name, kind) -> {
            if (kind.width() > 1) {
                throw new IllegalArgumentException("column %s is %s; a CSV cell holds one value".formatted(name, kind));
            }
        });
        return new CsvBatches(file, spec, new byte[0]);
    }

    /** Returns the same file with another text for a missing value beside the empty cell, such as {@code NA}. */
    public CsvBatches missing(String text) {
        return new CsvBatches(file, spec, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /**
     * Returns all rows in one batch, in the memory they need.
     *
     * @throws UncheckedIOException if the file cannot be read, or a line or cell is broken
     */
    public Batch readAll() {
        List<Batch> parts = new ArrayList<>();
        forEach(parts::add);
        var columns = new LinkedHashMap<String, Values>();
        spec.columns()
                .forEach((name, kind) -> columns.put(
                        name,
                        Values.concat(
                                kind,
                                parts.stream().map(part -> part.column(name)).toList())));
        return new Batch(parts.stream().mapToInt(Batch::rows).sum(), columns);
    }

    @Override
    public Iterator<Batch> iterator() {
        try {
            return new Reading();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable.getMessage(), unreadable);
        }
    }

    /** Reads blocks and lets the next ones be parsed on other threads. */
    private final class Reading implements Iterator<Batch> {
        private final CsvBlocks blocks;
        private final List<String> names;
        private final int[] places; // in the file, of the columns of the specification
        private final ExecutorService pool;
        private final Deque<Future<Batch>> parsed = new ArrayDeque<>();
        private final int ahead = 1 + Runtime.getRuntime().availableProcessors();
        private boolean ended;
        private volatile int rowsOfABlock = 1 << 13; // about as many as in the last one

        Reading() throws IOException {
            blocks = CsvBlocks.open(file);
            try {
                names = withoutMark(blocks.header());
                places = spec.columns().keySet().stream()
                        .mapToInt(names::indexOf)
                        .toArray();
                List<String> lacking = spec.columns().keySet().stream()
                        .filter(name -> !names.contains(name))
                        .toList();
                if (!lacking.isEmpty()) {
                    throw new MalformedDataException("%s, line 1: there is no column %s; the file has %s."
                            .formatted(file, String.join(", ", lacking), String.join(", ", names)));
                }
            } catch (IOException e) {
                blocks.close();
                throw e;
            }
            pool = InParallel.threads("csv");
            fill();
        }

        /** Excel begins a file with a byte order mark, which belongs to no name. */
        private static List<String> withoutMark(List<String> header) {
            List<String> names = new ArrayList<>(header);
            if (names.get(0).startsWith("\uFEFF")) {
                names.set(0, names.get(0).substring(1));
            }
            return List.copyOf(names);
        }

        @Override
        public boolean hasNext() {
            return !parsed.isEmpty();
        }

        @Override
        public Batch next() {
            if (parsed.isEmpty()) {
                throw new NoSuchElementException();
            }
            try {
                Batch batch = InParallel.result(parsed.remove());
                fill();
                return batch;
            } catch (LineException wrong) {
                throw end(located(wrong));
            } catch (IOException unreadable) {
                throw end(new UncheckedIOException(unreadable.getMessage(), unreadable));
            }
        }

        private UncheckedIOException located(LineException wrong) {
            try {
                IOException located = CsvBlocks.located(file, names, wrong);
                return new UncheckedIOException(located.getMessage(), located);
            } catch (IOException unreadable) {
                return new UncheckedIOException(unreadable.getMessage(), unreadable);
            }
        }

        private UncheckedIOException end(UncheckedIOException failure) {
            pool.shutdownNow();
            parsed.clear();
            try {
                blocks.close();
            } catch (IOException unclosable) {
                failure.addSuppressed(unclosable);
            }
            return failure;
        }

        private void fill() throws IOException {
            while (!ended && parsed.size() < ahead) {
                Block block = blocks.next();
                if (block == null) {
                    ended = true;
                    pool.shutdown();
                    blocks.close();
                } else {
                    parsed.add(pool.submit(() -> parse(block)));
                }
            }
        }

        private Batch parse(Block block) {
            List<Cells> columns = new ArrayList<>();
            int room = rowsOfABlock;
            spec.columns().forEach((name, kind) -> columns.add(new Cells(kind, missing, room)));
            int[] rows = {0};
            block.lines(names.size(), (offset, bytes, starts, lengths) -> {
                for (int c = 0; c < places.length; c++) {
                    int place = places[c];
                    try {
                        columns.get(c).add(bytes, starts[place], lengths[place]);
                    } catch (IllegalArgumentException refused) {
                        throw new LineException(offset, place, refused.getMessage());
                    }
                }
                rows[0]++;
            });
            rowsOfABlock = rows[0] + rows[0] / 16;
            Map<String, Values> values = new LinkedHashMap<>();
            int c = 0;
            for (String name : spec.columns().keySet()) {
                values.put(name, columns.get(c++).out.values());
            }
            return new Batch(rows[0], values);
        }
    }

    /** One column of a block. */
    private static final class Cells {
        final Values.Writer out;
        private final Kind kind;
        private final byte[] missing;
        private final CellNumber number = new CellNumber();
        private final CellTexts texts = new CellTexts();

        Cells(Kind kind, byte[] missing, int rows) {
            this.kind = kind;
            this.missing = missing;
            this.out = new Values.Writer(kind, rows);
        }

        void add(byte[] bytes, int start, int length) {
            if (length == 0 || Arrays.equals(bytes, start, start + length, missing, 0, missing.length)) {
                if (!kind.isRagged()) {
                    throw new IllegalArgumentException(
                            "the value is missing; declare the column as ragged, and say with orElse what stands for a missing value");
                }
            } else {
                switch (kind.dtype()) {
                    case STRING -> out.text(texts.get(bytes, start, length));
                    case INT64 -> {
                        if (number.parse(bytes, start, length) != CellNumber.Kind.INT) {
                            throw noNumber(bytes, start, length, "whole number of 64 bits");
                        }
                        out.integer(number.integer());
                    }
                    case FLOAT32, FLOAT64 -> {
                        if (number.parse(bytes, start, length) == CellNumber.Kind.STRING) {
                            throw noNumber(bytes, start, length, "number");
                        }
                        if (kind.dtype() == DType.FLOAT32
                                && Double.isFinite(number.value())
                                && Math.abs(number.value()) > Float.MAX_VALUE) {
                            throw new IllegalArgumentException(
                                    "%s is beyond the range of FLOAT32; declare the column as FLOAT64"
                                            .formatted(number.value()));
                        }
                        out.number(number.value());
                    }
                }
            }
            out.endRow();
        }

        private static IllegalArgumentException noNumber(byte[] bytes, int start, int length, String what) {
            String text = new String(bytes, start, length, java.nio.charset.StandardCharsets.UTF_8);
            return new IllegalArgumentException("'%s' is no %s; mend the file, or declare the column as STRING"
                    .formatted(io.mlopslabs.data.text.Printable.of(text, 40), what));
        }
    }
}
