#!/usr/bin/python3
"""Writes accuracy.json: how well scikit-learn's networks do with their defaults, for `accuracy` of the benchmark program.

    apt-get install python3-numpy python3-sklearn libopenblas0-pthread
    /usr/bin/python3 tests/ShallowNet.Benchmarks/accuracy.py

Cross-validation of 5 folds, repeated with other folds and other initial weights; the seed of both is the repeat's number. The folds
are those of Split.StratifiedKFold and Split.KFold. Scores are the accuracy, or R² of the diabetes data. "diabetes, scaled target" is
the same regressor on a standardized target. A standard error takes the scores of all folds as independent, which folds of the same
samples are not quite. Seconds are of one fold, fit and score, on one thread.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json
import platform
import time
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "samples" / "data"
FOLDS, REPEATS = 5, 10


def labelled(file, header):
    table = np.loadtxt(DATA / file, delimiter=",", skiprows=1 if header else 0)
    return table[:, :-1], table[:, -1].astype(int)


def diabetes():
    return np.loadtxt(DATA / "diabetes_data_raw.csv.gz"), np.loadtxt(DATA / "diabetes_target.csv.gz")


def classifier(seed):
    return make_pipeline(StandardScaler(), MLPClassifier(random_state=seed))


def regressor(seed):
    return make_pipeline(StandardScaler(), MLPRegressor(random_state=seed))


def regressor_of_scaled_target(seed):
    return TransformedTargetRegressor(regressor(seed), transformer=StandardScaler())


def measure(X, y, folds, model):
    scores, seconds, not_converged = [], 0, 0
    for repeat in range(REPEATS):
        scores.append([])
        for train, test in folds(FOLDS, shuffle=True, random_state=repeat).split(X, y):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always", ConvergenceWarning)
                start = time.perf_counter()
                score = model(repeat).fit(X[train], y[train]).score(X[test], y[test])
                seconds += time.perf_counter() - start
            not_converged += sum(issubclass(warning.category, ConvergenceWarning) for warning in caught)
            scores[-1].append(round(float(score), 12))
    return {
        "mean": float(np.mean(scores)),
        "standardError": float(np.std(scores, ddof=1) / np.sqrt(np.size(scores))),
        "notConverged": not_converged,
        "seconds": seconds / np.size(scores),
        "scores": scores,
    }


results = {
    "breast cancer": measure(*labelled("breast_cancer.csv", True), StratifiedKFold, classifier),
    "iris": measure(*labelled("iris.csv", True), StratifiedKFold, classifier),
    "wine": measure(*labelled("wine_data.csv", True), StratifiedKFold, classifier),
    "digits": measure(*labelled("digits.csv.gz", False), StratifiedKFold, classifier),
    "diabetes": measure(*diabetes(), KFold, regressor),
    "diabetes, scaled target": measure(*diabetes(), KFold, regressor_of_scaled_target),
}
for name, result in results.items():
    print(f"{name:<24}{result['mean']:8.4f} ± {result['standardError']:.4f}{result['seconds']:8.3f} s"
          f"{result['notConverged']:4d} of {FOLDS * REPEATS} did not converge")
versions = {"python": platform.python_version(), "numpy": np.__version__, "sklearn": sklearn.__version__}
document = {"versions": versions, "folds": FOLDS, "repeats": REPEATS, "results": results}
lines = json.dumps(document, indent=1, ensure_ascii=False).replace(",\n     ", ", ").replace("[\n     ", "[").replace("\n    ]", "]")
(HERE / "accuracy.json").write_text(lines + "\n")
