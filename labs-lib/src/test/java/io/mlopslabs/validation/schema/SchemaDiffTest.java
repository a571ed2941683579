// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.Schema;
import io.mlopslabs.validation.schema.SchemaChange.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaDiffTest {
    private static final Schema DRUGS = SchemaFile.parse("""
            feature { name: "metformin" type: BYTES domain: "drug" }
            feature { name: "insulin" type: BYTES domain: "drug" }
            string_domain { name: "drug" value: "No" value: "Steady" }
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "presence { min_fraction: 1 }|presence { min_fraction: 0.9 }|LOOSER   feature f: presence min_fraction 1.0 -> 0.9",
                "presence { min_count: 1 }|presence { min_count: 2 }|STRICTER feature f: presence min_count 1 -> 2",
                "value_count { min: 1 max: 1 }|value_count { min: 1 max: 3 }|LOOSER   feature f: value_count max 1 -> 3",
                "shape { dim { size: 1 } }||LOOSER   feature f: shape removed",
                "int_domain { min: 0 }|int_domain { min: 1 }|STRICTER feature f: int_domain min 0 -> 1",
                "int_domain { max: 9 }|int_domain { }|LOOSER   feature f: int_domain max removed, was 9",
                "float_domain { }|float_domain { disallow_nan: true }|STRICTER feature f: float_domain disallow_nan false -> true",
                "string_domain { value: `a` }|string_domain { value: `a` value: `b` }|LOOSER   feature f: values added: 'b'",
                "bool_domain { }||LOOSER   feature f: domain removed, was a bool_domain: any value passes",
                "distribution_constraints { min_domain_mass: 1 }|distribution_constraints { min_domain_mass: 0.9 }"
                        + "|LOOSER   feature f: min_domain_mass 1.0 -> 0.9",
                "|distribution_constraints { min_domain_mass: 0.9 }|LOOSER   feature f: min_domain_mass 1.0 -> 0.9",
                "drift_comparator { infinity_norm { threshold: 0.01 } }|drift_comparator { infinity_norm { threshold: 0.5 } }"
                        + "|LOOSER   feature f: drift_comparator infinity_norm 0.01 -> 0.5",
                "skew_comparator { jensen_shannon_divergence { threshold: 0.1 } }||LOOSER   feature f:"
                        + " skew_comparator jensen_shannon_divergence removed, was 0.1",
                "|not_in_environment: `SERVING`|LOOSER   feature f: not_in_environment added: 'SERVING'",
                "|lifecycle_stage: DEPRECATED|LOOSER   feature f:"
                        + " lifecycle_stage UNKNOWN_STAGE -> DEPRECATED: the feature is checked no more",
                "type: INT|type: FLOAT|NEITHER  feature f: type { type: INT } -> { type: FLOAT }",
                "|annotation { tag: `t` }|NEITHER  feature f: annotation (none) -> { annotation { tag: \"t\" } }",
            })
    void each_change_is_told_in_words_with_what_it_does(String before, String after, String line) {
        assertThat(SchemaDiff.between(feature(before), feature(after))).hasToString(line);
    }

    private static Schema feature(String fields) {
        return SchemaFile.parse("feature { name: \"f\" %s }".formatted(fields == null ? "" : fields.replace('`', '"')));
    }

    @Test
    void a_text_added_to_a_shared_list_touches_every_feature_that_names_it() {
        Schema changed =
                SchemaEditor.of(DRUGS).feature("insulin").addToDomain("Absent").schema();
        assertThat(SchemaDiff.between(DRUGS, changed))
                .hasToString("LOOSER   string domain drug: values added: 'Absent' (shared: touches metformin, insulin;"
                        + " what is wrong in one of them may be right in another)");
    }

    @Test
    void a_feature_that_comes_to_share_a_list_is_told_with_whom() {
        Schema before = SchemaFile.parse("""
                feature { name: "metformin" type: BYTES domain: "drug" }
                feature { name: "insulin" type: BYTES string_domain { value: "No" } }
                string_domain { name: "drug" value: "No" value: "Steady" }
                """);
        Schema after =
                SchemaEditor.of(before).feature("insulin").setDomain("drug").schema();
        assertThat(SchemaDiff.between(before, after))
                .hasToString("LOOSER   feature insulin: values added: 'Steady'\n"
                        + "NEITHER  feature insulin: domain a string_domain -> string domain 'drug', now shared with metformin:"
                        + " what is wrong here may be right there");
    }

    @Test
    void a_required_feature_that_comes_or_goes_is_looser_and_stricter() {
        Schema none = Schema.getDefaultInstance();
        Schema one = feature("presence { min_count: 1 }");
        assertThat(SchemaDiff.between(none, one))
                .hasToString(
                        "LOOSER   feature f: added: data with this column are no longer reported for a new column\n"
                                + "STRICTER feature f: added: data without this column are reported");
        assertThat(SchemaDiff.between(one, none))
                .hasToString("LOOSER   feature f: removed: data without this column are no longer reported\n"
                        + "STRICTER feature f: removed: data with this column are reported for a new column");
    }

    @Test
    void limits_on_the_number_of_examples_have_a_direction_too() {
        Schema before = SchemaFile.parse("dataset_constraints { min_examples_count: 100 }");
        Schema after = SchemaFile.parse("dataset_constraints { min_examples_count: 10"
                + " num_examples_drift_comparator { min_fraction_threshold: 0.5 } }");
        assertThat(SchemaDiff.between(before, after))
                .hasToString("LOOSER   schema: min_examples_count 100 -> 10\n"
                        + "STRICTER schema: num_examples_drift_comparator min_fraction_threshold is new: 0.5");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void no_difference_is_passed_over_and_a_change_back_has_the_opposite_effect(long seed) {
        Schema a = new RandomMessages(seed).like(Schema.getDefaultInstance());
        Schema b = new RandomMessages(seed + 1000).like(Schema.getDefaultInstance());
        assertThat(SchemaDiff.between(a, a).changes()).isEmpty();
        assertThat(SchemaDiff.between(a, a)).hasToString("The schemas are equal");
        assertThat(SchemaDiff.between(a, b).changes()).isNotEmpty();
        assertThat(SchemaDiff.between(a, b).of(Effect.LOOSER))
                .hasSameSizeAs(SchemaDiff.between(b, a).of(Effect.STRICTER));
    }

    @Test
    void a_review_names_the_report_that_a_change_would_silence_and_the_change() throws TextFormat.ParseException {
        Anomalies reported = TextFormat.parse("""
                anomaly_info { key: "insulin" value { reason { type: ENUM_TYPE_UNEXPECTED_STRING_VALUES
                  description: "Examples contain values missing from the schema: Absent (~3%)." } } }
                """, Anomalies.class);
        Schema changed = SchemaEditor.of(DRUGS)
                .feature("metformin")
                .addToDomain("Absent")
                .schema();
        SchemaDiff diff = SchemaDiff.between(DRUGS, changed);
        SchemaDiff.Review review =
                diff.review(DRUGS, changed, schema -> schema.equals(DRUGS) ? reported : Anomalies.getDefaultInstance());
        assertThat(review.needsReason()).isTrue();
        assertThat(review)
                .hasToString("This change would silence insulin: ENUM_TYPE_UNEXPECTED_STRING_VALUES"
                        + " Examples contain values missing from the schema: Absent (~3%).\n"
                        + "    by string domain drug: values added: 'Absent'");
        assertThat(diff.review(Anomalies.getDefaultInstance(), reported))
                .hasToString("This change would raise insulin: ENUM_TYPE_UNEXPECTED_STRING_VALUES"
                        + " Examples contain values missing from the schema: Absent (~3%).");
        assertThat(diff.review(reported, reported)).hasToString("This change makes no difference on these data");
    }
}
