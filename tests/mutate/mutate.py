#!/usr/bin/env python3
"""Changes one line of the program at a time and asks whether a test notices.

Each entry of mutations.json is a small mistake: a text that occurs once in engine/ or app/ (white space counts as one
blank, so that moved and reflowed code is still found), what stands there instead, and the test program that must turn
red. Everything happens in a copy of the tree, build/mutate, whose build is kept from one call to the next. Exits with 0
only if no mutation survives.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / "build" / "mutate"
BUILD = COPY / "build" / "mutate"
SOURCES = ("engine", "app")


class Mutation:
    def __init__(self, entry):
        self.name, self.program, self.filter = entry["name"], entry["program"], entry["filter"]
        self.text, self.instead = entry["text"], entry["instead"]
        self.pattern = re.compile(r"\s+".join(re.escape(word) for word in self.text.split()))

    def place(self, root):
        """The one file that holds the text."""
        found = []
        for folder in SOURCES:
            for path in sorted((root / folder).rglob("*")):
                if path.suffix in (".cpp", ".h"):
                    found += [path] * len(self.pattern.findall(path.read_text()))
        if len(found) != 1:
            places = ", ".join(str(path.relative_to(root)) for path in found) or "nowhere"
            raise LookupError(f"its text occurs {len(found)} times ({places}), not once: {self.text}")
        return found[0]


def run(command, seconds=None):
    """Exit status and output; status None if the command was stopped after `seconds`."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              cwd=COPY, timeout=seconds, check=False)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired:
        return None, ""


def copy_tree():
    """Brings the copy up to date with what git knows or would add; files that did not change keep their time."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            stdout=subprocess.PIPE, check=True).stdout.decode().split("\0")
    wanted = {name for name in listed if name and (ROOT / name).is_file()}
    for name in wanted:
        source, target = ROOT / name, COPY / name
        if target.is_file() and target.read_bytes() == source.read_bytes():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    for path in COPY.rglob("*"):
        if path.is_file() and BUILD not in path.parents and str(path.relative_to(COPY)) not in wanted:
            path.unlink()


def configure():
    if (BUILD / "build.ninja").is_file():
        return
    # The compiler and more flags come from CXX and CXXFLAGS, as always with CMake.
    status, output = run(["cmake", "-S", str(COPY), "-B", str(BUILD), "-G", "Ninja", "-DCMAKE_BUILD_TYPE=RelWithDebInfo",
                          "-DCMAKE_C_FLAGS_RELWITHDEBINFO=-O1", "-DCMAKE_CXX_FLAGS_RELWITHDEBINFO=-O1",
                          "-DSADDLE_WERROR=OFF"])
    if status != 0:
        sys.exit(output)


def build(programs, jobs):
    return run(["ninja", "-C", str(BUILD), "-j", str(jobs), *programs])


def test(mutation, seconds):
    """None if the tests pass; otherwise what they came to."""
    status, output = run([str(BUILD / "tests" / mutation.program), f"--gtest_filter={mutation.filter}",
                          "--gtest_fail_fast", "--gtest_brief=1"], seconds)
    if status is None:
        return f"no end after {seconds} s"
    if status == 0:
        ran = re.search(r"(\d+) tests? from \d+ test suites? ran", output)
        if not ran or int(ran[1]) == 0:
            raise LookupError(f"{mutation.program} has no test {mutation.filter}")
        return None
    failed = re.search(r"^\[  FAILED  \] (\S+)", output, re.MULTILINE)
    return failed[1].rstrip(",") if failed else f"exit status {status}"


def try_out(mutation, jobs, seconds):
    """What noticed the mutation; None if nothing did."""
    path = mutation.place(COPY)
    original = path.read_text()
    path.write_text(mutation.pattern.sub(lambda _: mutation.instead, original))
    try:
        status, output = build([mutation.program], jobs)
        if status != 0:
            errors = [line for line in output.splitlines() if "error:" in line]
            raise LookupError("does not compile, which proves nothing: " + "\n".join(errors[:3] or [output[-2000:]]))
        return test(mutation, seconds)
    finally:
        path.write_text(original)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", metavar="TEXT", default="", help="mutations whose name or program contains this")
    parser.add_argument("--list", action="store_true", help="names, places and tests, and nothing else")
    parser.add_argument("--jobs", type=int, default=2, help="of the build (2)")
    parser.add_argument("--seconds", type=int, default=120, help="that a test may take (120)")
    options = parser.parse_args()

    entries = json.loads((pathlib.Path(__file__).parent / "mutations.json").read_text())
    mutations = [Mutation(entry) for entry in entries]
    chosen = [m for m in mutations if options.only in m.name or options.only in m.program]
    if not chosen:
        sys.exit(f"no mutation is called {options.only}")
    if options.list:
        for m in chosen:
            print(f"{m.name}\n    {m.place(ROOT).relative_to(ROOT)}\n    {m.program} {m.filter}")
        return

    copy_tree()
    configure()
    programs = sorted({m.program for m in chosen})
    print(f"Building {', '.join(programs)}", flush=True)
    status, output = build(programs, options.jobs)
    if status != 0:
        sys.exit(output[-5000:])
    for program, expected in sorted({(m.program, m.filter) for m in chosen}):
        unchanged = next(m for m in chosen if (m.program, m.filter) == (program, expected))
        if found := test(unchanged, options.seconds):
            sys.exit(f"{program} {expected} fails without any mutation: {found}")

    survived, invalid = [], []
    for number, mutation in enumerate(chosen, 1):
        began = time.monotonic()
        try:
            found = try_out(mutation, options.jobs, options.seconds)
        except LookupError as error:
            invalid.append(mutation)
            found = f"INVALID: {error}"
        if found is None:
            survived.append(mutation)
            found = f"SURVIVED: {mutation.program} {mutation.filter} passes"
        print(f"[{number}/{len(chosen)}] {mutation.name}: {found} ({time.monotonic() - began:.0f} s)", flush=True)

    print(f"{len(chosen)} mutations: {len(chosen) - len(survived) - len(invalid)} noticed, {len(survived)} survived, "
          f"{len(invalid)} invalid")
    for mutation in survived:
        print(f"  survived: {mutation.name}")
    sys.exit(1 if survived or invalid else 0)


if __name__ == "__main__":
    main()
