"""Contradictions planted in two turns: how many are found, how many harmless ones accused."""

from __future__ import annotations

import json
from pathlib import Path

from interviewer.evidence.contradictions import contradictions

FOLDER = Path(__file__).parents[1] / "evidence"


def main() -> int:
    """Print both sets; exit code 1 for an alarm."""
    alarms = 0
    for name in ("dev", "heldout"):
        cases = json.loads((FOLDER / f"contradictions_{name}.json").read_text("utf-8"))
        found = [(case["contradicts"], _found(case["turns"])) for case in cases]
        planted = [hit for is_one, hit in found if is_one]
        harmless = [hit for is_one, hit in found if not is_one]
        alarms += sum(harmless)
        print(
            f"{name:8} found {sum(planted)} of {len(planted)}; "
            f"false alarms {sum(harmless)} of {len(harmless)}"
        )
    return int(alarms > 0)


def _found(turns: list[str]) -> bool:
    return bool(contradictions(enumerate(turns)))
