# SPDX-License-Identifier: Apache-2.0
"""How fast the Java kernel starts and answers, beside its peers in the same minutes.

    ./course bench kernel [--rounds N]            ours, stock JJava with the same jars, ipykernel
    ./course bench kernel --tiers [--rounds N]    ours, under limits of the JIT compiler: what training_tiers() was chosen from

Every round starts each kernel once, one after the other, so that what else the machine does meets all of them alike. A figure
is the median over the rounds, with the smallest and the largest beside it. The exit code says nothing about the figures.

    first reply   from the start of the process to the reply to kernel_info, which Jupyter waits for
    first cell    from the start of the process to the reply to a trivial cell that was sent right after it
    CPU           seconds of processor time, over all threads and processes, up to then
    trivial, ten  a cell of two short statements, and one of ten; both warm
    memory        resident, all processes of the kernel together, at the end
"""
import argparse
import os
import pathlib
import queue
import statistics
import subprocess
import sys
import time
from importlib import metadata

import psutil
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import beside  # noqa: E402
from beside import ROOT, STATE, kernelspec  # noqa: E402

GOAL = 0.6
C1 = ["-XX:TieredStopAtLevel=1"]
DEADLINE = 60  # seconds for one reply; a cold JVM on a busy machine

JAVA = {
    "trivial": lambda n: f"int a{n} = {n}; a{n} + 1",
    "ten": lambda n: "\n".join(
        [f"int b{n} = {n};", f"record Item{n}(String name, double price) {{}}", f"double twice{n}(double x) {{ return 2 * x; }}",
         f'var items{n} = List.of(new Item{n}("tea", 3), new Item{n}("jam", 4));', f"double sum{n} = 0;",
         f"for (var item : items{n}) sum{n} += item.price();", f'var names{n} = new ArrayList<String>();',
         f"items{n}.forEach(item -> names{n}.add(item.name()));", f'String text{n} = String.join(", ", names{n});',
         f"text{n} + twice{n}(sum{n}) + b{n}"]),
}
PYTHON = {
    "trivial": lambda n: f"a{n} = {n}; a{n} + 1",
    "ten": lambda n: "\n".join(
        ["from dataclasses import dataclass", f"b{n} = {n}", f"Item{n} = dataclass(type('Item{n}', (), {{'__annotations__': {{'name': str, 'price': float}}}}))",
         f"def twice{n}(x): return 2 * x", f"items{n} = [Item{n}('tea', 3), Item{n}('jam', 4)]",
         f"sum{n} = sum(item.price for item in items{n})", f"names{n} = []",
         f"for item in items{n}: names{n}.append(item.name)", f"text{n} = ', '.join(names{n})",
         f"text{n} + str(twice{n}(sum{n})) + str(b{n})"]),
}
# Plain Java in a cell, as a learner writes it; each method returns the milliseconds of one call.
COMPUTE = """\
double matmul(int n) {
    double[][] a = new double[n][n], b = new double[n][n], c = new double[n][n];
    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { a[i][j] = i + j; b[i][j] = i - j; }
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) for (int k = 0; k < n; k++) for (int j = 0; j < n; j++) c[i][j] += a[i][k] * b[k][j];
    return (System.nanoTime() - start) / 1e6;
}
double merge(int n) {
    long start = System.nanoTime();
    var counts = new HashMap<Integer, Integer>();
    for (int i = 0; i < n; i++) counts.merge(i % 1000, 1, Integer::sum);
    return (System.nanoTime() - start) / 1e6;
}
double stream(int n) {
    long start = System.nanoTime();
    double sum = java.util.stream.IntStream.range(0, n).mapToDouble(i -> i * 0.5).filter(x -> x % 3 > 1).sum();
    return (System.nanoTime() - start) / 1e6;
}
double best(java.util.function.DoubleSupplier call) {
    double best = call.getAsDouble();
    for (int i = 0; i < 5; i++) best = Math.min(best, call.getAsDouble());
    return best;
}
"""
COMPUTED = {"matmul": "best(() -> matmul(500))", "merge": "best(() -> merge(1_000_000))", "stream": "best(() -> stream(2_000_000))"}


class Kernel:
    """One kind of kernel: how it is started, and the language of its cells."""

    def __init__(self, name, argv, cells, env=None):
        self.name, self.cells, self.runs = name, cells, []
        self.spec = KernelSpec(argv=argv, display_name=name, language="", env=env or {}, interrupt_mode="message")

    def measure(self, compute=False):
        """Starts one, runs the cells, kills it, and keeps the figures."""
        manager = KernelManager()
        manager._kernel_spec = self.spec
        begin = time.monotonic()
        manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        client = manager.client()
        client.start_channels()
        try:
            run, process = {}, psutil.Process(manager.provisioner.pid)
            answer(client, client.kernel_info())
            run["first reply"] = time.monotonic() - begin
            answer(client, client.execute(self.cells["trivial"](0)))
            run["first cell"] = time.monotonic() - begin
            run["CPU"] = sum(processor_seconds(p) for p in family(process))
            for kind, repeats in (("trivial", 6), ("ten", 4)):
                seconds = [timed(client, self.cells[kind](n)) for n in range(1, repeats + 1)]
                run[kind] = statistics.median(seconds[1:]) * 1000  # the first of its kind is not warm
            if compute:
                answer(client, client.execute(COMPUTE))
                run.update({kind: float(value_of(client, code)) for kind, code in COMPUTED.items()})
                run["CPU all"] = sum(processor_seconds(p) for p in family(process))
            run["memory"] = sum(p.memory_info().rss for p in family(process)) / 1e6
            self.runs.append(run)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)

    def median(self, column):
        return statistics.median(run[column] for run in self.runs)


def family(process):
    return [process, *process.children(recursive=True)]


def processor_seconds(process):
    times = process.cpu_times()
    return times.user + times.system


def answer(client, request):
    deadline = time.monotonic() + DEADLINE
    while True:
        try:
            reply = client.get_shell_msg(timeout=max(0.1, deadline - time.monotonic()))
        except queue.Empty:
            raise SystemExit(f"a kernel did not answer within {DEADLINE} s") from None
        if reply["parent_header"].get("msg_id") == request:
            if reply["content"].get("status", "ok") != "ok":
                raise SystemExit(f"a kernel refused a cell of this benchmark: {reply['content']}")
            return


def timed(client, code):
    begin = time.monotonic()
    answer(client, client.execute(code))
    return time.monotonic() - begin


def value_of(client, code):
    found = []
    client.execute_interactive(
        code, timeout=DEADLINE,
        output_hook=lambda m: found.append(m["content"]["data"]["text/plain"]) if m["msg_type"] == "execute_result" else None)
    return found[0]


def show(kernels, columns):
    """A line per kernel: the median, and the smallest and largest in brackets."""
    formats = {"first reply": "%.2f s", "first cell": "%.2f s", "CPU": "%.2f s", "CPU all": "%.1f s", "memory": "%.0f MB"}
    rows = [["", *columns]]
    for kernel in kernels:
        cells = [kernel.name]
        for column in columns:
            cells.append(beside.spread([run[column] for run in kernel.runs], formats.get(column, "%.0f ms")))
        rows.append(cells)
    beside.table(rows)


def jdks():
    """The newest JDK of each feature version from 17 on, as ./course finds them."""
    found = subprocess.run(["bash", "-c", f'ROOT="{ROOT}"; . "$ROOT/kernel/setup.sh"; jdk_candidates'], text=True, capture_output=True)
    homes = {}
    for home in dict.fromkeys(line.rstrip("/") for line in found.stdout.splitlines()):
        if all((pathlib.Path(home) / "bin" / tool).exists() for tool in ("javac", "jshell")):
            homes.setdefault(kernelspec.java_major(home), home)
    return {major: homes[major] for major in sorted(homes, reverse=True) if major >= 17}


def ours(major, home, class_path, name, training, running=()):
    """Our kernel on this JDK with an archive of its own: the learner's is not touched."""
    STATE.mkdir(parents=True, exist_ok=True)
    archive = STATE / f"{name.replace(',', '').replace(' ', '-')}.{'aot' if major >= 25 else 'jsa'}"
    archive.unlink(missing_ok=True)
    argv, _ = kernelspec.trained(home, class_path, archive, training, running, subprocess.DEVNULL)
    return Kernel(name, argv, JAVA, kernelspec.spec(argv)["env"])


def stock(home, name):
    argv, env = beside.stock_jjava(home)
    return Kernel(name, argv, JAVA, env)


def compare(class_path, found, rounds):
    """Ours, the stock kernel, Python's."""
    kernels, pairs = [], []
    for major, home in found.items():
        pair = ours(major, home, class_path, f"ours, JDK {major}", kernelspec.training_tiers(major)), stock(home, f"stock JJava, JDK {major}")
        kernels += pair
        pairs.append((major, *pair))
    python = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernels.append(Kernel(f"ipykernel {metadata.version('ipykernel')}", python, PYTHON))
    run(kernels, rounds)
    show(kernels, ["first reply", "first cell", "CPU", "trivial", "ten", "memory"])
    for major, mine, other in pairs:
        share = mine.median("first reply") / other.median("first reply")
        print(f"JDK {major}: first reply {share:.2f} of the stock kernel's; the goal is at most {GOAL}: "
              f"{'reached' if share <= GOAL else 'missed'} (n = {rounds} starts each)")


def compare_tiers(class_path, found, rounds):
    """What limiting the compiler gains where cells are compiled and costs where they compute."""
    kernels = []
    for major, home in found.items():
        limits = {"C2": ([], []), "C1": (C1, C1)}
        if major >= 25:
            limits["C2, trained with C1"] = kernelspec.training_tiers(major), []
        kernels += [ours(major, home, class_path, f"{name}, JDK {major}", *flags) for name, flags in limits.items()]
    run(kernels, rounds, compute=True)
    show(kernels, ["first reply", "trivial", "ten", "matmul", "merge", "stream", "CPU all"])


def run(kernels, rounds, compute=False):
    for number in range(1, rounds + 1):
        for kernel in kernels:
            kernel.measure(compute)
        print(f"  round {number} of {rounds}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="./course bench kernel", description="Measures the Java kernel beside its peers.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tiers", action="store_true", help="compare limits of the JIT compiler instead")
    arguments = parser.parse_args()
    print(beside.header(f"JJava {metadata.version('jjava')}"))
    (compare_tiers if arguments.tiers else compare)(beside.kernel_class_path(), jdks(), arguments.rounds)


if __name__ == "__main__":
    main()
