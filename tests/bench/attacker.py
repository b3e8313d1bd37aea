"""The adaptive attacker against each scenario: how far empty words get, beside a keyword scorer.

`python -m tests.bench attacker [--budget N] [--leaked] [--jobs N] [--seed N] [SCENARIO ...]`
searches with N judgings a scenario (default 60; all scenarios if none is named) and prints a line
each: the credit that chance gets before anything is learnt (median), the best credit, the credit
that a pass takes, the verdict, how many criteria were *applied* or above; the share of criteria of
which the same text names a keyword; and a text that was made for keywords: its share, and what the
judge gives for it. Then the sentences that reached furthest. Exit code 1 if a search passed.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
from pathlib import Path

from interviewer import wiring
from interviewer.audit.analysis import analyse
from interviewer.audit.attack.running import search_all
from interviewer.audit.attack.seating import ATTACKER, Attacking
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.executor import Workers, cores
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.venue import Venue
from interviewer.outcome import PASSED, AttackFound, Audit
from interviewer.report.audit_words import duration
from interviewer.settings import Settings
from interviewer.text import clip

HEAD = (
    f"{'scenario':16} {'arm':13} {'chance':>6} {'best':>5} {'bar':>4}  {'verdict':11} "
    f"{'applied':>7} {'words':>6}  {'keywords':>8}  made for keywords: share, credit"
)


def main(arguments: list[str]) -> int:
    """Search, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench attacker", description=__doc__)
    parser.add_argument("--budget", type=int, default=60, help="judgings a search")
    parser.add_argument("--leaked", action="store_true", help="also with the rubric in hand")
    parser.add_argument("--jobs", type=int, default=cores(), help="processes")
    parser.add_argument("--seed", type=int, default=1, help="of the interviewer and the search")
    parser.add_argument("--quotes", type=int, default=3, help="sentences shown of each")
    parser.add_argument("scenarios", nargs="*")
    options = parser.parse_args(arguments)
    settings = Settings.load()
    names = options.scenarios or [*wiring.library(settings).scenario_paths()]
    print(f"{options.budget} judgings each, seed {options.seed}\n{HEAD}")
    attacking = Attacking(options.budget, options.leaked)
    found: list[AttackFound] = []
    for name in names:
        audit = asyncio.run(_searched(settings, name, attacking, options.seed, options.jobs))
        for one in audit.scenarios[0].attacks:
            print(_line(name, one), flush=True)
            found.append(one)
            for level, criterion, text in _paid(one)[: options.quotes]:
                print(f"    {level} {criterion}: {clip(text, 150)}")
        print(f"    {duration(audit.took.seconds)}", flush=True)
    _together([one for one in found if one.member.decides])
    return int(any(one.sat.verdict in PASSED for one in found if one.member.decides))


async def _searched(
    settings: Settings, scenario: str, attacking: Attacking, seed: int, jobs: int
) -> Audit:
    cast = Cast(settings)
    design = design_audit(cast, [scenario], first_seed=seed, wanted=[ATTACKER], attacking=attacking)
    load = wiring.library(settings).load
    with tempfile.TemporaryDirectory() as folder, Results(Path(folder), design) as results:
        venue = Venue(cast, Path(folder), forgets=True)
        await search_all(design, Workers(venue, jobs), results, load, cast.personas)
        return analyse(design, read_outcomes(Path(folder)))


def _line(name: str, one: AttackFound) -> str:
    searched, made = one.searched, one.searched.keywords
    applied = sum(criterion.applied for criterion in one.criteria)
    chance = statistics.median(searched.unlearned or [0.0])
    text = (
        f"{name:16} {one.member.arm:13} {chance:6.2f} {one.sat.credit:5.2f} {searched.bar:4.2f}  "
        f"{one.sat.verdict or '-':11} {applied:>2} of {len(one.criteria):<2} {one.words:6}  "
        f"{searched.keyword_share:8.2f}"
    )
    if made:
        credit = "-" if made.credit is None else f"{made.credit:.2f}"
        text += f"  {made.share:.2f} after {made.scorings} scorings, {credit}"
    return text


def _paid(one: AttackFound) -> list[tuple[int, str, str]]:
    paid = [
        (quote.level, criterion.id, quote.text)
        for criterion in one.criteria
        for quote in criterion.quotes
    ]
    return sorted(paid, reverse=True)


def _together(found: list[AttackFound]) -> None:
    if not found:
        return
    credits = [one.sat.credit for one in found]
    made = [one.searched.keywords for one in found if one.searched.keywords]
    print(
        f"{len(found)} searches, {sum(one.sat.verdict in PASSED for one in found)} passed; credit "
        f"median {statistics.median(credits):.2f}, most {max(credits):.2f}; made for keywords, on "
        f"average: share {statistics.fmean(one.share for one in made):.2f}, credit of the judge "
        f"{statistics.fmean(one.credit or 0.0 for one in made):.2f}"
    )
