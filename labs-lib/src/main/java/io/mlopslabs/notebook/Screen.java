// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

/** Where displays go: a notebook, which can change what it shows, or a terminal, which can only add lines. */
interface Screen {
    /** Shows {@code value} in the richest form that this screen has for it. */
    void show(Object value);

    /** Shows {@code bundle} so that {@link #update} can replace it. */
    void show(String id, MimeBundle bundle);

    /** Replaces what {@link #show(String, MimeBundle)} showed under {@code id}. */
    void update(String id, MimeBundle bundle);

    /** Returns whether {@link #update} replaces in place; where it does not, it adds a line. */
    boolean replaces();
}
