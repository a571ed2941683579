// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * What lies in a folder of images with one folder a class: the images, and every file that is none, with the reason.
 *
 * <p>Same layout as Keras' {@code flow_from_directory} and torchvision's {@code ImageFolder}; those skip or stop at a bad file, and nothing
 * is left out here without being named. Classes are numbered in alphabetical order of their folders, images follow in order of class and
 * file name, so that the same files give the same set on every machine.
 *
 * @param images the readable images of the one size that most have
 * @param files where image 0, 1, ... lies, such as {@code Coat/00012.png}: a key for {@link Splits#hash}
 * @param refused the other files, in order of their names
 */
public record ImageFolder(ImageSet images, List<String> files, List<Refused> refused) {
    /**
     * A file that is not in the set.
     *
     * @param file such as {@code Coat/00012.png}
     * @param reason what is wrong with it, such as {@code empty: 0 bytes}
     */
    public record Refused(String file, String reason) {}

    private record Found(String file, int label, GrayImage image) {
        String size() {
            return image.width() + " x " + image.height();
        }
    }

    /** Copies the lists. */
    public ImageFolder {
        files = List.copyOf(files);
        refused = List.copyOf(refused);
    }

    /**
     * Reads every file of a folder.
     *
     * <p>Any format that Java reads (PNG, JPEG, GIF, BMP); what a file is, its bytes say, not its name. Coloured pictures become grey as
     * Pillow's {@code convert("L")} makes them. Refused are empty files, files that hold no image or half of one, images of another size
     * than most, and files that lie in no class.
     *
     * @param folder with one folder for each class; folders in those are not looked into, and are refused
     * @throws IllegalArgumentException if there is no such folder, it has no class, or a class has no image; names folder or class
     */
    public static ImageFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder " + folder);
        }
        var found = new ArrayList<Found>();
        var refused = new ArrayList<Refused>();
        var classes = new ArrayList<String>();
        for (Path entry : entries(folder)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                classes.add(name);
                entries(entry)
                        .forEach(file ->
                                read(file, name + "/" + file.getFileName(), classes.size() - 1, found, refused));
            } else {
                refused.add(new Refused(name, "lies in no class"));
            }
        }
        if (classes.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no folders; it needs one for each class, with its images".formatted(folder));
        }
        List<Found> kept = ofOneSize(found, refused);
        for (int c = 0; c < classes.size(); c++) {
            int label = c;
            if (kept.stream().noneMatch(one -> one.label() == label)) {
                throw new IllegalArgumentException("class %s of %s has no image".formatted(classes.get(c), folder));
            }
        }
        refused.sort(Comparator.comparing(Refused::file));
        return new ImageFolder(
                ImageSet.of(
                        folder.getFileName().toString(),
                        kept.stream().map(Found::image).toList(),
                        kept.stream().mapToInt(Found::label).toArray(),
                        classes),
                kept.stream().map(Found::file).toList(),
                refused);
    }

    /**
     * Writes each image as a PNG file into the folder of its class: image 12 becomes {@code CLASS/00012.png}.
     *
     * @param folder is made if needed; files that it has of these names are overwritten
     */
    public static void write(ImageSet images, Path folder) {
        try {
            for (String name : images.classNames()) {
                Files.createDirectories(folder.resolve(name));
            }
            for (int i = 0; i < images.size(); i++) {
                Files.write(
                        folder.resolve(images.className(i)).resolve("%05d.png".formatted(i)),
                        images.image(i).toPng());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write images to " + folder, e);
        }
    }

    /** Returns the number of images of each class, by class name. */
    public Map<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        images.classNames().forEach(name -> counts.put(name, 0L));
        for (int i = 0; i < images.size(); i++) {
            counts.merge(images.className(i), 1L, Long::sum);
        }
        return counts;
    }

    /** Returns what a notebook prints: how many images and refused files there are. */
    @Override
    public String toString() {
        return "%d images of %d classes, %d files refused"
                .formatted(images.size(), images.classNames().size(), refused.size());
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(
                            Comparator.comparing(entry -> entry.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static void read(Path path, String file, int label, List<Found> found, List<Refused> refused) {
        try {
            if (Files.isDirectory(path)) {
                refused.add(new Refused(file, "a folder in a class"));
            } else if (Files.size(path) == 0) {
                refused.add(new Refused(file, "empty: 0 bytes"));
            } else {
                BufferedImage picture = ImageIO.read(path.toFile());
                if (picture == null) {
                    refused.add(new Refused(file, "no image in a format that Java reads"));
                } else {
                    found.add(new Found(file, label, grey(picture)));
                }
            }
        } catch (IOException | RuntimeException broken) { // decoders throw both at bytes that they do not expect
            refused.add(new Refused(file, "a broken image: " + broken.getMessage()));
        }
    }

    private static List<Found> ofOneSize(List<Found> found, List<Refused> refused) {
        Map<String, Long> sizes =
                found.stream().collect(Collectors.groupingBy(Found::size, TreeMap::new, Collectors.counting()));
        String usual = sizes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        Map<Boolean, List<Found>> sorted = found.stream()
                .collect(Collectors.partitioningBy(one -> one.size().equals(usual), Collectors.toList()));
        sorted.get(false)
                .forEach(one -> refused.add(new Refused(one.file(), one.size() + " pixels, most have " + usual)));
        return sorted.get(true);
    }

    private static GrayImage grey(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        byte[] pixels = new byte[width * height];
        if (picture.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            picture.getRaster().getDataElements(0, 0, width, height, pixels);
        } else {
            int[] rgb = picture.getRGB(0, 0, width, height, null, 0, width);
            for (int i = 0; i < rgb.length; i++) {
                // ITU-R 601-2 in 16 bit fractions, rounded: Pillow's own.
                int luma = (rgb[i] >> 16 & 255) * 19595 + (rgb[i] >> 8 & 255) * 38470 + (rgb[i] & 255) * 7471 + 0x8000;
                pixels[i] = (byte) (luma >> 16);
            }
        }
        return GrayImage.of(width, height, pixels);
    }
}
