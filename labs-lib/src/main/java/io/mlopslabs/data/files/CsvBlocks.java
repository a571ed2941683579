// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.files;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A CSV file in blocks of whole lines, read as TFDV reads it.
 *
 * <p>Commas, quotes as in RFC 4180 except that a quoted cell ends with its line, UTF-8, a header. Blanks and a byte order mark stay where they
 * are. Lines without a character are skipped. A file that begins as gzip does is unpacked.
 */
public final class CsvBlocks implements Closeable {
    private static final int BLOCK = 1 << 20;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int LONGEST = 1 << 24; // bytes in a line

    /** Takes a line: where it begins in the file, and in {@code bytes} where each cell starts and how long it is. */
    @FunctionalInterface
    public interface Lines {
        /** Takes the line; the arrays are used again for the next one. */
        void accept(long offset, byte[] bytes, int[] starts, int[] lengths);
    }

    /** What is wrong in the line that begins at an offset; {@code column} counts from 0, -1 is the whole line. */
    public static final class LineException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final long offset;
        private final int column;

        /** Says in words what is wrong. */
        public LineException(long offset, int column, String message) {
            super(message);
            this.offset = offset;
            this.column = column;
        }

        /** Returns where the line begins in the file. */
        public long offset() {
            return offset;
        }
    }

    private final Path file;
    private final InputStream in;
    private byte[] rest = new byte[0]; // the beginning of a line whose end has not been read
    private long offset; // of rest
    private boolean ended;
    private List<String> names;

    private CsvBlocks(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /**
     * Opens a file; {@link #header} comes first.
     *
     * @throws MalformedDataException if there is no such file, or it is no gzip and says so
     */
    public static CsvBlocks open(Path file) throws IOException {
        var in = new BufferedInputStream(DataFile.open(file, "CSV"), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        if (!gzip && file.toString().endsWith(".gz")) {
            in.close();
            throw new MalformedDataException(
                    file
                            + " ends in .gz and is not packed by gzip; copy it again, or take .gz off its name if it is a CSV file.");
        }
        return new CsvBlocks(file, gzip ? new GZIPInputStream(in, 1 << 16) : in);
    }

    /**
     * Returns the names in the first line; to be called first.
     *
     * @throws MalformedDataException if there is none, or a name stands twice
     */
    public List<String> header() throws IOException {
        byte[] line = firstLine();
        var cells = new Cells();
        byte[] copy = line.clone();
        for (byte b : line) {
            if (b == '\r') { // the one at its end is gone
                throw new MalformedDataException(
                        "%s, line 1: a carriage return stands inside the line; lines must end in LF or CR LF (mac2unix mends files of old Macs)."
                                .formatted(file));
            }
        }
        try {
            int[] ends = {0};
            requireUtf8(copy, copy.length, 0);
            cells.split(copy, 0, copy.length, 0, ends);
        } catch (LineException e) {
            throw new MalformedDataException("%s, line 1: %s".formatted(file, e.getMessage()));
        }
        names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < cells.count; i++) {
            String name = new String(copy, cells.starts[i], cells.lengths[i], StandardCharsets.UTF_8);
            Integer before = seen.put(name, i + 1);
            if (before != null) {
                throw new MalformedDataException(
                        "%s, line 1: columns %d and %d are both called '%s'; rename one of them."
                                .formatted(file, before, i + 1, name));
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    private byte[] firstLine() throws IOException {
        Block block = read();
        if (block == null) {
            throw new MalformedDataException(file + " is empty; its first line must name the columns.");
        }
        int end = 0;
        while (end < block.length && block.bytes[end] != '\n') {
            end++;
        }
        int after = Math.min(block.length, end + 1);
        pushed = after < block.length
                ? new Block(Arrays.copyOfRange(block.bytes, after, block.length), block.length - after, after)
                : null;
        int length = end > 0 && block.bytes[end - 1] == '\r' ? end - 1 : end;
        return Arrays.copyOf(block.bytes, length);
    }

    private Block pushed;

    /** Returns the next lines, or null at the end. */
    public Block next() throws IOException {
        if (pushed != null) {
            Block block = pushed;
            pushed = null;
            return block;
        }
        return read();
    }

    private Block read() throws IOException {
        if (ended) {
            return null;
        }
        byte[] bytes = Arrays.copyOf(rest, Math.max(BLOCK, 2 * rest.length));
        int length = rest.length;
        while (true) {
            int got = more(bytes, length);
            length += got;
            if (length < bytes.length) {
                ended = true;
                rest = new byte[0];
                return length == 0 ? null : new Block(bytes, length, offset);
            }
            int end = length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            if (end > 0) {
                rest = Arrays.copyOfRange(bytes, end, length);
                Block block = new Block(bytes, end, offset);
                offset += end;
                return block;
            }
            if (length >= LONGEST) {
                throw located(
                        file,
                        List.of(),
                        new LineException(
                                offset,
                                -1,
                                "the line is longer than 16 MiB; a line break or a closing quote is missing, or this is no CSV file"));
            }
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
    }

    private int more(byte[] bytes, int from) throws IOException {
        try {
            return in.readNBytes(bytes, from, bytes.length - from);
        } catch (EOFException | ZipException e) {
            throw new MalformedDataException(
                    file + " is packed by gzip and broken: it was cut short or changed; copy it again.");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Returns an error that says in which line and column of the file a fault is; reads it again up to there. */
    public static MalformedDataException located(Path file, List<String> names, LineException fault)
            throws IOException {
        long line = 1;
        try (var again = open(file)) {
            long left = fault.offset;
            byte[] bytes = new byte[BLOCK];
            while (left > 0) {
                int got = again.in.read(bytes, 0, (int) Math.min(bytes.length, left));
                if (got < 0) {
                    break;
                }
                for (int i = 0; i < got; i++) {
                    line += bytes[i] == '\n' ? 1 : 0;
                }
                left -= got;
            }
        }
        String column = fault.column < 0
                ? ""
                : ", column '%s'".formatted(fault.column < names.size() ? names.get(fault.column) : fault.column + 1);
        return new MalformedDataException("%s, line %d%s: %s.".formatted(file, line, column, fault.getMessage()));
    }

    private static void requireUtf8(byte[] bytes, int length, long offset) {
        int i = 0;
        while (i + 8 <= length && ((long) EIGHT_BYTES.get(bytes, i) & 0x8080808080808080L) == 0) {
            i += 8;
        }
        while (i < length && bytes[i] >= 0) {
            i++;
        }
        if (i == length) {
            return; // ASCII
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(1 << 13);
        while (in.hasRemaining()) {
            var result = decoder.decode(in, out, true);
            out.clear();
            if (result.isError()) {
                throw notUtf8(bytes, in.position(), offset);
            }
        }
    }

    private static LineException notUtf8(byte[] bytes, int at, long offset) {
        int begin = at;
        while (begin > 0 && bytes[begin - 1] != '\n') {
            begin--;
        }
        int column = 0;
        boolean quoted = false;
        for (int i = begin; i < at; i++) {
            quoted ^= bytes[i] == '"';
            column += bytes[i] == ',' && !quoted ? 1 : 0;
        }
        return new LineException(
                offset + begin,
                column,
                "the byte 0x%02x is no UTF-8; save the file as UTF-8 (iconv -f latin1 -t utf8, if it comes from an old Windows program)"
                        .formatted(bytes[at] & 0xff));
    }

    /**
     * Whole lines of the file; may be split on another thread than the one that reads.
     *
     * @param bytes the lines, changed by {@link #lines}
     * @param length how many of the bytes are theirs
     * @param offset where they begin in the file
     */
    @SuppressWarnings("ArrayRecordComponent") // read in place, and never compared
    public record Block(byte[] bytes, int length, long offset) {
        /**
         * Hands on each line that has cells; quoted ones are taken out of their quotes in place.
         *
         * @throws LineException if a line has another number of cells than there are columns, an open quote, or bytes that are no UTF-8
         */
        public void lines(int columns, Lines lines) {
            requireUtf8(bytes, length, offset);
            var cells = new Cells();
            int[] end = {0};
            for (int at = 0; at < length; at = end[0]) {
                cells.split(bytes, at, length, offset, end);
                if (cells.count == 1 && cells.lengths[0] == 0 && bytes[at] != '"') {
                    continue; // nothing in this line
                }
                if (cells.count != columns) {
                    throw new LineException(
                            offset + at,
                            -1,
                            "%d %s where the header names %d %s; a comma is %s, or a cell that holds one needs quotes"
                                    .formatted(
                                            cells.count,
                                            cells.count == 1 ? "cell" : "cells",
                                            columns,
                                            columns == 1 ? "column" : "columns",
                                            cells.count < columns ? "missing" : "too many"));
                }
                lines.accept(offset + at, bytes, cells.starts, cells.lengths);
            }
        }
    }

    /** The cells of one line. */
    private static final class Cells {
        int[] starts = new int[32];
        int[] lengths = new int[32];
        int count;

        /** Splits the line at {@code from}; puts where the next begins into {@code next}. */
        void split(byte[] bytes, int from, int end, long offset, int[] next) {
            count = 0;
            int at = from;
            while (true) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                    lengths = Arrays.copyOf(lengths, 2 * count);
                }
                starts[count] = at;
                if (at < end && bytes[at] == '"') {
                    at = unquote(bytes, from, at, end, offset);
                } else {
                    while (at < end && bytes[at] != ',' && bytes[at] != '\n') {
                        at++;
                    }
                    lengths[count] = at - starts[count];
                }
                count++;
                if (at >= end || bytes[at] == '\n') {
                    int last = count - 1;
                    int after = starts[last] + lengths[last];
                    if (lengths[last] > 0 && after == at && bytes[after - 1] == '\r') {
                        lengths[last]--;
                    }
                    next[0] = Math.min(end, at + 1);
                    return;
                }
                at++; // the comma
            }
        }

        /** Takes the cell that begins with a quote out of its quotes; what follows the closing one belongs to it, as in Python. */
        private int unquote(byte[] bytes, int line, int start, int end, long offset) {
            int to = start;
            int at = start + 1;
            while (true) {
                if (at >= end || bytes[at] == '\n') {
                    throw new LineException(
                            offset + line,
                            count,
                            "the quote is not closed in its line; a cell cannot hold a line break");
                }
                if (bytes[at] == '"') {
                    if (at + 1 < end && bytes[at + 1] == '"') {
                        at++;
                    } else {
                        at++;
                        break;
                    }
                }
                bytes[to++] = bytes[at++];
            }
            while (at < end && bytes[at] != ',' && bytes[at] != '\n') {
                if (bytes[at] != '\r' || (at + 1 < end && bytes[at + 1] != '\n')) {
                    bytes[to++] = bytes[at];
                }
                at++;
            }
            lengths[count] = to - start;
            return at;
        }
    }
}
