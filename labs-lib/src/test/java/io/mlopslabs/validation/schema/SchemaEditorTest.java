// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import static io.mlopslabs.validation.schema.FeatureEditor.Measure.INFINITY_NORM;
import static io.mlopslabs.validation.schema.FeatureEditor.Measure.JENSEN_SHANNON_DIVERGENCE;
import static io.mlopslabs.validation.schema.FeatureEditor.Measure.NORMALIZED_ABS_DIFFERENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mlopslabs.validation.proto.DatasetConstraints;
import io.mlopslabs.validation.proto.FloatDomain;
import io.mlopslabs.validation.proto.IntDomain;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.proto.StringDomain;
import io.mlopslabs.validation.proto.ValueCount;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaEditorTest {
    private static final Schema SCHEMA = SchemaFile.parse("""
            feature { name: "age" type: INT }
            feature { name: "x.y" type: BYTES domain: "color" }
            feature { name: "paint" type: BYTES domain: "color" }
            feature { name: "own" type: BYTES string_domain { value: "p" } }
            feature { name: "lost" type: BYTES domain: "gone" }
            feature { name: "s" type: STRUCT struct_domain { feature { name: "in" type: FLOAT } } }
            string_domain { name: "color" value: "red" }
            default_environment: "TRAINING"
            default_environment: "SERVING"
            """);
    private final SchemaEditor editor = SchemaEditor.of(SCHEMA);

    @Test
    void a_feature_is_found_by_its_path_and_a_dot_is_part_of_a_name() {
        assertThat(editor.getFeature("x.y").getDomain()).isEqualTo("color");
        assertThat(editor.getFeature("s", "in").getName()).isEqualTo("in");
    }

    @Test
    void an_unknown_feature_is_refused_with_the_near_names() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("pant"))
                .withMessage("Feature pant not found in the schema; did you mean 'paint'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.getFeature("s", "zzz"))
                .withMessage("Feature s.zzz not found in the schema; there are in");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.getFeature("age", "in"))
                .withMessage(
                        "Step 'age' in feature age.in is of type INT and not a STRUCT, so it has no features in it");
    }

    @Test
    void a_domain_is_the_features_own_or_the_one_that_it_names() {
        assertThat(editor.getDomain("own"))
                .isEqualTo(StringDomain.newBuilder().addValue("p").build());
        assertThat(editor.getDomain("paint")).isEqualTo(SCHEMA.getStringDomain(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.getDomain("age"))
                .withMessage("Feature age has no domain associated with it; give it one with setDomain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.getDomain("lost"))
                .withMessage("Invalid global string domain 'gone'; there are color");
    }

    @Test
    void setting_a_domain_replaces_the_old_one_and_leaves_the_old_schema_alone() {
        IntDomain range = IntDomain.newBuilder().setMin(0).setMax(120).build();
        Schema changed = editor.feature("age")
                .setDomain(range)
                .feature("own")
                .setDomain("color")
                .schema();
        assertThat(SchemaEditor.of(changed).getDomain("age")).isEqualTo(range);
        assertThat(changed.getFeature(3).hasStringDomain()).isFalse();
        assertThat(changed.getFeature(3).getDomain()).isEqualTo("color");
        assertThat(SCHEMA.getFeature(0).hasIntDomain()).isFalse();
        FloatDomain inner = FloatDomain.newBuilder().setMin(1).build();
        assertThat(editor.feature("s", "in").setDomain(inner).dataset().getDomain("s", "in"))
                .isEqualTo(inner);
    }

    @Test
    void a_domain_of_a_struct_or_of_no_kind_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("s").setDomain("color"))
                .withMessage("Could not set the domain of a STRUCT feature s; set those of the features in it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("age").setDomain("colour"))
                .withMessage("Invalid global string domain 'colour'; did you mean 'color'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("age").setDomain(ValueCount.getDefaultInstance()))
                .withMessageStartingWith(
                        "A ValueCount is no domain of feature age; give one of [IntDomain, FloatDomain");
    }

    @Test
    void a_text_is_appended_to_a_list_once_wherever_the_list_lies() {
        Schema changed = editor.feature("paint")
                .addToDomain("blue", "red")
                .feature("own")
                .addToDomain("q")
                .schema();
        assertThat(changed.getStringDomain(0).getValueList()).containsExactly("red", "blue");
        assertThat(changed.getFeature(3).getStringDomain().getValueList()).containsExactly("p", "q");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("age").addToDomain("1"))
                .withMessage("Feature age has no string domain to add to; give it one with setDomain");
    }

    @Test
    void presence_mass_thresholds_weights_and_constraints_are_written_where_tfdv_looks() {
        Schema changed = editor.feature("paint")
                .minDomainMass(0.9)
                .minFraction(0.5)
                .minCount(2)
                .driftComparator(INFINITY_NORM, 0.1)
                .driftComparator(JENSEN_SHANNON_DIVERGENCE, 0.2)
                .skewComparator(NORMALIZED_ABS_DIFFERENCE, 0.3)
                .dataset()
                .weightedFeature("wp", "paint", "age")
                .datasetConstraints(
                        DatasetConstraints.newBuilder().setMinExamplesCount(5).build())
                .defaultEnvironment("SERVING", "TEST")
                .schema();
        assertThat(changed.getFeature(2)).isEqualTo(SchemaFile.parse("""
                                feature { name: "paint" type: BYTES domain: "color"
                                  presence { min_fraction: 0.5 min_count: 2 }
                                  distribution_constraints { min_domain_mass: 0.9 }
                                  drift_comparator { infinity_norm { threshold: 0.1 } jensen_shannon_divergence { threshold: 0.2 } }
                                  skew_comparator { normalized_abs_difference { threshold: 0.3 } } }
                                """).getFeature(0));
        assertThat(changed.getWeightedFeature(0).getWeightFeature().getStep(0)).isEqualTo("age");
        assertThat(changed.getDatasetConstraints().getMinExamplesCount()).isEqualTo(5);
        assertThat(changed.getDefaultEnvironmentList()).containsExactly("TRAINING", "SERVING", "TEST");
    }

    @Test
    void numbers_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("paint").minDomainMass(1.1))
                .withMessage("min_domain_mass of feature paint is 1.1; it is a share in [0, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("paint").minCount(-1))
                .withMessage("min_count of feature paint is -1; it is at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("paint").skewComparator(INFINITY_NORM, Double.NaN))
                .withMessage("The threshold of INFINITY_NORM for feature paint is NaN; it is a number of at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("age").driftComparator(INFINITY_NORM, 0.1))
                .withMessage("INFINITY_NORM of feature age would be 0 always: it is of type INT and no category;"
                        + " use JENSEN_SHANNON_DIVERGENCE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.weightedFeature("age", "paint", "age"))
                .withMessage("'age' is a feature already; a weighted feature needs a name of its own");
    }

    @Test
    void an_environment_has_to_be_known_to_the_schema() {
        Schema changed =
                editor.feature("age").notInEnvironment("SERVING", "SERVING").schema();
        assertThat(changed.getFeature(0).getNotInEnvironmentList()).containsExactly("SERVING");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> editor.feature("age").inEnvironment("SERVNG"))
                .withMessage(
                        "Environment SERVNG not found in the schema's default_environment; did you mean 'SERVING'?");
    }

    @Test
    void a_feature_is_expected_where_tfdv_misses_it() throws IOException {
        JsonNode golden;
        try (var in = getClass().getResourceAsStream("/golden/validation/environments.json")) {
            golden = new ObjectMapper().readTree(in);
        }
        int seen = 0;
        for (JsonNode c : golden.get("cases")) {
            String name = c.get("name").asText();
            if (!c.has("schema_pbtxt") || (!name.contains("label") && !name.contains("environment"))) {
                continue;
            }
            seen++;
            Schema schema = SchemaFile.parse(c.get("schema_pbtxt").asText());
            if (c.has("error")) {
                assertThatIllegalArgumentException()
                        .as(name)
                        .isThrownBy(() -> Environments.required(
                                schema, c.get("environment").asText()));
                continue;
            }
            List<String> required = (c.has("environment")
                            ? Environments.required(schema, c.get("environment").asText())
                            : Environments.required(schema))
                    .stream().map(path -> path.getStep(0)).toList();
            List<String> columns = List.of(
                    c.get("csv").asText().lines().findFirst().orElseThrow().split(","));
            List<String> missed = required.stream()
                    .filter(feature -> !columns.contains(feature))
                    .toList();
            List<String> reported = c.get("expected").get("anomaly_info").properties().stream()
                    .filter(info -> info.getValue().toString().contains("SCHEMA_MISSING_COLUMN"))
                    .map(info -> info.getKey())
                    .toList();
            assertThat(missed).as(name).isEqualTo(reported);
        }
        assertThat(seen).isEqualTo(9);
    }

    @Test
    void a_feature_that_is_not_required_is_expected_still() {
        assertThat(Environments.required(SCHEMA, "SERVING")).isEmpty();
        assertThat(Environments.expected(SCHEMA, "SERVING"))
                .hasSize(7)
                .contains(Path.newBuilder().addStep("s").addStep("in").build());
    }
}
