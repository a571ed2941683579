// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WholeFileTest {
    private static final int SIZE = 1 << 20;

    /** Writes a file of all 0, of all 1 … until somebody kills it. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            byte[] bytes = new byte[SIZE];
            for (byte round = 0; ; round++) {
                Arrays.fill(bytes, round);
                WholeFile.write(Path.of(arguments[0]), bytes);
                System.out.println("written");
            }
        }
    }

    @Test
    void leaves_a_whole_file_when_the_process_is_killed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.ipynb");
        for (int kill = 0; kill < 4; kill++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var lines = writer.inputReader()) {
                for (int line = 0; line < 5 + kill; line++) {
                    assertThat(lines.readLine()).isEqualTo("written");
                }
                writer.destroyForcibly().waitFor(); // somewhere within a later write
            }
            byte[] found = Files.readAllBytes(file);
            byte[] whole = new byte[SIZE];
            Arrays.fill(whole, found[0]);
            assertThat(found).isEqualTo(whole);
        }
        WholeFile.write(file, new byte[] {1});
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file); // what the killed ones left is gone
        }
    }

    @Test
    void replaces_a_link_and_not_what_it_points_to(@TempDir Path folder) throws IOException {
        Path target = Files.writeString(folder.resolve("mine.txt"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("a.ipynb"), target);
        Files.createSymbolicLink(folder.resolve(".a.ipynb.partial"), target);
        WholeFile.write(link, new byte[] {1});
        assertThat(target).hasContent("mine");
        assertThat(link).hasBinaryContent(new byte[] {1});
    }
}
