"""A judging run: a model is asked for observations, criterion by criterion, and code weighs them.

In rounds: every criterion once, then again those on which something hangs; within a round a few
calls at a time. What came is kept at once, so that a run that was killed asks nothing twice. A call
that fails leaves its criterion unscored, with the reason: never a zero, never a pass.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.evidence.substance import Substance
from interviewer.judge.asking import Asking, prompt_hashes
from interviewer.judge.calls import Calls, Failed
from interviewer.judge.case import Case
from interviewer.judge.observations import (
    Observations,
    Observed,
    Progress,
    Sample,
    Sampled,
    Warrant,
)
from interviewer.judge.remembering import Memory
from interviewer.judge.sampling import PLAN, Plan, needed
from interviewer.judge.screening import Sighting
from interviewer.judge.warrants import key_of
from interviewer.judge.weighing import Weighed, weigh
from interviewer.providers.base import ChatModel

CONCURRENCY = 4
NO_EMBEDDER = "The sentence embedder is not installed: substance cannot be told from talk."

Slot = tuple[str, int]
"""A criterion and the number of a sample of it."""


async def observe(
    records: Sequence[t.AnyRecord],
    loaded: Loaded,
    substance: Substance,
    model: ChatModel,
    *,
    samples: Plan = PLAN,
    concurrency: int = CONCURRENCY,
    store: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Observed:
    """Ask a model what the candidate said on each criterion, and whether it is specific.

    Args:
        records: the transcript.
        loaded: its scenario, and the rubric that it is judged by.
        substance: the vectors of both; without a real embedder nothing is asked.
        model: the judge's own, bound by name; with a budget, a `MeteredModel`.
        samples: how often a criterion is asked about.
        concurrency: calls at the same time, at the most.
        store: where answers are kept and looked for.
        on_progress: told after each answer.

    Returns:
        What was observed; a `ProviderError` is in it, as the reason why a criterion is unscored.
    """
    case = await asyncio.to_thread(Case.of, records, loaded, substance)
    memory = await asyncio.to_thread(Memory, store)
    run = _Run(case, model.name, samples, Calls(model, memory, concurrency, on_progress))
    if case.nearness.semantic:
        await run.rounds()
    return run.observed((memory.trouble,) if memory.trouble else ())


class _Run:
    def __init__(self, case: Case, model: str, plan: Plan, calls: Calls) -> None:
        self._case, self._model, self._plan, self._calls = case, model, plan, calls
        self._asking = Asking(case, model, secrets.token_hex(6))
        self._answers: dict[Slot, Observations | Failed] = {}
        self._weighed: dict[Slot, Weighed] = {}
        self._warrants: dict[str, Warrant | Failed] = {}

    async def rounds(self) -> None:
        """Ask until every criterion has as many samples as it needs, or cannot get them."""
        while slots := self._open():
            self._calls.planned += len(slots)
            await self._calls.together(self._observe, slots)
            pending = await asyncio.to_thread(self._weigh)
            self._calls.planned += len(pending)
            await self._calls.together(self._warrant, pending)
            await asyncio.to_thread(self._weigh)

    def observed(self, notes: tuple[str, ...]) -> Observed:
        """Return what the run brought home."""
        case, calls = self._case, self._calls
        return Observed(
            model=self._model,
            transcript=case.transcript,
            rubric=case.loaded.rubric.hash,
            prompts=prompt_hashes(),
            criteria=tuple(self._sampled(c.id) for c in case.loaded.rubric.criteria),
            warrants=self._had(),
            usage=calls.usage,
            price=calls.price,
            calls=calls.made,
            remembered=calls.remembered,
            notes=notes,
        )

    # --- asking ----------------------------------------------------------------------------------

    def _open(self) -> list[Slot]:
        slots = [(name, number) for name, n in self._needed().items() for number in range(n)]
        return [slot for slot in slots if slot not in self._answers]

    def _needed(self) -> dict[str, int]:
        levels = {c.id: self._levels(c.id) for c in self._case.loaded.rubric.criteria}
        return needed(levels, self._case, self._plan)

    def _levels(self, criterion: str) -> list[int]:
        return [
            weighed.level
            for (name, _), weighed in sorted(self._weighed.items())
            if name == criterion and weighed.decided
        ]

    async def _observe(self, slot: Slot) -> None:
        name, number = slot
        prompt = self._asking.criterion(self._case.loaded.rubric.criterion(name))
        key = self._asking.key(prompt, number)
        self._answers[slot] = await self._calls.ask("criterion", name, prompt, Observations, key)

    async def _warrant(self, pending: tuple[str, Sighting]) -> None:
        criterion, sighting = pending
        prompt = self._asking.warrant(sighting)
        key = self._asking.key(prompt)
        answer = await self._calls.ask("warrant", criterion, prompt, Warrant, key)
        self._warrants[key_of(sighting)] = answer

    # --- weighing --------------------------------------------------------------------------------

    def _had(self) -> dict[str, Warrant]:
        had = {k: w for k, w in self._warrants.items() if isinstance(w, Warrant)}
        return dict(sorted(had.items()))

    def _weigh(self) -> list[tuple[str, Sighting]]:
        """Weigh all answers; return what needs a warrant that nobody has been asked for."""
        pending: dict[str, tuple[str, Sighting]] = {}
        warrants = self._had()
        for slot, answer in sorted(self._answers.items(), key=lambda item: item[0]):
            before = self._weighed.get(slot)
            if isinstance(answer, Failed) or (before and not _pending(before)):
                continue
            criterion = self._case.loaded.rubric.criterion(slot[0])
            weighed = weigh(criterion, answer.observations, self._case, warrants)
            self._weighed[slot] = weighed
            for sighting in _pending(weighed):
                if (key := key_of(sighting)) not in self._warrants:
                    pending[key] = (slot[0], sighting)
        return list(pending.values())

    def _sampled(self, criterion: str) -> Sampled:
        if not self._case.nearness.semantic:
            return Sampled(criterion, (), 0, NO_EMBEDDER)
        wanted = self._needed()[criterion]
        slots = sorted(slot for slot in self._answers if slot[0] == criterion)
        samples = tuple(self._sample(slot) for slot in slots)
        whole = sum(not sample.failed for sample in samples)
        reasons = dict.fromkeys(sample.failed for sample in samples if sample.failed)
        unscored = "" if 2 * whole > wanted else f"No judgement: {'; '.join(reasons)}"
        return Sampled(criterion, samples, wanted, unscored)

    def _sample(self, slot: Slot) -> Sample:
        answer = self._answers[slot]
        if isinstance(answer, Failed):
            return Sample(failed=answer.why)
        weighed, said = self._weighed[slot], tuple(answer.observations)
        if weighed.decided:
            return Sample(said, weighed.level, weighed.dropped)
        missing = (self._warrants[key_of(sighting)] for sighting in _pending(weighed))
        why = next((one.why for one in missing if isinstance(one, Failed)), "")
        return Sample(said, None, weighed.dropped, f"no warrant was had: {why}")


def _pending(weighed: Weighed) -> list[Sighting]:
    return [finding.sighting for finding in weighed.findings if finding.pending]
