"""The embedded ears: what did the candidate just do?

Patterns, sentence embeddings against authored exemplars, and arithmetic. It decides nothing: the
policy reads what it wrote down.
"""

from __future__ import annotations

import re
from typing import Literal, Protocol

import numpy as np

from interviewer.engine.board import sentences_of
from interviewer.engine.choosing import NEAR, reachable
from interviewer.engine.straying import Straying
from interviewer.engine.turns import revises, unmarked
from interviewer.engine.view import View
from interviewer.engine.wishes import asked_in, is_wish, wish_of
from interviewer.evidence.answers import assess
from interviewer.evidence.contradictions import Contradiction, Ledger
from interviewer.evidence.estimates import verify_estimate
from interviewer.evidence.heart import thinned
from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.reader import Reader, Reading, own_words
from interviewer.evidence.sentences import questions_in, words
from interviewer.evidence.substance import Substance
from interviewer.scenario import Scenario
from interviewer.transcript import Against, Claim, Outcome, TurnRead

TRIGGER = 0.52
"""Cosine from which a sentence sets off a hook."""

LONG_ANSWER = 25
"""Words of statement from which a question in the middle is taken as rhetorical."""

_MODEL = re.compile(
    r"\b(?:model|classif\w+|neural|network|xgboost|lightgbm|gradient.?boost\w*|boosted trees?|"
    r"random forest|regression|embedd?ings?|transformer|bert|llms?|gpt|fine.?tun\w+|"
    r"train(?:ed|ing)?|softmax|deep learning|reinforcement|vector (?:db|database|search)|gnn|"
    r"graph neural|autoencoder|anomaly detection|pipeline|architecture|kafka|feature store|rag)\b",
    re.I,
)
_ASSUMES = re.compile(
    r"\b(?:assum\w+|let'?s say|suppose|say we have|i'?ll take|i will take|guess(?:ing)?)\b", re.I
)
_DECIDES = re.compile(
    r"\b(?:i|we)(?:'d| would|'ll| will| should|'m going to| am going to)\b|\blet'?s\b|"
    r"\bi(?:'m| am) (?:choosing|going)|"
    r"^\s*(?:first|then|start|do|use|ask|hold|call|tag|measure|never|only)\b",
    re.I,
)
_HEDGES = re.compile(
    r"\b(?:maybe|perhaps|possibly|it depends|might|could be|probably|not sure|i think so)\b", re.I
)
_HELP = re.compile(r"\b(?:hint|help me|stuck|what do you think|what would you)\b", re.I)
_UNKNOWN = re.compile(r"\b(?:i don'?t know|no idea|not sure)\b", re.I)


class Listener(Protocol):
    """Reads a candidate's message."""

    name: str

    async def read(self, text: str, of: int, view: View) -> TurnRead:
        """Return what was understood of record `of`."""
        ...


class EmbeddedListener:
    """Reads with sentence embeddings, patterns and arithmetic."""

    name = "embedded"

    def __init__(self, substance: Substance, scenario: Scenario) -> None:
        self._substance = substance
        hooks = [hook for hook in substance.rubric.hooks if hook.triggers]
        self._owners = [hook.id for hook in hooks for _ in hook.triggers]
        self._triggers = substance.embedder.embed(
            [text for hook in hooks for text in hook.triggers]
        )
        self._asks = {hook.id: substance.embedder.embed(list(hook.asks)) for hook in hooks}
        self._reader = Reader.start(substance, scenario)
        self._straying = Straying(substance.embedder, scenario, hooks)
        self._board: list[str] = []
        self._ledger = Ledger()
        self._ledger.hear(scenario.prompt)
        self._lines = 0

    async def read(self, text: str, of: int, view: View) -> TurnRead:
        """Return what was understood; the reader first catches up with what was said since."""
        self._catch_up(view, of)
        probe = view.state.open_probe
        answering = probe.id if probe and probe.kind == "hook" else None
        readings = unmarked(thinned(self._reader.read(text, answering), answering))
        against = [*self._read_board(view, of), *self._ledger.feed(of, text)]
        self._lines = of + 1
        claims, triggered = self._claims(readings, view)
        open_question = asked_in(view.state, view.scenario)
        return TurnRead(
            of=of,
            questions=_asked(readings, open_question),
            claims=claims,
            triggered=triggered,
            covered=sorted({f"{m.hook}/{m.point}" for reading in readings for m in reading.points}),
            outcome=self._outcome(view, of, readings),
            contradicts=[
                Against(earlier=pair.first.text, now=pair.second.text) for pair in against
            ],
            corrects=revises(text),
            wants=wish_of(text, open_question) or self._strayed(text, triggered),
            modelled=any(_MODEL.search(r.text) for r in readings if not r.question),
            listener=self.name,
        )

    def _catch_up(self, view: View, of: int) -> None:
        """Hear and remember every line that this reader has not seen, as after a resume."""
        for line in view.state.lines:
            if line.seq < self._lines or line.seq >= of:
                continue
            if line.who == "interviewer":
                self._reader.hear(line.text)
                self._ledger.hear(line.text)
                if line.move == "twist":
                    self._ledger.change()
            else:
                self._reader.read(line.text)
                self._ledger.feed(line.seq, line.text)
            self._lines = line.seq + 1

    def _read_board(self, view: View, of: int) -> list[Contradiction]:
        """Hold what is new on the whiteboard against what was said, and the other way round."""
        new = [line for line in sentences_of(view.state.whiteboard) if line not in self._board]
        self._board += new
        return [pair for line in new for pair in self._ledger.feed(of, line)]

    def _strayed(self, text: str, triggered: list[str]) -> Literal["off_topic"] | None:
        """Tell whether a short message is about nothing in the interview."""
        strays = not triggered and not find(text) and self._straying.is_off(text)
        return "off_topic" if strays else None

    def _given(self, view: View, of: int) -> list[Quantity]:
        told = [view.scenario.prompt] + [
            line.text for line in view.state.lines if line.who == "interviewer" and line.seq < of
        ]
        return [quantity for text in told for quantity in find(text)]

    def _claims(self, readings: list[Reading], view: View) -> tuple[list[Claim], list[str]]:
        """Return the sentences with the hook that each is nearest to, and the hooks set off.

        A hook that may be asked now goes before a nearer one that may not.
        """
        said = [reading for reading in readings if not reading.question and not reading.quarantined]
        if not said:
            return [], []
        vectors = self._substance.embedder.embed([reading.text for reading in said])
        near = vectors @ self._triggers.T
        strongest: dict[str, float] = {}
        claims = []
        now = {hook.id for hook in reachable(view.rubric, view.state)}
        askable = np.array([owner in now for owner in self._owners])
        for reading, vector, row in zip(said, vectors, near, strict=True):
            index = int(np.argmax(np.where(askable, row, -1.0)))
            if row[index] < NEAR:
                index = int(np.argmax(row))
            similarity, hook = float(row[index]), self._owners[index]
            for owner, value in zip(self._owners, row, strict=True):
                if value >= TRIGGER:
                    strongest[owner] = max(strongest.get(owner, 0.0), float(value))
            best = reading.best
            claims.append(
                Claim(
                    text=reading.text,
                    kind=_kind(reading),
                    criterion=best.criterion if best and reading.points else None,
                    hook=hook,
                    similarity=round(similarity, 3),
                    asked=round(float(np.max(self._asks[hook] @ vector)), 3),
                )
            )
        return claims, sorted(strongest, key=lambda hook: -strongest[hook])

    def _outcome(self, view: View, of: int, readings: list[Reading]) -> Outcome | None:
        probe = view.state.open_probe
        said = [reading for reading in readings if not reading.question]
        if probe is None or not said:
            return None
        text, given = own_words(readings), self._given(view, of)
        if probe.kind == "estimate":
            estimate = view.rubric.estimate(probe.id)
            return verify_estimate(estimate, view.scenario, text, given).outcome
        hook = view.rubric.hook(probe.id)
        before = (
            [name.split("/", 1)[1] for name in view.state.covered if name.startswith(f"{hook.id}/")]
            if probe.press
            else []
        )
        return assess(hook, readings, text, given, before).outcome


def _asked(readings: list[Reading], open_question: str) -> list[str]:
    """Return what is asked of the interviewer: in a long answer only what it ends with.

    To ask for help, or for the question once more, is to ask for no fact.
    """
    said = sum(len(words(r.text)) for r in readings if not r.question)
    meant = readings[-1:] if said > LONG_ANSWER else readings
    asked = [r.text for r in meant if r.question and not is_wish(r.text, open_question)]
    return [piece for text in asked for piece in questions_in(text)]


def _kind(
    reading: Reading,
) -> Literal["decision", "assumption", "number", "statement", "hedge", "help", "unknown"]:
    text = reading.text
    if _UNKNOWN.search(text):
        return "unknown"
    if _HELP.search(text):
        return "help"
    if _ASSUMES.search(text):
        return "assumption"
    if _DECIDES.search(text):
        return "decision"
    if find(text):
        return "number"
    return "hedge" if _HEDGES.search(text) else "statement"
