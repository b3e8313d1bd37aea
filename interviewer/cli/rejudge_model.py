"""`audit --rejudge --judge-model`: a model is asked anew, its price told first and capped.

The answers are kept in a folder of the run, so that one that was cut off can go on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.audit_outputs import keep
from interviewer.cli.progress import telling
from interviewer.cli.say import talk
from interviewer.outcome import Design, Outcome, Rejudgement

if TYPE_CHECKING:
    from interviewer.audit.anew import Wish
    from interviewer.audit.pricing import Again as Expected
    from interviewer.cli.rejudge import Again
    from interviewer.wiring import Stage

TIMES = 2
"""New judgements of each transcript, if not said: the fewest that show a judge's noise."""
RESULT = "rejudgement.json"


async def by_model(
    asked: Again,
    design: Design,
    stages: Mapping[str, Stage],
    outcomes: Sequence[Outcome],
    place: Path | None,
) -> Rejudgement:
    """Say what it will cost, then judge; `place` is the folder of a run that goes on.

    Raises:
        BudgetReached: the estimate passes what may be spent, or the next call would.
        ProviderError: what would fail every judgement.
    """
    from interviewer.audit.agency import disband
    from interviewer.audit.anew import Anew, alone, answered, begin
    from interviewer.audit.ledger import total
    from interviewer.audit.rejudging import rejudge
    from interviewer.cli.rejudge import found_by

    times = asked.times or TIMES
    spent, kept = (total(place), answered(place)) if place else (0.0, 0)
    expected = await asyncio.to_thread(_expected, asked, design, stages, outcomes, times)
    _announce(asked, expected, len(outcomes), times, kept=kept, spent=spent)
    place = place or begin(asked.folder, _wish(asked, times))
    terms = asked.playing.terms(place, spent)
    judge = Anew(stages, asked.model, times, terms=terms, audit=asked.folder, place=place)
    with alone(place):
        try:
            pairs = await rejudge(outcomes, judge, at_once=terms.calls, tell=telling(len(outcomes)))
        except BaseException:
            _cut_off(asked, total(place))
            raise
        finally:
            await disband()
        found = found_by(asked.model, design, stages, pairs).model_copy(
            update={"calls": judge.calls, "cost": total(place), "unpriced": judge.unpriced}
        )
        keep(place / RESULT, found.model_dump_json(indent=2))
    talk(f"Answers, costs and {RESULT}: {place}")
    return found


def _expected(
    asked: Again,
    design: Design,
    stages: Mapping[str, Stage],
    outcomes: Sequence[Outcome],
    times: int,
) -> Expected:
    from interviewer.audit.pricing import estimate_again

    loaded = {name: stage.loaded for name, stage in stages.items()}
    return estimate_again(design, outcomes, loaded, asked.folder, asked.model, times)


def _announce(
    asked: Again, expected: Expected, transcripts: int, times: int, *, kept: int, spent: float
) -> None:
    """Say who judges and what it will cost; refuse if that is more than may be spent.

    Raises:
        BudgetReached: it is.
    """
    from interviewer.providers.usage import price_table
    from interviewer.report.spelling import count
    from interviewer.wiring.models import in_dollars

    likely, budget = expected.likely, asked.playing.budget
    left = max(0.0, 1 - kept / likely.calls) if likely.calls else 1.0
    price = None if likely.price is None else left * likely.price
    talk(f"{'judge':12} {asked.model}")
    said = (
        f"{count(transcripts, 'transcript')}, {count(times, 'new judgement')} each: about "
        f"{round(left * likely.calls):,} calls (at most {expected.most_calls:,}), "
        f"{round(left * likely.input):,} tokens in, {round(left * likely.output):,} out: "
        f"{in_dollars(price)}"
    )
    said += f" (prices: {price_table().source})" if price else ""
    said += f". {count(kept, 'answer')} are kept, ${spent:.2f} is spent" if kept else ""
    talk(f"{said}. " + ("You set no budget." if budget is None else f"Your budget: ${budget:.2f}."))
    _refuse(price, budget, spent)


def _refuse(price: float | None, budget: float | None, spent: float) -> None:
    from interviewer.providers.errors import BudgetReached

    if budget is None or price is None or price <= budget - spent:
        return
    raise BudgetReached(
        f"About ${price:.2f} is more than the ${max(0.0, budget - spent):.2f} that may be spent.",
        hint="No model was asked. Raise --budget, or name fewer --seeds, --personas, --times.",
    )


def _cut_off(asked: Again, spent: float) -> None:
    more = " and a larger --budget" if asked.playing.budget is not None else ""
    talk(
        f"The model has cost ${spent:.2f} as far as prices are known. Its answers are kept: go on "
        f"with `interviewer audit --rejudge {asked.folder} --resume`{more}."
    )


def _wish(asked: Again, times: int) -> Wish:
    from interviewer.audit.anew import Wish

    return Wish(
        model=asked.model,
        times=times,
        scenarios=list(asked.scenarios),
        personas=list(asked.personas),
        seeds=asked.seeds,
        rubric=str(asked.rubric.resolve()) if asked.rubric else "",
        budget=asked.playing.budget,
    )
