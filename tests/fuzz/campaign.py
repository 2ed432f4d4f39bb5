#!/usr/bin/env python3
"""Random networks, and what can happen to a training: usage: campaign.py SADDLE [SECONDS [SEED]]

Each round makes a network and trains it without a disturbance; then again, killed (-9) and resumed until it is done,
which must give the same bytes; then with too little memory; then from files that were tampered with. Whatever happens,
the program ends by itself, with status 0, 1 or 2, and complains in one line. A round that fails is kept in out/fuzz.
"""
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
ACTIVATIONS = ["relu", "leaky_relu", "tanh", "sigmoid", "identity"]
CLASSES = {"moons": 2, "circles": 2, "spirals": 2}
PATIENCE = 120  # seconds


class Failure(Exception):
    pass


def random_experiment(rng):
    pictures = rng.random() < 0.5
    if pictures:
        data = {"set": "procedural_digits", "train": rng.randint(20, 200), "test": rng.choice([1, 10, 50])}
    else:
        data = {"set": rng.choice(["moons", "circles", "spirals"]), "train": rng.randint(10, 300)}
    network = []
    for _ in range(rng.randint(0, 3) if pictures else 0):
        network.append({"type": "conv2d", "filters": rng.randint(1, 8), "kernel": rng.choice([1, 3, 5])})
        if rng.random() < 0.5:
            network.append({"type": "batch_norm"})
        network.append({"type": rng.choice(ACTIVATIONS)})
        if rng.random() < 0.4:
            network.append({"type": rng.choice(["max_pool2d", "avg_pool2d"])})
    for _ in range(rng.randint(0, 3)):
        network.append({"type": "dense", "units": rng.choice([1, 7, 64, 300])})
        network.append({"type": rng.choice(ACTIVATIONS + ["batch_norm"])})
        if rng.random() < 0.3:
            network.append({"type": "dropout"})
    network.append({"type": "dense", "units": 10 if pictures else CLASSES[data["set"]]})
    return {
        "saddle": 1,
        "data": data,
        "network": network,
        "optimizer": {"type": rng.choice(OPTIMIZERS), "learning_rate": 10 ** rng.uniform(-4, 0.5)},
        "training": {"batch_size": rng.randint(2, 60), "epochs": rng.randint(2, 25), "seed": rng.randint(0, 9999),
                     "threads": rng.choice([1, 2])},
    }


class Round:
    def __init__(self, program, folder, rng):
        self.program, self.folder, self.rng = program, folder, rng
        self.environment = {**os.environ, "HOME": str(folder), "SADDLE_DATA": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}

    def start(self, words, memory=None):
        limit = (lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None
        return subprocess.Popen([self.program, *words], cwd=self.folder, env=self.environment, preexec_fn=limit,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace")

    def run(self, words, memory=None):
        """Returns status and standard output of a run that ends by itself."""
        process = self.start(words, memory)
        try:
            out, err = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failure(f"{words} takes more than {PATIENCE} s")
        status = process.returncode
        if status not in (0, 1, 2):
            raise Failure(f"{words} ended with {status}: {err[-300:]}")
        # A program that does not even load is the linker's to complain of.
        if err.count("\n") > 1 and "error while loading shared libraries" not in err:
            raise Failure(f"{words} complains at length: {err[-300:]}")
        if status != 0 and not err:
            raise Failure(f"{words} ended with {status} and no word")
        return status, out

    def undisturbed(self):
        status, out = self.run(["train", "net.json", "--save", "whole.npz", "--json"])
        if status != 0 and (self.folder / "whole.npz").exists():
            raise Failure("what failed was saved")
        if status == 0:
            json.loads(out)
        return status

    def killed(self):
        """Killed and resumed until it is done: the same bytes as if nothing had happened."""
        began = time.monotonic()
        for kill in range(6):
            resumed = (self.folder / "checkpoint.npz").exists()
            process = self.start(["train", "checkpoint.npz" if resumed else "net.json", "--save", "parts.npz",
                                  "--checkpoint", "checkpoint.npz"])
            try:
                process.communicate(timeout=None if kill == 5 else self.rng.uniform(0.005, 0.3))
                break
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
        if process.returncode not in (0, 1):
            raise Failure(f"a resumed run ended with {process.returncode} after {time.monotonic() - began:.1f} s")
        whole, parts = self.folder / "whole.npz", self.folder / "parts.npz"
        if process.returncode == 0 and whole.read_bytes() != parts.read_bytes():
            raise Failure("a run that was killed and resumed has other weights than one that was not")

    def starved(self):
        self.run(["train", "net.json", "--steps", "3"], memory=int(2 ** self.rng.uniform(25, 31)))

    def tampered(self):
        for source in ("whole.npz", "checkpoint.npz"):
            if not (self.folder / source).exists():
                continue
            content = bytearray((self.folder / source).read_bytes())
            for _ in range(self.rng.randint(1, 20)):
                content[self.rng.randrange(len(content))] = self.rng.randrange(256)
            if self.rng.random() < 0.3:
                del content[self.rng.randrange(len(content)):]
            (self.folder / "tampered.npz").write_bytes(content)
            self.run(["eval", "tampered.npz"])
            self.run(["train", "tampered.npz", "--epochs", "26"])


def main():
    program = str(Path(sys.argv[1]).resolve())
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 120
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    end = time.monotonic() + seconds
    rounds = failures = diverged = refused = 0
    print(f"Random networks: {seconds:.0f} seconds from seed {seed}", flush=True)
    while rounds == 0 or time.monotonic() < end:
        rng = random.Random(seed + rounds)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "net.json").write_text(json.dumps(random_experiment(rng)))
            this = Round(program, folder, rng)
            try:
                status = this.undisturbed()
                if status == 0:
                    this.killed()
                    this.tampered()
                diverged += status == 1
                refused += status == 2
                this.starved()
            except Failure as failure:
                failures += 1
                kept = Path("out/fuzz") / f"campaign-{seed + rounds}"
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(folder, kept)
                print(f"seed {seed + rounds}: {failure}; see {kept}", file=sys.stderr, flush=True)
        rounds += 1
    print(f"{rounds} networks, {diverged} of them diverged, {refused} were refused, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
