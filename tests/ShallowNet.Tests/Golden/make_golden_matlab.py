#!/usr/bin/python3
"""Writes matlab.json: networks as the script of docs/from-matlab.md writes them, and what MATLAB's formulas answer.

    apt-get install python3-numpy
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_matlab.py

Made with NumPy 1.24.2. The formulas are those of MATLAB's documentation and of the functions that genFunction writes.
"""
import numpy as np

from golden import write

random = np.random.RandomState(1)


# ---------------------------------------------------------------- what is done to inputs and targets

def mapminmax(x, ymin=-1.0, ymax=1.0):
    xmin, xmax = x.min(1), x.max(1)
    xrange = xmax - xmin
    with np.errstate(divide="ignore"):
        gain = (ymax - ymin) / xrange
    fix = (np.abs(gain) > 1e14) | (xrange == 0)
    gain, xoffset = np.where(fix, 1, gain), np.where(fix, ymin, xmin)
    settings = dict(xrows=len(x), xmax=xmax, xmin=xmin, xrange=xrange, yrows=len(x), ymax=ymax, ymin=ymin, yrange=ymax - ymin,
                    gain=gain, xoffset=xoffset, no_change=np.all(gain == 1) and np.all(xmin == 0))
    return ("mapminmax", settings, lambda a: (a - xoffset[:, None]) * gain[:, None] + ymin, lambda y: (y - ymin) / gain[:, None] + xoffset[:, None])


def mapstd(x, ymean=0.0, ystd=1.0):
    xmean, xstd = x.mean(1), x.std(1, ddof=1)
    with np.errstate(divide="ignore"):
        gain = ystd / xstd
    fix = (np.abs(gain) > 1e14) | (xstd == 0)
    gain, xoffset = np.where(fix, 1, gain), np.where(fix, ymean, xmean)
    settings = dict(xmean=xmean, xstd=xstd, xrows=len(x), yrows=len(x), ymean=ymean, ystd=ystd, gain=gain, xoffset=xoffset,
                    no_change=np.all(gain == 1) and np.all(xoffset == ymean))
    return ("mapstd", settings, lambda a: (a - xoffset[:, None]) * gain[:, None] + ymean, lambda y: (y - ymean) / gain[:, None] + xoffset[:, None])


def removing(name, x, removed, **settings):
    keep = np.setdiff1d(np.arange(len(x)), removed)

    def reverse(y):
        a = np.full((len(x), y.shape[1]), np.nan)
        a[keep] = y
        if "value" in settings:
            a[removed] = settings["value"][:, None]
        return a

    suffix = "" if "value" in settings else "_ind"
    settings = {f"keep{suffix}": keep[None] + 1, f"remove{suffix}": removed[None] + 1, **settings, "xrows": len(x), "yrows": len(keep),
                "no_change": len(removed) == 0}
    return (name, settings, lambda a: a[keep], reverse)


def removeconstantrows(x):
    removed = np.flatnonzero(x.max(1) - x.min(1) <= 0)
    value = (x.max(1) + x.min(1))[removed] / 2
    return removing("removeconstantrows", x, removed, max_range=0.0, value=value, constants=value)


def removerows(ind):
    return lambda x: removing("removerows", x, np.array(ind))


def processpca(x, maxfrac=0.02):
    transform, s, _ = np.linalg.svd(x, full_matrices=False)
    variances = s**2 / (x.shape[1] - 1)
    rows = int(np.sum(variances / variances.sum() >= maxfrac))
    transform = transform[:, :rows].T
    return ("processpca", dict(xrows=len(x), maxfrac=maxfrac, yrows=rows, transform=transform, inverseTransform=np.linalg.pinv(transform), no_change=False),
            lambda a: transform @ a, None)


def fixunknowns(x):
    """Without gaps: nothing."""
    return ("fixunknowns", dict(xrows=len(x), yrows=len(x), unknown=np.zeros((1, 0)), known=np.arange(1, len(x) + 1)[None], xmeans=x.mean(1), no_change=True),
            lambda a: a, lambda y: y)


def lvqoutputs(x):
    return ("lvqoutputs", dict(no_change=True, xrows=len(x), yrows=len(x)), lambda a: a, lambda y: y)


def in_order(functions, x):
    steps = []
    for function in functions:
        steps.append(function(x))
        x = steps[-1][2](x)
    return steps, x


# ---------------------------------------------------------------- networks

def softmax(n):
    e = np.exp(n - n.max(0))
    return e / e.sum(0)


TRANSFER = {
    "tansig": lambda n: 2 / (1 + np.exp(-2 * n)) - 1,
    "logsig": lambda n: 1 / (1 + np.exp(-n)),
    "purelin": lambda n: n,
    "poslin": lambda n: np.maximum(n, 0),
    "softmax": softmax,
}


def line(name, x):
    """A line of the file: the size of a matrix, and its elements column by column."""
    x = np.asarray(x, float)
    x = x.reshape(-1, 1) if x.ndim < 2 else x
    numbers = "".join(f" {v:.17g}" for v in x.T.ravel()).replace("inf", "Inf").replace("nan", "NaN")
    return f"{name} {x.shape[0]} {x.shape[1]}{numbers or ' '}\n"


def network(X, T, hidden, output, inputs=(), outputs=(), biased=True):
    """A network of random weights, configured for inputs X and targets T; hidden is (units, transfer function), …"""
    input_steps, p = in_order(inputs, X)
    output_steps, t = in_order(outputs, T)
    layers = [*hidden, (len(t), output)]
    text = line("ShallowNet.Matlab 1 structure", [[1, 1, 0]])
    a, rows = p, len(p)
    # Other samples than those that the settings come from: some lie outside of their range, and no row is constant.
    means = X.mean(1)[:, None]
    fresh = (means + 1.25 * (X - means) + np.where(np.ptp(X, 1)[:, None] == 0, random.randn(*X.shape), 0))[:, ::4]
    answer = in_steps(fresh, input_steps)
    for i, (units, function) in enumerate(layers):
        W, b = random.randn(units, rows) / np.sqrt(rows), random.randn(units, 1) if biased else np.zeros((0, 0))
        text += line(f"layer {function} netsum", b)
        for j in range(len(layers) + 1):
            text += line("weights dotprod", W) if j == i else line("weights none", np.zeros((0, 0)))
        answer = TRANSFER[function](W @ answer + (b if biased else 0))
        rows = units
    for side, steps in (("input", input_steps), ("output", output_steps)):
        for name, settings, _, _ in steps:
            text += f"{side} {name}\n"
            text += "".join(line(f"set {key}", value) for key, value in settings.items())
    for name, settings, _, reverse in reversed(output_steps):
        answer = answer if settings["no_change"] else reverse(answer)
    return {"file": text + "end\n", "X": fresh, "answers": answer}


def in_steps(x, steps):
    for _, settings, apply, _ in steps:
        x = x if settings["no_change"] else apply(x)
    return x


X = random.randn(3, 40) * [[1], [30], [0.01]] + [[0], [500], [2]]
T = random.randn(2, 40) * [[100], [1]] + [[1000], [0.5]]
usual = (removeconstantrows, mapminmax)

# Rows 2 and 5 of the inputs and row 1 of the targets are constant.
with_constants = np.vstack([X[:1], np.full((1, 40), 7.0), X[1:], np.full((1, 40), -3.0)])
constant_target = np.vstack([np.full((1, 40), 42.0), T])

write("matlab.json", {
    "fitnet": network(X, T, [(5, "tansig")], "purelin", usual, usual),
    "constant rows": network(with_constants, constant_target, [(4, "tansig")], "purelin", usual, usual),
    "deviations": network(X, T, [(4, "logsig"), (3, "poslin")], "purelin", (fixunknowns, mapstd), (mapstd,)),
    "constant rows and deviations": network(with_constants, constant_target, [(4, "tansig")], "purelin", (removeconstantrows, mapstd), (removeconstantrows, mapstd)),
    "rows that stay constant": network(with_constants, constant_target, [(4, "tansig")], "purelin", (mapminmax,), (mapminmax,)),
    "other ranges": network(X, T, [(4, "tansig")], "purelin", (lambda x: mapminmax(x, 0.0, 1.0),), (lambda x: mapstd(x, 2.0, 3.0),)),
    "two scalings": network(X, T, [(4, "tansig")], "purelin", (mapminmax, mapstd), (mapminmax, mapstd)),
    "components": network(with_constants, T, [(4, "tansig")], "purelin", (removerows([1]), mapstd, processpca), usual),
    "components first": network(X, T, [(4, "tansig")], "purelin", (processpca, mapminmax), ()),
    "nothing done": network(X[[0, 2]], T, [(4, "tansig")], "purelin"),
    "no biases": network(X, T, [(4, "tansig")], "purelin", usual, usual, biased=False),
    "linear": network(X, T, [], "purelin", usual, usual),
    "scaled tansig": network(X, T, [(4, "tansig")], "tansig", usual, usual),
    "three classes": network(X, np.eye(3)[np.arange(40) % 3].T, [(5, "tansig")], "softmax", usual, (removeconstantrows,)),
    "two classes": network(X, np.eye(2)[np.arange(40) % 2].T, [(5, "tansig")], "softmax", usual, (lvqoutputs,)),
    "logistic": network(X, (np.arange(40) % 2)[None] * 1.0, [(5, "tansig")], "logsig", (mapstd,)),
})
