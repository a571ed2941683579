# SPDX-License-Identifier: Apache-2.0
"""scikit-learn's side of `./course bench evaluation`: the usual loop over resampled rows, a round for every line on standard input.

    python evaluation.py FOLDER SIZE...    FOLDER as bench/ours/EvaluationRounds.java wrote it
"""
import json
import pathlib
import sys
import time

import numpy as np
import sklearn
from sklearn.metrics import accuracy_score, balanced_accuracy_score, log_loss, roc_auc_score

RESAMPLES = {100_000: 40}  # and 10 of larger samples: a resample takes as long whichever it is
METRICS = {"accuracy": (accuracy_score, "labels"), "balanced accuracy": (balanced_accuracy_score, "labels"),
           "ROC AUC": (roc_auc_score, "scores"), "log loss": (log_loss, "scores")}


def metrics(truth, given):
    return {name: float(metric(truth, given[of])) for name, (metric, of) in METRICS.items()}


def timed(work):
    begin = time.perf_counter()
    answer = work()
    return time.perf_counter() - begin, answer


def bootstrap(metric, truth, given, resamples, rng):
    """What a notebook does: draw rows, score them, take percentiles."""
    found = np.empty(resamples)
    for i in range(resamples):
        rows = rng.integers(0, len(truth), len(truth))
        found[i] = metric(truth[rows], given[rows])
    return np.percentile(found, [2.5, 97.5]).tolist()


def round_of(truth, given):
    resamples, rng = RESAMPLES.get(len(truth), 10), np.random.default_rng(42)
    figures = {"metrics": timed(lambda: metrics(truth, given))[0], "intervals": {}}
    for name, (metric, of) in METRICS.items():
        seconds, figures["intervals"][name] = timed(lambda: bootstrap(metric, truth, given[of], resamples, rng))
        figures[name] = seconds / resamples
    return figures


def main(folder, sizes):
    samples = {}
    for size in sizes:
        truth = np.fromfile(folder / f"{size}.labels", dtype=np.int8).astype(np.int64)
        scores = np.fromfile(folder / f"{size}.scores", dtype="<f8")
        samples[size] = truth, {"scores": scores, "labels": (scores >= 0.5).astype(np.int64)}
    print(json.dumps({"version": sklearn.__version__, **{size: metrics(*sample) for size, sample in samples.items()}}), flush=True)
    for line in sys.stdin:
        print(json.dumps(round_of(*samples[line.strip()])), flush=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
