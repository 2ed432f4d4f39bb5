#!/usr/bin/env python3
"""No symbol is defined by the kernels of two levels of the processor's instructions.

    levels.py NM --level avx2 a.o b.o … --level avx512 a.o b.o …

The linker keeps one of several weak definitions of a name. Were it that of AVX-512, an inline function that all levels
share would stop the program on every other processor. So each level's objects define names of their own alone, and
each name that other objects see is in the level's namespace.
"""
import subprocess
import sys


def symbols_of(nm, objects):
    """Names that these objects define and others can see."""
    out = subprocess.run([nm, "--defined-only", "--extern-only", "--demangle", *objects], check=True,
                         capture_output=True, text=True).stdout
    return {line.split(None, 2)[2] for line in out.splitlines() if len(line.split(None, 2)) == 3}


def main():
    nm, levels, name = sys.argv[1], {}, None
    arguments = iter(sys.argv[2:])
    for argument in arguments:
        if argument == "--level":
            name = next(arguments)
            levels[name] = []
        else:
            levels[name].append(argument)
    faults, defined = [], {}
    for level, objects in levels.items():
        symbols = symbols_of(nm, objects)
        if not any("make_tables" in symbol for symbol in symbols):
            faults.append("%s: its table was not found; are these its objects?" % level)
        for symbol in sorted(symbols):
            if "saddle::%s::" % level not in symbol and "asan" not in symbol:
                faults.append("%s defines %s, which is not in its namespace" % (level, symbol))
            if symbol in defined:
                faults.append("%s and %s both define %s" % (defined[symbol], level, symbol))
            defined[symbol] = level
    print("\n".join(faults) or "%d symbols of %d levels" % (len(defined), len(levels)))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
