// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.features.linear.LogisticRegressionModel;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TabularModelTest {
    @TempDir
    Path temporary;

    Path folder;

    @BeforeEach
    void name() {
        folder = temporary.resolve("1");
    }

    static TransformGraph twoColumns() {
        return Preprocessing.of(FeatureSpec.of().float64("a").float64("b"), (in, out) -> out.put("a", in.column("a"))
                        .put("b", in.column("b")))
                .analyze(new Batch(1, Map.of("a", Values.float64(1), "b", Values.float64(2))));
    }

    static LogisticRegressionModel logistic(List<String> columns, double... coef) {
        return new LogisticRegressionModel(columns, coef, 0);
    }

    @Nested
    class Answers {
        @Test
        void the_logistic_function_of_the_features_in_the_order_of_the_graph() {
            var model = new TabularModel(twoColumns(), logistic(List.of("a", "b"), 1, -2), Flights.CLASSES);
            double[][] answers =
                    model.probabilities(Batch.of("a", Values.float64(3)).with("b", Values.float64(1)));
            double late = 1 / (1 + Math.exp(-1)); // log odds 3 * 1 + 1 * -2
            assertThat(answers).isDeepEqualTo(new double[][] {{1 - late, late}});
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void each_row_the_same_alone_as_among_others(long seed) {
            Batch rows = Flights.rows(seed, 200);
            double[][] together = Flights.model().probabilities(rows);
            double[] second = Flights.logistic()
                    .predictProbability(Flights.graph().transform(rows).toMatrix());
            for (int row = 0; row < rows.rows(); row++) {
                assertThat(together[row]).containsExactly(1 - second[row], second[row]);
            }
        }

        @Test
        void nothing_where_large_features_leave_no_number() {
            var model = new TabularModel(twoColumns(), logistic(List.of(), 10, -10), Flights.CLASSES);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.probabilities(
                            Batch.of("a", Values.float64(1, 1e308)).with("b", Values.float64(1, 1e308))))
                    .withMessage(
                            "LogisticRegressionModel: row 1: its features are so large that the log odds are no number");
        }
    }

    @Nested
    class Refuses {
        @Test
        void another_number_of_coefficients() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TabularModel(Flights.graph(), logistic(List.of(), 1, 2), Flights.CLASSES))
                    .withMessage(
                            "the graph makes 6 numbers of a row (miles 1, delay 1, flight 1, visib 1, wind 2), and the model has 2 coefficients; give the graph whose features it was fitted on, without the label");
        }

        @Test
        void features_in_another_order() {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new TabularModel(twoColumns(), logistic(List.of("b", "a"), 1, 2), Flights.CLASSES))
                    .withMessage(
                            "feature 0 of the graph is a, and that of the model b; give the graph whose features it was fitted on");
        }

        @Test
        void a_feature_of_texts_and_one_without_a_fixed_count() {
            FeatureSpec columns = FeatureSpec.of().string("carrier").ragged("visib", DType.FLOAT32);
            Batch none = new Batch(
                    1,
                    Map.of(
                            "carrier",
                            Values.strings("UA"),
                            "visib",
                            Values.of(columns.columns().get("visib"), List.of(1.0))));
            for (String column : List.of("carrier", "visib")) {
                TransformGraph graph = Preprocessing.of(columns, (in, out) -> out.put("x", in.column(column)))
                        .analyze(none);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new TabularModel(graph, logistic(List.of(), 1), Flights.CLASSES))
                        .withMessage(
                                "feature x is %s; a model takes a fixed count of numbers: leave it out of the graph, or encode it"
                                        .formatted(column.equals("carrier") ? "STRING" : "FLOAT32[ragged]"));
            }
        }

        @Test
        void other_than_two_classes() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TabularModel(Flights.graph(), Flights.logistic(), List.of("late")))
                    .withMessage("the classes are [late]; a logistic regression tells two apart, by different names");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TabularModel(Flights.graph(), Flights.logistic(), List.of("a", "a")))
                    .withMessage("the classes are [a, a]; a logistic regression tells two apart, by different names");
        }
    }

    @Nested
    class Folder {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void gives_back_what_answers_the_same_to_the_bit(long seed) {
            TabularModel model = Flights.model();
            model.save(folder, Flights.rows(seed, 20));
            TabularModel read = TabularModel.load(folder);
            Batch rows = Flights.rows(seed + 100, 500);
            assertThat(read.probabilities(rows)).isDeepEqualTo(model.probabilities(rows));
            assertThat(read.model()).isEqualTo(model.model());
            assertThat(read.graph().toJson()).isEqualTo(model.graph().toJson());
            assertThat(read.classNames()).isEqualTo(Flights.CLASSES);
        }

        @Test
        void has_three_files_and_always_the_same_bytes() throws IOException {
            Flights.model().save(folder, Flights.rows(7, 20));
            Path again = temporary.resolve("2");
            Flights.model().save(again, Flights.rows(7, 20));
            try (var files = Files.list(folder)) {
                List<Path> written = files.sorted().toList();
                assertThat(written)
                        .extracting(file -> file.getFileName().toString())
                        .containsExactly("examples.json", "tabular_model.json", "transform_graph.json");
                for (Path file : written) {
                    assertThat(again.resolve(file.getFileName())).hasSameBinaryContentAs(file);
                }
            }
        }

        @Test
        void shows_a_request_and_its_answer() throws IOException {
            var model = new TabularModel(twoColumns(), logistic(List.of(), 0, 0), Flights.CLASSES);
            model.save(folder, Batch.of("a", Values.float64(1.5, Double.NaN, 2)).with("b", Values.float64(0, 1, -1)));
            assertThat(folder.resolve("examples.json")).hasContent("""
                    {"instances":[
                     {"a":1.5,"b":0.0},
                     {"a":2.0,"b":-1.0}],
                    "predictions":[
                     [0.5,0.5],
                     [0.5,0.5]]}
                    """);
        }

        @Test
        void shows_no_more_than_ten_rows() throws IOException {
            Flights.model().save(folder, Flights.rows(7, 100));
            JsonNode examples =
                    new ObjectMapper().readTree(folder.resolve("examples.json").toFile());
            assertThat(examples.path("instances")).hasSize(10);
            assertThat(examples.path("predictions")).hasSize(10);
        }

        @Test
        void needs_a_row_that_can_be_sent() {
            var model = new TabularModel(twoColumns(), logistic(List.of(), 0, 0), Flights.CLASSES);
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            model.save(folder, Batch.of("a", Values.float64()).with("b", Values.float64())))
                    .withMessage("there is no example row; give one or more that a client might send");
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            model.save(folder, Batch.of("a", Values.float64(1)).with("b", Values.float64(Double.NaN))))
                    .withMessage(
                            "every example row holds NaN or infinity, which no client can send; a missing value is a row without values, in a ragged column");
            assertThat(folder).doesNotExist();
        }

        @Test
        void takes_examples_with_the_label_for_other_rows() {
            Batch labelled = Flights.rows(1, 3).with("late", Values.int64(0, 1, 0));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Flights.model().save(folder, labelled))
                    .withMessage(
                            "the batch has column late, which the graph does not take; the graph takes distance, delay, hour, flight, visib, wind");
        }
    }

    @Nested
    class Load {
        void assertRefused(String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TabularModel.load(folder))
                    .withMessage(message.replace("@", folder.toString()));
        }

        void change(String file, String from, String to) throws IOException {
            Path changed = folder.resolve(file);
            String text = Files.readString(changed);
            assertThat(text).contains(from);
            Files.writeString(changed, text.replace(from, to));
        }

        @ParameterizedTest
        @ValueSource(strings = {"examples.json", "tabular_model.json", "transform_graph.json"})
        void says_which_file_is_missing(String file) throws IOException {
            Flights.model().save(folder, Flights.rows(7, 3));
            Files.delete(folder.resolve(file));
            assertRefused(
                    "the model in @ is half written: there is no %s; give the folder that save of TabularModel wrote"
                            .formatted(file));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "tabular_model.json | \"intercept\" | , | the model in @ is damaged: tabular_model.json cannot be read; save it again",
                    "tabular_model.json | mlopslabs tabular model | pmml | @ holds something else: the \"format\" of its tabular_model.json is \"pmml\", not \"mlopslabs tabular model\"",
                    "tabular_model.json | \"version\" : 1 | \"version\" : 2 | the model in @ is of version 2, and this library reads versions up to 1; use the release that wrote it, or a later one",
                    "tabular_model.json | logistic_regression | forest | the model in @ is of kind \"forest\", and this library serves logistic_regression; use the release that wrote it, or a later one",
                    "tabular_model.json | \"intercept\" : -0.25 | \"intercept\" : null | LogisticRegressionModel: the intercept is NaN",
                    "transform_graph.json | \"version\" : 1 | \"version\" : 2 | @/transform_graph.json: this graph is of version 2, and this library reads versions up to 1; use the release that wrote it, or a later one",
                    "transform_graph.json | 0.001 | 0.002 | @/transform_graph.json: this transform graph was changed after it was written: its checksum does not fit; take the file as it was saved, or save the graph again",
                    "transform_graph.json | \"inputs\" : | \"inputs\": | the transform_graph.json in @ is not the one that was saved with tabular_model.json (SHA-256 differs); a graph and its model belong together, so save both again",
                    "examples.json | instances | inputs | the examples.json in @ is not the one that was saved with tabular_model.json (SHA-256 differs); a graph and its model belong together, so save both again",
                })
        void says_what_is_not_as_it_was_saved(String file, String from, String to, String message) throws IOException {
            Flights.model().save(folder, Flights.rows(7, 3));
            change(file, from, to);
            assertRefused(message);
        }
    }
}
