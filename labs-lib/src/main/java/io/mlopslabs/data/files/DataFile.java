// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens the files that hold data, and says in words why one cannot be. */
public final class DataFile {
    private DataFile() {}

    /**
     * Returns the bytes of a file of that kind, such as {@code "CSV"}.
     *
     * @throws MalformedDataException if there is no such file, it is a folder, or may not be read
     */
    public static InputStream open(Path file, String kind) throws IOException {
        if (Files.isDirectory(file)) {
            throw new MalformedDataException("%s is a folder; name a %s file in it.".formatted(file, kind));
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new MalformedDataException("There is no file " + file + ".");
        } catch (AccessDeniedException e) {
            throw new MalformedDataException(
                    "%s may not be read; ask its owner for the right (chmod +r).".formatted(file));
        }
    }
}
