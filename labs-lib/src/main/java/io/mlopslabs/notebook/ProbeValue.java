// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.notebook;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One value in the form that {@link Probe} describes. Calls nothing of a class that is not the JDK's own. */
final class ProbeValue {
    /** In bytes of UTF-8, counted from above. */
    static final int LARGEST_FRAME = 4_000_000;

    private static final int DEEPEST = 16;
    private static final int MOST_ELEMENTS = 100_000;
    private static final int LONGEST_TEXT = 100_000;
    private static final int LARGEST_SIGN = 6; // of a text, if it is escaped; others take 3 at most
    private static final int LARGEST_TAG = 32; // a record's, with its brackets and a comma
    private static final int SMALLEST_TAG = 8; // what stands around the name of a tag
    private static final HexFormat HEX = HexFormat.of();

    private int bytes;
    private int elements = MOST_ELEMENTS;

    /** @param bytes how long its JSON may be */
    ProbeValue(int bytes) {
        this.bytes = bytes;
    }

    /** A value that has no form; the message is the reason. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason, null, false, false);
        }
    }

    /** Returns how many bytes it left over. */
    int left() {
        return bytes;
    }

    /**
     * Returns maps, lists, texts, numbers and booleans.
     *
     * @throws Refusal if the value is, or holds, something without a form
     */
    Object of(Object value) {
        return of(value, 0);
    }

    private Object of(Object value, int depth) {
        if (value instanceof Boolean) {
            return bare(value);
        }
        if (value instanceof Number || value instanceof Character) {
            String tag = tag(value.getClass());
            spend(SMALLEST_TAG + tag.length());
            return Map.of(tag, bare(value));
        }
        spend(LARGEST_TAG);
        if (value == null) {
            return Map.of("null", true);
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (depth == DEEPEST) {
            throw new Refusal("too large");
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return array(value, depth);
        }
        if (type.isRecord()) {
            return record(value, depth);
        }
        if (type.getModule() == Object.class.getModule()) {
            if (value instanceof List<?> list) {
                return Map.of("list", all(list, depth));
            }
            if (value instanceof Set<?> set) {
                return Map.of("set", all(set, depth));
            }
            if (value instanceof Map<?, ?> map) {
                return Map.of("map", entries(map, depth));
            }
        }
        throw new Refusal("class");
    }

    private static String tag(Class<?> box) {
        Class<?> primitive = MethodType.methodType(box).unwrap().returnType();
        if (!primitive.isPrimitive()) { // a BigInteger, or a learner's own number
            throw new Refusal("class");
        }
        return primitive.getName();
    }

    private Object bare(Object box) {
        Object bare = withoutTag(box);
        spend(bare.toString().length() + 3); // two quotes and a comma
        return bare;
    }

    /** Bits for floating point, as no decimal says which NaN or zero it was; a text for a long, as JavaScript's numbers end at 53 bits. */
    private static Object withoutTag(Object box) {
        if (box instanceof Double number) {
            return HEX.toHexDigits(Double.doubleToLongBits(number));
        }
        if (box instanceof Float number) {
            return HEX.toHexDigits(Float.floatToIntBits(number));
        }
        if (box instanceof Character sign) {
            return HEX.toHexDigits(sign);
        }
        return box instanceof Long number ? (Object) Long.toString(number) : box;
    }

    private Object text(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new Refusal("too large");
        }
        spend(LARGEST_SIGN * text.length());
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? text : Map.of("utf16", hex(text));
    }

    private static String hex(String text) {
        var hex = new StringBuilder();
        text.chars().forEach(sign -> hex.append(HEX.toHexDigits((char) sign)));
        return hex.toString();
    }

    private Object array(Object array, int depth) {
        int length = Array.getLength(array);
        take(length);
        Class<?> component = array.getClass().componentType();
        var list = new ArrayList<Object>();
        for (int i = 0; i < length; i++) {
            Object element = Array.get(array, i);
            list.add(component.isPrimitive() ? bare(element) : of(element, depth + 1));
        }
        return Map.of(component.isPrimitive() ? component.getName() + "[]" : "array", list);
    }

    private List<Object> all(Collection<?> collection, int depth) {
        var list = new ArrayList<Object>();
        for (Object element : collection) {
            take(1);
            list.add(of(element, depth + 1));
        }
        return list;
    }

    private List<Object> entries(Map<?, ?> map, int depth) {
        var list = new ArrayList<Object>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            take(1);
            list.add(List.of(of(entry.getKey(), depth + 1), of(entry.getValue(), depth + 1)));
        }
        return list;
    }

    /** By field: an accessor may be the learner's own method. */
    private Map<String, Object> record(Object record, int depth) {
        var components = new ArrayList<Object>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            take(1);
            String name = component.getName();
            components.add(List.of(text(name), of(field(record, name), depth + 1)));
        }
        var encoded = new LinkedHashMap<String, Object>(); // Map.of has another order in each JVM
        encoded.put("record", text(record.getClass().getSimpleName()));
        encoded.put("components", components);
        return encoded;
    }

    private static Object field(Object record, String name) {
        try {
            Field field = record.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(record);
        } catch (ReflectiveOperationException
                | RuntimeException closed) { // a record in a module that does not open itself
            throw new Refusal("class");
        }
    }

    private void take(int more) {
        elements -= more;
        if (elements < 0) {
            throw new Refusal("too large");
        }
    }

    private void spend(int more) {
        bytes -= more;
        if (bytes < 0) {
            throw new Refusal("too large");
        }
    }
}
