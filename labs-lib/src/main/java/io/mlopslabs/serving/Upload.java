// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;

/** The one file of a multipart form (RFC 7578). */
final class Upload {
    private Upload() {}

    /** Returns the bytes of the part of this name. */
    static byte[] part(String contentType, byte[] body, String name) {
        if (MultiPart.extractBoundary(contentType) == null) {
            throw Refusal.malformed("", "the Content-Type multipart/form-data names no boundary");
        }
        var config = new MultiPartConfig.Builder()
                .maxMemoryPartSize(body.length)
                .maxPartSize(body.length)
                .maxParts(32)
                .useFilesForPartsWithoutFileName(false)
                .build();
        try (MultiPartFormData.Parts parts = MultiPartFormData.getParts(
                Content.Source.from(ByteBuffer.wrap(body)), new Attributes.Mapped(), contentType, config)) {
            if (parts.size() != 1 || !name.equals(parts.get(0).getName())) {
                throw Refusal.unprocessable(
                        name,
                        "the form has the parts %s; it has one, the file, named \"%s\"".formatted(names(parts), name));
            }
            ByteBuffer bytes = Content.Source.asByteBuffer(parts.get(0).getContentSource());
            byte[] part = new byte[bytes.remaining()];
            bytes.get(part);
            return part;
        } catch (Refusal refusal) {
            throw refusal;
        } catch (Exception broken) {
            throw Refusal.malformed(
                    "", "the body is not multipart/form-data with the boundary that its Content-Type names");
        }
    }

    private static String names(MultiPartFormData.Parts parts) {
        return StreamSupport.stream(parts.spliterator(), false)
                .map(part -> '"' + part.getName() + '"')
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
