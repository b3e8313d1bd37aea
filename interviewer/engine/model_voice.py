"""The model voice: a language model says the chosen moves; each sentence is checked first.

What fails the check is not shown: the reply goes on in authored words. So it does when the provider
fails, is slow, breaks off, or when the candidate interrupts. Moves whose words must be exact (the
opening, a twist, a repetition, the close) are never left to a model.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from interviewer import transcript as t
from interviewer.engine.backstage import Backstage, Stopped
from interviewer.engine.checking import Refusal, SpokenCheck, split
from interviewer.engine.directions import Directions, asks, nonce_of
from interviewer.engine.policy import View
from interviewer.engine.wording import Wording, joined
from interviewer.evidence.substance import Substance
from interviewer.providers.base import ChatModel, Done, Prompt
from interviewer.providers.errors import ContextTooLong, ProviderError
from interviewer.settings import EMBEDDED
from interviewer.text import clip, safe_text

ROLE = "interviewer"
CONTEXT = 24_000
"""Tokens of a prompt at the most: an interview of an hour fits; beyond it the oldest lines fold."""
SMALLEST = 2_000
HURRIED = 8.0
"""Seconds until the first word after a reply that failed: a provider that is down costs less."""
LONGEST_LEAD, OFTEN = 6, 2
"""Words of a phrase that leads to what matters, and how often one is said: models have habits."""
EXACT = frozenset({"open", "twist", "repeat", "reconcile", "listen", "close"})
_THOUGHT, _THOUGHT_END = "<think>", "</think>"


class ModelVoice:
    """Says a plan through a language model. `name` is who spoke last."""

    def __init__(
        self,
        model: ChatModel,
        seed: int,
        session: str,
        backstage: Backstage,
        substance: Substance | None,
    ) -> None:
        self.name = model.name
        self._model, self._seed, self._backstage = model, seed, backstage
        self._substance = substance
        self._nonce = nonce_of(session)
        self._context = CONTEXT
        self._failed = False

    async def say(self, plan: tuple[t.MoveChosen, ...], view: View) -> AsyncIterator[str]:
        """Yield the reply sentence by sentence."""
        wording = Wording(self._seed, view)
        if _exact(plan):
            self.name = EMBEDDED
            yield wording.reply(plan)
            return
        reply = _Reply(SpokenCheck(plan, view, authored(plan, wording, view), self._substance))
        async for sentence in self._checked(plan, view, wording, reply):
            yield f" {sentence}" if reply.said else sentence
            reply.said = True
        self.name = self._model.name if reply.said else EMBEDDED
        if not reply.said:
            yield wording.reply(plan)
        elif rest := _rest(plan, wording, reply):
            yield f" {rest}"

    async def _checked(
        self, plan: tuple[t.MoveChosen, ...], view: View, wording: Wording, reply: _Reply
    ) -> AsyncIterator[str]:
        """Yield the model's sentences as far as they may be shown; note what stopped them."""
        directions = Directions(wording, view, self._nonce)
        try:
            prompt = await asyncio.to_thread(directions.prompt, plan, self._context)
            async with aclosing(self._sentences(prompt)) as sentences:
                async for sentence in sentences:
                    if _is_worn(sentence, view):
                        continue
                    refusal = await asyncio.to_thread(reply.refuses, sentence)
                    if refusal:
                        self._refused(refusal, sentence)
                        break
                    if not reply.over:
                        yield sentence
            self._failed = False
        except Stopped:
            self._backstage.fault(
                "the candidate interrupted", "the authored wording was used", role=ROLE
            )
        except ProviderError as error:
            self._note(error)

    def _refused(self, refusal: Refusal, sentence: str) -> None:
        what = f"{refusal.rule}: {refusal.why}"
        self._backstage.fault(
            what, "the authored wording was used", role=ROLE, text=clip(sentence, 500)
        )

    def _note(self, error: ProviderError) -> None:
        self._failed = True
        if isinstance(error, ContextTooLong):
            self._context = max(SMALLEST, self._context // 2)
        self._backstage.fault(
            error.message,
            "the interviewer goes on in authored words",
            role=ROLE,
            text=getattr(error, "partial", "")[:2000],
            show=True,
        )

    async def _sentences(self, prompt: Prompt) -> AsyncGenerator[str]:
        """Yield whole sentences as they come; one that was cut is never yielded."""
        buffer, thinking = "", True
        hurry = HURRIED if self._failed else None
        items = self._backstage.listen(self._model.stream(prompt), hurry)
        async with aclosing(items):  # so that a call that is cut short is counted in its own turn
            async for item in items:
                if isinstance(item, Done):
                    whole = item.reply.finish == "stop" and not thinking
                    for sentence in split(buffer, final=True)[0] if whole else ():
                        yield sentence
                    return
                buffer += safe_text(item.text)
                if thinking:
                    buffer, thinking = _without_thoughts(buffer)
                if not thinking:
                    sentences, buffer = split(buffer, final=False)
                    for sentence in sentences:
                        yield sentence


@dataclass
class _Reply:
    """A reply as far as it was said."""

    check: SpokenCheck
    said: bool = False
    asked: bool = False
    over: bool = False
    """The question is out: whatever comes after it is not shown."""

    def refuses(self, sentence: str) -> Refusal | None:
        """Return why a sentence may not be shown; what follows the question is let go."""
        if self.asked:
            self.over = True
            return None
        refusal = self.check.refuses(sentence)
        if refusal is None and self.check.asked:
            missing = self.check.missing()
            if missing:
                return Refusal("left_out", f"it asks before it has told {', '.join(missing)}")
            self.asked = True
        return refusal


def _rest(plan: tuple[t.MoveChosen, ...], wording: Wording, reply: _Reply) -> str:
    """Return in authored words what the model left out: facts that were asked for, the question."""
    missing = reply.check.missing()
    pieces = [wording.fact(fact) for fact in missing]
    if asks(plan[-1]) and not reply.asked:
        pieces.append(wording.bare(plan[-1]) if missing else wording.says(plan[-1]))
    return joined(pieces)


def authored(plan: tuple[t.MoveChosen, ...], wording: Wording, view: View) -> list[str]:
    """Return the authored texts that a reply may draw on."""
    facts = [view.scenario.fact(fact).says for move in plan for fact in move.facts]
    topics = [
        view.scenario.fact(fact).topic for move in plan for pair in move.ambiguous for fact in pair
    ]
    return [*facts, *topics, *(wording.says(move) for move in plan), *map(wording.question, plan)]


def _exact(plan: tuple[t.MoveChosen, ...]) -> bool:
    """Whether a reply is left to the authored words: nothing for a model to add but errors."""
    only_unknown = all(move.move == "answer" and not move.facts for move in plan)
    points = any(move.move == "advance" and move.quote for move in plan)
    return only_unknown or points or any(move.move in EXACT for move in plan)


def _is_worn(sentence: str, view: View) -> bool:
    """Whether a short lead was said often enough in this interview; it is left out, no fault."""
    text = sentence.strip()
    if text.endswith("?") or len(text.split()) > LONGEST_LEAD:
        return False
    said = sum(line.text.count(text) for line in view.state.lines if line.who == "interviewer")
    return said >= OFTEN


def _without_thoughts(buffer: str) -> tuple[str, bool]:
    """Return what a reasoning model says aloud, and whether it may still be thinking."""
    begun = buffer.lstrip()
    if begun.startswith(_THOUGHT):
        _, end, spoken = begun.partition(_THOUGHT_END)
        return (spoken, False) if end else (buffer, True)
    return buffer, _THOUGHT.startswith(begun)
