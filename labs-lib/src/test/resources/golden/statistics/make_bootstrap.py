# SPDX-License-Identifier: Apache-2.0
"""Writes bootstrap.json beside itself. Needs numpy and scipy; run once, the tests read only the file."""
import json, pathlib
import numpy as np
import scipy, scipy.stats

RESAMPLES = 200_000
# The end of a 95 % interval is a quantile of the draws: its standard error is sqrt(q(1-q)/B)/density, 2.7/sqrt(B) standard deviations
# for a normal one. Twice (both sides draw), five of these, and as much again for densities that are lower in a skewed tail.
NOISE = 2 * 5 * 2.7 * np.sqrt(2 / RESAMPLES)
samples = {
    "skewed": [0.5, 0.7, 1.0, 1.1, 1.3, 2.0, 4.5, 12.25, 0.2, 0.9, 3.3, 6.1],
    "symmetric": [-3.1, -2.0, -1.2, -0.4, 0.0, 0.4, 1.2, 2.0, 3.1],
    "right and wrong": [1.0] * 34 + [0.0] * 6,
}
statistics = {"mean": np.mean, "standard deviation": np.std}
cases = []
for sample, values in samples.items():
    for name, statistic in statistics.items():
        for method in ("percentile", "BCa"):
            found = scipy.stats.bootstrap((np.array(values),), statistic, n_resamples=RESAMPLES, batch=1000, method=method, vectorized=True,
                                          rng=np.random.default_rng(11))
            low, high = found.confidence_interval
            cases.append({"name": f"{sample}: {name}, {method}", "function": "scipy.stats.bootstrap", "arguments": {
                "values": values, "statistic": name, "method": method, "n_resamples": RESAMPLES}, "expected": {
                "low": float(low), "high": float(high), "standardError": float(found.standard_error)}, "tolerance": {
                "abs": float(NOISE * found.standard_error) if sample != "right and wrong" or name != "mean" else 0.025001,
                "why": "both sides draw at random; a share of 40 moves in steps of 0.025" if sample == "right and wrong" and name == "mean"
                       else "both sides draw at random: ten standard errors of a quantile of the draws"}})
here = pathlib.Path(__file__).parent
(here / "bootstrap.json").write_text(json.dumps({"topic": "bootstrap", "library": f"scipy {scipy.__version__}", "cases": cases}, indent=1) + "\n")
