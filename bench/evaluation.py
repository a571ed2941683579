# SPDX-License-Identifier: Apache-2.0
"""What a metric with a bootstrap interval takes, ours beside scikit-learn's in the same minutes.

    ./course bench evaluation [--rounds N]

Labels and scores of 100,000 and of 1,000,000 predictions, the same for both, which must agree on every metric before anything is
timed. Both run on one thread and take turns. A figure of a bootstrap is the time of one resample, sorting and counting shared over
all: ours of 200, scikit-learn's of 40 or 10, in the loop that a notebook would have. The median over the rounds, with the smallest
and the largest beside it. The exit code says nothing about the figures.

    metrics     all four, once, without an interval
    the others  one bootstrap resample of the metric
"""
import argparse
import pathlib
import statistics
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import beside  # noqa: E402

GOAL = 10
SIZES = ["100000", "1000000"]
WARM_UP = 2  # rounds of the smaller size: by then the JVM has compiled what it will
ROUNDING = 1e-9  # of a metric: sums of a million doubles, taken in another order
COLUMNS = ["metrics", "accuracy", "balanced accuracy", "ROC AUC", "log loss"]


def main():
    parser = argparse.ArgumentParser(prog="./course bench evaluation", description="Measures metrics with intervals beside scikit-learn.")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    python = beside.peers_python("evaluation")
    with tempfile.TemporaryDirectory() as folder, \
            beside.Program("ours", beside.java("EvaluationRounds.java", folder, *SIZES)) as ours, \
            beside.Program("scikit-learn", [python, str(beside.HERE / "peers/evaluation.py"), folder, *SIZES]) as peer:
        print(beside.header(f"scikit-learn {peer.ready['version']}"))
        apart = max(abs(ours.ready[size][name] - peer.ready[size][name]) for size in SIZES for name in ours.ready[size])
        if apart > ROUNDING:
            raise SystemExit(f"the metrics of both differ by {apart}: they do not compute the same, and their times mean nothing")
        print(f"Same metrics: they differ by at most {apart:.1e}.")
        programs = [ours, peer]
        for _ in range(WARM_UP):
            for program in programs:
                program.ask(SIZES[0])
        figures = {size: {program.name: [] for program in programs} for size in SIZES}
        for number in range(1, arguments.rounds + 1):
            for size in SIZES:
                for program in programs:
                    figures[size][program.name].append(program.ask(size))
            print(f"  round {number} of {arguments.rounds}", flush=True)
    medians = {size: {name: {column: statistics.median(run[column] for run in runs) for column in COLUMNS}
                      for name, runs in figures[size].items()} for size in SIZES}
    for size in SIZES:
        print(f"\n{int(size):,} predictions")
        beside.table([["", *COLUMNS], *([name, *(beside.spread([1000 * run[column] for run in runs], "%.3g ms") for column in COLUMNS)]
                                        for name, runs in figures[size].items())])
        ratios = {column: medians[size]["scikit-learn"][column] / medians[size]["ours"][column] for column in COLUMNS}
        print(f"scikit-learn's time over ours: {', '.join(f'{column} {ratio:.3g}' for column, ratio in ratios.items())}")
        print(f"slowest of our bootstraps: {min(ratio for column, ratio in ratios.items() if column != 'metrics'):.3g} times (goal: at least {GOAL})")
    print("\nten times the predictions take, times: " + "; ".join(
        f"{name} " + ", ".join(f"{column} {medians[SIZES[1]][name][column] / medians[SIZES[0]][name][column]:.3g}" for column in COLUMNS)
        for name in medians[SIZES[0]]))
    for size in SIZES:
        for name, runs in figures[size].items():
            print(f"{int(size):,}, {name}: " + ", ".join(
                f"{metric} {low:.5f} to {high:.5f}" for metric, (low, high) in runs[-1]["intervals"].items()))
    beside.keep("evaluation", figures)


if __name__ == "__main__":
    main()
