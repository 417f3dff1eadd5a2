#!/usr/bin/python3
"""Writes functions.json: activations and losses of PyTorch, the Gaussian integral of mpmath, orthogonal matrices of NumPy.

    apt-get install python3-mpmath python3-numpy python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_functions.py

Made with NumPy 1.24.2, PyTorch 1.13.0 and mpmath 1.2.1. Where PyTorch departs from the formula on purpose, that is switched off: the
threshold of softplus, and the epsilon of the Poisson loss.
"""
import os

os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"

import mpmath
import numpy as np
import torch

from golden import plain, write

F = torch.nn.functional
torch.set_default_dtype(torch.float64)
mpmath.mp.prec = 300
ALPHA, DELTA, TAU = 0.5, 0.3, 0.8


def two_doubles(x, f):
    """Each value as the sum of two doubles: the nearest one, and what it misses."""
    y = [f(mpmath.mpf(float(v))) for v in x]
    return {"x": x, "high": [float(v) for v in y], "low": [float(v - mpmath.mpf(float(v))) for v in y]}


def precise():
    r = np.random.RandomState(1)
    near = np.exp(-r.uniform(0, 30, 100))
    x = np.concatenate([r.uniform(-37.4, 8, 300), r.uniform(-3, 3, 300), near, -near])
    phi = lambda z: mpmath.erfc(-z / mpmath.sqrt(2)) / 2
    e = np.concatenate([-r.uniform(0, 50, 150), -r.uniform(0, 2, 150), -near])
    return {"phi": two_doubles(x, phi), "expm1": two_doubles(e, mpmath.expm1)}


ACTIVATIONS = {
    "tanh": torch.tanh,
    "elu": lambda z: F.elu(z, alpha=ALPHA),
    "gelu": F.gelu,
    "geluTanh": lambda z: F.gelu(z, approximate="tanh"),
    "silu": F.silu,
    "selu": F.selu,
    "mish": F.mish,
    "softplus": lambda z: F.softplus(z, threshold=500),
    "exponential": torch.exp,
    "identity": lambda z: z,
    "sigmoid": torch.sigmoid,
    "softmax": lambda z: torch.softmax(z, dim=1),
}


def losses(z, a, output, counts, classes, values):
    """The mean over samples of the sum over outputs."""
    mean = lambda terms: terms.sum(dim=1).mean()
    pinball = lambda d: torch.maximum(TAU * d, (TAU - 1) * d)
    return {
        "crossEntropy": lambda: mean(F.binary_cross_entropy_with_logits(z, classes, reduction="none")),
        "categorical": lambda: F.cross_entropy(z, classes),
        "squared": lambda: 0.5 * mean(F.mse_loss(a, values, reduction="none")),
        "absolute": lambda: mean(F.l1_loss(a, values, reduction="none")),
        "huber": lambda: mean(F.huber_loss(a, values, reduction="none", delta=DELTA)),
        "quantile": lambda: mean(pinball(values - a)),
        "poisson": lambda: mean(F.poisson_nll_loss(z, counts, log_input=True, reduction="none") if output == "exponential"
                                else F.poisson_nll_loss(a, counts, log_input=False, eps=0.0, reduction="none")),
    }


def parity():
    torch.manual_seed(3)
    X = torch.randn(12, 3) * 2
    values, counts = torch.randn(12, 3), torch.poisson(torch.full((12, 3), 2.0))
    classes = F.one_hot(torch.randint(0, 3, (12,)), 3).double()
    first, second = torch.nn.Linear(3, 5), torch.nn.Linear(5, 3)
    with torch.no_grad():
        second.weight *= 3
    new = ["elu", "gelu", "geluTanh", "silu", "selu", "mish", "softplus", "exponential"]
    outputs = {"crossEntropy": ["sigmoid"], "categorical": ["softmax"], "poisson": ["exponential", "softplus"]}
    cases = [(hidden, output, loss)
             for hidden in ["tanh"] + new
             for loss in ("crossEntropy", "categorical", "squared", "absolute", "huber", "quantile", "poisson")
             for output in outputs.get(loss, ["identity"])]
    cases += [("tanh", output, loss) for output in new for loss in ("squared", "absolute", "huber", "quantile")]
    results = []
    for hidden, output, loss in cases:
        for layer in (first, second):
            layer.zero_grad()
        z = second(ACTIVATIONS[hidden](first(X)))
        a = ACTIVATIONS[output](z)
        cost = losses(z, a, output, counts, classes, values)[loss]()
        cost.backward()
        results.append({"hidden": hidden, "output": output, "loss": loss, "cost": cost.item(), "A": a.T,
                        "gradients": [plain([layer.weight.grad, layer.bias.grad.reshape(-1, 1)]) for layer in (first, second)]})
    return {"X": X.T, "values": values.T, "counts": counts.T, "classes": classes.T,
            "parameters": [[layer.weight, layer.bias.reshape(-1, 1)] for layer in (first, second)], "cases": results}


def elements():
    """Every activation and its derivative on a grid."""
    z = torch.tensor(np.r_[np.linspace(-12, 12, 25), 0.1, -0.3, 1e-9, -1e-9], requires_grad=True)
    result = {"z": z}
    for name in ("elu", "gelu", "geluTanh", "silu", "selu", "mish", "softplus", "exponential"):
        a = ACTIVATIONS[name](z)
        result[name] = [a, torch.autograd.grad(a.sum(), z)[0]]
    return result


def orthogonal():
    """PyTorch's orthogonal_, on NumPy's Gaussian numbers."""
    cases = []
    for rows, columns in ((4, 4), (3, 7), (9, 5), (1, 3), (3, 1)):
        A = np.random.RandomState(6).randn(rows, columns)
        q, r = np.linalg.qr(A.T if rows < columns else A)
        q = q * np.sign(np.diag(r))
        cases.append(q.T if rows < columns else q)
    return cases


write("functions.json", {"precise": precise(), "parity": parity(), "elements": elements(), "orthogonal": orthogonal()})
