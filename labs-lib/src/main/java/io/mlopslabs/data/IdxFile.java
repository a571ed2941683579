// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * One gzipped file in MNIST's idx format: a magic number, the lengths as big-endian integers, then unsigned bytes.
 *
 * @see "LeCun, Cortes and Burges, The MNIST database of handwritten digits, section on file formats"
 */
record IdxFile(String file, String nextStep) {
    private static final int IMAGES = 0x0803; // unsigned bytes, three lengths
    private static final int LABELS = 0x0801; // unsigned bytes, one length
    private static final int CHUNK = 1 << 16;

    List<GrayImage> images(byte[] gzip) {
        ByteBuffer content = content(gzip, IMAGES, 16, "images");
        int count = content.getInt(4);
        int height = content.getInt(8);
        int width = content.getInt(12);
        if (count < 1 || height < 1 || width < 1) {
            throw broken("promises %d images of %d x %d".formatted(count, width, height));
        }
        long size = (long) width * height;
        requireCount(content.limit() - 16, size, count, "images");
        List<GrayImage> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[(int) size];
            content.get(16 + i * pixels.length, pixels);
            images.add(GrayImage.of(width, height, pixels));
        }
        return images;
    }

    int[] labels(byte[] gzip) {
        ByteBuffer content = content(gzip, LABELS, 8, "labels");
        int count = content.getInt(4);
        requireCount(content.limit() - 8, 1, count, "labels");
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = Byte.toUnsignedInt(content.get(8 + i));
        }
        return labels;
    }

    private ByteBuffer content(byte[] gzip, int magic, int header, String what) {
        ByteBuffer content = ByteBuffer.wrap(inflate(gzip));
        if (content.limit() < header) {
            throw broken("is cut short inside its header of %d bytes".formatted(header));
        }
        if (content.getInt(0) != magic) {
            throw broken(
                    "is no idx file of %s: it begins with %08x, not %08x".formatted(what, content.getInt(0), magic));
        }
        return content;
    }

    /** All bytes up to where the stream ends, even too early, so that the message can say how much is there. */
    private byte[] inflate(byte[] gzip) {
        var content = new ByteArrayOutputStream();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                content.write(chunk, 0, n);
            }
        } catch (EOFException tooEarly) {
            return content.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("%s is no readable gzip file; %s".formatted(file, nextStep), e);
        }
        return content.toByteArray();
    }

    private void requireCount(int payload, long size, int promised, String what) {
        long found = payload / size;
        if (found < promised) {
            throw broken("is cut short: %d %s expected, %d found".formatted(promised, what, found));
        }
        if (found > promised || payload % size != 0) {
            throw broken("goes on after the %d %s that it promises".formatted(promised, what));
        }
    }

    private IllegalStateException broken(String what) {
        return new IllegalStateException("%s %s; %s".formatted(file, what, nextStep));
    }
}
