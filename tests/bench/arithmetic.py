"""Stated workings: right ones recognised, corrupted ones caught, right ones accused.

`python -m tests.bench arithmetic [SET...] [--missed]` prints a line a set (`dev`, `fresh`, `last`,
`third`) and, for sets that name a kind for each statement, a line a kind. In `third` half of the
statements are corrupted: ten times too much or too little, a slip of a unit, a swapped factor.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from interviewer.evidence.arithmetic import check_stated

FOLDER = Path(__file__).parents[1] / "evidence"
SETS = ("dev", "fresh", "last", "third")
OTHER = ("none", "any")
"""What is expected of a statement without a working, or with one that need not be understood."""


def main(arguments: list[str]) -> int:
    """Print the tables; exit code 1 where a right statement is accused."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench arithmetic", description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS, help="dev, fresh, last, third")
    parser.add_argument(
        "--missed", action="store_true", help="show every statement that went wrong"
    )
    options = parser.parse_args(arguments)
    accused = 0
    for name in options.sets:
        rows = json.loads((FOLDER / f"arithmetic_{name}.json").read_text("utf-8"))
        counts = [(row, _counted(row)) for row in rows]
        total = _total(counts)
        accused += total["accused"]
        print(_line(name, total))
        for kind in sorted({row["kind"] for row in rows if "kind" in row}):
            print(_line(f"  {kind}", _total([c for c in counts if c[0].get("kind") == kind])))
        for row, count in counts if options.missed else ():
            if count["accused"] or count["right"] > count["read"] or count["bad"] > count["caught"]:
                print(f"    {row['expect']:6} {row['text']}")
    return int(accused > 0)


def _counted(row: dict[str, str]) -> Counter[str]:
    """Return what became of one statement."""
    stated = check_stated(row["text"])
    wrong = [one for one in stated if not one.right]
    if row["expect"] in OTHER:
        return Counter(other=1, accused=bool(wrong))
    if row["expect"] == "right":
        return Counter(right=1, read=bool(stated) and not wrong, accused=bool(wrong))
    named = any(one.error == row["expect"] for one in wrong)
    vouched = bool(stated) and not wrong
    return Counter(bad=1, caught=bool(wrong), named=int(named), vouched=int(vouched))


def _total(counts: Sequence[tuple[dict[str, str], Counter[str]]]) -> Counter[str]:
    return sum((count for _, count in counts), Counter[str]())


def _line(name: str, total: Counter[str]) -> str:
    return (
        f"{name:14} right ones read {total['read']:3} of {total['right']:3}; "
        f"corrupted ones caught {total['caught']:3} of {total['bad']:3} "
        f"(by their slip {total['named']}; called right {total['vouched']}); "
        f"accused {total['accused']} of {total['right'] + total['other']}"
    )


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
