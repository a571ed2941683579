// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.validation.proto.CommonStatistics;
import io.mlopslabs.validation.proto.CustomStatistic;
import io.mlopslabs.validation.proto.DatasetFeatureStatistics;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.FeatureNameStatistics;
import io.mlopslabs.validation.proto.FeatureType;
import io.mlopslabs.validation.proto.NumericStatistics;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.PresenceAndValencyStatistics;
import io.mlopslabs.validation.proto.RankHistogram;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringStatistics;
import io.mlopslabs.validation.proto.StructStatistics;
import io.mlopslabs.validation.statistics.DataStatistics;
import io.mlopslabs.validation.statistics.StatsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaInferenceTest {
    private static final String GOLDEN = "/golden/validation/";
    private static final Pattern MAX_SIZE = Pattern.compile("max_string_domain_size=(\\d+)");

    /** Statistics of the cases that TFDV was given as a DataFrame, which our CSV path cannot make. */
    private static final Map<String, List<FeatureNameStatistics>> BY_HAND = Map.of(
            "bool_like_strings",
            List.of(
                    text("bits", 3, "1", "0"),
                    text("empty_true", 3, "", "0"),
                    text("one", 3, "1"),
                    text("clear", 3, "clear", "set"),
                    text("two_true", 3, "true", "1"),
                    text("three", 3, "true", "false", "TRUE")),
            "int_like_strings",
            List.of(
                    text("ints", 3, "10", "-2", "30"),
                    text("padded", 3, "007", "8", " 9 "),
                    text("plus", 3, "+1", "2", "3"),
                    text("floats", 3, "1.5", "2", "3"),
                    text("over64", 3, "9223372036854775808", "1", "2"),
                    text("dates", 3, "20240131", "20240201", "20240202")),
            "invalid_utf8",
            List.of(invalid(text("b", 2, "__BYTES_VALUE__", "ok")), text("s", 2, "x", "y")),
            "multivalent",
            List.of(
                    number("pair", common(3, 0, 2, 2), 1, 6),
                    number("pair_gap", common(2, 1, 2, 2), 1, 6),
                    texts("ragged", common(3, 0, 1, 2), "a", "b"),
                    texts("some_empty", common(3, 0, 0, 2), "a", "b", "c"),
                    number(
                            "nested",
                            common(3, 0, 1, 2)
                                    .addPresenceAndValencyStats(level(3, 1, 2))
                                    .addPresenceAndValencyStats(level(5, 1, 2)),
                            1,
                            7)));

    @TempDir
    java.nio.file.Path folder;

    @TestFactory
    Stream<DynamicTest> the_schema_is_that_of_tfdv() throws IOException {
        JsonNode golden = new ObjectMapper().readTree(bytes("infer_schema.json"));
        assertThat(golden.get("cases")).hasSize(25);
        return StreamSupport.stream(golden.get("cases").spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> check(c)));
    }

    private void check(JsonNode c) throws IOException {
        Schema expected = Schema.parseFrom(
                Base64.getDecoder().decode(c.get("schema_binary_base64").asText()));
        assertThat(SchemaFile.parse(new String(bytes(c.get("pbtxt").asText()), StandardCharsets.UTF_8)))
                .as("the text that Python wrote")
                .isEqualTo(expected);
        InferenceOptions options = InferenceOptions.defaults();
        Matcher limit = MAX_SIZE.matcher(c.get("call").asText());
        if (limit.find()) {
            options = options.withMaxStringDomainSize(Integer.parseInt(limit.group(1)));
        }
        if (c.get("call").asText().contains("infer_feature_shape=False")) {
            options = options.withoutShapes();
        }
        assertThat(SchemaInference.infer(statistics(c), options)).isEqualTo(expected);
    }

    private DatasetFeatureStatisticsList statistics(JsonNode c) throws IOException {
        String name = c.get("name").asText();
        if (BY_HAND.containsKey(name)) {
            return list(BY_HAND.get(name));
        }
        StatsOptions options = StatsOptions.defaults();
        if (c.has("schema_pbtxt")) {
            options = options.withSchema(SchemaFile.parse(c.get("schema_pbtxt").asText()));
        }
        if (c.get("call").asText().contains("weight_feature='w'")) {
            options = options.withWeightFeature("w");
        }
        String csv = c.has("csv") ? c.get("csv").asText() : lines(name);
        return DataStatistics.fromCsv(Files.writeString(folder.resolve(name + ".csv"), csv), options);
    }

    private static String lines(String name) throws IOException {
        return switch (name) {
            case "adult_train" -> rows("/datasets/adult/data.csv.gz", 0, 26_048);
            case "adult_eval" -> rows("/datasets/adult/data.csv.gz", 26_048, 32_561);
            default -> rows(GOLDEN + "birdstrikes_5000.csv.gz", 0, 5_000);
        };
    }

    private static String rows(String resource, int from, int to) throws IOException {
        try (InputStream packed = SchemaInferenceTest.class.getResourceAsStream(resource)) {
            List<String> lines = new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            var chosen = new ArrayList<>(lines.subList(from + 1, to + 1));
            chosen.add(0, lines.get(0));
            return String.join("\n", chosen) + "\n";
        }
    }

    @Test
    void features_in_a_struct_lie_in_its_domain_and_their_lists_are_named_by_the_whole_path() {
        Schema schema = SchemaInference.infer(list(List.of(
                at(text("x", 2, "p", "q"), "s", "x"),
                at(
                        FeatureNameStatistics.newBuilder()
                                .setType(FeatureNameStatistics.Type.STRUCT)
                                .setStructStats(StructStatistics.newBuilder().setCommonStats(common(2, 0, 1, 1)))
                                .build(),
                        "s"))));
        assertThat(schema.getFeatureList()).hasSize(1);
        assertThat(schema.getFeature(0).getType()).isEqualTo(FeatureType.STRUCT);
        assertThat(schema.getFeature(0).getValueCount().getMax()).isEqualTo(1); // a struct never gets a shape
        assertThat(schema.getFeature(0).getStructDomain().getFeature(0).getDomain())
                .isEqualTo("s.x");
        assertThat(schema.getStringDomain(0).getName()).isEqualTo("s.x");
    }

    @Test
    void a_domain_that_a_generator_has_recognised_comes_before_a_list_of_texts() {
        FeatureNameStatistics column = text("m", 2, "/m/01", "/m/02").toBuilder()
                .addCustomStats(
                        CustomStatistic.newBuilder().setName("domain_info").setStr("mid_domain {}"))
                .build();
        Schema schema = SchemaInference.infer(list(List.of(column)));
        assertThat(schema.getFeature(0).hasMidDomain()).isTrue();
        assertThat(schema.getStringDomainList()).isEmpty();
    }

    @Test
    void transformations_come_last_and_in_their_order() {
        InferenceOptions options = InferenceOptions.defaults()
                .withTransformation((schema, data) ->
                        schema.toBuilder().addDefaultEnvironment("A").build())
                .withTransformation((schema, data) -> schema.toBuilder()
                        .addDefaultEnvironment("B" + data.getFeaturesCount())
                        .build());
        assertThat(SchemaInference.infer(list(List.of(text("a", 1, "p"))), options)
                        .getDefaultEnvironmentList())
                .containsExactly("A", "B1");
    }

    @Test
    void a_new_column_gets_a_value_count_and_a_domain_of_a_free_name() {
        Schema old = SchemaInference.infer(list(List.of(text("a", 2, "p", "q"))));
        Schema renamed = old.toBuilder()
                .setFeature(0, old.getFeature(0).toBuilder().setName("b"))
                .build();
        Schema grown = SchemaInference.addColumn(
                renamed, text("a", 2, "r", "s"), InferenceOptions.defaults().withoutShapes());
        assertThat(grown.getFeature(1).getDomain()).isEqualTo("a2");
        assertThat(grown.getFeature(1).getValueCount().getMax()).isEqualTo(1);
        assertThat(grown.getFeature(1).hasShape()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaInference.addColumn(old, text("a", 1, "p"), InferenceOptions.defaults()))
                .withMessage("The schema has a feature 'a' already; update it instead");
    }

    @Test
    void slices_need_the_one_over_all_examples() {
        var slices = DatasetFeatureStatisticsList.newBuilder()
                .addDatasets(DatasetFeatureStatistics.newBuilder().setName("men"))
                .addDatasets(DatasetFeatureStatistics.newBuilder().setName("women"))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaInference.infer(slices))
                .withMessage("the statistics hold 2 data sets [men, women] and none is called 'All Examples';"
                        + " pick one, or make them with the default slice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaInference.infer(DatasetFeatureStatisticsList.getDefaultInstance()))
                .withMessage("the statistics hold no data set; make them from at least one file");
        var whole = slices.toBuilder()
                .addDatasets(list(List.of(text("a", 1, "p"))).getDatasets(0).toBuilder()
                        .setName("All Examples"))
                .build();
        assertThat(SchemaInference.infer(whole).getFeatureCount()).isEqualTo(1);
    }

    private static DatasetFeatureStatisticsList list(List<FeatureNameStatistics> columns) {
        return DatasetFeatureStatisticsList.newBuilder()
                .addDatasets(
                        DatasetFeatureStatistics.newBuilder().setNumExamples(3).addAllFeatures(columns))
                .build();
    }

    private static FeatureNameStatistics at(FeatureNameStatistics column, String... steps) {
        return column.toBuilder()
                .setPath(Path.newBuilder().addAllStep(List.of(steps)))
                .build();
    }

    private static FeatureNameStatistics text(String name, int rows, String... values) {
        return texts(name, common(rows, 0, 1, 1), values);
    }

    private static FeatureNameStatistics texts(String name, CommonStatistics.Builder common, String... values) {
        var ranks = RankHistogram.newBuilder();
        for (String value : values) {
            ranks.addBucketsBuilder().setLabel(value).setSampleCount(1);
        }
        return at(
                FeatureNameStatistics.newBuilder()
                        .setType(FeatureNameStatistics.Type.STRING)
                        .setStringStats(StringStatistics.newBuilder()
                                .setCommonStats(common)
                                .setRankHistogram(ranks))
                        .build(),
                name);
    }

    private static FeatureNameStatistics invalid(FeatureNameStatistics column) {
        return column.toBuilder()
                .setStringStats(column.getStringStats().toBuilder().setInvalidUtf8Count(1))
                .build();
    }

    private static FeatureNameStatistics number(String name, CommonStatistics.Builder common, double min, double max) {
        return at(
                FeatureNameStatistics.newBuilder()
                        .setType(FeatureNameStatistics.Type.INT)
                        .setNumStats(NumericStatistics.newBuilder()
                                .setCommonStats(common)
                                .setMin(min)
                                .setMax(max))
                        .build(),
                name);
    }

    private static CommonStatistics.Builder common(long present, long missing, long fewest, long most) {
        return CommonStatistics.newBuilder()
                .setNumNonMissing(present)
                .setNumMissing(missing)
                .setMinNumValues(fewest)
                .setMaxNumValues(most);
    }

    private static PresenceAndValencyStatistics level(long present, long fewest, long most) {
        return PresenceAndValencyStatistics.newBuilder()
                .setNumNonMissing(present)
                .setMinNumValues(fewest)
                .setMaxNumValues(most)
                .build();
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = SchemaInferenceTest.class.getResourceAsStream(GOLDEN + file)) {
            return in.readAllBytes();
        }
    }
}
