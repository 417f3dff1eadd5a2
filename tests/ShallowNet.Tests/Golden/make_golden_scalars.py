#!/usr/bin/python3
"""Writes scalars.json: logarithms of NumPy, sines and cosines of mpmath rounded to the nearest double, as hashes of many and as numbers.

    apt-get install python3-mpmath python3-numpy
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_scalars.py

Made with NumPy 1.24.2 and mpmath 1.2.1 on glibc 2.36 and a processor with FMA. NumPy's AVX-512 logarithm is switched off: seeds mean the numbers that the C library's gives.
"""
import os

os.environ["NPY_DISABLE_CPU_FEATURES"] = "AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"

import hashlib
import math

import mpmath
import numpy as np

from golden import nearest, write


FUNCTIONS = {"log": (np.log, mpmath.log), "sin": (np.sin, mpmath.sin), "cos": (np.cos, mpmath.cos)}


def arguments(seed, low, high, spread, count):
    """Uniform numbers; or the powers of two with exponents from low to high, times a number from 1 to 2."""
    r = np.random.RandomState(seed)
    if not spread:
        return r.uniform(low, high, count)
    pairs = r.rand(2 * count)
    return np.ldexp(1 + pairs[0::2], np.floor(low + (high - low) * pairs[1::2]).astype(int))


def many():
    cases = []
    for name, low, high, spread, count in (
            ("log", 0, 1, False, 50_000), ("log", 0.93, 1.07, False, 25_000), ("log", -1022, 1024, True, 25_000),
            ("sin", -20, 20, False, 50_000), ("sin", -30, 1024, True, 10_000),
            ("cos", -20, 20, False, 50_000), ("cos", -30, 1024, True, 10_000)):
        x = arguments(7, low, high, spread, count)
        library, right = FUNCTIONS[name][0](x), nearest(FUNCTIONS[name][1], x)
        expected = library if name == "log" else right
        print(f"{name} {low} {high}: NumPy's {np.sum(library != right)} of {count} are not the nearest")
        cases.append({"function": name, "low": low, "high": high, "spread": spread, "count": count, "first": expected[:5],
                      "hash": hashlib.sha256(expected.astype("<f8").tobytes()).hexdigest()[:32]})
    return cases


def single():
    x = np.array([5e-324, 1e-310, np.nextafter(2**-1022, 0), 2.0**-1022, 0.5, 0.9375, np.nextafter(0.9375, 0), np.nextafter(1, 0), np.nextafter(1, 2), 1.064697265625,
                  math.e, 10, 1e300, np.finfo(float).max])
    angles = np.array([5e-324, 7.4e-9, 7.5e-9, 0.5, 0.78, 0.7853981633974483, 0.79, math.pi / 2, math.pi, 3 * math.pi / 4, 2 * math.pi, 100 * math.pi, 1e5, 1e22, 2.0**60,
                       6381956970095103 * 2.0**797, 2.0**1023, np.finfo(float).max])
    angles = np.concatenate([angles, -angles])
    return {"log": {"x": x, "y": np.log(x)}, "sin": {"x": angles, "y": nearest(mpmath.sin, angles)}, "cos": {"x": angles, "y": nearest(mpmath.cos, angles)}}


write("scalars.json", {"many": many(), "single": single()})
