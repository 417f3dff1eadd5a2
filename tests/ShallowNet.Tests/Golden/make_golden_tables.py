#!/usr/bin/python3
"""Writes tables.json: what scikit-learn makes of the columns of tables, what NumPy says of their quartiles, and which rows GroupShuffleSplit takes.

    apt-get install python3-numpy python3-sklearn
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_tables.py

With a folder and a file, it writes instead what scikit-learn makes of the folder's tables, which tests/ShallowNet.Benchmarks/TableFile.cs describes, for a
test that runs only where it is asked to:

    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_tables.py FOLDER FILE
    SHALLOWNET_TABLES_OF_OTHERS=FILE dotnet test --project tests/ShallowNet.Tests -- --filter-class "*TableGoldenTests" --explicit on

Made with NumPy 1.24.2 and scikit-learn 1.2.1.
"""
import csv
import gzip
import json
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from golden import plain, write

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
    missing = dict(transformer.named_transformers_["numbers"].transformer_list)["missing"].features_ if numbers else []
    encoder = transformer.named_transformers_["categories"]
    names = numbers + [f"{numbers[k]} is missing" for k in missing]
    for name, values, dropped in zip(categories, encoder.categories_, encoder.drop_idx_) if categories else []:
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


def tells(values):
    """Whether both sides scale a column: it has two numbers that are not only 0 and 1, or two texts, a gap being one."""
    if any(isinstance(value, float) for value in values):
        numbers = {value for value in values if value is not None}
        return len(numbers) > 1 and not numbers <= {0.0, 1.0}
    return len(set(values)) > 1


def of_file(path):
    """A table, of which every fifth row, or else the first fold, is the test part."""
    with gzip.open(path, "rt", newline="") as file:
        header, *rows = csv.reader(file)
    fold = header.index("fold0") if "fold0" in header else None
    is_test = [row[fold] == rows[0][fold] if fold is not None else k % 5 == 0 for k, row in enumerate(rows)]
    parts = []
    for part in (False, True):
        chosen = [row for row, test in zip(rows, is_test) if test == part]
        parts.append({name: [None if row[i] == "" else float(row[i]) if name.startswith("n_") else row[i] for row in chosen]
                      for i, name in enumerate(header) if name[:2] in ("n_", "c_")})
    train, test = ({name: part[name] for name in part if tells(parts[0][name])} for part in parts)
    return {"train": train, "test": test, "features": encoded(train, test)}


if len(sys.argv) == 3:
    cases = [of_file(path) for path in sorted(Path(sys.argv[1]).glob("*.csv.gz"))]
    Path(sys.argv[2]).write_text(json.dumps(plain(cases)))
else:
    write("tables.json", {"encodings": encodings(), "smooth": smooth(), "groupSplits": group_splits()})
