// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mlopslabs.features.transform.TransformGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Graphs as release 0.1.0 wrote them, with the features that they made there of {@code rows(2)}: a model that was shipped goes on being served.
 *
 * <p>An operation that is new adds a file, written by {@link #main}. A file that is here never changes.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReleasedGraphsTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "released", "0.1.0");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Path> released() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("released")
    void a_graph_of_an_earlier_release_is_read_and_makes_the_same_features(Path file) throws IOException {
        JsonNode written = JSON.readTree(file.toFile());
        TransformGraph graph = TransformGraph.fromJson(written.get("graph").textValue());
        double[][] features = graph.transform(EveryOperationServedTest.rows(2)).toMatrix();
        double[][] then = JSON.treeToValue(written.get("features"), double[][].class);
        assertThat(features).hasDimensions(then.length, then[0].length);
        for (int row = 0; row < then.length; row++) {
            // Math.exp and Math.pow may differ in the last bit from one JDK and processor to another
            assertThat(features[row]).as("row %d", row).containsExactly(then[row], within(1e-12));
        }
    }

    @Test
    void every_operation_has_a_released_graph() throws IOException {
        assertThat(released().map(file -> file.getFileName().toString()))
                .containsAll(EveryOperationServedTest.operations().keySet().stream()
                        .map(name -> name + ".json")
                        .toList());
    }

    /** Writes the files that are missing; run it in labs-lib with the class path of the tests. */
    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(FOLDER);
        for (var operation : EveryOperationServedTest.operations().entrySet()) {
            Path file = FOLDER.resolve(operation.getKey() + ".json");
            if (Files.notExists(file)) {
                TransformGraph graph = EveryOperationServedTest.graph(operation.getValue());
                ObjectNode written = JSON.createObjectNode().put("graph", graph.toJson());
                written.set(
                        "features",
                        JSON.valueToTree(graph.transform(EveryOperationServedTest.rows(2))
                                .toMatrix()));
                Files.writeString(file, JSON.writeValueAsString(written) + "\n");
            }
        }
    }
}
