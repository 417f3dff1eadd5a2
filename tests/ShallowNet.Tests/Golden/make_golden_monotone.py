#!/usr/bin/python3
"""Writes monotone.json: trainings in PyTorch of networks with weights of given signs, which are clamped after every step.

    apt-get install python3-numpy python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_monotone.py

Made with NumPy 1.24.2 and PyTorch 1.13.0. Layers of units of two kinds, convex and concave, are those of Runje and Shankaranarayana (2023), the concave ones
written as units that fall, of which the next layer takes the negative.
"""

import torch

from golden import write

M, DIRECTIONS = 50, [1, -1, 0]
torch.set_default_dtype(torch.float64)


def alternating(units):
    return torch.tensor([1.0 if unit % 2 == 0 else -1.0 for unit in range(units)])


def case(name, units, activation, make):
    torch.manual_seed(7)
    sizes = [len(DIRECTIONS), *units, 2]
    linears = [torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
    columns = [torch.tensor([float(d) for d in DIRECTIONS]), *[alternating(n) for n in units]]
    rows = [*[alternating(n) for n in units], torch.ones(2)]
    signs = [row.reshape(-1, 1) * column for row, column in zip(rows, columns)]
    with torch.no_grad():
        for linear, sign in zip(linears, signs):
            linear.weight.copy_(torch.where(sign == 0, linear.weight, sign * linear.weight.abs()))
    state = lambda: [{"W": linear.weight.detach().clone(), "b": linear.bias.detach().clone().reshape(-1, 1)} for linear in linears]
    result = {"name": name, "units": units, "initial": state()}
    X = torch.randn(M, len(DIRECTIONS))
    Y = torch.stack([torch.tanh(X[:, 0]) - X[:, 1] ** 2 + X[:, 2] ** 2, -X[:, 0] + torch.sin(2 * X[:, 2])], dim=1)
    optimizer = make([p for linear in linears for p in linear.parameters()])
    costs, at_bound = [], 0
    for _ in range(25):
        optimizer.zero_grad()
        A = X
        for l, linear in enumerate(linears):
            Z = linear(A)
            A = activation(Z) if l < len(units) else Z
        cost = (0.5 * (A - Y) ** 2).sum(dim=1).mean()
        cost.backward()
        costs.append(cost.item())
        optimizer.step()
        with torch.no_grad():
            for linear, sign in zip(linears, signs):
                linear.weight.copy_(torch.where(sign == 0, linear.weight, sign * (sign * linear.weight).clamp(min=0)))
    at_bound = sum(int(((linear.weight == 0) & (sign != 0)).sum()) for linear, sign in zip(linears, signs))
    assert at_bound > 3
    return {**result, "X": X.T, "Y": Y.T, "costs": costs, "after": state(), "atBound": at_bound}


write("monotone.json", {"directions": DIRECTIONS, "cases": [
    case("adam", [8, 6], torch.relu, lambda parameters: torch.optim.Adam(parameters, lr=0.05)),
    case("momentum", [7], torch.tanh, lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9)),
]})
