# SPDX-License-Identifier: Apache-2.0
"""Writes dummy_classifier.json beside itself. Needs scikit-learn and numpy; run once."""
import json, pathlib, re
import numpy as np
import sklearn
from sklearn.dummy import DummyClassifier

exact = {"abs": 0.0, "rel": 1e-15, "why": "one division"}
cases = []
labels = {"3 to 1": [0, 0, 0, 1], "a tie": [2, 1, 1, 2, 0], "texts": ["cat", "dog", "cat", "bird", "cat", "dog"], "one class": [4, 4], "shares 8750, 1749, 825": [0] * 875 + [1] * 175 + [2] * 83}
for name, y in labels.items():
    for strategy in ("most_frequent", "prior", "uniform", "constant"):
        constant = y[-1] if strategy == "constant" else None
        model = DummyClassifier(strategy=strategy, constant=constant, random_state=0).fit(np.zeros((len(y), 1)), y)
        rows = np.zeros((2, 1))
        expected = {"classes": model.classes_.tolist(), "prior": model.class_prior_.tolist(), "proba": model.predict_proba(rows).tolist(),
                    "predict": None if strategy == "uniform" else model.predict(rows).tolist()}
        arguments = {"y": y, "strategy": strategy} | ({"constant": constant} if strategy == "constant" else {})
        cases.append({"name": f"{strategy}, {name}", "function": "sklearn.dummy.DummyClassifier", "arguments": arguments, "expected": expected, "tolerance": exact})
cases.append({"name": "a constant that is no class", "function": "sklearn.dummy.DummyClassifier", "arguments": {"y": [0, 1], "strategy": "constant", "constant": 7},
              "expected": {"raises": "ValueError"}, "tolerance": exact})
text = json.dumps({"topic": "dummy_classifier", "library": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}", "cases": cases}, indent=1)
text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda row: "[" + re.sub(r"\s+", " ", row[1]) + "]", text)
pathlib.Path(__file__).with_name("dummy_classifier.json").write_text(text + "\n")
