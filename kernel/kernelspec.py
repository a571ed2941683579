# SPDX-License-Identifier: Apache-2.0
"""Installs the Java kernel into this Python's environment and trains its class-data archive.

    python kernel/kernelspec.py JAVA_HOME CLASS_PATH_FILE

The kernel is JJava started without its launcher JVM (one process instead of two). The archive holds the classes that typical
cells load (kernel/warmup.jsh), so that a kernel answers in about a second; it fits one JDK build and one set of jars, and
./course makes it anew when either changes. A kernel whose archive is missing or stale still works: it only starts slower.
"""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

HERE = pathlib.Path(__file__).resolve().parent
SPEC = pathlib.Path(sys.prefix) / "share" / "jupyter" / "kernels" / "java"


def java_major(java_home):
    """The JDK's feature version, read from its release file."""
    for line in (pathlib.Path(java_home) / "release").read_text().splitlines():
        if line.startswith("JAVA_VERSION="):
            return int(line.split("=")[1].strip('"').split(".")[0])
    raise SystemExit(f"{java_home}/release names no JAVA_VERSION: not a JDK")


def options(java_home, class_path, flags):
    """The kernel's argv; `flags` say how far it compiles and which class-data archive it writes or reads."""
    return [
        str(pathlib.Path(java_home) / "bin" / "java"),
        "-XX:+IgnoreUnrecognizedVMOptions",  # first: one line serves JDK 17 and 25
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-Xmx2g",
        "-Xlog:disable", "-Xlog:all=error:stderr",  # JDK 25 warns on stdout of entries of the archive that it will not use
        "-ea",
        *flags,
        "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dai.djl.pytorch.num_threads=1",
        "-Dai.djl.offline=true",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Duser.language=en",
        f"-Djava.util.logging.config.file={HERE / 'logging.properties'}",
        "-cp", os.pathsep.join([str(SPEC / "jjava.jar"), *class_path]),
        "org.dflib.jjava.distro.JJava",
        "{connection_file}",
    ]


def training_tiers(major):
    """How far the JIT compiles while the archive is trained; a kernel itself compiles all the way, as Java does by itself.

    From JDK 25 the archive remembers how far a method that was hot in training was compiled, and goes no further later. C1 is what
    javac and the shell want: a kernel answers 0.2 s sooner, with half the work. The one thing hot in training that cells compute
    with, SHA-256 of the data sets, is kept out, or it would stay five times as slow. Figures: bench/README.md.
    """
    if major < 25:
        return []
    return ["-XX:TieredStopAtLevel=1", "-XX:CompileCommand=quiet", "-XX:CompileCommand=exclude,sun/security/*.*"]


def spec(argv):
    return {
        "argv": argv,
        "display_name": "Java",
        "language": "java",
        "interrupt_mode": "message",
        "env": {"OPT_OUT_TRACKING": "true", "OMP_NUM_THREADS": "1"},
        "metadata": {"debugger": False},
    }


@contextlib.contextmanager
def stop_postponed():
    """Lets a SIGTERM wait: a kernel that is being started is not known yet to the one who would end it."""
    came = []
    before = signal.signal(signal.SIGTERM, lambda *_: came.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        if came:
            signal.raise_signal(signal.SIGTERM)


def train(argv, log=None):
    """Runs the warm-up cells in a kernel that writes its archive when it exits; returns the seconds it took. `log` takes its stderr."""
    start = time.monotonic()
    manager = KernelManager(kernel_name="java")
    manager._kernel_spec = KernelSpec(**spec(argv))
    env = {**os.environ, "COURSE_DEVICE": "cpu"}  # a slip in the user's own must not end the set-up
    client = None
    try:
        with stop_postponed():
            manager.start_kernel(env=env, stdout=subprocess.DEVNULL, stderr=log)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=120)
        for cell in (HERE / "warmup.jsh").read_text(encoding="utf-8").split("// ---\n"):
            reply = client.execute_interactive(cell, timeout=180, output_hook=lambda message: None)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(f"warm-up cell failed: {reply['content'].get('evalue')}\n{cell}")
        client.execute("System.exit(0);")
        deadline = time.monotonic() + 180
        while manager.is_alive() and time.monotonic() < deadline:
            time.sleep(0.1)  # the JVM writes the archive while it exits
    finally:
        process = manager.provisioner and manager.provisioner.process
        if process:  # by hand, for a stop may come in the midst of Jupyter's event loop, which then does no more
            process.kill()
            process.wait()
        if client:
            client.stop_channels()
        manager.cleanup_connection_file()
    return time.monotonic() - start


def write(argv):
    temporary = SPEC / "kernel.json.part"
    temporary.write_text(json.dumps(spec(argv), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(temporary, SPEC / "kernel.json")


def trained(java_home, class_path, archive, training, running=(), log=None):
    """Writes the archive under the compiler flags `training`; returns the argv that reads it, or that does without where the JDK wrote none, and the seconds."""
    write_flag, read_flag = ("AOTCacheOutput", "AOTCache") if java_major(java_home) >= 25 else ("ArchiveClassesAtExit", "SharedArchiveFile")
    part = archive.with_name(archive.name + ".part")
    seconds = train(options(java_home, class_path, [*training, f"-XX:{write_flag}={part}"]), log)
    if not part.exists():
        return options(java_home, class_path, running), seconds
    os.replace(part, archive)
    return options(java_home, class_path, [*running, f"-XX:{read_flag}={archive}"]), seconds


def main(java_home, class_path_file):
    class_path = pathlib.Path(class_path_file).read_text(encoding="utf-8").strip().split(os.pathsep)
    major = java_major(java_home)
    archive = SPEC / (f"java{major}.aot" if major >= 25 else f"java{major}.jsa")
    for old in [*SPEC.glob("java*.aot*"), *SPEC.glob("java*.jsa*")]:
        old.unlink()
    write(options(java_home, class_path, []))  # a kernel that works, should the training fail
    argv, seconds = trained(java_home, class_path, archive, training_tiers(major))
    write(argv)
    if archive.exists():
        print(f"kernel `java` on JDK {major}, class-data archive {archive.stat().st_size / 1e6:.0f} MB, {seconds:.0f} s")
    else:
        print(f"the JDK wrote no class-data archive: kernels start about a second slower ({seconds:.0f} s)")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a stopped set-up takes its kernel along
    main(*sys.argv[1:])
