// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import io.mlopslabs.validation.proto.Schema;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Schemas in files: {@code schema.pbtxt} as TFDV writes and reads it, the wire format, and JSON.
 *
 * <p>The end of the file's name says which form it is; see {@link MessageFile}. The text is made to be put under version control and read in
 * review. TFDV's Python prints {@code 1.0} where we print {@code 1.0} too, C++ prints {@code 1}: compare messages, not characters.
 *
 * <p>Same as TFDV {@code load_schema_text} and {@code write_schema_text}; a field given twice is refused, as Python does.
 */
public final class SchemaFile {
    private SchemaFile() {}

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException if the file holds no schema, or a field that we do not know; names file, line, column and field
     * @throws IOException if the file cannot be read
     */
    public static Schema read(Path file) throws IOException {
        return MessageFile.read(file, Schema.getDefaultInstance());
    }

    /**
     * Writes a schema; an old file of that name is replaced.
     *
     * @throws IllegalArgumentException if it has fields that we do not know and the form is not the wire format
     * @throws IOException if the file cannot be written
     */
    public static void write(Schema schema, Path file) throws IOException {
        MessageFile.write(schema, file);
    }

    /** Returns the schema that {@code schema.pbtxt} would hold; errors name {@code text} instead of a file. */
    public static Schema parse(String text) {
        return MessageText.parse(text, Schema.getDefaultInstance(), "text");
    }

    /** Returns what {@link #write} puts into {@code schema.pbtxt}. */
    public static String toText(Schema schema) {
        return MessageText.print(schema);
    }
}
