// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import io.mlopslabs.validation.report.DataReport;

/** The forms of a report on data; validation cannot know how a notebook shows things. A class of its own for the reason of {@link TableForm}. */
final class ReportForm {
    private ReportForm() {}

    /** Returns the forms of {@code value}, {@code null} if it is no report. */
    static MimeBundle of(Object value) {
        return value instanceof DataReport report
                ? MimeBundle.ofText(report.text()).with("text/html", report.html())
                : null;
    }
}
