// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import io.mlopslabs.grading.notebook.Cell;
import java.util.List;
import java.util.stream.Collectors;

/** What stands between a cell's {@code BEGIN HIDDEN TESTS} and {@code END HIDDEN TESTS}, and never reaches a released file. */
public final class HiddenTests {
    private HiddenTests() {}

    /** Returns the lines of every hidden region of {@code cell} without their markers; empty if it has none or a region is not closed. */
    public static String of(Cell cell) {
        String[] lines = cell.source().split("\n", -1);
        return Region.of(cell.source(), (line, problem) -> {}).stream()
                .filter(region -> !region.isSolution())
                .map(region -> String.join("\n", List.of(lines).subList(region.begin(), region.end() - 1)))
                .collect(Collectors.joining("\n"));
    }
}
