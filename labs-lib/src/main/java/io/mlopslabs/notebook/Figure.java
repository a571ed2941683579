// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.Set;

/** The data of a chart, and how it is drawn and told. */
sealed interface Figure permits PointFigure, BarFigure, HistogramFigure, HeatMapFigure, ImageGridFigure, BoxFigure {
    /** What a writer may add to a chart where it has a meaning. */
    enum Addition {
        AXIS_LABEL,
        X_REFERENCE,
        Y_REFERENCE
    }

    /** The size of a drawing in pixels. */
    record Extent(double width, double height) {}

    /** Returns what a person calls such a chart, with its article. */
    String kind();

    Set<Addition> additions();

    /** Draws from (0, 0) on, over a panel that the caller has filled or will fill, and returns how far it came. */
    Extent draw(Canvas canvas, Labels labels);

    /** Returns sentences for someone who cannot see the drawing: ranges, counts, extremes, what is missing. */
    String describe(Labels labels);
}
