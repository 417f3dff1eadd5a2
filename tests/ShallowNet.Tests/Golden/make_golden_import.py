#!/usr/bin/python3
"""Writes networks that PyTorch and scikit-learn trained, as .safetensors files, and import.json with their answers.

    apt-get install python3-numpy python3-sklearn python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_import.py

Made with PyTorch 1.13.0 and scikit-learn 1.2.1, in double and in float.
"""
import warnings

import numpy as np
import torch
from sklearn.neural_network import MLPClassifier, MLPRegressor

from golden import write
from make_golden_files import save

warnings.filterwarnings("ignore")


def pytorch():
    torch.manual_seed(1)
    torch.set_default_dtype(torch.float64)
    X = torch.randn(30, 4)
    y = (X[:, 0] * X[:, 1] > 0).long() + (X[:, 2] > 1).long()
    model = torch.nn.Sequential(
        torch.nn.Linear(4, 12), torch.nn.BatchNorm1d(12), torch.nn.ReLU(), torch.nn.Dropout(0.2),
        torch.nn.Linear(12, 12), torch.nn.GELU(), torch.nn.Linear(12, 3), torch.nn.Softmax(dim=1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(30):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model[:-1](X), y).backward()
        optimizer.step()
    model.eval()
    save("pytorch-sequential.safetensors", {k: v.numpy() for k, v in model.state_dict().items()}, metadata={"format": "pt"})

    class Named(torch.nn.Module):
        def __init__(self):
            super().__init__()
            for i in range(1, 12):
                setattr(self, f"fc{i}", torch.nn.Linear(4, 4))

        def forward(self, x):
            for i in range(1, 11):
                x = torch.tanh(getattr(self, f"fc{i}")(x))
            return self.fc11(x)

    named = Named().float()
    state = {k: v.numpy() for k, v in named.state_dict().items()}
    save("pytorch-named.safetensors", {k: state[k] for k in sorted(state)})
    return {"X": X.T, "sequential": model(X).T, "named": named(X.float()).T}


def scikit_learn():
    r = np.random.RandomState(2)
    X = r.randn(60, 5)
    classifier = MLPClassifier((7, 6), activation="tanh", random_state=1).fit(X, (X[:, 0] + X[:, 1] > 0).astype(int) + (X[:, 2] > 0))
    regressor = MLPRegressor((8,), activation="relu", random_state=1).fit(X, np.c_[X[:, 0] * 2, np.sin(X[:, 1])])
    for name, model in (("sklearn-classifier", classifier), ("sklearn-regressor", regressor)):
        tensors = {}
        for layer, (W, b) in enumerate(zip(model.coefs_, model.intercepts_)):
            tensors[f"{layer}.weight"], tensors[f"{layer}.bias"] = W.T, b
        save(f"{name}.safetensors", tensors)
    return {"X": X.T, "probabilities": classifier.predict_proba(X).T, "predictions": regressor.predict(X).T}


write("import.json", {"pytorch": pytorch(), "sklearn": scikit_learn()})
