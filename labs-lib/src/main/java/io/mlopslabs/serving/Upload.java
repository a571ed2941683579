// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import java.nio.ByteBuffer;
import java.util.List;
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
            List<MultiPart.Part> found = parts.getAll(name);
            if (found.size() != 1) {
                throw Refusal.unprocessable(
                        name,
                        "the form has %s part named \"%s\"; it has one, the file"
                                .formatted(found.isEmpty() ? "no" : "more than one", name));
            }
            ByteBuffer bytes = Content.Source.asByteBuffer(found.get(0).getContentSource());
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
}
