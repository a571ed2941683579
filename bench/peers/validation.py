# SPDX-License-Identifier: Apache-2.0
"""TFDV's side of `./course bench validation`.

    python validation.py csv FILE OUT          TFDV's own reader of CSV
    python validation.py dataframe FILE OUT    pandas reads, TFDV describes the DataFrame
    python validation.py same OURS THEIRS csv|dataframe

The first two leave the message in OUT and say how long it took, without imports; the last compares two such files.
"""
import json
import os
import pathlib
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import pandas as pd  # noqa: E402
import tensorflow_data_validation as tfdv  # noqa: E402
from tensorflow_metadata.proto.v0 import statistics_pb2  # noqa: E402

SKETCHED = 1024  # distinct texts up to which the DataFrame path counts exactly
ROUNDING = {"csv": 1e-9, "dataframe": 1e-6}  # of a mean; the CSV path rounds decimals to float32 first, the DataFrame path does not


def computed(path, file, out):
    start = time.perf_counter()
    if path == "csv":
        statistics = tfdv.generate_statistics_from_csv(file)
    else:
        statistics = tfdv.generate_statistics_from_dataframe(pd.read_csv(file))
    seconds = time.perf_counter() - start
    pathlib.Path(out).write_bytes(statistics.SerializeToString())
    return {"seconds": seconds, "version": tfdv.__version__}


def read(file):
    message = statistics_pb2.DatasetFeatureStatisticsList.FromString(pathlib.Path(file).read_bytes())
    return {feature.path.step[0]: feature for feature in message.datasets[0].features}, message.datasets[0].num_examples


def differences(ours, theirs, path):
    """What is not the same, in words. Quantiles are approximate on both sides and are not looked at."""
    (ours, ours_n), (theirs, theirs_n) = read(ours), read(theirs)
    if ours_n != theirs_n or list(ours) != list(theirs):
        yield f"{ours_n} rows of {list(ours)} against {theirs_n} of {list(theirs)}"
        return
    for name, mine in ours.items():
        its = theirs[name]
        kind = mine.WhichOneof("stats")
        if kind != its.WhichOneof("stats"):
            yield f"{name}: {kind} against {its.WhichOneof('stats')}"
            continue
        a, b = getattr(mine, kind), getattr(its, kind)
        for what in ("num_non_missing", "num_missing", "tot_num_values"):
            if getattr(a.common_stats, what) != getattr(b.common_stats, what):
                yield f"{name}: {what} {getattr(a.common_stats, what)} against {getattr(b.common_stats, what)}"
        if kind == "num_stats":
            for what in ("mean", "std_dev", "min", "max", "num_zeros"):
                x, y = getattr(a, what), getattr(b, what)
                if abs(x - y) > ROUNDING[path] * max(1, abs(y)):
                    yield f"{name}: {what} {x} against {y}"
        elif path == "csv" or b.unique <= SKETCHED:
            if a.unique != b.unique:
                yield f"{name}: {a.unique} distinct values against {b.unique}"
            top = [[(v.value, v.frequency) for v in s.top_values] for s in (a, b)]
            if top[0] != top[1]:
                yield f"{name}: top values {top[0][:3]} ... against {top[1][:3]} ..."


if __name__ == "__main__":
    print(json.dumps({"differences": list(differences(*sys.argv[2:]))} if sys.argv[1] == "same" else computed(*sys.argv[1:])))
