"""Breaks the program on purpose, one thing at a time, and sees that the test
which should notice does: run.py TABLE FOLDER [--jobs N] [--only WORD].

Of each mutant in the table (see there) a copy of the tree is built without
optimisation, and its test is run. Killed: the test fails, by name. Everything
else is wrong and makes the exit code 1: the test passes (survived), the snippet
is not there or not once (stale), the mutant is no program (no build), another test of
the program stops it first (elsewhere). Before
that all tests must pass on the tree as it is."""
import argparse
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

PARTS = ("analysis", "docs", "models", "plots", "scenarios", "sim", "tests")
KEYS = ("mutant", "file", "was", "now", "test")


class Stale(Exception):
    pass


def read_table(path):
    """Paragraphs of "key: value"; lines that begin with # are remarks."""
    mutants = []
    lines = [x for x in open(path).read().split("\n") if x[:1] != "#"]
    for paragraph in "\n".join(lines).split("\n\n"):
        if not paragraph.strip():
            continue
        m = {}
        for line in paragraph.strip().split("\n"):
            key, _, value = line.partition(":")
            if key not in KEYS or key in m:
                sys.exit(f"{path}: {line}")
            m[key] = value.strip()
        if len(m) != len(KEYS):
            sys.exit(f"{path}: {m.get('mutant')}: a key is missing")
        m["program"], _, m["name"] = m["test"].partition(" ")
        mutants.append(m)
    names = [m["mutant"] for m in mutants]
    for name in set(names):
        if names.count(name) > 1:
            sys.exit(f"{path}: two mutants {name}")
    return mutants


def mutated(source, m):
    """The source with the snippet, however it is broken into lines, replaced."""
    words = [re.escape(w) for w in m["was"].split()]
    found = list(re.finditer(r"\s+".join(words), source))
    if len(found) != 1:
        raise Stale(f"{len(found)} times in {m['file']}")
    begin, end = found[0].span()
    return source[:begin] + m["now"] + source[end:]


def sync(to):
    """The tree as it is, without touching what is the same."""
    kept = set()
    for part in PARTS:
        for folder, _, files in os.walk(part):
            kept |= {os.path.join(folder, f) for f in files}
    kept.add("Makefile")
    for path in kept:
        copy = os.path.join(to, path)
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        if not os.path.exists(copy) or open(path, "rb").read() != open(
                copy, "rb").read():
            shutil.copyfile(path, copy)
    for part in PARTS:
        for folder, _, files in os.walk(os.path.join(to, part)):
            for f in files:
                path = os.path.join(folder, f)
                if os.path.relpath(path, to) not in kept:
                    os.remove(path)


def target_of(program):
    return ["build/" + program[:-2]] if program.endswith(".c") else ["programs"]


def environment():
    env = {k: v for k, v in os.environ.items()
           if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES")}
    env.update(BUILD="build", CK_VERBOSITY="verbose", CK_DEFAULT_TIMEOUT="60",
               LC_ALL="C.UTF-8")
    return env


def build(tree, targets):
    """What the compiler says, or None."""
    done = subprocess.run(["make", "-s", "BUILD=build", "OPT=-O0", *targets],
                          cwd=tree, env=environment(), capture_output=True,
                          text=True)
    return done.stderr if done.returncode else None


def command_of(m, scratch):
    program = m["program"]
    if program.endswith(".c"):
        return ["build/" + program[:-2]]
    python = ["/usr/bin/python3", "-B", program]
    if program.startswith("tests/oracles/"):
        return python + ["--tier", "1", "--jobs", "1", "--only", m["name"],
                         "build/poesim"]
    return python + ["build/poesim", scratch]


def outcome(tree, m):
    """Of the named test: True, False, or None: it was not run; and what was
    said."""
    with tempfile.TemporaryDirectory(prefix="poesim-mutant-") as scratch:
        try:
            done = subprocess.run(command_of(m, scratch), cwd=tree,
                                  env=environment(), capture_output=True,
                                  text=True, timeout=300)
        except subprocess.TimeoutExpired:
            return False, ""
    said, name = done.stdout + done.stderr, m["name"]
    if m["program"].endswith(".c"):
        found = re.findall(rf":([PFE]):[^:]*:{name}:", said)
        return (None if not found else set(found) == {"P"}), said
    if m["program"].startswith("tests/oracles/"):
        return (done.returncode == 0 if "\t" + name in said else None), said
    if done.returncode == 0:
        return (f"def {name}(" in open(m["program"]).read() or None), said
    # its sentence, its name, or the traceback of its function
    failed = ("not so: " + name.replace("_", " ") in said or
              f", in {name}\n" in said or re.search(f"^{name}: ", said, re.M))
    return (False if failed else None), said


def verdict(tree, m):
    path = os.path.join(tree, m["file"])
    source = open(path).read()
    try:
        changed = mutated(source, m)
        with open(path, "w") as f:
            f.write(changed)
        error = build(tree, target_of(m["program"]))
        if error:
            return "no build", error
        passed, said = outcome(tree, m)
        if passed is None:
            return "elsewhere", said[-600:]
        return ("survived" if passed else "killed"), ""
    except Stale as e:
        return "stale", str(e)
    finally:
        with open(path, "w") as f:
            f.write(source)


def check_tests(tree, mutants):
    """All named tests pass on the tree as it is."""
    error = build(tree, sorted({t for m in mutants
                                for t in target_of(m["program"])}))
    if error:
        sys.exit(error)
    wrong = 0
    for test in sorted({m["test"] for m in mutants}):
        passed, said = outcome(tree, next(m for m in mutants
                                          if m["test"] == test))
        if not passed:
            print(f"{test}: {'fails' if passed is False else 'is not run'} "
                  "on the tree as it is\n" + said[-600:])
            wrong += 1
    if wrong:
        sys.exit(1)


def work(tree, jobs, mutants, results):
    while True:
        try:
            i = jobs.get_nowait()
        except queue.Empty:
            return
        begin = time.monotonic()
        v, why = verdict(tree, mutants[i])
        results[i] = (v, why, time.monotonic() - begin)
        m = mutants[i]
        print(f"{v:9} {m['mutant']:44} {m['file']:32} "
              f"{m['program'].split('/')[-1]}: {m['name']}", flush=True)
        if why:
            print("    " + why.strip().replace("\n", "\n    "), flush=True)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("table")
    a.add_argument("folder")
    a.add_argument("--jobs", type=int, default=os.cpu_count())
    a.add_argument("--only", default="")
    o = a.parse_args()
    mutants = [m for m in read_table(o.table) if o.only in m["mutant"]]
    first = os.path.join(o.folder, "0")
    sync(first)
    check_tests(first, mutants)
    jobs, results, threads = queue.Queue(), {}, []
    for i in range(len(mutants)):
        jobs.put(i)
    for n in range(min(o.jobs, len(mutants))):
        tree = os.path.join(o.folder, str(n))
        if n:
            shutil.rmtree(tree, ignore_errors=True)
            shutil.copytree(first, tree)
        threads.append(threading.Thread(target=work, args=(tree, jobs, mutants,
                                                           results)))
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    killed = sum(r[0] == "killed" for r in results.values())
    print(f"{len(mutants)} mutants, {killed} killed")
    sys.exit(killed < len(mutants) or not mutants)


if __name__ == "__main__":
    main()
