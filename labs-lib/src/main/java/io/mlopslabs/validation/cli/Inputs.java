// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import com.google.protobuf.util.JsonFormat;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.statistics.DataStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the command reads and writes, by the ends of their names. */
final class Inputs {
    private Inputs() {}

    static DatasetFeatureStatisticsList statistics(Path file) throws IOException {
        requireFile(file);
        String name = file.getFileName().toString();
        if (name.endsWith(".csv") || name.endsWith(".csv.gz")) {
            return DataStatistics.fromCsv(file);
        }
        if (name.endsWith(".parquet")) {
            throw new IllegalStateException("not yet");
        }
        if (!name.matches(".*\\.(pb|pbtxt|json)")) {
            throw new IllegalArgumentException(
                    "%s is neither data (.csv, .csv.gz, .parquet) nor statistics (.pb, .pbtxt, .json); name it by what it holds"
                            .formatted(file));
        }
        var statistics = DatasetFeatureStatisticsList.newBuilder();
        try {
            if (name.endsWith(".pb")) {
                statistics.mergeFrom(Files.readAllBytes(file));
            } else if (name.endsWith(".json")) {
                JsonFormat.parser().merge(Files.readString(file), statistics);
            } else {
                TextFormat.merge(Files.readString(file), statistics);
            }
        } catch (InvalidProtocolBufferException | TextFormat.ParseException e) {
            throw new IllegalArgumentException(
                    "%s holds no statistics: %s; compute them with ./course data stats".formatted(file, e.getMessage()),
                    e);
        }
        return statistics.build();
    }

    static void write(DatasetFeatureStatisticsList statistics, Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".pb")) {
            Files.write(file, statistics.toByteArray());
        } else if (name.endsWith(".pbtxt")) {
            Files.writeString(file, TextFormat.printer().printToString(statistics));
        } else if (name.endsWith(".json")) {
            Files.writeString(file, JsonFormat.printer().sortingMapKeys().print(statistics) + "\n");
        } else {
            throw new IllegalArgumentException("");
        }
    }

    static Schema schema(Path file) throws IOException {
        requireFile(file);
        var schema = Schema.newBuilder();
        try {
            TextFormat.merge(Files.readString(file, StandardCharsets.UTF_8), schema);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(
                    "%s is no schema, line %d, column %d: %s; start from ./course data schema FILE"
                            .formatted(file, e.getLine(), e.getColumn(), e.getMessage()),
                    e);
        }
        return schema.build();
    }

    static Schema inferred(DatasetFeatureStatisticsList statistics) {
        throw new IllegalStateException("not yet");
    }

    static String print(Schema schema) {
        return TextFormat.printer().printToString(schema);
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
