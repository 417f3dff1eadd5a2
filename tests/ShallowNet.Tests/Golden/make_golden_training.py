#!/usr/bin/python3
"""Writes the golden numbers of trainings that have one answer: NumPy's least squares, and scikit-learn's logistic regressions.

    apt-get install python3-numpy python3-sklearn
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_training.py

Made with NumPy 1.24.2 and scikit-learn 1.2.1. ShallowNet's λ is 1/C; it penalizes weights, and biases not, as scikit-learn does.
"""
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from golden import write

DATA = Path(__file__).resolve().parents[3] / "samples" / "data"


def standardized(name):
    table = np.loadtxt(DATA / name, delimiter=",", skiprows=1)
    X = table[:, :-1]
    return (X - X.mean(axis=0)) / X.std(axis=0), table[:, -1].astype(int)


def least_squares():
    """W and b of Y ≈ X Wᵀ + b with the squared error ½‖ŷ − y‖², plain, with λ = 3, and with weights."""
    random = np.random.RandomState(4)
    X, noise = random.randn(60, 3), random.randn(60, 2)
    Y = X @ np.array([[1.0, -2.0], [0.5, 3.0], [0.0, 1.0]]) + 4 + noise
    weights = random.randint(0, 4, 60).astype(float)
    A = np.hstack([X, np.ones((60, 1))])

    def solve(w, penalty):
        P = np.diag([penalty] * 3 + [0.0])
        solution = np.linalg.solve(A.T @ (w[:, None] * A) + P, A.T @ (w[:, None] * Y))
        return {"W": solution[:3].T.tolist(), "b": solution[3:].T.tolist()}

    return {
        "X": X.T.tolist(), "Y": Y.T.tolist(), "weights": weights.tolist(),
        "plain": solve(np.ones(60), 0.0), "penalized": solve(np.ones(60), 3.0), "weighted": solve(weights, 0.0),
    }


def fitted(X, y, penalty, **options):
    model = LogisticRegression(C=1 / penalty, solver="newton-cg", tol=1e-7, max_iter=1000)
    model.fit(X, y, **options)
    return {"L2": penalty, "W": model.coef_.tolist(), "b": model.intercept_.reshape(-1, 1).tolist()}


def logistic():
    X, y = standardized("breast_cancer.csv")
    weights = 1.0 + np.arange(len(y)) % 3
    return {"plain": fitted(X, y, 1.0), "weighted": fitted(X, y, 1.0, sample_weight=weights)}


def multinomial():
    X, y = standardized("iris.csv")
    result = fitted(X, y, 0.5)
    # A constant added to all biases changes nothing: they are compared after their mean is taken out.
    b = np.array(result["b"])
    result["b"] = (b - b.mean()).tolist()
    return result


if __name__ == "__main__":
    write("training.json", {"leastSquares": least_squares(), "logistic": logistic(), "multinomial": multinomial()})
