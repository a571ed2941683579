// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EnginesTest {
    static boolean hasGpu() {
        return Engines.select(DeviceChoice.GPU).device().isGpu();
    }

    @Nested
    class Select {
        @Test
        void gives_the_cpu_without_a_notice_when_asked_for_it() {
            DeviceSelection selection = Engines.select(DeviceChoice.CPU);
            assertThat(selection.device()).isEqualTo(Device.cpu());
            assertThat(selection.notice()).isEmpty();
            assertThat(selection).hasToString("cpu");
        }

        @Test
        void falls_back_to_the_cpu_with_one_notice_where_there_is_no_gpu() {
            assumeTrue(
                    Engines.report().natives() == NativeSource.MAVEN_CPU,
                    "SKIPPED: needs the libtorch of the Maven jar");
            DeviceSelection selection = Engines.select(new DeviceChoice.Gpu(1));
            assertThat(selection.device()).isEqualTo(Device.cpu());
            assertThat(selection.requested()).isEqualTo(new DeviceChoice.Gpu(1));
            assertThat(selection.notice())
                    .contains(
                            "gpu:1 was asked for but cannot be used, computing on the cpu: the native library in use is a CPU"
                                    + " build; labs-lib/GPU.md tells how to bring a GPU build");
        }

        @Test
        void says_that_a_cuda_build_finds_no_gpu(@TempDir Path libtorch) throws Exception {
            Files.createFile(libtorch.resolve(System.mapLibraryName("torch_cuda")));
            assertThat(Engines.notice(DeviceChoice.GPU, false, libtorch))
                    .isEqualTo(
                            "gpu:0 was asked for but cannot be used, computing on the cpu: the native library in use is a CUDA build"
                                    + " and finds no GPU; check the driver with nvidia-smi, and CUDA_VISIBLE_DEVICES");
        }

        @Test
        void says_that_a_card_of_that_number_does_not_answer(@TempDir Path libtorch) {
            assertThat(Engines.notice(new DeviceChoice.Gpu(7), true, libtorch))
                    .isEqualTo(
                            "gpu:7 was asked for but cannot be used, computing on the cpu: no array could be made on it; check the"
                                    + " driver and the number of GPUs with nvidia-smi");
        }

        @Test
        void takes_the_cpu_silently_for_auto_where_there_is_no_gpu() {
            assumeFalse(hasGpu(), "this machine has a GPU");
            assertThat(Engines.select(DeviceChoice.AUTO).notice()).isEmpty();
            assertThat(Engines.select(DeviceChoice.AUTO)).hasToString("cpu (asked for: auto)");
        }

        @Test
        void takes_the_first_gpu_for_auto_where_there_is_one() {
            assumeTrue(hasGpu(), "SKIPPED: needs a GPU and a CUDA build of PyTorch");
            assertThat(Engines.select(DeviceChoice.AUTO).device()).isEqualTo(Device.gpu(0));
        }
    }

    @Nested
    class Seed {
        @Test
        void repeats_the_engines_random_numbers() {
            assertThat(draw(7)).isEqualTo(draw(7)).isNotEqualTo(draw(8));
        }

        private float[] draw(long seed) {
            Engines.seed(seed);
            try (NDManager manager = Engines.start().newBaseManager(Device.cpu())) {
                return manager.randomNormal(new Shape(100)).toFloatArray();
            }
        }
    }

    @Nested
    class Report {
        @Test
        void tells_what_computes_here() {
            EngineReport report = Engines.report();
            assertThat(report.available()).isTrue();
            assertThat(report.engine()).isEqualTo("PyTorch");
            assertThat(report.devices().get(0).device()).isEqualTo("cpu");
            assertThat(report.devices().get(0).memoryBytes()).isPositive();
            assertThat(report.precisions())
                    .contains(DataType.FLOAT32, DataType.FLOAT64)
                    .doesNotContain(DataType.BFLOAT16);
            assertThat(report.nativesFolder()).isNotEmpty();
            assertThat(report.text())
                    .startsWith("engine      PyTorch " + report.version() + ", DJL " + report.djlVersion() + "\n")
                    .contains("\nnatives     " + report.natives().description() + ", in ");
        }

        @Test
        void does_not_name_the_home_folder() {
            EngineReport report = Engines.report();
            String home = System.getProperty("user.home");
            var there = new EngineReport(
                    report.engine(),
                    report.version(),
                    report.djlVersion(),
                    report.selection(),
                    report.devices(),
                    report.precisions(),
                    1,
                    1,
                    report.natives(),
                    home + "/.djl.ai/pytorch",
                    report.problem());
            assertThat(there.text()).endsWith(", in ~/.djl.ai/pytorch").doesNotContain(home + "/");
        }

        @Test
        void sees_one_thread_where_the_user_set_none(@TempDir Path folder) throws Exception {
            assertThat(inAnotherJvm(folder, classPath(""), List.of(), Map.of()))
                    .contains("threads     1 per operation, 1 between operations");
        }

        @Test
        void keeps_the_threads_and_the_device_that_the_user_set(@TempDir Path folder) throws Exception {
            assertThat(inAnotherJvm(
                            folder,
                            classPath(""),
                            List.of("-Dai.djl.pytorch.num_threads=2", "-Dai.djl.pytorch.num_interop_threads=3"),
                            Map.of("COURSE_DEVICE", "cpu")))
                    .contains("threads     2 per operation, 3 between operations")
                    .contains("device      cpu\n");
        }

        @Test
        void prefers_the_property_to_the_environment(@TempDir Path folder) throws Exception {
            assertThat(inAnotherJvm(
                            folder,
                            classPath(""),
                            List.of("-Dcourse.device=cpu"),
                            Map.of("COURSE_DEVICE", "not a device")))
                    .contains("device      cpu\n");
        }

        @Test
        void says_what_is_missing_instead_of_crashing_or_downloading(@TempDir Path folder) throws Exception {
            String cache = folder.resolve("cache").toString();
            assertThat(inAnotherJvm(folder, classPath("pytorch-native"), List.of(), Map.of("DJL_CACHE_DIR", cache)))
                    .startsWith("engine      PyTorch, DJL ")
                    .contains("problem     the native library of PyTorch cannot be loaded for ")
                    .contains("Offline mode is enabled")
                    .endsWith(
                            "; add the Maven artifact pytorch-native-cpu for this platform, or point PYTORCH_LIBRARY_PATH to an"
                                    + " installed libtorch");
        }

        @Test
        void says_that_an_installed_libtorch_is_in_use(@TempDir Path folder) throws Exception {
            EngineReport here = Engines.report();
            assumeTrue(here.natives() == NativeSource.MAVEN_CPU, "SKIPPED: needs the libtorch of the Maven jar");
            // Outside the other JVM's cache it is a libtorch like any other.
            assertThat(withLibtorch(folder, here.nativesFolder()))
                    .endsWith("natives     installed libtorch, DJL's own JNI library (GPU way 2), in "
                            + here.nativesFolder().replace(System.getProperty("user.home"), "~"));
        }

        @Test
        void says_what_an_installed_libtorch_needs_where_it_does_not_load(@TempDir Path folder) throws Exception {
            Files.createFile(folder.resolve(System.mapLibraryName("torch")));
            assertThat(withLibtorch(folder, folder.toString()))
                    .contains("problem     the native library of PyTorch cannot be loaded for ")
                    .endsWith(
                            "; PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR must name the lib folder, the version and"
                                    + " the build of one libtorch that DJL has a library for; labs-lib/GPU.md says which, and without"
                                    + " the three the CPU build of the Maven jar is used");
        }

        @Test
        void says_that_a_cuda_build_needs_the_driver() {
            var error = new UnsatisfiedLinkError(
                    "libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file: No such file or directory");
            assertThat(Engines.problem(new IllegalStateException("wrapped", error)))
                    .contains("(" + error.getMessage() + ")")
                    .endsWith(
                            "; a CUDA build loads only where NVIDIA's driver is installed; without PYTORCH_LIBRARY_PATH,"
                                    + " PYTORCH_VERSION and PYTORCH_FLAVOR the CPU build of the Maven jar is used");
        }

        private String withLibtorch(Path folder, String libtorch) throws Exception {
            String cache = folder.resolve("cache").toString();
            return inAnotherJvm(
                    folder,
                    classPath(""),
                    List.of(),
                    Map.of(
                            "PYTORCH_LIBRARY_PATH",
                            libtorch,
                            "PYTORCH_VERSION",
                            "2.7.1",
                            "PYTORCH_FLAVOR",
                            "cpu",
                            "DJL_CACHE_DIR",
                            cache));
        }

        private String classPath(String without) {
            return Pattern.compile(Pattern.quote(File.pathSeparator))
                    .splitAsStream(System.getProperty("java.class.path"))
                    .filter(entry -> without.isEmpty()
                            || !Path.of(entry).getFileName().toString().startsWith(without))
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private String inAnotherJvm(
                Path folder, String classPath, List<String> options, Map<String, String> environment) throws Exception {
            Path report = folder.resolve("report.txt");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, ReportMain.class.getName(), report.toString()));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log.txt").toFile());
            builder.environment().remove("OMP_NUM_THREADS");
            builder.environment().remove("COURSE_DEVICE");
            builder.environment().keySet().removeIf(name -> name.startsWith("PYTORCH_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
            assertThat(process.exitValue())
                    .as(() -> "exit status, log in " + folder)
                    .isZero();
            return Files.readString(report);
        }
    }

    @Nested
    class Natives {
        @Test
        void out_of_the_cache_came_from_a_jar(@TempDir Path cache) {
            assertThat(NativeSource.of(cache.resolve("2.7.1-cpu-linux-x86_64"), cache, "2.7.1", ""))
                    .isEqualTo(NativeSource.MAVEN_CPU);
            assertThat(NativeSource.of(cache.resolve("2.5.1-cu124-linux-x86_64"), cache, "2.5.1", "cu124"))
                    .isEqualTo(NativeSource.MAVEN_CUDA);
        }

        @Test
        void from_elsewhere_are_an_installed_libtorch(@TempDir Path folder) {
            assertThat(NativeSource.of(folder.resolve("libtorch/lib"), folder.resolve("cache"), "2.7.1", ""))
                    .isEqualTo(NativeSource.INSTALLED_LIBTORCH);
        }

        @Test
        void with_a_jni_library_that_is_in_no_jar_were_met_by_a_build_of_this_machine(@TempDir Path folder)
                throws Exception {
            Path home = Files.createDirectories(folder.resolve("cache/2.9.0-cu130-linux-x86_64"));
            Files.writeString(home.resolve("0.35.1-" + System.mapLibraryName("djl_torch")), "built here");
            assertThat(NativeSource.of(folder.resolve("torch/lib"), folder.resolve("cache"), "2.9.0", "cu130"))
                    .isEqualTo(NativeSource.INSTALLED_LIBTORCH_OWN_JNI);
        }

        @Test
        void with_a_jni_library_beside_them_were_met_by_a_build_of_this_machine(@TempDir Path folder) throws Exception {
            Path libtorch = Files.createDirectories(folder.resolve("torch/lib"));
            Files.writeString(libtorch.resolve(System.mapLibraryName("djl_torch")), "built here");
            assertThat(NativeSource.of(libtorch, folder.resolve("cache"), "2.11.0", ""))
                    .isEqualTo(NativeSource.INSTALLED_LIBTORCH_OWN_JNI);
        }

        @Test
        void with_the_jni_library_of_the_jar_are_way_two(@TempDir Path folder) throws Exception {
            String library = System.mapLibraryName("djl_torch");
            Path home = Files.createDirectories(folder.resolve("cache/2.7.1-cu128-linux-x86_64"));
            try (var inJar = Engines.class.getResourceAsStream("/jnilib/linux-x86_64/cu128/" + library)) {
                assumeTrue(inJar != null, "SKIPPED: DJL's jar has this library for Linux only");
                Files.copy(inJar, home.resolve("0.35.1-" + library));
            }
            assertThat(NativeSource.of(folder.resolve("libtorch/lib"), folder.resolve("cache"), "2.7.1", ""))
                    .isEqualTo(NativeSource.INSTALLED_LIBTORCH);
        }
    }
}
