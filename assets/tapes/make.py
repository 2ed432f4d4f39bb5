#!/usr/bin/env python3
"""Trains the tapes that ship with Saddle, on its own digits: python3 assets/tapes/make.py build/release/saddle

Without a program it only writes the experiments beside them, whose names and words the window's menu says."""
import json
import pathlib
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent


def conv(filters, kernel=3, **more):
    return {"type": "conv2d", "filters": filters, "kernel": kernel, **more}


def dense(units, **more):
    return {"type": "dense", "units": units, **more}


def experiment(name, about, network, train=2000, rate=0.001, optimizer="adam", **training):
    return {"saddle": 1, "name": name, "about": about,
            "data": {"set": "procedural_digits", "train": train, "test": 500},
            "network": network, "optimizer": {"type": optimizer, "learning_rate": rate},
            "training": {"batch_size": 50, "seed": 1, "evaluate_every": 10, **training}}


def deep(shortcuts):
    """Twelve convolutions in pairs, with or without a way around each pair."""
    network = [{"type": "avg_pool2d"}, conv(8, padding=1), {"type": "relu", "name": "entry"}]
    source = "entry"
    for block in range(1, 7):
        network += [conv(8, padding=1, inputs=[source], init=0.05), {"type": "relu"},
                    conv(8, padding=1, name=f"last_{block}", init=0.05)]
        if shortcuts:
            network.append({"type": "add", "inputs": [f"last_{block}", source]})
        source = f"block_{block}"
        network.append({"type": "relu", "name": source})
    return network + [{"type": "global_avg_pool"}, dense(10)]


def hidden(layers, units, init="he", dropout=0):
    network = [{"type": "avg_pool2d"}, {"type": "flatten"}]
    for _ in range(layers):
        network += [dense(units, init=init), {"type": "relu"}]
        if dropout:
            network.append({"type": "dropout", "ratio": dropout})
    return network + [dense(10, init=init)]


# Name: the experiment, steps, and steps from one moment to the next.
TAPES = {
    "filters": (experiment("Filters forming", "Noise becomes edges and blobs.",
                           [conv(16, 7, stride=2), {"type": "relu"}, {"type": "max_pool2d"}, dense(10)], epochs=10),
                400, 20),
    "deep-plain": (experiment("Deep and plain", "Thirteen convolutions: hardly a gradient reaches the first.",
                              deep(False), epochs=8), 320, 32),
    "deep-residual": (experiment("Deep and residual", "The same convolutions with a way around each pair.",
                                 deep(True), epochs=8), 320, 32),
    **{f"begun-with-{label}": (experiment(f"Begun with {title}", "Five layers of ReLU; only the first weights differ.",
                                          hidden(5, 40, init), epochs=10), 400, 80)
       for label, title, init in (("std-1", "std 1", 1), ("std-0.01", "std 0.01", 0.01),
                                  ("xavier", "Xavier", "xavier"), ("he", "He", "he"))},
    **{f"{label}-dropout": (experiment(f"{label.capitalize()} dropout", "300 digits, learned by heart or not.",
                                       hidden(4, 50, dropout=ratio), train=300, epochs=80), 480, 60)
       for label, ratio in (("without", 0), ("with", 0.25))},
}

for name, (what, steps, every) in TAPES.items():
    file = FOLDER / f"{name}.json"
    file.write_text(json.dumps(what, indent=1) + "\n")
    if len(sys.argv) > 1:
        print(name, flush=True)
        subprocess.run([pathlib.Path(sys.argv[1]).resolve(), "train", file, "--steps", str(steps), "--tape",
                        FOLDER / f"{name}.npz", "--every", str(every)], check=True, stdout=subprocess.DEVNULL)
print(f"{sum(file.stat().st_size for file in FOLDER.glob('*.npz')) / 1e6:.2f} MB")
