# SPDX-License-Identifier: Apache-2.0
# Wrote nbformat.ipynb with nbformat 5.11.1: python write_nbformat.py > nbformat.ipynb
import sys
import nbformat

cell = {
    "cell_type": "code", "id": "b", "execution_count": None, "outputs": [], "source": "int a = 1;\n\nint b = \"\\t\\\\\";\n",
    "metadata": {"nbgrader": {"points": 2.0, "schema_version": 3}, "course": {"empty": {}, "tiny": 1e-05, "none": None, "yes": True}},
}
prose = {"cell_type": "markdown", "id": "a", "metadata": {"ours": [1, [2, []]]}, "source": "Grüße, 学习 😀\x1f\x7f </script> \t end"}
blank = {"cell_type": "raw", "id": "c", "metadata": {}, "source": ""}
book = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "java", "display_name": "Java"}, "ours": "kept"},
        "cells": [prose, cell, blank]}
sys.stdout.reconfigure(newline="\n", encoding="utf-8")
nbformat.write(nbformat.from_dict(book), sys.stdout)
