"""SciPy's Levenberg-Marquardt (MINPACK) with an analytic Jacobian: `second_order.py FILE` prints the seconds to an error from each start.

FILE: JSON with X (inputs x samples), Y (outputs x samples), units, target (mean squared error) and starts (W1, b1, W2, b2 by rows).
"""
import json
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from scipy.optimize import least_squares

data = json.load(open(sys.argv[1]))
X, Y, H, target = np.array(data["X"]), np.array(data["Y"]), data["units"], data["target"]
n, m, k = X.shape[0], X.shape[1], Y.shape[0]
sizes = [H * n, H, k * H, k]
ends = np.cumsum(sizes)


class Reached(Exception):
    pass


def parts(w):
    W1, b1, W2, b2 = np.split(w, ends[:-1])
    return W1.reshape(H, n), b1[:, None], W2.reshape(k, H), b2[:, None]


def residuals(w):
    W1, b1, W2, b2 = parts(w)
    e = W2 @ np.tanh(W1 @ X + b1) + b2 - Y
    if np.mean(e * e) <= target:
        raise Reached
    return e.ravel()


def jacobian(w):
    W1, b1, W2, b2 = parts(w)
    A = np.tanh(W1 @ X + b1)
    dA = 1 - A * A
    J = np.zeros((k, m, ends[-1]))
    for o in range(k):
        d = (W2[o][:, None] * dA).T
        J[o, :, : sizes[0]] = (d[:, :, None] * X.T[:, None, :]).reshape(m, -1)
        J[o, :, sizes[0] : ends[1]] = d
        J[o, :, ends[1] + o * H : ends[1] + (o + 1) * H] = A.T
        J[o, :, ends[2] + o] = 1
    return J.reshape(k * m, -1)


def seconds(start):
    w = np.concatenate([np.array(part) for part in start])
    best = None
    for _ in range(3):
        begin = time.perf_counter()
        try:
            least_squares(residuals, w, jacobian, method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=2000)
        except Reached:
            taken = time.perf_counter() - begin
            best = taken if best is None else min(best, taken)
    return best


print(json.dumps([seconds(start) for start in data["starts"]]))
