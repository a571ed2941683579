// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a path of features as TFDV does for the names of domains and the keys of anomalies. */
public final class PathText {
    private static final Pattern PLAIN_STEP = Pattern.compile("\\([^()]*\\)|[^().']+", Pattern.DOTALL);

    private PathText() {}

    /** Returns the steps joined by dots, a step with a dot, quote or parenthesis in single quotes. */
    public static String of(List<String> steps) {
        return steps.stream().map(PathText::step).collect(Collectors.joining("."));
    }

    private static String step(String step) {
        return PLAIN_STEP.matcher(step).matches() ? step : "'" + step.replace("'", "''") + "'";
    }
}
