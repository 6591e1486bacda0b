#!/bin/sh
# docs/validation.md names tests: each exists under that name, is run by its
# file, and its file by make check or check-all; no row is without a test.
set -eu
cd "$(dirname "$0")/../.."
exec /usr/bin/python3 -B - docs/validation.md <<'END'
import glob
import re
import sys

page = open(sys.argv[1]).read()
scripts = "".join(open(f).read() for f in
                  glob.glob("tests/*/test_*.sh") + glob.glob("tests/*/long_*.sh"))
text, wrong, rows, names = {}, [], 0, set()
for number, line in enumerate(page.split("\n"), 1):
    if not line.startswith("| ") or line.startswith("| What holds"):
        continue
    rows += 1
    cells = line.strip("| ").split(" | ")
    tests = re.findall(r"\]\(\.\./(tests/[^)]+)\): `(\w+)`", cells[-1])
    if len(cells) != 3 or not tests:
        wrong.append(f"{number}: a statement without a test")
    for path, name in tests:
        names.add(name)
        try:
            source = text.setdefault(path, open(path).read())
        except OSError:
            wrong.append(f"{number}: no file {path}")
            continue
        if path.endswith(".c"):
            exists = f"START_TEST({name})" in source
            run = re.search(r"tcase_add_(loop_)?test\(\s*\w+,\s*%s\b" % name,
                            source) and re.match("(test|long)_",
                                                 path.split("/")[-1])
        else:
            exists = re.search(rf"^def {name}\(", source, re.M)
            # named in a list, or all functions of the file are
            run = (len(re.findall(rf"\b{name}\b", source)) > 1 or
                   "list(globals()" in source) and path in scripts
        if not exists:
            wrong.append(f"{number}: no test {name} in {path}")
        elif not run:
            wrong.append(f"{number}: nobody runs {name} of {path}")
for w in wrong:
    print(f"{sys.argv[1]}:{w}")
if rows < 60:
    sys.exit(f"{sys.argv[1]}: {rows} statements, where there were more")
print(f"{rows} statements, {len(names)} tests")
sys.exit(len(wrong) > 0)
END
