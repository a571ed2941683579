# SPDX-License-Identifier: Apache-2.0
"""Writes moments.json and histograms.json beside itself. Needs numpy and scipy; run once, the tests read only the files."""
import json, pathlib
import numpy as np
import scipy, scipy.stats

rng = np.random.default_rng(7)
columns = {
    "1 to 5": [1.0, 2.0, 3.0, 4.0, 5.0],
    "skewed": [0.5, 0.7, 1.0, 1.1, 1.3, 2.0, 4.5, 12.25],
    "with NaN": [3.0, float("nan"), -1.0, 8.0, float("nan"), 2.5],
    "far from zero": [1e6 + x for x in (0.25, 0.5, 1.75, 3.0, -2.0, 0.0)],
    "normal, 200": [round(x, 6) for x in rng.normal(10, 3, 200).tolist()],
    "exponential, 300": [round(x, 6) for x in rng.exponential(2, 300).tolist()],
    "constant": [4.2] * 7,
    "one value": [3.5],
}
plain = lambda x: "NaN" if np.isnan(x) else float(x)
listed = lambda values: [plain(v) for v in values]
sums = {"abs": 1e-12, "rel": 1e-9, "why": "fourth powers of distances from the mean, summed in another order"}
exact = {"abs": 0.0, "why": "counts and copied values"}
moments, histograms = [], []
with np.errstate(all="ignore"):
    for name, values in columns.items():
        x = np.array(values)
        kept = x[~np.isnan(x)]
        moments.append({"name": name, "function": "numpy and scipy moments", "arguments": {"values": listed(values)}, "expected": {
            "count": len(kept), "nan": int(np.isnan(x).sum()), "mean": plain(np.nanmean(x)), "variance0": plain(np.nanvar(x)),
            "variance1": plain(np.nanvar(x, ddof=1)), "skewness": plain(scipy.stats.skew(kept)),
            "kurtosis": plain(scipy.stats.kurtosis(kept)), "min": plain(np.nanmin(x)), "max": plain(np.nanmax(x))}, "tolerance": sums})
        qs = [0.0, 0.01, 0.25, 0.5, 0.75, 0.9, 1.0]
        moments.append({"name": name + ": quantiles", "function": "numpy.quantile", "arguments": {"values": listed(kept), "q": qs},
            "expected": listed(np.quantile(kept, qs, method="inverted_cdf")), "tolerance": exact})
for name, values, edges in [
    ("right edge belongs to the last bin", [0, 1, 1, 2, 3], [0, 1, 2, 3]),
    ("outside is left out", [-1, 0, 0.5, 2.999, 3, 3.0001], [0, 1, 3]),
    ("uneven edges", columns["normal, 200"], [0, 5, 8, 9.5, 10, 10.5, 12, 20]),
    ("infinite edges", columns["skewed"], [float("-inf"), 1, 2, float("inf")]),
]:
    text = [("-" if e < 0 else "") + "Infinity" if np.isinf(e) else float(e) for e in edges]
    histograms.append({"name": name, "function": "numpy.histogram", "arguments": {"values": listed(values), "edges": text},
        "expected": np.histogram(values, edges)[0].tolist(), "tolerance": exact})
here = pathlib.Path(__file__).parent
library = f"numpy {np.__version__}, scipy {scipy.__version__}"
for topic, cases in (("moments", moments), ("histograms", histograms)):
    (here / f"{topic}.json").write_text(json.dumps({"topic": topic, "library": library, "cases": cases}, indent=1, allow_nan=False) + "\n")
