# SPDX-License-Identifier: Apache-2.0
"""nbgrader in a folder of its own, .course/nbgrader, at the versions and hashes of nbgrader/requirements.txt."""
import hashlib
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".course" / "nbgrader"  # a PYTHONPATH for the Python of .venv
REQUIREMENTS = pathlib.Path(__file__).resolve().parent / "nbgrader" / "requirements.txt"


def installed():
    """Sees to it that it is there; returns why it is not, empty where it is."""
    key = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    stamp = FOLDER / "complete"
    if stamp.exists() and stamp.read_text() == key:
        return ""
    shutil.rmtree(FOLDER, ignore_errors=True)
    pip = subprocess.run([sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps", "--require-hashes",
                          "--target", FOLDER, "-r", REQUIREMENTS], text=True, capture_output=True)
    if pip.returncode:
        return "nbgrader could not be installed: " + pip.stderr.strip().rpartition("\n")[2]
    stamp.write_text(key)
    return ""
