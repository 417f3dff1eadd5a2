#!/usr/bin/python3
"""Writes certainty.json: intervals, prediction sets and calibration by their formulas, and as scikit-learn has them.

    apt-get install python3-numpy python3-scipy python3-sklearn
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_certainty.py

Made with NumPy 1.24.2, SciPy 1.10.1 and scikit-learn 1.2.1.
"""
from fractions import Fraction

import numpy as np
from scipy import integrate, optimize, stats
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV, _SigmoidCalibration, calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, mean_pinball_loss

from golden import write


# ---------------------------------------------------------------- intervals

def place(n, level):
    """ceil((n + 1) level), exactly."""
    product = (n + 1) * Fraction(level)
    return -(-product.numerator // product.denominator)


def quantile(scores, level):
    """The smallest score that (n + 1) level of all and one more do not exceed."""
    return np.sort(scores)[place(len(scores), level) - 1]


def intervals():
    r = np.random.RandomState(1)
    y_hat, scale = r.randn(60), 0.5 + r.rand(60)
    y = y_hat + scale * r.standard_t(3, 60)
    low, high = y_hat - 0.6 * scale, y_hat + 0.8 * scale
    cases = []
    for level in ("0.5", "0.55", "0.8", "0.9", "0.95"):
        t = float(level)
        cases.append({
            "level": t,
            "plain": quantile(np.abs(y - y_hat), level),
            "scaled": quantile(np.abs(y - y_hat) / scale, level),
            "below": quantile(y_hat - y, level),
            "above": quantile(y - y_hat, level),
            "quantiles": quantile(np.maximum(low - y, y - high), level),
        })
    return {"yHat": y_hat, "scale": scale, "y": y, "low": low, "high": high, "cases": cases}


def cv_plus():
    """Barber, Candes, Ramdas and Tibshirani (2021): ends among what the models without each fold answer, and the errors of that fold's samples."""
    r = np.random.RandomState(6)
    n, folds, queries = 43, 4, 5
    fold = r.randint(0, folds, n)
    errors = r.standard_t(3, n)
    answers = r.randn(queries, folds)
    cases = []
    for level in ("0.5", "0.8", "0.9", "0.95"):
        up = place(n, level)
        # The floor of (1 - level)(n + 1).
        down = n + 1 - up
        spread = np.abs(errors)
        cases.append({
            "level": float(level),
            "lower": [np.sort(a[fold] - spread)[down - 1] for a in answers],
            "upper": [np.sort(a[fold] + spread)[up - 1] for a in answers],
            "lowerAlone": [np.sort(a[fold] + errors)[down - 1] for a in answers],
            "upperAlone": [np.sort(a[fold] + errors)[up - 1] for a in answers],
        })
    return {"fold": fold, "errors": errors, "answers": answers, "folds": folds, "cases": cases}


# ---------------------------------------------------------------- sets

def sets():
    r = np.random.RandomState(2)
    m, classes = 50, 4
    labels = r.randint(0, classes, m)
    scores = 1.5 * r.randn(m, classes) + 1.5 * np.eye(classes)[labels]
    p = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    order = np.argsort(-p, axis=1)
    cumulated = np.empty_like(p)
    np.put_along_axis(cumulated, order, np.take_along_axis(p, order, axis=1).cumsum(axis=1), axis=1)
    cumulated[np.arange(m), order[:, -1]] = 1
    cases = []
    for name, score in (("Probability", 1 - p), ("Cumulated", cumulated)):
        own = score[np.arange(m), labels]
        for by_class in (False, True):
            for level in ("0.6", "0.8"):
                q = np.array([quantile(own[labels == k] if by_class else own, level) for k in range(classes)])
                inside = score <= q
                inside[np.arange(m), p.argmax(axis=1)] = True
                cases.append({
                    "score": name, "byClass": by_class, "level": float(level),
                    "sets": [[int(k) for k in order[j] if inside[j, k]] for j in range(m)],
                })
    return {"p": p.T, "labels": labels, "cases": cases}


# ---------------------------------------------------------------- metrics

def weighted(values, w):
    return float((values * w).sum() / w.sum())


def interval_metrics():
    r = np.random.RandomState(3)
    m = 30
    y, middle = r.randn(2, m), r.randn(2, m)
    low, high = middle - r.rand(2, m), middle + r.rand(2, m)
    sigma = 0.3 + r.rand(2, m)
    samples, quantile_levels = r.randn(9, m), np.arange(0.05, 1, 0.1)
    quantiles = np.sort(r.randn(10, m), axis=0)
    result = []
    for w in (None, 3 * r.rand(m)):
        one = np.ones(m) if w is None else w
        score = (high - low) + 2 / 0.2 * (np.maximum(low - y, 0) + np.maximum(y - high, 0))
        normal = np.array([[crps_by_integration(stats.norm(middle[i, j], sigma[i, j]).cdf, y[i, j]) for j in range(m)] for i in range(2)])
        of_samples = np.array([crps_by_integration(lambda x, s=samples[:, j]: (s <= x).mean(), y[0, j], samples[:, j]) for j in range(m)])
        pinball = np.array([[mean_pinball_loss([y[0, j]], [quantiles[k, j]], alpha=quantile_levels[k]) for k in range(10)] for j in range(m)])
        result.append({
            "weights": w,
            "coverage": np.mean([weighted((y[i] >= low[i]) & (y[i] <= high[i]), one) for i in range(2)]),
            "width": np.mean([weighted(high[i] - low[i], one) for i in range(2)]),
            "intervalScore": np.mean([weighted(score[i], one) for i in range(2)]),
            "pinball": mean_pinball_loss(y.T, middle.T, alpha=0.3, sample_weight=w),
            "crpsOfNormal": np.mean([weighted(normal[i], one) for i in range(2)]),
            "crpsOfSamples": weighted(of_samples, one),
            "crpsOfQuantiles": weighted(2 * pinball.mean(axis=1), one),
        })
    return {"y": y, "middle": middle, "low": low, "high": high, "sigma": sigma, "samples": samples, "levels": quantile_levels, "quantiles": quantiles, "cases": result}


def crps_by_integration(cdf, y, steps=()):
    """The integral of (F(x) - [x >= y])^2, piece by piece where F has steps."""
    if len(steps):
        edges = np.sort(np.append(steps, y))
        return sum((b - a) * (cdf((a + b) / 2) - ((a + b) / 2 >= y)) ** 2 for a, b in zip(edges[:-1], edges[1:]))
    below = integrate.quad(lambda x: cdf(x) ** 2, -40, y, epsabs=1e-13, epsrel=1e-13, limit=500)[0]
    above = integrate.quad(lambda x: (1 - cdf(x)) ** 2, y, 40, epsabs=1e-13, epsrel=1e-13, limit=500)[0]
    return below + above


# ---------------------------------------------------------------- reliability

def reliability():
    r = np.random.RandomState(4)
    m = 200
    p = r.beta(0.7, 0.9, m)
    y = (r.rand(m) < p ** 1.5).astype(int)
    w = 3 * r.rand(m)
    cases = []
    for strategy in ("uniform", "quantile"):
        observed, predicted = calibration_curve(y, p, n_bins=8, strategy=strategy)
        edges = np.linspace(0, 1, 9) if strategy == "uniform" else np.percentile(p, np.linspace(0, 100, 9))
        counts = np.bincount(np.searchsorted(edges[1:-1], p), minlength=8)
        counts = counts[counts > 0]
        share = y.mean()
        cases.append({
            "binning": "EqualWidths" if strategy == "uniform" else "EqualCounts",
            "observed": observed, "predicted": predicted, "counts": counts,
            "error": (counts * abs(observed - predicted)).sum() / m,
            "reliability": (counts * (observed - predicted) ** 2).sum() / m,
            "resolution": (counts * (observed - share) ** 2).sum() / m,
            "uncertainty": share * (1 - share),
        })
    labels = r.randint(0, 3, m)
    several = r.dirichlet([1, 1, 1], m)
    top, right = several.max(axis=1), several.argmax(axis=1) == labels
    observed, predicted = calibration_curve(right, top, n_bins=8)
    return {
        "p": p, "y": y, "weights": w, "cases": cases,
        "brier": brier_score_loss(y, p), "weightedBrier": brier_score_loss(y, p, sample_weight=w),
        "several": {"p": several.T, "labels": labels, "brier": ((several - np.eye(3)[labels]) ** 2).sum(axis=1).mean(), "observed": observed, "predicted": predicted},
    }


# ---------------------------------------------------------------- calibration

def calibration():
    r = np.random.RandomState(5)
    m = 150
    scores = np.round(3 * r.randn(m), 1)
    y = (r.rand(m) < 1 / (1 + np.exp(-0.5 * scores - 0.3))).astype(int)
    w = 3 * r.rand(m)
    at = np.concatenate([np.linspace(scores.min() - 1, scores.max() + 1, 25), scores[:10]])
    cases = []
    for weights in (None, w):
        platt = _SigmoidCalibration().fit(scores, y, weights)
        isotonic = IsotonicRegression(out_of_bounds="clip").fit(scores, y, sample_weight=weights)
        cases.append({"weights": weights, "platt": platt.predict(at), "isotonic": isotonic.predict(at)})
    return {"scores": scores, "y": y, "at": at, "cases": cases}


class Odds(ClassifierMixin, BaseEstimator):
    """A fitted classifier whose scores are the features."""

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        return self

    def decision_function(self, X):
        return X[:, 0] if X.shape[1] == 1 else X


def classifiers():
    """CalibratedClassifierCV of a fitted classifier, whose scores are the logarithms of the odds of its probabilities."""
    r = np.random.RandomState(7)
    cases = []
    for classes in (2, 3):
        m = 120
        labels = np.arange(m) % classes
        z = 0.6 * r.randn(m, classes) + 0.9 * np.eye(classes)[labels]
        p = np.exp(2.5 * z) / np.exp(2.5 * z).sum(axis=1, keepdims=True)
        p = p[:, 1:] if classes == 2 else p
        w = 0.5 + r.rand(m)
        score = np.log(p) - np.log(1 - p)
        case = {"p": p, "labels": labels, "weights": w}
        for method in ("sigmoid", "isotonic"):
            calibrated = CalibratedClassifierCV(Odds().fit(score, labels), method=method, cv="prefit").fit(score, labels, sample_weight=w)
            case[method] = calibrated.predict_proba(score)

        def loss(log_t, weights):
            x = (np.log(p) if classes > 2 else np.hstack([np.zeros((m, 1)), score])) / np.exp(log_t)
            return np.average(np.log(np.exp(x).sum(axis=1)) - x[np.arange(m), labels], weights=weights)

        for name, weights in (("plain", None), ("weighted", w)):
            best = optimize.minimize_scalar(loss, bounds=(-1, 1.5), args=(weights,), method="bounded", options={"xatol": 1e-10})
            case[name] = {"temperature": np.exp(best.x), "loss": best.fun, "lossAtOne": loss(0, weights)}
        cases.append(case)
    return cases


def bayesian():
    """The predictive standard deviation of Bayesian linear regression (Bishop 2006, 3.59), and quantiles of the normal distribution."""
    r = np.random.RandomState(8)
    X, others, noise, alpha = r.randn(3, 20), r.randn(3, 6), 0.3, 2.5
    y = X[:1] + 0.5 * r.randn(1, 20)
    design, at = np.vstack([X, np.ones((1, 20))]), np.vstack([others, np.ones((1, 6))])
    H = design @ design.T / noise + np.diag([alpha] * 3 + [1e-3])
    probabilities = np.array([0.5, 0.8, 0.95, 0.995, 0.01])
    return {
        "X": X, "y": y, "others": others, "noise": noise, "alpha": alpha,
        "deviations": np.sqrt(noise + (at * np.linalg.solve(H, at)).sum(axis=0)),
        "probabilities": probabilities, "normal": stats.norm.ppf(probabilities),
    }


write("certainty.json", {
    "intervals": intervals(), "cvPlus": cv_plus(), "sets": sets(), "metrics": interval_metrics(), "reliability": reliability(), "calibration": calibration(),
    "classifiers": classifiers(), "bayesian": bayesian(),
})
