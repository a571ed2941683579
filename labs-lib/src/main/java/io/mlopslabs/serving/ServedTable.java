// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.serving.PredictBody.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A loaded model of rows: the columns of a table in, the probability of each of two classes out. */
record ServedTable(TabularModel model) implements Servable {
    /** The most features of all rows of a request together, 32 MiB: one-hot columns of a large vocabulary would else fill the memory. */
    private static final int MOST_NUMBERS = 1 << 22;

    /** Where operations say the row, counted from 0: after the column that they name, or first. */
    private static final Pattern ROW = Pattern.compile("(.*?)[,:] row (\\d+)[,:] .*", Pattern.DOTALL);

    /**
     * What became of a request.
     *
     * @param features of each row, as the model took them
     * @param probabilities of class 0 and class 1 of each row
     */
    record Answers(List<double[]> features, List<double[]> probabilities) {}

    @Override
    public List<String> classNames() {
        return model.classNames();
    }

    @Override
    public Signature.Table signature() {
        return new Signature.Table(model.graph().inputs());
    }

    @Override
    public void tryOut(Path folder) {
        ExampleRows.check(this, folder);
    }

    /** Returns how many rows of at most {@code limit} one request may have: fewer where each becomes very many numbers. */
    int mostRows(int limit) {
        return Math.min(limit, Math.max(1, MOST_NUMBERS / model.model().coef().length));
    }

    Answers answers(PredictBody<Batch> asked) {
        try {
            double[][] features = model.features(asked.instances());
            return new Answers(List.of(features), List.of(model.probabilities(features)));
        } catch (IllegalArgumentException refused) {
            throw Refusal.unprocessable(field(asked.format(), refused.getMessage()), refused.getMessage());
        }
    }

    /** Returns the place in the request that an operation's message names, as closely as it does. */
    private String field(Format format, String message) {
        Matcher row = ROW.matcher(message);
        if (!row.matches()) {
            return format.asks();
        }
        String named = row.group(1).replaceFirst("^.*? of column ", "");
        String column = model.graph().inputs().columns().containsKey(named) ? "." + named : "";
        String index = "[" + row.group(2) + "]";
        if (format == Format.ROW) {
            return format.asks() + index + column;
        }
        return column.isEmpty() ? format.asks() : format.asks() + column + index;
    }

    /** Does nothing: what it holds is the garbage collector's. */
    @Override
    public void close() {}
}
