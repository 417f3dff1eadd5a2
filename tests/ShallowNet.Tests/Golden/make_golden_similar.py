#!/usr/bin/python3
"""Writes similar.json: the nearest known cases in the last hidden layer of a network, by scikit-learn's NearestNeighbors.

    apt-get install python3-numpy python3-sklearn
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_similar.py

Made with NumPy 1.24.2 and scikit-learn 1.2.1.
"""
import numpy as np
from sklearn.neighbors import NearestNeighbors

from golden import write

r = np.random.RandomState(11)
units = [3, 5, 4, 2]
W = [np.round(r.randn(n, p), 3) for p, n in zip(units, units[1:])]
b = [np.round(0.3 * r.randn(n, 1), 3) for n in units[1:]]


def hidden(X):
    A = X
    for l in range(2):
        A = np.tanh(W[l] @ A + b[l])
    return A


known, asked = np.round(r.randn(3, 60), 3), np.round(1.5 * r.randn(3, 25), 3)
A, B = hidden(known), hidden(asked)
scale = A.std(axis=1, keepdims=True)
A, B = (A / scale).T, (B / scale).T
neighbours = NearestNeighbors(algorithm="brute").fit(A)
distances, indices = neighbours.kneighbors(B, 7)
own = neighbours.kneighbors(n_neighbors=1)[0][:, 0]
remoteness = [np.mean(own < d) for d in distances[:, 0]]
write("similar.json", {
    "W": W, "b": b, "known": known, "asked": asked, "indices": indices, "distances": distances, "remoteness": remoteness,
})
