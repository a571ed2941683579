# SPDX-License-Identifier: Apache-2.0
"""Writes drift_tests.json beside itself. Needs numpy and scipy; run once, the tests read only the file."""
import json, pathlib
import numpy as np
import scipy
from scipy import stats
from scipy.spatial.distance import jensenshannon

EXACT = {"rel": 1e-9, "why": "the same additions in another order, over up to 60,000 steps"}
# Commons Math's kolmogorov distribution below 140 rows and Pelz-Good's series above are within 1e-10 of SciPy's.
ASYMPTOTIC = {"rel": 1e-8, "abs": 1e-9, "why": "another expansion of the same distribution"}
cases = []


def add(name, function, arguments, expected, tolerance):
    cases.append({"name": name, "function": function, "arguments": arguments, "expected": expected, "tolerance": tolerance})


draw = np.random.default_rng(8)
pairs = {
    "four and three": ([.2, .5, .9, 1.1], [.1, .4, .7]),
    "one and one": ([1.0], [2.0]),
    "apart": ([1., 2, 3, 4, 5], [6., 7, 8, 9, 10, 11, 12]),
    "equal": ([1., 2, 3], [1., 2, 3]),
    "tied whole numbers": ([1., 1, 2, 2, 3, 3, 3, 4], [2., 2, 3, 4, 4, 4, 5, 5, 5]),
    "fifty and seventy": (draw.normal(size=50).round(6).tolist(), draw.normal(.4, size=70).round(6).tolist()),
    "two hundred and three hundred": (draw.normal(size=200).round(6).tolist(), draw.normal(.5, 1.5, size=300).round(6).tolist()),
    "hundred of each": (draw.exponential(size=100).round(6).tolist(), draw.exponential(size=100).round(6).tolist()),
}
for name, (x, y) in pairs.items():
    for mode in ("exact", "asymp"):
        if mode == "asymp" and len(x) == 1:
            continue  # SciPy rounds half a row to none and answers NaN
        found = stats.ks_2samp(x, y, method=mode)
        add(f"{name}, {mode}", "scipy.stats.ks_2samp", {"x": x, "y": y, "method": mode},
            {"statistic": float(found.statistic), "pvalue": float(found.pvalue)}, EXACT if mode == "exact" else ASYMPTOTIC)
    add(name, "scipy.stats.wasserstein_distance", {"x": x, "y": y}, float(stats.wasserstein_distance(x, y)), {"rel": 1e-12, "abs": 1e-15})
for n, d in ((1, .7), (2, .4), (5, .3), (10, .5), (100, .05), (100, .2), (139, .1), (500, .04), (5000, .01), (5000, .03), (5210, .012),
             (100000, .004), (2000000, .001)):
    # Maag and Dicaire's tail beyond 1,000,000 rows is good to about 1 / n.
    add(f"n = {n}, d = {d}", "scipy.stats.kstwo.sf", {"n": 2 * n, "m": 2 * n, "d": d}, float(stats.kstwo.sf(d, n)),
        ASYMPTOTIC if n <= 1000000 else {"rel": 1e-5, "why": "a series in 1 / n"})
tables = {
    "Evidently's fruit": [[16, 18, 16, 14, 12, 12], [16, 16, 16, 16, 16, 8]],
    "two values": [[10, 20], [25, 15]],
    "two values, nearly alike": [[100, 200], [101, 199]],
    "few rows": [[3, 1, 0, 2], [1, 4, 2, 0]],
    "many rows": [[22282, 2477, 817, 252, 220], [5534, 647, 222, 59, 51]],
    "far apart": [[1000, 10, 5], [900, 200, 60]],
}
for name, table in tables.items():
    for correction in (False, True):
        found = stats.chi2_contingency(table, correction=correction)
        add(f"{name}{', corrected' if correction else ''}", "scipy.stats.chi2_contingency", {
            "first": table[0], "second": table[1], "correction": "YATES" if correction else "NONE"}, {
            "statistic": float(found.statistic), "pvalue": float(found.pvalue), "dof": int(found.dof),
            "smallest_expected": float(found.expected_freq.min()), "share_below_5": float((found.expected_freq < 5).mean())},
            {"rel": 1e-10, "why": "sums of at most 12 terms and an incomplete gamma function"})
    add(name, "scipy.spatial.distance.jensenshannon", {"first": table[0], "second": table[1], "base": 2, "squared": True},
        float(jensenshannon(table[0], table[1], base=2) ** 2), {"rel": 1e-9, "abs": 1e-16, "why": "SciPy takes a root, which is squared here"})

here = pathlib.Path(__file__).parent
with open(here / "drift_tests.json", "w") as out:
    out.write('{"topic": "two-sample tests and distances", "library": "scipy %s, numpy %s", "cases": [\n' % (scipy.__version__, np.__version__))
    out.write(",\n".join(json.dumps(c) for c in cases) + "\n]}\n")
print(len(cases))
