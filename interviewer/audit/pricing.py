"""What an audit with language models is likely to cost, before it is begun.

What a candidate is told is counted; how much is said in an interview is a guess. It asks no model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interviewer import transcript as t
from interviewer import wiring
from interviewer.audit.cast import Cast
from interviewer.audit.model_candidate import instructions
from interviewer.audit.plan import Plan
from interviewer.content import Loaded
from interviewer.judge.forecast import Forecast, estimate_judging
from interviewer.outcome import Design, Ended, Member, Outcome, Part, RunKey
from interviewer.providers.base import TokenUsage
from interviewer.providers.tokens import count_tokens
from interviewer.providers.usage import price_of
from interviewer.scenario import Scenario
from interviewer.settings import Models
from interviewer.wiring.models import is_priced, quote

TURNS_A_MINUTE = 32 / 45
"""Turns of a candidate. Talkers with a grammar take 36 (17 to 63), models say more at a time."""
SAID, HEARD = 80, 55
"""Tokens that a candidate says and hears a turn; those talkers 64 and 50 (n = 60)."""
CACHEABLE = 0.85
"""Share of the talk so far that a provider's cache serves."""
QUICK = 18
"""Runs after which a sequential test is settled if nobody passes; it may take more."""
TALKER = 0.25
"""What judging a talker costs, as a share of judging an expert: there is less to look into."""


SAMPLED = 3
"""Transcripts of a persona whose tokens are counted; its others are taken to be like them."""


@dataclass(frozen=True)
class Estimate:
    """What is to be expected of the interviews that are still to be held.

    `price` is in US dollars, of the models whose price is known; None if it is known of none.
    """

    interviews: int = 0
    calls: int = 0
    input: int = 0
    cached: int = 0
    output: int = 0
    price: float | None = 0.0
    unpriced: tuple[str, ...] = ()


def estimate(design: Design, cast: Cast, done: Iterable[Outcome | Ended] = ()) -> Estimate:
    """Return what the interviews that are still to be held will take. Blocks.

    Args:
        design: what is held.
        cast: who sits.
        done: what an earlier run came to: errors are held again, invalid interviews replaced.
    """
    models = Models(**{role: name for role, name in design.models.items() if role != "candidate"})
    plan = Plan(design, done)
    found = [
        (runs, price)
        for part in design.parts
        for member, runs in _runs(plan, part)
        for price in _interview(part, member, cast, models)
    ]
    names = {*models.named.values(), *([cast.model] if "candidate" in design.models else [])}
    unpriced = tuple(sorted(name for name in names if not is_priced(name)))
    interviews = sum(
        runs
        for part in design.parts
        for member, runs in _runs(plan, part)
        if member.arm == "model" or models.named
    )
    return Estimate(
        interviews=interviews,
        calls=round(sum(runs * one.calls for runs, one in found)),
        input=sum(runs * one.tokens.input for runs, one in found),
        cached=sum(runs * one.tokens.cached for runs, one in found),
        output=sum(runs * one.tokens.output for runs, one in found),
        price=(
            None
            if unpriced and len(unpriced) == len(names)
            else sum(runs * one.price for runs, one in found)
        ),
        unpriced=unpriced,
    )


@dataclass(frozen=True)
class _Share:
    """What one role takes in one interview."""

    calls: float
    tokens: TokenUsage
    price: float


def _runs(plan: Plan, part: Part) -> Iterator[tuple[Member, int]]:
    """Yield how often each member is likely to sit yet; a sequential test at least once more."""
    for member in part.members:
        if cell := plan.cells.get((part.scenario, member.persona, member.arm)):
            likely = max(1, QUICK - cell.valid) if plan.quick and member.interval else cell.left
            yield member, min(cell.left, likely)


def _interview(part: Part, member: Member, cast: Cast, models: Models) -> Iterator[_Share]:
    """Yield what each role takes in an interview with this candidate."""
    scenario = wiring.library(cast.settings).load(part.scenario).scenario
    if member.arm == "model":
        yield _candidate(scenario, member, cast)
    for role in models.named:
        alone = Models(**{role: models.of(role)})
        found = quote(alone, scenario.minutes)
        share = TALKER if role == "judge" and member.kind == "smooth" else 1.0
        tokens = TokenUsage(
            round(share * found.input), round(share * found.cached), round(share * found.output)
        )
        yield _Share(share * found.calls, tokens, share * (found.price or 0.0))


def _candidate(scenario: Scenario, member: Member, cast: Cast) -> _Share:
    persona = cast.personas.load(member.persona)
    told = count_tokens(instructions(persona, scenario, 1), cast.model)
    turns = round(scenario.minutes * TURNS_A_MINUTE)
    calls, before = [], 0
    for turn in range(turns):
        prompt = told + HEARD + turn * (SAID + HEARD)
        cached = int(before * CACHEABLE)
        calls.append(TokenUsage(prompt, cached, SAID, written=prompt - cached))
        before = prompt
    price = sum(price_of(cast.model, call) or 0.0 for call in calls)
    return _Share(turns, sum(calls, TokenUsage(0)), price)


@dataclass(frozen=True)
class Again:
    """What judging stored transcripts again is likely to take, and how many calls at the most."""

    likely: Estimate
    most_calls: int


def estimate_again(
    design: Design,
    outcomes: Sequence[Outcome],
    loaded: Mapping[str, Loaded],
    folder: Path,
    model: str,
    times: int,
) -> Again:
    """Return what judging these interviews `times` times with a model will take. Blocks.

    Raises:
        ContentError: a transcript is gone or cannot be read.
    """
    groups: dict[RunKey, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[one.key.model_copy(update={"seed": 0})].append(one)
    kinds = {
        (part.scenario, m.persona, m.arm): m.kind for part in design.parts for m in part.members
    }
    found, most = Estimate(), 0.0
    for key, mine in groups.items():
        smooth = kinds[key.scenario, key.persona, key.arm] == "smooth"
        counted = mine[:SAMPLED]
        each = times * len(mine) / len(counted)
        for one in counted:
            records = t.read(folder / one.transcript).records
            forecast = estimate_judging(records, loaded[key.scenario], model)
            found = _more(found, forecast, each * (TALKER if smooth else 1.0))
            most += each * forecast.most_calls
    unpriced = () if is_priced(model) else (model,)
    return Again(
        replace(
            found,
            interviews=times * len(outcomes),
            price=None if unpriced else found.price,
            unpriced=unpriced,
        ),
        round(most),
    )


def _more(found: Estimate, forecast: Forecast, times: float) -> Estimate:
    """Return an estimate with a judgement added, so many times."""
    likely = forecast.likely
    return replace(
        found,
        calls=found.calls + round(times * forecast.calls),
        input=found.input + round(times * likely.input),
        cached=found.cached + round(times * likely.cached),
        output=found.output + round(times * likely.output),
        price=(found.price or 0.0) + times * (forecast.likely_price or 0.0),
    )
