# SPDX-License-Identifier: Apache-2.0
"""Runs one grading job, a notebook of answers that nobody has read, and tells how it ended.

    python kernel/sandbox.py JOB_DIR

Reads JOB_DIR/in.ipynb and, in the kernel, the probe inputs in JOB_DIR/probes. Writes JOB_DIR/out.ipynb, every cell with its outputs as
far as they came, and JOB_DIR/ending.json:

    {"version": 1, "ending": "ok|died|timeout|output|infra", "cell": id or null, "exit": exit code or null, "start_seconds": seconds,
     "seconds": {cell id: seconds, ...}, "cpu_seconds": {"start": s, "cells": s, "probes": s, "end": s}, "detail": text}

A cell that fails does not stop the next. `metadata.course.limit` of a cell, and of the notebook for all cells together, are seconds; the
start of the kernel is not among them. One cell may say 1 MB and one job 8 MB; a probe's frame counts for the job alone. How it ended is told by
exit codes, clocks and counts, never by what was said. The processor's seconds are those of all processes here, by stage. Exit code: 0 both files are written, 2 no job. Says `started` on stdout when the kernel
is up: whatever goes wrong afterwards, the cells may have done it, which run as this process's own user.

The kernel gets 1 GB of heap, no input, a home and a temporary folder of its own and none of this process's environment; when the job
is over, or whoever started it is gone, it is killed with all that it started.
"""
import asyncio
import contextlib
import ctypes
import functools
import itertools
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

import nbformat
import psutil
import zmq.asyncio
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

import executed

PROBE = "application/vnd.mlopslabs.probe+json"
PROBE_CELL = "probe-"  # how the id of a cell of probes begins
MOST_OF_A_CELL, MOST_OF_A_JOB = 1_000_000, 8_000_000  # bytes of JSON
MESSAGE = 500  # what a message costs beside its text: a million empty ones fill a memory too
START = 60  # seconds; a cold JVM on a busy machine
KERNEL_OPTIONS = ["-XX:TieredStopAtLevel=1",  # a job of a second or two: 2.2 seconds of processor instead of 3.7
                  "-XX:-UsePerfData"]  # whose file would stay in /tmp when the kernel is killed
KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "DJL_CACHE_DIR", "ENGINE_CACHE_DIR")


class Job(NotebookClient):
    """nbclient's engine with limits on all that a cell can do to who reads it."""

    def __init__(self, notebook, folder):
        super().__init__(notebook, kernel_name="java", startup_timeout=START, shutdown_kernel="immediate", allow_errors=True,
                         record_timing=False, store_widget_state=False, timeout_func=self.limit)
        self.folder = folder
        self.limit_of_all = notebook.metadata.get("course", {}).get("limit", 600)
        self.said = self.said_by_cell = 0
        self.over = None  # why it was ended from here
        self.cell, self.start_seconds, self.seconds = None, 0.0, {}
        self.cpu_seconds = dict.fromkeys(("start", "cells", "probes", "end"), 0.0)

    async def run(self):
        """Runs all cells; returns how it ended, the kernel's exit code and a word about it."""
        self.reset_execution_trackers()
        try:
            await self.start()
        except (NoSuchKernel, RuntimeError, OSError) as problem:  # RuntimeError: it died, or did not answer
            return "infra", None, f"the Java kernel did not start: {problem}"
        print("started", flush=True)
        self.end_by = time.monotonic() + self.limit_of_all
        try:
            for index, cell in enumerate(self.nb.cells):
                if cell.cell_type == "code" and cell.source.strip():
                    await self.one(cell, index)
        except DeadKernelError:
            return ("output", None, self.over) if self.over else ("died", self.km.provisioner.process.poll(), "")
        except CellTimeoutError:
            return "timeout", None, ""
        except (MemoryError, OSError) as problem:
            return "infra", None, f"{type(problem).__name__}: {problem}"
        except Exception as problem:  # what jupyter_client and nbclient say to a message that is none
            return "output", None, f"a message that cannot be read: {type(problem).__name__}"
        self.cell = None
        return "ok", None, ""

    async def start(self):
        start = time.monotonic()
        manager = self.create_kernel_manager()
        home, temporary = self.folder / "home", self.folder / "tmp"
        home.mkdir(exist_ok=True)
        temporary.mkdir(exist_ok=True)
        argv = ["-Xmx1g" if option.startswith("-Xmx") else option for option in manager.kernel_spec.argv]
        options = argv.index("-cp")
        argv[options:options] = [*KERNEL_OPTIONS, f"-Duser.home={home}", f"-Djava.io.tmpdir={temporary}"]
        manager.kernel_spec.argv = argv
        context = zmq.asyncio.Context()
        context.setsockopt(zmq.MAXMSGSIZE, MOST_OF_A_JOB)  # a longer one is not read at all
        manager.client = functools.partial(manager.client, context=context)
        environment = {"DJL_CACHE_DIR": str(pathlib.Path.home() / ".djl.ai")}  # natives are unpacked once, not for each job
        environment |= {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {"HOME": str(home), "TMPDIR": str(temporary), "COURSE_DEVICE": "cpu"}
        if (probes := self.folder / "probes").is_dir():  # without them a probe cell says nothing, as where an instructor works
            environment["COURSE_PROBES"] = str(probes)
        await self.async_start_new_kernel(cwd=str(home), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        await self.async_start_new_kernel_client()
        self.nb.metadata.setdefault("language_info", {"name": "java"})["version"] = executed.jdk(pathlib.Path(argv[0]).parents[1])
        self.monitors = [channel.socket.get_monitor_socket(zmq.EVENT_DISCONNECTED)
                         for channel in (self.kc.iopub_channel, self.kc.shell_channel)]
        self.start_seconds = time.monotonic() - start
        self.charge("start")

    async def one(self, cell, index):
        self.cell, self.said_by_cell, began = cell.id, 0, time.monotonic()
        try:
            await self.async_execute_cell(cell, index)
        finally:
            self.seconds[cell.id] = round(time.monotonic() - began, 3)
            self.charge("probes" if cell.id.startswith(PROBE_CELL) else "cells")

    def charge(self, stage):
        """Counts the processor's seconds that no stage was charged with yet."""
        seconds = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        with contextlib.suppress(AttributeError, psutil.NoSuchProcess):  # no kernel yet, or its seconds are a child's that has ended
            seconds += sum(psutil.Process(self.km.provisioner.pid).cpu_times()[:4])
        self.cpu_seconds[stage] += max(0.0, seconds - sum(self.cpu_seconds.values()))

    def limit(self, cell):
        """Seconds that `cell` may take; nbclient takes 0 for no limit."""
        left = self.end_by - time.monotonic()
        return max(0.001, min(cell.metadata.get("course", {}).get("limit", left), left))

    def process_message(self, msg, cell, cell_index):
        """Counts a message before it is kept."""
        if msg["msg_type"] not in ("status", "execute_input"):
            size = MESSAGE + len(json.dumps(msg["content"]))
            self.said += size
            if PROBE not in msg["content"].get("data", {}):
                self.said_by_cell += size
            if self.said_by_cell > MOST_OF_A_CELL or self.said > MOST_OF_A_JOB:
                self.over = "more output than a cell or a job may have"
                self.task_poll_for_reply.cancel()
                return None
        return super().process_message(msg, cell, cell_index)

    def handle_comm_msg(self, outs, msg, cell_index):
        """No widgets: they would take outputs from their cell."""

    async def _async_poll_kernel_alive(self):
        """Looks more often than nbclient, and at the connections too: one that breaks while the kernel lives had a message beyond MAXMSGSIZE."""
        manager, broken_at = self.km, None
        while await manager.is_alive():
            if broken_at is None and any([await monitor.poll(0) for monitor in self.monitors]):
                broken_at = time.monotonic()
            if broken_at is not None and time.monotonic() > broken_at + 2:  # time for a kernel that was about to end
                self.over = "one message with more output than a job may have"
                break
            await asyncio.sleep(0.1)
        self.task_poll_for_reply.cancel()  # nbclient's own way, taken for the death of the kernel


def end_family():
    """Kills every process that this one's kernel started; having adopted orphans, it is the ancestor of them all."""
    deadline = time.monotonic() + 10
    while (family := psutil.Process().children(recursive=True)) and time.monotonic() < deadline:
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, timeout=1)


def adopt_orphans():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def watch_parent(orphaned):
    """Ends this process when whoever started it is gone."""
    parent = os.getppid()

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        orphaned.set()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def joined(outputs):
    """Outputs with each run of one stream's pieces in one piece."""
    for (kind, name), run in itertools.groupby(outputs, key=lambda o: (o.output_type, o.get("name"))):
        run = list(run)
        yield from [dict(run[0], text="".join(o.text for o in run))] if kind == "stream" else run


def clear(folder):
    """Removes what the cells left, a disk full of it and closed folders too: the results need its room and their names."""
    folder.chmod(0o700)
    for entry in folder.iterdir():
        if entry.is_symlink() or not entry.is_dir():
            if entry.name != "runner.log":  # where a caller may keep what this process says
                entry.unlink()
        else:
            open_folders(entry)
            shutil.rmtree(entry, ignore_errors=True)


def open_folders(top):
    for path, folders, _ in itertools.chain([("", [top], [])], os.walk(top)):
        for folder in (os.path.join(path, name) for name in folders):
            if not os.path.islink(folder):
                with contextlib.suppress(PermissionError):  # the owner's own, which need not go
                    os.chmod(folder, 0o700)


def write(path, content):
    path.write_text(json.dumps(content) + "\n", encoding="utf-8")  # all ASCII: half a surrogate pair is no error


def main(folder):
    folder = pathlib.Path(folder).resolve()
    try:
        notebook = nbformat.read(folder / "in.ipynb", as_version=4)
    except Exception as problem:  # whatever nbformat trips over
        print(f"{folder / 'in.ipynb'} cannot be run: {problem}", file=sys.stderr)
        return 2
    os.environ["JUPYTER_RUNTIME_DIR"] = str(folder / "runtime")
    orphaned = threading.Event()
    adopt_orphans()
    watch_parent(orphaned)
    job = Job(notebook, folder)

    async def run():
        try:
            return await job.run()
        finally:
            if job.km:
                await job._async_cleanup_kernel()

    try:
        ending, code, detail = asyncio.run(run())
    finally:
        end_family()
        if orphaned.is_set():
            shutil.rmtree(folder, ignore_errors=True)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = list(joined(cell.outputs))
    clear(folder)
    write(folder / "out.ipynb", notebook)
    job.charge("end")
    write(folder / "ending.json", {"version": 1, "ending": ending, "cell": job.cell, "exit": code, "start_seconds": round(job.start_seconds, 3),
                                   "seconds": job.seconds, "cpu_seconds": {stage: round(s, 3) for stage, s in job.cpu_seconds.items()},
                                   "detail": detail})
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the owner too, and it decides; its end is seen
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
