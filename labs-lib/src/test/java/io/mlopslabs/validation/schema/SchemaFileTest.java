// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.DerivedFeatureSource;
import io.mlopslabs.validation.proto.Feature;
import io.mlopslabs.validation.proto.Path;
import io.mlopslabs.validation.proto.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SchemaFileTest {
    @TempDir
    java.nio.file.Path folder;

    static Stream<Message> messages() {
        return LongStream.range(0, 40)
                .mapToObj(RandomMessages::new)
                .flatMap(random -> Stream.of(
                        random.like(Schema.getDefaultInstance()),
                        random.like(DatasetFeatureStatisticsList.getDefaultInstance()),
                        random.like(Anomalies.getDefaultInstance())));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("messages")
    void no_form_loses_anything(Message message) throws IOException {
        assertKept(message);
    }

    @Test
    void nor_does_any_type_of_message_by_itself_and_each_field_is_tried() throws IOException {
        var types = new TreeMap<String, Descriptor>();
        collect(Schema.getDescriptor(), types);
        collect(DatasetFeatureStatisticsList.getDescriptor(), types);
        collect(Anomalies.getDescriptor(), types);
        assertThat(types).hasSizeGreaterThan(80); // 84 when this was written
        for (Descriptor type : types.values()) {
            var untried = new HashSet<>(type.getFields());
            for (long seed = 0;
                    seed < 60;
                    seed++) { // a message has at most 12 fields in a oneof: 1/12 of 0.9 each time
                Message message = new RandomMessages(seed).like(DynamicMessage.getDefaultInstance(type));
                untried.removeAll(message.getAllFields().keySet());
                if (seed < 4) {
                    assertKept(message);
                }
            }
            assertThat(untried).as(type.getFullName()).isEmpty();
        }
    }

    private void assertKept(Message message) throws IOException {
        for (String name : List.of("m.pbtxt", "m.pb", "m.json")) {
            MessageFile.write(message, folder.resolve(name));
            assertThat(MessageFile.read(folder.resolve(name), message.getDefaultInstanceForType()))
                    .as(name)
                    .isEqualTo(name.equals("m.json") ? withoutNegativeZeros(message) : message);
        }
    }

    /** Makes the one exception of JSON: protobuf's reader drops the sign of -0.0 in a double. */
    private static Message withoutNegativeZeros(Message message) {
        Message.Builder builder = message.toBuilder();
        message.getAllFields().forEach((field, value) -> {
            if (field.isRepeated()) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    builder.setRepeatedField(field, i, withoutNegativeZeros(message.getRepeatedField(field, i)));
                }
            } else {
                builder.setField(field, withoutNegativeZeros(value));
            }
        });
        return builder.build();
    }

    private static Object withoutNegativeZeros(Object value) {
        if (value instanceof Message message) {
            return withoutNegativeZeros(message);
        }
        return value instanceof Double number ? Double.valueOf(number + 0.0) : value; // a float keeps its sign
    }

    private static void collect(Descriptor type, Map<String, Descriptor> types) {
        boolean isOurs = type.getFullName().startsWith("tensorflow")
                && !type.getOptions().getMapEntry();
        if (isOurs && types.put(type.getFullName(), type) == null) {
            type.getFields().stream()
                    .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                    .forEach(field -> collect(field.getMessageType(), types));
        }
        if (type.getOptions().getMapEntry()) {
            FieldDescriptor value = type.findFieldByNumber(2);
            if (value.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                collect(value.getMessageType(), types);
            }
        }
    }

    @Test
    void the_wire_format_keeps_a_field_that_we_do_not_know_and_the_others_refuse_it() throws IOException {
        Schema newer = Schema.newBuilder()
                .addFeature(Feature.newBuilder()
                        .setName("a")
                        .setUnknownFields(UnknownFieldSet.newBuilder()
                                .addField(
                                        77,
                                        UnknownFieldSet.Field.newBuilder()
                                                .addVarint(5)
                                                .build())
                                .build()))
                .build();
        SchemaFile.write(newer, folder.resolve("s.pb"));
        assertThat(SchemaFile.read(folder.resolve("s.pb"))).isEqualTo(newer);
        String refusal = "tensorflow.metadata.v0.Feature has an unknown field with number 77, which %s cannot hold;"
                + " write it as .pb, or clear the unknown fields first";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaFile.write(newer, folder.resolve("s.pbtxt")))
                .withMessage(refusal.formatted("text"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaFile.write(newer, folder.resolve("s.json")))
                .withMessage(refusal.formatted("JSON"));
    }

    @Test
    void an_unknown_field_in_text_is_named_with_its_line_and_the_name_that_was_meant() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("feature {\n  name: \"a\"\n  presense {\n    min_count: 1\n  }\n}\n"))
                .withMessage(
                        "%s, line 3, column 3: tensorflow.metadata.v0.Feature has no field 'presense'; did you mean 'presence'?"
                                + " Correct the name, or remove the field if a newer version wrote it.",
                        folder.resolve("schema.pbtxt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "feature { type: INTT }|line 1, column 17: tensorflow.metadata.v0.FeatureType has no value 'INTT';"
                        + " did you mean 'INT'? Write one of TYPE_UNKNOWN, BYTES, INT, FLOAT, STRUCT.",
                "feature { name: \"a\"|line 1, column 20: Expected \"}\"."
                        + " Correct the text there; SchemaFile.write shows how it should look.",
                "feature { name: a }|line 1, column 17: Expected string."
                        + " Correct the text there; SchemaFile.write shows how it should look.",
                "feature { name: \"a\" name: \"b\" }|line 1, column 25: Non-repeated field \"tensorflow.metadata.v0.Feature.name\""
                        + " cannot be overwritten. Correct the text there; SchemaFile.write shows how it should look.",
            },
            quoteCharacter = '`')
    void bad_text_is_refused_with_file_line_column_and_what_to_do(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessage(folder.resolve("schema.pbtxt") + ", " + message);
    }

    @Test
    void bytes_that_are_no_text_are_refused_with_their_line_and_a_byte_order_mark_is_passed_over() throws IOException {
        var file = folder.resolve("schema.pbtxt");
        Files.write(file, new byte[] {'#', '\n', '#', (byte) 0xFF});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaFile.read(file))
                .withMessage(
                        "%s, line 2: not UTF-8; save the file as UTF-8, or call it .pb if it is the wire format", file);
        assertThat(read("\uFEFFdefault_environment: \"T\"").getDefaultEnvironment(0))
                .isEqualTo("T");
    }

    @Test
    void a_text_called_pb_and_json_with_a_field_too_many_say_what_they_are() throws IOException {
        var wire = Files.writeString(folder.resolve("s.pb"), "feature { }");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaFile.read(wire))
                .withMessageStartingWith(wire + " is no tensorflow.metadata.v0.Schema in wire format: ")
                .withMessageEndingWith("; if it is text, call it .pbtxt");
        var json = Files.writeString(folder.resolve("s.json"), "{\"featur\": []}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaFile.read(json))
                .withMessage(
                        "%s is no tensorflow.metadata.v0.Schema: Cannot find field: featur in message tensorflow.metadata.v0.Schema;"
                                + " correct the JSON there",
                        json);
    }

    @Test
    void messages_fields_and_enums_are_those_of_tensorflow_metadata_1_16_1() throws IOException {
        JsonNode golden;
        try (var in = getClass().getResourceAsStream("/golden/validation/metadata_descriptors.json")) {
            golden = new ObjectMapper().readTree(in);
        }
        var ours = new TreeMap<String, Map<String, Map<String, Object>>>();
        var enums = new TreeMap<String, Map<String, Integer>>();
        for (var file : List.of(
                Schema.getDescriptor().getFile(),
                DatasetFeatureStatisticsList.getDescriptor().getFile(),
                Anomalies.getDescriptor().getFile(),
                Path.getDescriptor().getFile(),
                DerivedFeatureSource.getDescriptor().getFile())) {
            file.getMessageTypes().forEach(type -> describe(type, ours, enums));
            file.getEnumTypes().forEach(type -> enums.put(type.getFullName(), describe(type)));
        }
        var json = new ObjectMapper();
        assertThat(golden.get("made_with").get("version").asText()).isEqualTo("1.16.1");
        assertThat(ours.keySet()).containsExactlyInAnyOrderElementsOf(() -> golden.get("messages")
                .fieldNames());
        golden.get("messages").properties().forEach(message -> assertThat(
                        (Object) json.valueToTree(ours.get(message.getKey())))
                .as(message.getKey())
                .isEqualTo(message.getValue()));
        assertThat((Object) json.valueToTree(enums)).isEqualTo(golden.get("enums"));
    }

    private static void describe(
            Descriptor type,
            Map<String, Map<String, Map<String, Object>>> messages,
            Map<String, Map<String, Integer>> enums) {
        var fields = new TreeMap<String, Map<String, Object>>();
        for (FieldDescriptor field : type.getFields()) {
            var facts = new TreeMap<String, Object>();
            facts.put("number", field.getNumber());
            facts.put("type", field.getType().name());
            facts.put("label", field.isRepeated() ? "REPEATED" : field.isRequired() ? "REQUIRED" : "OPTIONAL");
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                facts.put("of", field.getMessageType().getFullName());
            } else if (field.getJavaType() == FieldDescriptor.JavaType.ENUM) {
                facts.put("of", field.getEnumType().getFullName());
            }
            if (field.getRealContainingOneof() != null) {
                facts.put("oneof", field.getRealContainingOneof().getName());
            }
            if (field.hasDefaultValue()) {
                Object value = field.getDefaultValue();
                facts.put(
                        "default",
                        value instanceof EnumValueDescriptor named ? "" + named.getNumber() : value.toString());
            }
            fields.put(field.getName(), facts);
        }
        messages.put(type.getFullName(), fields);
        type.getNestedTypes().forEach(inner -> describe(inner, messages, enums));
        type.getEnumTypes().forEach(inner -> enums.put(inner.getFullName(), describe(inner)));
    }

    private static Map<String, Integer> describe(EnumDescriptor type) {
        var values = new TreeMap<String, Integer>();
        type.getValues().forEach(value -> values.put(value.getName(), value.getNumber()));
        return values;
    }

    private Schema read(String text) throws IOException {
        return SchemaFile.read(Files.writeString(folder.resolve("schema.pbtxt"), text));
    }
}
