#!/usr/bin/python3
"""Writes the golden numbers of second-order methods: NumPy's Jacobians and curvatures, SciPy's least squares, and the evidence in NumPy.

    apt-get install python3-numpy python3-scipy
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_second_order.py

Made with NumPy 1.24.2 and SciPy 1.10.1. X is n_x × m and Y n_y × m. The parameters w are W[1] column after column, b[1], W[2], b[2] and so
on. Rows of a Jacobian are the outputs of the first sample, those of the second, and so on; it is that of the residuals e = ŷ − y, or, under
"curvatures", of Z of the last layer. Sums go over all samples, where weights are given with these divided by their mean.

- jacobians: J, JᵀJ, Jᵀe, and JᵀWJ, JᵀWe with the samples' weights W.
- curvatures: the generalized Gauss–Newton matrix Σ w_j J_jᵀ Λ_j J_j of the cross-entropy, Λ = p(1 − p) for sigmoid outputs and
  diag(p) − ppᵀ for softmax, and the gradient Σ w_j J_jᵀ (p_j − y_j); with all weights 1, and with those given.
- huber: JᵀWJ and JᵀWe where W is 1 for |e| ≤ δ and δ/|e| elsewhere.
- leastSquares: what scipy.optimize.least_squares(method="lm") ends with, from several starts: ½ Σ e².
- evidence: MacKay's, at given parameters. The groups are the weights of each layer, the biases of all hidden layers together, and the last
  layer's biases, each with its α; the α of the last is fixed. E_D = ½ Σ e², or the summed cross-entropy with β = 1; E_Wk = ½ Σ w² of the
  group; H = β JᵀJ + diag(α), or the generalized Gauss–Newton matrix + diag(α); γ_k = P_k − α_k tr((H⁻¹)_kk), and γ is their sum. Then
  α_k := γ_k/(2 E_Wk) and β := (N − γ)/(2 E_D), N = n_y m.
- fixedPoints: where minimizing βE_D + Σ α_k E_Wk and these updates, in turn, end.
"""
import numpy as np
from scipy.optimize import least_squares

from golden import write

FUNCTIONS = {
    "identity": lambda z: z,
    "tanh": np.tanh,
    "sigmoid": lambda z: (1 + np.tanh(z / 2)) / 2,
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "softmax": lambda z: np.exp(z) / np.exp(z).sum(axis=0),
}


# ---------------------------------------------------------------- a network as a function of its parameters

class Net:
    def __init__(self, sizes, activations):
        self.sizes, self.activations = sizes, activations
        shapes = [shape for n, k in zip(sizes, sizes[1:]) for shape in ((k, n), (k, 1))]
        ends = np.cumsum([rows * columns for rows, columns in shapes])
        self.parameters = int(ends[-1])
        self.parts = [(slice(end - rows * columns, end), (rows, columns)) for end, (rows, columns) in zip(ends, shapes)]

    def unpack(self, w):
        return [w[part].reshape(shape, order="F") for part, shape in self.parts]

    def z(self, w, X):
        """Z of the last layer."""
        matrices, A = self.unpack(w), X
        for layer in range(len(self.activations)):
            Z = matrices[2 * layer] @ A + matrices[2 * layer + 1]
            A = FUNCTIONS[self.activations[layer]](Z)
        return Z

    def answer(self, w, X):
        return FUNCTIONS[self.activations[-1]](self.z(w, X))

    def jacobian(self, w, X, function):
        """∂function/∂w by complex steps: exact to rounding, since nothing is subtracted."""
        columns = []
        for p in range(self.parameters):
            step = w.astype(complex)
            step[p] += 1e-30j
            columns.append(function(step, X).imag.ravel(order="F") / 1e-30)
        return np.array(columns).T

    def described(self, w):
        matrices = self.unpack(w)
        return {
            "activations": self.activations,
            "W": matrices[::2],
            "b": matrices[1::2],
        }


def random_weights(random, net):
    return random.randn(net.parameters) * 0.8


def ones_and_weights(random, m):
    return np.ones(m), random.uniform(0.2, 3, m)


# ---------------------------------------------------------------- Jacobians

def jacobians():
    random, cases = np.random.RandomState(1), []
    for sizes, activations in (
        ([2, 3, 1], ["tanh", "identity"]), ([2, 3, 2], ["tanh", "tanh"]), ([2, 3, 2], ["sigmoid", "identity"]), ([2, 3, 1], ["sigmoid", "tanh"]),
        ([2, 3, 1], ["relu", "identity"]), ([2, 3, 2], ["relu", "tanh"]), ([2, 2, 2, 1], ["tanh", "relu", "identity"]), ([3, 2], ["identity"]),
    ):
        net, m = Net(sizes, activations), 5
        w, X, Y = random_weights(random, net), random.randn(sizes[0], m), random.randn(sizes[-1], m)
        _, weights = ones_and_weights(random, m)
        J, e = net.jacobian(w, X, net.answer), (net.answer(w, X) - Y).ravel(order="F")
        W = np.repeat(weights / weights.mean(), sizes[-1])
        cases.append({
            **net.described(w), "X": X, "Y": Y, "weights": weights, "J": J, "JtJ": J.T @ J, "Jte": J.T @ e, "JtWJ": J.T @ (W[:, None] * J), "JtWe": J.T @ (W * e),
        })
    return cases


# ---------------------------------------------------------------- classes

def one_hot(random, classes, m):
    return np.eye(classes)[:, random.permutation(np.arange(m) % classes)]


def curvature(net, w, X, Y, weights):
    """The generalized Gauss–Newton matrix and the gradient of the summed cross-entropy."""
    J, p = net.jacobian(w, X, net.z), net.answer(w, X)
    k, scaled = len(Y), weights / weights.mean()
    G, g = np.zeros((net.parameters, net.parameters)), np.zeros(net.parameters)
    for j in range(X.shape[1]):
        Jj, pj = J[j * k:(j + 1) * k], p[:, j]
        L = np.diag(pj) - np.outer(pj, pj) if net.activations[-1] == "softmax" else np.diag(pj * (1 - pj))
        G += scaled[j] * Jj.T @ L @ Jj
        g += scaled[j] * Jj.T @ (pj - Y[:, j])
    return G, g


def cross_entropy(net, w, X, Y):
    p = net.answer(w, X)
    return -np.log(p[Y == 1]).sum() - (0 if net.activations[-1] == "softmax" else np.log(1 - p[Y == 0]).sum())


def curvatures():
    random, cases = np.random.RandomState(2), []
    for sizes, activations in (([2, 3, 1], ["tanh", "sigmoid"]), ([2, 3, 2], ["sigmoid", "sigmoid"]), ([2, 3, 3], ["tanh", "softmax"]), ([3, 3], ["softmax"])):
        net, m = Net(sizes, activations), 6
        w, X = random_weights(random, net), random.randn(sizes[0], m)
        Y = one_hot(random, sizes[-1], m) if activations[-1] == "softmax" else (random.rand(sizes[-1], m) > 0.5).astype(float)
        ones, weights = ones_and_weights(random, m)
        (G, g), (weightedG, weightedg) = curvature(net, w, X, Y, ones), curvature(net, w, X, Y, weights)
        cases.append({**net.described(w), "X": X, "Y": Y, "weights": weights, "J": net.jacobian(w, X, net.z),
                      "G": G, "g": g, "weightedG": weightedG, "weightedg": weightedg})
    return cases


def huber():
    random = np.random.RandomState(3)
    net, m, delta = Net([2, 3, 2], ["tanh", "identity"]), 8, 0.7
    w, X = random_weights(random, net), random.randn(2, m)
    Y = net.answer(w, X) + random.standard_t(1.5, (2, m))
    J, e = net.jacobian(w, X, net.answer), (net.answer(w, X) - Y).ravel(order="F")
    W = np.minimum(1, delta / np.abs(e))
    assert 3 <= (W == 1).sum() <= len(W) - 3
    return {**net.described(w), "X": X, "Y": Y, "delta": delta, "JtWJ": J.T @ (W[:, None] * J), "JtWe": J.T @ (W * e)}


# ---------------------------------------------------------------- least squares

def ends(net, X, Y, w):
    return least_squares(
        lambda w: (net.answer(w, X) - Y).ravel(order="F"), w, jac=lambda w: net.jacobian(w, X, net.answer),
        method="lm", ftol=1e-15, xtol=1e-15, gtol=1e-15, max_nfev=500)


def least_squares_minima():
    """
    Minima at finite parameters only: from some starts, units become steps, whose weights grow without end. The first seed counts of whose
    twelve starts at least four end well.
    """
    cases = []
    for name, net, m, noise in (
        ("no noise", Net([1, 2, 1], ["tanh", "identity"]), 25, 0.0),
        ("two outputs", Net([2, 2, 2], ["tanh", "identity"]), 40, 0.1),
        ("three units", Net([2, 3, 1], ["tanh", "identity"]), 60, 0.1),
        ("bounded output", Net([2, 2, 1], ["sigmoid", "tanh"]), 40, 0.05),
        ("linear", Net([3, 2], ["identity"]), 20, 0.3),
    ):
        good, seed = [], 0
        while len(good) < 4:
            random = np.random.RandomState(seed)
            X = random.uniform(-2, 2, (net.sizes[0], m))
            Y = net.answer(random.randn(net.parameters), X) + noise * random.randn(net.sizes[-1], m)
            tries = [(w, ends(net, X, Y, w)) for w in random.randn(12, net.parameters)]
            good = [(w, end) for w, end in tries if end.status > 0 and np.abs(end.x).max() < 30 and np.abs(end.grad).max() < 1e-6]
            seed += 1
        starts = [{**net.described(w), "cost": end.cost, "evaluations": end.nfev, "w": end.x} for w, end in good[:4]]
        print(f"{name}: seed {seed - 1};", ", ".join(f"{start['cost']:.12g} ({start['evaluations']})" for start in starts))
        cases.append({"name": name, "X": X, "Y": Y, "best": min(start["cost"] for start in starts), "starts": starts})
    return cases


# ---------------------------------------------------------------- evidence

ALPHA_OF_OUTPUTS = 1e-3


class Evidence:
    def __init__(self, net, X, Y):
        self.net, self.X, self.Y = net, X, Y
        self.has_classes = net.activations[-1] in ("sigmoid", "softmax")
        parts = [np.arange(part.start, part.stop) for part, _ in net.parts]
        groups = {}
        for i, part in enumerate(parts):
            name = f"W[{i // 2 + 1}]" if i % 2 == 0 else "b" if i < len(parts) - 1 else f"b[{i // 2 + 1}]"
            groups[name] = np.concatenate([groups.get(name, np.arange(0)), part])
        self.names, self.groups = list(groups), list(groups.values())
        self.N = Y.size

    def data_error(self, w):
        return cross_entropy(self.net, w, self.X, self.Y) if self.has_classes else 0.5 * ((self.net.answer(w, self.X) - self.Y) ** 2).sum()

    def hessian(self, w, alpha, beta):
        if self.has_classes:
            H = curvature(self.net, w, self.X, self.Y, np.ones(self.X.shape[1]))[0]
        else:
            J = self.net.jacobian(w, self.X, self.net.answer)
            H = beta * J.T @ J
        for a, group in zip(alpha, self.groups):
            H[group, group] += a
        return H

    def weight_errors(self, w):
        return [0.5 * (w[group] ** 2).sum() for group in self.groups]

    def log(self, w, alpha, beta, H):
        sign, log_det = np.linalg.slogdet(H)
        assert sign == 1
        result = -beta * self.data_error(w) - np.dot(alpha, self.weight_errors(w)) - 0.5 * log_det
        result += sum(len(group) / 2 * np.log(a) for a, group in zip(alpha, self.groups))
        return result + (0 if self.has_classes else self.N / 2 * np.log(beta / (2 * np.pi)))

    def at(self, w, alpha, beta):
        H = self.hessian(w, alpha, beta)
        inverse, E_D, E_W = np.linalg.inv(H), self.data_error(w), self.weight_errors(w)
        gammas = [len(group) - a * inverse[group, group].sum() for a, group in zip(alpha, self.groups)]
        gamma = sum(gammas)
        self.check_slopes(w, alpha, beta, gammas, gamma)
        return {
            "names": self.names, "counts": [len(group) for group in self.groups],
            "alpha": alpha, "beta": beta, "dataError": E_D, "weightErrors": E_W, "logDeterminant": np.linalg.slogdet(H)[1],
            "gammas": gammas, "gamma": gamma, "logEvidence": self.log(w, alpha, beta, H),
            "newAlpha": [g / (2 * e) for g, e in zip(gammas[:-1], E_W)] + [alpha[-1]],
            "newBeta": 1.0 if self.has_classes else (self.N - gamma) / (2 * E_D),
        }

    def check_slopes(self, w, alpha, beta, gammas, gamma):
        """The updates are where the slopes of the log evidence over ln α and ln β are 0."""
        def slope(k):
            change = np.exp(1e-5 * (np.arange(len(alpha) + 1) == k))
            up, down = ((alpha * c[:-1], beta * c[-1]) for c in (change, 1 / change))
            return (self.log(w, *up, self.hessian(w, *up)) - self.log(w, *down, self.hessian(w, *down))) / 2e-5

        alpha, E_W = np.array(alpha), self.weight_errors(w)
        for k in range(len(alpha)):
            assert abs(slope(k) - (gammas[k] / 2 - alpha[k] * E_W[k])) < 1e-4
        if not self.has_classes:
            assert abs(slope(len(alpha)) - ((self.N - gamma) / 2 - beta * self.data_error(w))) < 1e-4


def evidence():
    random, cases = np.random.RandomState(5), []
    for sizes, activations, alpha, beta in (
        ([2, 3, 1], ["tanh", "identity"], [0.3, 0.1, 2.0], 5.0),
        ([2, 3, 2], ["tanh", "identity"], [1e-3, 0.5, 0.02], 40.0),
        ([2, 2, 2, 1], ["tanh", "tanh", "identity"], [0.3, 0.1, 0.7, 2.0], 3.0),
        ([2, 3, 1], ["tanh", "sigmoid"], [0.3, 0.1, 0.6], 1.0),
        ([2, 3, 3], ["tanh", "softmax"], [0.05, 0.4, 0.2], 1.0),
        ([3, 2], ["identity"], [0.5], 7.0),
    ):
        net, m = Net(sizes, activations), 20
        w, X = random_weights(random, net), random.randn(sizes[0], m)
        Y = one_hot(random, sizes[-1], m) if activations[-1] == "softmax" \
            else (random.rand(1, m) > 0.5).astype(float) if activations[-1] == "sigmoid" \
            else net.answer(w, X) + 0.4 * random.randn(sizes[-1], m)
        cases.append({**net.described(w), "X": X, "Y": Y, **Evidence(net, X, Y).at(w, alpha + [ALPHA_OF_OUTPUTS], beta)})
    return cases


def fixed_points():
    """For numbers only: F = βE_D + Σ α_k E_Wk is half a sum of squares, which least_squares minimizes."""
    random, cases = np.random.RandomState(6), []
    x, x2 = np.linspace(-1, 1, 40)[None, :], random.uniform(-1, 1, (2, 60))
    for name, net, X, Y in (
        ("one input", Net([1, 3, 1], ["tanh", "identity"]), x, np.exp(-x) * np.sin(3 * x + 1) + 0.1 * random.randn(1, 40)),
        ("two inputs, two outputs", Net([2, 3, 2], ["tanh", "identity"]), x2,
         np.array([np.exp(x2[0] - x2[1]), np.tanh(2 * x2[0] + x2[1] - 0.5)]) + 0.1 * random.randn(2, 60)),
    ):
        e, start = Evidence(net, X, Y), random_weights(random, net)
        w, alpha, beta, change = start, np.array([0.1, 0.1, 0.1, ALPHA_OF_OUTPUTS]), 10.0, 1.0
        while change > 1e-9:
            scale = np.empty(net.parameters)
            for a, group in zip(alpha, e.groups):
                scale[group] = np.sqrt(a)
            w = least_squares(
                lambda w: np.concatenate([np.sqrt(beta) * (net.answer(w, X) - Y).ravel(order="F"), scale * w]), w,
                jac=lambda w: np.vstack([np.sqrt(beta) * net.jacobian(w, X, net.answer), np.diag(scale)]),
                method="lm", ftol=1e-15, xtol=1e-15, gtol=1e-15).x
            result = e.at(w, alpha, beta)
            change = max(np.abs(np.log(result["newAlpha"] / alpha)).max(), abs(np.log(result["newBeta"] / beta)))
            alpha, beta = np.array(result["newAlpha"]), result["newBeta"]
        print(f"{name}: γ {result['gamma']:.2f} of {net.parameters}, α {alpha}, β {beta:.1f}, log evidence {result['logEvidence']:.3f}")
        cases.append({"name": name, "X": X, "Y": Y, "start": net.described(start), "end": net.described(w), **e.at(w, alpha, beta)})
    return cases


write("second-order.json", {
    "jacobians": jacobians(), "curvatures": curvatures(), "huber": huber(), "leastSquares": least_squares_minima(),
    "evidence": evidence(), "fixedPoints": fixed_points(),
})
