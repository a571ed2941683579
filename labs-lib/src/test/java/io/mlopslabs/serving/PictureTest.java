// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.mlopslabs.data.GrayImage;
import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PictureTest {
    static final int MANY = 1 << 20;
    static final List<String> FILES = List.of(
            "PNG, gray",
            "PNG, palette",
            "PNG, colour and alpha on black",
            "JPEG, gray",
            "JPEG, colour halved",
            "JPEG, progressive");

    static byte[] file(String name) {
        return Golden.read("serving/gray").cases().stream()
                .filter(one -> one.name().equals(name))
                .map(PictureTest::file)
                .findFirst()
                .orElseThrow();
    }

    static byte[] file(Case one) {
        return Base64.getDecoder().decode(one.text("file", ""));
    }

    static byte[] png(GrayImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image.toBufferedImage(), "png", bytes);
        return bytes.toByteArray();
    }

    static Refusal refused(byte[] bytes) {
        return catchThrowableOfType(Refusal.class, () -> Picture.decode(bytes, "image", MANY));
    }

    static int[][] rows(GrayImage image) {
        int[][] rows = new int[image.height()][image.width()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                rows[y][x] = image.at(x, y);
            }
        }
        return rows;
    }

    @TestFactory
    Stream<DynamicTest> is_as_bright_as_Pillow_says() {
        return Golden.read("serving/gray")
                .tests(Map.of(
                        "PIL.Image.convert('L')",
                        one -> rows(Picture.decode(file(one), "image", MANY).gray())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void gives_back_the_pixels_of_a_gray_image_that_Java_wrote(long seed) throws IOException {
        byte[] pixels = new byte[31 * 17];
        new SplittableRandom(seed).nextBytes(pixels);
        GrayImage image = GrayImage.of(31, 17, pixels);
        assertThat(Picture.decode(png(image), "image", MANY).gray()).isEqualTo(image);
    }

    @Test
    void tells_the_mean_brightness() throws IOException {
        GrayImage image = GrayImage.of(2, 2, new byte[] {0, (byte) 255, 51, 0});
        assertThat(Picture.decode(png(image), "image", MANY).brightness())
                .isCloseTo((1 + 0.2) / 4, within(1e-12)); // two divisions
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "GIF89a and more", "%PDF-1.4", "\u0089PNG", "<svg xmlns='http://www.w3.org/2000/svg'/>"
            })
    void refuses_what_does_not_begin_like_an_image(String text) {
        Refusal refusal = refused(text.getBytes(ISO_8859_1));
        assertThat(refusal).hasMessage("the upload is neither a PNG nor a JPEG image: its first bytes say so");
        assertThat(refusal.status()).isEqualTo(415);
        assertThat(refusal.field()).isEqualTo("image");
    }

    @Test
    void refuses_every_cut_of_an_image() {
        for (String name : FILES) {
            byte[] whole = file(name);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                Refusal refusal = refused(cut);
                assertThat(refusal)
                        .as("%s, %d bytes of %d", name, length, whole.length)
                        .isNotNull();
                assertThat(refusal.status()).isIn(415, 422);
            }
        }
    }

    @Test
    void says_of_a_cut_image_that_it_is_incomplete() {
        byte[] whole = file("PNG, gray");
        Refusal refusal = refused(Arrays.copyOf(whole, whole.length - 30));
        assertThat(refusal).hasMessage("the image is damaged or incomplete: it cannot be decoded to its end");
        assertThat(refusal.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answers_damaged_images_with_a_refusal_or_a_picture(long seed) {
        var random = new SplittableRandom(seed);
        for (String name : FILES) {
            byte[] whole = file(name);
            for (int i = 0; i < 200; i++) {
                byte[] damaged = whole.clone();
                for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }
                try {
                    assertThat(Picture.decode(damaged, "image", MANY).gray().width())
                            .isPositive();
                } catch (Refusal refusal) {
                    assertThat(refusal.status()).isIn(413, 415, 422);
                }
            }
        }
    }

    /** A file of 45 bytes that would need 14 GB: the size is read before anything is decoded. */
    @Test
    void counts_pixels_before_it_decodes_them() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Picture.decode(pngHeader(60_000, 60_000), "image", MANY))
                .withMessage("the image has 60,000 x 60,000 pixels; it may have 1,048,576 in all")
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(413));
        assertThat(refused(pngHeader(Integer.MAX_VALUE, Integer.MAX_VALUE)).status())
                .isEqualTo(413);
        assertThat(refused(pngHeader(0, 10)).status()).isEqualTo(422);
    }

    @Test
    void takes_an_image_of_just_so_many_pixels() throws IOException {
        byte[] png = png(GrayImage.of(4, 3, new byte[12]));
        assertThat(Picture.decode(png, "image", 12).gray().width()).isEqualTo(4);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Picture.decode(png, "image", 11));
    }

    private static byte[] pngHeader(int width, int height) {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 0, 0, 0, 0})
                .array();
        var crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(45)
                .putLong(0x89504E470D0A1A0AL)
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .putInt(0)
                .putLong(0x49454E44AE426082L)
                .array();
    }
}
