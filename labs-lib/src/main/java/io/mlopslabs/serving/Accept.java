// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.util.List;
import java.util.Locale;

/** Which of the media types on offer a client would like (RFC 9110, section 12.5.1). */
final class Accept {
    private Accept() {}

    /**
     * Returns the type on offer that the header gives most weight, of equal ones the first.
     *
     * @param header the value of {@code Accept}, or null for a client that takes anything
     */
    static String choose(String header, List<String> offers) {
        if (header == null || header.isBlank()) {
            return offers.get(0);
        }
        String best = null;
        double most = 0;
        for (String offer : offers) {
            double weight = weight(header, offer);
            if (weight > most) {
                most = weight;
                best = offer;
            }
        }
        if (best == null) {
            throw Refusal.of(
                    406,
                    "Accept",
                    "this path answers %s; Accept asks for %s".formatted(String.join(" or ", offers), header));
        }
        return best;
    }

    /** Returns the weight of the most specific range that covers the type, 0 where none does. */
    private static double weight(String header, String type) {
        String family = type.substring(0, type.indexOf('/')) + "/*";
        List<String> ranges = List.of("*/*", family, type);
        int closest = -1;
        double weight = 0;
        for (String element : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = element.split(";", -1);
            int precision = ranges.indexOf(parts[0].strip());
            if (precision > closest) {
                closest = precision;
                weight = quality(parts);
            }
        }
        return weight;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
