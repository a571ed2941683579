// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The catalogue of data sets that travel with the library; nothing is downloaded.
 *
 * <p>Each file is checked against its SHA-256 in {@code MANIFEST.json} whenever it is read, and each call reads anew: what one caller does
 * to a table, no other caller sees. The files come from the library's own jar, unless the system property {@code course.datasets}, or else
 * the environment variable {@code COURSE_DATASETS}, names a folder that holds a {@code MANIFEST.json} and the files that it lists.
 *
 * <p>All methods that take a name throw {@link IllegalArgumentException} for a name that is not in the catalogue, and {@link
 * IllegalStateException} if a file is missing, changed or cut short; the message names the file and the next step.
 */
public final class Datasets {
    private Datasets() {}

    /** Returns the names of all data sets, in alphabetical order. */
    public static List<String> names() {
        return Catalogue.current().names();
    }

    /** Returns what to know about a data set before use. */
    public static DatasetCard card(String name) {
        return Catalogue.current().card(name);
    }

    /**
     * Returns a data set of rows and columns, as the file has it.
     *
     * <p>Text is kept to the letter: values of {@code adult} begin with a space and an unknown one is the text {@code " ?"}. Only an empty
     * field is a missing value. {@link #trimmed} gives the view without outer spaces. Same values as pandas {@code read_csv} with
     * {@code keep_default_na=False}.
     *
     * @param name a data set of kind table, such as {@code adult}
     * @return a new table in file order; the caller owns it
     * @throws IllegalArgumentException also if the set holds images, which {@link #images} reads
     */
    public static Table load(String name) {
        return Catalogue.current().load(name);
    }

    /**
     * Returns a table that a data set has beside its own, to be joined to it; read as {@link #load(String)} reads.
     *
     * @param name a data set of several tables, such as {@code nycflights13}
     * @param table a table of it, such as {@code weather}
     * @return a new table in file order; the caller owns it
     * @throws IllegalArgumentException also if the set has no such table; the message names those that it has
     */
    public static Table load(String name, String table) {
        return Catalogue.current().load(name, table);
    }

    /**
     * Returns a data set of images, in the publisher's own division into train and test.
     *
     * @param name a data set of kind images, such as {@code fashion-4k}
     * @return both parts in file order
     * @throws IllegalArgumentException also if the set is a table, which {@link #load(String)} reads
     */
    public static TrainTest<ImageSet> images(String name) {
        return Catalogue.current().images(name);
    }

    /**
     * Returns a copy of a table without white space around its text values.
     *
     * <p>Nothing else changes: {@code " ?"} becomes {@code "?"} and stays a value of its own, a value of spaces only becomes missing, numbers
     * and column names are as they were. Same values as pandas {@code Series.str.strip}.
     */
    public static Table trimmed(Table table) {
        Table view = table.copy();
        for (StringColumn column : table.stringColumns()) {
            StringColumn stripped = StringColumn.create(column.name());
            for (String value : column) {
                // Writing "" may or may not count as missing in Tablesaw 0.44; appendMissing always does.
                if (value.isBlank()) {
                    stripped.appendMissing();
                } else {
                    stripped.append(value.strip());
                }
            }
            view.replaceColumn(column.name(), stripped);
        }
        return view;
    }
}
