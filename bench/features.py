# SPDX-License-Identifier: Apache-2.0
"""What features of a CSV file take, ours beside pandas + scikit-learn and TensorFlow Transform, all from the same file and in one run.

    ./course bench features [--quick] [--rows N ...] [--rounds N]

Tables of 10,000, 100,000 and 1,000,000 rows (--quick: without the last; --rows: these) and 10 columns: six of decimals, four of 5 to 5,000 texts. All learn
mean, standard deviation and 9 boundaries of each column of decimals and the vocabulary of each column of texts, and make z-scores, buckets and ids of
all rows. Each figure is a process of its own, so nothing is warm, and all may use every core. The exit code says nothing about the goals.

    ours       CsvBatches, Preprocessing.analyze, TransformGraph.transform, in a heap of 1 GB
    sklearn    pandas.read_csv; StandardScaler, KBinsDiscretizer (boundaries from all rows, as ours and TFT's), OrdinalEncoder
    sklearn, sample  the same with KBinsDiscretizer's default: boundaries from 200,000 rows
    TFT, CSV   TFX's reader (BeamRecordCsvTFXIO), AnalyzeAndTransformDataset to record batches, on Beam's local runner
    TFT, dicts pandas.read_csv, rows as dictionaries as in TFT's tutorials, the same

    work       from the file's name to the last feature, without start-up: read + fit + transform (ours and TFT read while they fit)
    whole      the process from start to end: JVM or Python, imports, work
    CPU        processor time of the whole process
    memory     its greatest resident set
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import beside  # noqa: E402

GOAL_TFT, GOAL_GROWTH, HEAP = 50, 11, "1g"
OURS, SKLEARN, SAMPLE, TFT, DICTS = "ours", "sklearn", "sklearn, sample", "TFT, CSV", "TFT, dicts"
PEER = str(beside.HERE / "peers" / "features.py")


def differences(ours, theirs, name):
    """What is not the same, in words."""
    for column, mine in ours["numbers"].items():
        its = theirs["numbers"][column]
        for what in ("mean", "sd"):
            if abs(mine[what] - its[what]) > 1e-5 * abs(its[what]):  # TFT computes with 32 bits
                yield f"{column}: {what} {mine[what]} against {its[what]}"
        for mine_, its_ in zip(mine["boundaries"], its["boundaries"], strict=True):
            if abs(mine_ - its_) > 0.02 * its["sd"]:  # both may be off by a rank of one in a hundred; scikit-learn takes a sample
                yield f"{column}: boundary {mine_} against {its_}"
    for column, mine in ours["tokens"].items():
        if mine != theirs["tokens"][column]:
            yield f"{column}: {mine} against {theirs['tokens'][column]}"


def compare(folder, size, name):
    read = [json.loads(pathlib.Path(f"{folder}/{size}-{side}.json").read_text()) for side in (OURS, name)]
    found = list(differences(*read, name))
    print(f"  {size:,} rows, ours against {name}: " + ("the same moments, boundaries and vocabularies" if not found else "NOT THE SAME: " + "; ".join(found[:5])))


def goals(medians, sizes):
    largest = sizes[-1]
    ours = medians[largest][OURS]
    for name, goal in (SKLEARN, "more than 1"), (SAMPLE, "more than 1"), (TFT, f"at least {GOAL_TFT}"), (DICTS, f"at least {GOAL_TFT}"):
        if name in medians[largest]:
            its = medians[largest][name]
            print(f"{largest:,} rows against {name} (goal at 1,000,000: {goal}): work {its['work'] / ours['work']:.3g} times, "
                  f"whole process {its['whole'] / ours['whole']:.3g} times, our whole process against its work alone "
                  f"{its['work'] / ours['whole']:.3g} times; CPU {its['cpu'] / ours['cpu']:.3g} times, memory {its['memory'] / ours['memory']:.3g} times")
    for name in SKLEARN, SAMPLE:
        its = medians[largest][name]
        print(f"  {name} without its transform (goal: more than 1): read {its['read']:.3g} s + fit {its['fit']:.3g} s against our read and fit, "
              f"{ours['read'] + ours['fit']:.3g} s: {(its['read'] + its['fit']) / (ours['read'] + ours['fit']):.3g} times")
    print(f"Each table beside the one before it takes, times, of work (goal for ours where it has ten times the rows: at most {GOAL_GROWTH}): " + "; ".join(
        f"{name} " + ", ".join(f"{medians[b][name]['work'] / medians[a][name]['work']:.3g}" for a, b in zip(sizes, sizes[1:]))
        for name in medians[largest]))


def main():
    parser = argparse.ArgumentParser(prog="./course bench features", description="Measures features of CSV files beside scikit-learn and TFT.")
    parser.add_argument("--quick", action="store_true", help="without the million rows, for which TFT takes minutes")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    sizes = sorted(rows for rows in arguments.rows if not arguments.quick or rows < 1_000_000)
    if not sizes:
        parser.error("no table is left to measure")
    sklearn = beside.peers_python("features")
    sides = {SKLEARN: [sklearn, PEER, "sklearn"], SAMPLE: [sklearn, PEER, "sample"]}
    tft = beside.tensorflow_python("transform", "TensorFlow Transform")
    if tft:
        sides |= {TFT: [tft, PEER, "tft"], DICTS: [tft, PEER, "dicts"]}
    with tempfile.TemporaryDirectory() as folder:
        java = beside.compiled("FeaturesRun", folder, HEAP)
        sides = {OURS: [*java, "features"]} | sides
        print(beside.header(f"heap {HEAP}", f"{arguments.rounds} rounds"))
        runs = {size: {name: [] for name in sides} for size in sizes}
        for size in sizes:
            subprocess.run([*java, "rows", f"{folder}/{size}.csv", str(size)], check=True)
            print(f"  {size:,} rows: {pathlib.Path(f'{folder}/{size}.csv').stat().st_size / 1e6:.1f} MB", flush=True)
            for _ in range(arguments.rounds):
                for name, command in sides.items():
                    runs[size][name].append(beside.measured([*command, f"{folder}/{size}.csv", f"{folder}/{size}-{name}.json"]))
            for name in sides:
                if name != OURS:
                    compare(folder, size, name)
    medians = {size: {name: {what: statistics.median(run[what] for run in of) for what in ("read", "fit", "transform", "work", "whole", "cpu", "memory")}
                      for name, of in runs[size].items()} for size in sizes}
    beside.table([["rows", "", "read", "fit", "transform", "work", "rows per second", "start-up", "whole", "CPU", "memory"]] + [
        [f"{size:,}", name, f"{m['read']:.3g} s", f"{m['fit']:.3g} s", f"{m['transform']:.3g} s", f"{m['work']:.3g} s", f"{size / m['work']:,.0f}",
         f"{m['whole'] - m['work']:.3g} s", f"{m['whole']:.3g} s", f"{m['cpu']:.3g} s", f"{m['memory']:,.0f} MB"]
        for size in sizes for name, m in medians[size].items()])
    goals(medians, sizes)
    beside.keep("features", runs)


if __name__ == "__main__":
    main()
