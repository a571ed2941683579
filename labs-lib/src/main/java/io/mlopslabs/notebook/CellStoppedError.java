// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

/**
 * Ends a printing loop whose cell was interrupted.
 *
 * <p>The kernel answers an interrupt by leaving the cell's thread behind, marked as interrupted. A loop that only prints never looks at
 * that mark: it would go on for ever and fill the next cells' output. An error, so that a {@code catch (Exception e)} inside the loop
 * does not swallow it. Nobody sees it: the kernel has already reported the interrupt.
 */
final class CellStoppedError extends Error {
    private static final long serialVersionUID = 1L;

    CellStoppedError() {
        super("the cell was interrupted", null, false, false);
    }
}
