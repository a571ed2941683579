// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.data.files.CellNumber;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * All that is kept of one column of one slice.
 *
 * <p>A column of texts may turn out to be of numbers, or no longer to be: until the end it is kept as both. Its texts are counted, and each
 * distinct one is read as a number when the table of texts is full or the statistics are wanted.
 */
final class ColumnState implements Serializable, TextCounts.Listener {
    private static final long serialVersionUID = 1;

    private final StatsOptions options;
    private final FeatureNameStatistics.Type declared; // null: from the texts
    private final boolean weighted;
    private final boolean single; // decimals are rounded to float32 first, as TFDV does for CSV
    private CellNumber.Kind kind; // null until there is a value
    private NumberStatistics numbers;
    private NumberStatistics rounded; // only where float32 has changed one of the integers so far
    private final TextCounts texts;
    private final CellNumber reader = new CellNumber();
    private String notOfType; // a text that the declared type excludes

    long present;
    long missing;
    double weightPresent;
    double weightMissing;
    long totalBytes;
    long minBytes = Long.MAX_VALUE;
    long maxBytes;
    long invalidUtf8;

    ColumnState(StatsOptions options, FeatureNameStatistics.Type declared, boolean single) {
        this.options = options;
        this.declared = declared;
        this.single = single;
        weighted = options.weightFeature().isPresent();
        texts = new TextCounts(weighted);
        numbers = new NumberStatistics(options.epsilon(), weighted);
        kind = declared == null ? null : kindOf(declared);
    }

    private static CellNumber.Kind kindOf(FeatureNameStatistics.Type type) {
        return switch (type) {
            case INT -> CellNumber.Kind.INT;
            case FLOAT -> CellNumber.Kind.FLOAT;
            default -> CellNumber.Kind.STRING;
        };
    }

    void addMissing(double weight) {
        missing++;
        weightMissing += weight;
    }

    /** Adds a cell of a file for each weight; see {@link #addCell}. */
    void addCells(byte[] bytes, int[] starts, int[] lengths, double[] weights) {
        for (int row = 0; row < weights.length; row++) {
            addCell(bytes, starts[row], lengths[row], weights[row]);
        }
    }

    /** Adds a cell of a file, where an empty one is missing: which type the column has is found out, unless it was declared. */
    void addCell(byte[] bytes, int start, int length, double weight) {
        if (length == 0) {
            addMissing(weight);
        } else {
            addText(bytes, start, length, weight);
        }
    }

    /** Adds a text; an empty one is a value like any other. */
    void addText(byte[] bytes, int start, int length, double weight) {
        present++;
        weightPresent += weight;
        totalBytes += length;
        if (length < minBytes) {
            minBytes = length;
        }
        if (length > maxBytes) {
            maxBytes = length;
        }
        texts.add(bytes, start, length, 1, weight, this);
    }

    /** Adds an integer of a column that was declared to hold them. */
    void addInteger(long value, double weight) {
        present++;
        weightPresent += weight;
        numbers.add((double) value, 1, weight);
        countAsText(Long.toString(value), weight);
    }

    /** Adds a decimal of a column that was declared to hold them. */
    void addDecimal(double value, double weight) {
        present++;
        weightPresent += weight;
        numbers.add(value, 1, weight);
    }

    private void countAsText(String value, double weight) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        totalBytes += bytes.length;
        texts.add(bytes, 0, bytes.length, 1, weight, (b, s, l, c, w) -> {});
    }

    /** Reads one distinct text as a number, once for all rows that hold it. */
    @Override
    public void accept(byte[] bytes, int start, int length, long count, double weight) {
        if (kind == CellNumber.Kind.STRING) {
            return;
        }
        CellNumber.Kind here = reader.parse(bytes, start, length);
        if (here == CellNumber.Kind.LONGER) {
            here = declared == FeatureNameStatistics.Type.FLOAT ? CellNumber.Kind.FLOAT : CellNumber.Kind.STRING;
        }
        if (declared != null) {
            if (here.compareTo(kind) > 0) {
                notOfType = notOfType == null ? new String(bytes, start, length, StandardCharsets.UTF_8) : notOfType;
                return;
            }
        } else if (here == CellNumber.Kind.STRING) {
            kind = here;
            numbers = null;
            rounded = null;
            return;
        } else if (kind == null || here.compareTo(kind) > 0) {
            kind = here;
        }
        double exact = reader.value();
        double near = single ? (float) exact : exact;
        if (here == CellNumber.Kind.FLOAT && rounded == null) {
            numbers.add(near, count, weight);
            return;
        }
        if (near != exact && rounded == null && here == CellNumber.Kind.INT) {
            rounded = numbers.copy();
        }
        numbers.add(here == CellNumber.Kind.INT ? exact : near, count, weight);
        if (rounded != null) {
            rounded.add(near, count, weight);
        }
    }

    void merge(ColumnState other) {
        texts.merge(other.texts, this, other);
        present += other.present;
        missing += other.missing;
        weightPresent += other.weightPresent;
        weightMissing += other.weightMissing;
        totalBytes += other.totalBytes;
        minBytes = Math.min(minBytes, other.minBytes);
        maxBytes = Math.max(maxBytes, other.maxBytes);
        invalidUtf8 += other.invalidUtf8;
        notOfType = notOfType == null ? other.notOfType : notOfType;
        if (kind == CellNumber.Kind.STRING || other.kind == CellNumber.Kind.STRING) {
            kind = CellNumber.Kind.STRING;
            numbers = null;
            rounded = null;
            return;
        }
        if (rounded != null || other.rounded != null) {
            rounded = rounded == null ? numbers.copy() : rounded;
            rounded.merge(other.rounded == null ? other.numbers : other.rounded);
        }
        numbers.merge(other.numbers);
        kind = kind == null || (other.kind != null && other.kind.compareTo(kind) > 0) ? other.kind : kind;
    }

    /** Reads what has not been read; to be called before anything is asked. */
    void settle() {
        if (declared == null || single) {
            texts.tell(this);
        }
    }

    /** A text that the declared type excludes, or null. */
    String notOfType() {
        return notOfType;
    }

    FeatureNameStatistics.Type type() {
        if (kind == null) {
            return FeatureNameStatistics.Type.STRING;
        }
        return switch (kind) {
            case INT -> FeatureNameStatistics.Type.INT;
            case FLOAT -> FeatureNameStatistics.Type.FLOAT;
            case LONGER, STRING -> declared == null ? FeatureNameStatistics.Type.STRING : declared;
        };
    }

    NumberStatistics numbers() {
        return kind == CellNumber.Kind.FLOAT && rounded != null ? rounded : numbers;
    }

    TextCounts texts() {
        return texts;
    }

    StatsOptions options() {
        return options;
    }
}
