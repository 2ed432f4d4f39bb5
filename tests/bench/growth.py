#!/usr/bin/env python3
"""How the cost of a training step grows with batch, width, depth, parameters, samples, picture size and threads.

    tests/bench/growth.py [path/to/saddle] [seconds]     # a minute or two; prints a table in Markdown

Trains small nets on noise through `saddle train`, one property changing at a time, and gives the best of three runs of
so many seconds (0.2). The level is that of SADDLE_SIMD.
"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SADDLE = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "release", "saddle")
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 0.2


def dense_net(width=100, depth=3):
    return sum([[{"type": "dense", "units": width}, {"type": "relu"}] for _ in range(depth)], [])


def conv_net(filters=16, depth=2):
    return sum([[{"type": "conv2d", "filters": filters, "kernel": 3, "padding": 1}, {"type": "relu"}]
                for _ in range(depth)], []) + [{"type": "max_pool2d"}]


def microseconds(layers, size=28, channels=1, batch=100, threads=1, samples=1000):
    """For each sample of a step, the best of three."""
    data = {"set": "noise", "channels": channels, "height": size, "width": size, "train": max(samples, batch),
            "test": 10}
    experiment = {"saddle": 1, "name": "growth", "data": data, "network": layers + [{"type": "dense", "units": 10}],
                  "optimizer": {"type": "adam"},
                  "training": {"batch_size": batch, "epochs": 1000000, "threads": threads,
                               "evaluate_every": 1000000, "evaluate_samples": 1}}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(experiment, file)
        file.flush()

        def rate(steps):
            out = subprocess.run([SADDLE, "train", file.name, "--steps", str(steps), "--json"], capture_output=True,
                                 text=True, check=True).stdout
            return json.loads(out.splitlines()[-1])["samples_per_second"]

        steps = max(3, int(rate(5) * SECONDS / batch))
        return 1e6 / max(rate(steps) for _ in range(3))


def row(what, values, arguments):
    """One property at these values; arguments(value) are those of microseconds()."""
    cells = ["%d: %.3g" % (value, microseconds(**arguments(value))) for value in values]
    print("| %s | %s |" % (what, " | ".join(cells + [""] * (5 - len(cells)))), flush=True)


def main():
    out = subprocess.run([SADDLE, "--version"], capture_output=True, text=True).stdout
    print("\nµs a sample (%s)\n\n| | | | | | |\n|---|---|---|---|---|---|" % " ".join(out.split()))
    row("batch, 784 - 3 x 100 - 10", (1, 10, 100, 1000), lambda n: dict(layers=dense_net(), batch=n))
    row("width, 784 - 3 x width - 10", (25, 50, 100, 200, 400), lambda n: dict(layers=dense_net(width=n)))
    row("depth, 784 - depth x 100 - 10", (1, 2, 4, 8, 16), lambda n: dict(layers=dense_net(depth=n)))
    row("thousands of parameters, 784 - width - 10", (79, 318, 1272, 5088),
        lambda n: dict(layers=dense_net(width=n * 1000 // 795, depth=1)))
    row("samples to draw from, 784 - 3 x 100 - 10", (1000, 10000, 60000),
        lambda n: dict(layers=dense_net(), samples=n))
    row("depth, 28 x 28, 3 x 3 with 16 filters", (1, 2, 4, 8), lambda n: dict(layers=conv_net(depth=n)))
    row("filters, 28 x 28, 2 x 3 x 3", (8, 16, 32, 64), lambda n: dict(layers=conv_net(filters=n)))
    row("side of the picture, 2 x 3 x 3 with 16 filters", (14, 28, 56, 112),
        lambda n: dict(layers=conv_net(), size=n, batch=50))
    row("threads, 784 - 3 x 400 - 10", (1, 2), lambda n: dict(layers=dense_net(width=400), threads=n))
    row("threads, 28 x 28, 4 x 3 x 3 with 16 filters", (1, 2), lambda n: dict(layers=conv_net(depth=4), threads=n))


if __name__ == "__main__":
    main()
