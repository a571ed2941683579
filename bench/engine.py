# SPDX-License-Identifier: Apache-2.0
"""What one training step of the small CNN takes, ours beside PyTorch's in the same minutes.

    ./course bench engine [--rounds N]

A step is what both training loops do for a batch of 32: gather the batch, forward, loss, backward, Adam, read the loss, count the
right answers. Both start from the same weights and data, run on one thread, and take turns: a round is 4 epochs over 2,048 images
(256 steps) of each. First both train 20 steps on one batch, and their losses must agree. A figure is the median over the rounds,
with the smallest and the largest beside it. The exit code says nothing about the figures.

    step    wall time of the round's median step
    CPU     processor time of the whole process per step, its other threads included
"""
import argparse
import pathlib
import statistics
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import beside  # noqa: E402

GOAL = 1.1
WARM_UP = 4  # rounds: by then the JVM has compiled what it will
ROUNDING = 1e-3  # of the loss after 20 steps in single precision, sums taken in another order


def main():
    parser = argparse.ArgumentParser(prog="./course bench engine", description="Measures a training step beside PyTorch.")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    python = beside.peers_python()
    with tempfile.TemporaryDirectory() as folder, \
            beside.Program("ours", beside.java("EngineSteps.java", folder)) as ours, \
            beside.Program("PyTorch", [python, str(beside.HERE / "peers/training.py"), folder]) as peer, \
            beside.Program("PyTorch, fused Adam", [python, str(beside.HERE / "peers/training.py"), folder, "fused"]) as fused:
        print(beside.header(f"PyTorch {peer.ready['version']}"))
        apart = max(abs(a - b) for a, b in zip(ours.ready["losses"], peer.ready["losses"], strict=True))
        if apart > ROUNDING:
            raise SystemExit(f"the losses of both differ by {apart}: they do not train alike, and their times mean nothing")
        first, *_, last = peer.ready["losses"]
        print(f"Same training: over 20 steps the losses, {first:.4f} to {last:.4f}, differ by at most {apart:.1e}.")
        programs = [ours, peer, fused]
        for _ in range(WARM_UP):
            for program in programs:
                program.ask()
        figures = {program.name: [] for program in programs}
        for number in range(1, arguments.rounds + 1):
            for program in programs:
                figures[program.name].append(program.ask())
            print(f"  round {number} of {arguments.rounds}", flush=True)
    beside.table([["", "step", "CPU"], *(
        [name, *(beside.spread([1000 * run[column] for run in runs], "%.2f ms") for column in ("step", "CPU"))] for name, runs in figures.items())])
    medians = {name: {column: statistics.median(run[column] for run in runs) for column in ("step", "CPU")} for name, runs in figures.items()}
    for column in ("step", "CPU"):
        print(f"{column}: {medians['ours'][column] / medians['PyTorch'][column]:.2f} of PyTorch's (goal: at most {GOAL})")
    beside.keep("engine", figures)


if __name__ == "__main__":
    main()
