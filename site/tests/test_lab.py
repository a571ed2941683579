# SPDX-License-Identifier: Apache-2.0
"""JupyterLab itself, driven by Chromium as a learner drives it: Run All on an untouched copy, interrupt, restart."""
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

from playwright.sync_api import TimeoutError as Timeout

import browser

ROOT = browser.ROOT
RELEASED = ROOT / "target" / "site" / "html" / "notebooks"
RUN = 180_000  # ms; a week has 90 s on two free cores
GOES_ON = "The cell was interrupted, but its thread goes on: it never asks whether it should stop."


def code(*sources):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"}},
                       "cells": [{"cell_type": "code", "id": f"cell-{n}", "metadata": {}, "source": s, "execution_count": None, "outputs": []}
                                 for n, s in enumerate(sources)]})


class Lab(unittest.TestCase):
    """One JupyterLab with the learner's copy of week 1 and a notebook of cells that do not end."""

    @classmethod
    def setUpClass(cls):
        cls.chromium = browser.Browser()
        cls.addClassCleanup(cls.chromium.close)
        folder = tempfile.TemporaryDirectory(prefix="course-lab-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name) / "work"
        shutil.copytree(RELEASED, cls.work)
        (cls.work / "stops.ipynb").write_text(code(
            'System.out.println("asleep");\nThread.sleep(600_000);', "6 * 7",
            'var on = new java.util.concurrent.atomic.AtomicBoolean(true);\n{ System.out.println("busy"); while (on.get()); }', "on.set(false);\n7 * 8"))
        process = subprocess.Popen([str(ROOT / ".venv/bin/python"), str(ROOT / "kernel/lab.py"), "--work", str(cls.work), "--state", f"{folder.name}/state"],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
        cls.addClassCleanup(cls.stop, process)
        said = []
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"(http://127\.0\.0\.1:\d+)/lab\?token=(\w+)", line):
                cls.root, cls.token = found.groups()
                return
        raise AssertionError("JupyterLab did not start:\n" + "".join(said))

    @staticmethod
    def stop(process):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
        process.stdout.close()

    def open(self, page, notebook):
        page.set_default_timeout(60_000)
        page.goto(f"{self.root}/lab/tree/{notebook}?token={self.token}&reset")
        page.wait_for_selector(".jp-CodeCell .cm-content")
        page.wait_for_selector(".jp-Toolbar-kernelName:has-text('Java')")

    def choose(self, page, menu, entry):
        page.locator(".lm-MenuBar-itemLabel", has_text=re.compile(f"^{menu}$")).click()
        page.locator(".lm-Menu-itemLabel", has_text=re.compile(entry)).first.click()

    def run_cell(self, page, number):
        cell = page.locator(".jp-CodeCell").nth(number)
        for _ in range(6):  # a key is lost that is pressed before JupyterLab has set the notebook up
            cell.locator(".cm-content").click()
            page.keyboard.press("Control+Enter")
            with contextlib.suppress(Timeout):
                cell.locator(".jp-InputArea-prompt", has_text=re.compile(r"\[(\*|\d+)\]")).first.wait_for(timeout=10_000)
                return

    def output(self, page, number):
        return page.locator(".jp-CodeCell").nth(number).locator(".jp-OutputArea-output")

    def ended(self, page, number):
        page.wait_for_function("n => /\\[\\d+\\]/.test(document.querySelectorAll('.jp-CodeCell')[n].querySelector('.jp-InputPrompt').textContent)", arg=number)

    def test_run_all_on_an_untouched_copy_ends_without_an_error_and_every_exercise_is_open(self):
        week = next(self.work.glob("c1w1-*.ipynb"))
        cells = [c for c in json.loads(week.read_text())["cells"] if c["cell_type"] == "code"]
        checks = [n for n, c in enumerate(cells) if c["metadata"].get("nbgrader", {}).get("grade")]
        with self.chromium.page(height=1000) as page:
            self.open(page, week.name)
            self.choose(page, "Run", "^Run All Cells$")
            page.wait_for_function("""n => { const p = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(e => e.textContent);
                return p.length === n && p.every(t => /\\[\\d+\\]/.test(t)); }""", arg=len(cells), timeout=RUN)
            errors = page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]').all_text_contents()
            self.assertEqual(errors, [])
            self.assertEqual(len(checks), 4)
            for number in checks:
                self.assertIn("not answered yet", " ".join(self.output(page, number).all_text_contents()))
            chart = page.locator(".jp-RenderedSVG img, .jp-RenderedSVG svg").first
            chart.scroll_into_view_if_needed()
            self.assertTrue(chart.is_visible())
            self.assertGreater(chart.bounding_box()["width"], 300)
            browser.shot(page, "lab-first-chart-1440-light")
            scene = next(n for n, c in enumerate(cells) if c["id"] == "knob")
            page.locator(".jp-CodeCell").nth(scene).evaluate("e => e.scrollIntoView()")
            page.wait_for_function("""n => { const i = [...document.querySelectorAll('.jp-CodeCell')[n].querySelectorAll('img')];
                return i.length === 3 && i.every(e => e.complete); }""", arg=scene)
            page.locator(".jp-CodeCell").nth(scene).evaluate("e => e.scrollIntoView()")
            browser.shot(page, "lab-1440-light")
            page.set_viewport_size({"width": 1100, "height": 820})  # the README's picture
            page.keyboard.press("Control+b")
            page.locator(".jp-CodeCell").nth(scene).evaluate("e => e.scrollIntoView()")
            page.locator(".jp-CodeCell").nth(scene).locator("img").first.click()
            browser.shot(page, "lab-readme")
            elsewhere = [r for r in page.requests if not r.startswith((self.root, "data:", "blob:", self.root.replace("http", "ws")))]
            self.assertEqual(elsewhere, [])

    def test_an_interrupt_ends_a_cell_the_next_one_runs_and_a_restart_starts_afresh(self):
        with self.chromium.page() as page:
            self.open(page, "stops.ipynb")
            self.run_cell(page, 0)
            self.output(page, 0).filter(has_text="asleep").wait_for()
            self.choose(page, "Kernel", "^Interrupt Kernel$")
            self.ended(page, 0)
            self.assertIn("Evaluation interrupted", " ".join(self.output(page, 0).all_text_contents()))
            self.assertNotIn("restart", " ".join(self.output(page, 0).all_text_contents()))
            self.run_cell(page, 1)
            self.output(page, 1).filter(has_text="42").wait_for()

            self.run_cell(page, 2)
            self.output(page, 2).filter(has_text="busy").wait_for()
            self.choose(page, "Kernel", "^Interrupt Kernel$")
            self.output(page, 2).filter(has_text=GOES_ON).wait_for()
            self.assertIn("restart the kernel (Kernel > Restart Kernel...)", " ".join(self.output(page, 2).all_text_contents()))
            self.run_cell(page, 3)
            self.output(page, 3).filter(has_text="56").wait_for()

            self.choose(page, "Kernel", "^Restart Kernel…")
            page.locator(".jp-Dialog button.jp-mod-accept").click()
            page.locator(".jp-Dialog").wait_for(state="detached")
            self.run_cell(page, 3)
            self.output(page, 3).filter(has_text="cannot find symbol").wait_for()  # the variable went with the old kernel
            self.run_cell(page, 1)
            self.output(page, 1).filter(has_text="42").wait_for()
            browser.shot(page, "lab-interrupt-1440-light")
