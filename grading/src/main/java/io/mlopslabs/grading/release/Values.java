// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import java.util.regex.Pattern;

/** Arguments and results as YAML, JSON and Java write them, brought to one form: {@code [[1,2],true,NaN]}. */
final class Values {
    private static final Pattern NEW_ARRAY = Pattern.compile("new[A-Za-z]+(?:\\[])+(?=[{\\[])");
    private static final Pattern QUALIFIER = Pattern.compile("(?:Double|Float)\\.");
    private static final Pattern WHOLE = Pattern.compile("(?<=\\d)\\.0(?!\\d)");
    private static final Pattern SUFFIX = Pattern.compile("(?<=\\d)[dDfFL](?![\\w.])");

    private Values() {}

    /** Returns compact text with arrays in square brackets, strings without quotes and whole numbers without a fraction. */
    static String normal(String compact) {
        String arrays =
                NEW_ARRAY.matcher(compact).replaceAll("").replace('{', '[').replace('}', ']');
        String names = QUALIFIER.matcher(arrays).replaceAll("").replace("POSITIVE_INFINITY", "Infinity");
        String plain = SUFFIX.matcher(WHOLE.matcher(names).replaceAll("")).replaceAll("");
        return plain.replace("\"", "").replace("'", "");
    }
}
