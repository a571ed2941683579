// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import io.mlopslabs.data.ImageSet;
import io.mlopslabs.data.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * SHA-256 of data or code: two runs that show the same one used the same, to the last bit and in the same order of rows.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Fingerprint(String sha256) {
    /** Throws an {@code IllegalArgumentException} if the text is no SHA-256. */
    public Fingerprint {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "'%s' is no SHA-256; it has 64 lower-case hexadecimal digits".formatted(sha256));
        }
    }

    /** Writes what is to be hashed; each text and array goes in with its length, so that no two contents run into each other. */
    @FunctionalInterface
    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private static Fingerprint of(Content content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Fingerprint(Sha256.hex(bytes.toByteArray()));
    }

    /** Returns the fingerprint of images, labels and class names; the name of the set does not count. */
    public static Fingerprint of(ImageSet images) {
        return of(out -> {
            texts(out, images.classNames());
            out.writeInt(images.width());
            out.writeInt(images.height());
            for (int i = 0; i < images.size(); i++) {
                out.writeInt(images.label(i));
                for (int y = 0; y < images.height(); y++) {
                    for (int x = 0; x < images.width(); x++) {
                        out.writeByte(images.image(i).at(x, y));
                    }
                }
            }
        });
    }

    /** Returns the fingerprint of column names, types and values; the name of the table does not count. */
    public static Fingerprint of(Table table) {
        return of(out -> {
            out.writeInt(table.rowCount());
            for (Column<?> column : table.columns()) {
                texts(out, List.of(column.name(), column.type().name()));
                for (int row = 0; row < column.size(); row++) {
                    text(out, column.isMissing(row) ? "" : Objects.toString(column.get(row)));
                }
            }
        });
    }

    /** Returns the fingerprint of rows and their classes. */
    public static Fingerprint of(double[][] x, int[] y) {
        return of(out -> {
            out.writeInt(x.length);
            for (double[] row : x) {
                out.writeInt(row.length);
                for (double value : row) {
                    out.writeDouble(value);
                }
            }
            for (int label : y) {
                out.writeInt(label);
            }
        });
    }

    /** Returns the fingerprint of a text, such as the source of a cell; of its UTF-8 bytes alone. */
    public static Fingerprint of(String text) {
        return new Fingerprint(Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Returns the fingerprint of a file, as {@code sha256sum} prints it, or of the names and contents of all files under a folder.
     *
     * @throws IllegalArgumentException if there is no such file or folder
     * @throws UncheckedIOException if it cannot be read
     */
    public static Fingerprint of(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(
                    "there is no file or folder %s to take the fingerprint of".formatted(path));
        }
        try {
            if (!Files.isDirectory(path)) {
                return new Fingerprint(Sha256.hex(Files.readAllBytes(path)));
            }
            List<Path> files;
            try (var found = Files.walk(path)) {
                files = found.filter(Files::isRegularFile).sorted().toList();
            }
            return of(out -> {
                for (Path file : files) {
                    text(out, path.relativize(file).toString().replace('\\', '/'));
                    text(out, Sha256.hex(Files.readAllBytes(file)));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Returns the fingerprint of the jar or folder that a class was loaded from; empty for one that has none, as in JShell. */
    public static Optional<Fingerprint> ofCode(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null
                || source.getLocation() == null
                || !"file".equals(source.getLocation().getProtocol())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()))
                    .filter(Files::exists)
                    .map(Fingerprint::of);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static void texts(DataOutputStream out, List<String> values) throws IOException {
        out.writeInt(values.size());
        for (String value : values) {
            text(out, value);
        }
    }

    private static void text(DataOutputStream out, String value) throws IOException {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Returns the first 8 digits, enough to see a difference. */
    public String brief() {
        return sha256.substring(0, 8);
    }
}
