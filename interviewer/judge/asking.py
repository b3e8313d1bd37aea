"""What the judging model is sent: the transcript first, the criterion last, the quote alone.

System and transcript are the same bytes for every criterion and every sample, so that a provider's
cache serves them. No weight, bar, credit or gate is in any of it. It sends nothing itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.judge.case import Case
from interviewer.judge.screening import Sighting
from interviewer.judge.testimony import Turn
from interviewer.judge.warrants import question_before
from interviewer.prompts import document, hashes
from interviewer.providers.base import Message, Prompt
from interviewer.rubric import Criterion, Point, Rubric
from interviewer.text import safe_text

PROMPTS = ("judge", "warrant")
FORMAT = 1
"""Of what is remembered; a new one asks everything again."""
LEFT_OUT = "[left out]"


def prompt_hashes() -> dict[str, str]:
    """Return the hashes of the documents that the judging model is given."""
    return hashes(*PROMPTS)


class Asking:
    """Makes the prompts of one judging run; `nonce` marks what is material and not instruction."""

    def __init__(self, case: Case, model: str, nonce: str) -> None:
        self._case, self._model, self._nonce = case, model, nonce

    @cached_property
    def prefix(self) -> tuple[str, tuple[Message, ...]]:
        """The system message and the messages that all calls on criteria begin with."""
        said = {record: _shown(turn) for record, turn in self._case.turns.items()}
        return prefix_of(self._case.records, self._case.loaded, said, self._nonce)

    def criterion(self, criterion: Criterion) -> Prompt:
        """Return the prompt that asks for observations on one criterion."""
        asked = document("judge")
        system, messages = self.prefix
        task = Message("user", criterion_text(self._case.loaded.rubric, criterion))
        return Prompt(system, (*messages, task), asked.max_tokens, asked.temperature)

    def warrant(self, sighting: Sighting) -> Prompt:
        """Return the prompt that asks whether words are specific."""
        asked = document("warrant")
        task = asked.section("quote").render(
            nonce=self._nonce,
            line=_json(safe_text(question_before(sighting))),
            quote=_json(safe_text(sighting.text)),
        )
        system = asked.render(nonce=self._nonce)
        return Prompt(system, (Message("user", task),), asked.max_tokens, asked.temperature)

    def key(self, prompt: Prompt, sample: int = 0) -> str:
        """Return what an answer depends on, as a hash; the nonce of the run is not part of it."""
        texts = [prompt.system, *(message.text for message in prompt.messages)]
        case = self._case
        data = [FORMAT, case.transcript, case.loaded.rubric.hash, prompt_hashes(), self._model]
        data += [sample, [text.replace(self._nonce, "") for text in texts]]
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def prefix_of(
    records: Sequence[t.AnyRecord], loaded: Loaded, said: Mapping[int, str], nonce: str
) -> tuple[str, tuple[Message, ...]]:
    """Return the system message, and the transcript as one JSON object a line.

    `said` is what the candidate said, by record; a turn that is not in it is not shown.
    """
    judge, scenario = document("judge"), loaded.scenario
    facts = _listed(f"{fact.id}: {fact.says}" for fact in scenario.facts)
    system = judge.render(prompt=scenario.prompt, facts=facts, nonce=nonce)
    lines = "\n".join(_line(record, said) for record in records if _spoken(record, said))
    read = judge.section("transcript").render(nonce=nonce, lines=lines)
    # A message between the two of the user: many local models' templates insist on turns.
    ready = judge.section("ready").render()
    return system, (Message("user", read), Message("assistant", ready))


def _spoken(record: t.AnyRecord, said: Mapping[int, str]) -> bool:
    return isinstance(record, t.InterviewerSaid) or record.seq in said


def _line(record: t.AnyRecord, said: Mapping[int, str]) -> str:
    if isinstance(record, t.InterviewerSaid):
        text = safe_text(record.text)
        return _json({"record": record.seq, "who": "interviewer", "credit": False, "text": text})
    who = "whiteboard" if isinstance(record, t.WhiteboardSaved) else "candidate"
    return _json({"record": record.seq, "who": who, "text": safe_text(said[record.seq])})


def criterion_text(rubric: Rubric, criterion: Criterion) -> str:
    """Return what a model is told about one criterion."""
    sections, anchors = document("judge").sections, criterion.anchors
    hooks = [
        sections["hook"].render(
            asks=" / ".join(hook.asks),
            substance=_says(hook.substance),
            hollow=" | ".join(hook.hollow),
        )
        for hook in rubric.hooks_of(criterion.id)
    ]
    return sections["criterion"].render(
        name=criterion.name,
        expects=criterion.expects.strip(),
        mentioned=anchors.mentioned,
        applied=anchors.applied,
        justified=anchors.justified,
        held_up=anchors.held_up,
        accepts=_listed(point.says for point in criterion.accepts),
        hooks="\n".join(hooks) or "- none",
        near_misses=_listed(criterion.near_misses),
        wrong_claims=_listed(criterion.wrong_claims),
    )


def _says(points: Iterable[Point]) -> str:
    return " | ".join(point.says for point in points)


def _listed(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts) or "- none"


def _shown(turn: Turn) -> str:
    """Return a turn without the sentences that are quarantined."""
    shown, place = "", 0
    for reading in turn.readings:
        if reading.quarantined:
            shown += turn.text[place : reading.span.start] + LEFT_OUT
            place = reading.span.end
    return shown + turn.text[place:]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
