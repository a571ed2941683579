# SPDX-License-Identifier: Apache-2.0
"""Outputs are used again for the same notebook, library and JDK, and for no other."""
import json
import pathlib
import shutil
import tempfile
import unittest

import executed


class Executed(unittest.TestCase):
    """A folder in which one notebook was run, with a kernel whose library and JDK are files of ours."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.prefix = pathlib.Path(folder.name)
        self.library, self.release = self.prefix / "labs-lib.jar", self.prefix / "jdk/release"
        self.source, self.out = self.prefix / "a.ipynb", self.prefix / "out"
        for file in (self.library, self.source):
            file.write_text("first")
        (self.prefix / "jdk/bin").mkdir(parents=True)
        self.release.write_text('IMPLEMENTOR="Somebody"\nJAVA_VERSION="17.0.1"\n')
        spec = self.prefix / "share/jupyter/kernels/java/kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text(json.dumps({"argv": [str(self.prefix / "jdk/bin/java"), "-cp", f"{self.prefix}/jjava.jar:{self.library}:{self.prefix}/other.jar"]}))
        self.out.mkdir()
        shutil.copy(self.source, self.out)
        executed.record(self.out, self.source, self.prefix)

    def current(self):
        return executed.current(self.out, self.source, self.prefix)

    def test_a_run_tells_where_its_outputs_come_from(self):
        known = self.current()
        self.assertEqual(known["jdk"], "17.0.1 (Somebody)")
        self.assertRegex(known["date"], r"^\d{4}-\d\d-\d\d$")
        self.assertEqual(known["commit"], "")  # no repository there

    def test_another_notebook_library_or_jdk_has_no_outputs_yet(self):
        for file in (self.source, self.library, self.release):
            with self.subTest(file=file.name):
                before = file.read_text()
                file.write_text(before.replace("17.0.1", "25.0.2").replace("first", "second"))
                self.assertIsNone(self.current())
                file.write_text(before)
                self.assertIsNotNone(self.current())

    def test_a_container_has_a_jdk_of_its_own(self):
        key = self.out / "a.run.json"
        key.write_text(json.dumps({**json.loads(key.read_text()), "runner": "container", "jdk": "21.0.9 (Debian)"}))
        self.assertEqual(self.current()["jdk"], "21.0.9 (Debian)")
        self.library.write_text("second")
        self.assertIsNone(self.current())

    def test_what_is_forgotten_lost_or_half_written_is_not_current(self):
        key = self.out / "a.run.json"
        whole = key.read_text()
        key.write_text(whole[:20])
        self.assertIsNone(self.current())
        key.write_text(whole)
        executed.forget(self.out, self.source)
        self.assertIsNone(self.current())
        key.write_text(whole)
        (self.out / "a.ipynb").unlink()
        self.assertIsNone(self.current())
