// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.data.files.DataFile;
import io.mlopslabs.data.files.MalformedDataException;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * Statistics of a Parquet file, which DuckDB reads row by row.
 *
 * <p>The database lies in memory, holds nothing, and neither loads nor fetches extensions.
 */
final class ParquetStatistics {
    private static final byte[] MARK = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> INTEGERS =
            Set.of("BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER");
    private static final Set<String> WIDE = Set.of("UBIGINT", "HUGEINT", "UHUGEINT");
    private static final String DECIMALS = "FLOAT|DOUBLE|DECIMAL\\(.*";
    private static final String TIMES = "TIMESTAMP.*";
    private static final String TEXTS = "VARCHAR|UUID|DATE|TIME|ENUM\\(.*";

    private final Path file;
    private final StatsOptions options;
    private final List<String> names = new ArrayList<>();
    private final List<FeatureNameStatistics.Type> types = new ArrayList<>();
    private final List<String> columns = new ArrayList<>(); // in SQL
    private final Set<Integer> wide = new HashSet<>();

    ParquetStatistics(Path file, StatsOptions options) {
        this.file = file;
        this.options = options;
    }

    DatasetFeatureStatisticsList compute() throws IOException {
        requireMarks();
        var settings = new Properties();
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("jdbc_stream_results", "true");
        settings.setProperty("preserve_insertion_order", "true");
        settings.setProperty("threads", "1"); // then the rows come in order, and memory is that of one row group
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = database.createStatement()) {
            describe(statement);
            try (ResultSet rows =
                    statement.executeQuery("SELECT %s FROM %s".formatted(String.join(", ", columns), source()))) {
                return read(rows);
            }
        } catch (SQLException e) {
            throw new MalformedDataException("%s cannot be read as Parquet (%s); write or copy it again."
                    .formatted(
                            file,
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private void requireMarks() throws IOException {
        byte[] first;
        try (InputStream in = DataFile.open(file, "Parquet")) {
            first = in.readNBytes(MARK.length);
        }
        if (!Arrays.equals(first, MARK)) {
            throw new MalformedDataException(file + " does not begin with the mark PAR1, so it is no Parquet file.");
        }
        try (var channel = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(MARK.length);
            channel.position(Math.max(0, channel.size() - MARK.length)).read(last);
            if (channel.size() < 3L * MARK.length || !Arrays.equals(last.array(), MARK)) {
                throw new MalformedDataException(
                        file + " does not end with the mark PAR1: it was cut short; write or copy it again.");
            }
        }
    }

    /** The file as a table of SQL; its name is taken as it is, though DuckDB sees patterns in names. */
    private String source() {
        String name =
                file.toAbsolutePath().toString().replaceAll("[*?\\[]", "[$0]").replace("'", "''");
        return "read_parquet('%s', hive_partitioning = false)".formatted(name);
    }

    private void describe(Statement statement) throws SQLException, MalformedDataException {
        try (ResultSet columnsOfFile = statement.executeQuery("DESCRIBE SELECT * FROM " + source())) {
            while (columnsOfFile.next()) {
                String name = columnsOfFile.getString(1);
                String type = columnsOfFile.getString(2);
                String quoted = "\"%s\"".formatted(name.replace("\"", "\"\""));
                if (INTEGERS.contains(type)) {
                    add(name, FeatureNameStatistics.Type.INT, "CAST(%s AS BIGINT)".formatted(quoted));
                } else if (WIDE.contains(type)) {
                    wide.add(names.size());
                    add(name, FeatureNameStatistics.Type.INT, "CAST(%s AS VARCHAR)".formatted(quoted));
                } else if (type.matches(DECIMALS)) {
                    add(name, FeatureNameStatistics.Type.FLOAT, "CAST(%s AS DOUBLE)".formatted(quoted));
                } else if (type.matches(TIMES)) {
                    add(
                            name,
                            FeatureNameStatistics.Type.STRING,
                            "replace(CAST(%s AS VARCHAR), ' ', 'T')".formatted(quoted));
                } else if (type.matches(TEXTS)) {
                    add(name, FeatureNameStatistics.Type.STRING, "CAST(%s AS VARCHAR)".formatted(quoted));
                } else {
                    throw new MalformedDataException(
                            "%s, column '%s' is of type %s, of which there are no statistics; turn it into numbers or texts, or leave it out of the file."
                                    .formatted(file, name, type));
                }
            }
        }
    }

    private void add(String name, FeatureNameStatistics.Type type, String sql) {
        names.add(name);
        types.add(type);
        columns.add(sql);
    }

    private DatasetFeatureStatisticsList read(ResultSet rows) throws SQLException, MalformedDataException {
        var statistics = new TypedStatistics(file.toString(), names, types, options);
        var row = new Object[names.size()];
        while (rows.next()) {
            for (int i = 0; i < row.length; i++) {
                Object cell =
                        switch (types.get(i)) {
                            case INT ->
                                wide.contains(i)
                                        ? integer(rows.getString(i + 1), i, statistics)
                                        : (Object) rows.getLong(i + 1);
                            case FLOAT -> rows.getDouble(i + 1);
                            default -> rows.getString(i + 1);
                        };
                row[i] = rows.wasNull() ? null : cell;
            }
            statistics.add(row);
        }
        return statistics.message();
    }

    private Long integer(String text, int column, TypedStatistics statistics) throws MalformedDataException {
        if (text == null) {
            return null;
        }
        var value = new BigInteger(text);
        if (value.bitLength() > 63) {
            throw new MalformedDataException(
                    "%s, row %d, column '%s': %s is beyond 64 bits; store the column as decimals, or as texts if it holds names."
                            .formatted(file, statistics.rows() + 1, names.get(column), text));
        }
        return value.longValue();
    }
}
