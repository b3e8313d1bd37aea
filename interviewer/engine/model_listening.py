"""The model listener: a language model reports what the candidate did; code checks each report.

The embedded listener reads every turn first. What the model adds or changes counts only with a
quote that stands in the candidate's own message, and facts only if retrieval finds them near. When
the model fails, the embedded reading stands, and that is written down.
"""

from __future__ import annotations

import asyncio
from typing import Literal, Protocol

from pydantic import Field

from interviewer.engine.backstage import Backstage, Stopped
from interviewer.engine.directions import STRIDE, bounded, ledger, nonce_of
from interviewer.engine.listening import Listener
from interviewer.engine.policy import View
from interviewer.engine.state import Probe
from interviewer.engine.wishes import asked_in, is_wish
from interviewer.evidence.corrections import corrects
from interviewer.evidence.quotes import find_quote
from interviewer.prompts import document
from interviewer.providers.base import ChatModel, Message, Prompt
from interviewer.providers.errors import MalformedReply, ProviderError
from interviewer.providers.tokens import count_tokens
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario, Strict
from interviewer.transcript import Against, Claim, Outcome, Pick, TurnRead

CONTEXT = 24_000
"""Tokens of a prompt at the most."""
MOST_QUESTIONS, MOST_FACTS, SHORT = 4, 2, 25
"""Questions a turn that are answered, facts a question, and words up to which a wish is a wish."""
SURE = 0.9
"""The similarity that a claim is given when a model, and not a cosine, says what it sets off."""

Kind = Literal["decision", "assumption", "number", "statement", "hedge", "help", "unknown"]


class Wanted(Strict):
    """Something that the candidate wants to be told."""

    quote: str
    facts: list[str] = Field(default_factory=list)


class Stated(Strict):
    """A sentence that matters."""

    quote: str
    kind: Kind
    sets_off: str | None = None


class Report(Strict):
    """What a message of the candidate does."""

    questions: list[Wanted] = Field(default_factory=list)
    claims: list[Stated] = Field(default_factory=list)
    outcome: Literal["held", "partly", "evaded", "wrong", "none"] = "none"
    outcome_quote: str = ""
    points: list[str] = Field(default_factory=list)
    contradicts: list[Against] = Field(default_factory=list)
    wants: Literal["repeat", "narrow", "advance", "back", "end", "nothing"] = "nothing"


class Nearest(Protocol):
    """Proposes the facts that a question may be about."""

    def nearest(self, question: str) -> list[str]:
        """Return the ids of the nearest facts, nearest first."""
        ...


class ModelListener:
    """Reads turns through a language model, on top of the embedded listener."""

    def __init__(
        self,
        model: ChatModel,
        embedded: Listener,
        facts: Nearest,
        session: str,
        backstage: Backstage,
        patience: float,
    ) -> None:
        self.name = model.name
        self._model, self._embedded, self._facts = model, embedded, facts
        self._backstage = backstage
        self._patience = patience
        self._nonce = nonce_of(f"listener:{session}")
        self._failed = False

    async def read(self, text: str, of: int, view: View) -> TurnRead:
        """Return what was understood."""
        base = await self._embedded.read(text, of, view)
        try:
            prompt = await asyncio.to_thread(self._prompt, text, view)
            report = await self._ask(prompt)
        except Stopped:
            return base
        except ProviderError as error:
            self._note(error)
            return base
        self._failed = False
        return await asyncio.to_thread(self._merged, base, report, text, view)

    async def _ask(self, prompt: Prompt) -> Report:
        patience = min(self._patience, 8.0) if self._failed else self._patience
        asking = self._backstage.within(self._model.ask_typed(prompt, Report), patience)
        report, _ = await asking
        return report

    def _note(self, error: ProviderError) -> None:
        self._failed = not isinstance(error, MalformedReply)
        self._backstage.fault(
            error.message,
            "the embedded listener read this turn",
            role="listener",
            text=getattr(error, "raw", "")[:2000],
            show=self._failed,
        )

    # --- what it is asked ------------------------------------------------------------------------

    def _prompt(self, text: str, view: View) -> Prompt:
        asked = document("listener")
        system = asked.render(
            prompt=view.scenario.prompt, facts=_facts(view.scenario), hooks=_hooks(view.rubric)
        )
        task = asked.section("turn").render(
            nonce=self._nonce, text=bounded(text), open=self._open(view)
        )
        room = CONTEXT - count_tokens(system) - count_tokens(task)
        messages = (*_before(view, room), Message("user", task))
        return Prompt(system, messages, asked.max_tokens, asked.temperature)

    def _open(self, view: View) -> str:
        probe, texts = view.state.open_probe, document("listener").sections
        if probe is None:
            return texts["open_nothing"].render()
        asked = clip_question(view)
        if probe.kind == "estimate":
            return texts["open_estimate"].render(asked=asked)
        hook = view.rubric.hook(probe.id)
        return texts["open_probe"].render(
            asked=asked,
            points="\n".join(f"- {point.id}: {point.says}" for point in hook.substance),
            hollow="\n".join(f"- {hollow}" for hollow in hook.hollow),
            needs=str(hook.needs),
        )

    # --- what is made of its report --------------------------------------------------------------

    def _merged(self, base: TurnRead, report: Report, text: str, view: View) -> TurnRead:
        picks = self._picks(report, text, asked_in(view.state, view.scenario))
        direct = base.questions if len(text.split()) <= SHORT else []
        outcome, covered = _outcome(base, report, text, view)
        claims, triggered = _claims(base, report, text, view)
        return base.model_copy(
            update={
                "questions": [pick.question for pick in picks] or direct,
                "picks": picks,
                "claims": claims,
                "triggered": triggered,
                "outcome": outcome,
                "covered": sorted({*base.covered, *covered}),
                "contradicts": [*base.contradicts, *_contradictions(report, text, view)][:2],
                "wants": _wants(base, report, text),
                "listener": self.name,
            }
        )

    def _picks(self, report: Report, text: str, asked: str) -> list[Pick]:
        """Keep the questions that were asked, and of their facts those that are near.

        A wish for help, or for the question `asked` once more, is none.
        """
        picks: dict[str, Pick] = {}
        for wanted in report.questions[:MOST_QUESTIONS]:
            quote = find_quote(wanted.quote, text)
            if quote is None or quote in picks or is_wish(quote, asked):
                continue
            near = self._facts.nearest(quote)
            facts = [fact for fact in dict.fromkeys(wanted.facts) if fact in near]
            picks[quote] = Pick(question=quote, facts=facts[:MOST_FACTS])
        return list(picks.values())


def clip_question(view: View) -> str:
    """Return what the interviewer said last, as far as a prompt holds it."""
    return bounded(view.state.last_question)


def _before(view: View, room: int) -> tuple[Message, ...]:
    """Return the talk before the last message, the oldest lines folded where it grew too long."""
    lines = view.state.lines[:-1]
    for cut in range(0, len(lines) + STRIDE, STRIDE):
        kept = lines[cut:]
        messages = [
            Message("user" if line.who == "candidate" else "assistant", bounded(line.text))
            for line in kept
        ]
        if sum(count_tokens(message.text) for message in messages) <= room:
            head = ledger(view.state, lines, min(cut, len(lines) - 1)) if cut else "(It begins.)"
            return (Message("user", head), *messages)
    return ()


def _facts(scenario: Scenario) -> str:
    return "\n".join(f"- {fact.id}: {fact.says}" for fact in scenario.facts)


def _hooks(rubric: Rubric) -> str:
    return "\n".join(
        f"- {hook.id}: {hook.asks[0]} Set off by: {' / '.join(hook.triggers[:2])}"
        for hook in rubric.hooks
        if hook.triggers
    )


def _outcome(
    base: TurnRead, report: Report, text: str, view: View
) -> tuple[Outcome | None, set[str]]:
    """Return how the open probe was answered, and the points made.

    Arithmetic and authored checks are code's to judge, so an estimate and an answer that a check
    found wrong stay as they were read; without a quote that stands, so does everything.
    """
    probe = view.state.open_probe
    if probe is None or probe.kind == "estimate" or report.outcome == "none":
        return base.outcome, set()
    if report.outcome == "evaded":
        return ("evaded" if base.outcome in ("evaded", "partly", None) else base.outcome), set()
    if find_quote(report.outcome_quote, text) is None or base.outcome == "wrong":
        return base.outcome, set()
    return report.outcome, _points(report, probe, view)


def _points(report: Report, probe: Probe, view: View) -> set[str]:
    known = {point.id for point in view.rubric.hook(probe.id).substance}
    return {f"{probe.id}/{point}" for point in report.points if point in known}


def _claims(base: TurnRead, report: Report, text: str, view: View) -> tuple[list[Claim], list[str]]:
    """Return the sentences with what the model says of them, and the hooks that they set off."""
    known = {hook.id for hook in view.rubric.hooks if hook.twist is None}
    told: dict[str, Stated] = {}
    for stated in report.claims[:6]:
        quote = find_quote(stated.quote, text)
        if quote:
            told[quote] = stated
    claims, triggered = [], []
    for claim in base.claims:
        stated_of = next((s for q, s in told.items() if q in claim.text or claim.text in q), None)
        if stated_of is None:
            claims.append(claim)
            continue
        update: dict[str, object] = {"kind": stated_of.kind}
        if stated_of.sets_off in known:
            update |= {"hook": stated_of.sets_off, "similarity": SURE, "asked": SURE}
            triggered.append(str(stated_of.sets_off))
        claims.append(claim.model_copy(update=update))
    return claims, list(dict.fromkeys([*triggered, *base.triggered]))


def _contradictions(report: Report, text: str, view: View) -> list[Against]:
    """Keep the contradictions of which both sides were said; a correction contradicts nothing."""
    if corrects(text):
        return []
    said = "\n".join(line.text for line in view.state.lines[:-1] if line.who == "candidate")
    found = []
    for pair in report.contradicts[:2]:
        earlier, now = find_quote(pair.earlier, said), find_quote(pair.now, text)
        if earlier and now and earlier != now:
            found.append(Against(earlier=earlier, now=now))
    return found


def _wants(base: TurnRead, report: Report, text: str) -> object:
    """Return what the candidate wants of the interviewer; a long message is never a bare wish."""
    if report.wants == "nothing" or len(text.split()) > SHORT or base.wants == "reword":
        return base.wants
    if report.wants == "end" and base.wants != "end":
        return base.wants  # nobody is sent home on a guess
    return report.wants
