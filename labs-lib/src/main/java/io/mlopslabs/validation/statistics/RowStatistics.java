// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.statistics;

import io.mlopslabs.statistics.Accumulator;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The statistics of a table of texts, row by row. */
record RowStatistics(List<String> names, StatsOptions options)
        implements Accumulator<List<String>, DatasetState, DatasetFeatureStatisticsList> {
    @Override
    public DatasetState create() {
        return DatasetState.ofTexts(names, options);
    }

    @Override
    public DatasetState add(DatasetState state, List<String> row) {
        if (row.size() != names.size()) {
            throw new IllegalArgumentException(
                    "the row " + row + " has " + row.size() + " cells; the columns are " + names);
        }
        var batch = new CellBatch(names.size(), 1);
        var bytes = new ByteArrayOutputStream();
        int[] starts = new int[names.size()];
        int[] lengths = new int[names.size()];
        for (int column = 0; column < starts.length; column++) {
            starts[column] = bytes.size();
            String cell = row.get(column);
            if (cell != null) {
                bytes.writeBytes(cell.getBytes(StandardCharsets.UTF_8));
            }
            lengths[column] = bytes.size() - starts[column];
        }
        batch.add(0, starts, lengths);
        try {
            state.addTexts(bytes.toByteArray(), batch);
        } catch (DatasetState.CellException cell) {
            throw new IllegalArgumentException(
                    "column '" + names.get(cell.column) + "' of the row " + row + ": " + cell.getMessage(), cell);
        }
        return state;
    }

    @Override
    public DatasetState merge(DatasetState left, DatasetState right) {
        left.merge(right);
        return left;
    }

    @Override
    public DatasetFeatureStatisticsList extract(DatasetState state) {
        state.notOfType().ifPresent(cell -> {
            throw new IllegalArgumentException(
                    "column '%s': '%s' is no %s, which the schema asks for; mend the rows, or let the types be inferred from the values"
                            .formatted(names.get(cell.column()), cell.text(), cell.type()));
        });
        return state.message();
    }
}
