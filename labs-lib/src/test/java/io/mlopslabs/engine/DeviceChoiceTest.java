// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceChoiceTest {
    @Nested
    class Parse {
        @ParameterizedTest
        @CsvSource({"auto,auto", "cpu,cpu", "gpu,gpu:0", "gpu:0,gpu:0", "gpu:13,gpu:13", "' GPU:1 ',gpu:1", "Auto,auto"
        })
        void reads_the_four_forms_whatever_the_capitals(String text, String choice) {
            assertThat(DeviceChoice.parse(text)).hasToString(choice);
        }

        @Test
        void takes_the_number_of_the_gpu() {
            assertThat(DeviceChoice.parse("gpu:2")).isEqualTo(new DeviceChoice.Gpu(2));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "cuda", "cuda:0", "gpu:", "gpu:-1", "gpu:x", "gpu1", "cpu:0", "gpu:99999"})
        void refuses_anything_else_and_names_the_forms(String text) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DeviceChoice.parse(text))
                    .withMessage("device is \"%s\"; use auto, cpu, gpu or gpu:N with N from 0, such as gpu:1", text);
        }
    }

    @Nested
    class Configured {
        @Test
        void names_the_property_that_cannot_be_read() {
            String before = System.getProperty("course.device", "");
            System.setProperty("course.device", "tpu");
            try {
                assertThatIllegalArgumentException()
                        .isThrownBy(DeviceChoice::configured)
                        .withMessage(
                                "course.device is \"tpu\"; use auto, cpu, gpu or gpu:N with N from 0, such as gpu:1");
            } finally {
                System.setProperty("course.device", before);
            }
        }
    }

    @Nested
    class Gpu {
        @Test
        void refuses_a_negative_number() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DeviceChoice.Gpu(-1))
                    .withMessage("GPUs count from 0; index is -1");
        }
    }
}
