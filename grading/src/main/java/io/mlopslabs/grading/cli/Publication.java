// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.cli;

import io.mlopslabs.grading.notebook.MalformedNotebookException;
import io.mlopslabs.grading.release.Leak;
import io.mlopslabs.grading.release.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that everybody will be able to read: the site.
 *
 * @param folder the folder, with all that is below it
 */
record Publication(Path folder) {
    /**
     * Returns what its files give away, in the order of their names. Notebooks are read as such, whatever stands behind their name.
     *
     * @throws IOException if a file cannot be read, or there is none
     */
    List<Leak> leaks(Secrets secrets) throws IOException {
        List<Path> files;
        try (var found = Files.walk(folder)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        if (files.isEmpty()) {
            throw new IOException(folder + " holds no file; name the folder of the site");
        }
        var leaks = new ArrayList<Leak>();
        for (Path file : files) {
            leaks.addAll(
                    leaks(secrets, folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file)));
        }
        return leaks;
    }

    private static List<Leak> leaks(Secrets secrets, String name, byte[] content) {
        if (name.endsWith(".ipynb") || name.endsWith(".ipynb.txt")) {
            try {
                return secrets.leaksIn(name, content);
            } catch (MalformedNotebookException e) {
                return secrets.leaksInPage(name, text(content)); // whatever it is, it is published
            }
        }
        return secrets.leaksInPage(name, text(content));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }
}
