// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OptimizerTest {
    static final double FLOAT_ROUNDING = 1e-6; // a few ulps of a float near 1, over three steps

    @Nested
    class Sgd {
        @Test
        void goes_down_the_gradient_by_the_rate() {
            assertThat(minimizeSquare(new Optimizer.Sgd(0.1, 0), 2)).isCloseTo(0.8 * 0.8, within(FLOAT_ROUNDING));
        }

        @Test
        void keeps_a_part_of_its_velocity_as_torch_does() {
            // w 1: gradient 2, velocity 2, w 0.8; gradient 1.6, velocity 0.9 * 2 + 1.6 = 3.4, w 0.46
            assertThat(minimizeSquare(new Optimizer.Sgd(0.1, 0.9), 2)).isCloseTo(0.46, within(FLOAT_ROUNDING));
        }

        @Test
        void refuses_a_momentum_of_one() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Optimizer.Sgd(0.1, 1))
                    .withMessage("momentum is 1.0; it lies in [0, 1)");
        }
    }

    @Nested
    class Adam {
        @Test
        void moves_by_the_rate_at_first_whatever_the_size_of_the_gradient() {
            assertThat(minimizeSquare(new Optimizer.Adam(0.01), 1)).isCloseTo(0.99, within(FLOAT_ROUNDING));
        }

        @Test
        void follows_the_paper_for_three_steps() {
            double weight = 1;
            double mean = 0;
            double square = 0;
            for (int step = 1; step <= 3; step++) { // algorithm 1 of Kingma and Ba, in doubles
                double gradient = 2 * weight;
                mean = 0.9 * mean + 0.1 * gradient;
                square = 0.999 * square + 0.001 * gradient * gradient;
                weight -= 0.1
                        * (mean / (1 - Math.pow(0.9, step)))
                        / (Math.sqrt(square / (1 - Math.pow(0.999, step))) + 1e-8);
            }
            assertThat(minimizeSquare(new Optimizer.Adam(0.1), 3)).isCloseTo(weight, within(FLOAT_ROUNDING));
        }

        @Test
        void refuses_a_rate_of_zero() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Optimizer.Adam(0))
                    .withMessage("learningRate is 0.0; it is a finite number above 0");
        }
    }

    /** Minimizes the square of a weight that begins at 1, for some steps, and returns the weight. */
    private static double minimizeSquare(Optimizer optimizer, int steps) {
        try (NDManager manager = Engines.start().newBaseManager(Device.cpu())) {
            Parameter parameter = Parameter.builder()
                    .setName("w")
                    .setType(Parameter.Type.WEIGHT)
                    .optInitializer(Initializer.ONES)
                    .optShape(new Shape(1))
                    .build();
            parameter.initialize(manager, DataType.FLOAT32);
            NDArray weight = parameter.getArray();
            weight.setRequiresGradient(true);
            var state = new Optimizer.State(optimizer, manager, List.of(parameter));
            for (int i = 0; i < steps; i++) {
                try (NDManager scope = manager.newSubManager();
                        var gradients = Engines.start().newGradientCollector()) {
                    NDArray loss = weight.square().sum();
                    loss.attach(scope);
                    gradients.backward(loss);
                }
                try (NDManager scope = manager.newSubManager()) {
                    state.step(scope);
                }
            }
            return weight.toFloatArray()[0];
        }
    }
}
