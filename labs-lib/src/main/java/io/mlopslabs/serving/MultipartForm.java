// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A form with one file, as a browser uploads it: what {@link java.net.http.HttpClient} lacks to call an image route.
 *
 * <p>Send {@link #body()} with the header {@code Content-Type: } {@link #contentType()}. The same file always makes the same bytes: the boundary
 * is the first of a fixed series that does not occur in it.
 *
 * @see "RFC 7578, Returning Values from Forms: multipart/form-data"
 */
public final class MultipartForm {
    private static final String DASHES = "--";
    private static final String LINE = "\r\n";

    private final String boundary;
    private final byte[] head;
    private final byte[] content;

    private MultipartForm(String boundary, byte[] head, byte[] content) {
        this.boundary = boundary;
        this.head = head;
        this.content = content;
    }

    /**
     * Returns the form.
     *
     * @param field name of the form's field, such as {@code image}
     * @param fileName what the file is called; a server need not believe it
     * @param content the file, copied
     * @throws IllegalArgumentException if a name holds a quote or a line break, which would end it early
     */
    public static MultipartForm of(String field, String fileName, byte[] content) {
        requireName("field", field);
        requireName("fileName", fileName);
        byte[] copy = content.clone();
        String text = new String(copy, StandardCharsets.ISO_8859_1);
        int number = 0;
        while (text.contains(boundary(number))) {
            number++;
        }
        String boundary = boundary(number);
        String head = DASHES + boundary + LINE + "Content-Disposition: form-data; name=\"" + field + "\"; filename=\""
                + fileName + "\"" + LINE + "Content-Type: application/octet-stream" + LINE + LINE;
        return new MultipartForm(boundary, head.getBytes(StandardCharsets.UTF_8), copy);
    }

    /** Returns the value of the header {@code Content-Type}. */
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Returns the body, of known length. */
    public BodyPublisher body() {
        byte[] tail = (LINE + DASHES + boundary + DASHES + LINE).getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + content.length + tail.length];
        int at = 0;
        for (byte[] part : List.of(head, content, tail)) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return BodyPublishers.ofByteArray(all);
    }

    private static String boundary(int number) {
        return "mlopslabs-" + number + "-form";
    }

    private static void requireName(String what, String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '"' || c == '\r' || c == '\n')) {
            throw new IllegalArgumentException(
                    "%s is '%s'; a name is not empty and holds no quote and no line break".formatted(what, name));
        }
    }
}
