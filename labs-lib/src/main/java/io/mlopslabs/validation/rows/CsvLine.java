// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.rows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one line of a CSV file, and what makes it unreadable, if anything does.
 *
 * <p>TFDV's conventions: a line is a row, so a quoted field holds no line break; a doubled quote is a quote; empty and {@code ""} are missing.
 *
 * @param fields null where missing; text that is not UTF-8 has replacement characters
 * @param badEncoding places of the fields that are not UTF-8
 * @param openQuote tells whether the line ends inside quotes
 */
record CsvLine(List<String> fields, List<Integer> badEncoding, boolean openQuote) {
    private static final byte QUOTE = '"';

    static CsvLine parse(byte[] line, int length, char delimiter) {
        List<String> fields = new ArrayList<>();
        List<Integer> bad = new ArrayList<>();
        var field = new ByteArrayOutputStream();
        boolean inside = false;
        boolean atStart = true;
        for (int i = 0; i < length; i++) {
            byte b = line[i];
            if (inside && b == QUOTE && i + 1 < length && line[i + 1] == QUOTE) {
                field.write(b);
                i++;
            } else if (inside && b == QUOTE) {
                inside = false;
            } else if (!inside && b == QUOTE && atStart) {
                inside = true;
                atStart = false;
            } else if (!inside && b == delimiter) {
                end(field, fields, bad);
                atStart = true;
            } else {
                field.write(b);
                atStart = false;
            }
        }
        end(field, fields, bad);
        return new CsvLine(fields, bad, inside);
    }

    private static void end(ByteArrayOutputStream field, List<String> fields, List<Integer> bad) {
        byte[] bytes = field.toByteArray();
        field.reset();
        if (bytes.length == 0) {
            fields.add(null);
            return;
        }
        try {
            fields.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            bad.add(fields.size());
            fields.add(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
