# SPDX-License-Identifier: Apache-2.0
"""What the statistics of a CSV file take, ours beside TFDV's two ways, all from the same file and in one run.

    ./course bench validation [--quick] [--rows N ...] [--rounds N]

Tables of 10,000, 100,000 and 1,000,000 rows (--quick: without the last; --rows: these) and 20 columns: five of integers, five of decimals, ten of 2 to 5,000
texts. Each figure is a process of its own, so nothing is warm, and all may use every core. The exit code says nothing about the goals.

    ours              DataStatistics.fromCsv in a heap of 512 MB
    TFDV, CSV         generate_statistics_from_csv
    TFDV, DataFrame   pandas.read_csv, then generate_statistics_from_dataframe

    work      from the file's name to the message, without start-up
    whole     the process from start to end: JVM or Python, imports, work
    CPU       processor time of the whole process
    memory    its greatest resident set
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

GOAL_CSV, GOAL_GROWTH, HEAP = 10, 11, "512m"
OURS, CSV, DATAFRAME = "ours", "TFDV, CSV", "TFDV, DataFrame"
PEER = str(beside.HERE / "peers" / "validation.py")


def compare(python, folder, size, name):
    """Says whether both sides computed the same."""
    path = "csv" if name == CSV else "dataframe"
    command = [python, PEER, "same", f"{folder}/{size}-{OURS}.pb", f"{folder}/{size}-{name}.pb", path]
    found = json.loads(subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)["differences"]
    print(f"  {size:,} rows, ours against {name}: " + ("the same counts, moments and top values" if not found else "NOT THE SAME: " + "; ".join(found)))


def goals(medians, sizes):
    largest = sizes[-1]
    ours = medians[largest][OURS]
    for name, goal in (CSV, f"at least {GOAL_CSV}"), (DATAFRAME, "more than 1"):
        if name in medians[largest]:
            its = medians[largest][name]
            print(f"{largest:,} rows against {name} (goal at 1,000,000: {goal}): work {its['work'] / ours['work']:.3g} times, "
                  f"whole process {its['whole'] / ours['whole']:.3g} times, our whole process against its work alone "
                  f"{its['work'] / ours['whole']:.3g} times; CPU {its['cpu'] / ours['cpu']:.3g} times, memory {its['memory'] / ours['memory']:.3g} times")
    print(f"Each table beside the one before it takes, times, of work (goal for ours where it has ten times the rows: at most {GOAL_GROWTH}): " + "; ".join(
        f"{name} " + ", ".join(f"{medians[b][name]['work'] / medians[a][name]['work']:.3g}" for a, b in zip(sizes, sizes[1:]))
        for name in medians[largest]))


def main():
    parser = argparse.ArgumentParser(prog="./course bench validation", description="Measures statistics of CSV files beside TFDV.")
    parser.add_argument("--quick", action="store_true", help="without the million rows, for which TFDV's CSV path takes minutes")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    sizes = sorted(rows for rows in arguments.rows if not arguments.quick or rows < 1_000_000)
    if not sizes:
        parser.error("no table is left to measure")
    python = beside.tensorflow_python("validation", "TensorFlow Data Validation")
    with tempfile.TemporaryDirectory() as folder:
        java = beside.compiled("ValidationRun", folder, HEAP)
        sides = {OURS: [*java, "statistics"]}
        if python:
            sides |= {CSV: [python, PEER, "csv"], DATAFRAME: [python, PEER, "dataframe"]}
        print(beside.header(f"heap {HEAP}", f"{arguments.rounds} rounds"))
        runs = {size: {name: [] for name in sides} for size in sizes}
        for size in sizes:
            subprocess.run([*java, "rows", f"{folder}/{size}.csv", str(size)], check=True)
            print(f"  {size:,} rows: {pathlib.Path(f'{folder}/{size}.csv').stat().st_size / 1e6:.1f} MB", flush=True)
            for _ in range(arguments.rounds):
                for name, command in sides.items():
                    runs[size][name].append(beside.measured([*command, f"{folder}/{size}.csv", f"{folder}/{size}-{name}.pb"]))
            for name in sides:
                if name != OURS:
                    compare(python, folder, size, name)
    medians = {size: {name: {what: statistics.median(run[what] for run in of) for what in ("work", "whole", "cpu", "memory")}
                      for name, of in runs[size].items()} for size in sizes}
    beside.table([["rows", "", "work", "rows per second", "start-up", "whole", "CPU", "memory"]] + [
        [f"{size:,}", name, f"{m['work']:.3g} s", f"{size / m['work']:,.0f}", f"{m['whole'] - m['work']:.3g} s", f"{m['whole']:.3g} s",
         f"{m['cpu']:.3g} s", f"{m['memory']:,.0f} MB"] for size in sizes for name, m in medians[size].items()])
    goals(medians, sizes)
    beside.keep("validation", runs)


if __name__ == "__main__":
    main()
