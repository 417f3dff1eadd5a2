#!/usr/bin/python3
"""Writes state dicts of PyTorch modules whose names do not give their order, that have no bias, or numbers of 16 bits, as .safetensors
files, and state-dict.json with the modules' answers.

    apt-get install python3-numpy python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_state_dict.py

Made with PyTorch 1.13.0.
"""
import torch

from golden import write
from make_golden_files import save

torch.manual_seed(1)
torch.set_default_dtype(torch.float64)


class Named(torch.nn.Module):
    """Linear modules under any names, with tanh between them, and batch normalizations behind those of the same number."""

    def __init__(self, **modules):
        super().__init__()
        for name, module in modules.items():
            setattr(self, name, module)
        self.linear = [m for m in modules.values() if isinstance(m, torch.nn.Linear)]
        self.normalizing = [m for m in modules.values() if not isinstance(m, torch.nn.Linear)]

    def forward(self, x):
        for i, module in enumerate(self.linear):
            x = module(x)
            if i < len(self.normalizing):
                x = self.normalizing[i](x)
            if i + 1 < len(self.linear):
                x = torch.tanh(x)
        return x


def bits(tensor):
    """As NumPy has it, or as the bits where it cannot."""
    return tensor.view(torch.int16).numpy().view("<u2") if tensor.dtype == torch.bfloat16 else tensor.numpy()


def written(name, module):
    """Writes the state dict, and gives the answers of the module with the same numbers in double."""
    save(f"state-dict-{name}.safetensors", {k: bits(v) for k, v in module.state_dict().items()}, metadata={"format": "pt"})
    X = torch.randn(8, 3)
    module = module.double().eval()
    return {"X": X.T, "answers": module(X).T, "tensors": module.state_dict()}


def linear(n_in, n_out, **options):
    return torch.nn.Linear(n_in, n_out, **options)


def normalization(units, **options):
    """Batch normalization that has seen samples."""
    module = torch.nn.BatchNorm1d(units, **options)
    module.running_mean[:] = torch.randn(units)
    module.running_var[:] = 0.5 + torch.rand(units)
    return module


def scaled(dtype):
    """Linear layers with numbers of 16 bits, among them the largest, the smallest and subnormal ones."""
    module = Named(fc1=linear(3, 4), fc2=linear(4, 2)).to(dtype)
    info = torch.finfo(dtype)
    module.fc1.weight.data[0, :2] = torch.tensor([info.tiny, -info.tiny / 4], dtype=dtype)
    module.fc1.bias.data[1] = info.tiny / 8
    module.fc2.weight.data[1, 0] = -info.max
    return module


write("state-dict.json", {
    "alike": written("alike", Named(input_layer=linear(3, 3), hidden=linear(3, 3), output=linear(3, 3))),
    "shapes": written("shapes", Named(input_layer=linear(3, 5), hidden=linear(5, 4), output=linear(4, 2))),
    "normalized": written("normalized", Named(
        fc1=linear(3, 4), bn1=normalization(4), fc2=linear(4, 4), bn2=normalization(4), fc10=linear(4, 2))),
    "unbiased": written("unbiased", Named(
        fc1=linear(3, 4, bias=False), bn1=normalization(4, affine=False), fc2=linear(4, 2, bias=False))),
    "f16": written("f16", scaled(torch.float16)),
    "bf16": written("bf16", scaled(torch.bfloat16)),
})
