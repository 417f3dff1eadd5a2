#!/usr/bin/python3
"""Writes drift.json: how far columns of tables have moved, by NumPy's quantiles and SciPy's distributions.

    apt-get install python3-numpy python3-scipy
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_drift.py

Made with NumPy 1.24.2 and SciPy 1.10.1.
"""
import collections

import numpy as np
from scipy.stats import chi2, ks_2samp, kstwobign, norm

from golden import write

# Of the values that are not rare, the most frequent ones are kept.
KEPT, RARE = 20, 3


def with_gaps(r, values, share):
    return [None if missing else v for v, missing in zip(list(values), r.rand(len(values)) < share)]


def table(seed, m, moved):
    r = np.random.RandomState(seed)
    names = [f"v{k:02d}" for k in range(30)]
    weights = 0.8 ** np.arange(30)
    if moved:
        weights = np.roll(weights, 2)
    plans = [names[k] for k in r.choice(30, m, p=weights / weights.sum())]
    if moved:
        plans = [f"new {k % 4}" if k % 9 == 0 else plan for k, plan in enumerate(plans)]
    return {
        "price": with_gaps(r, np.round(10 + 2 * r.randn(m) + (0.8 if moved else 0), 3), 0.25 if moved else 0.1),
        "visits": with_gaps(r, r.poisson(0.9 if moved else 0.6, m).astype(float), 0),
        "same": with_gaps(r, np.round(r.rand(m), 4), 0.05),
        "plan": with_gaps(r, plans, 0.05),
        "active": [bool(v) for v in r.rand(m) < (0.7 if moved else 0.4)],
    }


def pooled(counts, training):
    """Shares from left to right, until five are expected in the smaller table; what is left goes with the last."""
    least = 5 * np.sum(training) / min(np.sum(counts), np.sum(training))
    groups, group = [], []
    for i in range(len(counts)):
        group.append(i)
        if sum(training[j] for j in group) >= least:
            groups.append(group)
            group = []
    if not groups:
        groups = [group]
    else:
        groups[-1] = groups[-1] + group
    return np.array([[sum(v[j] for j in g) for g in groups] for v in (counts, training)], dtype=float)


def index(counts, training):
    q, p = [(v + 0.5) / (v + 0.5).sum() for v in (counts, training)]
    return np.sum((q - p) * np.log(q / p))


def chance(shares, n, N):
    return chi2.isf(0.001, shares - 1) * (1 / n + 1 / N) if shares > 1 else 0.0


def numbers(old, new):
    edges = np.unique(np.quantile(old, np.arange(21) / 20, method="inverted_cdf"))
    distance = max(
        max(abs(np.mean(new < e) - np.mean(old < e)), abs(np.mean(new <= e) - np.mean(old <= e))) for e in edges)
    deciles = np.unique(np.quantile(old, np.arange(1, 10) / 10, method="inverted_cdf"))
    bins = [np.bincount(np.searchsorted(deciles, v, side="left"), minlength=len(deciles) + 1) for v in (new, old)]
    c, t = pooled(*bins)
    full = ks_2samp(new, old).statistic
    assert distance <= full + 1e-12
    return {
        "psi": index(c, t), "psiByChance": chance(len(c), len(new), len(old)), "distance": distance,
        "wholeDistance": full, "distanceByChance": np.sqrt(-np.log(0.0005) / 2) * np.sqrt(1 / len(new) + 1 / len(old)),
        "median": np.quantile(new, 0.5, method="inverted_cdf"), "medianOfTraining": np.quantile(old, 0.5, method="inverted_cdf"),
    }


def categories(old, new):
    counts, fresh = collections.Counter(old), collections.Counter(new)
    kept = sorted((v for v in counts if counts[v] >= RARE), key=lambda v: (-counts[v], v))[:KEPT]
    t = [counts[v] for v in kept] + [len(old) - sum(counts[v] for v in kept)]
    c = [fresh[v] for v in kept] + [len(new) - sum(fresh[v] for v in kept)]
    pc, pt = pooled(c, t)
    unmet = sum(k for v, k in fresh.items() if v not in counts)
    once = sum(k == 1 for k in counts.values())
    root = np.sqrt((once + 1) / (len(old) + 1) * len(new)) + norm.isf(0.001) / 2
    return {
        "psi": index(pc, pt), "psiByChance": chance(len(pc), len(new), len(old)),
        "distance": np.abs(np.array(c) / len(new) - np.array(t) / len(old)).sum() / 2,
        "distanceByChance": np.sqrt(chance(len(c), len(new), len(old))) / 2,
        "newShare": unmet / len(new), "newShareByChance": min(1, root ** 2 / len(new)),
    }


def compare(old, new):
    result = {}
    for name in old:
        a, b = ([v for v in t[name] if v is not None] for t in (old, new))
        numeric = isinstance(a[0], float)
        one = numbers(np.array(a), np.array(b)) if numeric else categories(
            *([str(v).lower() if isinstance(v, bool) else v for v in t] for t in (a, b)))
        if isinstance(a[0], bool):
            one["newShareByChance"] = min(1, (np.sqrt(len(b) / (len(a) + 1)) + norm.isf(0.001) / 2) ** 2 / len(b))
        n, N = len(new[name]), len(old[name])
        g, G = n - len(b), N - len(a)
        p = (g + G + 0.5) / (n + N + 1)
        one |= {"gapShare": g / n, "gapShareOfTraining": G / N, "gapShareByChance": norm.isf(0.0005) * np.sqrt(p * (1 - p) * (1 / n + 1 / N))}
        result[name] = one
    return result


def false_alarms():
    """How many of a thousand tables that have not moved are farther than chance is said to go."""
    r = np.random.RandomState(7)
    psi = ks = 0
    for _ in range(1000):
        one = numbers(r.randn(400), r.randn(120))
        psi += one["psi"] > one["psiByChance"]
        ks += one["wholeDistance"] > one["distanceByChance"]
    return {"psi": psi, "ks": ks, "smirnov": kstwobign.sf(np.sqrt(-np.log(0.0005) / 2))}


train = table(1, 400, False)
news = [("moved", table(2, 150, True)), ("few", table(3, 12, False)), ("same", table(4, 300, False)), ("many", table(5, 700, True))]
write("drift.json", {
    "train": train, "falseAlarms": false_alarms(),
    "cases": [{"name": name, "table": new, "columns": compare(train, new)} for name, new in news],
})
