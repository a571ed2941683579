# SPDX-License-Identifier: Apache-2.0
"""What the measurements share: the peers' environment, programs of both sides that answer line by line, and tables."""
import datetime
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

import psutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "bench"
STATE = ROOT / ".course" / "bench"
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPT_OUT_TRACKING": "true", "COURSE_DEVICE": "cpu"}
sys.path.insert(0, str(ROOT / "kernel"))
import kernelspec  # noqa: E402  (one place knows how our JVMs are started)


def peers_python(name="requirements", base=sys.executable):
    """The Python of the environment pinned in peers/NAME.txt, which is made of `base` where it is missing or the file has changed."""
    requirements = HERE / "peers" / f"{name}.txt"
    home = STATE / ("peers" if name == "requirements" else f"peers-{name}")
    python, stamp = home / "bin" / "python", home / "complete"
    version = sys.version if base == sys.executable else subprocess.run([base, "--version"], check=True, text=True, capture_output=True).stdout.strip()
    wanted = f"{version} {zlib.crc32(requirements.read_bytes())}"
    if not (stamp.exists() and stamp.read_text() == wanted):
        size = {"requirements": "PyTorch's wheel for Linux on x86-64 comes with CUDA, 2.6 GB to download and 4.5 GB on disk.",
                **dict.fromkeys(("validation", "transform"), "TensorFlow and Beam, about 500 MB to download and 2 GB on disk.")}.get(name, "about 70 MB to download.")
        print(f"Making the peers' environment in {home.relative_to(ROOT)}: {size}", flush=True)
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([base, "-m", "venv", home], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar", "off",
                        "--require-hashes", "--no-deps", "-r", requirements], check=True)
        stamp.write_text(wanted)
    return str(python)


def jdk():
    """The JDK that ./course chooses."""
    found = subprocess.run(["bash", "-c", f'ROOT="{ROOT}"; . "$ROOT/kernel/setup.sh"; find_jdk && echo "$JDK"'], text=True, capture_output=True)
    return found.stdout.strip()


def kernel_class_path():
    return (ROOT / ".course/lib/kernel.classpath").read_text(encoding="utf-8").strip().split(os.pathsep)


def stock_jjava(home):
    """argv and environment of the kernel as JJava's own kernelspec starts it, with our jars in the variable that it reads."""
    argv = ["java", "-jar", str(kernelspec.SPEC / "jjava-launcher.jar"), str(kernelspec.SPEC / "jjava.jar"), "{connection_file}"]
    path = f"{home}/bin{os.pathsep}{os.environ['PATH']}"
    return argv, {"PATH": path, "JJAVA_CLASSPATH": os.pathsep.join(kernel_class_path()), "OPT_OUT_TRACKING": "true"}


def java(program, *arguments):
    """The command that runs a program of bench/ours/ in a JVM as the kernel's, on its class path."""
    *options, _, _ = kernelspec.options(jdk(), kernel_class_path(), [])  # without the kernel's own class and argument
    return [*options, str(HERE / "ours" / program), *map(str, arguments)]


class Program:
    """A program that says one line of JSON when it is ready, and one more for each line that it is sent."""

    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=ONE_THREAD)
        self.ready = self.heard()

    def heard(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended with exit code {self.process.wait()}; what it said stands above")
        return json.loads(line)

    def ask(self, line=""):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.heard()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def tensorflow_python(name, what):
    """The Python of an environment with TensorFlow, pinned in peers/NAME.txt; without one says why and returns None."""
    python = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
    why = None
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        why = f"peers/{name}.txt is for Linux on x86-64"
    elif not python:
        why = "it needs Python 3.11, and there is none on the path"
    else:
        try:
            return peers_python(name, python)
        except (subprocess.CalledProcessError, OSError) as failure:
            why = f"its environment could not be made ({failure})"
    print(f"SKIPPED: {what}: {why}.", flush=True)
    return None


def measured(command):
    """Runs a command that prints one line of JSON at its end; returns what it says (its seconds as work) and what the process took."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)  # and not wait: it says what this one child took
        whole = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            raise SystemExit(f"{command} ended with exit code {process.returncode}\n{err.read()[-2000:]}")
        said = json.loads(out.read().strip().splitlines()[-1])
    return {**said, "work": said["seconds"], "whole": whole, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def compiled(program, folder, heap):
    """The command of a program of bench/ours/, compiled once so that javac is no part of a figure."""
    home = pathlib.Path(jdk())
    class_path = os.pathsep.join([str(folder), *kernel_class_path()])
    subprocess.run([home / "bin/javac", "-proc:none", "-d", folder, "-cp", class_path, HERE / "ours" / f"{program}.java"], check=True)
    return [str(home / "bin/java"), f"-Xmx{heap}", "-XX:+UseSerialGC", "-cp", class_path, program]


def header(*more):
    """When and where: the first line of what a measurement prints."""
    return ", ".join([str(datetime.date.today()), f"{platform.system()} {platform.machine()}", f"{os.cpu_count()} cores",
                      f"{psutil.virtual_memory().total / 1e9:.0f} GB", f"load before {os.getloadavg()[0]:.1f}", *more])


def spread(values, form):
    """The median, and the smallest and largest in brackets; `form` such as "%.2f s"."""
    digits = form.split()[0]
    return f"{form % statistics.median(values)} ({digits % min(values)}-{digits % max(values)})"


def table(rows):
    """Prints rows of text in columns, the first one to the left."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:]))]))


def keep(name, figures):
    """Leaves the figures of a run as JSON in .course/bench/."""
    STATE.mkdir(parents=True, exist_ok=True)
    path = STATE / f"{name}.json"
    path.write_text(json.dumps(figures, indent=1) + "\n")
    print(f"All figures: {path.relative_to(ROOT)}")
