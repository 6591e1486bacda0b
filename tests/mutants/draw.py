"""Draws places for mutants, so that nobody chooses them: draw.py SEED N FOLDER...

N lines of the folders' C files, each as likely as another, of those within
functions that do something: conditions, assignments, calls, returns."""
import glob
import random
import re
import sys

DOES = re.compile(r"\b(if|for|while|return)\b|[^=!<>]=[^=]|\+\+|--|\w\(")
IDLE = re.compile(r"^(case\b.*:|default:|break;|continue;|[{}\s;]*|assert\(.*|"
                  r"(static )?(const )?(struct |enum )?\w+ [\w*,\s\[\]]*;)$")


def lines(folders):
    for path in sorted(f for folder in folders for f in
                       glob.glob(folder + "/**/*.c", recursive=True)):
        inside, comment = False, False
        for number, line in enumerate(open(path), 1):
            text = line.strip()
            if line.startswith("{"):
                inside = True
            elif line.startswith("}"):
                inside = False
            begins = text.startswith("/*")
            if begins or comment:
                comment = "*/" not in text
            elif inside and DOES.search(text) and not IDLE.match(text):
                yield path, number, text


if __name__ == "__main__":
    seed, n = int(sys.argv[1]), int(sys.argv[2])
    all_lines = list(lines(sys.argv[3:]))
    print(f"# {n} of {len(all_lines)} lines, seed {seed}")
    for path, number, text in random.Random(seed).sample(all_lines, n):
        print(f"{path}:{number}: {text}")
