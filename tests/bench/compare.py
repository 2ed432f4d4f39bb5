#!/usr/bin/env python3
"""Saddle, PyTorch and ONNX Runtime side by side on the workloads W1..W7, as README.md in this folder describes.

    tests/bench/compare.py                        # one and two threads, about 6 minutes
    tests/bench/compare.py --workload W4,W6 --threads 1 --rounds 5 --seconds 1
    tests/bench/compare.py --level native,avx2    # once more as if the processor had no AVX-512
    tests/bench/compare.py --ort FOLDER           # W5 by ONNX Runtime too
    tests/bench/compare.py --level native,avx2 --ort FOLDER --growth     # all there is to know, some 13 minutes

The programs (and PyTorch's two variants, plain and tuned) take turns within each round, so that they meet the same
machine; a ratio is that of Saddle's median to that of the better variant of PyTorch, or to ONNX Runtime's, and beside it
stand the least and the greatest of a single round. Workloads that share a program share its memory. FOLDER is one in which these were run:

    npm install --ignore-scripts onnxruntime-node

The network is written there as w4.onnx unless there is one, which needs python3-onnx. The last table has the ratios alone.
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
# A program that has started measures these one after the other.
TOGETHER = [("W1", "W2"), ("W3", "W4"), ("W5",), ("W6", "W7")]
# What holds Saddle and PyTorch, its matrix products in OpenBLAS included, to a level. ONNX Runtime knows no such thing.
LEVELS = {
    "native": {},
    "baseline": {"SADDLE_SIMD": "baseline", "ATEN_CPU_CAPABILITY": "default", "DNNL_MAX_CPU_ISA": "SSE41",
                 "OPENBLAS_CORETYPE": "Nehalem"},
    "avx2": {"SADDLE_SIMD": "avx2", "ATEN_CPU_CAPABILITY": "avx2", "DNNL_MAX_CPU_ISA": "AVX2",
             "OPENBLAS_CORETYPE": "Haswell"},
}


def options():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--saddle", default=os.path.join(ROOT, "build", "release", "saddle"), help="the program")
    p.add_argument("--torch", default=os.path.join(HERE, "torch_baseline.py"), help="the script that measures PyTorch")
    p.add_argument("--python", default="/usr/bin/python3", help="a Python that has PyTorch")
    p.add_argument("--ort", metavar="FOLDER", help="where onnxruntime-node is installed")
    p.add_argument("--level", default="native", help="native, or instructions to hold the programs to: native,avx2")
    p.add_argument("--growth", action="store_true", help="how the cost grows too (growth.py)")
    p.add_argument("--workload", default="all", help="W1,W3 or all")
    p.add_argument("--threads", default="1,2", help="1,2")
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--seconds", type=float, default=0.3, help="of measuring, per case, program and round")
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


def one_round(o, names, threads, level):
    """Some workloads on each engine: {"plain": rows, "saddle": rows, "tuned": rows}, and "ort" where it is asked for."""
    common = ["--workload", ",".join(names), "--threads", str(threads), "--seconds", str(o.seconds), "--windows", "3"]
    found = {
        "plain": measure([o.python, o.torch] + common, LEVELS[level]),
        "saddle": measure([o.saddle, "bench", "--json"] + common, LEVELS[level]),
        "tuned": measure([o.python, o.torch] + common + ["--tuned"], LEVELS[level]),
    }
    if o.ort and "W5" in names and level == "native":
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


def table(o, level, threads, keep):
    """Prints the table of a level and a number of threads. Returns its name and the ratios to PyTorch and ONNX Runtime by
    case."""
    wanted = None if o.workload == "all" else o.workload.upper().split(",")
    name_of_level, ratios, to_ort = level, {}, {}
    for names in TOGETHER:
        names = [name for name in names if wanted is None or name in wanted]
        if not names:
            continue
        cases = [case for case in CASES if case[0] in names]
        rounds = [one_round(o, names, threads, level) for _ in range(o.rounds)]
        if keep:
            for engines in rounds:
                for engine, rows in engines.items():
                    for row in rows.values():
                        print(json.dumps(dict(row, variant=engine, held_to=level)), file=keep, flush=True)
        if not ratios:
            row = rounds[0]["saddle"][cases[0]]
            name_of_level = row["level"]
            print("\n%s, kernels: %s, %d thread%s: medians of %d rounds, ratios with the least and the greatest of a round; "
                  "measured peak of one core: %.0f GFLOP/s\n"
                  % (row["cpu"], name_of_level, threads, "" if threads == 1 else "s", o.rounds, row["peak_gflops"]))
            print("| | samples/s (W7: epochs/s) | PyTorch plain | tuned | ratio to the better | ONNX Runtime | ratio "
                  "| GFLOP/s | of the peak | cores in use: Saddle, plain, tuned | memory, MB |")
            print("|---|---|---|---|---|---|---|---|---|---|---|")
        for case in cases:
            values = lambda engine, key: [r[engine][case][key] for r in rounds]
            rates = lambda engine: values(engine, "samples_per_s")
            middle = lambda engine, key: statistics.median(values(engine, key))
            ratios[case], ratio_text = ratio_to([rates("plain"), rates("tuned")], rates("saddle"))
            ort_text = ""
            if "ort" in rounds[0]:
                to_ort[case], ort_text = ratio_to([rates("ort")], rates("saddle"))
            scale = 1000 if case[0] == "W7" else 1
            show = lambda engine: "%.4g" % float("%.3g" % (statistics.median(rates(engine)) / scale))
            three = ("saddle", "plain", "tuned")
            print("| %s batch %d | %s | %s | %s | %s | %s | %s | %.0f | %.0f %% | %s | %s |"
                  % (case[0], case[1], show("saddle"), show("plain"), show("tuned"), ratio_text,
                     show("ort") if ort_text else "", ort_text,
                     middle("saddle", "gflops"), 100 * middle("saddle", "of_peak"),
                     ", ".join("%.2f" % middle(e, "cpu_per_wall") for e in three),
                     ", ".join("%.0f" % middle(e, "peak_memory_mb") for e in three)), flush=True)
    return "%s, %d thread%s" % (name_of_level, threads, "" if threads == 1 else "s"), ratios, to_ort


def mean_of(ratios):
    """The geometric mean of W1 - W6."""
    logs = [math.log(ratio) for (name, _), ratio in ratios.items() if name != "W7"]
    return math.exp(statistics.mean(logs)) if logs else float("nan")


def summary(tables):
    cases = list(tables[0][1])
    print("\nRatios to the better PyTorch, and to ONNX Runtime\n")
    print("| | %s | mean of W1 - W6 | ORT batch 1 | ORT batch 256 |" % " | ".join("%s b%d" % case for case in cases))
    print("|---" * (len(cases) + 4) + "|")
    for name, ratios, to_ort in tables:
        ort = ["%.2f" % to_ort[case] if case in to_ort else "" for case in (("W5", 1), ("W5", 256))]
        print("| %s | %s | %.2f | %s |" % (name, " | ".join("%.2f" % ratios[case] for case in cases), mean_of(ratios),
                                           " | ".join(ort)))


def main():
    o = options()
    levels = o.level.split(",")
    unknown = [level for level in levels if level not in LEVELS]
    if unknown:
        sys.exit("there is no level %s; choose from %s" % (unknown[0], ", ".join(LEVELS)))
    if o.ort and not os.path.exists(os.path.join(o.ort, "w4.onnx")):
        subprocess.run([o.python, os.path.join(HERE, "ort_w4.py"), os.path.join(o.ort, "w4.onnx")], check=True)
    keep = open(o.keep, "a") if o.keep else None
    begin = time.time()
    summary([table(o, level, int(threads), keep) for level in levels for threads in o.threads.split(",")])
    if o.growth:
        for level in levels:
            subprocess.run([sys.executable, os.path.join(HERE, "growth.py"), o.saddle], check=True,
                           env={**os.environ, **LEVELS[level]})
    print("\n%.0f s in all" % (time.time() - begin))


if __name__ == "__main__":
    main()
