// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * One grey image: {@code width} by {@code height} pixels of brightness 0 (black) to 255 (white).
 *
 * <p>Immutable, so that it can be shared between threads and data sets. Pixels are kept row by row, from the top left. {@code x} counts
 * columns to the right and {@code y} counts rows down, both from 0. Two images are equal when their sizes and all pixels are.
 *
 * <p>Says nothing about gamma: a value is what the file holds, as in {@code numpy.asarray} of a Pillow image in mode {@code L}.
 */
public final class GrayImage {
    private static final float WHITE = 255f;

    private final int width;
    private final int height;
    private final byte[] pixels;

    private GrayImage(int width, int height, byte[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /**
     * Returns the image with these pixels.
     *
     * <p>A byte is read as unsigned: {@code (byte) 200} is brightness 200. The array is copied.
     *
     * @param width columns, 1 or more
     * @param height rows, 1 or more
     * @param pixels {@code width * height} values, row by row from the top left
     * @throws IllegalArgumentException if a side is below 1 or the number of pixels differs
     */
    public static GrayImage of(int width, int height, byte[] pixels) {
        requireSides(width, height);
        if ((long) width * height != pixels.length) {
            throw new IllegalArgumentException("an image of %d x %d needs %d pixels; pixels has %d"
                    .formatted(width, height, (long) width * height, pixels.length));
        }
        return new GrayImage(width, height, pixels.clone());
    }

    /**
     * Returns the brightness of a picture: Pillow's {@code convert("L")}, ITU-R 601-2 luma.
     *
     * <p>A grey picture keeps its values, the upper 8 bits of 16. What is transparent lets black shine through.
     */
    public static GrayImage of(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        byte[] pixels = new byte[width * height];
        if (picture.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            // Not through getRGB: Java's grey is linear, and the conversion to sRGB would change the values.
            Raster raster = picture.getRaster();
            int shift = picture.getSampleModel().getSampleSize(0) - 8;
            boolean alpha = raster.getNumBands() > 1;
            for (int i = 0; i < pixels.length; i++) {
                int value = raster.getSample(i % width, i / width, 0) >> shift;
                pixels[i] = (byte) (alpha ? value * (raster.getSample(i % width, i / width, 1) >> shift) / 255 : value);
            }
            return new GrayImage(width, height, pixels);
        }
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (byte) luminance(row[x]);
            }
        }
        return new GrayImage(width, height, pixels);
    }

    private static int luminance(int argb) {
        int red = argb >> 16 & 0xff;
        int green = argb >> 8 & 0xff;
        int blue = argb & 0xff;
        int luma = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
        return luma * (argb >>> 24) / 255;
    }

    /** Returns the number of columns, 1 or more. */
    public int width() {
        return width;
    }

    /** Returns the number of rows, 1 or more. */
    public int height() {
        return height;
    }

    /**
     * Returns the brightness of one pixel, in 0 (black) to 255 (white).
     *
     * @param x column from the left, from 0
     * @param y row from the top, from 0
     * @throws IndexOutOfBoundsException if the pixel lies outside the image
     */
    public int at(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException(
                    "pixel (%d, %d) lies outside the image of %d x %d".formatted(x, y, width, height));
        }
        return Byte.toUnsignedInt(pixels[y * width + x]);
    }

    /**
     * Returns the part of this image whose top left pixel is {@code (x, y)}.
     *
     * <p>Same part as NumPy's {@code image[y:y+height, x:x+width]}, except that a part that sticks out is an error and is not cut short.
     *
     * @param width columns of the part, 1 or more
     * @param height rows of the part, 1 or more
     * @throws IllegalArgumentException if a side is below 1
     * @throws IndexOutOfBoundsException if the part sticks out of the image
     */
    public GrayImage crop(int x, int y, int width, int height) {
        requireSides(width, height);
        if (x < 0 || y < 0 || x > this.width - width || y > this.height - height) {
            throw new IndexOutOfBoundsException("a crop of %d x %d at (%d, %d) sticks out of the image of %d x %d"
                    .formatted(width, height, x, y, this.width, this.height));
        }
        byte[] part = new byte[width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(pixels, (y + row) * this.width + x, part, row * width, width);
        }
        return new GrayImage(width, height, part);
    }

    /**
     * Returns this image at a fraction of its size: each pixel is the mean of a square of {@code factor} by {@code factor} pixels.
     *
     * <p>A mean that ends in a half is rounded up. Same pixels as Pillow's {@code Image.reduce}, except that sides that leave a remainder are
     * an error and are not filled up.
     *
     * @param factor 1 or more; divides width and height
     * @throws IllegalArgumentException if it does not
     */
    public GrayImage reduced(int factor) {
        if (factor < 1 || width % factor != 0 || height % factor != 0) {
            throw new IllegalArgumentException(
                    "factor is %d; it divides both sides of the image of %d x %d".formatted(factor, width, height));
        }
        int columns = width / factor;
        byte[] means = new byte[columns * (height / factor)];
        for (int i = 0; i < means.length; i++) {
            int sum = 0;
            for (int k = 0; k < factor * factor; k++) {
                sum += at(i % columns * factor + k % factor, i / columns * factor + k / factor);
            }
            means[i] = (byte) ((2 * sum + factor * factor) / (2 * factor * factor));
        }
        return new GrayImage(columns, height / factor, means);
    }

    /**
     * Returns the pixels divided by 255, row by row from the top left: black is 0, white is 1.
     *
     * <p>Same numbers as torchvision's {@code ToTensor} for one grey image. A new array at each call.
     */
    public float[] normalized() {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedInt(pixels[i]) / WHITE;
        }
        return values;
    }

    /** Returns a new picture of type {@link BufferedImage#TYPE_BYTE_GRAY} whose raster holds these pixels unchanged. */
    public BufferedImage toBufferedImage() {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        // Straight into the raster: setRGB would convert from sRGB to Java's linear grey and change the values.
        picture.getRaster().setDataElements(0, 0, width, height, pixels);
        return picture;
    }

    /** Returns the image as the bytes of a PNG file that holds these pixels unchanged. */
    public byte[] toPng() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(toBufferedImage(), "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes every byte", impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GrayImage that
                && width == that.width
                && height == that.height
                && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(pixels);
    }

    @Override
    public String toString() {
        return "GrayImage " + width + " x " + height;
    }

    private static void requireSides(int width, int height) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    "an image has at least 1 column and 1 row; asked for %d x %d".formatted(width, height));
        }
    }
}
