#!/usr/bin/python3
"""Writes recipes.json: PyTorch's numbers for what RealMLP's training consists of: learned mixes, rates by kind of parameter, the neural tangent
parametrization, schedules, smoothed labels, and weights drawn with a view to samples.

    apt-get install python3-numpy python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_recipes.py

Made with NumPy 1.24.2 and PyTorch 1.13.0.
"""
import math

import numpy as np
import torch
from torch.optim import lr_scheduler

from golden import write

F = torch.nn.functional
torch.set_default_dtype(torch.float64)
ACTIVATIONS = {"tanh": torch.tanh, "silu": F.silu, "selu": F.selu, "mish": F.mish, "identity": lambda z: z}
STEPS, KEPT = 30, (1, 2, 10, 30)

torch.manual_seed(3)
X = torch.randn(20, 3)
LABELS = torch.randint(0, 3, (20,))
ONE_HOT = F.one_hot(LABELS, 3).double()
BINARY = torch.randint(0, 2, (20, 1)).double()


def column(v):
    return v.detach().clone().reshape(-1, 1)


class Net(torch.nn.Module):
    """Layers of (units, activation, options): m for a learned mix, n for batch normalization, r for a residual connection."""

    def __init__(self, layers, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.layers, inputs = layers, 3
        self.linear, self.norms, self.alpha = torch.nn.ModuleList(), torch.nn.ModuleList(), torch.nn.ParameterList()
        for units, _, options in layers:
            self.linear.append(torch.nn.Linear(inputs, units, bias="n" not in options))
            self.norms.append(torch.nn.BatchNorm1d(units) if "n" in options else torch.nn.Identity())
            self.alpha.append(torch.nn.Parameter(0.3 + 1.2 * torch.rand(units)))
            inputs = units

    def forward(self, a):
        for linear, norm, alpha, (_, activation, options) in zip(self.linear, self.norms, self.alpha, self.layers):
            z = norm(linear(a))
            g = ACTIVATIONS[activation](z)
            value = (1 - alpha) * z + alpha * g if "m" in options else g
            a = value + a if "r" in options else value
        return a

    def collect(self, of):
        result = []
        for linear, norm, alpha, (_, _, options) in zip(self.linear, self.norms, self.alpha, self.layers):
            layer = {"W": of(linear.weight).detach().clone()}
            if "n" in options:
                layer.update(gamma=column(of(norm.weight)), beta=column(of(norm.bias)))
            else:
                layer["b"] = column(of(linear.bias))
            if "m" in options:
                layer["alpha"] = column(of(alpha))
            result.append(layer)
        return result

    def groups(self):
        """Weights, biases, and the α of mixes."""
        mixes = [alpha for alpha, (_, _, options) in zip(self.alpha, self.layers) if "m" in options]
        return [linear.weight for linear in self.linear], [linear.bias for linear in self.linear if linear.bias is not None], mixes


NETWORKS = {
    "mixed": [(5, "selu", "m"), (4, "mish", "m"), (3, "identity", "")],
    "mixedAmongOptions": [(3, "tanh", "nm"), (3, "silu", "mr"), (3, "identity", "")],
    "plain": [(5, "tanh", ""), (4, "silu", ""), (3, "identity", "")],
    "binary": [(5, "tanh", ""), (1, "identity", "")],
}


def mixes():
    cases = []
    for name in ("mixed", "mixedAmongOptions"):
        model = Net(NETWORKS[name], seed=5)
        outputs = model(X)
        cost = F.cross_entropy(outputs, LABELS)
        cost.backward()
        cases.append({"name": name, "initial": model.collect(lambda p: p), "outputs": torch.softmax(outputs, dim=1).T, "cost": cost.item(),
                      "gradients": model.collect(lambda p: p.grad)})
    return cases


def flat_cosine(t, flat=0.5):
    return 1 if t < flat else 0.5 * (1 + math.cos(math.pi * (t - flat) / (1 - flat)))


def trained(model, optimizer, cost, scale=lambda layers: layers, before=lambda step: None):
    run = {"initial": scale(model.collect(lambda p: p)), "steps": {}, "costs": []}
    for step in range(STEPS):
        before(step)
        optimizer.zero_grad()
        J = cost(model(X))
        J.backward()
        optimizer.step()
        run["costs"].append(J.item())
        if step + 1 in KEPT:
            run["steps"][step + 1] = scale(model.collect(lambda p: p))
    return run


def rate_factors():
    """Weights 1.5, biases 0.1, α 0.25; the weight decay falls to 0 in the second half."""
    model = Net(NETWORKS["mixed"], seed=6)
    weights, biases, alphas = model.groups()
    optimizer = torch.optim.AdamW([
        {"params": weights, "lr": 0.02 * 1.5, "weight_decay": 0.1}, {"params": biases, "lr": 0.02 * 0.1, "weight_decay": 0.0},
        {"params": alphas, "lr": 0.02 * 0.25, "weight_decay": 0.0}], betas=(0.9, 0.95))

    def before(step):
        optimizer.param_groups[0]["weight_decay"] = 0.1 * flat_cosine(step / STEPS)

    return trained(model, optimizer, lambda z: F.cross_entropy(z, LABELS), before=before)


class Tangent(torch.nn.Module):
    """z = V a/√n + b with V ~ N(0, 1)."""

    def __init__(self, layers, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.layers, inputs = layers, 3
        self.V, self.b = torch.nn.ParameterList(), torch.nn.ParameterList()
        for units, _, _ in layers:
            self.V.append(torch.nn.Parameter(torch.randn(units, inputs)))
            self.b.append(torch.nn.Parameter(torch.randn(units)))
            inputs = units

    def forward(self, a):
        for V, b, (_, activation, _) in zip(self.V, self.b, self.layers):
            a = ACTIVATIONS[activation](a @ V.T / math.sqrt(V.shape[1]) + b)
        return a

    def collect(self, of):
        return [{"W": (of(V) / math.sqrt(V.shape[1])).detach().clone(), "b": column(of(b))} for V, b in zip(self.V, self.b)]


def tangent():
    """Its weights as W = V/√n, with an ε that is next to nothing."""
    model = Tangent(NETWORKS["plain"], seed=7)
    optimizer = torch.optim.AdamW([{"params": list(model.V), "lr": 0.04, "weight_decay": 0.02}, {"params": list(model.b), "lr": 0.004, "weight_decay": 0.0}],
                                  betas=(0.9, 0.95), eps=1e-16)
    return trained(model, optimizer, lambda z: F.cross_entropy(z, LABELS))


def smoothed():
    softmax = Net(NETWORKS["plain"], seed=8)
    loss = torch.nn.CrossEntropyLoss(label_smoothing=0.1)
    sigmoid = Net(NETWORKS["binary"], seed=9)
    targets = 0.8 * BINARY + 0.1
    return {
        "softmax": trained(softmax, torch.optim.SGD(softmax.parameters(), lr=0.3), lambda z: loss(z, LABELS)),
        "sigmoid": trained(sigmoid, torch.optim.SGD(sigmoid.parameters(), lr=0.3), lambda z: F.binary_cross_entropy_with_logits(z, targets)),
    }


def rates(factor, steps=84):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.2)
    scheduler, result = lr_scheduler.LambdaLR(optimizer, lambda step: factor(step / steps)), []
    for _ in range(steps):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return result


def cosine_log(t, cycles):
    return 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + (2 ** cycles - 1) * t)))


def schedules():
    return {
        "cosineLog": rates(lambda t: cosine_log(t, 4)),
        "cosineLogOfTwo": rates(lambda t: cosine_log(t, 2)),
        "flatCosine": rates(flat_cosine),
        "flatCosineOfAQuarter": rates(lambda t: flat_cosine(t, 0.25)),
    }


def start():
    """W ~ N(0, 1), rescaled so that each z has variance 1; b minus the z of a convex mix of five samples."""
    r = np.random.RandomState(11)
    samples = torch.tensor(np.random.RandomState(12).randn(50, 3)) * torch.tensor([1.0, 20.0, 0.1]) + 3
    a, layers = samples, []
    for units, activation in ((6, "selu"), (5, "mish"), (2, "identity")):
        W = torch.tensor(r.randn(units, a.shape[1]))
        W = W / (a @ W.T).std(dim=0, unbiased=False)[:, None]
        draws = torch.tensor(r.rand(units, 10))
        chosen, weights = (draws[:, :5] * len(a)).long(), -torch.log(1 - draws[:, 5:])
        points = (a[chosen] * (weights / weights.sum(dim=1, keepdim=True))[:, :, None]).sum(dim=1)
        b = -(points * W).sum(dim=1)
        layers.append({"W": W, "b": column(b)})
        a = ACTIVATIONS[activation](a @ W.T + b)
    return {"X": samples.T, "layers": layers}


write("recipes.json", {
    "X": X.T, "oneHot": ONE_HOT.T, "binary": BINARY.T, "mixes": mixes(), "rateFactors": rate_factors(), "tangent": tangent(), "smoothed": smoothed(),
    "schedules": schedules(), "start": start()})
