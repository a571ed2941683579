// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.evaluation;

/** Which points of a threshold curve are kept; scikit-learn's {@code drop_intermediate}. */
public enum Points {
    /** One for each score that occurs. */
    ALL,
    /** Those a drawing needs: a point that lies on the line between its neighbours is left out. Areas are the same. */
    CORNERS
}
