#!/usr/bin/env python3
"""Saddle and PyTorch side by side on the workloads W1..W7, as README.md in this folder describes.

    tests/bench/compare.py                        # everything, about 12 minutes
    tests/bench/compare.py --workload W4,W6 --threads 1 --rounds 5 --seconds 1

The two (and PyTorch's two variants, plain and tuned) take turns within each round, so that they meet the same machine;
the ratio is that of Saddle's median to the median of the better variant of PyTorch, and beside it stand the least and
the greatest of a single round.
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CASES = [("W1", 100), ("W2", 100), ("W2", 128), ("W3", 100), ("W4", 100), ("W5", 1), ("W5", 256), ("W6", 128), ("W7", 32)]


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--saddle", default=os.path.join(ROOT, "build", "release", "saddle"), help="the program")
    p.add_argument("--torch", default=os.path.join(HERE, "torch_baseline.py"), help="the script that measures PyTorch")
    p.add_argument("--python", default="/usr/bin/python3", help="a Python that has PyTorch")
    p.add_argument("--workload", default="all", help="W1,W3 or all")
    p.add_argument("--threads", default="1,2", help="1,2")
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--seconds", type=float, default=0.8, help="of measuring, per case, program and round")
    p.add_argument("--keep", metavar="FILE", help="writes every measurement as a JSON line")
    return p.parse_args()


def measure(command, environment=None):
    """The rows a program prints, by (workload, batch), and the most memory it took, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit("failed: " + " ".join(command))
    rows = {}
    for line in lines:
        row = json.loads(line)
        row["peak_memory_mb"] = usage.ru_maxrss / 1024
        rows[row["workload"], row["batch"]] = row
    return rows


def one_round(o, name, threads):
    """One workload on each engine: {"plain": rows, "saddle": rows, "tuned": rows}."""
    common = ["--workload", name, "--threads", str(threads), "--seconds", str(o.seconds), "--windows", "3"]
    return {
        "plain": measure([o.python, o.torch] + common),
        "saddle": measure([o.saddle, "bench", "--json"] + common),
        "tuned": measure([o.python, o.torch] + common + ["--tuned"]),
    }


def main():
    o = options()
    wanted = None if o.workload == "all" else o.workload.upper().split(",")
    keep = open(o.keep, "a") if o.keep else None
    begin = time.time()
    for threads in [int(t) for t in o.threads.split(",")]:
        print("\n%d thread%s: samples/s (W7: epochs/s), median of %d rounds; ratio with least and greatest"
              % (threads, "" if threads == 1 else "s", o.rounds))
        print("| case | Saddle | PyTorch plain | PyTorch tuned | ratio to the better | Saddle GFLOP/s | cores in use: Saddle, plain, tuned | memory, MB |")
        print("|---|---|---|---|---|---|---|---|")
        medians = []
        names = sorted({name for name, _ in CASES if wanted is None or name in wanted})
        for name in names:
            cases = [case for case in CASES if case[0] == name]
            rates = {case: {"saddle": [], "plain": [], "tuned": []} for case in cases}
            rest = {case: {"gflops": [], "saddle": [], "plain": [], "tuned": []} for case in cases}
            memory = {}
            for _ in range(o.rounds):
                rows = one_round(o, name, threads)
                for case in cases:
                    for engine, found in rows.items():
                        row = found[case]
                        rates[case][engine].append(row["samples_per_s"])
                        rest[case][engine].append(row["cpu_per_wall"])
                        memory[engine] = row["peak_memory_mb"]
                        if keep:
                            print(json.dumps(dict(row, variant=engine)), file=keep, flush=True)
                    rest[case]["gflops"].append(rows["saddle"][case]["gflops"])
            for case in cases:
                r = rates[case]
                ratios = [s / max(p, t) for s, p, t in zip(r["saddle"], r["plain"], r["tuned"])]
                # The better variant is the one with the better median: a lucky round does not choose it.
                better = max(("plain", "tuned"), key=lambda v: statistics.median(r[v]))
                ratio = statistics.median(r["saddle"]) / statistics.median(r[better])
                medians.append((case, ratio))
                scale = 1000 if name == "W7" else 1
                show = lambda v: "%.4g" % (statistics.median(r[v]) / scale)
                cores = ", ".join("%.2f" % statistics.median(rest[case][v]) for v in ("saddle", "plain", "tuned"))
                megabytes = ", ".join("%.0f" % memory[v] for v in ("saddle", "plain", "tuned"))
                print("| %s batch %d | %s | %s | %s | %.2f (%.2f-%.2f) | %.1f | %s | %s |"
                      % (case[0], case[1], show("saddle"), show("plain"), show("tuned"), ratio, min(ratios), max(ratios),
                         statistics.median(rest[case]["gflops"]), cores, megabytes), flush=True)
        by_workload = {}
        for (name, _), ratio in medians:
            by_workload.setdefault(name, []).append(ratio)
        few = [ratio for (name, _), ratio in medians if name != "W7"]
        if few:
            print("geometric mean without W7: %.2f" % math.exp(statistics.mean(math.log(r) for r in few)))
    print("\n%.0f s in all" % (time.time() - begin))


if __name__ == "__main__":
    main()
