"""`calibrate`: the judge against labelled transcripts; fails when a promise is broken."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

from interviewer import transcript as t
from interviewer import wiring
from interviewer.audit.calibration import Row, check_set, make_set
from interviewer.audit.room import authored, begin, talkers
from interviewer.audit.separation import (
    PROMISED,
    Measured,
    Pair,
    Separation,
    measure,
    separation,
)
from interviewer.audit.smooth import PERSONAS
from interviewer.content import Library, content_root
from interviewer.errors import Exit
from interviewer.settings import Settings

SEEDS = {"reciter": 3, "noun-sprinkler": 3}
"""Transcripts of a generated talker; one of every other."""


def hold(settings: Settings, *, as_json: bool, rebuild: bool) -> int:
    """Judge the set and print what each transcript must get and got, and how it is separated."""
    folder = content_root() / "transcripts" / "calibration"
    if rebuild:
        asyncio.run(_rebuild(settings, folder))
    rows = check_set(folder, partial(wiring.judge_file, settings))
    found = separation([_measured(settings, folder, row) for row in rows if row.expected])
    if as_json:
        told = {"rows": [asdict(row) for row in rows], "separation": asdict(found)}
        print(json.dumps(told, indent=2))
    else:
        _print(rows)
        _print_separation(found)
    kept = bool(rows) and all(row.ok for row in rows) and found.kept
    return int(Exit.GOOD if kept else Exit.FINDINGS)


def _measured(settings: Settings, folder: Path, row: Row) -> Measured:
    rubric = wiring.library(settings).load(row.scenario).rubric
    return measure(row, t.read(folder / row.file).records, rubric)


async def _rebuild(settings: Settings, folder: Path) -> None:
    """Make the set anew: every authored candidate once, each talker with several seeds."""
    for scenario in Library.shipped().scenario_paths():
        sitting = [(candidate, 1) for candidate in authored(settings, scenario)]
        for name in PERSONAS:
            for seed in range(1, SEEDS.get(name, 1) + 1):
                sitting += [(talker, seed) for talker in talkers(settings, scenario, [name], seed)]
        print(f"{scenario}: {len(sitting)} interviews", file=sys.stderr)
        await make_set(scenario, sitting, folder, partial(begin, settings))


def _print(rows: list[Row]) -> None:
    for row in rows:
        expected = " or ".join(row.expected)
        mark = "ok " if row.ok else "NO "
        got = row.got or "nothing"
        print(f"{mark} {row.file:44} must get {expected:20} got {got:12} {row.detail}")
    print(f"{sum(row.ok for row in rows)} of {len(rows)} as labelled", file=sys.stderr)


def _print_separation(found: Separation) -> None:
    for kind, verdicts in found.confusion.items():
        counts = ", ".join(f"{verdict} {count}" for verdict, count in sorted(verdicts.items()))
        print(f"{kind:11} n={sum(verdicts.values()):3}  {counts}")
    by_scenario: dict[str, list[Pair]] = {}
    for pair in found.pairs:
        by_scenario.setdefault(pair.scenario, []).append(pair)
    for scenario, pairs in by_scenario.items():
        worst = min(pairs, key=lambda pair: pair.credit)
        part = Separation({}, tuple(pairs))
        print(
            f"{scenario:16} AUC of the worst of {len(pairs)} pairs {worst.credit:.2f} "
            f"({worst.legitimate} against {worst.smooth}; at least {PROMISED} is promised); over "
            f"all pairs credit {part.overall(lambda p: p.credit):.2f}, "
            f"words {part.overall(lambda p: p.words):.2f}, "
            f"keywords {part.overall(lambda p: p.keywords):.2f}"
        )
