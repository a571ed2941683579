# SPDX-License-Identifier: Apache-2.0
"""All tests of the project: Maven's, with every notebook of the course in the sandbox that grading uses, Python's, and the site and JupyterLab
in a browser.

    python kernel/tests/all.py --jdk JDK [--fast] [--set-up SECONDS]

Each stage says its seconds and counts when it ends, and names what failed or was skipped. One that fails does not stop the next.
The last line is the sum. Exit code: 0 all passed, 1 something failed.
"""
import argparse
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time
import unittest
import xml.etree.ElementTree as ElementTree

import psutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "target"
BUDGET = 1800  # seconds on two cores
SITE_PYTHON = ROOT / ".course/site/bin/python"
sys.path.insert(0, str(ROOT / "kernel"))


class Stage:
    """Counts of one stage, and its seconds."""

    def __init__(self, title):
        self.title, self.start = title, time.monotonic()
        self.passed, self.failed, self.skipped, self.seconds = 0, 0, 0, 0.0
        print(f"\n{title}", flush=True)

    def fail(self, name, words=""):
        self.failed += 1
        self.say(f"FAILED  {name}", words)

    def skip(self, name, reason):
        self.skipped += 1
        self.say(f"skipped {name}: {reason}")

    def say(self, line, words=""):
        print(f"  {line}", *("    " + l for l in words.splitlines()), sep="\n", flush=True)

    def end(self):
        self.seconds = time.monotonic() - self.start
        self.say(f"{counts(self)}  ({self.seconds:.0f} s)")

    @contextlib.contextmanager
    def alive(self, progress):
        """Says every 20 seconds how far the stage is; for a log as for a terminal."""
        over = threading.Event()

        def tell():
            while not over.wait(20):
                self.say(f"… {time.monotonic() - self.start:.0f} s, {progress()}")

        teller = threading.Thread(target=tell, daemon=True)
        teller.start()
        try:
            yield
        finally:
            over.set()
            teller.join()


def counts(of):
    return f"{of.passed} passed, {of.failed} failed" + (f", {of.skipped} skipped" if of.skipped else "")


def maven(jdk, fast):
    """Format, static checks, unit tests of all modules and, unless it must be fast, the notebooks."""
    stage = Stage("Maven: format, static checks, unit tests" + ("" if fast else ", notebooks"))
    for old in [*ROOT.glob("*/target/surefire-reports"), *ROOT.glob("*/target/*classes")]:
        shutil.rmtree(old)  # classes too: set-up compiles without the static checks, and what is compiled is not checked again
    TARGET.mkdir(exist_ok=True)
    log = TARGET / "maven-verify.log"
    with open(log, "wb") as out, stage.alive(lambda: f"{len(reports())} test classes done"):
        code = subprocess.call(["mvn", "-B", "-ntp", "--fail-at-end", *(["-DexcludedGroups=notebooks"] if fast else []), "verify"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out,
                               stderr=subprocess.STDOUT, env=dict(os.environ, JAVA_HOME=jdk))
    for report in reports():
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            name = f"{case.get('classname').rpartition('.')[2]}: {case.get('name')}"
            problem = case.find("failure") if case.find("failure") is not None else case.find("error")
            if problem is not None:
                stage.fail(name, "\n".join((problem.text or problem.get("message") or "").splitlines()[:12]))
            elif case.find("skipped") is not None:
                stage.skip(name, reason(case.find("skipped")))
            else:
                stage.passed += 1
    if code and not stage.failed:
        lines = [l for l in log.read_text(errors="replace").splitlines() if l.startswith("[ERROR]")]
        stage.fail("mvn verify, in something other than a test", "\n".join(lines[:30]) + f"\nthe whole log: {log}")
    stage.end()
    return stage


def reason(skipped):
    """Surefire writes it as an attribute, or as JUnit's exception with the stack below."""
    words = skipped.get("message") or (skipped.text or "").strip().partition("\n")[0]
    return words.rpartition("Assumption failed: ")[2].removeprefix("SKIPPED: ") or "no reason given"


def reports():
    return sorted(ROOT.glob("*/target/surefire-reports/TEST-*.xml"))


class Result(unittest.TestResult):
    """Tells a stage how each Python test ended."""

    def __init__(self, stage):
        super().__init__()
        self.stage, self.faulty = stage, set()

    def addSuccess(self, test):
        self.stage.passed += 1

    def addFailure(self, test, error):
        if test.id() not in self.faulty:  # a test with several failing parts is one failing test
            self.faulty.add(test.id())
            self.stage.fail(test.id(), self._exc_info_to_string(error, test))

    addError = addFailure

    def addSubTest(self, test, part, error):
        if error:
            self.addFailure(test, error)

    def addSkip(self, test, reason):
        self.stage.skip(test.id(), reason)


def python():
    """The kernel and the command, driven from outside."""
    stage = Stage("Python: the kernel and ./course")
    with stage.alive(lambda: f"{stage.passed + stage.failed + stage.skipped} tests done"):
        unittest.defaultTestLoader.discover(str(ROOT / "kernel" / "tests")).run(Result(stage))
    stage.end()
    return stage


def site(jdk):
    """The rendered course from the outputs of the stage before: built with nothing to complain about, then looked at in a browser."""
    stage = Stage("Site: build, links, Chromium")
    with stage.alive(lambda: f"{stage.passed + stage.failed + stage.skipped} checks done"):
        build = subprocess.run([str(SITE_PYTHON), str(ROOT / "site/build.py"), "--jdk", jdk, "--strict"], text=True, capture_output=True)
        stage.say("./course site --strict", build.stdout)
        if build.returncode:
            stage.fail("./course site --strict", build.stderr)
        else:
            stage.passed += 1
            in_browser(stage, "test_build", "test_pages")
    stage.end()
    return stage


def jupyterlab():
    """JupyterLab as a learner meets it."""
    stage = Stage("JupyterLab: driven by Chromium")
    with stage.alive(lambda: f"{stage.passed + stage.failed + stage.skipped} checks done"):
        in_browser(stage, "test_lab")
    stage.end()
    return stage


def in_browser(stage, *modules):
    """Runs tests in the site's own environment, which has the driver of the browser, and counts them."""
    tests = subprocess.Popen([str(SITE_PYTHON), str(ROOT / "site/tests/all.py"), *modules], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    strange, seen = [], 0
    for line in tests.stdout:
        try:
            found = json.loads(line)
        except ValueError:
            strange.append(line)
            continue
        seen += 1
        if found["outcome"] == "passed":
            stage.passed += 1
        else:
            {"failed": stage.fail, "skipped": stage.skip}[found["outcome"]](found["test"], found["words"])
    if tests.wait() and not stage.failed or not seen:
        stage.fail(" ".join(modules) + " did not run to its end", "".join(strange))


def end_children():
    """What a stopped run leaves: Maven and its forks, kernels, servers."""
    family = psutil.Process().children(recursive=True)
    for kill in (psutil.Process.terminate, psutil.Process.kill):
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                kill(process)
        _, family = psutil.wait_procs(family, timeout=5)


def main():
    parser = argparse.ArgumentParser(description="Runs all tests.")
    parser.add_argument("--jdk", required=True)
    parser.add_argument("--fast", action="store_true", help="leave notebooks, site and JupyterLab out")
    parser.add_argument("--set-up", type=int, default=0, help="seconds that were spent before")
    arguments = parser.parse_args()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    start = time.monotonic()
    stages = []
    try:
        stages.append(maven(arguments.jdk, arguments.fast))
        stages.append(python())
        if not arguments.fast:
            stages.append(site(arguments.jdk))
            stages.append(jupyterlab())
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    finally:
        end_children()
    print(f"\n{arguments.set_up:5} s  set-up")
    for stage in stages:
        print(f"{stage.seconds:5.0f} s  {stage.title}: {counts(stage)}")
    if arguments.fast:
        print("         Notebooks, site and JupyterLab: left out, as --fast asks")
    print(f"{arguments.set_up + time.monotonic() - start:5.0f} s  in all; the budget is {BUDGET} s\n")
    total = argparse.Namespace(**{k: sum(getattr(s, k) for s in stages) for k in ("passed", "failed", "skipped")})
    print(counts(total))
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main())
