// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Printable;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.Histogram.HistogramType;
import io.mlopslabs.validation.proto.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be seen in statistics, anomalies or a schema: tables and small pictures, without a script.
 *
 * <p>A notebook shows it as HTML; {@link #page} is a file to send to somebody, {@link #text} is for a terminal. Equal messages give equal bytes.
 * At most 200 features are shown in a table, those with a note first, in the order of the data; 1,000 anomalies, the worst first; what is left
 * out is counted. Names and values of the data are cut at 60 characters, and what does not print is written as its Java escape.
 */
public final class DataReport {
    /** A table of a report, or a sentence where there is none. */
    private sealed interface Part {
        record Table(Sheet sheet) implements Part {}

        record Sentence(String words) implements Part {}
    }

    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; margin: 2rem; }
            h1 { font-size: 1.5rem; }
            div { overflow-x: auto; margin: 0 0 2rem; }
            table { border-collapse: collapse; }
            caption { font-size: 1.15rem; font-weight: 600; padding: .3rem 0; }
            th, td { padding: .3rem .7rem; border-bottom: 1px solid rgba(128, 128, 128, .4); vertical-align: top; }
            th { font-weight: 600; }
            thead th { white-space: nowrap; }
            """;

    private final List<Part> parts;

    private DataReport(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Returns the data sets of one message side by side, such as the slices of one, with {@code STANDARD} histograms.
     *
     * @throws IllegalArgumentException if there is no data set in it
     */
    public static DataReport statistics(DatasetFeatureStatisticsList statistics) {
        return statistics(Map.of("", statistics), HistogramType.STANDARD);
    }

    /**
     * Returns data sets side by side.
     *
     * <p>For each feature the number of values, of missing and of zeros, mean, standard deviation, smallest, median and largest value, or the
     * distinct and the most frequent values; a picture of the distributions over one another; and a note where missing values are 5 % or more,
     * zeros 50 % or more, where all values are equal or nearly all distinct, a value lies 10 standard deviations from the mean, or a data set
     * lacks the feature. Weighted statistics are not shown.
     *
     * @param named a name for each message, in the order of the map; a message of several data sets has theirs behind it
     * @param histograms {@code STANDARD}: outlines of equal area on a common axis; {@code QUANTILES}: a tick at each quantile, which one far value
     *     does not squeeze
     * @throws IllegalArgumentException if there is no data set at all
     */
    public static DataReport statistics(Map<String, DatasetFeatureStatisticsList> named, HistogramType histograms) {
        List<DatasetFeatureStatistics> datasets = named.entrySet().stream()
                .flatMap(entry -> entry.getValue().getDatasetsList().stream()
                        .map(dataset -> named(entry.getKey(), entry.getValue().getDatasetsCount() > 1, dataset)))
                .toList();
        if (datasets.isEmpty()) {
            throw new IllegalArgumentException("the statistics hold no data set; give those of at least one");
        }
        return of(new StatisticsSheets(datasets, histograms).sheets().stream());
    }

    /** Returns what is wrong and every drift and skew that was measured; says so where no anomaly was found. */
    public static DataReport anomalies(Anomalies anomalies) {
        var sheets = new AnomalySheets(anomalies);
        Stream<Part> tables = sheets.sheets().stream().map(Part.Table::new);
        return sheets.found()
                ? new DataReport(tables.toList())
                : new DataReport(Stream.concat(Stream.of(new Part.Sentence(AnomalySheets.NONE)), tables)
                        .toList());
    }

    /** Returns type, presence, number of values and domain of each feature, and the values of each domain. */
    public static DataReport schema(Schema schema) {
        return of(new SchemaSheets(schema).sheets().stream());
    }

    /** Returns a report with the parts of {@code next} behind those of this one. */
    public DataReport and(DataReport next) {
        return new DataReport(Stream.concat(parts.stream(), next.parts.stream()).toList());
    }

    /** Returns HTML to stand inside a page; well-formed XML, each picture inside as an image with its content in words. */
    public String html() {
        return parts.stream()
                .map(part -> part instanceof Part.Table table
                        ? table.sheet().html()
                        : "<p>" + Printable.markup(((Part.Sentence) part).words()) + "</p>\n")
                .collect(Collectors.joining());
    }

    /**
     * Returns a whole page, light or dark as its reader's system.
     *
     * @param title its heading; not blank
     */
    public String page(String title) {
        if (title.isBlank()) {
            throw new IllegalArgumentException("a page needs a title; its tab and a screen reader name it by that");
        }
        String heading = Printable.markup(Printable.of(title, 200));
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
        page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
        page.append(heading).append("</title>\n<style>\n").append(STYLE).append("</style>\n</head>\n<body>\n<h1>");
        page.append(heading).append("</h1>\n");
        for (Part part : parts) {
            if (part instanceof Part.Table table) {
                // It scrolls sideways where it is wide; a keyboard must be able to.
                page.append("<div role=\"region\" tabindex=\"0\" aria-label=\"");
                page.append(Printable.markup(table.sheet().caption())).append("\">\n");
                page.append(table.sheet().html()).append("</div>\n");
            } else {
                page.append("<p>")
                        .append(Printable.markup(((Part.Sentence) part).words()))
                        .append("</p>\n");
            }
        }
        return page.append("</body>\n</html>\n").toString();
    }

    /** Returns the same as aligned text, without the pictures. */
    public String text() {
        return parts.stream()
                .map(part ->
                        part instanceof Part.Table table ? table.sheet().text() : ((Part.Sentence) part).words() + "\n")
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return text();
    }

    private static DataReport of(Stream<Sheet> sheets) {
        return new DataReport(new ArrayList<>(sheets.map(Part.Table::new).toList()));
    }

    private static DatasetFeatureStatistics named(String name, boolean several, DatasetFeatureStatistics dataset) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            return dataset;
        }
        return dataset.toBuilder()
                .setName(several ? name + ": " + dataset.getName() : name)
                .build();
    }
}
