#!/usr/bin/python3
"""Writes tables.json: what scikit-learn makes of the columns of tables, what NumPy says of their quartiles, and which rows GroupShuffleSplit takes.

    apt-get install python3-numpy python3-sklearn
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_tables.py

Made with NumPy 1.24.2 and scikit-learn 1.2.1.
"""
import warnings

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from golden import write

warnings.simplefilter("ignore")


def with_gaps(values, where, gap):
    return [gap if missing else value for value, missing in zip(values, where)]


def texts(r, choices, m, share_of_gaps=0.0):
    """Texts, the first choices of which are as frequent as the others; None is a gap."""
    return with_gaps([choices[k] for k in r.randint(0, len(choices), m)], r.rand(m) < share_of_gaps, None)


def table(seed, m, unknown):
    """Columns by name. The test part has texts that the training part lacks, and gaps where that has none."""
    r = np.random.RandomState(seed)
    more = (lambda choices: choices + ["new", "newer"]) if unknown else (lambda choices: choices)
    return {
        "income": list(np.exp(8 + r.randn(m))),
        "age": with_gaps(list(r.randint(18, 90, m).astype(float)), r.rand(m) < 0.2, None),
        "tiny": with_gaps(list(1e-9 * r.randn(m)), r.rand(m) < 0.5, None),
        "shifted": list(100 + r.randn(m)),
        "late gaps": with_gaps(list(r.randn(m)), r.rand(m) < (0.3 if unknown else 0), None),
        "sex": texts(r, ["f", "m"], m),
        "answer": texts(r, more(["yes", "no"]), m, 0.2),
        "city": texts(r, more(["Ulm", "Aachen", "Köln", "bonn", "Zürich", ""]), m),
        "colour": texts(r, more(["red", "green", "blue"]), m, 0.3),
        "same or gap": texts(r, ["there"], m, 0.4),
    }


def encoded(train, test):
    """The features of both parts by their names."""
    numbers = [name for name, values in train.items() if isinstance(next(v for v in values if v is not None), float)]
    categories = [name for name in train if name not in numbers]

    def frame(columns):
        return np.array([np.array([np.nan if v is None and name in numbers else v for v in columns[name]], dtype=object)
                         for name in numbers + categories], dtype=object).T

    scaled = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
    parts = FeatureUnion([("scaled", scaled), ("missing", MissingIndicator(features="missing-only", error_on_new=False))])
    transformer = ColumnTransformer(
        [
            ("numbers", parts, list(range(len(numbers)))),
            ("categories", OneHotEncoder(handle_unknown="ignore", drop="if_binary"), list(range(len(numbers), len(train)))),
        ],
        sparse_threshold=0)
    of_train = transformer.fit_transform(frame(train))
    of_test = transformer.transform(frame(test))
    missing = dict(transformer.named_transformers_["numbers"].transformer_list)["missing"].features_
    encoder = transformer.named_transformers_["categories"]
    names = numbers + [f"{numbers[k]} is missing" for k in missing]
    for name, values, dropped in zip(categories, encoder.categories_, encoder.drop_idx_):
        names += [f"{name} is missing" if v is None else f"{name} = {v}" for k, v in enumerate(values) if k != dropped]
    return {"train": dict(zip(names, of_train.T.astype(float))), "test": dict(zip(names, of_test.T.astype(float)))}


def encodings():
    cases = []
    for seed, m in ((1, 40), (2, 7), (3, 301)):
        train, test = table(seed, m, False), table(seed + 100, 30, True)
        cases.append({"train": train, "test": test, "features": encoded(train, test)})
    return cases


def smooth():
    """z / sqrt(1 + (z / 3)^2) with z = (x - median) / (q75 - q25), over the numbers that are there."""
    r = np.random.RandomState(4)
    cases = []
    for x in (r.randn(50), np.exp(3 * r.randn(41)), np.round(r.randn(30), 1), np.append(r.randn(20), [np.nan, 1e6, -1e9, np.nan]), np.array([3.0, 5.0])):
        q25, median, q75 = np.nanquantile(x, (0.25, 0.5, 0.75))
        z = (np.where(np.isnan(x), median, x) - median) / (q75 - q25)
        cases.append({"x": [None if np.isnan(v) else v for v in x], "scaled": z / np.sqrt(1 + (z / 3) ** 2)})
    return cases


def group_splits():
    r = np.random.RandomState(5)
    cases = []
    for m, groups, share, seed in ((40, 9, 0.2, 0), (57, 20, 0.3, 3), (10, 2, 0.5, 1)):
        names = [f"patient {k:02}" for k in r.randint(0, groups, m)]
        train, test = next(GroupShuffleSplit(1, test_size=share, random_state=seed).split(np.zeros(m), groups=names))
        cases.append({"groups": names, "share": share, "seed": seed, "train": train, "test": test})
    return cases


write("tables.json", {"encodings": encodings(), "smooth": smooth(), "groupSplits": group_splits()})
