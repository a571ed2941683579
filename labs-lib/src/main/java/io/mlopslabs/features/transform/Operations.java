// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** Every operation by the name that the JSON of graphs knows it by. */
final class Operations {
    private static final Map<String, Class<? extends Record>> CLASSES = new HashMap<>();
    private static final Map<Class<?>, String> NAMES = new HashMap<>();

    static {
        add(Map.of(
                "arithmetic", Arithmetic.class,
                "cast", Cast.class,
                "or_else", OrElse.class,
                "numbers", Numbers.class,
                "integers", Integers.class,
                "tokens", Tokens.class,
                "per_key", PerKey.class));
        ServiceLoader.load(OperationCatalogue.class, Operations.class.getClassLoader())
                .forEach(catalogue -> add(catalogue.operations()));
    }

    private Operations() {}

    private static void add(Map<String, ? extends Class<? extends Record>> operations) {
        operations.forEach((name, type) -> {
            if (CLASSES.put(name, type) != null || NAMES.put(type, name) != null) {
                throw new IllegalStateException("operation %s, %s, is registered twice".formatted(name, type));
            }
        });
    }

    /** Returns the name of an operation in messages. */
    static String name(Object operation) {
        String key = key(operation);
        return operation instanceof Titled titled ? titled.title() : key;
    }

    /** Returns the name that JSON has for an operation or statistic. */
    static String key(Object operation) {
        String name = NAMES.get(operation.getClass());
        if (name == null) {
            throw new IllegalStateException("%s is in no OperationCatalogue, so that a graph could not be read back"
                    .formatted(operation.getClass().getName()));
        }
        return name;
    }

    /** Returns the class of this name, or null. */
    static Class<? extends Record> type(String name) {
        return CLASSES.get(name);
    }
}
