// SPDX-License-Identifier: Apache-2.0
package io.mlopslabs.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import io.mlopslabs.engine.EngineReport.DeviceMemory;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The door to the deep learning engine: start it, seed it, choose a device, report what there is.
 *
 * <p>DJL reads its settings once, when the engine is first touched. Everything here therefore begins with {@link #start()}, which sets them
 * first; a program that calls {@code Engine.getInstance()} before it gets DJL's own settings, except for the number of threads per
 * operation, which is corrected.
 */
public final class Engines {
    private static final String NAME = "PyTorch";
    private static final String THREADS = "ai.djl.pytorch.num_threads";
    private static final String INTER_OP_THREADS = "ai.djl.pytorch.num_interop_threads";

    private static Engine started;

    private Engines() {}

    /**
     * Starts the engine if it does not run yet, and returns it.
     *
     * <p>Settings, each only where the user made none: one thread per operation and one between operations (several spinning threads on
     * few cores are ten to a hundred times slower, and one thread makes results bit-equal), offline, no telemetry. Nothing is ever
     * downloaded. A number of threads is set by system property {@code ai.djl.pytorch.num_threads} or environment variable {@code
     * OMP_NUM_THREADS}.
     *
     * @throws IllegalStateException if the native library is missing or does not load; says what to do
     */
    public static synchronized Engine start() {
        if (started != null) {
            return started;
        }
        boolean ownThreads = System.getProperty(THREADS) == null && System.getenv("OMP_NUM_THREADS") == null;
        setIfAbsent(INTER_OP_THREADS, "1");
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        try {
            Engine engine = Engine.getEngine(NAME);
            if (ownThreads) {
                // By call and not by property: it also holds where another program part started the engine first.
                JniUtils.setNumThreads(1);
            }
            started = engine;
            return engine;
        } catch (EngineException | IllegalArgumentException | LinkageError cause) {
            throw new IllegalStateException(problem(cause), cause);
        }
    }

    /**
     * Seeds the engine's random numbers, which initial weights and dropout come from.
     *
     * <p>Same seed, same numbers, on one kind of device and with one thread. The generator belongs to the whole process: a second thread
     * that draws in between changes what this one gets.
     *
     * @param seed any number; the engine keeps 32 bits of it, so that small ones stay what they are
     */
    public static void seed(long seed) {
        start().setRandomSeed(Long.hashCode(seed));
    }

    /** Returns the device for {@link DeviceChoice#configured()}. */
    public static DeviceSelection select() {
        return select(DeviceChoice.configured());
    }

    /**
     * Returns the device for this choice; where a GPU was asked for and cannot be used, the CPU and a notice that says so.
     *
     * <p>A GPU counts as usable when an array could be made on it, whatever the driver reports.
     *
     * @throws IllegalStateException if the engine cannot start
     */
    public static DeviceSelection select(DeviceChoice choice) {
        Engine engine = start();
        if (choice instanceof DeviceChoice.Cpu) {
            return new DeviceSelection(Device.cpu(), choice, Optional.empty());
        }
        Device gpu = Device.gpu(choice instanceof DeviceChoice.Gpu named ? named.index() : 0);
        if (isUsable(engine, gpu)) {
            return new DeviceSelection(gpu, choice, Optional.empty());
        }
        boolean named = choice instanceof DeviceChoice.Gpu;
        return new DeviceSelection(
                Device.cpu(),
                choice,
                named
                        ? Optional.of(notice(
                                choice,
                                engine.hasCapability(StandardCapabilities.CUDA),
                                Path.of(LibUtils.getLibtorchPath())))
                        : Optional.empty());
    }

    /**
     * Returns what computes here; never throws because of a missing engine, a missing library is a line of the report.
     *
     * @throws IllegalArgumentException if the configured device cannot be read, see {@link DeviceChoice#configured()}
     */
    public static EngineReport report() {
        DeviceChoice choice = DeviceChoice.configured();
        try {
            return report(start(), select(choice));
        } catch (IllegalStateException missing) {
            return new EngineReport(
                    NAME,
                    "",
                    Engine.getDjlVersion(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    0,
                    0,
                    NativeSource.MISSING,
                    "",
                    Optional.of(missing.getMessage()));
        }
    }

    /** Returns {@code cpu} or {@code gpu:N}, as {@link DeviceChoice} writes it. */
    static String name(Device device) {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /** Returns the environment variable of this name, else the system property, as DJL reads both. */
    static Optional<String> setting(String name) {
        return Optional.ofNullable(Utils.getEnvOrSystemProperty(name)).filter(value -> !value.isBlank());
    }

    private static EngineReport report(Engine engine, DeviceSelection selection) {
        Path libtorch = Path.of(LibUtils.getLibtorchPath());
        return new EngineReport(
                engine.getEngineName(),
                engine.getVersion(),
                Engine.getDjlVersion(),
                Optional.of(selection),
                devices(engine),
                precisions(engine, selection.device()),
                JniUtils.getNumThreads(),
                JniUtils.getNumInteropThreads(),
                NativeSource.of(
                        libtorch,
                        Utils.getEngineCacheDir("pytorch"),
                        engine.getVersion(),
                        setting("PYTORCH_FLAVOR").orElse("")),
                libtorch.toString(),
                Optional.empty());
    }

    private static List<DeviceMemory> devices(Engine engine) {
        var devices = new ArrayList<DeviceMemory>();
        devices.add(new DeviceMemory("cpu", machineMemory()));
        if (!engine.hasCapability(StandardCapabilities.CUDA)) {
            return devices;
        }
        // At least one: DJL counts through cudart, which a CUDA build inside a jar does not put where it can be found.
        for (int i = 0; i < Math.max(1, CudaUtils.getGpuCount()); i++) {
            Device gpu = Device.gpu(i);
            if (isUsable(engine, gpu)) {
                devices.add(new DeviceMemory(name(gpu), gpuMemory(gpu)));
            }
        }
        return devices;
    }

    private static long machineMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : 0;
    }

    private static long gpuMemory(Device gpu) {
        try {
            return CudaUtils.getGpuMemory(gpu).getMax();
        } catch (IllegalStateException | EngineException unknown) {
            return 0;
        }
    }

    private static boolean isUsable(Engine engine, Device gpu) {
        return engine.hasCapability(StandardCapabilities.CUDA) && computes(engine, gpu, DataType.FLOAT32);
    }

    // bfloat16 is not tried: creating one array of it aborts the JVM instead of throwing.
    private static List<DataType> precisions(Engine engine, Device device) {
        return Stream.of(DataType.FLOAT64, DataType.FLOAT32, DataType.FLOAT16)
                .filter(type -> computes(engine, device, type))
                .toList();
    }

    private static boolean computes(Engine engine, Device device, DataType type) {
        try (NDManager manager = engine.newBaseManager(device)) {
            NDArray ones = manager.ones(new Shape(2, 2), type);
            return ones.matMul(ones).toType(DataType.FLOAT32, true).getFloat(0, 0) == 2f;
        } catch (EngineException | UnsupportedOperationException unusable) {
            return false;
        }
    }

    /**
     * Says why the GPU cannot be used.
     *
     * @param cuda whether PyTorch says that it can compute with CUDA: no also for a CUDA build that finds no GPU
     * @param libtorch the folder of the library in use
     */
    static String notice(DeviceChoice choice, boolean cuda, Path libtorch) {
        String reason = "the native library in use is a CPU build; labs-lib/GPU.md tells how to bring a GPU build";
        if (cuda) {
            reason = "no array could be made on it; check the driver and the number of GPUs with nvidia-smi";
        } else if (Files.exists(libtorch.resolve(System.mapLibraryName("torch_cuda")))) {
            reason = "the native library in use is a CUDA build and finds no GPU; check the driver with nvidia-smi, and"
                    + " CUDA_VISIBLE_DEVICES";
        }
        return "%s was asked for but cannot be used, computing on the cpu: %s".formatted(choice, reason);
    }

    /** Says what is missing and what to do, from the error that the start ended with. */
    static String problem(Throwable cause) {
        String platform = "%s on %s".formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
        boolean intelMac = platform.toLowerCase(Locale.ROOT).matches("mac.* on x86_64");
        String step =
                "add the Maven artifact pytorch-native-cpu for this platform, or point PYTORCH_LIBRARY_PATH to an installed"
                        + " libtorch";
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (intelMac) {
            step = "PyTorch is no longer built for Intel Macs; run the course in its container";
        } else if (String.valueOf(root.getMessage()).contains("libcuda.so.1:")) {
            step =
                    "a CUDA build loads only where NVIDIA's driver is installed; without PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and"
                            + " PYTORCH_FLAVOR the CPU build of the Maven jar is used";
        } else if (setting("PYTORCH_LIBRARY_PATH").isPresent()) {
            step =
                    "PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR must name the lib folder, the version and the build of"
                            + " one libtorch that DJL has a library for; labs-lib/GPU.md says which, and without the three the CPU build"
                            + " of the Maven jar is used";
        }
        return "the native library of PyTorch cannot be loaded for %s (%s); %s"
                .formatted(
                        platform,
                        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage(),
                        step);
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
