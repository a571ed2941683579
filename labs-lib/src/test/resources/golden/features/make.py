# SPDX-License-Identifier: Apache-2.0
"""Makes learning_curve.json and gaussian_nb.json beside this file by scikit-learn 1.9.1, on numbers that the files hold."""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.model_selection import KFold, StratifiedKFold, learning_curve
from sklearn.naive_bayes import BernoulliNB, GaussianNB, MultinomialNB

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


def gaussian(name, seed, rows, weighted=False, **settings):
    random = np.random.default_rng(seed)
    y = random.integers(0, 3, rows)
    x, test = (np.round(random.normal(classes[:, None], 1 + np.arange(4)), 3) for classes in (y, random.integers(0, 3, 6)))
    weights = np.round(random.uniform(0.1, 2, rows), 2) if weighted else None
    model = GaussianNB(**settings).fit(x, y, sample_weight=weights)
    arguments = {"X": x.tolist(), "y": y.tolist(), "X_test": test.tolist(), **settings}
    return {
        "name": name,
        "function": "sklearn.naive_bayes.GaussianNB",
        "arguments": {**arguments, "sample_weight": weights.tolist()} if weighted else arguments,
        "expected": {
            "classes": model.classes_.tolist(),
            "theta": model.theta_.tolist(),
            "var": model.var_.tolist(),
            "joint_log_likelihood": model.predict_joint_log_proba(test).tolist(),
            "log_proba": model.predict_log_proba(test).tolist(),
            "predictions": model.predict(test).tolist(),
        },
        "tolerance": {"abs": 1e-10, "rel": 1e-12, "why": "sums of squares in another order"},
    }


def write(name, topic, cases):
    file = {"topic": topic, "library": f"scikit-learn {sklearn.__version__}", "cases": cases}
    (HERE / name).write_text(json.dumps(file) + "\n", encoding="utf-8")


def main():
    cases = [
        case("five sizes, neighbours as folds", "MultinomialNB", "KFold", 5, [0.1, 0.33, 0.55, 0.78, 1.0], 1, 60),
        case("stratified folds of unequal size", "MultinomialNB", "StratifiedKFold", 4, [0.2, 0.5, 0.99], 2, 50),
        case("sizes cut down to whole rows, equal ones taken once", "BernoulliNB", "KFold", 3, [0.101, 0.11, 0.12, 0.9], 3, 40),
    ]
    write("learning_curve.json", "learning curves", cases)
    cases = [
        gaussian("defaults", 4, 30),
        gaussian("smoothed by a tenth", 5, 30, var_smoothing=0.1),
        gaussian("given prior", 6, 30, priors=[0.2, 0.3, 0.5]),
        gaussian("weighted samples", 7, 30, weighted=True),
    ]
    write("gaussian_nb.json", "naive Bayes on numbers", cases)


if __name__ == "__main__":
    main()
