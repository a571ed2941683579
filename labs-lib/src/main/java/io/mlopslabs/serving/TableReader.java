// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mlopslabs.data.text.Numbers;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.serving.PredictBody.Format;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Reads the rows of one predict request, strictly as the columns' types say, from where its parser stands. */
final class TableReader {
    private static final int ROOM = 16;

    private final JsonParser parser;
    private final Signature.Table signature;
    private final int most;
    private final Map<String, Values.Writer> writers = new LinkedHashMap<>();

    /** Prepares to read at most {@code most} rows. */
    TableReader(JsonParser parser, Signature.Table signature, int most) {
        this.parser = parser;
        this.signature = signature;
        this.most = most;
        signature.columns().columns().forEach((name, kind) -> writers.put(name, new Values.Writer(kind, ROOM)));
    }

    /** Reads the value of {@code instances} or of {@code inputs}. */
    Batch rows(Format format) throws IOException {
        int rows = format == Format.ROW ? instances() : columns();
        if (rows == 0) {
            throw Refusal.unprocessable(format.asks(), "the list of instances is empty");
        }
        var columns = new LinkedHashMap<String, Values>();
        writers.forEach((name, writer) -> columns.put(name, writer.values()));
        return new Batch(rows, columns);
    }

    private int instances() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(" instead of a list of instances");
        }
        int rows = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireRoom(rows);
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(" instead of an object with the columns " + signature.names());
            }
            Set<String> missing = new LinkedHashSet<>(writers.keySet());
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String column = column(missing);
                parser.nextToken();
                row(column);
            }
            requireNone(missing);
            rows++;
        }
        return rows;
    }

    private int columns() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(" instead of an object with the columns " + signature.names());
        }
        Set<String> missing = new LinkedHashSet<>(writers.keySet());
        String first = null;
        int expected = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String column = column(missing);
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw wrong(" instead of a list of the rows' values");
            }
            int rows = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                requireRoom(rows);
                row(column);
                rows++;
            }
            if (first == null) {
                first = column;
                expected = rows;
            } else if (rows != expected) {
                throw Refusal.unprocessable(
                        JsonField.of(parser),
                        "column %s has %s, and column %s has %d"
                                .formatted(column, Numbers.count(rows, "row"), first, expected));
            }
        }
        requireNone(missing);
        return expected;
    }

    private void requireRoom(int rows) {
        if (rows == most) {
            throw Refusal.unprocessable(
                    JsonField.of(parser),
                    "there are more than %,d instances; send them in several requests".formatted(most));
        }
    }

    /** Returns the column whose name the parser stands at, and ticks it off. */
    private String column(Set<String> missing) throws IOException {
        String column = parser.currentName();
        if (!missing.remove(column)) { // a name that comes twice does not get here
            throw Refusal.unprocessable(
                    JsonField.of(parser),
                    "the model takes no column %s; it takes %s".formatted(column, signature.names()));
        }
        return column;
    }

    private void requireNone(Set<String> missing) {
        if (!missing.isEmpty()) {
            String place = JsonField.of(parser);
            String names = String.join(", ", missing);
            boolean optional = missing.stream().allMatch(name -> kind(name).isRagged());
            throw Refusal.unprocessable(
                    place + "." + missing.iterator().next(),
                    "%s lacks %s %s%s"
                            .formatted(
                                    place,
                                    missing.size() == 1 ? "column" : "the columns",
                                    names,
                                    optional ? "; where a value is missing, send null" : ""));
        }
    }

    /** Reads what one row has in a column. */
    private void row(String column) throws IOException {
        Kind kind = kind(column);
        Values.Writer writer = writers.get(column);
        boolean list = parser.currentToken() == JsonToken.START_ARRAY;
        if (kind.width() != 1 && list) {
            list(column, kind, writer);
        } else if (kind.width() > 1) {
            throw wrong("; column %s takes a list of %d in each row".formatted(column, kind.width()));
        } else if (!(kind.isRagged() && parser.currentToken() == JsonToken.VALUE_NULL)) {
            value(column, kind.dtype(), writer);
        }
        writer.endRow();
    }

    private void list(String column, Kind kind, Values.Writer writer) throws IOException {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            value(column, kind.dtype(), writer);
            count++;
        }
        if (!kind.isRagged() && count != kind.width()) {
            throw Refusal.unprocessable(
                    JsonField.of(parser),
                    "%s has %d value%s; column %s takes %d in each row"
                            .formatted(JsonField.of(parser), count, count == 1 ? "" : "s", column, kind.width()));
        }
    }

    private void value(String column, DType dtype, Values.Writer writer) throws IOException {
        JsonToken token = parser.currentToken();
        if (dtype == DType.STRING ? token != JsonToken.VALUE_STRING : !token.isNumeric()) {
            throw wrong("; column %s takes %s".formatted(column, words(dtype)));
        }
        switch (dtype) {
            case STRING -> writer.text(text(column));
            case INT64 -> {
                if (token != JsonToken.VALUE_NUMBER_INT
                        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw wrongNumber(column, dtype);
                }
                writer.integer(parser.getLongValue());
            }
            case FLOAT32, FLOAT64 -> {
                double number = parser.getDoubleValue();
                if (Double.isInfinite(dtype == DType.FLOAT32 ? (float) number : number)) {
                    throw wrongNumber(column, dtype);
                }
                writer.number(number);
            }
        }
    }

    /** Refuses half a character, which JSON can write: no hash and no vocabulary in UTF-8 could tell it from any other. */
    private String text(String column) throws IOException {
        String text = parser.getText();
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw Refusal.unprocessable(
                    JsonField.of(parser),
                    "%s holds half of a surrogate pair; column %s takes a text"
                            .formatted(JsonField.of(parser), column));
        }
        return text;
    }

    private Kind kind(String column) {
        return signature.columns().columns().get(column);
    }

    private static String words(DType dtype) {
        return switch (dtype) {
            case STRING -> "a text";
            case INT64 -> "a whole number of 64 bits";
            case FLOAT32 -> "a number of 32 bits";
            case FLOAT64 -> "a number of 64 bits";
        };
    }

    private Refusal wrongNumber(String column, DType dtype) throws IOException {
        String field = JsonField.of(parser);
        return Refusal.unprocessable(
                field, "%s is %s; column %s takes %s".formatted(field, parser.getText(), column, words(dtype)));
    }

    private Refusal wrong(String expected) {
        String field = JsonField.of(parser);
        return Refusal.unprocessable(field, field + " is " + JsonField.kind(parser.currentToken()) + expected);
    }
}
