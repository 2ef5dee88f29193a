"""``make check``: how many lines each room of nbjudge has, against the most it may have."""

import sys
import tomllib
from collections import Counter

from grader_tests.course_folder import ROOT

PACKAGE = ROOT / "nbjudge"
MOST_ENTRIES = 17


def sizes() -> Counter[str]:
    """Lines of Python by room; single modules beside the rooms together."""
    found: Counter[str] = Counter()
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE).parts
        found[place[0] if place[1:] else "modules"] += len(path.read_bytes().splitlines())
    return found


def entries() -> int:
    """What one sees in the package's folder."""
    return sum(not path.name.startswith("__pycache__") for path in PACKAGE.iterdir())


def main() -> int:
    limits = tomllib.loads((ROOT / "sizes.toml").read_text("utf-8"))["lines"]
    found = sizes()
    wrong = [
        *(
            f"{room}: {found[room]} lines, {limits[room]} may be"
            for room in sorted(found)
            if found[room] > limits.get(room, 0)
        ),
        *(f"{room}: no such room" for room in sorted(limits.keys() - found.keys())),
    ]
    if entries() > MOST_ENTRIES:
        wrong.append(f"nbjudge/: {entries()} entries, {MOST_ENTRIES} may be")
    for room in sorted(limits, key=lambda room: -found[room]):
        print(f"{room:<10}{found[room]:>7} of {limits[room]:>6}")
    print(f"{'together':<10}{found.total():>7} of {sum(limits.values()):>6}, {entries()} entries")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
