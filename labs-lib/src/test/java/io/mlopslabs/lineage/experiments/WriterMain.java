// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.lineage.experiments;

import java.nio.file.Path;

/** A process of its own for {@link ExperimentsTest}: writes runs to the file in {@code arguments[0]}, as many as {@code arguments[1]} says. */
final class WriterMain {
    static final int METRICS = 40;

    private WriterMain() {}

    public static void main(String[] arguments) {
        write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    }

    static void write(Path file, int runs) {
        for (int i = 0; i < runs; i++) {
            // Opened anew each time: opening is where two processes get in each other's way most.
            try (var experiments = Experiments.open(file);
                    var run = experiments.start("together")) {
                run.param("i", i).artifact("same.txt", new byte[] {1, 2, 3});
                for (int step = 0; step < METRICS; step++) {
                    run.metric("loss", 1.0 / (step + 1), step);
                }
            }
        }
    }
}
