# SPDX-License-Identifier: Apache-2.0
"""The Java kernel with this course's extension, driven as Jupyter drives it.

Uses the kernelspec named `java`. Waits on messages with a deadline, never for a fixed time.
"""

import os
import pathlib
import queue
import socket
import subprocess
import sys
import time
import unittest

from jupyter_client.manager import KernelManager

START = 60  # seconds; a cold JVM on a busy machine
CELL = 60
KERNEL = pathlib.Path(__file__).resolve().parents[1]


class Kernel:
    """A running kernel and its client."""

    def __init__(self, **env):
        self.manager = KernelManager(kernel_name="java")
        self.manager.start_kernel(env={**os.environ, **env}, stdout=subprocess.DEVNULL)
        self.connect()

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=START)

    def restart(self):
        self.client.stop_channels()
        self.manager.restart_kernel(now=True)
        self.connect()

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code):
        """Runs a cell and returns its outputs as (message type, content), idle being the end."""
        return list(self.outputs(self.client.execute(code)))

    def outputs(self, request):
        deadline = time.monotonic() + CELL
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=max(0.1, deadline - time.monotonic()))
            except queue.Empty:
                self.restart()  # or the cell that never ends fails every later test of this kernel too, a minute each
                raise
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != request:
                continue
            if kind == "status" and content["execution_state"] == "idle":
                return
            if kind not in ("status", "execute_input"):
                yield kind, content


def stream(outputs, name="stdout"):
    return "".join(c["text"] for kind, c in outputs if kind == "stream" and c["name"] == name)


def shape(outputs):
    """The outputs in short: text of a stream, plain text of a display or result, name of an error."""
    for kind, content in outputs:
        if kind == "stream":
            yield content["name"], content["text"]
        elif kind == "error":
            yield kind, content["evalue"]
        else:
            yield kind, content["data"]["text/plain"]


class OneKernel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()

    def run_cell(self, code):
        return self.kernel.run(code)

    def shape_of(self, code):
        return list(shape(self.run_cell(code)))


class Output(OneKernel):
    def test_a_hundred_thousand_lines_of_a_hundred_bytes_arrive_complete_and_in_order(self):
        outputs = self.run_cell('String pad = "x".repeat(90);\nfor (int i = 0; i < 100_000; i++) System.out.println(pad + (100_000_000 + i));')
        pad = "x" * 90
        self.assertEqual(stream(outputs), "".join(f"{pad}{100_000_000 + i}\n" for i in range(100_000)))
        self.assertLess(len(outputs), 500)

    def test_a_million_short_lines_arrive_complete_and_in_order(self):
        outputs = self.run_cell("for (int i = 0; i < 1_000_000; i++) System.out.println(i);")
        self.assertEqual(stream(outputs), "".join(f"{i}\n" for i in range(1_000_000)))

    def test_one_print_of_ten_megabytes_arrives(self):
        self.assertEqual(len(stream(self.run_cell('System.out.print("é".repeat(5_000_000));'))), 5_000_000)

    def test_output_stands_before_the_result_of_its_cell(self):
        self.assertEqual(
            self.shape_of('for (int i = 0; i < 3; i++) System.out.println(i);\n"done"'),
            [("stdout", "0\n1\n2\n"), ("execute_result", "done")],
        )

    def test_output_stands_before_the_error_of_its_cell(self):
        self.assertEqual(
            self.shape_of('System.out.println("before");\nthrow new IllegalStateException("stop");'),
            [("stdout", "before\n"), ("error", "java.lang.IllegalStateException, stop")],
        )

    def test_output_of_a_result_that_prints_while_it_is_shown_stands_before_it(self):
        self.assertEqual(
            self.shape_of('class Loud { public String toString() { System.out.println("shown"); return "loud"; } }\nnew Loud()'),
            [("stdout", "shown\n"), ("execute_result", "loud")],
        )

    def test_both_streams_keep_the_order_of_the_calls(self):
        self.assertEqual(
            self.shape_of('for (int i = 0; i < 3; i++) { System.out.print("o" + i); System.err.print("e" + i); }'),
            [(s, s[3] + str(i)) for i in range(3) for s in ("stdout", "stderr")],
        )

    def test_a_display_between_prints_keeps_its_place(self):
        self.assertEqual(
            self.shape_of('for (int i = 0; i < 3; i++) { System.out.print(i); Notebook.display("d" + i); }\nSystem.out.print("end");'),
            [x for i in range(3) for x in (("stdout", str(i)), ("display_data", f"d{i}"))] + [("stdout", "end")],
        )

    def test_two_thousand_displays_arrive_complete_and_in_order(self):
        shown = self.shape_of("for (int i = 0; i < 2000; i++) Notebook.display(i);")
        self.assertEqual(shown, [("display_data", str(i)) for i in range(2000)])

    def test_a_character_printed_byte_by_byte_arrives_whole(self):
        code = 'for (byte b : "a€😀z".getBytes(java.nio.charset.StandardCharsets.UTF_8)) { System.out.write(b); System.out.flush(); }'
        self.assertEqual(stream(self.run_cell(code)), "a€😀z")

    def test_a_thread_that_prints_after_its_cell_harms_no_later_cell(self):
        self.run_cell(
            "var stop = new java.util.concurrent.atomic.AtomicBoolean();\nvar out = System.out;\n"
            'var late = new Thread(() -> { while (!stop.get()) { out.println("late"); System.out.println("late"); Notebook.display("late"); } });\n'
            "late.start();"
        )
        outputs = self.run_cell('System.out.println("mine");\nstop.set(true);\nlate.join();\n7')
        self.assertIn("mine\n", stream(outputs))
        self.assertEqual(outputs[-1][1]["data"]["text/plain"], "7")
        self.assertEqual(self.shape_of("8"), [("execute_result", "8")])


class Interrupt(OneKernel):
    def test_a_printing_loop_ends_twenty_times_and_the_next_cell_works_each_time(self):
        for round_ in range(20):
            with self.subTest(round=round_):
                request = self.kernel.client.execute('while (true) System.out.println("again");')
                outputs = self.kernel.outputs(request)
                self.assertEqual(next(outputs)[0], "stream")
                self.kernel.manager.interrupt_kernel()
                self.assertIn("EvaluationInterruptedException", [c.get("ename") for _, c in outputs])
                self.assertEqual(self.shape_of(f"{round_} + 1"), [("execute_result", str(round_ + 1))])

    def test_a_printing_loop_leaves_no_thread_behind(self):
        request = self.kernel.client.execute('while (true) { try { System.out.println("again"); } catch (Exception e) { } }')
        outputs = self.kernel.outputs(request)
        next(outputs)
        self.kernel.manager.interrupt_kernel()
        self.assertNotIn("restart the kernel", stream(list(outputs), "stderr"))
        busy = (
            "Thread.getAllStackTraces().entrySet().stream().filter(e -> e.getKey() != Thread.currentThread()"
            ' && e.getKey().getName().startsWith("jjava-exec") && Stream.of(e.getValue()).anyMatch(f -> f.getClassName().startsWith("REPL."))).count()'
        )
        deadline = time.monotonic() + CELL
        while self.shape_of(busy) != [("execute_result", "0")]:
            self.assertLess(time.monotonic(), deadline, "the loop's thread is still running")

    def test_a_learner_whose_loop_never_asks_whether_to_stop_is_told_to_restart(self):
        # One statement prints and loops: JJava loses an interrupt that comes between two statements of a cell.
        request = self.kernel.client.execute('var on = new java.util.concurrent.atomic.AtomicBoolean(true); { System.out.println("begun"); while (on.get()); }')
        outputs = self.kernel.outputs(request)
        next(outputs)
        self.kernel.manager.interrupt_kernel()
        rest = list(outputs)
        self.assertIn("EvaluationInterruptedException", [c.get("ename") for _, c in rest])
        self.assertEqual(stream(rest, "stderr"),
                         "The cell was interrupted, but its thread goes on: it never asks whether it should stop. The next cells work, beside it."
                         " To end it, restart the kernel (Kernel > Restart Kernel...).\n")
        self.assertEqual(self.shape_of("6 * 7"), [("execute_result", "42")])
        self.shape_of("on.set(false);")  # or the loop would run beside the other tests

    def test_a_sleeping_cell_ends_and_a_thread_that_marks_itself_as_interrupted_may_still_print(self):
        request = self.kernel.client.execute('{ System.out.println("asleep"); Thread.sleep(60_000); }')
        outputs = self.kernel.outputs(request)
        next(outputs)
        self.kernel.manager.interrupt_kernel()
        self.assertIn("EvaluationInterruptedException", [c.get("ename") for _, c in outputs])
        self.assertEqual(
            self.shape_of('System.out.println("new");\nThread.currentThread().interrupt(); System.out.println("marked");'),
            [("stdout", "new\n"), ("stdout", "marked\n")],
        )


class Displays(OneKernel):
    def test_a_displayable_shows_in_all_its_forms_and_display_yields_no_result(self):
        (output,) = self.run_cell('Notebook.display(MimeBundle.ofText("plain").with("text/html", "<b>x</b>").with("application/x+json", Map.of("a", 1)))')
        self.assertEqual(output[0], "display_data")
        self.assertEqual(output[1]["data"], {"text/plain": "plain", "text/html": "<b>x</b>", "application/x+json": {"a": 1}})

    def test_a_displayable_as_the_last_value_shows_the_same(self):
        (output,) = self.run_cell('Displayable d = () -> MimeBundle.ofText("plain").with("text/html", "<b>x</b>");\nd')
        self.assertEqual((output[0], output[1]["data"]["text/html"]), ("execute_result", "<b>x</b>"))

    def test_an_image_shows_as_png_with_its_size_as_text(self):
        (output,) = self.run_cell("new java.awt.image.BufferedImage(64, 48, java.awt.image.BufferedImage.TYPE_INT_RGB)")
        self.assertEqual(output[1]["data"]["text/plain"], "image 64 x 48")
        self.assertTrue(output[1]["data"]["image/png"].startswith("iVBOR"))

    def test_a_table_shows_its_rows(self):
        (output,) = self.run_cell('tech.tablesaw.api.Table.create("boxes", tech.tablesaw.api.IntColumn.create("width", 11, 12))')
        self.assertRegex(output[1]["data"]["text/plain"], r"(?s)width.*11.*12")

    def test_a_report_on_data_shows_as_html_and_text(self):
        (output,) = self.run_cell(
            "io.mlopslabs.validation.report.DataReport.anomalies(io.mlopslabs.validation.proto.Anomalies.getDefaultInstance())")
        self.assertEqual(output[1]["data"], {"text/plain": "No anomalies found.\n", "text/html": "<p>No anomalies found.</p>\n"})

    def test_progress_is_one_display_that_changes(self):
        outputs = self.run_cell('try (var p = Progress.of("training", 3)) { for (int i = 1; i <= 3; i++) p.at(i, "loss " + i); }')
        self.assertEqual([kind for kind, _ in outputs], ["display_data", "update_display_data"])
        self.assertEqual(outputs[0][1]["transient"], outputs[1][1]["transient"])
        self.assertIn("3 of 3, loss 3", outputs[1][1]["data"]["text/html"])

    def test_a_check_names_the_line_of_the_cell_that_failed(self):
        code = 'int divide(int a) {\n  int zero = a - a;\n  return a / zero;\n}\nCheck.exercise("e1").equal("p", 1, () -> divide(2), "h").report();'
        (output,) = self.run_cell(code)
        self.assertIn("threw ArithmeticException: / by zero\n           at: return a / zero;", output[1]["data"]["text/plain"])
        self.assertEqual(
            output[1]["data"]["application/vnd.mlopslabs.check+json"],
            {"exercise": "e1", "status": "failed", "passed": 0, "total": 1},
        )

    def test_an_untouched_stub_ends_in_a_report_and_not_in_an_error(self):
        code = 'double f(int a) { throw new UnsupportedOperationException("not answered"); }\nCheck.exercise("e1").near("p", 1, 0, () -> f(2), "h").report();'
        (output,) = self.run_cell(code)
        self.assertEqual(output[1]["data"]["application/vnd.mlopslabs.check+json"]["status"], "not_answered")


class Life(unittest.TestCase):
    def test_output_is_complete_after_a_restart(self):
        kernel = Kernel()
        self.addCleanup(kernel.stop)
        kernel.run("int a = 1;")
        kernel.restart()
        self.assertEqual(stream(kernel.run('for (int i = 0; i < 20_000; i++) System.out.print("ab");')), "ab" * 20_000)

    def test_init_completes_the_output_where_extensions_are_off(self):
        kernel = Kernel(JJAVA_LOAD_EXTENSIONS="0")
        self.addCleanup(kernel.stop)
        loop = 'for (int i = 0; i < 20_000; i++) System.out.print("ab");'
        self.assertEqual(stream(kernel.run(f"io.mlopslabs.notebook.Notebook.init();\n{loop}")), "ab" * 20_000)
        self.assertEqual(stream(kernel.run(f"Notebook.init();\n{loop}")), "ab" * 20_000)

    def test_a_stop_while_a_kernel_is_being_started_waits_until_the_kernel_can_be_ended(self):
        code = (
            "import os, signal, sys, kernelspec\n"
            "signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))\n"
            "with kernelspec.stop_postponed():\n    os.kill(os.getpid(), signal.SIGTERM)\n    print('started')\n"
            "print('went on')"
        )
        ended = subprocess.run([sys.executable, "-c", code], cwd=KERNEL, capture_output=True, text=True)
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (143, "started\n", ""))

    @unittest.skipIf(sys.platform == "win32", "Jupyter tells a handle there, not a process id")
    def test_a_kernel_whose_parent_was_killed_ends(self):
        code = (
            "from jupyter_client.manager import KernelManager\n"
            "m = KernelManager(kernel_name='java'); m.start_kernel(); c = m.client(); c.start_channels()\n"
            f"c.wait_for_ready(timeout={START}); print(m.ip, m.shell_port, flush=True); input()"
        )
        with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
            ip, port = parent.stdout.readline().split()
            with socket.create_connection((ip, int(port)), timeout=5):
                pass
            parent.kill()
        deadline = time.monotonic() + 20
        while True:
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex((ip, int(port))) != 0:
                    break
            self.assertLess(time.monotonic(), deadline, "the kernel outlived its parent by 20 s")


if __name__ == "__main__":
    unittest.main()
