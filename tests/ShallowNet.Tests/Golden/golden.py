"""How the make_golden scripts write numbers."""
import json
from pathlib import Path


def plain(x):
    """Dictionaries and lists of arrays, tensors and numbers as JSON has them, copied."""
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    if hasattr(x, "detach"):
        x = x.detach()
    return x.tolist() if hasattr(x, "tolist") else x


def write(name, value):
    """Writes a file beside this one, to the last digit."""
    (Path(__file__).resolve().parent / name).write_text(json.dumps(plain(value), separators=(",", ":")) + "\n")


def nearest(function, x):
    """What a function of mpmath gives, rounded to the nearest doubles."""
    import mpmath
    import numpy as np

    results = []
    for v in x:
        with mpmath.workprec(200):
            y = function(mpmath.mpf(float(v)))
        with mpmath.workprec(53):
            results.append(float(+y))
    return np.array(results)
