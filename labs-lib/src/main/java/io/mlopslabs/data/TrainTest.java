// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.data;

import java.util.Objects;

/**
 * Two parts of one data set: one to learn from, one to be judged on.
 *
 * @param <T> a list, a set of images: anything that can be split
 * @param train what a model may see
 * @param test what it is judged on, once
 */
public record TrainTest<T>(T train, T test) {
    public TrainTest {
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(test, "test");
    }
}
