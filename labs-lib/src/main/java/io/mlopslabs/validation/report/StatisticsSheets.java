// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import io.mlopslabs.validation.proto.NumericStatistics;
import io.mlopslabs.validation.proto.StringStatistics;
import io.mlopslabs.validation.report.Column.Kind;
import io.mlopslabs.validation.report.Sheet.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Statistics side by side: the data sets, then numeric, categorical and other features in the order of the data. */
record StatisticsSheets(List<DatasetFeatureStatistics> datasets, HistogramType histograms) {
    /** The most features of one table; more make a page that nobody reads and some browsers do not show. */
    static final int MOST_FEATURES = 200;

    /** The most data sets in one picture: as many as there are colours and dashes. */
    static final int MOST_DRAWN = Picture.COLOURS.size();

    private static final int TOP_VALUES = 5;

    List<Sheet> sheets() {
        List<Column> columns = Column.of(datasets);
        var sheets = new ArrayList<Sheet>();
        sheets.add(overview());
        for (Kind kind : Kind.values()) {
            List<Column> some =
                    columns.stream().filter(column -> column.kind() == kind).toList();
            if (!some.isEmpty()) {
                sheets.add(features(kind, some));
            }
        }
        return sheets;
    }

    private Sheet overview() {
        List<Group> rows = IntStream.range(0, datasets.size())
                .mapToObj(i -> {
                    DatasetFeatureStatistics dataset = datasets.get(i);
                    Map<Kind, Long> kinds = dataset.getFeaturesList().stream()
                            .collect(Collectors.groupingBy(Column::kind, Collectors.counting()));
                    return Group.row(
                            name(i),
                            Cell.amount((double) dataset.getNumExamples()),
                            Cell.amount(kinds.getOrDefault(Kind.NUMERIC, 0L)),
                            Cell.amount(kinds.getOrDefault(Kind.CATEGORICAL, 0L)),
                            Cell.amount(kinds.getOrDefault(Kind.OTHER, 0L)));
                })
                .toList();
        String undrawn =
                datasets.size() > MOST_DRAWN ? "The pictures show the first %d data sets.".formatted(MOST_DRAWN) : "";
        return new Sheet(
                "Data sets",
                List.of("data set", "examples", "numeric features", "categorical features", "other features"),
                rows,
                undrawn);
    }

    private Sheet features(Kind kind, List<Column> columns) {
        var header = new ArrayList<String>(List.of("feature"));
        if (several()) {
            header.add("data set");
        }
        header.addAll(List.of("values", "missing"));
        header.addAll(
                switch (kind) {
                    case NUMERIC ->
                        List.of(
                                "zeros",
                                "mean",
                                "std dev",
                                "min",
                                "median",
                                "max",
                                histograms == HistogramType.QUANTILES ? "quantiles" : "histogram");
                    case CATEGORICAL -> List.of("distinct", "most frequent", "avg length", "shares");
                    case OTHER -> List.of("type");
                });
        header.add("notes");
        Map<Column, List<String>> notes = new LinkedHashMap<>();
        columns.forEach(column -> notes.put(column, notes(column)));
        Set<Column> shown = new LinkedHashSet<>(Stream.concat(
                        columns.stream().filter(column -> !notes.get(column).isEmpty()),
                        columns.stream().filter(column -> notes.get(column).isEmpty()))
                .limit(MOST_FEATURES)
                .toList());
        String left = columns.size() <= MOST_FEATURES
                ? ""
                : "Not shown: %,d more of these features. Shown are those with a note, as far as there is room, then the first."
                        .formatted(columns.size() - MOST_FEATURES);
        String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT) + " features";
        return new Sheet(
                "%s: %,d".formatted(name, columns.size()),
                header,
                columns.stream()
                        .filter(shown::contains)
                        .map(column -> group(kind, column, notes.get(column)))
                        .toList(),
                left);
    }

    private Group group(Kind kind, Column column, List<String> notes) {
        var rows = new ArrayList<List<Cell>>();
        for (int i = 0; i < datasets.size(); i++) {
            var row = new ArrayList<Cell>();
            if (several()) {
                row.add(name(i));
            }
            Optional<FeatureNameStatistics> feature = column.observed().get(i).filter(f -> Column.kind(f) == kind);
            row.addAll(feature.map(f -> cells(kind, f)).orElseGet(() -> blank(kind)));
            rows.add(row);
        }
        var tail = new ArrayList<Cell>();
        if (kind == Kind.NUMERIC) {
            tail.add(histogram(column));
        } else if (kind == Kind.CATEGORICAL) {
            tail.add(Pictures.ranks(
                    Cell.shown(column.name()),
                    drawn(column, Kind.CATEGORICAL)
                            .mapToObj(i -> new Pictures.Ranks(
                                    i,
                                    dataset(i),
                                    stats(column, i).getStringStats().getRankHistogram()))
                            .toList()));
        }
        tail.add(Cell.text(String.join("\n", notes)));
        return new Group(List.of(Cell.data(column.name())), rows, tail);
    }

    private Cell histogram(Column column) {
        List<Pictures.Curve> curves = drawn(column, Kind.NUMERIC)
                .mapToObj(i -> stats(column, i).getNumStats().getHistogramsList().stream()
                        .filter(histogram -> histogram.getType() == histograms)
                        .findFirst()
                        .map(histogram -> Pictures.Curve.of(i, dataset(i), histogram)))
                .flatMap(Optional::stream)
                .toList();
        String name = Cell.shown(column.name());
        return histograms == HistogramType.QUANTILES
                ? Pictures.quantiles(name, curves)
                : Pictures.histogram(name, curves);
    }

    private IntStream drawn(Column column, Kind kind) {
        return IntStream.range(0, Math.min(MOST_DRAWN, datasets.size()))
                .filter(i -> column.observed().get(i).map(Column::kind).orElse(Kind.OTHER) == kind);
    }

    private static FeatureNameStatistics stats(Column column, int dataset) {
        return column.observed().get(dataset).orElseThrow();
    }

    private static List<Cell> cells(Kind kind, FeatureNameStatistics feature) {
        CommonStatistics common = Column.common(feature);
        long examples = common.getNumNonMissing() + common.getNumMissing();
        var cells = new ArrayList<Cell>();
        cells.add(Cell.amount((double) common.getNumNonMissing()));
        cells.add(Cell.part((double) common.getNumMissing(), (double) examples));
        boolean empty = common.getNumNonMissing() == 0;
        switch (kind) {
            case NUMERIC -> {
                NumericStatistics stats = feature.getNumStats();
                cells.add(Cell.part((double) stats.getNumZeros(), (double) common.getTotNumValues()));
                for (double value : new double[] {
                    stats.getMean(), stats.getStdDev(), stats.getMin(), stats.getMedian(), stats.getMax()
                }) {
                    cells.add(empty ? Cell.amount("") : Cell.amount(value));
                }
            }
            case CATEGORICAL -> {
                StringStatistics stats = feature.getStringStats();
                cells.add(Cell.amount((double) stats.getUnique()));
                cells.add(Cell.text(stats.getTopValuesList().stream()
                        .limit(TOP_VALUES)
                        .map(top -> Cell.listed(top.getValue()) + " "
                                + Cell.percent(top.getFrequency() / common.getTotNumValues()))
                        .collect(Collectors.joining(", "))));
                cells.add(empty ? Cell.amount("") : Cell.amount(stats.getAvgLength()));
            }
            case OTHER -> cells.add(Cell.text(feature.getType().name()));
        }
        return cells;
    }

    private static List<Cell> blank(Kind kind) {
        int columns =
                switch (kind) {
                    case NUMERIC -> 8;
                    case CATEGORICAL -> 5;
                    case OTHER -> 3;
                };
        return IntStream.range(0, columns).mapToObj(i -> Cell.amount("")).toList();
    }

    /** Returns each note once, with the data sets that it is about where it is not about all alike. */
    private List<String> notes(Column column) {
        var notes = new LinkedHashMap<String, Map<String, String>>(); // what, then data set, then detail
        for (int i = 0; i < datasets.size(); i++) {
            String name = shownName(i);
            for (Note note : notes(column, i)) {
                notes.computeIfAbsent(note.what(), what -> new LinkedHashMap<>())
                        .put(name, note.detail());
            }
        }
        return notes.entrySet().stream()
                .map(note -> told(note.getKey(), note.getValue()))
                .toList();
    }

    private List<Note> notes(Column column, int i) {
        return column.observed()
                .get(i)
                .map(feature -> Column.kind(feature) == column.kind()
                        ? Note.of(feature)
                        : List.of(new Note("of another type", feature.getType().name())))
                .orElse(List.of(new Note("absent", "")));
    }

    private String told(String what, Map<String, String> details) {
        boolean alike = details.size() == datasets.size()
                && Set.copyOf(details.values()).size() == 1;
        String detail = alike
                ? details.values().iterator().next()
                : details.entrySet().stream()
                        .map(entry -> (entry.getKey() + " " + entry.getValue()).strip())
                        .collect(Collectors.joining(", "));
        return detail.isEmpty() ? what : what + ": " + detail;
    }

    private boolean several() {
        return datasets.size() > 1;
    }

    private Cell name(int i) {
        Cell name = Cell.text(several() || !datasets.get(i).getName().isEmpty() ? shownName(i) : "all");
        return several() && i < MOST_DRAWN ? name.with(Picture.key(i)) : name;
    }

    /** Returns what tells the data set from the others; nothing where there is one. */
    private String dataset(int i) {
        return several() ? shownName(i) : "";
    }

    private String shownName(int i) {
        String name = datasets.get(i).getName();
        return name.isEmpty() ? "data set " + Numbers.shortened(i + 1.0) : Cell.shown(name);
    }
}
