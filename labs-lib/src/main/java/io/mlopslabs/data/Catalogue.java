// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import tech.tablesaw.api.Table;

/** One place with data sets, the jar's resources or a folder, and its manifest. */
final class Catalogue {
    private static final String MANIFEST = "MANIFEST.json";
    private static final String SUFFIX = ".csv.gz";
    private static final String MAIN = "data" + SUFFIX;
    private static final int PREFIX = 12; // hexadecimal digits that a reader can compare by eye

    /** Reads one file by its path under {@code datasets/}; null if it is not there. */
    private interface Source {
        byte[] read(String path) throws IOException;
    }

    private final String root;
    private final Source source;
    private final NavigableMap<String, Manifest.Entry> entries;

    private Catalogue(String root, Source source) {
        this.root = root;
        this.source = source;
        this.entries = Manifest.read(bytes(MANIFEST, "restore it with `git checkout -- datasets`"), file(MANIFEST));
    }

    /** The folder that the property or else the environment names, or else the jar's resources. */
    static Catalogue current() {
        return chosen(System.getProperty("course.datasets"), System.getenv("COURSE_DATASETS"));
    }

    static Catalogue chosen(String property, String environment) {
        String folder = property != null ? property : environment;
        return folder == null || folder.isBlank() ? resources() : folder(Path.of(folder));
    }

    static Catalogue resources() {
        return new Catalogue("datasets", path -> {
            try (InputStream in = Catalogue.class.getResourceAsStream("/datasets/" + path)) {
                return in == null ? null : in.readAllBytes();
            }
        });
    }

    static Catalogue folder(Path folder) {
        return new Catalogue(folder.toString(), path -> {
            Path file = folder.resolve(path);
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        });
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    DatasetCard card(String name) {
        Manifest.Entry entry = entry(name);
        return new DatasetCard(
                name,
                entry.title(),
                entry.source(),
                entry.licence(),
                entry.citation(),
                extraction(entry),
                entry.rows(),
                List.copyOf(entry.columns().keySet()),
                new String(bytes(name + "/CARD.md", nextStep(name)), StandardCharsets.UTF_8));
    }

    private static String extraction(Manifest.Entry entry) {
        Manifest.Origin origin = entry.origin();
        return origin == null
                ? entry.extraction()
                : "%s %s %s: %s".formatted(origin.registry(), origin.name(), origin.version(), entry.extraction());
    }

    Table load(String name) {
        Manifest.Entry entry = entry(name, Manifest.Kind.TABLE);
        return table(name, name, entry, MAIN, entry.columns(), entry.rows());
    }

    Table load(String name, String table) {
        Manifest.Entry entry = entry(name, Manifest.Kind.TABLE);
        Manifest.Content content = entry.files().get(table + SUFFIX);
        if (content == null || content.columns() == null) {
            throw new IllegalArgumentException("%s has no table '%s' beside its own; it has %s"
                    .formatted(name, table, String.join(", ", besides(entry))));
        }
        return table(name, table, entry, table + SUFFIX, content.columns(), content.rows());
    }

    private static List<String> besides(Manifest.Entry entry) {
        List<String> tables = entry.files().entrySet().stream()
                .filter(file -> file.getValue().columns() != null)
                .map(file -> file.getKey().substring(0, file.getKey().length() - SUFFIX.length()))
                .sorted()
                .toList();
        return tables.isEmpty() ? List.of("none") : tables;
    }

    private Table table(
            String name, String title, Manifest.Entry entry, String file, Map<String, String> columns, int rows) {
        var csv = new CsvFile(file(name + "/" + file), nextStep(name));
        return csv.read(title, columns, rows, verified(name, entry, file));
    }

    TrainTest<ImageSet> images(String name) {
        Manifest.Entry entry = entry(name, Manifest.Kind.IMAGES);
        return new TrainTest<>(
                imageSet(name, entry, name + " train", "train"), imageSet(name, entry, name + " test", "t10k"));
    }

    private ImageSet imageSet(String name, Manifest.Entry entry, String title, String part) {
        String images = part + "-images-idx3-ubyte.gz";
        String labels = part + "-labels-idx1-ubyte.gz";
        return ImageSet.of(
                title,
                new IdxFile(file(name + "/" + images), nextStep(name)).images(verified(name, entry, images)),
                new IdxFile(file(name + "/" + labels), nextStep(name)).labels(verified(name, entry, labels)),
                entry.classes());
    }

    private Manifest.Entry entry(String name) {
        Manifest.Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(
                    "there is no data set '%s'; there are %s".formatted(name, String.join(", ", entries.keySet())));
        }
        return entry;
    }

    private Manifest.Entry entry(String name, Manifest.Kind kind) {
        Manifest.Entry entry = entry(name);
        if (entry.kind() != kind) {
            throw new IllegalArgumentException(
                    entry.kind() == Manifest.Kind.IMAGES
                            ? "%s is a set of images; read it with Datasets.images(\"%s\")".formatted(name, name)
                            : "%s is a table; read it with Datasets.load(\"%s\")".formatted(name, name));
        }
        return entry;
    }

    private byte[] verified(String name, Manifest.Entry entry, String file) {
        byte[] bytes = bytes(name + "/" + file, nextStep(name));
        Manifest.Content content = entry.files().get(file);
        String expected = content == null ? "" : content.sha256();
        String found = Sha256.hex(bytes);
        if (!found.equals(expected)) {
            throw new IllegalStateException("%s has changed: expected SHA-256 %s..., found %s...; %s"
                    .formatted(file(name + "/" + file), prefix(expected), prefix(found), nextStep(name)));
        }
        return bytes;
    }

    private byte[] bytes(String path, String nextStep) {
        try {
            byte[] bytes = source.read(path);
            if (bytes == null) {
                throw new IllegalStateException("%s is not there; %s".formatted(file(path), nextStep));
            }
            return bytes;
        } catch (IOException e) {
            throw new IllegalStateException("%s cannot be read; %s".formatted(file(path), nextStep), e);
        }
    }

    private String file(String path) {
        return root + "/" + path;
    }

    private static String nextStep(String name) {
        return "restore it with `git checkout -- datasets/%s`".formatted(name);
    }

    private static String prefix(String digest) {
        return digest.substring(0, Math.min(PREFIX, digest.length()));
    }
}
