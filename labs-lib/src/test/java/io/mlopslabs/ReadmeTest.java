// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What {@code labs-lib/README.md} says is so. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeTest {
    private static final Path SOURCES = Path.of("src/main/java/io/mlopslabs");

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static List<String> blocks(String text, String kind) {
        return Pattern.compile("```" + kind + "\n(.*?)```\n", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void the_examples_print_what_stands_below_them() throws IOException {
        List<String> examples = blocks(readme(), "java");
        List<String> printed = blocks(readme(), "text");
        assertThat(examples).hasSizeGreaterThan(1).hasSameSizeAs(printed);
        for (int i = 0; i < examples.size(); i++) {
            assertThat(run(examples.get(i))).isEqualTo(printed.get(i));
        }
    }

    private static String run(String example) {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), null)
                .build()) {
            System.setOut(new PrintStream(printed, true, UTF_8));
            shell.addToClasspath(System.getProperty("java.class.path"));
            String source =
                    "import io.mlopslabs.evaluation.*; import io.mlopslabs.statistics.*; import io.mlopslabs.features.transform.*;"
                            + " import io.mlopslabs.features.numeric.*; import io.mlopslabs.features.tokens.*;"
                            + example;
            while (!source.isBlank()) {
                var piece = shell.sourceCodeAnalysis().analyzeCompletion(source);
                shell.eval(piece.source()).forEach(event -> assertThat(event.status())
                        .as(event.snippet().source())
                        .isEqualTo(Snippet.Status.VALID));
                source = piece.remaining();
            }
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8);
    }

    @Test
    void the_table_has_every_package_and_types_that_exist() throws IOException {
        List<String> packages;
        try (Stream<Path> walked = Files.walk(SOURCES)) {
            packages = walked.filter(path -> path.endsWith("package-info.java"))
                    .map(path -> SOURCES.relativize(path.getParent()).toString().replace('/', '.'))
                    .filter(name -> !name.isEmpty() && !name.equals("lineage"))
                    .toList();
        }
        var rows = Pattern.compile("^\\| `([a-z.]+)` \\| [^|]+\\? \\| ([^|]+) \\|$", Pattern.MULTILINE)
                .matcher(readme())
                .results()
                .toList();
        assertThat(rows).extracting(row -> row.group(1)).containsExactlyInAnyOrderElementsOf(packages);
        rows.forEach(row -> {
            for (String type : row.group(2).split(", ", -1)) {
                assertThat(SOURCES.resolve(row.group(1).replace('.', '/')).resolve(type.replace("`", "") + ".java"))
                        .exists();
            }
        });
    }
}
