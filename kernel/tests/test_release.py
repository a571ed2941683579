# SPDX-License-Identifier: Apache-2.0
"""What `./course release` hands out, read by others: nbformat, nbgrader's schema, and nbgrader itself.

nbgrader is installed once into .course/nbgrader, at the versions and hashes of nbgrader/requirements.txt; where that is not possible its
tests are skipped and say so. The schema is a copy and needs nothing.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import nbformat

import nbgrader_peer

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent / "nbgrader"
SOURCES = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Runs beside nbgrader; prints {notebook: what it found}. Its own release is made by its own steps, without those that need its database.
NBGRADER = r'''
import json, logging, pathlib, sys
import nbformat
from nbgrader import utils, validator
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import CheckCellMetadata, ClearHiddenTests, ClearMarkScheme, ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from traitlets.config import Config
logging.disable(logging.CRITICAL)

def marked(notebook):
    return [c for c in notebook.cells if "nbgrader" in c.metadata]

def cells(notebook):
    return [[c.id, c.source, dict(c.metadata.nbgrader), c.metadata.get("deletable"), c.metadata.get("editable")] for c in marked(notebook)]

def read(path):
    notebook = nbformat.read(path, 4)
    MetadataValidator().validate_nb(notebook)
    return {"wrong": [c.id for c in marked(notebook) if c.metadata.nbgrader.checksum != utils.compute_checksum(c)], "cells": cells(notebook)}

def release(path):
    config = Config()
    config.ClearSolutions.code_stub = {"java": 'throw new UnsupportedOperationException("not answered");'}
    notebook, resources = nbformat.read(path, 4), {}
    for step in (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums, ClearHiddenTests, ClearMarkScheme, ComputeChecksums, CheckCellMetadata):
        notebook, resources = step(config=config).preprocess(notebook, resources)
    return {"cells": cells(notebook)}

def validate(path):
    return validator.Validator().validate(path)

def compare(path):
    return validator.Validator(preprocessors=[CheckCellMetadata, ClearOutput]).validate(path)

print(json.dumps({path: {"read": read, "release": release, "validate": validate, "compare": compare}[sys.argv[1]](path) for path in sys.argv[2:]}))
'''


def setUpModule():
    global TEMPORARY, RELEASED
    TEMPORARY = tempfile.TemporaryDirectory()
    out = pathlib.Path(TEMPORARY.name) / "released"
    answer = subprocess.run([ROOT / "course", "release", "--out", out], text=True, capture_output=True)
    if answer.returncode:
        raise AssertionError(answer.stdout + answer.stderr)
    RELEASED = sorted(out.glob("*.ipynb"))


def tearDownModule():
    TEMPORARY.cleanup()


def marked(notebook):
    return [cell for cell in notebook.cells if "nbgrader" in cell.metadata]


class Release(unittest.TestCase):
    def test_there_is_one_for_every_source(self):
        self.assertEqual([path.name for path in RELEASED], [path.name for path in SOURCES])
        self.assertTrue(SOURCES)

    def test_it_follows_nbformat_and_the_schema_of_nbgrader(self):
        schema = json.loads((HERE / "v3.json").read_text())
        for path in RELEASED:
            notebook = nbformat.read(path, 4)
            nbformat.validate(notebook)
            ids = [cell.metadata.nbgrader.grade_id for cell in marked(notebook)]
            self.assertEqual(len(ids), len(set(ids)))
            self.assertTrue(ids)
            for cell in marked(notebook):
                with self.subTest(notebook=path.name, cell=cell.id):
                    jsonschema.Draft4Validator(schema).validate(dict(cell.metadata.nbgrader))
                    self.assertEqual(cell.metadata.nbgrader.cell_type, cell.cell_type)
                    self.assertEqual("points" in cell.metadata.nbgrader, cell.metadata.nbgrader.grade)

    def test_answers_cannot_be_deleted_and_what_is_graded_cannot_be_edited_either(self):
        for path in RELEASED:
            notebook = nbformat.read(path, 4)
            needed = {name for cell in notebook.cells for name in cell.metadata.get("course", {}).get("needs", [])}
            for cell in notebook.cells:
                with self.subTest(notebook=path.name, cell=cell.id):
                    marks = cell.metadata.get("nbgrader", {})
                    locks = {key: cell.metadata[key] for key in ("deletable", "editable") if key in cell.metadata}
                    if marks.get("solution"):
                        self.assertEqual(locks, {"deletable": False})
                    else:
                        self.assertEqual(locks, {"deletable": False, "editable": False} if marks or cell.id in needed else {})


class Nbgrader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if problem := nbgrader_peer.installed():
            raise unittest.SkipTest(problem)

    def nbgrader(self, what, *paths):
        answer = subprocess.run([sys.executable, "-c", NBGRADER, what, *map(str, paths)], text=True, capture_output=True, cwd=TEMPORARY.name,
                                env={**os.environ, "PYTHONPATH": str(nbgrader_peer.FOLDER)})
        self.assertEqual(answer.returncode, 0, answer.stderr)
        found = json.loads(answer.stdout.splitlines()[-1])  # a kernel may have printed before
        return [found[str(path)] for path in paths]

    def test_it_reads_a_release_and_finds_every_checksum_right(self):
        for found in self.nbgrader("read", *RELEASED):
            self.assertEqual(found["wrong"], [])
            self.assertTrue(found["cells"])

    def test_its_own_release_of_the_same_source_has_the_same_cells(self):
        for ours, theirs in zip(self.nbgrader("read", *RELEASED), self.nbgrader("release", *SOURCES)):
            self.assertEqual(ours["cells"], theirs["cells"])

    def test_it_validates_the_exercises_on_our_kernel_and_sees_a_check_that_was_changed(self):
        """Without the cells that no exercise needs: training takes its time and tells nothing here."""
        notebook = nbformat.read(RELEASED[0], 4)
        needed = {name for cell in notebook.cells for name in cell.metadata.get("course", {}).get("needs", [])}
        notebook.cells = [cell for cell in notebook.cells if cell.id in needed or "nbgrader" in cell.metadata]
        whole, changed = (pathlib.Path(TEMPORARY.name) / name for name in ("whole.ipynb", "changed.ipynb"))
        nbformat.write(notebook, whole)
        checks = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade"))
        checks.source += "\n1"
        nbformat.write(notebook, changed)
        self.assertEqual(self.nbgrader("validate", whole), [{}])
        self.assertEqual(self.nbgrader("compare", changed), [{"changed": [{"source": checks.source}]}])
