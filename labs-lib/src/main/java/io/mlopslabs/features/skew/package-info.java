// SPDX-License-Identifier: Apache-2.0
/**
 * Skew and leakage: does serving see the features that training saw, and did training see what serving cannot?
 *
 * <p>Start with {@link io.mlopslabs.features.skew.SkewReport}: {@code SkewReport.of(trained, served)} holds the features of the same rows
 * against each other, as training made them and as a server did, and says which columns differ, in how many rows, by how much, and where
 * first. Exact unless told otherwise: one {@code TransformGraph} makes the same features to the bit, so that any difference has a cause.
 *
 * <p>{@link io.mlopslabs.features.skew.TargetEncodingLeakage} shows the skew that no such comparison finds: features that know the target of
 * the very rows that the model is trained on.
 *
 * <p>Left out: rows that are not the same on both sides; {@code validation.drift} compares distributions, and {@code features.coverage} says
 * which rows lie where none was trained on.
 */
package io.mlopslabs.features.skew;
