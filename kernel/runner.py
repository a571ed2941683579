# SPDX-License-Identifier: Apache-2.0
"""Runs notebooks headlessly on nbconvert's engine: the one runner behind run, test, grade, site and bench.

    python kernel/runner.py [--out DIR] [--checks report|strict] [--timeout SECONDS] NOTEBOOK...

Prints a line per cell and a line per notebook; a failing notebook ends with the cell, the Java exception and the source line.
Executed notebooks land in DIR (kept whole: a notebook is written when it has ended, also when it failed). Exit code: 0 all
notebooks ran, 1 one failed, 2 usage. A key beside each that did not fail says what it came from (executed.py). `--checks strict`,
for the instructor's sources, makes a check that does not pass a failure.
"""
import argparse
import os
import pathlib
import re
import signal
import sys
import time

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while these are imported is no traceback

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbconvert.preprocessors import ExecutePreprocessor

import executed

CHECK = "application/vnd.mlopslabs.check+json"
ANSI = re.compile(r"\x1b\[[0-9;]*m")
SNIPPET = ("org.dflib.jjava.kernel.JavaNotebookStatics.kernel().getJShell().snippets()"
           ".filter(s -> s.id().equals(\"%s\")).map(s -> s.source()).findFirst().orElse(\"\")")


class Failure(Exception):
    """A notebook that did not run as it must; the message is what a person reads."""


class Runner(ExecutePreprocessor):
    """nbconvert's engine with a line per cell and Java errors that speak Java."""

    def __init__(self, show, **traits):
        super().__init__(kernel_name="java", shutdown_kernel="immediate", coalesce_streams=True, record_timing=False, **traits)
        self.show = show
        self.source_line = None
        self.cell = "before the first cell"
        self.on_cell_start = self.started
        self.on_cell_executed = self.ended
        self.on_cell_error = self.failed

    def preprocess_named(self, notebook, folder):
        self.numbers = {i: n for n, i in enumerate(
            (i for i, c in enumerate(notebook.cells) if c.cell_type == "code" and c.source.strip()), 1)}
        self.preprocess(notebook, {"metadata": {"path": str(folder)}})

    def started(self, cell, cell_index):
        if cell.cell_type == "code" and cell_index in self.numbers:
            self.began = time.monotonic()
            self.cell = f"cell {self.numbers[cell_index]} ({label(cell)})"
            self.show.start(f"cell {self.numbers[cell_index]:3}/{len(self.numbers)}  {label(cell)}")

    def ended(self, cell, cell_index, execute_reply):
        failed = execute_reply["content"]["status"] != "ok"
        self.show.end(f"{time.monotonic() - self.began:6.1f} s" + (" failed" if failed else ""))

    async def failed(self, cell, cell_index, execute_reply):
        """Asks the kernel, which is still alive, for the source of the snippet that the Java stack names."""
        frame = re.search(r"\(#(\d+):(\d+)\)", java_trace(cell))
        if not frame:
            return
        found = []
        await self.kc.execute_interactive(
            SNIPPET % frame[1], store_history=False, timeout=10,
            output_hook=lambda m: found.append(m["content"]["data"]["text/plain"]) if m["msg_type"] == "execute_result" else None)
        lines = found[0].splitlines() if found else []
        if 0 < int(frame[2]) <= len(lines):
            self.source_line = lines[int(frame[2]) - 1].strip()


class Show:
    """Progress for a terminal (the running cell is seen at once) or for a log (a line when it has ended)."""

    def __init__(self, out):
        self.out, self.live, self.pending = out, out.isatty(), ""

    def line(self, text):
        print(text, file=self.out, flush=True)

    def start(self, text):
        self.pending = text[:88].ljust(88)
        if self.live:
            print("  " + self.pending, end="", file=self.out, flush=True)

    def end(self, text):
        self.line(text if self.live else "  " + self.pending + text)
        self.pending = ""


def label(cell):
    """The grade id, else the first line that says something."""
    grade = cell.metadata.get("nbgrader", {}).get("grade_id")
    lines = [l.strip() for l in cell.source.splitlines() if l.strip() and not l.startswith(("import ", "//"))]
    first = lines[0] if lines else cell.source.strip().splitlines()[0]
    return f"[{grade}] {first}" if grade else first


def java_trace(cell):
    """What the kernel displayed for the error: the Java stack, or the compiler's words."""
    return "\n".join(ANSI.sub("", "\n".join(o.traceback)) for o in cell.outputs if o.output_type == "error")


def java_error(cell):
    """The Java exception and its causes as Java prints them, without frames; or the compiler's words."""
    trace = [l for l in java_trace(cell).splitlines() if l.strip() and not re.match(r"\s+at ", l)]
    if any(o.get("ename") == "CompilationException" for o in cell.outputs):
        return "does not compile:\n" + "\n".join("    " + l for l in trace)
    return "\n  ".join(re.sub(r"REPL\.\$JShell\$\w+\$|: null$", "", l) for l in trace)


def explain(notebook, runner, problem):
    """One readable paragraph: which cell, what Java said, which line."""
    if isinstance(problem, CellExecutionError):
        cell = next(c for c in notebook.cells if any(o.output_type == "error" for o in c.get("outputs", [])))
        return f"{runner.cell}\n  {java_error(cell)}" + (f"\n  at: {runner.source_line}" if runner.source_line else "")
    if isinstance(problem, CellTimeoutError):
        return f"{runner.cell}\n  did not end within {runner.timeout} s"
    if isinstance(problem, NoSuchKernel):
        return "the Java kernel is not installed here; ./course lab --check installs it"
    return f"{runner.cell}\n  the kernel ended by itself: System.exit, a crash, or memory ran out (the heap's limit is in the kernel's -Xmx)"


def checks(notebook):
    """All check reports that the notebook's outputs carry."""
    return [o.data[CHECK] for c in notebook.cells for o in c.get("outputs", []) if CHECK in o.get("data", {})]


def run(path, arguments, show):
    """Runs one notebook and writes it; raises Failure with the words for a person."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except OSError as problem:
        raise Failure(f"{path} cannot be read: {problem.strerror}") from None
    except Exception as problem:  # whatever nbformat trips over
        raise Failure(f"{path} is not a notebook: {str(problem).splitlines()[0]}") from None
    runner = Runner(show, timeout=arguments.timeout)
    if arguments.out:
        executed.forget(arguments.out, path)
    try:
        runner.preprocess_named(notebook, path.parent)
    except (CellExecutionError, CellTimeoutError, NoSuchKernel, RuntimeError) as problem:  # the last: a kernel that died
        if show.pending:
            show.end(" failed")
        raise Failure(explain(notebook, runner, problem)) from None
    finally:
        if arguments.out:
            arguments.out.mkdir(parents=True, exist_ok=True)
            part = arguments.out / (path.name + ".part")
            nbformat.write(notebook, part)
            os.replace(part, arguments.out / path.name)
    reports = checks(notebook)
    if arguments.checks == "strict":
        bad = [f"{r['exercise']}: {r['status']}" for r in reports if r["status"] != "passed"]
        if bad:
            raise Failure("the instructor's answers must pass every check; these do not: " + ", ".join(bad))
    if arguments.out:
        executed.record(arguments.out, path)
    return reports


def main():
    parser = argparse.ArgumentParser(description="Runs notebooks headlessly.")
    parser.add_argument("--out", type=pathlib.Path, help="where executed notebooks go")
    parser.add_argument("--checks", choices=["report", "strict"], default="report")
    parser.add_argument("--timeout", type=int, default=180, help="seconds that one cell may take")
    parser.add_argument("notebooks", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    show, failed = Show(sys.stdout), 0
    for path in arguments.notebooks:
        show.line(f"{path.name}")
        start = time.monotonic()
        try:
            reports = run(path, arguments, show)
            states = ", ".join(f"{r['exercise']} {r['status'].replace('_', ' ')}" for r in reports)
            show.line(f"ok     {path.name}  {time.monotonic() - start:.1f} s" + (f"  ({states})" if states else ""))
        except Failure as failure:
            failed += 1
            show.line(f"FAILED {path.name}  {time.monotonic() - start:.1f} s\n  {failure}")
    print(f"notebooks: {len(arguments.notebooks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nStopped; what had run before is kept.", file=sys.stderr)
        sys.exit(130)
