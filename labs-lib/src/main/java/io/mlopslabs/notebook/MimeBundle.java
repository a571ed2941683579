// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One output in several forms, as Jupyter's {@code display_data} message carries it.
 *
 * <p>A front end shows the richest form that it trusts: text formats are strings, images are base64 strings, JSON formats are maps.
 *
 * @param forms MIME type to content, {@code text/plain} always present: what a terminal, a screen reader and an untrusted viewer show
 */
public record MimeBundle(Map<String, Object> forms) {
    public MimeBundle {
        forms = Map.copyOf(forms);
        Objects.requireNonNull(
                forms.get("text/plain"), "a bundle needs text/plain, the form that every viewer can show");
    }

    /** Starts a bundle from its plain-text form. */
    public static MimeBundle ofText(String plain) {
        return new MimeBundle(Map.of("text/plain", plain));
    }

    /** Returns a copy that has {@code content} as its form for {@code mimeType}. */
    public MimeBundle with(String mimeType, Object content) {
        var more = new LinkedHashMap<String, Object>(forms);
        more.put(mimeType, content);
        return new MimeBundle(more);
    }

    /** Returns the plain-text form. */
    public String text() {
        return (String) forms.get("text/plain");
    }
}
