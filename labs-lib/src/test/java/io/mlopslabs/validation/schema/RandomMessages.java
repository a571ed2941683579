// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.validation.schema;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.mlopslabs.validation.proto.ValueCount;
import java.util.HashSet;
import java.util.SplittableRandom;

/** Messages of any type with every kind of field, from a seed. */
final class RandomMessages {
    private static final String[] TEXTS = {"", "a", "ä\n\"'\\", "日本", "\uD83D\uDE00", "\u0000\t", "x.y", "TRUE"};
    private final SplittableRandom random;

    RandomMessages(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @SuppressWarnings("unchecked") // a message's builder builds messages of its class
    <T extends Message> T like(T prototype) {
        return (T) filled(prototype.newBuilderForType(), 0);
    }

    private Message filled(Message.Builder builder, int depth) {
        if (builder.getDescriptorForType().equals(Any.getDescriptor())) {
            return Any.pack(ValueCount.newBuilder().setMin(random.nextInt(9)).build());
        }
        double share = depth == 0 ? 0.9 : 0.5 / depth;
        var chosen = new HashSet<FieldDescriptor>();
        for (OneofDescriptor oneof : builder.getDescriptorForType().getRealOneofs()) {
            chosen.add(oneof.getField(random.nextInt(oneof.getFieldCount())));
        }
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            boolean isOut = field.getRealContainingOneof() != null && !chosen.contains(field);
            if (isOut || random.nextDouble() >= share) {
                continue;
            }
            if (field.isMapField()) {
                var keys = new HashSet<String>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    Message.Builder entry = builder.newBuilderForField(field);
                    String key = "key" + random.nextInt(9);
                    if (keys.add(key)) {
                        FieldDescriptor value = field.getMessageType().findFieldByNumber(2);
                        entry.setField(field.getMessageType().findFieldByNumber(1), key);
                        entry.setField(value, filled(entry.newBuilderForField(value), depth + 1));
                        builder.addRepeatedField(field, entry.build());
                    }
                }
            } else if (field.isRepeated()) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    builder.addRepeatedField(field, value(builder, field, depth));
                }
            } else {
                builder.setField(field, value(builder, field, depth));
            }
        }
        return builder.build();
    }

    private Object value(Message.Builder builder, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt(4) == 0 ? Integer.MIN_VALUE : random.nextInt(100);
            case LONG -> random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextLong();
            case FLOAT ->
                new float[] {0, -0f, Float.NaN, Float.POSITIVE_INFINITY, 0.1f, random.nextInt()}[random.nextInt(6)];
            case DOUBLE ->
                new double[] {0, -0.0, Double.NaN, Double.NEGATIVE_INFINITY, 0.1, random.nextDouble()}
                        [random.nextInt(6)];
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTE_STRING -> ByteString.copyFrom(new byte[] {(byte) random.nextInt(256), -1, 0});
            case ENUM -> anEnum(field);
            case MESSAGE -> filled(builder.newBuilderForField(field), depth + 1);
        };
    }

    private EnumValueDescriptor anEnum(FieldDescriptor field) {
        var values = field.getEnumType().getValues();
        return values.get(random.nextInt(values.size()));
    }
}
