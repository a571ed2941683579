// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.features.transform;

/**
 * Says once, for training and for serving, how inputs become features. TFT's {@code preprocessing_fn}.
 *
 * <p>It is called once, without data, and only describes: {@code (in, out) -> out.put("distance", Scale.scaleToZScore(in.column("distance")))}.
 */
@FunctionalInterface
public interface PreprocessingFunction {
    /** Puts columns made of {@code in} to {@code out}. */
    void preprocess(Inputs in, Outputs out);
}
