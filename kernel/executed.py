# SPDX-License-Identifier: Apache-2.0
"""What an executed notebook came from: a key file beside it, so that one execution serves everybody who needs its outputs.

`NAME.ipynb` was run from the source, with the library and on the JDK that `NAME.run.json` names; whoever reads the outputs asks `current`
first. kernel/runner.py fills such a folder, and so does CourseNotebooksTest, in a container where an engine answers: the JDK is then the image's own.
"""
import datetime
import hashlib
import json
import pathlib
import re
import subprocess
import sys


def kernel_spec(prefix=sys.prefix):
    return json.loads((pathlib.Path(prefix) / "share/jupyter/kernels/java/kernel.json").read_text())


def jdk(java_home):
    """The JDK's version and vendor, as its release file has them."""
    found = dict(re.findall(r'^(\w+)="(.*)"$', (pathlib.Path(java_home) / "release").read_text(), re.MULTILINE))
    return f"{found['JAVA_VERSION']} ({found.get('IMPLEMENTOR', 'no vendor named')})"


def key(source, prefix=sys.prefix):
    """Outputs of a notebook with another key are others' outputs."""
    argv = kernel_spec(prefix)["argv"]
    library = next(p for p in argv[argv.index("-cp") + 1].split(":") if p.endswith("labs-lib.jar"))
    return {"notebook": digest(source), "library": digest(library), "jdk": jdk(pathlib.Path(argv[0]).parents[1])}


def digest(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()


def path(folder, source):
    return pathlib.Path(folder) / (pathlib.Path(source).stem + ".run.json")


def forget(folder, source):
    path(folder, source).unlink(missing_ok=True)


def record(folder, source, prefix=sys.prefix):
    """Notes that `folder` now holds what `source` printed."""
    here = pathlib.Path(source).resolve().parent
    now = datetime.datetime.now(datetime.timezone.utc)
    path(folder, source).write_text(json.dumps({**key(source, prefix), "date": f"{now:%Y-%m-%d}", "commit": commit(here)}, indent=1) + "\n")


def commit(folder):
    """The commit that lies in `folder`; empty where git does not know."""
    try:
        return subprocess.run(["git", "-C", str(folder), "rev-parse", "--short=10", "HEAD"], text=True, capture_output=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def current(folder, source, prefix=sys.prefix):
    """What is known of the run in `folder` if it is one of this source, library and JDK; None if there is none."""
    try:
        known = json.loads(path(folder, source).read_text())
    except (OSError, ValueError):
        return None
    wanted = key(source, prefix)
    if known.get("runner") == "container":
        del wanted["jdk"]
    return known if (pathlib.Path(folder) / pathlib.Path(source).name).exists() and wanted.items() <= known.items() else None
