"""Forty interviews with varied candidates: does the interviewer listen, cover, press and end?

Twenty manners (tests/bench/behaviours) in each shipped scenario, with the embedded voice and
through the model voice with doubles that obey or misbehave. The labels are the candidates' own: the
study does not ask the engine what it understood, but for the share of probes that were set off.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from interviewer.settings import Settings
from tests.bench.behaviours.manners import MANNERS
from tests.bench.behaviours.measuring import Found, measured
from tests.bench.behaviours.playing import VOICES, hold

SCENARIOS = ("bank-scams", "slack-helper")
NEVER = (
    "repeated questions",
    "two questions",
    "facts unasked",
    "figures from nowhere",
    "phases untouched",
    "gates unprobed",
    "did not end",
    "false contradictions",
    "hostile words shown",
)
SHARES = (
    ("probes set off in two turns", "probes"),
    ("probes quoting two turns", "probes"),
    ("evasions pressed", "evasions"),
    ("caught", "planted"),
    ("criteria probed", "criteria"),
    ("menus", "questions"),
    ("worn phrases", "replies"),
)


def main(arguments: list[str]) -> int:
    """Hold the interviews and print the counts; exit code 1 if a guarantee is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench study", description=__doc__)
    parser.add_argument("--voice", choices=[*VOICES, "all"], default="all")
    parser.add_argument("--manner", choices=list(MANNERS), action="append")
    parser.add_argument("--level", choices=["senior", "staff"], default="senior")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faults", action="store_true", help="Print what went wrong.")
    parser.add_argument("--keep", type=Path, help="Keep the transcripts in this folder.")
    wanted = parser.parse_args(arguments)
    voices = list(VOICES) if wanted.voice == "all" else [wanted.voice]
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        folder = wanted.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        settings = replace(Settings.load(), transcripts=folder)
        for voice in voices:
            found = asyncio.run(_hold(settings, folder, voice, wanted))
            broken += _print(voice, found, faults=wanted.faults)
    return int(broken > 0)


async def _hold(
    settings: Settings, folder: Path, voice: str, wanted: argparse.Namespace
) -> dict[str, Found]:
    found: dict[str, Found] = {}
    for scenario in SCENARIOS:
        for number, manner in enumerate(wanted.manner or MANNERS):
            sat = await hold(
                settings,
                scenario,
                manner,
                folder=folder,
                seed=wanted.seed + number,
                voice=voice,
                level=wanted.level,
            )
            found[f"{scenario} {manner}"] = measured(sat)
    return found


def _print(voice: str, found: dict[str, Found], *, faults: bool) -> int:
    """Print the table of one voice; return how many guarantees it broke."""
    total: Counter[str] = sum((each.counts for each in found.values()), Counter())
    print(f"\n{voice} voice, {len(found)} interviews, {total['turns']} turns")
    for part, whole in SHARES:
        share = total[part] / total[whole] if total[whole] else 0.0
        print(f"  {part:28} {total[part]:4} of {total[whole]:4}  {share:.2f}")
    for name in NEVER:
        where = sorted(who for who, each in found.items() if each.counts[name])
        print(f"  {name:28} {total[name]:4}  {', '.join(where)}".rstrip())
    if faults:
        for who, each in found.items():
            for line in each.told:
                print(f"    {who}: {line[:400]}")
    return sum(total[name] > 0 for name in NEVER)
