#!/usr/bin/env python3
"""Saddle, PyTorch and ONNX Runtime side by side on the workloads W1..W7, as README.md in this folder describes.

    tests/bench/compare.py                        # everything but ONNX Runtime, about 12 minutes
    tests/bench/compare.py --workload W4,W6 --threads 1 --rounds 5 --seconds 1
    tests/bench/compare.py --level avx2           # as if the processor had no AVX-512
    tests/bench/compare.py --ort FOLDER           # W5 by ONNX Runtime too

The programs (and PyTorch's two variants, plain and tuned) take turns within each round, so that they meet the same
machine; a ratio is that of Saddle's median to that of the better variant of PyTorch, or to ONNX Runtime's, and beside it
stand the least and the greatest of a single round. FOLDER is one in which these were run:

    npm install --ignore-scripts onnxruntime-node && python3 tests/bench/ort_w4.py w4.onnx
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
# What holds Saddle and PyTorch to a level. ONNX Runtime knows no such thing.
LEVELS = {
    "baseline": {"SADDLE_SIMD": "baseline", "ATEN_CPU_CAPABILITY": "default", "DNNL_MAX_CPU_ISA": "SSE41"},
    "avx2": {"SADDLE_SIMD": "avx2", "ATEN_CPU_CAPABILITY": "avx2", "DNNL_MAX_CPU_ISA": "AVX2"},
}


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--saddle", default=os.path.join(ROOT, "build", "release", "saddle"), help="the program")
    p.add_argument("--torch", default=os.path.join(HERE, "torch_baseline.py"), help="the script that measures PyTorch")
    p.add_argument("--python", default="/usr/bin/python3", help="a Python that has PyTorch")
    p.add_argument("--ort", metavar="FOLDER", help="where onnxruntime-node is installed, with w4.onnx")
    p.add_argument("--level", choices=sorted(LEVELS), help="holds the programs to these instructions")
    p.add_argument("--workload", default="all", help="W1,W3 or all")
    p.add_argument("--threads", default="1,2", help="1,2")
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--seconds", type=float, default=0.8, help="of measuring, per case, program and round")
    p.add_argument("--keep", metavar="FILE", help="writes every measurement as a JSON line")
    return p.parse_args()


def measure(command, environment):
    """The rows a program prints, by (workload, batch), and the most memory it took, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                               env={**os.environ, **environment})
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
    """One workload on each engine: {"plain": rows, "saddle": rows, "tuned": rows}, and "ort" where it is asked for."""
    common = ["--workload", name, "--threads", str(threads), "--seconds", str(o.seconds), "--windows", "3"]
    held = LEVELS[o.level] if o.level else {}
    found = {
        "plain": measure([o.python, o.torch] + common, held),
        "saddle": measure([o.saddle, "bench", "--json"] + common, held),
        "tuned": measure([o.python, o.torch] + common + ["--tuned"], held),
    }
    if o.ort and name == "W5":
        found["ort"] = measure(["node", os.path.join(HERE, "ort_baseline.js"), os.path.join(o.ort, "w4.onnx"),
                                str(threads), str(o.seconds)],
                               {"NODE_PATH": os.path.join(os.path.abspath(o.ort), "node_modules")})
    return found


def ratio_to(others, saddle):
    """Of the medians, with the least and the greatest of a round; others: by variant, the better of which counts."""
    # The better variant is the one with the better median: a lucky round does not choose it.
    best = max(statistics.median(rates) for rates in others)
    rounds = [s / max(one) for s, one in zip(saddle, zip(*others))]
    ratio = statistics.median(saddle) / best
    return ratio, "%.2f (%.2f-%.2f)" % (ratio, min(rounds), max(rounds))


def main():
    o = options()
    wanted = None if o.workload == "all" else o.workload.upper().split(",")
    keep = open(o.keep, "a") if o.keep else None
    begin = time.time()
    names = sorted({name for name, _ in CASES if wanted is None or name in wanted})
    for threads in [int(t) for t in o.threads.split(",")]:
        print("\n%d thread%s: samples/s (W7: epochs/s), median of %d rounds; ratio with least and greatest"
              % (threads, "" if threads == 1 else "s", o.rounds))
        said = False
        medians = []
        for name in names:
            cases = [case for case in CASES if case[0] == name]
            rounds = [one_round(o, name, threads) for _ in range(o.rounds)]
            if keep:
                for engines in rounds:
                    for engine, rows in engines.items():
                        for row in rows.values():
                            print(json.dumps(dict(row, variant=engine, held_to=o.level)), file=keep, flush=True)
            if not said:
                row = rounds[0]["saddle"][cases[0]]
                print("%s; Saddle's kernels: %s; measured peak of one core: %.0f GFLOP/s\n"
                      % (row["cpu"], row["level"], row["peak_gflops"]))
                print("| case | Saddle | PyTorch plain | PyTorch tuned | ratio to the better | ONNX Runtime | ratio "
                      "| Saddle GFLOP/s | of the peak | cores in use: Saddle, plain, tuned | memory, MB |")
                print("|---|---|---|---|---|---|---|---|---|---|---|")
                said = True
            for case in cases:
                values = lambda engine, key: [r[engine][case][key] for r in rounds]
                rates = lambda engine: values(engine, "samples_per_s")
                middle = lambda engine, key: statistics.median(values(engine, key))
                ratio, ratio_text = ratio_to([rates("plain"), rates("tuned")], rates("saddle"))
                medians.append((case, ratio))
                scale = 1000 if name == "W7" else 1
                show = lambda engine: "%.4g" % (statistics.median(rates(engine)) / scale)
                has_ort = "ort" in rounds[0]
                three = ("saddle", "plain", "tuned")
                print("| %s batch %d | %s | %s | %s | %s | %s | %s | %.1f | %.0f %% | %s | %s |"
                      % (case[0], case[1], show("saddle"), show("plain"), show("tuned"), ratio_text,
                         show("ort") if has_ort else "", ratio_to([rates("ort")], rates("saddle"))[1] if has_ort else "",
                         middle("saddle", "gflops"), 100 * middle("saddle", "of_peak"),
                         ", ".join("%.2f" % middle(e, "cpu_per_wall") for e in three),
                         ", ".join("%.0f" % middle(e, "peak_memory_mb") for e in three)), flush=True)
        few = [ratio for (name, _), ratio in medians if name != "W7"]
        if few:
            print("geometric mean without W7: %.2f" % math.exp(statistics.mean(math.log(r) for r in few)))
    print("\n%.0f s in all" % (time.time() - begin))


if __name__ == "__main__":
    main()
