// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.tokens;

import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.Kernel;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Row;
import io.mlopslabs.features.transform.RowFunction;
import io.mlopslabs.features.transform.Statistic;
import java.util.List;

/** Runs of tokens, joined: by where they start, then by length. */
record Ngrams(int shortest, int longest, String separator) implements RowFunction {
    Ngrams {
        if (shortest < 1 || longest < shortest) {
            throw new IllegalArgumentException(
                    "takes lengths from 1 up, the shortest first, not %d to %d".formatted(shortest, longest));
        }
    }

    @Override
    public Kind output(List<Kind> inputs) {
        return Kind.ragged(Text.checkTexts(inputs.get(0)).dtype());
    }

    @Override
    public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
        return (row, out) -> {
            int count = row.count(0);
            for (int start = 0; start < count; start++) {
                for (int length = shortest; length <= longest && start + length <= count; length++) {
                    out.text(joined(row, start, length));
                }
            }
        };
    }

    private String joined(Row row, int start, int length) {
        if (length == 1) {
            return row.text(0, start);
        }
        var text = new StringBuilder(row.text(0, start));
        for (int i = start + 1; i < start + length; i++) {
            text.append(separator).append(row.text(0, i));
        }
        return text.toString();
    }

    /** Parts of texts: between runs of white space where {@code separator} is null, else between separators, empty ones too. */
    record Split(String separator) implements RowFunction {
        private static final String SPACES = " \t\n\u000B\f\r"; // as Python splits bytes

        Split {
            if (separator != null && separator.isEmpty()) {
                throw new IllegalArgumentException("takes a separator of 1 character or more");
            }
        }

        @Override
        public Kind output(List<Kind> inputs) {
            return Kind.ragged(Text.checkTexts(inputs.get(0)).dtype());
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> {
                for (int i = 0; i < row.count(0); i++) {
                    String text = row.text(0, i);
                    if (separator == null) {
                        var parts = new java.util.StringTokenizer(text, SPACES);
                        while (parts.hasMoreTokens()) {
                            out.text(parts.nextToken());
                        }
                        continue;
                    }
                    int start = 0;
                    for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, start)) {
                        out.text(text.substring(start, end));
                        start = end + separator.length();
                    }
                    out.text(text.substring(start));
                }
            };
        }
    }

    /** The number of values. */
    record WordCount() implements RowFunction {
        @Override
        public Kind output(List<Kind> inputs) {
            return Kind.scalar(DType.INT64);
        }

        @Override
        public Kernel bind(List<Kind> inputs, List<Statistic> statistics) {
            return (row, out) -> out.integer(row.count(0));
        }
    }
}
