// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.grading.exercises;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code grading/exercises/README.md} says is so. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadmeTest {
    private static String readme() throws IOException {
        return Files.readString(Path.of("exercises", "README.md"));
    }

    @Test
    void the_example_is_an_exercise(@TempDir Path root) throws IOException {
        String text = readme();
        int begin = text.indexOf("```yaml\n") + "```yaml\n".length();
        Path folder = Files.createDirectories(root.resolve("c1w1/c1w1-alarm"));
        Files.writeString(folder.resolve("exercise.yaml"), text.substring(begin, text.indexOf("```\n", begin)));
        for (String answer : List.of("wrong/gap-ends-the-row.java", "right/any.java")) {
            Files.createDirectories(folder.resolve(answer).getParent());
            Files.writeString(folder.resolve(answer), "// Why.\nint x;\n");
        }
        Exercise exercise = Exercise.read(folder);
        assertThat(exercise.points()).isEqualTo(3);
        assertThat(exercise.probes()).extracting(probe -> probe.calls(1).size()).containsExactly(80, 1);
    }

    @Test
    void the_table_of_generators_is_complete_and_names_their_settings() throws IOException {
        Map<String, String> table = rows("\\| `([a-z-]+)` \\| ([a-z, ]+) \\| [^|]+ \\|");
        var generators = new TreeMap<String, String>();
        Generator.ALL.forEach((name, generator) -> generators.put(name, String.join(", ", generator.settings())));
        assertThat(sorted(table)).isEqualTo(generators);
    }

    private static Map<String, String> rows(String pattern) throws IOException {
        String part = readme();
        part = part.substring(part.indexOf("| generator |"), part.indexOf("**`compare`**"));
        return Pattern.compile(pattern)
                .matcher(part)
                .results()
                .collect(Collectors.toMap((MatchResult row) -> row.group(1), row -> row.group(2)));
    }

    private static Map<String, String> sorted(Map<String, String> table) {
        var sorted = new TreeMap<String, String>();
        table.forEach((name, settings) -> sorted.put(
                name, Pattern.compile(", ").splitAsStream(settings).sorted().collect(Collectors.joining(", "))));
        return sorted;
    }
}
