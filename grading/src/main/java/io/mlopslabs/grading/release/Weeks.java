// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.release;

import io.mlopslabs.grading.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * The week notebooks of a folder.
 *
 * <p>A week's id is its file name up to the first dash: {@code c1w1} for {@code c1w1-ml-lifecycle-and-deployment.ipynb}. Hidden files and
 * other endings are passed over.
 */
public final class Weeks {
    private static final String ENDING = ".ipynb";

    private final Map<String, Path> sources;

    private Weeks(Map<String, Path> sources) {
        this.sources = sources;
    }

    /**
     * Lists the weeks of {@code folder}.
     *
     * @throws IOException if the folder cannot be listed, holds no notebook, or two of its notebooks have one id; the message says which
     */
    public static Weeks in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no folder; name the folder of the week notebooks with --notebooks");
        }
        var sources = new TreeMap<String, Path>();
        List<Path> files;
        try (var listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        for (Path file : files) {
            String name = name(file);
            if (name.endsWith(ENDING) && !name.startsWith(".")) {
                Path other = sources.put(id(name), file);
                if (other != null) {
                    throw new IOException(name(other) + " and " + name + " are both week " + id(name)
                            + "; rename one: a week's id is its file name up to the first dash");
                }
            }
        }
        if (sources.isEmpty()) {
            throw new IOException(
                    folder + " holds no notebook; name the folder of the week notebooks with --notebooks");
        }
        return new Weeks(sources);
    }

    /** Returns the sources in the order of their ids. */
    public List<Path> sources() {
        return List.copyOf(sources.values());
    }

    /**
     * Reads the sources in the order of their ids.
     *
     * @throws IOException if one cannot be read or is no notebook; names it
     */
    public List<Notebook> read() throws IOException {
        var notebooks = new ArrayList<Notebook>();
        for (Path source : sources.values()) {
            notebooks.add(Notebook.read(source));
        }
        return notebooks;
    }

    /**
     * Returns the source of one week.
     *
     * @param week its id or its file name, with or without {@code .ipynb}
     * @throws NoSuchElementException if there is no such week; the message lists the known ones
     */
    public Path source(String week) {
        Path byId = sources.get(week);
        if (byId != null) {
            return byId;
        }
        return sources.values().stream()
                .filter(file -> name(file).equals(week) || name(file).equals(week + ENDING))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "there is no week `" + week + "`; known weeks: " + String.join(", ", sources.keySet())));
    }

    /** Returns the id of the week in {@code source}. */
    public static String id(Path source) {
        return id(name(source));
    }

    private static String id(String name) {
        return name.substring(0, name.length() - ENDING.length()).split("-", 2)[0];
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
