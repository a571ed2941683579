// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.report;

import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.data.text.Printable;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.AnomalyInfo.Reason;
import io.mlopslabs.validation.proto.AnomalyInfo.Severity;
import io.mlopslabs.validation.proto.DriftSkewInfo.Measurement;
import io.mlopslabs.validation.report.Sheet.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is wrong, worst first, and every distance that was measured. */
record AnomalySheets(Anomalies anomalies) {
    static final String NONE = "No anomalies found.";

    /** A long description lists values of the data; a page needs the first of them. */
    private static final int LONGEST_DESCRIPTION = 1000;

    private static final int MOST = 1000;

    boolean found() {
        return anomalies.getAnomalyInfoCount() > 0 || anomalies.hasDatasetAnomalyInfo() || anomalies.getDataMissing();
    }

    List<Sheet> sheets() {
        var sheets = new ArrayList<Sheet>();
        if (found()) {
            sheets.add(table());
        }
        if (anomalies.getDriftSkewInfoCount() > 0) {
            sheets.add(measurements());
        }
        return sheets;
    }

    private Sheet table() {
        var rows = new ArrayList<Group>();
        if (anomalies.getDataMissing()) {
            rows.add(Group.row(
                    Cell.text("[data set]"),
                    Cell.text("ERROR"),
                    Cell.text("No examples"),
                    Cell.text("The statistics hold no example, so nothing could be checked.")));
        }
        if (anomalies.hasDatasetAnomalyInfo()) {
            rows.add(row(Cell.text("[data set]"), anomalies.getDatasetAnomalyInfo()));
        }
        // A map has no order of its own: the worst first, then by name, and the page has the same bytes every time.
        anomalies.getAnomalyInfoMap().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, AnomalyInfo> e) -> rank(e.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST)
                .forEach(e -> rows.add(row(Cell.data(e.getKey()), e.getValue())));
        int left = anomalies.getAnomalyInfoCount() - MOST;
        return new Sheet(
                "Anomalies: %,d"
                        .formatted(anomalies.getAnomalyInfoCount()
                                + (anomalies.hasDatasetAnomalyInfo() ? 1 : 0)
                                + (anomalies.getDataMissing() ? 1 : 0)),
                List.of("feature", "severity", "what", "in detail"),
                rows,
                left <= 0 ? "" : "Not shown: %,d more.".formatted(left));
    }

    private static int rank(AnomalyInfo info) {
        return -info.getSeverity().getNumber(); // ERROR is the highest of them
    }

    private static Group row(Cell name, AnomalyInfo info) {
        return Group.row(
                name,
                Cell.text(
                        info.getSeverity() == Severity.UNKNOWN
                                ? ""
                                : info.getSeverity().name()),
                Cell.text(described(info, info.getShortDescription(), Reason::getShortDescription)),
                Cell.text(described(info, info.getDescription(), Reason::getDescription)));
    }

    private static String described(AnomalyInfo info, String whole, Function<Reason, String> part) {
        String text =
                whole.isEmpty() ? info.getReasonList().stream().map(part).collect(Collectors.joining("; ")) : whole;
        return Printable.of(text, LONGEST_DESCRIPTION);
    }

    private Sheet measurements() {
        var rows = new ArrayList<Group>();
        anomalies.getDriftSkewInfoList().forEach(info -> {
            String name = Column.name(info.getPath());
            info.getDriftMeasurementsList().forEach(m -> rows.add(row(name, "drift", m)));
            info.getSkewMeasurementsList().forEach(m -> rows.add(row(name, "skew", m)));
        });
        int left = Math.max(0, rows.size() - MOST);
        return new Sheet(
                "Drift and skew: " + Numbers.count(rows.size(), "measurement"),
                List.of("feature", "between", "measure", "value", "threshold", "verdict"),
                List.copyOf(rows.subList(0, rows.size() - left)),
                left == 0 ? "" : "Not shown: %,d more.".formatted(left));
    }

    private static String measure(Measurement.Type type) {
        return switch (type) {
            case L_INFTY -> "L-infinity";
            case JENSEN_SHANNON_DIVERGENCE -> "Jensen-Shannon divergence";
            case NORMALIZED_ABSOLUTE_DIFFERENCE -> "normalized absolute difference";
            case UNKNOWN -> "";
        };
    }

    private static Group row(String name, String kind, Measurement measurement) {
        return Group.row(
                Cell.data(name),
                Cell.text(kind),
                Cell.text(measure(measurement.getType())),
                Cell.amount(Numbers.digits(measurement.getValue(), 4)),
                Cell.amount(measurement.hasThreshold() ? Numbers.digits(measurement.getThreshold(), 4) : ""),
                Cell.text(
                        !measurement.hasThreshold()
                                ? ""
                                : measurement.getValue() > measurement.getThreshold() ? "above" : "within"));
    }
}
