// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The lines of a CSV file, one after the other and byte for byte; no more than one line is held. */
final class CsvRows implements AutoCloseable {
    static final int MAX_LINE_BYTES = 1 << 20;
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** One line: its bytes with the line end, or the first {@link #MAX_LINE_BYTES} of a longer one. */
    static final class Line {
        private final byte[] bytes;
        private final int length;
        private final boolean isCut;

        Line(byte[] bytes, int length, boolean isCut) {
            this.bytes = bytes;
            this.length = length;
            this.isCut = isCut;
        }

        /** Tells whether there is more; {@link #rest} has it. */
        boolean isCut() {
            return isCut;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    private final InputStream in;
    private final byte[] header;
    private final List<String> columns;
    private final char delimiter;

    private CsvRows(InputStream in, byte[] header, List<String> columns, char delimiter) {
        this.in = in;
        this.header = header;
        this.columns = columns;
        this.delimiter = delimiter;
    }

    @SuppressWarnings("resource") // handed to what is returned, closed on the ways out that return nothing
    static CsvRows open(Path file, char delimiter) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            Line line = next(in);
            if (line == null) {
                throw new IllegalArgumentException(
                        file.getFileName() + " is empty; its first line should name the columns");
            }
            return new CsvRows(in, line.bytes, names(file, line, delimiter), delimiter);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static List<String> names(Path file, Line line, char delimiter) {
        String name = String.valueOf(file.getFileName());
        if (line.isCut()) {
            throw new IllegalArgumentException(
                    "%s, line 1: the names of the columns take more than %d bytes; is this a CSV file?"
                            .formatted(name, MAX_LINE_BYTES));
        }
        int skipped = startsWithBom(line) ? BOM.length : 0;
        byte[] text = Arrays.copyOfRange(line.bytes, skipped, line.length);
        CsvLine parsed = CsvLine.parse(text, text.length, delimiter);
        if (!parsed.badEncoding().isEmpty()) {
            throw new IllegalArgumentException("%s, line 1, column %d: the name is not UTF-8; convert the file"
                    .formatted(name, parsed.badEncoding().get(0) + 1));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < parsed.fields().size(); i++) {
            String column = parsed.fields().get(i);
            if (column == null) {
                throw new IllegalArgumentException(
                        "%s, line 1, column %d has no name; give it one".formatted(name, i + 1));
            }
            if (!seen.add(column)) {
                throw new IllegalArgumentException(
                        "%s, line 1, column %d: the name %s is there twice; rename one".formatted(name, i + 1, column));
            }
        }
        return parsed.fields();
    }

    private static boolean startsWithBom(Line line) {
        return line.length >= BOM.length && Arrays.equals(line.bytes, 0, BOM.length, BOM, 0, BOM.length);
    }

    List<String> columns() {
        return columns;
    }

    /** The first line as it stands in the file, with its end, or one where the file ends there. */
    byte[] header() {
        byte[] whole = header.clone();
        if (whole[whole.length - 1] != '\n') {
            whole = Arrays.copyOf(whole, whole.length + 1);
            whole[whole.length - 1] = '\n';
        }
        return whole;
    }

    CsvLine parse(Line line) {
        return CsvLine.parse(line.bytes, line.length, delimiter);
    }

    /** Returns the next line, or null; of one that was cut {@link #rest} must be read first. */
    Line next() throws IOException {
        return next(in);
    }

    /** Copies what is left of a line that was cut. */
    void rest(OutputStream out) throws IOException {
        int b;
        do {
            b = in.read();
            if (b >= 0) {
                out.write(b);
            }
        } while (b >= 0 && b != '\n');
    }

    private static Line next(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int b;
        do {
            b = in.read();
            if (b >= 0) {
                bytes.write(b);
            }
        } while (b >= 0 && b != '\n' && bytes.size() < MAX_LINE_BYTES);
        if (bytes.size() == 0) {
            return null;
        }
        byte[] line = bytes.toByteArray();
        int length = line.length;
        if (b != '\n') {
            return new Line(line, length, b >= 0);
        }
        length--;
        return new Line(line, length > 0 && line[length - 1] == '\r' ? length - 1 : length, false);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
