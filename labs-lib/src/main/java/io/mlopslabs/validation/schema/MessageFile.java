// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.mlopslabs.validation.proto.Anomalies;
import io.mlopslabs.validation.proto.DatasetFeatureStatisticsList;
import io.mlopslabs.validation.proto.DerivedFeatureSource;
import io.mlopslabs.validation.proto.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Messages of {@code tensorflow.metadata.v0} in files, in the three forms that protobuf defines.
 *
 * <p>The end of the name says which: {@code .pb}, {@code .binpb} and {@code .bin} are the wire format, {@code .json} is protobuf's canonical
 * JSON, all else is text ({@code schema.pbtxt}). TFDV reads and writes the same text and wire format.
 *
 * <p>Nothing is dropped: the wire format keeps fields that we do not know; text and JSON with such a field are refused, to read and to write. One thing JSON cannot
 * bring back: protobuf's reader takes a double {@code -0.0} for {@code 0.0}.
 */
public final class MessageFile {
    private static final TypeRegistry TYPES = TypeRegistry.newBuilder()
            .add(Schema.getDescriptor())
            .add(DatasetFeatureStatisticsList.getDescriptor())
            .add(Anomalies.getDescriptor())
            .add(DerivedFeatureSource.getDescriptor())
            .build();

    private MessageFile() {}

    /**
     * Reads a message like {@code prototype}, such as {@code Anomalies.getDefaultInstance()}.
     *
     * @throws IllegalArgumentException if the file holds no such message; names file, line and column as far as its form has them
     * @throws IOException if the file cannot be read
     */
    public static <T extends Message> T read(Path file, T prototype) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return switch (Form.of(file)) {
            case WIRE -> parse(file, bytes, prototype);
            case JSON -> parseJson(text(file, bytes), prototype, file.toString());
            case TEXT -> MessageText.parse(text(file, bytes), prototype, file.toString());
        };
    }

    /**
     * Writes a message; an old file of that name is replaced.
     *
     * @throws IllegalArgumentException if the form cannot hold all of the message; says which field
     * @throws IOException if the file cannot be written
     */
    public static void write(Message message, Path file) throws IOException {
        switch (Form.of(file)) {
            case WIRE -> Files.write(file, message.toByteArray());
            case JSON -> Files.writeString(file, toJson(message) + "\n");
            case TEXT -> Files.writeString(file, MessageText.print(message));
        }
    }

    /**
     * Returns protobuf's canonical JSON: names in camel case, 64-bit integers as strings, NaN and infinities as strings.
     *
     * @throws IllegalArgumentException if the message has fields that we do not know, or an {@code Any} of a type that we do not know
     */
    public static String toJson(Message message) {
        UnknownFields.refuse(message, "JSON");
        try {
            return JsonFormat.printer().usingTypeRegistry(TYPES).print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "JSON cannot hold this %s: %s; write it as .pb or .pbtxt"
                            .formatted(message.getDescriptorForType().getName(), e.getMessage()),
                    e);
        }
    }

    /**
     * Returns the message that {@link #toJson} wrote; names in snake case are read too.
     *
     * @throws IllegalArgumentException if this is no JSON, or has a field that such a message has not
     */
    public static <T extends Message> T fromJson(String json, T prototype) {
        return parseJson(json, prototype, "JSON");
    }

    private static <T extends Message> T parseJson(String json, T prototype, String source) {
        Message.Builder builder = prototype.newBuilderForType();
        try {
            JsonFormat.parser().usingTypeRegistry(TYPES).merge(json, builder);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "%s is no %s: %s; correct the JSON there"
                            .formatted(source, prototype.getDescriptorForType().getFullName(), e.getMessage()),
                    e);
        }
        return built(builder, prototype);
    }

    private static <T extends Message> T parse(Path file, byte[] bytes, T prototype) {
        Message.Builder builder = prototype.newBuilderForType();
        try {
            builder.mergeFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "%s is no %s in wire format: %s; if it is text, call it .pbtxt"
                            .formatted(file, prototype.getDescriptorForType().getFullName(), e.getMessage()),
                    e);
        }
        return built(builder, prototype);
    }

    @SuppressWarnings("unchecked") // a message's builder builds messages of its class
    static <T extends Message> T built(Message.Builder builder, T prototype) {
        return (T) prototype.getClass().cast(builder.build());
    }

    private static String text(Path file, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text; // the mark that some editors put before UTF-8
        } catch (CharacterCodingException e) {
            long line = 1 + validPrefix(bytes).chars().filter(c -> c == '\n').count();
            throw new IllegalArgumentException(
                    "%s, line %d: not UTF-8; save the file as UTF-8, or call it .pb if it is the wire format"
                            .formatted(file, line),
                    e);
        }
    }

    private static String validPrefix(byte[] bytes) {
        String lenient = new String(bytes, StandardCharsets.UTF_8);
        int bad = lenient.indexOf('\uFFFD');
        return bad < 0 ? lenient : lenient.substring(0, bad);
    }

    private enum Form {
        WIRE,
        JSON,
        TEXT;

        static Form of(Path file) {
            String name = file.toString().toLowerCase(Locale.ROOT);
            String suffix = name.substring(name.lastIndexOf('.') + 1);
            return switch (suffix) {
                case "pb", "binpb", "bin" -> WIRE;
                case "json" -> JSON;
                default -> TEXT;
            };
        }
    }
}
