// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.cli;

import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.schema.MessageFile;
import io.mlopslabs.validation.schema.SchemaFile;
import io.mlopslabs.validation.statistics.DataStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The files that the command reads and writes, by the ends of their names. */
final class Inputs {
    private static final String STATISTICS = ".*\\.(pb|binpb|bin|pbtxt|json)";

    private Inputs() {}

    /**
     * Returns the statistics of a file of data, or those that the file holds.
     *
     * @throws IllegalArgumentException if it is neither by its name, or holds none
     */
    static DatasetFeatureStatisticsList statistics(Path file) throws IOException {
        requireFile(file);
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
            return DataStatistics.fromCsv(file);
        }
        if (name.endsWith(".parquet")) {
            return DataStatistics.fromParquet(file);
        }
        if (!name.matches(STATISTICS)) {
            throw new IllegalArgumentException(
                    "%s is neither data (.csv, .csv.gz, .parquet) nor statistics (.pb, .pbtxt, .json); name it by what it holds"
                            .formatted(file));
        }
        DatasetFeatureStatisticsList statistics =
                MessageFile.read(file, DatasetFeatureStatisticsList.getDefaultInstance());
        if (statistics.getDatasetsCount() == 0) {
            throw new IllegalArgumentException(
                    "%s holds the statistics of no data set; compute them with ./course data stats DATA -o %s"
                            .formatted(file, file.getFileName()));
        }
        return statistics;
    }

    /**
     * Writes statistics in the form that the end of the name asks for.
     *
     * @throws IllegalArgumentException if it asks for none
     */
    static void write(DatasetFeatureStatisticsList statistics, Path file) throws IOException {
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).matches(STATISTICS)) {
            throw new IllegalArgumentException(
                    "%s does not say in which form; let the name end in .pb, .pbtxt or .json".formatted(file));
        }
        MessageFile.write(statistics, file);
    }

    /** An hour of counting for a folder that is not there would be lost. */
    static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder %s; make it first".formatted(folder));
        }
    }

    /** What is written must not take the place of what was read. */
    static void requireOther(Path to, Stream<Path> read) throws IOException {
        for (Path file : read.toList()) {
            if (Files.exists(to) && Files.exists(file) && Files.isSameFile(to, file)) {
                throw new IllegalArgumentException(
                        "%s is what is read, and would be overwritten; name another file to write".formatted(to));
            }
        }
    }

    static void requirePage(Path file) {
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.html?")) {
            throw new IllegalArgumentException("a report is a page; let the name of %s end in .html".formatted(file));
        }
    }

    /** Nothing can be measured against no rows, and a gate that measures nothing must not look like one that is open. */
    static DatasetFeatureStatisticsList baseline(Path file) throws IOException {
        DatasetFeatureStatisticsList statistics = statistics(file);
        if (statistics.getDatasetsList().stream().allMatch(dataset -> dataset.getNumExamples() == 0)) {
            throw new IllegalArgumentException(
                    "%s has no rows, so nothing can be measured against it; give data that were good".formatted(file));
        }
        return statistics;
    }

    static Schema schema(Path file) throws IOException {
        requireFile(file);
        return SchemaFile.read(file);
    }

    private static void requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("%s is a folder; give a file in it".formatted(file));
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no file %s; check the path".formatted(file));
        }
    }
}
