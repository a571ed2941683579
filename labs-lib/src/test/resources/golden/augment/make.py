# SPDX-License-Identifier: Apache-2.0
"""Writes images.json, resampling.json and class_weights.json beside itself. Needs Pillow, numpy, scikit-learn and imbalanced-learn; run once."""
import json, math, pathlib, re
import numpy as np
import imblearn, PIL, sklearn
from imblearn.over_sampling import ADASYN, SMOTE, BorderlineSMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from PIL import Image, ImageEnhance, ImageOps
from sklearn.neighbors import NearestNeighbors
from sklearn.utils.class_weight import compute_class_weight

here = pathlib.Path(__file__).parent
exact = {"abs": 0.0, "why": "copied pixels"}
rounded = {"abs": 1.0, "why": "Pillow cuts a computed brightness down to a whole level, we round"}
rng = np.random.default_rng(11)
x, y = np.meshgrid(np.linspace(0, 200, 9), np.linspace(0, 50, 7))
pictures = {"noise 8 x 6": rng.integers(0, 256, (6, 8)), "smooth 9 x 7": x + y, "dark 5 x 5": rng.integers(0, 40, (5, 5))}
images = []


def inverse(size, angle, translate, scale, shear):
    """Affine map of torchvision.transforms.functional: _get_inverse_affine_matrix with the centre that affine() takes."""
    r, sx, sy, cx, cy = math.radians(angle), math.radians(shear), 0.0, size[0] * 0.5, size[1] * 0.5
    a, b = math.cos(r - sy) / math.cos(sy), -math.cos(r - sy) * math.tan(sx) / math.cos(sy) - math.sin(r)
    c, d = math.sin(r - sy) / math.cos(sy), -math.sin(r - sy) * math.tan(sx) / math.cos(sy) + math.cos(r)
    m = [v / scale for v in (d, -b, 0.0, -c, a, 0.0)]
    m[2] += m[0] * (-cx - translate[0]) + m[1] * (-cy - translate[1]) + cx
    m[5] += m[3] * (-cx - translate[0]) + m[4] * (-cy - translate[1]) + cy
    return m


def image_case(name, function, arguments, change, tolerance):
    for title, pixels in pictures.items():
        source = Image.fromarray(np.asarray(pixels).astype(np.uint8))
        images.append({"name": f"{name}: {title}", "function": function, "arguments": {"image": np.asarray(source).tolist(), **arguments},
                       "expected": np.asarray(change(source)).tolist(), "tolerance": tolerance})


image_case("mirror", "PIL.ImageOps.mirror", {}, ImageOps.mirror, exact)
image_case("flip", "PIL.ImageOps.flip", {}, ImageOps.flip, exact)
for right, down, fill in [(2, -1, 0), (-3, 2, 77), (99, 0, 9)]:
    image_case(f"shift by {right}, {down}", "PIL.Image.transform", {"right": right, "down": down, "fill": fill},
               lambda i: i.transform(i.size, Image.Transform.AFFINE, (1, 0, -right, 0, 1, -down), Image.Resampling.NEAREST, fillcolor=fill), exact)
for factor in (0.0, 0.5, 1.0, 1.7):
    image_case(f"brightness x {factor}", "PIL.ImageEnhance.Brightness", {"factor": factor}, lambda i: ImageEnhance.Brightness(i).enhance(factor), rounded)
    image_case(f"contrast x {factor}", "PIL.ImageEnhance.Contrast", {"factor": factor}, lambda i: ImageEnhance.Contrast(i).enhance(factor), rounded)
for angle, right, down, zoom, shear, fill in [(30, 0, 0, 1, 0, 0), (-12.5, 1.5, -0.5, 1, 0, 128), (0, 0, 0, 1.4, 0, 0), (0, 0, 0, 0.6, 0, 50), (0, 0, 0, 1, 25, 0),
                                              (50, 0.8, -1.1, 1.2, -10, 200)]:
    image_case(f"affine {angle}, {right}, {down}, {zoom}, {shear}", "torchvision affine on Pillow",
               {"degrees": angle, "right": right, "down": down, "zoom": zoom, "shear": shear, "fill": fill},
               lambda i: i.transform(i.size, Image.Transform.AFFINE, inverse(i.size, angle, (right, down), zoom, shear), Image.Resampling.BILINEAR, fillcolor=fill),
               rounded)
for share in (0.0, 0.3, 1.0):
    image_case(f"blend {share}", "PIL.Image.blend", {"share": share}, lambda i: Image.blend(ImageOps.mirror(i), i, share), rounded)

# Tables: the reference's own draws are written down, so that both sides make the same rows. They repeat the first calls of imbalanced-learn
# on a RandomState with the same seed, and the assertion below holds that they do.
products = {"abs": 1e-12, "why": "one product and one sum of numbers below 10, in another order"}
counted = {"abs": 0.0, "why": "row numbers and counts"}
SEED = 5


def cloud(sizes, columns, spread):
    parts = [rng.normal(centre, spread, (n, columns)) for centre, n in enumerate(sizes)]
    order = rng.permutation(sum(sizes))
    return np.round(np.vstack(parts), 4)[order], np.repeat(np.arange(len(sizes)), sizes)[order]


def neighbours(x, rows, k):
    return NearestNeighbors(n_neighbors=k + 1).fit(x).kneighbors(x[rows], return_distance=False)[:, 1:]


def draws(bases, nns, n):
    state = np.random.RandomState(SEED)
    picks = state.randint(low=0, high=nns.size, size=n)
    return [[int(bases[p // nns.shape[1]]), int(nns[p // nns.shape[1], p % nns.shape[1]]), float(s)] for p, s in zip(picks, state.uniform(size=n))]


cases = []
for title, sizes, columns, spread, k, m in [("40 and 12", [40, 12], 2, 1.0, 5, 10), ("30, 9 and 15", [30, 9, 15], 3, 0.8, 3, 6), ("25 and 4", [25, 4], 2, 1.2, 3, 4)]:
    x, y = cloud(sizes, columns, spread)
    table = {"x": x.tolist(), "y": y.tolist()}
    most = max(sizes)
    result_x, result_y = SMOTE(k_neighbors=k, random_state=SEED).fit_resample(x, y)
    made, origins = [], []
    for c in [c for c, n in enumerate(sizes) if n < most]:
        rows = np.flatnonzero(y == c)
        nns = rows[neighbours(x[rows], slice(None), k)]
        got = draws(rows, nns, most - sizes[c])
        origins += got
        made += [x[b] + s * (x[o] - x[b]) for b, o, s in got]
    assert np.array_equal(np.array(made), result_x[len(x):]), title
    counts = np.bincount(result_y).tolist()
    cases.append({"name": title, "function": "imblearn.over_sampling.SMOTE", "arguments": {**table, "k": k, "origins": origins},
                  "expected": {"rows": result_x[len(x):].tolist(), "counts": counts}, "tolerance": products})
    for c in [c for c, n in enumerate(sizes) if n < most]:
        rows = np.flatnonzero(y == c)
        cases.append({"name": f"{title}: class {c}", "function": "sklearn.neighbors.NearestNeighbors", "arguments": {**table, "rows": rows.tolist(), "k": k},
                      "expected": {"own": rows[neighbours(x[rows], slice(None), k)].tolist(), "all": neighbours(x, rows, k).tolist()}, "tolerance": counted})
    for kind in ("borderline-1", "borderline-2"):
        borderline = BorderlineSMOTE(k_neighbors=k, m_neighbors=m, kind=kind, random_state=SEED)
        result_x, result_y = borderline.fit_resample(x, y)
        cases.append({"name": f"{title}: {kind}", "function": "imblearn.over_sampling.BorderlineSMOTE", "arguments": {**table, "k": k, "m": m, "kind": kind},
                      "expected": {"danger": {str(c): rows.tolist() for c, rows in borderline.in_danger_indices.items()}, "counts": np.bincount(result_y).tolist()}
                      if borderline.in_danger_indices else {"raises": "no row in danger: imbalanced-learn adds none and says nothing"},
                      "tolerance": counted})
    result_x, result_y = ADASYN(n_neighbors=k, random_state=SEED).fit_resample(x, y)
    per_row = {}
    for c in [c for c, n in enumerate(sizes) if n < most]:
        rows = np.flatnonzero(y == c)
        ratio = np.mean(y[neighbours(x, rows, k)] != c, axis=1)
        per_row[str(c)] = np.rint(ratio / ratio.sum() * (most - sizes[c])).astype(int).tolist()
    assert np.bincount(result_y).tolist() == [n + sum(per_row.get(str(c), [])) for c, n in enumerate(sizes)], title
    cases.append({"name": title, "function": "imblearn.over_sampling.ADASYN", "arguments": {**table, "k": k},
                  "expected": {"perRow": per_row, "counts": np.bincount(result_y).tolist()}, "tolerance": counted})
    cases.append({"name": title, "function": "imblearn.over_sampling.RandomOverSampler", "arguments": table,
                  "expected": {"counts": np.bincount(RandomOverSampler(random_state=SEED).fit_resample(x, y)[1]).tolist()}, "tolerance": counted})
    cases.append({"name": title, "function": "imblearn.under_sampling.RandomUnderSampler", "arguments": table,
                  "expected": {"counts": np.bincount(RandomUnderSampler(random_state=SEED).fit_resample(x, y)[1]).tolist()}, "tolerance": counted})
x, y = cloud([31, 8], 2, 1.0)
for ratio in (0.3, 0.5, 1.0):
    table = {"x": x.tolist(), "y": y.tolist(), "ratio": ratio}
    for name, sampler in [("over_sampling.RandomOverSampler", RandomOverSampler), ("under_sampling.RandomUnderSampler", RandomUnderSampler), ("over_sampling.SMOTE", SMOTE)]:
        result = sampler(sampling_strategy=ratio, random_state=SEED).fit_resample(x, y)[1]
        cases.append({"name": f"sampling_strategy={ratio}", "function": f"imblearn.{name}(ratio)", "arguments": table,
                      "expected": {"counts": np.bincount(result).tolist()}, "tolerance": counted})


def write(topic, library, cases):
    text = json.dumps({"topic": topic, "library": library, "cases": cases}, indent=1)
    text = re.sub(r"\[\s+(-?\d[^\[\]]*?)\s+\]", lambda row: "[" + re.sub(r"\s+", " ", row[1]) + "]", text)
    (here / f"{topic}.json").write_text(text + "\n")


weights = [{"name": f"{len(y)} rows", "function": "sklearn.utils.class_weight.compute_class_weight", "arguments": {"y": y},
            "expected": compute_class_weight("balanced", classes=np.unique(y), y=y).tolist(), "tolerance": {"abs": 0.0, "rel": 1e-15, "why": "one division"}}
           for y in ([0, 1], [0, 0, 0, 1], [2, 1, 0, 0, 0, 1, 0, 0, 1, 0], [0] * 875 + [1] * 175 + [2] * 83)]
write("class_weights", f"scikit-learn {sklearn.__version__}", weights)
write("images", f"Pillow {PIL.__version__}, numpy {np.__version__}", images)
write("resampling", f"imbalanced-learn {imblearn.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}", cases)
