// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.anomalies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TypeRegistry;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.AnomalyInfo;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.DriftSkewInfo;
import io.mlopslabs.validation.proto.NaturalLanguageStatistics;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** TFDV's answers, read from {@code golden/validation}. */
record GoldenFile(String name, JsonNode content) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double ROUNDING = 1e-12; // as the files say: sums in another order
    private static final TextFormat.Parser TEXT = TextFormat.Parser.newBuilder()
            .setTypeRegistry(TypeRegistry.newBuilder()
                    .add(NaturalLanguageStatistics.getDescriptor())
                    .build())
            .build();

    static GoldenFile read(String name) {
        try {
            return new GoldenFile(name, JSON.readTree(text(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try (var in = GoldenFile.class.getResourceAsStream("/golden/validation/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> cases() {
        return StreamSupport.stream(content.get("cases").spliterator(), false).toList();
    }

    static Schema schema(JsonNode example) {
        return schema(
                example.has("schema_pbtxt")
                        ? example.get("schema_pbtxt").asText()
                        : text(example.get("schema").asText()));
    }

    static Schema schemaFile(String name) {
        return schema(text(name));
    }

    static Schema schema(String pbtxt) {
        return parse(pbtxt, Schema.newBuilder()).build();
    }

    /** Returns what the case itself holds: in wire format, or written by hand. */
    static Optional<DatasetFeatureStatisticsList> statistics(JsonNode example) {
        if (example.has("statistics_binary_base64")) {
            return Optional.of(
                    statistics(example.get("statistics_binary_base64").asText()));
        }
        return handMade(example, "csv_stats");
    }

    static Optional<DatasetFeatureStatisticsList> handMade(JsonNode example, String field) {
        return example.has(field)
                ? Optional.of(parse(example.get(field).asText(), DatasetFeatureStatisticsList.newBuilder())
                        .build())
                : Optional.empty();
    }

    static DatasetFeatureStatisticsList statistics(String base64) {
        try {
            return DatasetFeatureStatisticsList.parseFrom(Base64.getDecoder().decode(base64));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T extends Message.Builder> T parse(String text, T builder) {
        try {
            TEXT.merge(text, ExtensionRegistry.getEmptyRegistry(), builder);
            return builder;
        } catch (TextFormat.ParseException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares exactly but for the measured values. */
    static void assertSame(Anomalies actual, JsonNode expected) {
        ObjectNode found = JSON.createObjectNode();
        ObjectNode infos = found.putObject("anomaly_info");
        actual.getAnomalyInfoMap().forEach((key, info) -> infos.set(key, asJson(info)));
        if (actual.hasDatasetAnomalyInfo()) {
            found.set("dataset_anomaly_info", asJson(actual.getDatasetAnomalyInfo()));
        }
        if (actual.getDataMissing()) {
            found.put("data_missing", true);
        }
        ObjectNode others = ((ObjectNode) expected).deepCopy();
        assertMeasured(actual.getDriftSkewInfoList(), others.remove("drift_skew_info"));
        assertThat(found.toPrettyString()).isEqualTo(sorted(others, found).toPrettyString());
    }

    /** Returns the expected object in the order of the found one, so that a difference reads well. */
    private static JsonNode sorted(JsonNode expected, JsonNode found) {
        if (!expected.isObject() || !found.isObject()) {
            return expected;
        }
        ObjectNode sorted = JSON.createObjectNode();
        found.fieldNames().forEachRemaining(key -> {
            if (expected.has(key)) {
                sorted.set(key, sorted(expected.get(key), found.get(key)));
            }
        });
        expected.fieldNames().forEachRemaining(key -> {
            if (!sorted.has(key)) {
                sorted.set(key, expected.get(key));
            }
        });
        return sorted;
    }

    private static ObjectNode asJson(AnomalyInfo info) {
        ObjectNode json = JSON.createObjectNode();
        json.put("description", info.getDescription());
        json.set("path", steps(info.getPath()));
        ArrayNode reasons = json.putArray("reason");
        for (AnomalyInfo.Reason reason : info.getReasonList()) {
            reasons.addObject()
                    .put("description", reason.getDescription())
                    .put("short_description", reason.getShortDescription())
                    .put("type", reason.getType().name());
        }
        return json.put("severity", info.getSeverity().name()).put("short_description", info.getShortDescription());
    }

    private static ArrayNode steps(Path path) {
        ArrayNode steps = JSON.createArrayNode();
        path.getStepList().forEach(steps::add);
        return steps;
    }

    private static void assertMeasured(List<DriftSkewInfo> actual, JsonNode expected) {
        assertThat(actual).as("measured columns").hasSize(expected == null ? 0 : expected.size());
        for (DriftSkewInfo info : actual) {
            JsonNode column = expected.get(FeaturePath.of(info.getPath()).serialized());
            assertMeasurements(info.getDriftMeasurementsList(), column.path("drift_measurements"));
            assertMeasurements(info.getSkewMeasurementsList(), column.path("skew_measurements"));
        }
    }

    private static void assertMeasurements(List<DriftSkewInfo.Measurement> actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.size(); i++) {
            JsonNode wanted = expected.get(i);
            double value = wanted.get("value").asDouble();
            assertThat(actual.get(i).getType().name())
                    .isEqualTo(wanted.get("type").asText());
            assertThat(actual.get(i).getThreshold())
                    .isEqualTo(wanted.get("threshold").asDouble());
            assertThat(actual.get(i).getValue()).isCloseTo(value, within(ROUNDING * Math.abs(value)));
        }
    }
}
