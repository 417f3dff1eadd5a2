#!/usr/bin/python3
"""Loads a saved classifier straight into PyTorch and compares its answers with those of the release that wrote the file.

    apt-get install python3-numpy python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/check_in_pytorch.py
"""
import json

import numpy as np
import torch

from make_golden_files import HERE, load

metadata, tensors = load(HERE / "release-0.1-classifier.safetensors")
model = torch.nn.Sequential(torch.nn.Linear(4, 6), torch.nn.ELU(0.5), torch.nn.Linear(6, 3), torch.nn.Softmax(dim=1)).double()
model.load_state_dict({name: torch.tensor(value) for name, value in tensors.items()}, strict=True)
scaler = json.loads(metadata["shallownet"])["model"]["inputScaler"]
X = (np.random.RandomState(1).randn(4, 60).T - scaler["first"]) / scaler["second"]
answers = np.array(json.loads((HERE / "release-0.1.json").read_text())["classifier"]).reshape(60, 3)
error = abs(model(torch.tensor(X)).detach().numpy() - answers).max()
assert error < 1e-12, error
print(f"largest difference {error:.1e}")
