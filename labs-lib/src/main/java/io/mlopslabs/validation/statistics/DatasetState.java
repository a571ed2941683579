// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.data.files.CellNumber;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** All that is kept of the rows seen so far: the columns of the whole and of every slice. */
final class DatasetState implements Serializable {
    private static final long serialVersionUID = 1;

    /** A cell that no statistics can be made of; {@code row} and {@code column} count from 0. */
    static final class CellException extends RuntimeException {
        private static final long serialVersionUID = 1;
        final int row;
        final int column;

        CellException(int row, int column, String message) {
            super(message);
            this.row = row;
            this.column = column;
        }
    }

    private final List<String> names;
    private final StatsOptions options;
    private final List<FeatureNameStatistics.Type> declared; // null where the values say it
    private final boolean fromText;
    private final int[] wanted; // columns, in the order of the answer
    private final int weight; // column, or -1
    private final Part whole;
    private final Map<String, Part> slices = new TreeMap<>();
    private final CellNumber reader = new CellNumber();

    private final class Part implements Serializable {
        private static final long serialVersionUID = 1;
        long examples;
        double weightedExamples;
        final ColumnState[] columns = new ColumnState[names.size()];

        Part() {
            for (int column : wanted) {
                columns[column] = new ColumnState(options, declared.get(column), fromText);
            }
        }

        void merge(Part other) {
            examples += other.examples;
            weightedExamples += other.weightedExamples;
            for (int column : wanted) {
                columns[column].merge(other.columns[column]);
            }
        }
    }

    /** A state of rows of texts, whose types are found out or taken from the schema. */
    static DatasetState ofTexts(List<String> names, StatsOptions options) {
        List<FeatureNameStatistics.Type> declared = new ArrayList<>();
        for (String name : names) {
            declared.add(
                    options.inferTypeFromSchema()
                            ? inSchema(name, options).map(DatasetState::type).orElse(null)
                            : null);
        }
        return new DatasetState(names, options, declared, true);
    }

    /** A state of rows whose types the source knows. */
    static DatasetState ofTyped(List<String> names, List<FeatureNameStatistics.Type> types, StatsOptions options) {
        return new DatasetState(names, options, types, false);
    }

    private DatasetState(
            List<String> names, StatsOptions options, List<FeatureNameStatistics.Type> declared, boolean fromText) {
        this.names = List.copyOf(names);
        this.options = options;
        this.declared = declared;
        this.fromText = fromText;
        this.wanted = wanted();
        this.weight = options.weightFeature().map(names::indexOf).orElse(-1);
        if (options.weightFeature().isPresent() && weight < 0) {
            throw new IllegalArgumentException("there is no column '%s' to weigh rows by; the columns are %s"
                    .formatted(options.weightFeature().get(), names));
        }
        whole = new Part();
    }

    private static java.util.Optional<Feature> inSchema(String name, StatsOptions options) {
        return options.schema().orElseThrow().getFeatureList().stream()
                .filter(f -> f.getName().equals(name))
                .findFirst();
    }

    private static FeatureNameStatistics.Type type(Feature feature) {
        return switch (feature.getType()) {
            case INT -> FeatureNameStatistics.Type.INT;
            case FLOAT -> FeatureNameStatistics.Type.FLOAT;
            default -> FeatureNameStatistics.Type.STRING;
        };
    }

    private int[] wanted() {
        IntStream all = options.featureAllowlist().isEmpty()
                ? IntStream.range(0, names.size())
                : options.featureAllowlist().stream()
                        .mapToInt(names::indexOf)
                        .filter(i -> i >= 0)
                        .distinct();
        return all.filter(i -> !options.inferTypeFromSchema()
                        || inSchema(names.get(i), options).isPresent())
                .toArray();
    }

    List<String> names() {
        return names;
    }

    /**
     * Adds rows of texts; an empty one is missing.
     *
     * @throws CellException at the first row whose weight is none; nothing was added then
     */
    void addTexts(byte[] bytes, CellBatch cells) {
        double[] weights = new double[cells.rows];
        if (weight >= 0) {
            for (int row = 0; row < cells.rows; row++) {
                weights[row] = weight(bytes, row, cells.starts[weight][row], cells.lengths[weight][row]);
            }
        }
        for (int row = 0; row < cells.rows; row++) {
            count(whole, weights[row]);
        }
        for (int column : wanted) {
            whole.columns[column].addCells(bytes, cells.starts[column], cells.lengths[column], weights);
        }
        for (Slicer slicer : options.slicers()) {
            for (int row = 0; row < cells.rows; row++) {
                addToSlices(slicer, bytes, cells, row, weights[row]);
            }
        }
    }

    private void addToSlices(Slicer slicer, byte[] bytes, CellBatch cells, int row, double w) {
        for (String slice : slicer.slices(name -> text(bytes, cells, row, names.indexOf(name)))) {
            ColumnState[] columns = count(slices.computeIfAbsent(slice, s -> new Part()), w);
            for (int column : wanted) {
                columns[column].addCell(bytes, cells.starts[column][row], cells.lengths[column][row], w);
            }
        }
    }

    private static String text(byte[] bytes, CellBatch cells, int row, int column) {
        return column < 0 || cells.lengths[column][row] == 0
                ? null
                : new String(bytes, cells.starts[column][row], cells.lengths[column][row], StandardCharsets.UTF_8);
    }

    private double weight(byte[] bytes, int row, int start, int length) {
        if (length == 0) {
            throw new CellException(row, weight, "the weight is missing; every row needs one");
        }
        if (reader.parse(bytes, start, length) == CellNumber.Kind.STRING || !(reader.value() >= 0)) {
            throw new CellException(
                    row,
                    weight,
                    "'%s' is no weight; it must be a number that is not negative"
                            .formatted(new String(bytes, start, length, StandardCharsets.UTF_8)));
        }
        return reader.value();
    }

    /** The columns of one row's parts, for a source that adds values by type: the whole first, then the row's slices. */
    List<ColumnState[]> row(double w, java.util.function.UnaryOperator<String> values) {
        List<ColumnState[]> parts = new ArrayList<>();
        parts.add(count(whole, w));
        for (Slicer slicer : options.slicers()) {
            for (String slice : slicer.slices(values)) {
                parts.add(count(slices.computeIfAbsent(slice, s -> new Part()), w));
            }
        }
        return parts;
    }

    private static ColumnState[] count(Part part, double w) {
        part.examples++;
        part.weightedExamples += w;
        return part.columns;
    }

    void merge(DatasetState other) {
        whole.merge(other.whole);
        other.slices.forEach(
                (name, part) -> slices.computeIfAbsent(name, s -> new Part()).merge(part));
    }

    /** The first text that the declared type of its column excludes. */
    record NotOfType(int column, String text, FeatureNameStatistics.Type type) {}

    java.util.Optional<NotOfType> notOfType() {
        for (int column : wanted) {
            whole.columns[column].settle();
            String text = whole.columns[column].notOfType();
            if (text != null) {
                return java.util.Optional.of(new NotOfType(column, text, declared.get(column)));
            }
        }
        return java.util.Optional.empty();
    }

    DatasetFeatureStatisticsList message() {
        var made = DatasetFeatureStatisticsList.newBuilder();
        made.addDatasets(message(options.slicers().isEmpty() ? "" : DefaultSlice.NAME, whole));
        slices.forEach((name, part) -> made.addDatasets(message(name, part)));
        return made.build();
    }

    private DatasetFeatureStatistics message(String name, Part part) {
        var made = DatasetFeatureStatistics.newBuilder()
                .setName(name)
                .setNumExamples(part.examples)
                .setWeightedNumExamples(part.weightedExamples);
        for (int column : part.examples == 0 ? new int[0] : wanted) {
            part.columns[column].settle();
            made.addFeatures(FeatureStatistics.of(names.get(column), part.columns[column]));
        }
        return made.build();
    }
}
