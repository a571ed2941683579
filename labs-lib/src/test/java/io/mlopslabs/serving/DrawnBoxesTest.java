// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.detection.Box;
import io.mlopslabs.detection.Detection;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DrawnBoxesTest {
    static final int FIRST_COLOUR = 0xFF56B4E9;
    static final int SECOND_COLOUR = 0xFFE69F00;

    static BufferedImage drawn(int width, int height, Detection... detections) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        return ImageIO.read(new ByteArrayInputStream(DrawnBoxes.png(image, List.of(detections))));
    }

    /** The colours of a part of an image. */
    static Set<Integer> colours(BufferedImage image, int x, int y, int width, int height) {
        var colours = new HashSet<Integer>();
        for (int pixel : image.getRGB(x, y, width, height, null, 0, width)) {
            colours.add(pixel);
        }
        return colours;
    }

    @Test
    void outlines_the_box_and_leaves_its_inside_alone() throws IOException {
        BufferedImage image = drawn(700, 650, new Detection(new Box(100, 200, 50, 80), "Bag", 0.5));
        assertThat(image.getWidth()).isEqualTo(700);
        assertThat(image.getHeight()).isEqualTo(650);
        for (int[] edge : new int[][] {{100, 240}, {150, 240}, {125, 280}}) {
            assertThat(image.getRGB(edge[0], edge[1])).isEqualTo(FIRST_COLOUR);
        }
        assertThat(colours(image, 104, 204, 42, 72)).containsExactly(0xFF000000);
        assertThat(colours(image, 300, 300, 400, 350)).containsExactly(0xFF000000);
    }

    @Test
    void writes_label_and_confidence_in_black_on_the_colour_of_the_box_above_it() throws IOException {
        BufferedImage image = drawn(700, 650, new Detection(new Box(100, 200, 50, 80), "Bag", 0.5));
        Set<Integer> plate = colours(image, 102, 186, 20, 10);
        assertThat(plate)
                .contains(FIRST_COLOUR, 0xFF000000)
                .hasSizeGreaterThan(3); // smoothed letters lie between the two
    }

    @Test
    void enlarges_a_small_image_by_a_whole_factor_and_boxes_with_it() throws IOException {
        BufferedImage image = drawn(200, 100, new Detection(new Box(50, 40, 20, 30), "Bag", 0.5));
        assertThat(image.getWidth()).isEqualTo(600);
        assertThat(image.getHeight()).isEqualTo(300);
        assertThat(image.getRGB(150, 180)).isEqualTo(FIRST_COLOUR);
        assertThat(image.getRGB(210, 180)).isEqualTo(FIRST_COLOUR);
    }

    @Test
    void puts_the_captions_of_boxes_on_the_same_spot_below_each_other() throws IOException {
        var box = new Box(100, 200, 50, 80);
        BufferedImage image = drawn(700, 650, new Detection(box, "Bag", 0.5), new Detection(box, "Shirt", 0.25));
        assertThat(colours(image, 102, 182, 4, 14)).contains(FIRST_COLOUR);
        assertThat(colours(image, 102, 202, 4, 14)).contains(SECOND_COLOUR);
    }

    @Test
    void keeps_captions_inside_the_image() throws IOException {
        BufferedImage image = drawn(700, 650, new Detection(new Box(690, 0, 10, 10), "Ankle boot", 0.99));
        assertThat(colours(image, 560, 2, 20, 8)).contains(FIRST_COLOUR);
    }

    @Test
    void leaves_an_image_without_detections_as_it_is() throws IOException {
        assertThat(colours(drawn(10, 10), 0, 0, 600, 600)).containsExactly(0xFF000000);
    }
}
