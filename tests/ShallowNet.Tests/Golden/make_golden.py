#!/usr/bin/python3
"""Writes the golden numbers that the tests compare ShallowNet with: those of NumPy, scikit-learn, PyTorch and mpmath.

    apt-get install python3-mpmath python3-numpy python3-sklearn python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden.py

Made with NumPy 1.24.2, scikit-learn 1.2.1, PyTorch 1.13.0 and mpmath 1.2.1. NumPy's AVX-512 versions of sin, cos, log and tanh are
switched off: they differ from the C library's in the last bits, so that a seed would mean different points on
different machines.
"""
import os

os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"

import mpmath
import numpy as np
import torch
from sklearn.datasets import make_blobs, make_circles, make_moons
from sklearn.model_selection import train_test_split

from golden import nearest, write


# ---------------------------------------------------------------- random numbers

def random_numbers():
    cases = []
    for seed in (0, 1, 2, 42, 12345, 2**31 - 1):
        r = np.random.RandomState
        mixed = r(seed)
        shuffled = np.arange(257)
        r(seed).shuffle(shuffled)
        cases.append({
            "seed": seed,
            "rand": r(seed).rand(100),
            "randn": r(seed).randn(1001),
            "randnMatrix": r(seed).randn(3, 5),
            "randMatrix": r(seed).rand(4, 2),
            "uniform": r(seed).uniform(-10, 10, 10),
            "permutations": {str(n): r(seed).permutation(n) for n in (1, 2, 3, 16, 17, 400)},
            "shuffle": shuffled,
            # One stream for all: a saved Gaussian stays saved while other numbers are drawn.
            "mixed": [mixed.randn(3), mixed.rand(2), mixed.permutation(5), mixed.randn(2)],
        })
    write("random.json", cases)


# ---------------------------------------------------------------- elementary functions

def elementary():
    """Each value as the sum of two doubles: the nearest one, and what it misses."""
    mpmath.mp.prec = 300
    r = np.random.RandomState(1)
    functions = {
        "exp": (mpmath.exp, -708, 709),
        "log": (mpmath.log, 1e-300, 1e3),
        "log1p": (mpmath.log1p, 0, 1),
        "tanh": (mpmath.tanh, -20, 20),
        "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), -700, 700),
        "softplus": (lambda x: mpmath.log1p(mpmath.exp(x)), -700, 700),
    }
    cases = {}
    for name, (f, low, high) in functions.items():
        near = np.exp(-r.uniform(0, 30, 400)) * min(high, 4)
        x = np.concatenate([r.uniform(low, high, 200), near, np.zeros(0) if low >= 0 else -near, 1 + r.uniform(-1, 0 if high == 1 else 1, 200)])
        y = [f(mpmath.mpf(float(v))) for v in x]
        cases[name] = {"x": x, "high": [float(v) for v in y], "low": [float(v - mpmath.mpf(float(v))) for v in y]}
    write("elementary.json", cases)


# ---------------------------------------------------------------- data sets

def sin(x):
    """NumPy's sines depend on the processor; the nearest doubles, of which the C library's miss one in 800, do not."""
    return nearest(mpmath.sin, x)


def cos(x):
    return nearest(mpmath.cos, x)


def load_planar_dataset(m, seed):
    """The course's flower."""
    np.random.seed(seed)
    N = m // 2
    X, Y = np.zeros((m, 2)), np.zeros((m, 1))
    for j in range(2):
        ix = range(N * j, N * (j + 1))
        t = np.linspace(j * 3.12, (j + 1) * 3.12, N) + np.random.randn(N) * 0.2
        r = 4 * sin(4 * t) + np.random.randn(N) * 0.2
        X[ix] = np.c_[r * sin(t), r * cos(t)]
        Y[ix] = j
    return X.T, Y.T


def spiral(m, classes, noise, seed):
    """CS231n's spiral arms."""
    np.random.seed(seed)
    X, y = [], []
    for j in range(classes):
        N = m // classes + (1 if j < m % classes else 0)
        r = np.linspace(0.0, 1, N)
        t = np.linspace(j * 4, (j + 1) * 4, N) + np.random.randn(N) * noise
        X.append(np.c_[r * sin(t), r * cos(t)])
        y += [j] * N
    return np.concatenate(X).T, np.array(y)


def data_sets():
    moons = make_moons(31, noise=0.1, random_state=5)
    circles = make_circles(31, noise=0.1, factor=0.5, random_state=5)
    blobs = make_blobs(32, centers=3, cluster_std=1.5, random_state=5)
    s = spiral(32, 3, 0.2, 5)
    split = train_test_split(np.arange(57), test_size=0.2, random_state=3)
    write("datasets.json", {
        "flower": [{"samples": m, "seed": seed, "X": X, "Y": Y}
                   for m, seed in ((400, 1), (400, 3), (400, 7), (50, 2), (2, 0))
                   for X, Y in [load_planar_dataset(m, seed)]],
        "moons": {"X": moons[0].T, "labels": moons[1]},
        "circles": {"X": circles[0].T, "labels": circles[1]},
        "blobs": {"X": blobs[0].T, "labels": blobs[1]},
        "spirals": {"X": s[0], "labels": s[1]},
        "split": {"train": split[0], "test": split[1]},
    })


# ---------------------------------------------------------------- the article's program

def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def initialize_parameters(seed, n_x, n_h, n_y):
    np.random.seed(seed)
    return {"W1": np.random.randn(n_h, n_x) * 0.01, "b1": np.zeros((n_h, 1)),
            "W2": np.random.randn(n_y, n_h) * 0.01, "b2": np.zeros((n_y, 1))}


def forward_propagation(X, p):
    Z1 = np.dot(p["W1"], X) + p["b1"]
    A1 = np.tanh(Z1)
    Z2 = np.dot(p["W2"], A1) + p["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}


def compute_cost(A2, Y):
    return -np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / Y.shape[1]


def backward_propagation(p, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = np.dot(p["W2"].T, dZ2) * (1 - cache["A1"] ** 2)
    return {"dW1": np.dot(dZ1, X.T) / m, "db1": np.sum(dZ1, axis=1, keepdims=True) / m,
            "dW2": np.dot(dZ2, cache["A1"].T) / m, "db2": np.sum(dZ2, axis=1, keepdims=True) / m}


def update_parameters(p, grads, alpha):
    return {k: v - alpha * grads["d" + k] for k, v in p.items()}


def article():
    # With few samples and the article's alpha of 1.2 the iteration is chaotic: changed by one unit in the last place,
    # NumPy's own program ends elsewhere after 1,000 steps. Smaller steps can be compared to the end.
    cases = []
    for seed, n_h, m, alpha in ((2, 4, 400, 1.2), (3, 4, 40, 0.3), (7, 1, 40, 0.3), (11, 5, 42, 0.3), (12, 50, 40, 0.3)):
        X, Y = load_planar_dataset(m, 1)
        p = initialize_parameters(seed, 2, n_h, 1)
        case = {"seed": seed, "hidden": n_h, "samples": m, "learningRate": alpha, "initial": p, "costs": [], "after": {}}
        for i in range(1000):
            cache = forward_propagation(X, p)
            cost = compute_cost(cache["A2"], Y)
            grads = backward_propagation(p, cache, X, Y)
            if i == 0:
                case["cache"] = cache
            if i < 3:
                case.setdefault("gradients", []).append(grads)
            case["costs"].append(cost)
            p = update_parameters(p, grads, alpha)
            if i + 1 in (1, 10, 100, 1000):
                case["after"][str(i + 1)] = p
        cases.append(case)

    # Mini-batches: a new permutation of one stream every epoch, the last short batch used.
    X, Y = load_planar_dataset(50, 1)
    p = initialize_parameters(4, 2, 4, 1)
    order = np.random.RandomState(9)
    costs = []
    for epoch in range(20):
        permutation = order.permutation(50)
        total = 0
        for start in range(0, 50, 16):
            batch = permutation[start:start + 16]
            cache = forward_propagation(X[:, batch], p)
            total += compute_cost(cache["A2"], Y[:, batch]) * len(batch)
            p = update_parameters(p, backward_propagation(p, cache, X[:, batch], Y[:, batch]), 0.5)
        costs.append(total / 50)
    write("article.json", {"fullBatch": cases, "miniBatch": {"costs": costs, "after": p}})


# ---------------------------------------------------------------- PyTorch

def parameters(model):
    return [[layer.weight, layer.bias.reshape(-1, 1)] for layer in model if isinstance(layer, torch.nn.Linear)]


def copied(model):
    return [[w.detach().clone().numpy(), b.detach().clone().numpy()] for w, b in parameters(model)]


def sum_over_outputs(loss):
    return lambda z, y: loss(z, y, reduction="none").sum(dim=1).mean()


def pytorch():
    F = torch.nn.functional
    torch.manual_seed(3)
    torch.set_default_dtype(torch.float64)
    X, Y = torch.randn(20, 3), (torch.rand(20, 2) > 0.5).double()
    optimizers = {
        "SGD": lambda p: torch.optim.SGD(p, lr=0.5),
        "Momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        "RMSprop": lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.99, eps=1e-8),
        "Adam": lambda p: torch.optim.Adam(p, lr=0.02, betas=(0.9, 0.999), eps=1e-8),
    }
    cost = sum_over_outputs(F.binary_cross_entropy_with_logits)
    runs = {}
    for name, make in optimizers.items():
        torch.manual_seed(4)
        model = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.Tanh(), torch.nn.Linear(5, 2))
        optimizer = make(model.parameters())
        run = {"initial": copied(model), "steps": [], "costs": []}
        for _ in range(30):
            optimizer.zero_grad()
            J = cost(model(X.detach()), Y)
            J.backward()
            optimizer.step()
            run["steps"].append(copied(model))
            run["costs"].append(J.item())
        runs[name] = run

    # One step through every activation and loss, with large outputs among small ones.
    labels = torch.nn.functional.one_hot(torch.randint(0, 3, (20,)), 3).double()
    layers = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU,
              "leakyRelu": lambda: torch.nn.LeakyReLU(0.01), "identity": torch.nn.Identity}
    losses = {
        "crossEntropy": sum_over_outputs(F.binary_cross_entropy_with_logits),
        "categorical": lambda z, y: F.cross_entropy(z, y),
        "squared": lambda z, y: 0.5 * ((z - y) ** 2).sum(dim=1).mean(),
    }
    gradients = []
    for activation, make in layers.items():
        for loss, J in losses.items():
            torch.manual_seed(5)
            model = torch.nn.Sequential(torch.nn.Linear(3, 6), make(), torch.nn.Linear(6, 3))
            with torch.no_grad():
                model[2].weight *= 20
            cost = J(model(X), labels)
            cost.backward()
            gradients.append({"activation": activation, "loss": loss, "parameters": copied(model), "cost": cost.item(),
                              "gradients": [[layer.weight.grad, layer.bias.grad.reshape(-1, 1)] for layer in (model[0], model[2])]})
    write("pytorch.json", {"X": X.T, "Y": Y.T, "labels": labels.T, "optimizers": runs, "gradients": gradients})


random_numbers()
elementary()
data_sets()
article()
pytorch()
