# SPDX-License-Identifier: Apache-2.0
# Wrote nbgrader.json with nbgrader 0.9.6: python write_nbgrader.py > nbgrader.json
# A source and what `nbgrader generate_assignment` makes of it, by its own preprocessors in its own order; left out are the two that need its database.
import json
import logging
import sys

import nbformat
import nbgrader
from nbgrader.preprocessors import CheckCellMetadata, ClearHiddenTests, ClearMarkScheme, ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from traitlets.config import Config

STUB = 'throw new UnsupportedOperationException("not answered");'


def cell(type, id, source, **marks):
    code = {"execution_count": 3, "outputs": [{"output_type": "stream", "name": "stdout", "text": "a run"}]} if type == "code" else {}
    flags = {"schema_version": 3, "grade": False, "locked": False, "solution": False, "task": False, "grade_id": id}
    return {"cell_type": type, "id": id, "metadata": {"nbgrader": {**flags, **marks}} if marks else {}, "source": source, **code}


def answer(id, body, **marks):
    return cell("code", id, f"int {id}(int n) {{\n    // BEGIN SOLUTION\n    {body}\n    // END SOLUTION\n}}", solution=True, **marks)


def checks(id, points, **marks):
    return cell("code", id, f"{id}(1);\n// BEGIN HIDDEN TESTS\n{id}(2);\n// END HIDDEN TESTS\n", grade=True, points=points, **marks)


cells = [
    cell("markdown", "prose", "Größe: ½ 学习\n"),
    cell("code", "free", "int free = 1;"),
    cell("markdown", "task", "Halve it.\n\nTwice.", locked=True),
    cell("code", "given", "int given = 1;", locked=True),
    cell("code", "marked", "int marked = 1;", solution=False),  # metadata without a mark
    answer("half", "return n / 2;", locked=False),
    answer("locked", "return n;", locked=True),
    answer("by_hand", "return 1;", grade=True, points=3),
    *(checks(f"checks{i}", points, locked=bool(i % 2)) for i, points in enumerate([2, 2.0, 0.5, 0, 10, 1.25, 0.1, 100, 1234567.5])),
]
source = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}}, "cells": cells}
logging.disable(logging.CRITICAL)
config = Config()
config.ClearSolutions.code_stub = {"java": STUB}
released, resources = nbformat.from_dict(json.loads(json.dumps(source))), {}
for step in (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums, ClearHiddenTests, ClearMarkScheme, ComputeChecksums, CheckCellMetadata):
    released, resources = step(config=config).preprocess(released, resources)
sys.stdout.reconfigure(newline="\n", encoding="utf-8")
json.dump({"tool": f"nbgrader {nbgrader.__version__}", "source": source, "released": released}, sys.stdout, indent=1, ensure_ascii=False)
print()
