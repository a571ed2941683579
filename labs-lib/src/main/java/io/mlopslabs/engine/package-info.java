// SPDX-License-Identifier: Apache-2.0
/**
 * Engine: where does training run, and does the same seed give the same model?
 *
 * <p>Start with {@link io.mlopslabs.engine.ImageClassifier} for pictures, with {@link io.mlopslabs.engine.Training} for any rows of numbers,
 * and with {@link io.mlopslabs.engine.Engines#report()} to see what computes here.
 *
 * <p>For a rare class a training takes {@link io.mlopslabs.engine.ClassWeights} or a {@link io.mlopslabs.engine.Sampler}; {@link
 * io.mlopslabs.engine.OverfitCheck} tells whether it can learn anything at all.
 *
 * <p>Guarantee: one place starts Deep Java Library (DJL) with PyTorch, offline, without telemetry, with one thread unless told otherwise. With
 * one thread on a CPU, the same seed, data and settings give bit-equal weights, and a saved model gives bit-equal outputs after loading.
 * Native memory belongs to the object that is closed: nothing waits for the garbage collector.
 *
 * <p>The device is {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}: environment variable {@code COURSE_DEVICE}, system property {@code
 * course.device} or {@link io.mlopslabs.engine.DeviceChoice}. A GPU needs a CUDA build of PyTorch, in one of three ways ({@code
 * labs-lib/GPU.md} tells the second step by step):
 *
 * <ol>
 *   <li>the older pair of versions that has one on Maven Central (DJL 0.32.0 with pytorch-native-cu124 2.5.1, 2.3 GB, needs only a driver);
 *   <li>an installed CUDA build of libtorch 2.7.1 and the variables {@code PYTORCH_LIBRARY_PATH}, {@code PYTORCH_VERSION=2.7.1} and {@code
 *       PYTORCH_FLAVOR=cu128};
 *   <li>any other PyTorch with headers, such as a Python wheel: build DJL's small JNI library against it, then as in 2.
 * </ol>
 *
 * <p>Left out: training on several devices or in several threads at once (DJL records gradients for one thread of a process at a time, so
 * trainings take turns), mixed precision (DJL's conversion of types has no gradient) and bfloat16 (its first array ends the JVM).
 *
 * <p>Agrees with PyTorch's {@code torch.optim.SGD} and {@code Adam}, and with Keras' {@code EarlyStopping} and {@code History}.
 */
package io.mlopslabs.engine;
