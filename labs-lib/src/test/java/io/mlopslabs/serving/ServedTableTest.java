// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.serving;

import static io.mlopslabs.serving.Calls.header;
import static io.mlopslabs.serving.Calls.text;
import static io.mlopslabs.serving.Calls.tree;
import static io.mlopslabs.serving.ModelServerTest.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.data.GrayImage;
import io.mlopslabs.data.Sha256;
import io.mlopslabs.features.linear.LogisticRegressionModel;
import io.mlopslabs.features.transform.Batch;
import io.mlopslabs.features.transform.DType;
import io.mlopslabs.features.transform.FeatureSpec;
import io.mlopslabs.features.transform.Kind;
import io.mlopslabs.features.transform.Preprocessing;
import io.mlopslabs.features.transform.TransformGraph;
import io.mlopslabs.features.transform.Values;
import io.mlopslabs.serving.ServedRequest.Seen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of rows, over HTTP. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServedTableTest {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String PREDICT = "/v1/models/flights:predict";
    static final List<ServedRequest> SEEN = new CopyOnWriteArrayList<>();

    @TempDir
    static Path folder;

    static TabularModel model;
    static ModelServer server;
    static Calls calls;

    @BeforeAll
    static void start() {
        model = Flights.model();
        Path base = folder.resolve("flights");
        model.save(base.resolve("1"), Flights.rows(7, 30));
        server = ModelServer.serving(base).observedBy(SEEN::add).start();
        calls = new Calls(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static double[][] numbers(JsonNode rows) throws IOException {
        return JSON.treeToValue(rows, double[][].class);
    }

    @Nested
    class Predict {
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6})
        void answers_what_graph_and_model_answer_here_to_the_bit(long seed) throws IOException {
            Batch rows = Flights.rows(seed, 400);
            double[] late = Flights.logistic()
                    .predictProbability(model.graph().transform(rows).toMatrix());
            double[][] expected = IntStream.range(0, rows.rows())
                    .mapToObj(row -> new double[] {1 - late[row], late[row]})
                    .toArray(double[][]::new);
            assertThat(Arrays.stream(late).distinct())
                    .as("answers that can be told apart")
                    .hasSizeGreaterThan(300);
            assertThat(numbers(
                            tree(calls.post(PREDICT, Flights.instances(rows))).path("predictions")))
                    .isDeepEqualTo(expected);
            assertThat(numbers(tree(calls.post(PREDICT, Flights.inputs(rows))).path("outputs")))
                    .isDeepEqualTo(expected);
        }

        @Test
        void answers_one_row_as_among_many() throws IOException {
            Batch one = Flights.rows(11, 1);
            HttpResponse<byte[]> response = calls.post(PREDICT, Flights.instances(one));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "X-Model-Version")).isEqualTo("1");
            assertThat(numbers(tree(response).path("predictions"))).isDeepEqualTo(model.probabilities(one));
        }

        @Test
        void answers_the_examples_of_its_folder_as_they_say() throws IOException {
            String examples = Files.readString(folder.resolve("flights/1/examples.json"));
            assertThat(tree(calls.post(PREDICT, examples)).path("predictions"))
                    .isEqualTo(JSON.readTree(examples).path("predictions"));
        }

        @Test
        void says_the_same_to_many_clients_at_once() {
            String request = Flights.instances(Flights.rows(3, 20));
            String expected = text(calls.post(PREDICT, request));
            List<String> answers = IntStream.range(0, 32).mapToObj(i -> calls.later(PREDICT, request)).toList().stream()
                    .map(answer -> text(answer.join()))
                    .toList();
            assertThat(answers).containsOnly(expected);
        }

        @Test
        void tells_observers_the_features_and_the_probabilities() {
            Batch rows = Flights.rows(5, 1);
            SEEN.clear();
            calls.post(PREDICT, Flights.instances(rows));
            var prediction = (Seen.Prediction) SEEN.get(0).seen();
            double[] features = model.graph().transform(rows).toMatrix()[0];
            for (int i = 0; i < features.length; i++) {
                assertThat(prediction.inputs().get(0)[i]).isEqualTo((float) features[i]);
            }
            assertThat(prediction.inputs().get(0)).hasSameSizeAs(features);
            assertThat(prediction.outputs().get(0)[1]).isEqualTo((float) model.probabilities(rows)[0][1]);
            assertThat(prediction.classNames()).isEqualTo(Flights.CLASSES);
        }
    }

    @Nested
    class Refuses {
        @Test
        void a_row_that_lacks_a_column_with_the_place() {
            assertRefused(
                    calls.post(PREDICT, "{\"instances\":[%s]}".formatted(Flights.ROW.replace("\"hour\":9,", ""))),
                    422,
                    "{\"error\":\"instances[0] lacks column hour\",\"field\":\"instances[0].hour\"}");
        }

        @Test
        void a_value_that_an_operation_refuses_by_operation_column_and_place() {
            String wrong = Flights.ROW.replace("\"17\"", "\"UA17\"");
            assertRefused(
                    calls.post(PREDICT, "{\"instances\":[%s,%s,%s]}".formatted(Flights.ROW, wrong, wrong)),
                    422,
                    "{\"error\":\"cast of column flight, row 1: \\\"UA17\\\" is no number\",\"field\":\"instances[1].flight\"}");
            assertRefused(
                    calls.post(PREDICT, "{\"inputs\":%s}".formatted(TableReaderTest.TEN.replace("\"17\"", "\"\""))),
                    422,
                    "{\"error\":\"cast of column flight, row 0: \\\"\\\" is no number\",\"field\":\"inputs.flight[0]\"}");
        }

        @Test
        void a_row_with_two_values_where_one_is_taken() {
            assertRefused(
                    calls.post(PREDICT, "{\"instances\":[%s]}".formatted(Flights.ROW.replace("null", "[1,2]"))),
                    422,
                    "{\"error\":\"or_else of column visib, row 0: the row has 2 values, where one is taken\",\"field\":\"instances[0].visib\"}");
        }

        @Test
        void a_feature_that_is_no_number_for_the_model() {
            String infinite = Flights.ROW.replace("\"17\"", "\"Infinity\"");
            HttpResponse<byte[]> response =
                    calls.post(PREDICT, "{\"instances\":[%s,%s]}".formatted(Flights.ROW, infinite));
            assertThat(response.statusCode()).isEqualTo(422);
            assertThat(text(response))
                    .startsWith("{\"error\":\"LogisticRegressionModel: row 1, column 2 is Infinity")
                    .endsWith(",\"field\":\"instances[1]\"}");
        }

        @Test
        void what_no_single_column_is_to_blame_for_by_the_row_alone() {
            FeatureSpec columns = FeatureSpec.of()
                    .ragged("a", DType.FLOAT64)
                    .ragged("aa", DType.FLOAT64)
                    .string("cast of column a");
            String row = "{\"a\":1,\"aa\":%s,\"cast of column a\":\"%s\"}";
            String rows = "{\"instances\":[%s,%s]}".formatted(row, row);
            Batch fine = PredictBody.rows(
                            rows.formatted("1", "1", "2", "2").getBytes(UTF_8), new Signature.Table(columns), 2)
                    .instances();
            TransformGraph graph = Preprocessing.of(columns, (in, out) -> out.put(
                                    "sum", in.column("a").plus(in.column("aa")).orElse(0))
                            .put("aa", in.column("aa").orElse(0))
                            .put("text", in.column("cast of column a").cast(DType.FLOAT64)))
                    .analyze(fine);
            var table = new ServedTable(new TabularModel(
                    graph, new LogisticRegressionModel(List.of(), new double[] {1, 2, 3}, 0), Flights.CLASSES));
            assertRefusedBy(
                    table,
                    rows.formatted("1", "1", "null", "1"),
                    "instances[1]",
                    "add of columns a, aa, row 1: the row has 1 values on the left and 0 on the right");
            assertRefusedBy(
                    table,
                    rows.formatted("1", "x", "1", "1"),
                    "instances[0].cast of column a",
                    "cast of column cast of column a, row 0: \"x\" is no number");
        }

        void assertRefusedBy(ServedTable table, String request, String field, String message) {
            PredictBody<Batch> asked = PredictBody.rows(request.getBytes(UTF_8), table.signature(), 2);
            Refusal refusal = catchThrowableOfType(Refusal.class, () -> table.answers(asked));
            assertThat(refusal).hasMessage(message);
            assertThat(refusal.field()).isEqualTo(field);
        }

        @Test
        void fewer_rows_of_a_model_that_makes_very_many_numbers_of_each() {
            assertThat(new ServedTable(model).mostRows(1024)).isEqualTo(1024);
            int width = 1 << 13;
            FeatureSpec columns = FeatureSpec.of().with("pixels", new Kind(DType.FLOAT32, width));
            Batch none = Batch.of("pixels", Values.of(columns.columns().get("pixels"), List.of()));
            TransformGraph graph = Preprocessing.of(columns, (in, out) -> out.put("pixels", in.column("pixels")))
                    .analyze(none);
            var wide = new ServedTable(new TabularModel(
                    graph, new LogisticRegressionModel(List.of(), new double[width], 0), Flights.CLASSES));
            assertThat(wide.mostRows(1024)).isEqualTo(512); // 2^22 numbers
            assertThat(wide.mostRows(100)).isEqualTo(100);
        }

        @Test
        void more_rows_than_the_limit() {
            assertRefused(
                    calls.post(PREDICT, Flights.instances(Flights.rows(1, 1025))),
                    422,
                    "{\"error\":\"there are more than 1,024 instances; send them in several requests\",\"field\":\"instances[1024]\"}");
        }

        @Test
        void to_detect() throws IOException {
            byte[] image = PictureTest.png(GrayImage.of(30, 30, new byte[900]));
            assertRefused(
                    calls.send(calls.upload("/v1/models/flights:detect", image)
                            .header("Accept", "application/json")
                            .build()),
                    422,
                    "{\"error\":\"the model takes rows of a table; a detector needs one that takes images\",\"field\":\"model\"}");
        }
    }

    @Nested
    class Describes {
        @Test
        void its_columns_their_types_and_the_classes() {
            JsonNode metadata = tree(calls.get("/v1/models/flights/metadata")).path("metadata");
            JsonNode inputs = metadata.at("/signature_def/signature_def/serving_default/inputs");
            assertThat(inputs.properties())
                    .extracting(column -> "%s %s %s"
                            .formatted(
                                    column.getKey(),
                                    column.getValue().path("dtype").asText(),
                                    column.getValue().at("/tensor_shape/dim").findValuesAsText("size")))
                    .containsExactly(
                            "distance DT_FLOAT [-1]",
                            "delay DT_DOUBLE [-1]",
                            "hour DT_INT64 [-1]",
                            "flight DT_STRING [-1]",
                            "visib DT_FLOAT [-1, -1]",
                            "wind DT_FLOAT [-1, 2]");
            JsonNode output = metadata.at("/signature_def/signature_def/serving_default/outputs/probabilities");
            assertThat(output.path("dtype").asText()).isEqualTo("DT_DOUBLE");
            assertThat(output.at("/tensor_shape/dim").findValuesAsText("size")).containsExactly("-1", "2");
            assertThat(metadata.path("class_names").toString()).isEqualTo("[\"on time\",\"late\"]");
        }

        @Test
        void its_rows_to_clients_that_read_openapi() {
            JsonNode schemas = tree(calls.get("/openapi.json")).at("/components/schemas");
            assertThat(schemas.has("Image")).isFalse();
            assertThat(schemas.at("/Instances/items/anyOf").toString())
                    .isEqualTo("[{\"$ref\":\"#/components/schemas/Row\"}]");
            assertThat(schemas.at("/PredictRequest/properties/inputs/anyOf").toString())
                    .isEqualTo("[{\"$ref\":\"#/components/schemas/Columns\"}]");
            assertThat(schemas.at("/Row/required").toString())
                    .isEqualTo("[\"distance\",\"delay\",\"hour\",\"flight\",\"visib\",\"wind\"]");
            assertThat(schemas.at("/Row/additionalProperties").asBoolean(true)).isFalse();
            assertThat(schemas.at("/Row/properties/hour").toString())
                    .isEqualTo("{\"type\":\"integer\",\"format\":\"int64\"}");
            assertThat(schemas.at("/Row/properties/visib").toString())
                    .isEqualTo("{\"anyOf\":[{\"type\":\"number\",\"format\":\"float\",\"nullable\":true},"
                            + "{\"type\":\"array\",\"items\":{\"type\":\"number\",\"format\":\"float\"}}]}");
            assertThat(schemas.at("/Row/properties/wind").toString())
                    .isEqualTo("{\"type\":\"array\",\"items\":{\"type\":\"number\",\"format\":\"float\"},"
                            + "\"minItems\":2,\"maxItems\":2}");
            assertThat(schemas.at("/Columns/properties/flight").toString())
                    .isEqualTo("{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":1,\"maxItems\":1024}");
        }

        @Test
        void rows_and_images_beside_each_other() throws IOException {
            var images = new FakeModel(folder, "images").with(1);
            Path base = folder.resolve("flights");
            try (ModelServer both = ModelServer.serving(images.base, base)
                    .loadedBy(version -> version.getParent().equals(base)
                            ? new ServedTable(TabularModel.load(version))
                            : images.load(version))
                    .start()) {
                JsonNode schemas = tree(new Calls(both).get("/openapi.json")).at("/components/schemas");
                assertThat(schemas.at("/Instances/items/anyOf")).hasSize(3);
                assertThat(schemas.at("/Image/minItems").asInt()).isEqualTo(2);
                assertThat(schemas.at("/Row/required")).hasSize(6);
            }
        }
    }

    @Nested
    class Versions {
        Path saved(String name, long version) {
            Path base = folder.resolve(name);
            model.save(base.resolve(Long.toString(version)), Flights.rows(7, 30));
            return base;
        }

        void change(Path file, String from, String to) throws IOException {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        }

        @Test
        void of_a_later_release_show_their_error_and_the_old_one_serves_on() throws IOException {
            Path base = saved("later", 1);
            try (ModelServer other = ModelServer.serving(base).start()) {
                Path second = saved("later", 2).resolve("2");
                change(second.resolve("transform_graph.json"), "\"version\" : 1", "\"version\" : 2");
                other.refresh();
                var client = new Calls(other);
                JsonNode status =
                        tree(client.get("/v1/models/later/versions/2")).at("/model_version_status/0");
                assertThat(status.path("state").asText()).isEqualTo("LOADING");
                assertThat(status.at("/status/error_code").asText()).isEqualTo("FAILED_PRECONDITION");
                assertThat(status.at("/status/error_message").asText())
                        .isEqualTo(
                                "%s/transform_graph.json: this graph is of version 2, and this library reads versions up to 1; use the release that wrote it, or a later one"
                                        .formatted(second));
                assertThat(header(
                                client.post("/v1/models/later:predict", "{\"instances\":[%s]}".formatted(Flights.ROW)),
                                "X-Model-Version"))
                        .isEqualTo("1");
            }
        }

        @Test
        void that_are_half_written_wait_and_the_old_one_serves_on() throws IOException {
            Path base = saved("half", 1);
            try (ModelServer other = ModelServer.serving(base).start()) {
                var client = new Calls(other);
                Path second = saved("half", 2).resolve("2");
                Path last = second.resolve("tabular_model.json");
                byte[] whole = Files.readAllBytes(last);
                Files.delete(last);
                other.refresh();
                assertThat(text(client.get("/v1/models/half/versions/2")))
                        .contains("is half written: there is no tabular_model.json");
                assertThat(header(
                                client.post("/v1/models/half:predict", "{\"instances\":[%s]}".formatted(Flights.ROW)),
                                "X-Model-Version"))
                        .isEqualTo("1");
                Files.write(last, whole);
                other.refresh();
                assertThat(header(
                                client.post("/v1/models/half:predict", "{\"instances\":[%s]}".formatted(Flights.ROW)),
                                "X-Model-Version"))
                        .isEqualTo("2");
            }
        }

        /** What an operation that means something else in the next release would look like: everything is there, and the numbers are others. */
        @Test
        void that_answer_their_examples_otherwise_than_in_training_are_not_served() throws IOException {
            Path base = saved("other", 1);
            Path version = base.resolve("1");
            Path examples = version.resolve("examples.json");
            String before = Files.readString(examples);
            double first = JSON.readTree(before).at("/predictions/0/1").asDouble();
            String digest = Sha256.hex(before.getBytes(UTF_8));
            Files.writeString(examples, before.replace(Double.toString(first), "0.123"));
            change(version.resolve("tabular_model.json"), digest, Sha256.hex(Files.readAllBytes(examples)));
            try (ModelServer none = ModelServer.serving(base).start()) {
                assertThat(tree(new Calls(none).get("/v1/models/other"))
                                .at("/model_version_status/0/status/error_message")
                                .asText())
                        .isEqualTo(
                                "the model in %s answers example 0 with %s for late; when it was saved it was 0.123: this release makes other features of it, so fit and save it again"
                                        .formatted(version, first));
            }
        }

        @Test
        void that_refuse_their_own_examples_are_not_served() throws IOException {
            Path base = saved("refused", 1);
            Path version = base.resolve("1");
            Path examples = version.resolve("examples.json");
            String before = Files.readString(examples);
            Files.writeString(examples, before.replace("\"hour\"", "\"hours\""));
            change(
                    version.resolve("tabular_model.json"),
                    Sha256.hex(before.getBytes(UTF_8)),
                    Sha256.hex(Files.readAllBytes(examples)));
            try (ModelServer none = ModelServer.serving(base).start()) {
                assertThat(tree(new Calls(none).get("/v1/models/refused"))
                                .at("/model_version_status/0/status/error_message")
                                .asText())
                        .isEqualTo(
                                "the model in %s refuses its own examples: the model takes no column hours; it takes distance, delay, hour, flight, visib, wind"
                                        .formatted(version));
            }
        }
    }

    @Test
    void the_command_line_says_what_to_try() {
        Path base = folder.resolve("told");
        model.save(base.resolve("3"), Flights.rows(7, 30));
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, UTF_8);
        try (ModelServer told = ServeCommand.start(base, 0, print, print).orElseThrow()) {
            assertThat(out.toString(UTF_8)).isEqualTo("""
                    Serving told (version 3) at %1$s; Ctrl-C stops.

                      curl %1$s/v1/models/told
                      curl -H 'Content-Type: application/json' -d @%2$s/3/examples.json %1$s/v1/models/told:predict

                    %1$s/openapi.json describes every path.
                    """.formatted(told.uri(), base));
        }
    }

    @Test
    void the_command_line_tells_a_version_from_the_model_that_it_is_one_of() {
        Path version = folder.resolve("flights/1");
        var err = new ByteArrayOutputStream();
        var print = new PrintStream(err, true, UTF_8);
        assertThat(ServeCommand.start(version, 0, print, print)).isEmpty();
        assertThat(err.toString(UTF_8))
                .isEqualTo(
                        "\n%s holds a model, not the versions of one.\nhint: serve the folder above: ./course serve %s.\n"
                                .formatted(version, version.getParent()));
    }
}
