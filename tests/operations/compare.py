"""Computes layers from their descriptions and holds the results against what the engine computed.

    python3 compare.py FOLDER

FOLDER has a folder for each case (operations_test.cpp writes them): operations.json, input.0.npy …, param.NAME.npy and
output.npy. Prints a line for each: its name and the largest difference, relative to the largest value or to 1.
"""
import json
import pathlib
import sys

import numpy as np

from operators import OPERATORS


def load(file):
    return np.load(file).astype(float)


def parameter(folder, operand):
    value = load(folder / f"param.{operand['parameter']}.npy")
    assert value.ndim == len(operand["axes"]), operand
    if "unseen" in operand:
        other = load(folder / f"param.{operand['unseen']['mean']}.npy")
        value = np.where((value == 0) & (other == 0), operand["unseen"]["value"], value)
    return value


def operand_value(folder, operand, results):
    if "input" in operand:
        return load(folder / f"input.{operand['input']}.npy")
    if "result" in operand:
        return results[operand["result"]]
    if "parameter" in operand:
        return parameter(folder, operand)
    if "constant" in operand:
        return np.array(operand["constant"], dtype=float).reshape(operand["shape"])
    return None


def compute(folder):
    results = []
    for operation in json.loads((folder / "operations.json").read_text()):
        operands = [operand_value(folder, operand, results) for operand in operation["operands"]]
        results.append(OPERATORS[operation["name"]](*operands, **operation["attributes"]))
    return results[-1] if results else load(folder / "input.0.npy")


def main():
    for folder in sorted(pathlib.Path(sys.argv[1]).iterdir()):
        if not folder.is_dir():
            continue
        wanted, got = compute(folder), load(folder / "output.npy")
        assert wanted.shape == got.shape, (folder.name, wanted.shape, got.shape)
        print(folder.name, np.abs(wanted - got).max() / max(1, np.abs(wanted).max()), sep="\t")


main()
