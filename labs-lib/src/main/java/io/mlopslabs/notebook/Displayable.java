// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

/** Something that a notebook can show in several forms at once, such as a chart or a report. */
public interface Displayable {
    /** Returns every form of this object, the plain text always among them. */
    MimeBundle bundle();
}
