// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to compute, as a person asks for it: {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}.
 *
 * <p>A wish, not yet a device: {@link Engines#select(DeviceChoice)} turns it into one and says when the wish could not be met.
 */
public sealed interface DeviceChoice {
    /** The first GPU if one can be used, else the CPU. */
    DeviceChoice AUTO = new Auto();

    /** The CPU, also where there is a GPU: the choice for results that are bit-equal on every machine of one kind. */
    DeviceChoice CPU = new Cpu();

    /** The first GPU. */
    DeviceChoice GPU = new Gpu(0);

    /** The first GPU if one can be used, else the CPU. */
    record Auto() implements DeviceChoice {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /** The CPU. */
    record Cpu() implements DeviceChoice {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * One GPU.
     *
     * @param index its number from 0, in the order of {@code CUDA_VISIBLE_DEVICES}
     */
    record Gpu(int index) implements DeviceChoice {
        /** Throws an {@code IllegalArgumentException} that says which where a rule above is broken. */
        public Gpu {
            if (index < 0) {
                throw new IllegalArgumentException("GPUs count from 0; index is " + index);
            }
        }

        @Override
        public String toString() {
            return "gpu:" + index;
        }
    }

    /**
     * Returns the choice that {@code text} names: {@code auto}, {@code cpu}, {@code gpu} (the same as {@code gpu:0}) or {@code gpu:N}.
     *
     * <p>Capitals and surrounding blanks do not matter. PyTorch's {@code cuda:0} is refused: one name for one thing.
     *
     * @throws IllegalArgumentException for any other text; names the accepted forms
     */
    static DeviceChoice parse(String text) {
        return parse("device", text);
    }

    /**
     * Returns the choice made outside the program: system property {@code course.device}, else environment variable {@code
     * COURSE_DEVICE}, else {@link #AUTO}.
     *
     * @throws IllegalArgumentException if the one that is set cannot be read; names it and the accepted forms
     */
    static DeviceChoice configured() {
        String property = System.getProperty("course.device", "");
        if (!property.isBlank()) {
            return parse("course.device", property);
        }
        String variable = System.getenv("COURSE_DEVICE");
        return variable == null || variable.isBlank() ? AUTO : parse("COURSE_DEVICE", variable);
    }

    private static DeviceChoice parse(String source, String text) {
        String wish = text.strip().toLowerCase(Locale.ROOT);
        Matcher gpu = Pattern.compile("gpu(?::(\\d{1,4}))?").matcher(wish);
        if (gpu.matches()) {
            return gpu.group(1) == null ? GPU : new Gpu(Integer.parseInt(gpu.group(1)));
        }
        return switch (wish) {
            case "auto" -> AUTO;
            case "cpu" -> CPU;
            default ->
                throw new IllegalArgumentException(
                        "%s is \"%s\"; use auto, cpu, gpu or gpu:N with N from 0, such as gpu:1"
                                .formatted(source, text));
        };
    }
}
