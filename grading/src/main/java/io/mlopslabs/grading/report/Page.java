// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mlopslabs.grading.notebook.PlainText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page of HTML that can do nothing but be read: no script, no form, no request, and a policy that forbids them.
 *
 * <p>Whatever comes from a learner goes through {@link #text} and stays text.
 */
final class Page {
    private static final int LONGEST = 100_000;
    private static final String STYLE = """
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            table { border-collapse: collapse; margin: 1rem 0; }
            th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem; border-bottom: 1px solid; }
            td.number { text-align: right; white-space: nowrap; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.6rem; border-left: 0.25rem solid; }
            section { margin-top: 2.5rem; }
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    Page(String title) {
        this.title = title;
        body.append("<h1>").append(text(title)).append("</h1>\n");
    }

    /** Appends markup of our own. */
    Page add(String markup) {
        body.append(markup).append('\n');
        return this;
    }

    Page paragraph(String text) {
        return add("<p>" + text(text) + "</p>");
    }

    /** Appends a heading and the text below it, as it was typed. */
    Page block(String heading, String text) {
        return add("<h3>" + text(heading) + "</h3>").add("<pre>" + text(text) + "</pre>");
    }

    /** Returns {@code text} with every sign that markup is made of escaped. */
    static String text(String text) {
        return PlainText.of(text, LONGEST)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    byte[] bytes() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(hash(), text(title), STYLE, body).getBytes(UTF_8);
    }

    private static String hash() {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
