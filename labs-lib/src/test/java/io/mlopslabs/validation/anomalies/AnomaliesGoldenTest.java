// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.CustomValidationConfig;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.statistics.DataStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every case of TFDV 1.16.1: types, severities, descriptions, paths, measurements and the schema after an update. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AnomaliesGoldenTest {
    private static final Pattern ENVIRONMENT = Pattern.compile("environment='(\\w+)'");
    private static final int EVALUATION_FROM = 26_048;
    /** As the case adult_bad_rows appends them. */
    private static final List<String> BAD_ROWS = GoldenFile.read("environments").cases().stream()
            .filter(example -> example.has("appended_lines"))
            .flatMap(example ->
                    StreamSupport.stream(example.get("appended_lines").spliterator(), false))
            .map(JsonNode::asText)
            .toList();

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> values() {
        return cases("anomalies_1_values");
    }

    @TestFactory
    Stream<DynamicTest> schema() {
        return cases("anomalies_2_schema");
    }

    @TestFactory
    Stream<DynamicTest> comparators_and_rest() {
        return cases("anomalies_3_comparators_and_rest");
    }

    @TestFactory
    Stream<DynamicTest> random_schemas_and_statistics() {
        return cases("anomalies_random");
    }

    @TestFactory
    Stream<DynamicTest> environments() {
        return cases("environments");
    }

    @TestFactory
    Stream<DynamicTest> updates() {
        return GoldenFile.read("update_schema").cases().stream()
                .map(example -> dynamicTest(example.get("name").asText(), () -> {
                    var before =
                            GoldenFile.schemaFile(example.get("before_pbtxt").asText());
                    DatasetFeatureStatisticsList statistics = statistics(example, "csv");
                    var after = example.get("call").asText().contains("max_string_domain_size=2")
                            ? SchemaUpdater.update(before, statistics, 2)
                            : SchemaUpdater.update(before, statistics);
                    assertThat(after)
                            .isEqualTo(GoldenFile.schemaFile(
                                    example.get("after_pbtxt").asText()));
                    assertThat(!after.equals(before))
                            .isEqualTo(example.get("changed").asBoolean());
                    GoldenFile.assertSame(
                            StatisticsValidator.of(before).validate(statistics), example.get("anomalies_before"));
                    GoldenFile.assertSame(
                            StatisticsValidator.of(after).validate(statistics), example.get("anomalies_after"));
                }));
    }

    private static Stream<DynamicTest> cases(String file) {
        return GoldenFile.read(file).cases().stream()
                .map(example -> dynamicTest(example.get("name").asText(), () -> check(example)));
    }

    private static void check(JsonNode example) {
        if (example.has("error")) {
            String message = example.get("error").asText().replace("ValueError: ", "");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> validator(example))
                    .withMessageStartingWith(message);
            return;
        }
        DatasetFeatureStatisticsList statistics =
                GoldenFile.statistics(example).orElseGet(() -> statistics(example, "csv"));
        Anomalies anomalies = validator(example).validate(statistics);
        if (example.has("remove_anomaly_types")) {
            anomalies = AnomalyFilter.removeAnomalyTypes(anomalies, types(example.get("remove_anomaly_types")));
        }
        GoldenFile.assertSame(anomalies, example.get("expected"));
        if (example.has("updated_schema_pbtxt")) {
            assertThat(SchemaUpdater.update(GoldenFile.schema(example), statistics))
                    .as("schema after the update")
                    .isEqualTo(GoldenFile.schema(
                            example.get("updated_schema_pbtxt").asText()));
        }
    }

    private static StatisticsValidator validator(JsonNode example) {
        var validator = StatisticsValidator.of(GoldenFile.schema(example));
        Matcher environment = ENVIRONMENT.matcher(example.get("call").asText());
        if (environment.find()) {
            validator = validator.environment(environment.group(1));
        }
        validator = with(example, "previous", validator::previousStatistics).orElse(validator);
        validator = with(example, "serving", validator::servingStatistics).orElse(validator);
        validator = with(example, "previous_version", validator::previousVersionStatistics)
                .orElse(validator);
        validator = GoldenFile.handMade(example, "previous_stats")
                .map(validator::previousStatistics)
                .orElse(validator);
        validator = GoldenFile.handMade(example, "serving_stats")
                .map(validator::servingStatistics)
                .orElse(validator);
        if (example.has("custom_validation_config")) {
            validator = validator.customValidations(GoldenFile.parse(
                            example.get("custom_validation_config").asText(), CustomValidationConfig.newBuilder())
                    .build());
        }
        if (example.path("new_features_are_warnings").asBoolean()) {
            validator = validator.severity(AnomalyInfo.Type.SCHEMA_NEW_COLUMN, AnomalyInfo.Severity.WARNING);
        }
        for (var entry : example.path("severity").properties()) {
            validator = validator.severity(
                    AnomalyInfo.Type.valueOf(entry.getKey()),
                    AnomalyInfo.Severity.valueOf(entry.getValue().asText()));
        }
        return validator;
    }

    private static Optional<StatisticsValidator> with(
            JsonNode example, String field, Function<DatasetFeatureStatisticsList, StatisticsValidator> setting) {
        return example.has(field) ? Optional.of(setting.apply(statistics(example, field))) : Optional.empty();
    }

    /** Returns statistics of rows: what a golden file has not in wire format either. */
    private static DatasetFeatureStatisticsList statistics(JsonNode example, String field) {
        try {
            String csv = example.has(field) ? example.get(field).asText() : adult(example);
            return DataStatistics.fromCsv(Files.writeString(Files.createTempFile(folder, "rows", ".csv"), csv));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the evaluation rows of Adult, with the lines that the case appends, without the column that it leaves out. */
    private static String adult(JsonNode example) throws IOException {
        List<String> lines = adultLines();
        var rows = new ArrayList<>(lines.subList(EVALUATION_FROM + 1, lines.size()));
        rows.add(0, lines.get(0));
        if (example.get("input").asText().equals("as adult_clean without column income")) {
            rows.replaceAll(line -> line.substring(0, line.lastIndexOf(',')));
        } else if (!example.get("name").asText().equals("adult_clean")) {
            rows.addAll(BAD_ROWS);
        }
        return String.join("\n", rows) + "\n";
    }

    private static List<String> adultLines() throws IOException {
        var packed = AnomaliesGoldenTest.class.getResourceAsStream("/datasets/adult/data.csv.gz");
        try (var in = new GZIPInputStream(packed)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static Set<AnomalyInfo.Type> types(JsonNode names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(name -> AnomalyInfo.Type.valueOf(name.asText()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(AnomalyInfo.Type.class)));
    }

    @Test
    void the_rules_emit_the_61_types_that_TFDV_emits_and_no_other() throws IOException {
        Set<String> emitted = new TreeSet<>();
        Pattern type = Pattern.compile("AnomalyInfo\\.Type\\.([A-Z][A-Z0-9_]+)");
        Path rules = Path.of("src", "main", "java", "io", "mlopslabs", "validation", "anomalies");
        try (var files = Files.list(rules)) {
            for (Path file : files.toList()) {
                type.matcher(Files.readString(file)).results().forEach(result -> emitted.add(result.group(1)));
            }
        }
        Set<String> reached = new TreeSet<>();
        GoldenFile.read("anomaly_types").content().get("reached").fieldNames().forEachRemaining(reached::add);
        assertThat(emitted).hasSize(61).isEqualTo(reached);
    }
}
