"""What a judging run will cost, before it is begun.

Tokens are counted on the very prompts; only the replies are guessed at. It asks no model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.judge.asking import criterion_text, prefix_of
from interviewer.judge.sampling import PLAN, Plan
from interviewer.prompts import document
from interviewer.providers.base import TokenUsage
from interviewer.providers.tokens import count_tokens
from interviewer.providers.usage import price_of

REPLY, WARRANT_REPLY = 450, 40
"""Tokens of a reply: four observations of some thirty words each with their keys; one sentence."""
WARRANT_WORDS = 160
"""Tokens of a quote and the line before it."""
QUOTES = 6
"""Quotes a sample that need a warrant of their own."""


@dataclass(frozen=True)
class Forecast:
    """What is to be expected. Prices are US dollars; None where the model's is not known.

    `likely`: a third of the criteria at each number of samples, the transcript cached after the
    first call. `most`: every criterion near a gate, nothing cached.
    """

    calls: int
    likely: TokenUsage
    likely_price: float | None
    most_calls: int
    most: TokenUsage
    most_price: float | None
    cached_share: float
    """Share of the likely prompt tokens that a provider's cache can serve (0-1)."""


def estimate_judging(
    records: Sequence[t.AnyRecord], loaded: Loaded, model: str, samples: Plan = PLAN
) -> Forecast:
    """Return what judging a transcript with this model will take. The first call may block."""
    said = {record.seq: record.text for record in t.said_by_candidate(records)}
    system, messages = prefix_of(records, loaded, said, "0" * 12)
    prefix = sum(count_tokens(text, model) for text in (system, *(m.text for m in messages)))
    tasks = [count_tokens(criterion_text(loaded.rubric, c), model) for c in loaded.rubric.criteria]
    usual = [(samples.first, samples.usual, samples.near)[n % 3] for n in range(len(tasks))]
    likely, calls = _sum(prefix, tasks, usual, model, cached=True)
    most, most_calls = _sum(prefix, tasks, [samples.near] * len(tasks), model, cached=False)
    return Forecast(
        calls=len(calls),
        likely=likely,
        likely_price=_price(model, calls),
        most_calls=len(most_calls),
        most=most,
        most_price=_price(model, most_calls),
        cached_share=likely.cached / likely.input if likely.input else 0.0,
    )


def _sum(
    prefix: int, tasks: Sequence[int], counts: Sequence[int], model: str, *, cached: bool
) -> tuple[TokenUsage, list[TokenUsage]]:
    """Return the tokens of all calls together, and of each."""
    calls: list[TokenUsage] = []
    for task, count in zip(tasks, counts, strict=True):
        for _ in range(count):
            served = prefix if cached and calls else 0
            calls.append(TokenUsage(prefix + task, served, REPLY, 0 if served else prefix, True))
    system = count_tokens(document("warrant").body, model)
    # Samples of one criterion mostly quote the same sentences, and a sentence is asked about once.
    quotes = QUOTES * (len(tasks) if cached else len(calls))
    calls += [TokenUsage(system + WARRANT_WORDS, output=WARRANT_REPLY, estimated=True)] * quotes
    return sum(calls, TokenUsage(0, estimated=True)), calls


def _price(model: str, calls: Sequence[TokenUsage]) -> float | None:
    prices = [price_of(model, call) for call in calls]
    known = [price for price in prices if price is not None]
    return sum(known) if len(known) == len(prices) else None
