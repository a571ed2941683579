// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mlopslabs.testing.Golden;
import io.mlopslabs.testing.Golden.Case;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the other cases do not reach: categories exactly as many as allowed, k-means with centres that lose their rows, several columns at once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RandomRowsGoldenTest {
    private static final Map<String, Function<Case, Object>> CALLS = new HashMap<>();

    static {
        CALLS.putAll(ScalersGoldenTest.CALLS);
        CALLS.putAll(EncodersGoldenTest.CALLS);
        CALLS.putAll(DiscretizeGoldenTest.CALLS);
        CALLS.putAll(ImputersGoldenTest.CALLS);
    }

    @TestFactory
    Stream<DynamicTest> agree_with_scikit_learn() {
        return Golden.read("features/preprocessing").tests(CALLS);
    }

    @Test
    void every_case_of_the_reference_is_run() {
        assertThat(Golden.read("features/preprocessing").cases())
                .hasSize(59)
                .allMatch(c -> CALLS.containsKey(c.function()));
    }
}
