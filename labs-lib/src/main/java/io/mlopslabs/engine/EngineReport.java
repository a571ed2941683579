// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What computes here: engine, versions, devices, precisions, threads and where the native library came from.
 *
 * <p>Made by {@link Engines#report()}, also where the engine cannot start: then {@link #problem()} says what is missing and what to do,
 * {@link #natives()} is {@link NativeSource#MISSING}, and devices and precisions are empty.
 *
 * @param engine the engine's name, {@code PyTorch}
 * @param version version of the native library, empty where it is missing
 * @param djlVersion version of Deep Java Library
 * @param selection the device in use by default, empty where the engine is missing
 * @param devices every device that can be used, the CPU first
 * @param precisions number types that a small product of matrices was computed in on the selected device; never bfloat16, whose first
 *     array ends the whole JVM in this version
 * @param intraOpThreads threads that share one operation; 1 unless the user set another number
 * @param interOpThreads threads that run independent operations; 1 unless the user set another number
 * @param natives where the native library came from
 * @param nativesFolder the folder that it was loaded from, empty where it is missing
 * @param problem why the engine cannot start and what to do, empty where it runs
 */
public record EngineReport(
        String engine,
        String version,
        String djlVersion,
        Optional<DeviceSelection> selection,
        List<DeviceMemory> devices,
        List<DataType> precisions,
        int intraOpThreads,
        int interOpThreads,
        NativeSource natives,
        String nativesFolder,
        Optional<String> problem) {

    private static final double GIB = 1024.0 * 1024 * 1024;

    /**
     * One device and the memory that it has.
     *
     * @param device its name, {@code cpu} or {@code gpu:N}
     * @param memoryBytes all memory of the machine or the GPU in bytes; 0 where it cannot be read
     */
    public record DeviceMemory(String device, long memoryBytes) {
        @Override
        public String toString() {
            return memoryBytes == 0 ? device : "%s (%.1f GiB)".formatted(device, memoryBytes / GIB);
        }
    }

    public EngineReport {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(djlVersion, "djlVersion");
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(natives, "natives");
        Objects.requireNonNull(nativesFolder, "nativesFolder");
        Objects.requireNonNull(problem, "problem");
        devices = List.copyOf(devices);
        precisions = List.copyOf(precisions);
    }

    /** Whether the engine runs here. */
    public boolean available() {
        return problem.isEmpty();
    }

    /** Returns the report for a reader: one line per fact, no line for what is not known, {@code ~} for the home folder. */
    public String text() {
        var lines = new StringJoiner("\n");
        lines.add("engine      " + (version.isEmpty() ? engine : engine + " " + version) + ", DJL " + djlVersion);
        problem.ifPresent(sentence -> lines.add("problem     " + sentence));
        selection.ifPresent(chosen -> lines.add("device      " + chosen));
        if (available()) {
            lines.add("devices     " + join(devices));
            lines.add("precisions  "
                    + join(precisions.stream().map(EngineReport::name).toList()));
            lines.add("threads     %d per operation, %d between operations".formatted(intraOpThreads, interOpThreads));
            lines.add("natives     " + natives.description() + ", in " + shortened(nativesFolder));
        }
        return lines.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    /** A report ends up in published notebooks: nobody's home folder belongs there. */
    private static String shortened(String folder) {
        String home = System.getProperty("user.home", "");
        return home.length() > 1 && folder.startsWith(home) ? "~" + folder.substring(home.length()) : folder;
    }

    private static String join(List<?> parts) {
        return String.join(", ", parts.stream().map(Object::toString).toList());
    }

    private static String name(DataType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
