#!/usr/bin/env python3
"""How the cost of a training step grows with batch, width, depth, picture size and threads.

    tests/bench/growth.py [path/to/saddle]          # a minute or two; prints tables in Markdown

Trains small nets on noise through `saddle train`, one property changing at a time, and gives the best of three runs.
"""
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SADDLE = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "release", "saddle")
SECONDS = 1.0


def dense_net(width=100, depth=3):
    return sum([[{"type": "dense", "units": width}, {"type": "relu"}] for _ in range(depth)], [])


def conv_net(filters=16, depth=2):
    return sum([[{"type": "conv2d", "filters": filters, "kernel": 3, "padding": 1}, {"type": "relu"}]
                for _ in range(depth)], []) + [{"type": "max_pool2d"}]


def rate(layers, size, channels=1, batch=100, threads=1):
    """Samples a second, the best of three."""
    data = {"set": "noise", "channels": channels, "height": size, "width": size, "train": max(1000, batch), "test": 10}
    experiment = {"saddle": 1, "name": "growth", "data": data, "network": layers + [{"type": "dense", "units": 10}],
                  "optimizer": {"type": "adam"},
                  "training": {"batch_size": batch, "epochs": 1000000, "threads": threads,
                               "evaluate_every": 1000000, "evaluate_samples": 1}}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(experiment, file)
        file.flush()

        def run(steps):
            out = subprocess.run([SADDLE, "train", file.name, "--steps", str(steps), "--json"], capture_output=True,
                                 text=True, check=True).stdout
            return json.loads(out.splitlines()[-1])["samples_per_second"]

        steps = max(3, int(run(5) * SECONDS / batch))
        return max(run(steps) for _ in range(3))


def table(title, what, rows):
    print("\n%s\n\n| %s | samples/s | µs a sample |\n|---|---|---|" % (title, what))
    for name, arguments in rows:
        found = rate(**arguments)
        print("| %s | %.0f | %.2f |" % (name, found, 1e6 / found), flush=True)


def main():
    table("Batch (784 - 3 x 100 - 10, one thread)", "batch",
          [(n, dict(layers=dense_net(), size=28, batch=n)) for n in (1, 10, 100, 1000)])
    table("Width (784 - 3 x width - 10)", "width",
          [(n, dict(layers=dense_net(width=n), size=28)) for n in (25, 50, 100, 200, 400)])
    table("Depth (784 - depth x 100 - 10)", "depth",
          [(n, dict(layers=dense_net(depth=n), size=28)) for n in (1, 2, 4, 8, 16)])
    table("Depth (28 x 28, depth x conv 3 x 3 with 16 filters)", "depth",
          [(n, dict(layers=conv_net(depth=n), size=28)) for n in (1, 2, 4, 8)])
    table("Filters (28 x 28, 2 x conv 3 x 3)", "filters",
          [(n, dict(layers=conv_net(filters=n), size=28)) for n in (8, 16, 32, 64)])
    table("Picture (2 x conv 3 x 3 with 16 filters)", "side",
          [(n, dict(layers=conv_net(), size=n, batch=50)) for n in (14, 28, 56, 112)])
    table("Threads (28 x 28, 4 x conv 3 x 3 with 16 filters)", "threads",
          [(n, dict(layers=conv_net(depth=4), size=28, threads=n)) for n in (1, 2)])


if __name__ == "__main__":
    main()
