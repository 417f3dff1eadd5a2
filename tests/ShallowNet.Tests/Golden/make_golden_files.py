#!/usr/bin/python3
"""Writes the .safetensors files that the tests read, and files.json with what must be found in them.

    apt-get install python3-numpy
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_files.py

Made with NumPy 1.24.2. The bytes are put together here from the description of the format, as PyTorch's state dictionaries are saved:
weights are [out, in], row after row, named by the layer's place in a Sequential. Given the name of a file, prints what it holds
instead.
"""
import json
import struct
import sys
from pathlib import Path

import numpy as np

from golden import write

HERE = Path(__file__).resolve().parent

# NumPy has no numbers of BF16's kind: their bits are given as whole numbers.
TYPES = {"F16": "<f2", "BF16": "<u2", "F32": "<f4", "F64": "<f8", "I64": "<i8"}


def save(name, tensors, metadata=None, order=None, pad=8):
    """Data in the order of the tensors; their declarations in any order, as the format allows."""
    declared, data = {}, b""
    for key, value in tensors.items():
        code = next(c for c, t in TYPES.items() if np.dtype(t) == value.dtype)
        bytes_ = np.ascontiguousarray(value, TYPES[code]).tobytes()
        declared[key] = {"dtype": code, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(bytes_)]}
        data += bytes_
    header = {"__metadata__": metadata} if metadata is not None else {}
    header.update((key, declared[key]) for key in order or declared)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % pad)
    (HERE / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


def load(path):
    """Everything in a file: the metadata, and the tensors by name."""
    raw = Path(path).read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    assert length % 8 == 0, "the reference implementation pads its header"
    header, data = json.loads(raw[8:8 + length]), raw[8 + length:]
    metadata = header.pop("__metadata__", {})
    tensors, end = {}, 0
    for key, t in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        first, last = t["data_offsets"]
        assert first == end, "data follow one another"
        tensors[key] = np.frombuffer(data[first:last], TYPES[t["dtype"]]).reshape(t["shape"])
        end = last
    assert end == len(data), "nothing follows the data"
    return metadata, tensors


def main():
    r = np.random.RandomState(1)
    single = {
        "0.weight": r.randn(5, 3).astype("<f4"), "0.bias": r.randn(5).astype("<f4"),
        "2.weight": r.randn(2, 5).astype("<f4"), "2.bias": r.randn(2).astype("<f4"),
    }
    double = {
        "0.weight": r.randn(4, 2), "1.weight": r.rand(4), "1.bias": r.randn(4),
        "1.running_mean": r.randn(4), "1.running_var": r.rand(4), "1.num_batches_tracked": np.array(17, "<i8"),
        "3.weight": r.randn(1, 4), "3.bias": r.randn(1),
    }
    mixed = {"größe": np.array(2.5), "leer": np.zeros((0, 3), "<f4"), "würfel": r.randn(2, 3, 4).astype("<f4"), "tabelle": r.randn(17, 33)}
    save("single.safetensors", single, metadata={"format": "pt"})
    save("double.safetensors", double, metadata={"format": "pt", "note": "\"ß\" \\ \n\u2028 😀"}, order=sorted(double, reverse=True))
    save("mixed.safetensors", mixed, pad=1)
    write("files.json", {
        name: [{"name": k, "shape": v.shape, "values": v.ravel()} for k, v in tensors.items()]
        for name, tensors in (("single", single), ("double", double), ("mixed", mixed))
    })


if __name__ == "__main__":
    if len(sys.argv) == 2:
        found, numbers = load(sys.argv[1])
        json.dump({"metadata": found, "tensors": {k: {"shape": v.shape, "dtype": v.dtype.str, "values": v.ravel().tolist()} for k, v in numbers.items()}}, sys.stdout)
    else:
        main()
