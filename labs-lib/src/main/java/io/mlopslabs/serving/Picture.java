// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import io.mlopslabs.data.GrayImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * An uploaded image: as it came, and in grey as a model sees it.
 *
 * @param shown the image as it was decoded
 * @param gray its brightness
 */
record Picture(BufferedImage shown, GrayImage gray) {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};

    private static final int CHUNK = 12; // bytes of a PNG's chunk without content: length, type, checksum
    private static final int END = 0x49454E44; // IEND

    /**
     * Decodes a PNG or a JPEG, known by its first bytes.
     *
     * @param field what to name in a refusal
     * @param most pixels; counted before anything is decoded
     */
    static Picture decode(byte[] bytes, String field, int most) {
        ImageReader reader = reader(bytes, field);
        if (startsWith(bytes, PNG)) {
            requireEnd(bytes, field);
        }
        var cut = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> cut.set(true));
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(stream, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > most) {
                throw Refusal.tooLarge(
                        field, "the image has %,d x %,d pixels; it may have %,d in all".formatted(width, height, most));
            }
            BufferedImage image = reader.read(0);
            if (cut.get()) {
                throw damaged(field);
            }
            return new Picture(image, GrayImage.of(image));
        } catch (IOException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NegativeArraySizeException broken) {
            throw damaged(field);
        } finally {
            reader.dispose();
        }
    }

    /** Returns the mean brightness, 0 (black) to 1 (white). */
    double brightness() {
        long sum = 0;
        for (int y = 0; y < gray.height(); y++) {
            for (int x = 0; x < gray.width(); x++) {
                sum += gray.at(x, y);
            }
        }
        return sum / 255.0 / gray.width() / gray.height();
    }

    private static ImageReader reader(byte[] bytes, String field) {
        String format = startsWith(bytes, PNG) ? "png" : startsWith(bytes, JPEG) ? "jpeg" : "";
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (format.isEmpty() || !readers.hasNext()) {
            throw Refusal.unsupported(field, "the upload is neither a PNG nor a JPEG image: its first bytes say so");
        }
        return readers.next();
    }

    /** Refuses a PNG without its last chunk: Java's reader is content when the pixels are there, checked or not. */
    private static void requireEnd(byte[] bytes, String field) {
        ByteBuffer file = ByteBuffer.wrap(bytes).position(PNG.length);
        while (file.remaining() >= CHUNK) {
            int length = file.getInt();
            int type = file.getInt();
            if (length < 0 || length > file.remaining() - Integer.BYTES) {
                throw damaged(field);
            }
            if (type == END) {
                return;
            }
            file.position(file.position() + length + Integer.BYTES);
        }
        throw damaged(field);
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || bytes[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static Refusal damaged(String field) {
        return Refusal.unprocessable(field, "the image is damaged or incomplete: it cannot be decoded to its end");
    }
}
