// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the native PyTorch library came from; each CUDA source is one of the three ways to a GPU.
 *
 * <p>PyTorch 2.7.1 has no CUDA build on Maven Central, so a GPU needs either an older pair of versions that has one, or a libtorch that is
 * already on the machine.
 */
public enum NativeSource {
    /** A Maven jar with the CPU build, unpacked into DJL's cache: what every machine gets by default. */
    MAVEN_CPU("Maven jar, CPU build"),
    /** A Maven jar with the CUDA build, CUDA libraries inside: GPU way 1, needs only a driver. */
    MAVEN_CUDA("Maven jar, CUDA build (GPU way 1)"),
    /** A libtorch installed outside, met by the JNI library of DJL's own jar: GPU way 2 when it is a CUDA build. */
    INSTALLED_LIBTORCH("installed libtorch, DJL's own JNI library (GPU way 2)"),
    /** A libtorch installed outside and a JNI library built against it, such as that of a Python wheel: GPU way 3. */
    INSTALLED_LIBTORCH_OWN_JNI("installed libtorch, JNI library built on this machine (GPU way 3)"),
    /** None: the engine cannot start here. */
    MISSING("missing");

    // Version, sometimes the day it was built, flavor and platform: 2.7.1-cu128-linux-x86_64,
    // 2.7.1-20250812-cpu-linux-x86_64
    private static final Pattern FOLDER = Pattern.compile("[\\d.]+(?:-\\d+)?-([^-]+)-(.+)");

    private final String description;

    NativeSource(String description) {
        this.description = description;
    }

    /** Returns what a reader should see. */
    public String description() {
        return description;
    }

    /**
     * Tells the source from the folder of the loaded library.
     *
     * @param libtorch the folder that the engine loaded libtorch from
     * @param cache DJL's cache folder for PyTorch, which holds what came out of jars, and every JNI library that is not beside libtorch
     * @param version the version of libtorch, with which the JNI folder's name begins
     * @param flavor the build that the user named, such as {@code cu128}, empty where none was
     */
    static NativeSource of(Path libtorch, Path cache, String version, String flavor) {
        Path home = libtorch.toAbsolutePath().normalize();
        if (home.startsWith(cache.toAbsolutePath().normalize())) {
            String folder = home.getFileName().toString();
            return folder.contains("-cu") ? MAVEN_CUDA : MAVEN_CPU;
        }
        Optional<Path> jni = jniLibrary(home, cache, version + "-" + flavor);
        return jni.isPresent() && !isFromJar(jni.get()) ? INSTALLED_LIBTORCH_OWN_JNI : INSTALLED_LIBTORCH;
    }

    private static Optional<Path> jniLibrary(Path libtorch, Path cache, String build) {
        String library = System.mapLibraryName("djl_torch");
        // DJL takes one beside libtorch before all others.
        for (String name : List.of(Engine.getDjlVersion() + "-" + library, library)) {
            if (Files.exists(libtorch.resolve(name))) {
                return Optional.of(libtorch.resolve(name));
            }
        }
        if (!Files.isDirectory(cache)) {
            return Optional.empty();
        }
        try (var files = Files.find(cache, 2, (path, attributes) -> attributes.isRegularFile())) {
            return files.filter(path -> path.getFileName().toString().endsWith("-" + library))
                    .filter(path -> path.getParent().getFileName().toString().startsWith(build))
                    .sorted()
                    .findFirst();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the jar on the class path holds a JNI library of the same platform, flavor and size: DJL copies it unchanged. */
    private static boolean isFromJar(Path jni) {
        Matcher folder = FOLDER.matcher(jni.getParent().getFileName().toString());
        if (!folder.matches()) {
            return false;
        }
        String resource =
                "jnilib/%s/%s/%s".formatted(folder.group(2), folder.group(1), System.mapLibraryName("djl_torch"));
        URL inJar = NativeSource.class.getClassLoader().getResource(resource);
        if (inJar == null) {
            return false;
        }
        try {
            URLConnection connection = inJar.openConnection();
            connection.setUseCaches(false);
            try (var content = connection.getInputStream()) {
                return Files.size(jni) == connection.getContentLengthLong() && content.read() >= 0;
            }
        } catch (IOException unreadable) {
            return false;
        }
    }
}
