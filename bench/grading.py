# SPDX-License-Identifier: Apache-2.0
"""How fast submissions are graded, ours beside nbgrader in the same minutes.

    ./course bench grading [--rounds N] [--submissions N]

The same submissions for all: two exercises in eight cells of Java, nothing that trains or waits (bench/peers/eight_cells.py), no two alike,
some right and some wrong. Ours is `./course grade`, natively and, where an engine answers, in containers; every cell of the notebook is needed,
so it runs as many as nbgrader, and probes besides. nbgrader is its `autograde`, with our kernel as it comes, with kernels that are killed
instead of asked to end, and with JJava as JJava itself starts it. Before a time counts it is seen to that all cells ran and, for ours, that
every verdict is the right one. nbgrader's verdicts mean nothing here: our checks report, they throw nothing.

All take turns in each round; a figure is the median over the rounds, with the smallest and the largest beside it. The exit code says
nothing about the figures.

    notebooks/min  submissions over the time of the whole command: its own start and the instructor's run included, ./course's look at the
                   set-up not
    CPU            seconds of processor time per submission, over the command and all that it started, a container's engine too
    rebuild        of these: the grader itself, from reading the submissions to the pages for learners
    start          the runner in Python and the Java kernel, until that is ready
    cells, probes  running them
    teardown       ending the kernel and all else, writing the outputs
    reference      the instructor's own run, shared by all submissions
    engine         what the container engine does beside what runs in its containers, as seen from outside every 0.05 s
"""
import argparse
import contextlib
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import nbformat
import psutil

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import beside  # noqa: E402
import eight_cells  # noqa: E402
from beside import ROOT  # noqa: E402

sys.path.insert(0, str(ROOT / "kernel" / "tests"))
import nbgrader_peer  # noqa: E402

GOAL = 2
STAGES = ["rebuild", "start", "cells", "probes", "teardown", "reference", "engine"]
# The command behind `./course grade`, with whatever options that starts Java with.
GRADE = 'ROOT=$1 STATE=$1/.course JDK=$2; shift 2; eval "$(sed -n "/^java_course()/,/^}/p" "$ROOT/course")"; java_course grade "$@"'
CONTAINERS = 'ROOT=$1; . "$ROOT/kernel/setup.sh"; containers >&2 && env -0'
NBGRADER = """\
c = get_config()
c.ClearSolutions.code_stub = {"java": 'throw new UnsupportedOperationException("not answered");'}
"""


class Engine:
    """Adds up what a container engine uses for the containers of one image, and what runs in them: both are gone when a command ends."""

    def __init__(self, image):
        self.image, self.ours, self.daemons, self.shims, self.over = image, set(), {}, {}, threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def look(self):
        for process in psutil.process_iter(["name"]):
            with contextlib.suppress(psutil.Error):
                if process.info["name"] in ("dockerd", "containerd"):
                    self.daemons.setdefault(process, []).append(sum(process.cpu_times()[:2]))
                elif process.info["name"].startswith("containerd-shim") and (found := re.search(r" -id (\w+)", " ".join(process.cmdline()))):
                    self.shims[found[1]] = sum(process.cpu_times()[:4])  # with the container's own, which end as its children

    def watch(self):
        known = set()
        while not self.over.wait(0.05):
            self.look()
            if not self.shims.keys() <= known:
                known = set(self.shims)
                listed = subprocess.run(["docker", "ps", "-aq", "--no-trunc", "--filter", f"ancestor={self.image}"], text=True, capture_output=True)
                self.ours.update(listed.stdout.split())

    def __enter__(self):
        self.look()
        self.before = set(self.shims)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()
        self.look()
        ran = {container: seconds for container, seconds in self.shims.items() if container not in self.before}
        mine = [seconds for container, seconds in ran.items() if container in self.ours]
        daemons = sum(seconds[-1] - seconds[0] for seconds in self.daemons.values())
        self.seconds = sum(mine) + daemons * len(mine) / max(1, len(ran))  # others may use the same engine


def spent(command, log, **how):
    """Wall and processor seconds of a command and of all its children that have ended."""
    start = time.monotonic()
    with open(log, "wb") as out:
        process = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, **how)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - start
    if process.returncode:
        print(*log.read_text(errors="replace").splitlines()[-15:], sep="\n", file=sys.stderr)
        raise SystemExit(f"{' '.join(map(str, command[:4]))} … ended with exit code {process.returncode}; what it said last stands above")
    return {"wall": wall, "CPU": usage.ru_utime + usage.ru_stime}


class Ours:
    def __init__(self, name, course, options, env=None):
        self.name, self.course, self.options, self.env, self.runs = name, course, options, env, []

    def grade(self, folder, submitted):
        out, command = folder / "grades", ["bash", "-euc", GRADE, "course", ROOT, beside.jdk()]
        command += ["--course", self.course, "--out", out, "--seed", "7", *self.options, folder / "submitted"]
        for student, (notebook, _) in submitted.items():
            nbformat.write(notebook, within(folder / "submitted" / f"{student}.ipynb"))
        with Engine(self.env["COURSE_SANDBOX_IMAGE"]) if self.env else contextlib.nullcontext() as engine:
            run = spent(command, folder / "log", env=self.env)
        number, stages = len(submitted), dict.fromkeys(STAGES, 0)
        for student, (_, points) in submitted.items():
            result = json.loads((out / "students" / student / "result.json").read_text())
            got = {exercise["id"]: exercise["score"] for exercise in result["exercises"]}
            ran = [len(timings["cell_seconds"]) for timings in result["timings"]]
            if got != points or ran != [8]:
                raise SystemExit(f"{self.name}: {student} was given {got} for {points}; its runs had {ran} cells instead of one of 8")
            for stage, seconds in result["timings"][0]["cpu_seconds"].items():
                stages["teardown" if stage == "end" else stage] += seconds / number
        inside = sum(stages.values())
        stages["reference"] = inside / number  # it runs the same cells, and tells nobody what it took
        if self.env:
            stages["rebuild"] = run["CPU"] / number
            stages["engine"] = engine.seconds / number - inside - stages["reference"]
            run["CPU"] += engine.seconds
        else:
            stages["rebuild"] = run["CPU"] / number - inside - stages["reference"]
        self.runs.append({**run, "stages": stages})


class Nbgrader:
    def __init__(self, name, course, options=(), env=None):
        self.name, self.course, self.options, self.runs = name, course, options, []
        path = f"{nbgrader_peer.FOLDER / 'bin'}{os.pathsep}{os.environ['PATH']}"  # it calls alembic
        self.env = {**os.environ, "PYTHONPATH": str(nbgrader_peer.FOLDER), "PATH": path, **(env or {})}

    def command(self, verb, *more):
        return [sys.executable, "-m", "nbgrader", verb, eight_cells.WEEK, *self.options, *more]

    def grade(self, folder, submitted):
        course = shutil.copytree(self.course, folder / "course")
        for student, (notebook, _) in submitted.items():
            nbformat.write(notebook, within(course / "submitted" / student / eight_cells.WEEK / f"{eight_cells.NAME}.ipynb"))
        self.runs.append(spent(self.command("autograde"), folder / "log", cwd=course, env=self.env))
        for student, (_, points) in submitted.items():
            notebook = nbformat.read(course / "autograded" / student / eight_cells.WEEK / f"{eight_cells.NAME}.ipynb", 4)
            ran = [cell.execution_count for cell in notebook.cells]
            outputs = [output for cell in notebook.cells for output in cell.outputs]
            checked = [output.data[eight_cells.CHECK]["status"] for output in outputs if eight_cells.CHECK in output.get("data", {})]
            errors = [output.evalue for output in outputs if output.output_type == "error"]
            if len(ran) != 8 or None in ran or errors or [status == "passed" for status in checked] != [p == 2 for p in points.values()]:
                raise SystemExit(f"{self.name}: {student} with {points} ran {ran}, its checks say {checked}, its errors {errors}")


def within(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def course(folder):
    """A course of that one week for `./course grade`, with the checkout's own kernel and grader."""
    for name in ("kernel", ".venv", ".course"):
        within(folder / name).symlink_to(ROOT / name)
    nbformat.write(eight_cells.source(), within(folder / "notebooks" / f"{eight_cells.NAME}.ipynb"))
    for exercise in eight_cells.EXERCISES:
        own = folder / "grading" / "exercises" / eight_cells.WEEK / exercise.id
        for samples in ("wrong", "right"):
            (own / samples).mkdir(parents=True)
        (own / "exercise.yaml").write_text(exercise.yaml())
    return folder


def nbgrader_course(folder):
    """The same week for nbgrader, released by it."""
    within(folder / "nbgrader_config.py").write_text(NBGRADER)
    nbformat.write(eight_cells.source(), within(folder / "source" / eight_cells.WEEK / f"{eight_cells.NAME}.ipynb"))
    side = Nbgrader("nbgrader", folder)
    spent(side.command("generate_assignment"), folder.parent / "release.log", cwd=folder, env=side.env)
    return folder


def stock_kernel(folder):
    """A place where Jupyter finds, as `java`, JJava as its own kernelspec starts it."""
    argv, env = beside.stock_jjava(beside.jdk())
    spec = {"argv": argv, "env": env, "display_name": "Java", "language": "java", "interrupt_mode": "message"}
    within(folder / "kernels" / "java" / "kernel.json").write_text(json.dumps(spec))
    return folder


def container_environment():
    """What the container runner needs to know, or nothing where no engine answers."""
    found = subprocess.run(["bash", "-euc", CONTAINERS, "course", ROOT], stdout=subprocess.PIPE, text=True)
    return dict(entry.split("=", 1) for entry in found.stdout.split("\0") if "=" in entry) if found.returncode == 0 else {}


def sides(folder):
    ours, theirs = course(folder / "ours"), nbgrader_course(folder / "theirs")
    found = [Ours("ours, native", ours, ["--runner", "native"]), Ours("ours, native, one at a time", ours, ["--runner", "native", "--jobs", "1"])]
    if env := container_environment():
        found.append(Ours("ours, container", ours, ["--runner", "container"], env))
    else:
        print("\n  NO CONTAINER ENGINE ANSWERS: the container runner is left out.\n  hint: start Docker, or as root docker/engine.sh start\n", flush=True)
    return [*found, Nbgrader("nbgrader", theirs), Nbgrader("nbgrader, kernels killed", theirs, ["--Execute.shutdown_kernel=immediate"]),
            Nbgrader("nbgrader, stock JJava", theirs, env={"JUPYTER_PATH": str(stock_kernel(folder / "stock"))})]


def main():
    parser = argparse.ArgumentParser(prog="./course bench grading", description="Measures grading beside nbgrader.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--submissions", type=int, default=12)
    arguments = parser.parse_args()
    if problem := nbgrader_peer.installed():
        raise SystemExit(problem)
    versions = subprocess.run([sys.executable, "-c", "from importlib.metadata import version as v\n"
                               "print(', '.join(f'{n} {v(n)}' for n in ('nbgrader', 'nbconvert', 'nbclient', 'jjava')))"],
                              env={**os.environ, "PYTHONPATH": str(nbgrader_peer.FOLDER)}, text=True, capture_output=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        print(beside.header(f"JDK {beside.kernelspec.java_major(beside.jdk())}", versions))
        found = sides(folder)
        released = nbformat.read(folder / "theirs" / "release" / eight_cells.WEEK / f"{eight_cells.NAME}.ipynb", 4)
        submitted = eight_cells.submissions(released, arguments.submissions)
        for number in range(1, arguments.rounds + 1):
            for side in found:
                with tempfile.TemporaryDirectory(dir=folder) as own:
                    side.grade(pathlib.Path(own), submitted)
                print(f"  round {number} of {arguments.rounds}, {side.name}: {side.runs[-1]['wall']:.1f} s, load {os.getloadavg()[0]:.1f}", flush=True)
    print(f"All {len(submitted)} verdicts of ours as they must be, all 8 cells run by all.")
    show(found, len(submitted))


def show(found, number):
    def per_minute(side):
        return [60 * number / run["wall"] for run in side.runs]

    def processor(side):
        return [run["CPU"] / number for run in side.runs]

    beside.table([["", "notebooks/min", "CPU"], *([side.name, beside.spread(per_minute(side), "%.1f /min"), beside.spread(processor(side), "%.2f s")]
                                                  for side in found)])
    ours = [side for side in found if isinstance(side, Ours)]
    print("\nCPU per submission by stage:")
    beside.table([["", *STAGES], *([side.name, *(f"{statistics.median(run['stages'][stage] for run in side.runs):.2f} s" for stage in STAGES)]
                                   for side in ours)])
    print()
    for side in ours:
        for peer in found[len(ours):]:
            faster = statistics.median(per_minute(side)) / statistics.median(per_minute(peer))
            less = statistics.median(processor(peer)) / statistics.median(processor(side))
            print(f"{side.name}: {faster:.1f} times the notebooks of {peer.name} (goal: at least {GOAL}, {'reached' if faster >= GOAL else 'MISSED'}), "
                  f"CPU 1/{less:.1f}")
    beside.keep("grading", {side.name: side.runs for side in found})


if __name__ == "__main__":
    main()
