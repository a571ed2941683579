// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The settings of an estimator in words: equal for equal ones. */
final class Settings {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .build();

    private Settings() {}

    static String of(Object estimator) {
        try {
            return MAPPER.writeValueAsString(estimator);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(
                    "the settings of %s cannot be written as JSON"
                            .formatted(estimator.getClass().getName()),
                    unwritable);
        }
    }
}
