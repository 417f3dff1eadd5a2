#!/usr/bin/python3
"""Writes gradients.json: expected gradients by PyTorch's derivatives, with the same draws, and integrated over all ways; accumulated effects of a category beside numbers, by their formulas.

    apt-get install python3-numpy python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_gradients.py

Made with NumPy 1.24.2 and PyTorch 1.13.0, of the models of explanations.json (make_golden_explanations.py). Expected gradients are those of Erion, Janizek, Sturmfels, Lundberg and Lee (2021), integrated gradients those of
Sundararajan, Taly and Yan (2017), accumulated effects those of Apley and Zhu (2020).
"""

import json
import pathlib

import numpy as np
import torch

from golden import write

torch.set_default_dtype(torch.float64)
models = json.loads((pathlib.Path(__file__).parent / "explanations.json").read_text())
X = np.array(models["X"])
means, deviations = np.array(models["means"]).reshape(-1, 1), np.array(models["deviations"]).reshape(-1, 1)
Z = (X - means) / deviations
explained, background = Z[:, :4], Z[:, 10:17]
W1, b1, W2, b2 = (torch.tensor(models[name]) for name in ("W1", "b1", "W2", "b2"))


def target(x):
    outputs = W2 @ torch.tanh(W1 @ x + b1) + b2
    return models["targetMeans"][1] + models["targetDeviations"][1] * outputs[1]


def second(x):
    return torch.sigmoid(W2[:1] @ torch.tanh(W1 @ x + b1) + b2[:1])[0]


def derivatives(f, points):
    x = torch.tensor(points, requires_grad=True)
    f(x).sum().backward()
    return x.grad.numpy()


def drawn(f, draws, seed):
    """The draws of the library: rows without replacement, and for each round and row a place in another part of the round's stretch."""
    r = np.random.RandomState(seed)
    rows = background if background.shape[1] <= draws else background[:, r.permutation(background.shape[1])[:draws]]
    count = rows.shape[1]
    rounds = -(-draws // count)
    shares, which = [], []
    for k in range(rounds):
        places = r.permutation(count)
        for row in range(count):
            shares.append((k + (places[row] + r.rand()) / count) / rounds)
            which.append(row)
    values, errors = np.zeros((5, 4)), np.zeros((5, 4))
    for j in range(4):
        x = explained[:, j:j + 1]
        parts = (x - rows[:, which]) * derivatives(f, rows[:, which] + np.array(shares) * (x - rows[:, which]))
        values[:, j] = parts.mean(axis=1)
        errors[:, j] = parts.std(axis=1, ddof=1) / np.sqrt(len(shares))
    return {"values": values, "errors": errors, "base": float(f(torch.tensor(rows)).mean()), "draws": draws, "seed": seed}


def integrated(f):
    """Gauss and Legendre's rule of 60 points for each row, which is exact to rounding for such smooth functions."""
    nodes, weights = np.polynomial.legendre.leggauss(60)
    values = np.zeros((5, 4))
    for j in range(4):
        x = explained[:, j:j + 1]
        for row in range(background.shape[1]):
            start = background[:, row:row + 1]
            slopes = derivatives(f, start + (0.5 * nodes + 0.5) * (x - start))
            values[:, j] += ((x - start) * (slopes * 0.5 * weights).sum(axis=1, keepdims=True))[:, 0] / background.shape[1]
    total = f(torch.tensor(explained)).numpy() - float(f(torch.tensor(background)).mean())
    assert np.abs(values.sum(axis=0) - total).max() < 1e-10
    return values


def effects(categories, intervals, samples, seed, missing):
    r = np.random.RandomState(seed)
    category, interval = r.randint(0, categories, samples), r.randint(0, intervals, samples)
    if missing:
        keep = ~((category <= 1) & (interval == 2))
        category, interval = category[keep], interval[keep]
    up, down = r.randn(len(category)), r.randn(len(category))
    steps = np.full((categories - 1, intervals), np.nan)
    weights = np.zeros((categories - 1, intervals))
    for k in range(categories - 1):
        for i in range(intervals):
            changes = np.concatenate([up[(category == k) & (interval == i)], down[(category == k + 1) & (interval == i)]])
            weights[k, i] = len(changes)
            if len(changes):
                steps[k, i] = changes.mean()
    empty = [(k, i) for k in range(categories - 1) for i in range(intervals) if np.isnan(steps[k, i])]
    filled = [(k, i) for k in range(categories - 1) for i in range(intervals) if not np.isnan(steps[k, i])]
    for k, i in empty:
        near = min(filled, key=lambda c: ((c[0] - k) / (categories - 1)) ** 2 + ((c[1] - i) / intervals) ** 2)
        steps[k, i] = steps[near]
    f = np.zeros((categories, intervals + 1))
    f[1:, 1:] = steps.cumsum(axis=0).cumsum(axis=1)
    counts = np.zeros((categories, intervals))
    np.add.at(counts, (category, interval), 1)
    along_numbers = (counts * np.diff(f, axis=1)).sum(axis=0) / counts.sum(axis=0)
    along_categories = np.diff(f, axis=0)
    along_categories = (weights * 0.5 * (along_categories[:, 1:] + along_categories[:, :-1])).sum(axis=1) / weights.sum(axis=1)
    f = f - np.concatenate([[0], along_numbers.cumsum()]) - np.concatenate([[0], along_categories.cumsum()])[:, None]
    f = f - (counts * 0.5 * (f[:, 1:] + f[:, :-1])).sum() / counts.sum()
    return {"categories": categories, "intervals": intervals, "category": category, "interval": interval, "up": up, "down": down, "effects": f, "empty": len(empty)}


write("gradients.json", {
    "target": [drawn(target, 200, 0), drawn(target, 5, 3), drawn(target, 7, 4)], "second": [drawn(second, 50, 1)],
    "integratedTarget": integrated(target), "integratedSecond": integrated(second),
    "effects": [effects(4, 5, 300, 1, False), effects(5, 4, 60, 2, True), effects(2, 3, 40, 3, False)],
})
