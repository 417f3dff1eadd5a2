#!/usr/bin/python3
"""Writes evaluation.json and splits.json: what scikit-learn says of metrics, scalers and splits.

    apt-get install python3-numpy python3-sklearn
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_evaluation.py

Made with NumPy 1.24.2 and scikit-learn 1.2.1.
"""
import warnings

import numpy as np
from sklearn import metrics
from sklearn.model_selection import GroupKFold, KFold, StratifiedGroupKFold, StratifiedKFold, TimeSeriesSplit, train_test_split
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

from golden import write

warnings.simplefilter("ignore")


# ---------------------------------------------------------------- metrics

def classification(name, p, y, weights=None, auc=True):
    """p: m probabilities of class 1, or m rows of one for each class; y: m classes."""
    p, y = np.asarray(p, dtype=float), np.asarray(y)
    binary = p.ndim == 1
    classes = [0, 1] if binary else list(range(p.shape[1]))
    predicted = (p > 0.5).astype(int) if binary else p.argmax(axis=1)
    w = {"sample_weight": weights}
    result = {
        "name": name,
        "yHat": [p] if binary else p.T,
        "labels": y,
        "weights": weights,
        "accuracy": metrics.accuracy_score(y, predicted, **w),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, predicted, **w),
        "logLoss": metrics.log_loss(y, p, labels=classes, **w),
        "confusion": metrics.confusion_matrix(y, predicted, labels=classes, **w),
    }
    if auc:
        result["rocAuc"] = metrics.roc_auc_score(y, p, multi_class="ovr", **w)
    for key, score in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
        result[key] = {a: score(y, predicted, average=a, **w) for a in ("binary", "macro", "weighted") if a != "binary" or binary}
    return result


def classification_cases():
    r = np.random.RandomState(1)
    m = 40
    y = (r.rand(m) < 0.4).astype(int)
    p = np.clip(0.3 * y + 0.6 * r.rand(m), 0, 1)
    tied = np.round(p, 1)
    w = r.rand(m) * 3
    w[::7] = 0
    y3 = r.randint(0, 3, m)
    scores = r.rand(m, 3) + np.eye(3)[y3] * 0.4
    p3 = scores / scores.sum(axis=1, keepdims=True)

    # Quarters tie often, and sum to 1 exactly.
    quarters = np.array([[2, 1, 1], [1, 2, 1], [1, 1, 2], [4, 0, 0], [0, 0, 4], [0, 2, 2]])[r.randint(0, 6, m)] / 4
    never = p3.copy()
    never[:, 2] /= 100
    never /= never.sum(axis=1, keepdims=True)
    extreme = np.array([0, 1, 0, 1, 0.5, 1e-20, 1 - 1e-16, 0.25])
    extreme_y = np.array([0, 1, 1, 0, 1, 1, 1, 0])
    unnormalized = r.rand(m, 3)
    unnormalized[0] = 0
    cases = []
    for weights in (None, w):
        kind = "unweighted" if weights is None else "weighted"
        cases += [
            classification(f"binary, {kind}", p, y, weights),
            classification(f"ties, {kind}", tied, y, weights),
            classification(f"nothing predicted as 1, {kind}", p / 3, y, weights),
            classification(f"everything predicted as 1, {kind}", 1 - p / 3, y, weights),
            classification(f"only class 1, {kind}", p, np.ones(m, int), weights, auc=False),
            classification(f"only class 0, {kind}", p, np.zeros(m, int), weights, auc=False),
            classification(f"three classes, {kind}", p3, y3, weights),
            classification(f"three classes with ties, {kind}", quarters, y3, weights),
            classification(f"a class never predicted, {kind}", never, y3, weights),
            classification(f"a class never labelled, {kind}", p3, y3 % 2, weights, auc=False),
            classification(f"a class neither predicted nor labelled, {kind}", never, y3 % 2, weights, auc=False),
        ]
    cases.append(classification("certain and wrong", extreme, extreme_y))

    # Multi-class roc_auc_score insists on sums of 1.
    cases.append(classification("columns that do not sum to 1", unnormalized, y3, auc=False))
    return cases


def log_loss_in_float():
    p = np.array([0, 1, 0, 1, 0.5, 1e-20, 0.75], dtype=np.float32)
    y = [0, 1, 1, 0, 1, 1, 0]
    return {"yHat": p.astype(float), "labels": y, "logLoss": metrics.log_loss(y, p, labels=[0, 1])}


def regression(name, y_hat, y, weights=None):
    w = {"sample_weight": weights}
    return {
        "name": name,
        "yHat": y_hat.T,
        "y": y.T,
        "weights": weights,
        "mse": metrics.mean_squared_error(y, y_hat, **w),
        "rmse": metrics.mean_squared_error(y, y_hat, squared=False, **w),
        "mae": metrics.mean_absolute_error(y, y_hat, **w),
        "r2": metrics.r2_score(y, y_hat, **w),
    }


def regression_cases():
    r = np.random.RandomState(2)
    m = 30
    y = r.randn(m, 3) * [1, 10, 0.1] + [5, -3, 0]
    y_hat = y + r.randn(m, 3) * [0.3, 4, 0.2]
    w = r.rand(m) * 3
    w[::7] = 0
    constant, constant_hat = y.copy(), y_hat.copy()
    constant[:, 0] = constant_hat[:, 0] = 2.5
    constant[:, 1] = -4
    cases = []
    for weights in (None, w):
        kind = "unweighted" if weights is None else "weighted"
        cases += [
            regression(f"one output, {kind}", y_hat[:, :1], y[:, :1], weights),
            regression(f"three outputs, {kind}", y_hat, y, weights),
            regression(f"constant outputs, {kind}", constant_hat, constant, weights),
        ]
    return cases


# ---------------------------------------------------------------- scalers

def scalers():
    r = np.random.RandomState(3)
    X = r.randn(20, 4) * [1, 100, 1e-3, 1] + [0, 1000, 5, 0]
    X[:, 3] = 7
    other = X[:5] * 1.5 + 1
    w = r.rand(20)
    w[::6] = 0
    standard, weighted = StandardScaler().fit(X), StandardScaler().fit(X, sample_weight=w)
    ranges = []
    for low, high in ((-1, 1), (0, 1), (2, 5.5)):
        scaler = MinMaxScaler((low, high)).fit(X)
        ranges.append({"lower": low, "upper": high, "transformed": scaler.transform(other).T, "inverse": scaler.inverse_transform(other).T})
    return {
        "X": X.T,
        "other": other.T,
        "weights": w,
        "standard": {"means": standard.mean_, "deviations": standard.scale_, "transformed": standard.transform(other).T},
        "weighted": {"means": weighted.mean_, "deviations": weighted.scale_, "transformed": weighted.transform(other).T},
        "minimums": X.min(axis=0),
        "maximums": X.max(axis=0),
        "ranges": ranges,
        "robust": robust(X, other),
    }


def robust(X, other):
    # Samples of whole weights, repeated for scikit-learn; sizes at which quartiles fall on, between and near samples; outliers.
    cases = []
    for m in (1, 2, 3, 4, 5, 19, 20):
        for counts in (np.ones(m, int), np.arange(m) % 4 + (m < 4)):
            sample = X[:m].copy()
            sample[m // 2, 0] = 1e6
            scaler = RobustScaler().fit(np.repeat(sample, counts, axis=0))
            cases.append({
                "X": sample.T,
                "weights": counts.astype(float),
                "medians": scaler.center_,
                "ranges": scaler.scale_,
                "transformed": scaler.transform(other).T,
            })
    return cases


# ---------------------------------------------------------------- splits

def folds(splitter, y):
    return [test for _, test in splitter.split(np.zeros(len(y)), y)]


def splits():
    r = np.random.RandomState(4)
    k_fold = [
        {"samples": m, "folds": k, "seed": s, "tests": folds(KFold(k, shuffle=True, random_state=s), np.zeros(m))}
        for m, k, s in ((5, 5, 0), (10, 3, 1), (57, 5, 2), (100, 10, 42))
    ]
    stratified_k_fold = []
    for m, classes, k in ((20, 2, 5), (37, 3, 4), (60, 5, 3), (100, 4, 10), (31, 8, 5), (12, 3, 2)):
        y, seed = r.randint(0, classes, m) * 3 - 4, r.randint(1000)
        stratified_k_fold.append({"classes": y, "folds": k, "seed": seed, "tests": folds(StratifiedKFold(k, shuffle=True, random_state=seed), y)})

    stratified = []
    while len(stratified) < 40:
        classes, m = r.randint(2, 7), r.randint(12, 90)
        y, seed = r.randint(0, classes, m) * 2 - 3, r.randint(1000)
        if len(stratified) % 2:
            # Classes of equal size, so that remainders tie.
            y = r.permutation(np.arange(m) % classes)
        share = float(r.choice([0.1, 0.2, 0.25, 0.3, 1 / 3, 0.5, 0.7]))
        try:
            train, test = train_test_split(np.arange(m), test_size=share, random_state=seed, stratify=y)
        except ValueError:
            continue
        if all(len(set(y[part])) == len(set(y)) for part in (train, test)):
            stratified.append({"classes": y, "share": share, "seed": seed, "train": train, "test": test})

    # 49 · (1/49) is less than 1 in floating point, so that a share is a remainder, and costs random numbers.
    y = np.arange(147) % 49
    train, test = train_test_split(np.arange(147), test_size=1 / 3, random_state=5, stratify=y)
    stratified.append({"classes": y, "share": 1 / 3, "seed": 5, "train": train, "test": test})
    return {"kFold": k_fold, "stratifiedKFold": stratified_k_fold, "stratified": stratified, **group_folds(), "timeSeries": time_series()}


def group_folds():
    """Groups of different sizes, or so few that NumPy sorts them stably: more of equal size are in no defined order."""
    r = np.random.RandomState(5)
    groups_k_fold, stratified_group_k_fold = [], []
    for sizes, k in (([3, 1, 4, 1, 5, 9, 2, 6], 3), ([2] * 12, 5), (list(range(1, 30)), 4), ([7, 7], 2), ([1] * 16, 16)):
        groups = r.permutation(np.repeat(r.permutation(len(sizes)) * 3 - 4, sizes))
        groups_k_fold.append({"groups": groups, "folds": k, "tests": [test for _, test in GroupKFold(k).split(groups, groups=groups)]})
    for m, classes, number, k in ((30, 2, 8, 3), (60, 3, 20, 5), (100, 4, 30, 4), (80, 2, 80, 10), (41, 5, 9, 2), (200, 7, 25, 6)):
        y, groups = r.randint(0, classes, m) * 2 - 1, r.randint(0, number, m)
        # Groups of a machine or a patient are mostly of one class.
        y = np.where(r.rand(m) < 0.6, (groups % classes) * 2 - 1, y)
        tests = [test for _, test in StratifiedGroupKFold(k).split(groups, y, groups)]
        stratified_group_k_fold.append({"classes": y, "groups": groups, "folds": k, "tests": tests})
    return {"groupKFold": groups_k_fold, "stratifiedGroupKFold": stratified_group_k_fold}


def time_series():
    cases = [(6, 5, 0, None, None), (23, 4, 0, None, None), (50, 3, 2, None, None), (50, 5, 0, 4, None), (40, 3, 1, 5, 7), (9, 2, 6, 1, None)]
    return [
        {"samples": m, "folds": k, "gap": gap, "testSamples": size, "mostTrainSamples": most,
         "trains": [train for train, _ in splits], "tests": [test for _, test in splits]}
        for m, k, gap, size, most in cases
        for splits in [list(TimeSeriesSplit(k, gap=gap, test_size=size, max_train_size=most).split(np.zeros(m)))]
    ]


if __name__ == "__main__":
    write("evaluation.json", {
        "classification": classification_cases(),
        "logLossInFloat": log_loss_in_float(),
        "regression": regression_cases(),
        "scalers": scalers(),
    })
    write("splits.json", splits())
