// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mlopslabs.data.ImageFolder.Refused;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ImageFolderTest {
    private static final ImageSet SET =
            ImageSet.of("pets", List.of(grey(1), grey(200), grey(255)), new int[] {1, 0, 1}, List.of("Cat", "Dog"));

    @TempDir
    private Path folder;

    @BeforeEach
    void write() {
        ImageFolder.write(SET, folder);
    }

    private static GrayImage grey(int level) {
        return GrayImage.of(2, 2, new byte[] {(byte) level, 0, 0, (byte) level});
    }

    private List<Refused> refused() {
        return ImageFolder.read(folder).refused();
    }

    @Test
    void reads_what_was_written_pixel_by_pixel_in_order_of_class_and_file() {
        ImageFolder read = ImageFolder.read(folder);
        assertThat(read.images().images()).containsExactly(grey(200), grey(1), grey(255));
        assertThat(read.images().labels()).containsExactly(0, 1, 1);
        assertThat(read.images().classNames()).containsExactly("Cat", "Dog");
        assertThat(read.files()).containsExactly("Cat/00001.png", "Dog/00000.png", "Dog/00002.png");
        assertThat(read.counts()).isEqualTo(Map.of("Cat", 1L, "Dog", 2L));
        assertThat(read).hasToString("3 images of 2 classes, 0 files refused");
    }

    @Test
    void names_each_file_that_is_no_image_and_why() throws IOException {
        byte[] png = Files.readAllBytes(folder.resolve("Dog/00000.png"));
        Files.createFile(folder.resolve("Dog/empty.png"));
        Files.writeString(folder.resolve("Dog/page.jpg"), "<html>404</html>");
        Files.write(folder.resolve("Cat/half.png"), Arrays.copyOf(png, png.length / 2));
        Files.write(
                folder.resolve("Cat/wide.png"), GrayImage.of(3, 2, new byte[6]).toPng());
        Files.createDirectory(folder.resolve("Cat/old"));
        Files.writeString(folder.resolve("Thumbs.db"), "x");

        List<Refused> refused = refused();
        assertThat(refused)
                .contains(
                        new Refused("Dog/empty.png", "empty: 0 bytes"),
                        new Refused("Dog/page.jpg", "no image in a format that Java reads"),
                        new Refused("Cat/wide.png", "3 x 2 pixels, most have 2 x 2"),
                        new Refused("Cat/old", "a folder in a class"),
                        new Refused("Thumbs.db", "lies in no class"))
                .hasSize(6);
        assertThat(refused.get(0).file()).isEqualTo("Cat/half.png");
        assertThat(refused.get(0).reason()).startsWith("a broken image: ");
        assertThat(ImageFolder.read(folder).images().size()).isEqualTo(3);
    }

    @Test
    void goes_by_the_bytes_and_not_by_the_name() throws IOException {
        Files.move(folder.resolve("Cat/00001.png"), folder.resolve("Cat/00001.txt"));
        assertThat(ImageFolder.read(folder).files()).contains("Cat/00001.txt");
    }

    @Test
    void makes_a_coloured_picture_grey_as_pillow_does() throws IOException {
        var picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xff0000);
        picture.setRGB(1, 0, 0x00ff00);
        picture.setRGB(0, 1, 0x0000ff);
        picture.setRGB(1, 1, 0xffffff);
        ImageIO.write(picture, "png", folder.resolve("Cat/a.png").toFile());
        // Image.convert("L") of pure red, green, blue and white: 76, 150, 29, 255
        assertThat(ImageFolder.read(folder).images().images())
                .contains(GrayImage.of(2, 2, new byte[] {76, (byte) 150, 29, (byte) 255}));
    }

    @Test
    void names_the_class_without_an_image_and_the_folder_without_a_class() throws IOException {
        Files.delete(folder.resolve("Cat/00001.png"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(folder))
                .withMessage("class Cat of " + folder + " has no image");
        Path dogs = folder.resolve("Dog");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(dogs))
                .withMessage(dogs + " has no folders; it needs one for each class, with its images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(folder.resolve("none")))
                .withMessage("there is no folder " + folder.resolve("none"));
    }
}
