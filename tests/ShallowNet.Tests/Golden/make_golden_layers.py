#!/usr/bin/python3
"""Writes layers.json: PyTorch's batch normalization, residual blocks, penalties, clipping and weighted losses; scikit-learn's class weights.

    apt-get install python3-numpy python3-sklearn python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_layers.py

Made with NumPy 1.24.2, PyTorch 1.13.0 and scikit-learn 1.2.1. The linear part of a normalized layer has no bias, which would have no
effect but on the running mean.
"""

import numpy as np
import torch
from sklearn.utils.class_weight import compute_class_weight

from golden import write

F = torch.nn.functional
M = 20
torch.set_default_dtype(torch.float64)
ACTIVATIONS = {"tanh": torch.tanh, "relu": torch.relu, "identity": lambda z: z}


def column(v):
    return v.detach().clone().reshape(-1, 1)


class Net(torch.nn.Module):
    """Layers of (units, activation, options): n for batch normalization, r for a residual connection."""

    def __init__(self, inputs, layers, seed):
        super().__init__()
        torch.manual_seed(seed)
        self.layers = layers
        self.linear, self.norms = torch.nn.ModuleList(), torch.nn.ModuleList()
        for units, _, options in layers:
            self.linear.append(torch.nn.Linear(inputs, units, bias="n" not in options))
            self.norms.append(torch.nn.BatchNorm1d(units) if "n" in options else torch.nn.Identity())
            inputs = units
        for norm in self.norms:
            if isinstance(norm, torch.nn.BatchNorm1d):
                torch.nn.init.uniform_(norm.weight, 0.5, 1.5)
                torch.nn.init.uniform_(norm.bias, -0.5, 0.5)
                norm.biased = torch.ones(norm.num_features)

    def forward(self, a):
        for linear, norm, (_, activation, options) in zip(self.linear, self.norms, self.layers):
            z = linear(a)
            if "n" in options and self.training:
                # What the running variance would be, were the batch's divided by m.
                norm.biased = (1 - norm.momentum) * norm.biased + norm.momentum * z.detach().var(0, unbiased=False)
            value = ACTIVATIONS[activation](norm(z))
            a = value + a if "r" in options else value
        return a

    def state(self):
        result = []
        for linear, norm in zip(self.linear, self.norms):
            layer = {"W": linear.weight.detach().clone()}
            if linear.bias is not None:
                layer["b"] = column(linear.bias)
            else:
                layer.update(gamma=column(norm.weight), beta=column(norm.bias), mean=column(norm.running_mean),
                             variance=column(norm.running_var), biased=column(norm.biased))
            result.append(layer)
        return result

    def gradients(self):
        return [{"W": linear.weight.grad, **({"b": column(linear.bias.grad)} if linear.bias is not None
                                             else {"gamma": column(norm.weight.grad), "beta": column(norm.bias.grad)})}
                for linear, norm in zip(self.linear, self.norms)]

    def weights(self):
        return [linear.weight for linear in self.linear]

    def others(self):
        chosen = {id(w) for w in self.weights()}
        return [p for p in self.parameters() if id(p) not in chosen]


torch.manual_seed(3)
X, Y = torch.randn(M, 3), (torch.rand(M, 2) > 0.5).double()
LABELS = torch.randint(0, 3, (M,))
ONE_HOT = F.one_hot(LABELS, 3).double()
SAMPLE_WEIGHTS = torch.tensor([0.5 * (j * 3 % 5) for j in range(M)])

LOSSES = {
    "crossEntropy": lambda z, y: F.binary_cross_entropy_with_logits(z, y, reduction="none").sum(dim=1),
    "categorical": lambda z, y: -(y * F.log_softmax(z, dim=1)).sum(dim=1),
    "squared": lambda z, y: 0.5 * ((z - y) ** 2).sum(dim=1),
}
OUTPUTS = {"crossEntropy": torch.sigmoid, "categorical": lambda z: torch.softmax(z, dim=1), "squared": lambda z: z}
NETWORKS = {
    "normalized": (3, [(5, "tanh", "n"), (2, "identity", "")], "crossEntropy"),
    "normalizedReLU": (3, [(6, "relu", "n"), (4, "tanh", "n"), (3, "identity", "n")], "categorical"),
    "residual": (3, [(4, "tanh", ""), (4, "relu", "r"), (2, "identity", "")], "crossEntropy"),
    "residualBlocks": (3, [(3, "relu", "nr"), (3, "tanh", "nr"), (3, "identity", "")], "categorical"),
    "residualOutput": (3, [(3, "tanh", "nr"), (3, "tanh", "r")], "squared"),
}
OPTIMIZERS = {"SGD": lambda groups: torch.optim.SGD(groups, lr=0.3), "Adam": lambda groups: torch.optim.Adam(groups, lr=0.02)}
KEPT = (1, 3, 15, 30)


def labels_of(network):
    return Y if network[2] == "crossEntropy" else ONE_HOT


def layers_():
    """One batch forward and backward, and predictions with the running averages after it."""
    cases = []
    for name, network in NETWORKS.items():
        inputs, layers, loss = network
        model = Net(inputs, layers, seed=5)
        initial = model.state()
        outputs = model(X)
        cost = LOSSES[loss](outputs, labels_of(network)).mean()
        cost.backward()
        after = model.state()
        model.eval()
        cases.append({"name": name, "initial": initial, "outputs": OUTPUTS[loss](outputs).T, "cost": cost.item(), "gradients": model.gradients(),
                      "after": after, "predicted": OUTPUTS[loss](model(X)).T})
    return cases


def train(network, optimizer, seed, batch=M, l1=0.0, l2=0.0, weights=None, class_weights=None, clip_value=None, clip_norm=None, every=False):
    inputs, layers, loss = network
    model = Net(inputs, layers, seed)
    step = OPTIMIZERS[optimizer]([{"params": model.weights(), "weight_decay": l2 / M}, {"params": model.others()}])
    run = {"initial": model.state(), "costs": [], "steps": {}, "norms": []}
    labels = labels_of(network)
    for i in range(30):
        starts = list(range(0, M, batch))
        start = starts[i % len(starts)]
        x, y = X[start:start + batch], labels[start:start + batch]
        step.zero_grad()
        if class_weights is not None:
            cost = F.cross_entropy(model(x), LABELS[start:start + batch], weight=class_weights)
        else:
            losses = LOSSES[loss](model(x), y)
            cost = losses.mean() if weights is None else (weights[start:start + batch] * losses).sum() / weights.sum() * M / len(x)
        if weights is not None and batch == M:
            assert torch.allclose(cost, (weights * losses).sum() / weights.sum(), rtol=1e-14, atol=0)
        penalty = sum(l2 / 2 * (w ** 2).sum() for w in model.weights()) / M
        magnitudes = sum(l1 * w.abs().sum() for w in model.weights()) / M
        run["costs"].append((cost + penalty + magnitudes).item())
        (cost + magnitudes).backward()
        if clip_value:
            torch.nn.utils.clip_grad_value_(model.parameters(), clip_value)
        if clip_norm:
            run["norms"].append(torch.nn.utils.clip_grad_norm_(model.parameters(), clip_norm).item())
        step.step()
        if every or i + 1 in KEPT:
            run["steps"][str(i + 1)] = model.state()
    return run


def trainings():
    result = {f"{name} {optimizer}": {"network": name, **train(NETWORKS[name], optimizer, seed=7, batch=8)}
              for name in NETWORKS for optimizer in OPTIMIZERS}
    plain_, normalized = (3, [(5, "tanh", ""), (2, "identity", "")], "crossEntropy"), NETWORKS["normalized"]
    classes = (3, [(5, "tanh", ""), (3, "identity", "")], "categorical")
    balanced = torch.tensor(compute_class_weight("balanced", classes=np.arange(3), y=LABELS.numpy()))
    for name, network in (("plain", plain_), ("normalized", normalized)):
        result[f"{name} L2"] = {"network": name, **train(network, "SGD", 8, l2=1.5)}
        result[f"{name} L2 Adam"] = {"network": name, **train(network, "Adam", 8, l2=1.5)}
        result[f"{name} L2 batches"] = {"network": name, **train(network, "SGD", 8, batch=8, l2=1.5)}
        result[f"{name} L1"] = {"network": name, **train(network, "SGD", 8, l1=0.2)}
        result[f"{name} L1 and L2"] = {"network": name, **train(network, "Adam", 8, batch=8, l1=0.2, l2=0.5)}
        result[f"{name} ClipValue"] = {"network": name, **train(network, "SGD", 8, clip_value=0.02)}
        result[f"{name} ClipNorm"] = {"network": name, **train(network, "SGD", 8, clip_norm=0.21 if name == "plain" else 0.25, every=True)}
    for optimizer in OPTIMIZERS:
        result[f"weights {optimizer}"] = {"network": "plain", **train(plain_, optimizer, 8, weights=SAMPLE_WEIGHTS)}
        result[f"weights {optimizer} batches"] = {"network": "plain", **train(plain_, optimizer, 8, batch=8, weights=SAMPLE_WEIGHTS)}
        result[f"classes {optimizer}"] = {"network": "classes", **train(classes, optimizer, 8, class_weights=torch.tensor([0.5, 2.0, 1.25]))}
        result[f"balanced {optimizer}"] = {"network": "classes", **train(classes, optimizer, 8, class_weights=balanced)}
    return result


def class_weights():
    r = np.random.RandomState(1)
    cases = [LABELS.numpy(), np.array([0, 1, 1, 1, 0, 1, 1]), np.array([0, 0, 0, 2, 2, 4]), r.randint(0, 10, 57), np.array([1, 1, 1])]
    return [{"labels": y, "classes": np.unique(y), "weights": compute_class_weight("balanced", classes=np.unique(y), y=y)} for y in cases]


write("layers.json", {
    "X": X.T, "Y": Y.T, "oneHot": ONE_HOT.T, "sampleWeights": SAMPLE_WEIGHTS, "layers": layers_(), "trainings": trainings(),
    "classWeights": class_weights()})
