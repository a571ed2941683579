// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.mlopslabs.data.ImageFolder.Reason;
import io.mlopslabs.data.ImageFolder.Rejected;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageFolderTest {
    @TempDir
    Path temporary;

    private static GrayImage image(int width, int height, long seed) {
        byte[] pixels = new byte[width * height];
        new SplittableRandom(seed).nextBytes(pixels);
        return GrayImage.of(width, height, pixels);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = temporary.resolve("pets").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static byte[] jpeg(int side) throws IOException {
        var picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var random = new SplittableRandom(1);
        for (int i = 0; i < side * side; i++) {
            picture.setRGB(i % side, i / side, random.nextInt());
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }

    @Test
    void reads_classes_and_files_in_the_order_of_their_names() throws IOException {
        write("dogs/1.png", image(4, 3, 1).toPng());
        write("cats/b.png", image(4, 3, 2).toPng());
        write("cats/a.png", image(4, 3, 3).toPng());
        ImageFolder pets = ImageFolder.read(temporary.resolve("pets"));
        assertThat(pets.files()).containsExactly("cats/a.png", "cats/b.png", "dogs/1.png");
        assertThat(pets.images().classNames()).containsExactly("cats", "dogs");
        assertThat(pets.images().labels()).containsExactly(0, 0, 1);
        assertThat(pets.images().images()).containsExactly(image(4, 3, 3), image(4, 3, 2), image(4, 3, 1));
        assertThat(pets.counts()).isEqualTo(Map.of("cats", 2, "dogs", 1));
        assertThat(pets.rejected()).isEmpty();
        assertThat(pets).hasToString("pets: kept 3 of 3 files, {cats=2, dogs=1}");
    }

    @Test
    void reads_what_was_written_pixel_by_pixel() {
        ImageSet set = ImageSet.of(
                "pets",
                List.of(image(2, 2, 1), image(2, 2, 2), image(2, 2, 3)),
                new int[] {1, 0, 1},
                List.of("cat", "dog"));
        Path folder = temporary.resolve("written");
        ImageFolder.write(set, folder);
        ImageFolder read = ImageFolder.read(folder);
        assertThat(read.files()).containsExactly("cat/00001.png", "dog/00000.png", "dog/00002.png");
        assertThat(read.images().images()).containsExactly(set.image(1), set.image(0), set.image(2));
        assertThat(read.images().labels()).containsExactly(0, 1, 1);
    }

    @Test
    void names_every_file_that_is_no_row_and_says_why() throws IOException {
        byte[] png = image(32, 32, 1).toPng();
        byte[] jpeg = jpeg(32);
        write("cats/1.png", png);
        write("cats/2.jpg", jpeg);
        write("cats/empty.png", new byte[0]);
        write("cats/cut.png", Arrays.copyOf(png, png.length / 2));
        write("cats/cut.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        write("cats/text.jpg", "not an image".getBytes(StandardCharsets.UTF_8));
        write("cats/small.png", image(8, 9, 1).toPng());
        write("cats/more/3.png", png);
        write("Thumbs.db", new byte[] {1});
        ImageFolder pets = ImageFolder.read(temporary.resolve("pets"));
        assertThat(pets.files()).containsExactly("cats/1.png", "cats/2.jpg");
        assertThat(pets.rejected())
                .extracting(Rejected::file, Rejected::reason)
                .containsExactly(
                        tuple("Thumbs.db", Reason.NO_CLASS),
                        tuple("cats/cut.jpg", Reason.DAMAGED),
                        tuple("cats/cut.png", Reason.DAMAGED),
                        tuple("cats/empty.png", Reason.EMPTY),
                        tuple("cats/more/3.png", Reason.NO_CLASS),
                        tuple("cats/small.png", Reason.OTHER_SIZE),
                        tuple("cats/text.jpg", Reason.NOT_AN_IMAGE));
        assertThat(pets).hasToString("""
                        pets: kept 2 of 9 files, {cats=2}
                          Thumbs.db: lies in no folder of a class
                          cats/cut.jpg: damaged or cut short: it cannot be decoded to its end
                          cats/cut.png: damaged or cut short: it cannot be decoded to its end
                          cats/empty.png: 0 bytes
                          cats/more/3.png: lies in a folder inside that of a class
                          cats/small.png: 8 x 9, where most pictures are 32 x 32
                          cats/text.jpg: no image by its first bytes, whatever its name""");
    }

    @Test
    void takes_the_first_of_two_sizes_that_are_equally_frequent() throws IOException {
        write("cats/1.png", image(4, 3, 1).toPng());
        write("cats/2.png", image(5, 3, 1).toPng());
        ImageFolder pets = ImageFolder.read(temporary.resolve("pets"));
        assertThat(pets.files()).isEqualTo(List.of("cats/1.png"));
    }

    @Test
    void refuses_a_class_without_a_usable_picture() throws IOException {
        write("cats/1.png", image(4, 3, 1).toPng());
        write("dogs/1.png", new byte[0]);
        Path pets = temporary.resolve("pets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(pets))
                .withMessage("the class dogs in %s has no usable picture; dogs/1.png: 0 bytes", pets);
        Files.delete(pets.resolve("dogs/1.png"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(pets))
                .withMessage("the class dogs in %s has no usable picture: the folder is empty", pets);
    }

    @Test
    void refuses_a_folder_that_is_not_there_or_has_no_classes() throws IOException {
        Path none = temporary.resolve("none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(none))
                .withMessage("there is no folder %s to read pictures from", none);
        Path flat = write("1.png", image(4, 3, 1).toPng()).getParent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(flat))
                .withMessage("%s has no folder in it; there is one for each class", flat);
    }
}
