// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program of its own for {@link EnginesTest}: DJL reads its settings once per JVM, so that other settings need another JVM. */
final class ReportMain {
    private ReportMain() {}

    public static void main(String[] arguments) throws Exception {
        Files.writeString(Path.of(arguments[0]), Engines.report().text());
    }
}
