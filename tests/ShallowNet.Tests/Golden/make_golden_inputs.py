#!/usr/bin/python3
"""Writes inputs.json: embeddings and factors of a layer's inputs in PyTorch, and quantiles of NumPy.

    apt-get install python3-numpy python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_inputs.py

Made with NumPy 1.24.2 and PyTorch 1.13.0. The periodic embedding is "PBLD" of Holzmüller, Grinsztajn and Steinwart (2024), the piecewise-linear
one that of Gorishniy, Rubachev and Babenko (2022).
"""

import math

import numpy as np
import torch

from golden import write

M = 40
EDGES = [-1.5, -0.25, 0.5, 1.25]
torch.set_default_dtype(torch.float64)


class Periodic(torch.nn.Module):
    def __init__(self, size, frequencies):
        super().__init__()
        self.u = torch.nn.Parameter(0.3 * torch.randn(frequencies))
        self.c = torch.nn.Parameter(math.pi * (2 * torch.rand(frequencies) - 1))
        self.linear = torch.nn.Linear(frequencies, size - 1)

    def forward(self, x):
        return torch.cat([x, self.linear(torch.cos(2 * math.pi * x * self.u + self.c))], dim=1)

    def numbers(self):
        return [self.u, self.c, self.linear.weight, self.linear.bias]


class PiecewiseLinear(torch.nn.Module):
    def forward(self, x):
        bins = []
        for t, (below, above) in enumerate(zip(EDGES, EDGES[1:])):
            share = (x - below) / (above - below)
            share = share if t == 0 else share.clamp(min=0)
            bins.append(share if t == len(EDGES) - 2 else share.clamp(max=1))
        return torch.cat(bins, dim=1)

    def numbers(self):
        return []


class Category(torch.nn.Module):
    def __init__(self, values, size):
        super().__init__()
        self.table = torch.nn.Embedding(values, size)

    def forward(self, x):
        known = (x >= 0).double()
        return known * self.table(x[:, 0].clamp(min=0).long())

    def numbers(self):
        return [self.table.weight]


class Pass(torch.nn.Identity):
    def numbers(self):
        return []


class Layer(torch.nn.Module):
    def __init__(self, embeddings, factors, width, units, activation):
        super().__init__()
        self.embeddings = torch.nn.ModuleList(embeddings)
        self.factors = torch.nn.Parameter(1 + 0.3 * torch.randn(width)) if factors else None
        self.linear = torch.nn.Linear(width, units)
        self.activation = activation

    def forward(self, x):
        if len(self.embeddings):
            x = torch.cat([embed(x[:, i:i + 1]) for i, embed in enumerate(self.embeddings)], dim=1)
        if self.factors is not None:
            x = x * self.factors
        return self.activation(self.linear(x))

    def state(self, of):
        numbers = [of(p).reshape(-1) for embed in self.embeddings for p in embed.numbers()]
        return {"W": of(self.linear.weight), "b": of(self.linear.bias).reshape(-1, 1),
                "embeddings": torch.cat(numbers).reshape(-1, 1) if numbers else None,
                "factors": of(self.factors).reshape(-1, 1) if self.factors is not None else None}


def network(name):
    identity = torch.nn.Identity()
    mixed = [Periodic(4, 16), Category(3, 2), PiecewiseLinear(), Pass(), Periodic(2, 5)]
    layers = {
        "factors": [Layer([], True, 5, 6, torch.tanh), Layer([], True, 6, 2, identity)],
        "periodic": [Layer([Periodic(4, 16) for _ in range(5)], False, 20, 6, torch.tanh), Layer([], False, 6, 2, identity)],
        "mixed": [Layer(mixed, True, 4 + 2 + 3 + 1 + 2, 6, torch.tanh), Layer([], False, 6, 2, identity)],
        "hidden": [Layer([], False, 5, 3, torch.tanh), Layer([Periodic(6, 4), PiecewiseLinear(), Pass()], True, 6 + 3 + 1, 2, identity)],
    }
    return torch.nn.Sequential(*layers[name])


def data():
    torch.manual_seed(3)
    X = torch.randn(M, 5)
    X[:, 1] = torch.randint(-1, 3, (M,)).double()
    return X, torch.randn(M, 2)


def case(name, seed):
    torch.manual_seed(seed)
    model = network(name)
    X, Y = data()
    result = {"name": name, "initial": [layer.state(lambda p: p.detach().clone()) for layer in model]}
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    costs = []
    for step in range(20):
        optimizer.zero_grad()
        outputs = model(X)
        cost = (0.5 * (outputs - Y) ** 2).sum(dim=1).mean()
        cost.backward()
        costs.append(cost.item())
        if step == 0:
            result["outputs"] = outputs.detach().T
            result["gradients"] = [layer.state(lambda p: p.grad.clone()) for layer in model]
        optimizer.step()
    return {**result, "costs": costs, "after": [layer.state(lambda p: p.detach().clone()) for layer in model]}


def quantiles():
    r = np.random.RandomState(5)
    samples = [r.randn(57), np.array([1.0, 2, 2, 2, 2, 3, 7]), r.randint(0, 4, 100).astype(float), r.rand(16)]
    return [{"x": x, "bins": bins, "edges": np.unique(np.quantile(x, np.linspace(0, 1, bins + 1)))} for x in samples for bins in (1, 4, 16)]


X, Y = data()
write("inputs.json", {"X": X.T, "Y": Y.T, "edges": EDGES, "cases": [case(name, 11) for name in ("factors", "periodic", "mixed", "hidden")],
                      "quantiles": quantiles()})
