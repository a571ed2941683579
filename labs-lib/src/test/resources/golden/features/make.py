# SPDX-License-Identifier: Apache-2.0
"""Makes learning_curve.json beside this file: learning curves of scikit-learn 1.9.1 on counts that the file holds."""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.model_selection import KFold, StratifiedKFold, learning_curve
from sklearn.naive_bayes import BernoulliNB, MultinomialNB

HERE = pathlib.Path(__file__).parent
FOLDS = {"KFold": KFold, "StratifiedKFold": StratifiedKFold}
MODELS = {"MultinomialNB": MultinomialNB, "BernoulliNB": BernoulliNB}


def case(name, model, folds, n_splits, train_sizes, seed, rows):
    random = np.random.default_rng(seed)
    y = random.integers(0, 3, rows)
    x = random.poisson(1 + (np.arange(6) % 3 == y[:, None]), (rows, 6))
    sizes, train, test = learning_curve(MODELS[model](), x, y, cv=FOLDS[folds](n_splits), train_sizes=train_sizes)
    return {
        "name": name,
        "function": "sklearn.model_selection.learning_curve",
        "arguments": {"model": model, "cv": folds, "n_splits": n_splits, "train_sizes": train_sizes, "X": x.tolist(), "y": y.tolist()},
        "expected": {"train_sizes_abs": sizes.tolist(), "train_scores": train.tolist(), "test_scores": test.tolist()},
        "tolerance": {"abs": 1e-12, "why": "accuracies: quotients of counts"},
    }


def main():
    cases = [
        case("five sizes, neighbours as folds", "MultinomialNB", "KFold", 5, [0.1, 0.33, 0.55, 0.78, 1.0], 1, 60),
        case("stratified folds of unequal size", "MultinomialNB", "StratifiedKFold", 4, [0.2, 0.5, 0.99], 2, 50),
        case("sizes cut down to whole rows, equal ones taken once", "BernoulliNB", "KFold", 3, [0.101, 0.11, 0.12, 0.9], 3, 40),
    ]
    file = {"topic": "learning curves", "library": f"scikit-learn {sklearn.__version__}", "cases": cases}
    (HERE / "learning_curve.json").write_text(json.dumps(file) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
