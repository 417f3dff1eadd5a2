#!/usr/bin/python3
"""Writes accuracy.json: how well scikit-learn's networks do with their defaults, for `accuracy` of the benchmark program.

    apt-get install python3-numpy python3-sklearn libopenblas0-pthread
    /usr/bin/python3 tests/ShallowNet.Benchmarks/accuracy.py

Cross-validation of 5 folds, repeated with other folds and other initial weights; the seed of both is the repeat's number. The folds
are those of Split.StratifiedKFold and Split.KFold. The scores of a classifier are its accuracy, its log loss with probabilities cut at
1e-6, and the area under the ROC curve where there are two classes; those of a regressor are R², the root mean squared error and the mean
absolute error. "scaled target" is the same regressor on a standardized target. A standard error takes the scores of all folds as
independent, which folds of the same samples are not quite. Seconds are of one fold, fit and score, on one thread.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json
import platform
import re
import time
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.compose import TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score, roc_auc_score
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


def scores_of_classes(model, X, y):
    probabilities = model.predict_proba(X)
    of_label = np.maximum(probabilities[np.arange(len(y)), np.searchsorted(model.classes_, y)], 1e-6)
    area = roc_auc_score(y, probabilities[:, 1]) if len(model.classes_) == 2 else None
    return [model.score(X, y), -np.log(of_label).mean(), area]


def scores_of_numbers(model, X, y):
    predicted = model.predict(X)
    return [r2_score(y, predicted), mean_squared_error(y, predicted) ** 0.5, mean_absolute_error(y, predicted)]


def measure(X, y, folds, model, scores_of):
    scores, seconds, not_converged = [], 0, 0
    for repeat in range(REPEATS):
        scores.append([])
        for train, test in folds(FOLDS, shuffle=True, random_state=repeat).split(X, y):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always", ConvergenceWarning)
                start = time.perf_counter()
                fitted = model(repeat).fit(X[train], y[train])
                fitted.score(X[test], y[test])
                seconds += time.perf_counter() - start
            not_converged += sum(issubclass(warning.category, ConvergenceWarning) for warning in caught)
            scores[-1].append([None if score is None else round(float(score), 12) for score in scores_of(fitted, X[test], y[test])])
    # Of a list of lists, one for each score; a score that there is not stays None.
    each = [None if column[0] is None else np.array(column) for column in zip(*sum(scores, []))]
    return {
        "mean": [None if e is None else float(e.mean()) for e in each],
        "standardError": [None if e is None else float(e.std(ddof=1) / np.sqrt(e.size)) for e in each],
        "notConverged": not_converged,
        "seconds": seconds / (FOLDS * REPEATS),
        "scores": scores,
    }


def classify(file, header):
    return {"scikit-learn MLP": measure(*labelled(file, header), StratifiedKFold, classifier, scores_of_classes)}


results = {
    "breast cancer": classify("breast_cancer.csv", True),
    "iris": classify("iris.csv", True),
    "wine": classify("wine_data.csv", True),
    "digits": classify("digits.csv.gz", False),
    "diabetes": {
        "scikit-learn MLP": measure(*diabetes(), KFold, regressor, scores_of_numbers),
        "scikit-learn MLP, scaled target": measure(*diabetes(), KFold, regressor_of_scaled_target, scores_of_numbers),
    },
}
for name, peers in results.items():
    for peer, result in peers.items():
        means = "".join(f"{'-' if mean is None else f'{mean:.4f} ± {error:.4f}':<20}" for mean, error in zip(result["mean"], result["standardError"]))
        print(f"{name:<15}{peer:<33}{means}{result['seconds']:8.3f} s{result['notConverged']:4d} of {FOLDS * REPEATS} did not converge")
versions = {"python": platform.python_version(), "numpy": np.__version__, "sklearn": sklearn.__version__}
document = {"versions": versions, "folds": FOLDS, "repeats": REPEATS, "results": results}
# A line for each fold.
lines = re.sub(r"\[\s+([^\[\]]+?)\s+\]", lambda row: "[" + re.sub(r",\s+", ", ", row[1]) + "]", json.dumps(document, indent=1, ensure_ascii=False))
(HERE / "accuracy.json").write_text(lines + "\n")
