#!/usr/bin/python3
"""Writes the data sets that are part of the library, one file each, from samples/data, whose README.md has their sources and licences.

    apt-get install python3-brotli
    /usr/bin/python3 src/ShallowNet/Data/Sets/make_sets.py

A file is compressed by Brotli. It has the number of rows in 2 bytes and of columns in 1, the lower byte first, and then each column: its number of decimals
and of bytes for each row in 1 byte each, the smallest of its whole numbers (the value without the decimal point) in 4 bytes, and the whole numbers of all
rows less the smallest: the lowest byte of each row, then the next byte of each row. Last, the rows whose value is not the double nearest to the decimal
number but the next above or below it, as 5.3660000000000005 is: their count in 1 byte, and each in 2, the highest bit of which is set for below.
"""
import gzip
import math
from pathlib import Path

import brotli

DATA = Path(__file__).resolve().parents[4] / "samples" / "data"


def rows(name, skip=0):
    read = gzip.open if name.endswith(".gz") else open
    with read(DATA / name, "rt") as file:
        return [[float(cell) for cell in line.replace(",", " ").split()] for line in list(file)[skip:] if line.strip()]


def column(values):
    def decimal(value):
        return round(value * 10**decimals) / 10**decimals

    decimals = 0
    while not all(abs(value - decimal(value)) <= math.ulp(value) for value in values):
        decimals += 1
    numbers = [round(value * 10**decimals) for value in values]
    least = min(numbers)
    width = max(1, ((max(numbers) - least).bit_length() + 7) // 8)
    planes = b"".join(bytes((number - least) >> (8 * k) & 255 for number in numbers) for k in range(width))
    beside = [row | (0x8000 if value < decimal(value) else 0) for row, value in enumerate(values) if value != decimal(value)]
    return (bytes([decimals, width]) + least.to_bytes(4, "little") + planes
            + bytes([len(beside)]) + b"".join(row.to_bytes(2, "little") for row in beside))


def write(name, table):
    columns = list(zip(*table))
    raw = len(table).to_bytes(2, "little") + bytes([len(columns)]) + b"".join(column(values) for values in columns)
    (Path(__file__).resolve().parent / f"{name}.set").write_bytes(brotli.compress(raw, quality=11, lgwin=22))


write("breast-cancer", rows("breast_cancer.csv", skip=1))
write("iris", rows("iris.csv", skip=1))
write("wine", rows("wine_data.csv", skip=1))
write("digits", rows("digits.csv.gz"))
write("diabetes", [x + y for x, y in zip(rows("diabetes_data_raw.csv.gz"), rows("diabetes_target.csv.gz"))])
