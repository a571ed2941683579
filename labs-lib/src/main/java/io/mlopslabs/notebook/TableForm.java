// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import tech.tablesaw.api.Table;

/** The forms of a Tablesaw table; a class of its own so that Tablesaw is loaded with the first table and not before. */
final class TableForm {
    private TableForm() {}

    /** Returns the forms of {@code value}, {@code null} if it is no table. */
    static MimeBundle of(Object value) {
        return value instanceof Table table ? Tables.of(table).bundle() : null;
    }
}
