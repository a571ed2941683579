// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The ML Test Score that week 1 gives this repository rests on tests and files that exist. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScoreSheetTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*Test\\b");
    private static final Pattern FILE = Pattern.compile("\\b[\\w-]+(?:/[\\w.-]+)*\\.md\\b");
    private static final Pattern SECTION = Pattern.compile("section (\\d+)");

    @Test
    void names_tests_that_exist() throws IOException {
        List<String> named = found(TEST, sheet());
        try (var files = Files.walk(Path.of("src/test/java"))) {
            List<String> tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
            assertThat(named).hasSizeGreaterThan(5);
            assertThat(tests).containsAll(named);
        }
    }

    @Test
    void names_files_that_exist() throws IOException {
        assertThat(found(FILE, sheet()))
                .hasSizeGreaterThan(1)
                .allMatch(file -> Files.isRegularFile(ROOT.resolve(file)));
    }

    @Test
    void names_sections_of_its_notebook() throws IOException {
        String headings = cells().filter(cell -> cell.get("cell_type").asText().equals("markdown"))
                .map(ScoreSheetTest::source)
                .collect(Collectors.joining("\n"));
        assertThat(SECTION.matcher(sheet()).results().map(result -> result.group(1)))
                .hasSizeGreaterThan(3)
                .allMatch(number -> headings.contains("\n## " + number + " ") || headings.startsWith("## " + number));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Returns the text of the cells that hold the sheet. */
    private static String sheet() throws IOException {
        return cells().filter(cell -> cell.get("id").asText().startsWith("score-"))
                .map(ScoreSheetTest::source)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<JsonNode> cells() throws IOException {
        Path notebook = ROOT.resolve("notebooks/c1w1-ml-lifecycle-and-deployment.ipynb");
        return StreamSupport.stream(
                new ObjectMapper().readTree(notebook.toFile()).get("cells").spliterator(), false);
    }

    private static String source(JsonNode cell) {
        return StreamSupport.stream(cell.get("source").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining());
    }
}
