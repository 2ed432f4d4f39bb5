"""Holds what Saddle computed against PyTorch.

    python3 compare.py FOLDER

FOLDER has a folder for each case (tests/torch/case.h writes them): experiment.json, the arrays that went in, and below
float/ and double/ what came out. Prints a line for each case and precision, its parts divided by tabs: case, precision,
the tensor that is furthest off, its relative error, and how far off PyTorch itself is in that precision.

PyTorch computes in double, from the same numbers.
"""
import json
import pathlib
import sys

import numpy as np
import torch

from network import Network, loss_of, objective
from optimizers import clip, optimizer_of, penalty


def tensor(file, dtype):
    return torch.from_numpy(np.load(file)).to(dtype)


def named(folder, prefix):
    """The arrays that belong to parameters: "param.conv2d_1.weight.npy" is that of conv2d_1/weight."""
    for file in sorted(folder.glob(prefix + ".*.npy")):
        layer, _, name = file.name[len(prefix) + 1:-len(".npy")].rpartition(".")
        yield f"{layer}/{name}", file


def inputs_of(folder, dtype):
    known = {name: folder / (name + ".npy") for name in ("labels", "targets", "upstream")}
    return {name: tensor(file, torch.long if name == "labels" else dtype) for name, file in known.items()
            if file.exists()}


def gradients(folder, experiment, dtype):
    """One training pass, forward and backward, and an inference pass behind it."""
    parameters = {}
    for name, file in named(folder, "param"):
        parameters[name] = tensor(file, dtype).requires_grad_("/running_" not in name)
    masks = {name[:-len("/mask")]: tensor(file, dtype) for name, file in named(folder, "drop")}
    network = Network(experiment, parameters, masks)
    given = inputs_of(folder, dtype)
    x = tensor(folder / "input.npy", dtype).requires_grad_()
    upstream = given.pop("upstream", None)
    result = {}
    if upstream is not None:
        y, _ = network(x, training=True)
        y.backward(upstream)
    else:
        y, loss = objective(experiment, network, x, **given)
        result["loss"] = loss.detach().reshape(1)
        loss.backward()
    result["output"], result["input_gradient"] = y.detach(), x.grad
    for name, parameter in parameters.items():
        if parameter.requires_grad:
            result["gradient." + name] = parameter.grad
    for name, value in network.statistics.items():
        result["statistic." + name] = value
    with torch.no_grad():
        result["inference"] = network(x.detach(), training=False)[0]
    return result


def training(folder, experiment, dtype):
    """As many steps on one batch as there are losses."""
    before = np.load(folder / "before.npz")
    assert json.loads(str(before["experiment"])) == experiment, "the model file has another experiment"
    parameters = {}
    for name in before.files:
        if name == "experiment":
            continue
        assert before[name].dtype == np.float32 and before[name].flags["C_CONTIGUOUS"], name
        parameters[name] = torch.from_numpy(before[name]).to(dtype).requires_grad_("/running_" not in name)
    first = {name: value.detach().clone() for name, value in parameters.items()}
    network, optimizer = Network(experiment, parameters), optimizer_of(experiment, parameters)
    x, given, losses = tensor(folder / "input.npy", dtype), inputs_of(folder, dtype), []
    longest = experiment.get("training", {}).get("clip_norm", 0)
    for _ in range(len(np.load(folder / "float" / "loss.npy"))):
        for parameter in parameters.values():
            parameter.grad = None
        _, loss = objective(experiment, network, x, **given)
        losses.append(loss.item() + penalty(experiment, parameters))
        loss.backward()
        clip(parameters, longest)
        optimizer.step()
        for name, value in network.statistics.items():
            parameters[name] = value
    result = {"loss": torch.tensor(losses)}
    for name, value in parameters.items():
        result["after." + name] = value.detach()
        result["moved." + name] = value.detach() - first[name]
    return result


def got(folder, name):
    if name.startswith("after."):
        return np.load(folder / ".." / "after.npz")[name[len("after."):]]
    if name.startswith("moved."):
        name = name[len("moved."):]
        return (np.load(folder / ".." / "after.npz")[name].astype("f8") -
                np.load(folder / ".." / "before.npz")[name].astype("f8"))
    return np.load(folder / (name.replace("/", ".") + ".npy"))


def worst(results, reference):
    """(tensor, ||a - b|| / ||b||) of the worst. What is 0 but for rounding beside the others counts against those."""
    largest = {}
    for name, wanted in reference.items():
        kind = name.split(".")[0]
        largest[kind] = max(largest.get(kind, 0), float(torch.linalg.vector_norm(wanted)))
    found = ("", 0.0)
    for name, wanted in reference.items():
        value = results(name)
        value = torch.as_tensor(value).to(torch.float64)
        if tuple(value.shape) != tuple(wanted.shape):
            raise SystemExit(f"{name} has the shape {tuple(value.shape)}, PyTorch's {tuple(wanted.shape)}")
        size, difference = (float(torch.linalg.vector_norm(t)) for t in (wanted, value - wanted))
        if size < 1e-12 * largest[name.split(".")[0]]:
            size = largest[name.split(".")[0]]
        error = difference / size if size > 0 else difference
        if not error <= found[1]:  # also where it is no number
            found = (name, error)
    return found


def check(folder):
    experiment = json.loads((folder / "experiment.json").read_text(encoding="utf-8"))
    compute = training if (folder / "before.npz").exists() else gradients
    reference = {name: value.to(torch.float64) for name, value in compute(folder, experiment, torch.float64).items()}
    for precision in ("float", "double"):
        if not (folder / precision).exists():
            continue
        name, error = worst(lambda tensor_name: got(folder / precision, tensor_name), reference)
        own = 0.0
        if precision == "float" and error > 1e-6:
            alike = compute(folder, experiment, torch.float32)
            own = worst(lambda tensor_name: alike[tensor_name], reference)[1]
        print(folder.name, precision, name or "all", f"{error:.3e}", f"{own:.3e}", sep="\t", flush=True)


for case in sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_dir()):
    check(case)
