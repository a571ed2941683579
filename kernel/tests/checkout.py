# SPDX-License-Identifier: Apache-2.0
"""Throw-away checkouts of this working tree, with one small week, on which ./course is tried out."""
import collections
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

import psutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMESPACES = ["unshare"] if os.geteuid() == 0 else ["unshare", "--map-root-user"]
Answer = collections.namedtuple("Answer", "code out err")


def notebook(*cells):
    """A notebook of code cells; a cell that is a pair has nbgrader metadata first."""
    def cell(number, source):
        metadata, source = source if isinstance(source, tuple) else ({}, source)
        return {"cell_type": "code", "id": f"cell-{number}", "metadata": {"nbgrader": metadata} if metadata else {},
                "source": source, "execution_count": None, "outputs": []}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell(*c) for c in enumerate(cells)]})


def week(answer="n / 2"):
    """An instructor's source with one exercise."""
    flags = {"schema_version": 3, "locked": False, "grade": False, "solution": False}
    return notebook(
        ({**flags, "grade_id": "half", "solution": True},
         f"double half(double n) {{\n    // BEGIN SOLUTION\n    return {answer};\n    // END SOLUTION\n}}"),
        ({**flags, "grade_id": "half-checks", "grade": True, "locked": True, "points": 1},
         'Check.exercise("half").near("half of 4", 2, 0, () -> half(4), "divide by two").report();'))


def runs(*prefix):
    """Whether this machine lets us run a command behind `prefix`."""
    return shutil.which(prefix[0]) is not None and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0


def wait_for(condition, what, seconds=60):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds} s")
        time.sleep(0.05)


class Checkout:
    """A copy of what git knows of the working tree, uncommitted changes included; every process that it starts carries a mark."""

    def __init__(self, folder):
        self.folder, self.mark = folder, uuid.uuid4().hex
        self.state = folder / ".course"
        if folder.exists():
            return
        names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True,
                               capture_output=True, text=True).stdout.split("\0")
        for name in filter(None, names):
            if not name.startswith("notebooks/") and (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        (folder / "notebooks").mkdir()
        (folder / "notebooks" / "c0w1-half.ipynb").write_text(week())

    def environment(self, more):
        kept = {k: v for k, v in os.environ.items() if k != "JAVA_HOME" and not k.startswith("COURSE_")}
        return {**kept, "COURSE_TEST": self.mark, **more}

    def start(self, *arguments, behind=(), **environment):
        return subprocess.Popen([*behind, str(self.folder / "course"), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, cwd=self.folder.parent, start_new_session=True,
                                env=self.environment(environment))

    def run(self, *arguments, behind=(), **environment):
        return self.end(self.start(*arguments, behind=behind, **environment))

    def end(self, process, seconds=400):
        try:
            out, err = process.communicate(timeout=seconds)
            return Answer(process.returncode, re.sub(r".*…\n", "", out), err)  # without the signs of life of a slow machine
        except subprocess.TimeoutExpired:
            self.kill()
            out, err = process.communicate()
            raise AssertionError(f"no end within {seconds} s; it said:\n{out}{err}") from None

    def interrupt(self, process):
        """What Ctrl-C in a terminal does: the signal goes to the command's own group."""
        os.killpg(process.pid, signal.SIGINT)
        return self.end(process, 30)

    def processes(self):
        """All living processes that stem from this checkout, however they were detached."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("COURSE_TEST") == self.mark and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
        return found

    def runs(self, word):
        """Whether a process whose command line holds `word` lives."""
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                if word in " ".join(process.cmdline()):
                    return True
        return False

    def kill(self):
        for process in self.processes():
            with contextlib.suppress(psutil.Error):
                process.kill()

    def files(self):
        return {str(f.relative_to(self.folder)): f.read_bytes() for f in self.folder.rglob("*") if f.is_file()}


class Machine:
    """A folder of commands that stands for a machine: what the system has, without Java, Maven, Python and apt-get."""

    HIDDEN = ("java", "jshell", "jar", "mvn", "python", "apt", "sudo", "fc-", "docker", "podman", "id")

    def __init__(self, folder):
        self.bin, self.jdks = folder / "bin", folder / "jdks"
        self.bin.mkdir(parents=True)
        self.jdks.mkdir()
        for tool in [*pathlib.Path("/bin").iterdir(), *pathlib.Path("/usr/bin").iterdir()]:
            if not tool.name.startswith(self.HIDDEN) and not (self.bin / tool.name).is_symlink():
                (self.bin / tool.name).symlink_to(tool)
        self.command("id", "echo 0")
        self.command("apt-get", f"touch '{folder}/apt-was-called'")
        self.command("fc-list", "echo a font")
        self.command("mvn", "echo Apache Maven 3.9.9")
        self.command("python3", f"exec '{sys.executable}' \"$@\"")
        jdk = self.jdk("jdk-17", "17.0.15")
        (jdk / "bin" / "jshell").symlink_to("javac")

    def jdk(self, name, version):
        (self.jdks / name / "bin").mkdir(parents=True)
        (self.jdks / name / "release").write_text(f'JAVA_VERSION="{version}"\n')
        (self.jdks / name / "bin" / "javac").write_text("#!/bin/sh\n")
        (self.jdks / name / "bin" / "javac").chmod(0o755)
        return self.jdks / name

    def command(self, name, script):
        (self.bin / name).unlink(missing_ok=True)
        (self.bin / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.bin / name).chmod(0o755)

    def remove(self, *names):
        for name in names:
            (self.bin / name).unlink()

    def apt_was_called(self):
        return (self.bin.parent / "apt-was-called").exists()

    @property
    def environment(self):
        return {"PATH": str(self.bin), "COURSE_JDK_ROOTS": str(self.jdks)}


def scratch():
    """A temporary folder that other users can enter."""
    folder = tempfile.TemporaryDirectory(prefix="course-test-")
    os.chmod(folder.name, 0o755)
    return folder
