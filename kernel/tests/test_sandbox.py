# SPDX-License-Identifier: Apache-2.0
"""Grading jobs that do what a submission can do, in the real kernel: each ends in its own way, and nothing of it is left."""
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

import nbformat
import psutil

from checkout import wait_for

SANDBOX = pathlib.Path(__file__).resolve().parents[1] / "sandbox.py"
PROBE = "application/vnd.mlopslabs.probe+json"
MOST_MEMORY = 150_000_000  # bytes; the runner's own peak is about 55 MB
# Runs the sandbox as its own main program, then says its peak of memory; a child's is not among it.
MEASURED = """
import pathlib, re, resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    status = pathlib.Path("/proc/self/status")
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1] if status.exists() else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(int(peak) * 1024)
"""


class Job:
    """A folder with one job; cells are c0, c1, …, and one that is a pair has its limit in seconds."""

    def __init__(self, folder, *cells, limit=60, probes=None):
        self.folder = pathlib.Path(folder)
        (self.folder / "probes").mkdir()
        for exercise, inputs in (probes or {}).items():
            (self.folder / "probes" / f"{exercise}.json").write_text(json.dumps({"version": 1, "exercise": exercise, **inputs}))
        notebook = nbformat.v4.new_notebook(metadata={"course": {"limit": limit}})
        for number, cell in enumerate(cells):
            source, own = cell if isinstance(cell, tuple) else (cell, None)
            notebook.cells.append(nbformat.v4.new_code_cell(source, id=f"c{number}", metadata={"course": {"limit": own}} if own else {}))
        nbformat.write(notebook, self.folder / "in.ipynb")

    def start(self, *before):
        return subprocess.Popen([*before, sys.executable, "-c", MEASURED, str(SANDBOX), str(self.folder)], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self):
        process = self.start()
        out, self.said = process.communicate(timeout=120)
        self.code, self.peak = process.returncode, int(out.removeprefix("started\n"))
        self.ending = json.loads((self.folder / "ending.json").read_text())
        self.notebook = nbformat.read(self.folder / "out.ipynb", as_version=4)
        return self

    def outputs(self, number):
        return self.notebook.cells[number].outputs

    def text(self, number):
        return "".join(o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in self.outputs(number))

    def errors(self, number):
        return [o.evalue for o in self.outputs(number) if o.output_type == "error"]

    def processes(self):
        """Those that have the job's folder in their command line, the runner itself apart."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if str(self.folder) in " ".join(process.cmdline()) and "sandbox.py" not in " ".join(process.cmdline()):
                    found.append(process)
        return found


class OneJob(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def job(self, *cells, **more):
        return Job(self.folder, *cells, **more)

    def run_job(self, *cells, **more):
        """Runs it and asserts what holds for every job: both files, no word of its own, little memory, no process left."""
        job = self.job(*cells, **more).run()
        self.assertEqual((job.code, job.said), (0, ""))
        nbformat.validate(job.notebook)
        self.assertEqual([c.source for c in job.notebook.cells], [c[0] if isinstance(c, tuple) else c for c in cells])
        self.assertLess(job.peak, MOST_MEMORY)
        self.assertEqual(job.processes(), [])
        return job

    def assert_ended(self, job, ending, cell, code=None):
        self.assertEqual([job.ending[k] for k in ("version", "ending", "cell", "exit")], [1, ending, cell, code])


class Through(OneJob):
    def test_every_cell_runs_and_a_probe_shows_what_an_answer_returns(self):
        job = self.run_job(
            "int half(int n) { if (n == 13) throw new IllegalStateException(); return n / 2; }",
            'io.mlopslabs.notebook.Probe.calls("e", a -> half((int) a[0]));',
            'System.out.print("one"); System.out.print(", two"); System.err.print("!"); 6 * 7',
            probes={"e": {"types": ["int"], "calls": [[4], [13]]}})
        self.assert_ended(job, "ok", None)
        (frame,) = job.outputs(1)
        self.assertEqual(frame.data, {"text/plain": "probe of e", PROBE: {
            "version": 1, "exercise": "e", "outcomes": [{"value": {"int": 2}}, {"thrown": "IllegalStateException"}]}})
        self.assertEqual([(o.output_type, o.get("text") or o.data["text/plain"]) for o in job.outputs(2)],
                         [("stream", "one, two"), ("stream", "!"), ("execute_result", "42")])
        self.assertEqual(list(job.ending["seconds"]), ["c0", "c1", "c2"])
        self.assertTrue(all(0 < s < 60 for s in [job.ending["start_seconds"], *job.ending["seconds"].values()]))

    def test_the_processors_seconds_are_charged_to_their_stage(self):
        job = self.job("""\
            void spin() { // one second of this thread's own, however busy the machine is
                var of = java.lang.management.ManagementFactory.getThreadMXBean();
                long until = of.getCurrentThreadCpuTime() + 1_000_000_000L;
                while (of.getCurrentThreadCpuTime() < until) { }
            }
            """, "spin()", "spin(); spin();")
        path = job.folder / "in.ipynb"
        path.write_text(path.read_text().replace('"id": "c2"', '"id": "probe-e"'))
        seconds = job.run().ending["cpu_seconds"]
        self.assertEqual(list(seconds), ["start", "cells", "probes", "end"])
        self.assertTrue(all(s > 0 for s in seconds.values()), seconds)
        self.assertGreaterEqual(seconds["cells"], 0.98)  # the system counts hundredths
        self.assertGreaterEqual(seconds["probes"], 1.98)

    def test_an_error_is_an_outcome_and_does_not_stop_the_next_cell(self):
        job = self.run_job("int endless(int n) { return endless(n + 1) + 1; }\nendless(0)", "int x = ;", "throw new Error(\"stop\");", "6 * 7")
        self.assert_ended(job, "ok", None)
        self.assertEqual(job.errors(0), ["java.lang.StackOverflowError, null"])
        self.assertEqual(job.errors(2), ["java.lang.Error, stop"])
        self.assertEqual([len(job.errors(n)) for n in range(4)], [1, 1, 1, 0])
        self.assertEqual(job.text(3), "42")

    def test_a_thread_and_processes_that_cells_leave_are_gone_with_the_kernel(self):
        job = self.run_job(
            'new Thread(() -> { while (true); }).start();',
            'for (String s : new String[] {"sleep 317.5", "sleep 317.5 & echo", "setsid sleep 317.5 & echo"})\n'
            '    new ProcessBuilder("sh", "-c", s + " # " + System.getProperty("user.home")).start();',
            "6 * 7")
        self.assert_ended(job, "ok", None)
        self.assertEqual(job.text(2), "42")
        sleeping = [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", "317.5"]]
        self.assertEqual(sleeping, [])

    def test_the_kernel_has_a_home_of_its_own_and_little_else(self):
        os.environ["COURSE_SECRET"] = "seed"
        self.addCleanup(os.environ.pop, "COURSE_SECRET")
        job = self.run_job(
            'System.out.print(System.getenv("COURSE_SECRET") + " " + new File("").getAbsolutePath() + " " + System.getProperty("user.home")'
            ' + " " + System.getenv("HOME") + " " + Runtime.getRuntime().maxMemory() / 1_000_000_000 + " " + System.in.read());',
            'System.out.print(File.createTempFile("one", "").getParent());')
        home = str(pathlib.Path(self.folder).resolve() / "home")
        self.assertEqual(job.text(0), f"null {home} {home} {home} 1 -1")
        self.assertEqual(job.text(1), str(pathlib.Path(self.folder).resolve() / "tmp"))

    def test_files_that_a_cell_puts_in_the_place_of_the_results_do_not_count(self):
        job = self.run_job('Files.createDirectories(Path.of("../out.ipynb/x")); Files.writeString(Path.of("../ending.json"), "{}");'
                           .replace("Files", "java.nio.file.Files").replace("Path.", "java.nio.file.Path."), "6 * 7")
        self.assertEqual(job.errors(0), [])
        self.assert_ended(job, "ok", None)

    def test_folders_that_a_cell_closes_do_not_keep_the_results_out(self):
        job = self.run_job('new ProcessBuilder("sh", "-c", "mkdir -p a/b ../c/d && chmod 0 a/b a . .. ../c/d ../c").start().waitFor()')
        self.assertEqual(job.text(0), "0")
        self.assert_ended(job, "ok", None)
        self.assertEqual(sorted(os.listdir(job.folder)), ["ending.json", "out.ipynb"])


class Died(OneJob):
    def test_an_exit_ends_the_job_in_its_cell_and_keeps_what_came_before(self):
        job = self.run_job("6 * 7", 'System.out.print("before"); System.exit(5);', "1")
        self.assert_ended(job, "died", "c1", 5)
        self.assertEqual((job.text(0), job.text(1), job.outputs(2)), ("42", "before", []))
        self.assertEqual(list(job.ending["seconds"]), ["c0", "c1"])

    def test_a_halt_does_too(self):
        self.assert_ended(self.run_job("Runtime.getRuntime().halt(7);", "1"), "died", "c0", 7)

    def test_a_full_heap_ends_the_kernel_with_the_code_of_the_jvm(self):
        job = self.run_job("var all = new ArrayList<byte[]>();\nwhile (true) all.add(new byte[10_000_000]);", "1")
        self.assert_ended(job, "died", "c0", 3)

    def test_a_signal_is_a_negative_code(self):
        self.assert_ended(self.run_job('new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();'), "died", "c0", -9)


class Timeout(OneJob):
    def test_an_endless_loop_ends_at_the_limit_of_its_cell(self):
        job = self.run_job("6 * 7", ("while (true);", 0.5), "1")
        self.assert_ended(job, "timeout", "c1")
        self.assertAlmostEqual(job.ending["seconds"]["c1"], 0.5, delta=0.4)
        self.assertEqual((job.text(0), job.outputs(2)), ("42", []))

    def test_all_cells_together_have_a_limit_too(self):
        job = self.run_job("6 * 7", ("while (true);", 30), limit=1)
        self.assert_ended(job, "timeout", "c1")
        self.assertLess(sum(job.ending["seconds"].values()), 5)


class Output(OneJob):
    """What a cell may say: the memory of the runner is measured in each of them."""

    def assert_cut(self, job, cell, least):
        self.assert_ended(job, "output", cell)
        size = len(job.text(int(cell[1:])))
        self.assertTrue(least < size <= 1_000_000, size)

    def test_ten_million_short_lines_end_the_job_and_its_first_part_is_kept(self):
        job = self.run_job("6 * 7", "for (int i = 0; i < 10_000_000; i++) System.out.println(i);", "1")
        self.assert_cut(job, "c1", 300_000)
        self.assertTrue(job.text(1).startswith("0\n1\n2\n"))

    def test_a_line_of_a_gigabyte_does_too(self):
        job = self.run_job('String part = "x".repeat(1_000_000);\nfor (int i = 0; i < 1000; i++) System.out.print(part);', "1")
        self.assert_cut(job, "c0", 300_000)

    def test_one_display_of_twenty_megabytes_is_not_even_read(self):
        job = self.run_job('Notebook.display("x".repeat(20_000_000));', "1")
        self.assert_ended(job, "output", "c0")
        self.assertEqual((job.outputs(0), job.ending["detail"]), ([], "one message with more output than a job may have"))

    def test_a_display_that_is_nested_too_deep_for_its_reader_ends_the_job(self):
        job = self.run_job('Object deep = 1; for (int i = 0; i < 900; i++) deep = List.of(deep);\n'
                           'Notebook.display(MimeBundle.ofText("").with("application/x+json", Map.of("a", deep)));')
        self.assert_ended(job, "output", "c0")

    def test_a_message_counts_more_than_its_text(self):
        job = self.run_job('while (true) { System.out.print("o"); System.err.print("e"); }')
        self.assert_cut(job, "c0", 1000)
        self.assertLess(len(job.outputs(0)), 5000)

    def test_frames_count_for_the_job_alone(self):
        frame = f'Notebook.display(MimeBundle.ofText("").with("{PROBE}", "x".repeat(3_000_000)));'
        job = self.run_job(frame, frame, frame, "1")
        self.assert_ended(job, "output", "c2")
        self.assertEqual([len(job.outputs(n)) for n in range(3)], [1, 1, 0])


class Stopped(OneJob):
    def test_a_signal_to_the_runner_takes_the_kernel_along(self):
        job = self.job("while (true);")
        process = job.start()
        wait_for(job.processes, "the kernel's start")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        self.assertEqual(process.returncode, 143)
        self.assertEqual(job.processes(), [])

    def test_a_job_whose_owner_was_killed_ends_and_takes_its_folder_along(self):
        job = self.job("while (true);")
        owner = job.start("sh", "-c", '"$@"; true', "owner")
        wait_for(job.processes, "the kernel's start")
        owner.kill()
        wait_for(lambda: not job.processes(), "the kernel's end")
        wait_for(lambda: not job.folder.exists(), "the end of the folder")
        owner.communicate(timeout=30)


class NoJob(OneJob):
    def test_a_folder_without_a_notebook_is_refused(self):
        done = subprocess.run([sys.executable, str(SANDBOX), self.folder], text=True, capture_output=True)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r"/in\.ipynb cannot be run: .*No such file")

    def test_a_kernel_that_does_not_start_is_no_fault_of_the_job(self):
        job = self.job("1")
        empty = tempfile.TemporaryDirectory()
        self.addCleanup(empty.cleanup)
        done = subprocess.run([sys.executable, "-c", f"import sys; sys.prefix = sys.exec_prefix = {empty.name!r}\n" + MEASURED, str(SANDBOX), self.folder],
                              text=True, capture_output=True, env={**os.environ, "HOME": empty.name, "JUPYTER_PATH": ""})
        ending = json.loads((job.folder / "ending.json").read_text())
        self.assertEqual((done.returncode, ending["ending"], ending["cell"]), (0, "infra", None))
        self.assertRegex(ending["detail"], "the Java kernel did not start: No such kernel named java")


if __name__ == "__main__":
    unittest.main()
