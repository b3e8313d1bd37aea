"""Two sittings of one scenario, side by side: what somebody who practises sees of then and now.

They are two conversations, so a difference is not a measure of progress; the words that go with the
table say so, and what the two judgements do not share. Two scorecards of one transcript are another
matter: `comparison`.
"""

from __future__ import annotations

import textwrap
from typing import Literal

from pydantic import Field

from interviewer.errors import UsageError
from interviewer.judge.scorecard import LEVELS, CriterionResult, Scorecard, Verdict
from interviewer.scenario import Level, Strict

NO_MEASURE = (
    "These are two conversations: other questions may have been asked, other facts told, and a "
    "scenario is known the second time. A level that differs may come from that alone."
)
SAME_JUDGE = "Both were judged alike: the same judge, rubric, scenario and corpus."
_SHARED = ("scenario", "rubric", "embedder", "swap_corpus", "package", "models", "prompts")
_MEANS = {
    "scenario": "version of the scenario",
    "rubric": "version of the rubric",
    "swap_corpus": "corpus of other scenarios",
    "package": "version of the program",
    "models": "choice of models",
    "prompts": "wording of the prompts",
}


class Side(Strict):
    """One of the two sittings."""

    session: str
    level: Level
    verdict: Verdict
    credit: float
    bar: float
    judge: str


class Standing(Strict):
    """A criterion in both: null where it is unscored, or not in that side's rubric."""

    id: str
    name: str
    gate: bool
    then: int | None
    now: int | None
    probed: tuple[bool, bool] = Field(description="Whether a pointed question was about it.")

    @property
    def turn(self) -> Literal["up", "down", "same", "unknown"]:
        """Which way the level differs."""
        if self.then is None or self.now is None:
            return "unknown"
        return "same" if self.then == self.now else "up" if self.then < self.now else "down"


class Practice(Strict):
    """Two sittings of one scenario."""

    scenario: str
    title: str
    then: Side
    now: Side
    criteria: list[Standing]
    unlike: list[str] = Field(description="What the two judgements do not share, in words.")

    @property
    def caveats(self) -> list[str]:
        """What must be said beside the table, in sentences."""
        if not self.unlike:
            return [NO_MEASURE, SAME_JUDGE]
        what = ", ".join(self.unlike)
        return [NO_MEASURE, f"Nor were they judged alike: {what}. That moves levels too."]


def practice(then: Scorecard, now: Scorecard) -> Practice:
    """Return two sittings side by side.

    Raises:
        UsageError: they are of two scenarios, which have no criteria in common.
    """
    if then.scenario != now.scenario:
        raise UsageError(
            f"These are interviews on two scenarios: {then.scenario} and {now.scenario}.",
            hint="Compare two sittings of one scenario, or two scorecards of one transcript.",
        )
    firsts = {found.id: found for found in then.criteria}
    seconds = {found.id: found for found in now.criteria}
    names = dict.fromkeys((*seconds, *firsts))
    return Practice(
        scenario=now.scenario,
        title=now.title,
        then=_side(then),
        now=_side(now),
        criteria=[_standing(firsts.get(name), seconds.get(name)) for name in names],
        unlike=_unlike(then, now),
    )


def _side(card: Scorecard) -> Side:
    return Side(**{name: getattr(card, name) for name in Side.model_fields})


def _standing(then: CriterionResult | None, now: CriterionResult | None) -> Standing:
    known = now or then
    assert known is not None
    return Standing(
        id=known.id,
        name=known.name,
        gate=known.gate,
        then=then.level if then else None,
        now=now.level if now else None,
        probed=(then is not None and then.probed, now is not None and now.probed),
    )


def _unlike(then: Scorecard, now: Scorecard) -> list[str]:
    first, second = then.fingerprints, now.fingerprints
    found = [
        f"another {_MEANS.get(name, name)}"
        for name in _SHARED
        if getattr(first, name) != getattr(second, name)
    ]
    found += ["another judge"] if then.judge != now.judge else []
    if then.level != now.level:
        found.append(f"asked for {then.level} then and {now.level} now, which have other bars")
    return found


def cell(level: int | None, probed: bool) -> str:
    """Return a level, and whether no pointed question was about it: `1 mentioned, not probed`."""
    name = "unscored" if level is None else f"{level} {LEVELS[level]}"
    return name if probed else f"{name}, not probed"


SIGNS = {"up": "▲", "down": "▼", "same": " ", "unknown": "?"}


def practice_text(found: Practice) -> str:
    """Return it as lines for a terminal: the older on the left."""
    then, now = found.then, found.now
    width = max(26, len(then.session), len(now.session)) + 2
    pairs = [
        ("interview", then.session, now.session),
        ("verdict", _verdict(then), _verdict(now)),
        ("credit", _credit(then), _credit(now)),
    ]
    lines = [found.title, ""]
    lines += [f"{name:11}{left:{width}}{right}" for name, left, right in pairs]
    lines.append("")
    for row in found.criteria:
        left = cell(row.then, row.probed[0])
        right = cell(row.now, row.probed[1])
        lines += textwrap.wrap(row.name + (" (gate)" if row.gate else ""), 88)
        lines.append(f"{SIGNS[row.turn]:>9}  {left:{width}}{right}")
    for caveat in found.caveats:
        lines += ["", *textwrap.wrap(caveat, 100)]
    return "\n".join(lines)


def _verdict(side: Side) -> str:
    return side.verdict.replace("_", " ")


def _credit(side: Side) -> str:
    return f"{side.credit:.2f} (bar {side.bar:.2f})"
