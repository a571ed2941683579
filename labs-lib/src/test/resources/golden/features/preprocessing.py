# SPDX-License-Identifier: Apache-2.0
"""Makes preprocessing.json: scikit-learn on random rows, where the hand-made cases of sk_*.json do not reach.

pip install scikit-learn==1.9.1; python preprocessing.py > preprocessing.json
"""

import json
import math
import warnings

import numpy as np
import sklearn
from sklearn.impute import KNNImputer
from sklearn.preprocessing import (
    KBinsDiscretizer,
    OneHotEncoder,
    OrdinalEncoder,
    PowerTransformer,
    QuantileTransformer,
    SplineTransformer,
    StandardScaler,
    TargetEncoder,
)

warnings.filterwarnings("ignore")
rng = np.random.default_rng(9)
cases = []


def plain(x):
    if isinstance(x, dict):
        return {key: plain(value) for key, value in x.items()}
    if isinstance(x, np.ndarray):
        x = x.tolist()
    if isinstance(x, (list, tuple)):
        return [plain(value) for value in x]
    if isinstance(x, float) and not math.isfinite(x):
        return "NaN" if math.isnan(x) else "Infinity" if x > 0 else "-Infinity"
    return x.item() if isinstance(x, np.generic) else x


def case(function, name, arguments, expected, tolerance=1e-9):
    cases.append({
        "name": name, "function": "sklearn." + function, "arguments": plain(arguments), "expected": plain(expected),
        "tolerance": {"abs": tolerance, "rel": tolerance},
    })


def numeric(estimator, function, name, fit, transform, arguments, attributes=(), weights=None, **more):
    fitted = estimator.fit(fit) if weights is None else estimator.fit(fit, sample_weight=weights)
    expected = {key: list(getattr(fitted, key)) for key in attributes}
    expected |= {"transformed": fitted.transform(fit), "served": fitted.transform(transform)}
    arguments = {"fit": fit, "transform": transform} | arguments
    if weights is not None:
        arguments["sample_weight"] = weights
    case(function, name, arguments, expected, **more)


def column(n, skewed):
    x = rng.normal(size=(n, 1))
    return np.round(np.exp(2 * x) if skewed else x, 6)


x, y = np.hstack([column(30, False), column(30, True)]), np.hstack([column(6, False), column(6, True)])
weights = rng.integers(1, 5, 30).astype(float)
for strategy in ("kmeans", "quantile", "uniform"):
    for bins in (3, 6):
        for w in (None, weights):
            numeric(KBinsDiscretizer(bins, encode="ordinal", strategy=strategy, subsample=None), "preprocessing.KBinsDiscretizer",
                    f"{bins} bins by {strategy}, {'weighted' if w is not None else 'plain'}", x, y,
                    {"n_bins": bins, "strategy": strategy}, ["bin_edges_"], w)
long = column(400, False)
numeric(KBinsDiscretizer(4, encode="ordinal", strategy="kmeans", subsample=None), "preprocessing.KBinsDiscretizer",
        "k-means that stops before it is at rest", long, y[:, :1], {"n_bins": 4, "strategy": "kmeans"}, ["bin_edges_"])
for extrapolation in ("constant", "linear", "continue", "periodic"):
    numeric(SplineTransformer(6, 2, knots="quantile", extrapolation=extrapolation), "preprocessing.SplineTransformer",
            f"splines, {extrapolation}", x, y,
            {"n_knots": 6, "degree": 2, "knots": "quantile", "extrapolation": extrapolation})
for output in ("uniform", "normal"):
    numeric(QuantileTransformer(n_quantiles=11, output_distribution=output, subsample=None), "preprocessing.QuantileTransformer",
            f"quantiles, {output}", x[:, :1], y[:, :1], {"n_quantiles": 11, "output_distribution": output})
numeric(PowerTransformer(), "preprocessing.PowerTransformer", "powers", x, y,
        {"method": "yeo-johnson", "standardize": True}, ["lambdas_"], tolerance=1e-5)
numeric(StandardScaler(), "preprocessing.StandardScaler", "weights", x, y, {}, ["mean_", "var_", "scale_"], weights)
gaps = np.hstack([x, column(30, False)])
gaps[rng.random(gaps.shape) < 0.3] = np.nan
later = np.hstack([y, column(6, False)])
later[rng.random(later.shape) < 0.4] = np.nan
for neighbours in (1, 4):
    for kind in ("uniform", "distance"):
        numeric(KNNImputer(n_neighbors=neighbours, weights=kind, add_indicator=True), "impute.KNNImputer",
                f"{neighbours} neighbours, {kind}", gaps, later,
                {"n_neighbors": neighbours, "weights": kind, "add_indicator": True})

letters = np.array(list("abcdefgh"))
rows = np.c_[letters[np.minimum(rng.integers(0, 6, 25), rng.integers(0, 6, 25))], letters[rng.integers(0, 3, 25)]].astype(object)
others = np.c_[letters[rng.integers(0, 8, 8)], letters[rng.integers(0, 4, 8)]].astype(object)
for most in (1, 2, 3, 4):
    for least in (None, 5):
        options = {"max_categories": most} | ({"min_frequency": least} if least else {})
        for drop in (None, "first", "if_binary"):
            arguments = options | {"handle_unknown": "infrequent_if_exist"} | ({"drop": drop} if drop else {})
            encoder = OneHotEncoder(sparse_output=False, **arguments).fit(rows)
            case("preprocessing.OneHotEncoder", f"one-hot {arguments}", {"fit": rows, "transform": others} | arguments,
                 {"transformed": encoder.transform(rows), "served": encoder.transform(others),
                  "names": encoder.get_feature_names_out(["c0", "c1"])})
        encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, **options).fit(rows)
        case("preprocessing.OrdinalEncoder", f"ordinal {options}", {"fit": rows, "transform": others, "unknown_value": -1} | options,
             {"transformed": encoder.transform(rows), "served": encoder.transform(others)})
target = rng.integers(0, 3, 25)
for smooth in ("auto", 2.5):
    encoder = TargetEncoder(target_type="multiclass", smooth=smooth, cv=4, shuffle=False)
    crossed = encoder.fit_transform(rows, target)
    case("preprocessing.TargetEncoder", f"two columns, three classes, smooth {smooth}",
         {"fit": rows, "transform": others, "y": target, "smooth": smooth, "target_type": "multiclass", "cv": 4},
         {"cross_fitted": crossed, "encodings_": encoder.encodings_, "served": encoder.transform(others),
          "target_mean_": encoder.target_mean_})

print(json.dumps({"topic": "preprocessing", "library": f"scikit-learn {sklearn.__version__}", "cases": cases}))
