// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * A folder of pictures, one sub-folder for each class, read and cleaned: which files became rows, and which did not, and why.
 *
 * <p>Same layout as torchvision's {@code ImageFolder} and Keras' {@code flow_from_directory}: classes in the order of their names, files in the
 * order of theirs. Every file below the folder is a row or is rejected by name; none disappears.
 *
 * @param images the usable pictures, in grey; class names are those of the sub-folders
 * @param files where each row comes from, relative to the folder, with {@code /}
 * @param rejected what is not in {@code images}, in the order of the files
 */
public record ImageFolder(ImageSet images, List<String> files, List<Rejected> rejected) {
    /** Why a file is no row. */
    public enum Reason {
        /** The file has 0 bytes. */
        EMPTY,
        /** Its bytes are in no format that Java reads: PNG, JPEG, GIF, BMP, TIFF, whatever its name says. */
        NOT_AN_IMAGE,
        /** It begins like an image and cannot be decoded to its end. */
        DAMAGED,
        /** It has another size than most. */
        OTHER_SIZE,
        /** It lies in no folder of a class, or in a folder inside one. */
        NO_CLASS
    }

    /**
     * A file that is no row.
     *
     * @param file relative to the folder, with {@code /}
     * @param reason why
     * @param detail the same for a person, such as {@code 0 bytes}
     */
    public record Rejected(String file, Reason reason, String detail) {
        @Override
        public String toString() {
            return file + ": " + detail;
        }
    }

    /** What a file turned out to be: an image, or a reason why not. */
    private record Read(String file, String className, GrayImage image, Rejected rejected) {}

    private record Size(int width, int height) {
        static Size of(GrayImage image) {
            return new Size(image.width(), image.height());
        }

        @Override
        public String toString() {
            return width + " x " + height;
        }
    }

    public ImageFolder {
        files = List.copyOf(files);
        rejected = List.copyOf(rejected);
    }

    /**
     * Reads all files below a folder.
     *
     * <p>All rows have the size that most pictures have, of equally frequent ones that which comes first; the others are rejected.
     *
     * @throws IllegalArgumentException if there is no such folder, it has no folder in it, or a class has no usable picture; names the class and
     *     its first rejected file
     * @throws UncheckedIOException if a file cannot be read
     */
    public static ImageFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("there is no folder %s to read pictures from".formatted(folder));
        }
        List<String> classNames;
        List<Path> paths;
        try (var children = Files.list(folder);
                var all = Files.walk(folder)) {
            classNames = children.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
            paths = all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + folder, e);
        }
        if (classNames.isEmpty()) {
            throw new IllegalArgumentException("%s has no folder in it; there is one for each class".formatted(folder));
        }
        List<Read> read = paths.stream()
                .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                .sorted()
                .map(file -> read(folder, file))
                .toList();
        return of(folder, classNames, read);
    }

    /**
     * Writes each image as a PNG file into the folder of its class: image 12 becomes {@code CLASS/00012.png}.
     *
     * @param folder is made if needed; files that it has of these names are overwritten
     * @throws UncheckedIOException if a file cannot be written
     */
    public static void write(ImageSet images, Path folder) {
        try {
            for (String name : images.classNames()) {
                Files.createDirectories(folder.resolve(name));
            }
            for (int i = 0; i < images.size(); i++) {
                Path file = folder.resolve(images.className(i)).resolve("%05d.png".formatted(i));
                Files.write(file, images.image(i).toPng());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write images to " + folder, e);
        }
    }

    private static ImageFolder of(Path folder, List<String> classNames, List<Read> read) {
        Map<Size, Long> sizes = read.stream()
                .filter(file -> file.image() != null)
                .collect(Collectors.groupingBy(
                        file -> Size.of(file.image()), LinkedHashMap::new, Collectors.counting()));
        Size most = sizes.isEmpty() ? null : Collections.max(sizes.keySet(), (a, b) -> first(sizes, a, b));
        var images = new ArrayList<GrayImage>();
        var labels = new ArrayList<Integer>();
        var files = new ArrayList<String>();
        var rejected = new ArrayList<Rejected>();
        for (Read file : read) {
            if (file.image() == null) {
                rejected.add(file.rejected());
            } else if (!Size.of(file.image()).equals(most)) {
                rejected.add(new Rejected(
                        file.file(),
                        Reason.OTHER_SIZE,
                        "%s, where most pictures are %s".formatted(Size.of(file.image()), most)));
            } else {
                images.add(file.image());
                labels.add(classNames.indexOf(file.className()));
                files.add(file.file());
            }
        }
        for (int label = 0; label < classNames.size(); label++) {
            if (!labels.contains(label)) {
                String prefix = classNames.get(label) + "/";
                throw new IllegalArgumentException("the class %s in %s has no usable picture%s"
                        .formatted(
                                classNames.get(label),
                                folder,
                                rejected.stream()
                                        .filter(file -> file.file().startsWith(prefix))
                                        .findFirst()
                                        .map(file -> "; " + file)
                                        .orElse(": the folder is empty")));
            }
        }
        ImageSet set = ImageSet.of(
                folder.getFileName().toString(),
                images,
                labels.stream().mapToInt(Integer::intValue).toArray(),
                classNames);
        return new ImageFolder(set, files, rejected);
    }

    /** Orders sizes by frequency; {@code max} returns the first of equals, as the map keeps the order of the files. */
    private static int first(Map<Size, Long> sizes, Size a, Size b) {
        return Long.compare(sizes.get(a), sizes.get(b));
    }

    private static Read read(Path folder, String file) {
        String[] parts = file.split("/", -1);
        if (parts.length != 2) {
            String detail =
                    parts.length == 1 ? "lies in no folder of a class" : "lies in a folder inside that of a class";
            return new Read(file, "", null, new Rejected(file, Reason.NO_CLASS, detail));
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.resolve(file), e);
        }
        if (bytes.length == 0) {
            return new Read(file, parts[0], null, new Rejected(file, Reason.EMPTY, "0 bytes"));
        }
        return decode(file, parts[0], bytes);
    }

    private static Read decode(String file, String className, byte[] bytes) {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                String detail = "no image by its first bytes, whatever its name";
                return new Read(file, className, null, new Rejected(file, Reason.NOT_AN_IMAGE, detail));
            }
            ImageReader reader = readers.next();
            try {
                // The JPEG reader only warns when a file ends early, and fills the rest with grey.
                var cut = new AtomicBoolean();
                reader.addIIOReadWarningListener((source, warning) -> cut.set(true));
                reader.setInput(stream, true, true);
                BufferedImage picture = reader.read(0);
                if (!cut.get()) {
                    return new Read(file, className, GrayImage.of(picture), null);
                }
            } finally {
                reader.dispose();
            }
        } catch (IOException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NegativeArraySizeException broken) {
            // What Java's readers throw at bytes that are not what their beginning promised; told below.
        }
        String detail = "damaged or cut short: it cannot be decoded to its end";
        return new Read(file, className, null, new Rejected(file, Reason.DAMAGED, detail));
    }

    /** Returns how many rows each class has, by class name. */
    public Map<String, Integer> counts() {
        var counts = new TreeMap<String, Integer>();
        images.classNames().forEach(name -> counts.put(name, 0));
        for (int row = 0; row < images.size(); row++) {
            counts.merge(images.className(row), 1, Integer::sum);
        }
        return counts;
    }

    /** Returns the report of the cleaning: counts, then each rejected file on a line of its own. */
    @Override
    public String toString() {
        String head = "%s: kept %d of %d files, %s"
                .formatted(images.name(), files.size(), files.size() + rejected.size(), counts());
        return rejected.stream().map(file -> "\n  " + file).collect(Collectors.joining("", head, ""));
    }
}
