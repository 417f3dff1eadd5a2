#!/usr/bin/python3
"""Writes explanations.json: Shapley values by their definition, what scikit-learn says of partial dependence, accumulated local effects and permutation importance by their formulas.

    apt-get install python3-numpy python3-sklearn python3-scipy
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_explanations.py

Made with NumPy 1.24.2 and scikit-learn 1.2.1.
"""
from itertools import combinations
from math import factorial

import numpy as np
from sklearn.inspection import partial_dependence
from sklearn.metrics import log_loss, mean_squared_error, r2_score

from golden import write

r = np.random.RandomState(11)
N, UNITS, OUTPUTS, SAMPLES = 5, 6, 3, 30
means, deviations = 10 * r.randn(N), np.exp(r.randn(N))
target_means, target_deviations = 5 * r.randn(OUTPUTS), np.exp(r.randn(OUTPUTS))
W1, b1 = r.randn(UNITS, N), r.randn(UNITS, 1)
W2, b2 = r.randn(OUTPUTS, UNITS), r.randn(OUTPUTS, 1)

# The last input has three values only, and the second follows the first.
Z = r.randn(SAMPLES, N)
Z[:, 1] = 0.8 * Z[:, 0] + 0.4 * Z[:, 1]
Z[:, 4] = r.randint(-1, 2, SAMPLES)
X = means + deviations * Z


def outputs(x):
    return W2 @ np.tanh(W1 @ ((x - means) / deviations).T + b1) + b2


def target(k):
    return lambda x: target_means[k] + target_deviations[k] * outputs(x)[k]


def softmax(x):
    e = np.exp(outputs(x))
    return e / e.sum(0)


def log_odds(k):
    return lambda x: np.log(softmax(x)[k] / (1 - softmax(x)[k]))


def sigmoid(x):
    return 1 / (1 + np.exp(-outputs(x)[0]))


class Fitted:
    """What scikit-learn takes for a regressor that is fitted."""
    _estimator_type = "regressor"

    def __init__(self, f):
        self.f, self.fitted_ = f, True

    def fit(self, X, y):
        return self

    def predict(self, X):
        return self.f(np.asarray(X, float))


def shapley(f, x, background, players):
    """The mean over the background of what is gained by exchanging a player, weighted over all sets of the others."""
    n = len(players)

    def worth(players_in):
        mixed = background.copy()
        for p in players_in:
            mixed[:, players[p]] = x[players[p]]
        return f(mixed).mean()

    values = np.zeros(n)
    for i in range(n):
        others = [p for p in range(n) if p != i]
        for size in range(n):
            weight = factorial(size) * factorial(n - size - 1) / factorial(n)
            values[i] += weight * sum(worth(s + (i,)) - worth(s) for s in combinations(others, size))
    return values


def explained(f, players):
    background = X[10:17]
    return {"base": f(background).mean(), "values": np.array([shapley(f, x, background, players) for x in X[:4]]).T}


def dependence(f, features, resolution):
    d = partial_dependence(Fitted(f), X, features, grid_resolution=resolution, kind="both", method="brute")
    grids = d["grid_values"] if "grid_values" in d else d["values"]
    result = {"grids": grids, "mean": d["average"][0]}
    if len(features) == 1:
        result["curves"] = d["individual"][0].T
    return result


def edges_of(x, bins):
    ordered = np.sort(x)
    return np.unique([ordered[0]] + [ordered[int(np.ceil(len(x) * k / bins - 1e-9)) - 1] for k in range(1, bins + 1)])


def bins_of(x, edges):
    """The number of the interval above one edge and up to the next; the smallest number is in the first."""
    return np.maximum(np.searchsorted(edges, x, side="left") - 1, 0)


def effects(f, j, bins):
    edges = edges_of(X[:, j], bins)
    where = bins_of(X[:, j], edges)
    low, high = X.copy(), X.copy()
    low[:, j], high[:, j] = edges[where], edges[where + 1]
    difference = f(high) - f(low)
    counts = np.bincount(where, minlength=len(edges) - 1)
    sums = np.concatenate([[0], np.cumsum([difference[where == k].mean() for k in range(len(counts))])])
    return {"edges": edges, "effects": sums - ((sums[:-1] + sums[1:]) / 2 * counts).sum() / counts.sum()}


def effects_of_two(f, i, j, bins):
    """The second-order effect alone; a cell without samples has the difference of the nearest that has some, the first of equals, by the places of the cells."""
    edges = [edges_of(X[:, i], bins), edges_of(X[:, j], bins)]
    where = [bins_of(X[:, i], edges[0]), bins_of(X[:, j], edges[1])]

    def at(up, right):
        moved = X.copy()
        moved[:, i], moved[:, j] = edges[0][where[0] + up], edges[1][where[1] + right]
        return f(moved)

    difference = at(1, 1) - at(0, 1) - at(1, 0) + at(0, 0)
    rows, columns = len(edges[0]) - 1, len(edges[1]) - 1
    counts, cells = np.zeros((rows, columns)), np.zeros((rows, columns))
    for a, b, d in zip(*where, difference):
        counts[a, b] += 1
        cells[a, b] += d
    filled = [(a, b) for a in range(rows) for b in range(columns) if counts[a, b] > 0]
    cells = np.where(counts > 0, cells / np.maximum(counts, 1), cells)
    empty = 0
    for a in range(rows):
        for b in range(columns):
            if counts[a, b] == 0:
                empty += 1
                nearest = min(filled, key=lambda cell: (((cell[0] - a) / rows) ** 2 + ((cell[1] - b) / columns) ** 2, cell))
                cells[a, b] = cells[nearest]
    sums = np.zeros((rows + 1, columns + 1))
    sums[1:, 1:] = cells.cumsum(0).cumsum(1)
    steps = np.diff(sums, axis=0)
    first = np.concatenate([[0], np.cumsum((counts * (steps[:, :-1] + steps[:, 1:]) / 2).sum(1) / counts.sum(1))])
    steps = np.diff(sums, axis=1)
    second = np.concatenate([[0], np.cumsum((counts * (steps[:-1] + steps[1:]) / 2).sum(0) / counts.sum(0))])
    sums = sums - first[:, None] - second[None, :]
    corners = (sums[:-1, :-1] + sums[1:, :-1] + sums[:-1, 1:] + sums[1:, 1:]) / 4
    return {"edges": edges, "effects": sums - (counts * corners).sum() / counts.sum(), "empty": empty}


def importance(score, groups, repeats, seed):
    """What is lost by shuffling, as permutation_importance has it; the orders are those of RandomState.permutation, the same for all groups."""
    random = np.random.RandomState(seed)
    orders = [random.permutation(SAMPLES) for _ in range(repeats)]
    before, losses = score(X), []
    for group in groups:
        losses.append([])
        for order in orders:
            shuffled = X.copy()
            shuffled[:, group] = X[order][:, group]
            losses[-1].append(before - score(shuffled))
    losses = np.array(losses)
    return {"mean": losses.mean(1), "deviation": losses.std(1, ddof=1), "losses": losses}


alone, together = [[i] for i in range(N)], [[0, 1], [2], [3, 4]]
y = target(1)(X) + r.randn(SAMPLES)
classes = r.randint(0, 3, SAMPLES)
weights = r.rand(SAMPLES)
write("explanations.json", {
    "means": means, "deviations": deviations, "targetMeans": target_means, "targetDeviations": target_deviations,
    "W1": W1, "b1": b1, "W2": W2, "b2": b2, "X": X.T, "y": y, "classes": classes, "weights": weights,
    "shapley": {
        "target": explained(target(1), alone), "class": explained(lambda x: softmax(x)[2], alone), "logOdds": explained(log_odds(2), alone),
        "second": explained(sigmoid, alone), "first": explained(lambda x: 1 - sigmoid(x), alone), "firstLogOdds": explained(lambda x: -outputs(x)[0], alone),
        "together": explained(target(1), together),
    },
    "dependence": [
        {"features": features, "resolution": resolution, **dependence(target(1), features, resolution)}
        for features, resolution in (([0], 7), ([4], 7), ([1], 100), ([0, 2], 4), ([4, 0], 5))
    ],
    "effects": [{"feature": j, "bins": bins, **effects(target(1), j, bins)} for j, bins in ((0, 5), (1, 12), (4, 10))],
    "effectsOfTwo": [{"features": [i, j], "bins": bins, **effects_of_two(target(1), i, j, bins)} for i, j, bins in ((0, 2, 3), (0, 1, 6))],
    "importance": {
        "r2": importance(lambda x: r2_score(y, target(1)(x)), alone, 4, 3),
        "together": importance(lambda x: -mean_squared_error(y, target(1)(x)), together, 3, 5),
        "weighted": importance(lambda x: -log_loss(classes, softmax(x).T, sample_weight=weights, labels=[0, 1, 2]), alone, 2, 0),
    },
})
