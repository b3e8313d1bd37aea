"""What the study counts in one interview: from its transcript and the labels of its candidate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from interviewer import transcript as t
from interviewer.content import Library, Loaded
from interviewer.engine.choosing import NEAR
from interviewer.engine.wording import phrases
from interviewer.evidence.quantities import find
from interviewer.evidence.quantity import close, kind
from interviewer.text import fold
from tests.bench.behaviours.doubles import NEVER_SHOWN
from tests.bench.behaviours.playing import Sat

ASKING = frozenset(
    {"probe", "press", "ask_estimate", "check_estimate", "redirect", "twist", "advance"}
    | {"clarify", "reconcile"}
)
_QUOTED = re.compile(r"\"[^\"]*\"|\u201c[^\u201d]*\u201d")


@dataclass(frozen=True)
class Reply:
    """A reply: its moves, its words, which turn of the candidate it answers (0: the greeting)."""

    turn: int
    plan: tuple[t.MoveChosen, ...]
    text: str


@dataclass
class Found:
    """Counts; `told` holds a line for each thing that should not have been."""

    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def fault(self, name: str, what: str) -> None:
        """Count something that must not be, and say what it was."""
        self.counts[name] += 1
        self.told.append(f"{name}: {what}")


@lru_cache(maxsize=4)
def _loaded(scenario: str) -> Loaded:
    return Library.shipped().load(scenario)


def measured(sat: Sat) -> Found:
    """Return everything that the study counts in one interview."""
    records, found = sat.records, Found()
    said = list(replies(records))
    found.counts["turns"] = len(sat.turns)
    found.counts["questions"] = sum(turn.asks for turn in sat.turns)
    _responding(sat, records, said, found)
    _questions(sat, said, found)
    _telling(sat, records, said, found)
    _coverage(sat, records, found)
    _pressing(sat, records, said, found)
    _contradictions(sat, records, found)
    _phrases(said, found)
    for reply in said:
        for words in NEVER_SHOWN if sat.voice == "hostile" else ():
            if words in fold(_QUOTED.sub("", reply.text)):
                found.fault("hostile words shown", reply.text)
    return found


def replies(records: Sequence[t.AnyRecord]) -> Iterator[Reply]:
    """Yield the interviewer's replies in order."""
    turn, plan = 0, list[t.MoveChosen]()
    for record in records:
        if isinstance(record, t.CandidateSaid):
            turn += 1
        elif isinstance(record, t.MoveChosen):
            plan.append(record)
        elif isinstance(record, t.InterviewerSaid):
            yield Reply(turn, tuple(plan), record.text)
            plan = []


def questions(text: str) -> list[str]:
    """Return the questions of a reply, those in quotation marks left out."""
    bare = _QUOTED.sub("", text)
    return [found.strip() for found in re.findall(r"[^.!?\n:]*\?", bare)]


def _responding(
    sat: Sat, records: Sequence[t.AnyRecord], said: Sequence[Reply], found: Found
) -> None:
    """Count probes that take up what was said in the last two turns, and those that quote it."""
    readings = [record for record in records if isinstance(record, t.TurnRead)]
    for reply in said:
        for move in reply.plan:
            if move.move != "probe":
                continue
            found.counts["probes"] += 1
            recent = readings[max(0, reply.turn - 2) : reply.turn]
            if any(move.hook in reading.triggered for reading in recent) or any(
                claim.hook == move.hook and claim.similarity >= NEAR
                for reading in recent
                for claim in reading.claims
            ):
                found.counts["probes set off in two turns"] += 1
            texts = [fold(turn.text) for turn in sat.turns[max(0, reply.turn - 2) : reply.turn]]
            if move.quote and any(fold(move.quote) in text for text in texts):
                found.counts["probes quoting two turns"] += 1


def _questions(sat: Sat, said: Sequence[Reply], found: Found) -> None:
    """Count questions that come twice, and replies that hold two."""
    seen: dict[str, int] = {}
    loaded = _loaded(sat.scenario)
    for reply in said[1:]:
        if sum(move.move in ASKING for move in reply.plan) > 1:
            found.fault("two questions", reply.text)
        asked = questions(reply.text)
        if len(asked) > max(1, _authored_marks(loaded, reply)):
            found.fault("two questions", reply.text)
        if reply.plan and reply.plan[-1].move in ("repeat", "clarify", "reconcile", "answer"):
            continue
        for question in asked:
            if len(question.split()) < 5:
                continue
            if fold(question) in seen:
                found.fault("repeated questions", question)
            seen[fold(question)] = reply.turn


def _authored_marks(loaded: Loaded, reply: Reply) -> int:
    """Return how many question marks the authored words of a reply's moves have at the most."""
    rubric, most = loaded.rubric, 0
    for move in reply.plan:
        texts: list[str] = []
        if move.hook:
            texts += [*rubric.hook(move.hook).asks, *rubric.hook(move.hook).presses]
        if move.estimate:
            texts += rubric.estimate(move.estimate).asks
        if move.twist:
            twist = next(tw for tw in loaded.scenario.twists if tw.id == move.twist)
            texts += [f"{twist.says} {twist.asks}"]
        if move.phase:
            phase = next(p for p in rubric.phases if p.id == move.phase)
            texts += [*phase.enters, *phase.redirects]
        if move.move == "check_estimate":
            texts += [*phrases()["checking"], *phrases()["checking_blank"]]
        most = max([most, *(len(questions(text)) for text in texts)])
    return most


def _telling(sat: Sat, records: Sequence[t.AnyRecord], said: Sequence[Reply], found: Found) -> None:
    """Count facts told in a turn that asked nothing, figures from nowhere, and menus."""
    turn = 0
    for record in records:
        if isinstance(record, t.CandidateSaid):
            turn += 1
        elif isinstance(record, t.FactsReleased):
            for fact in record.facts:
                found.counts["facts told"] += 1
                if fact.question.startswith("(needed"):
                    continue
                if not sat.turns[turn - 1].asks and not _picks(sat, turn):
                    found.fault("facts unasked", f"{fact.fact} to: {sat.turns[turn - 1].text}")
    for reply in said:
        found.counts["menus"] += any(move.ambiguous for move in reply.plan)
        found.counts["answers"] += any(move.facts for move in reply.plan if move.move == "answer")
        for quantity in _from_nowhere(sat, records, reply):
            found.fault("figures from nowhere", f"{quantity} in: {reply.text}")


def _picks(sat: Sat, turn: int) -> bool:
    """Whether the turn before asked: the interviewer may have asked back what was meant."""
    return turn >= 2 and sat.turns[turn - 2].asks


def _from_nowhere(sat: Sat, records: Sequence[t.AnyRecord], reply: Reply) -> list[str]:
    """Return figures of a reply that nothing before it explains."""
    if not reply.turn or reply.plan[-1].move == "repeat":
        return []
    loaded = _loaded(sat.scenario)
    told = {f for r in records if isinstance(r, t.FactsReleased) for f in (x.fact for x in r.facts)}
    known = [loaded.scenario.prompt, *(loaded.scenario.fact(fact).says for fact in told)]
    known += [turn.text for turn in sat.turns[: reply.turn]]
    for hook in loaded.rubric.hooks:
        if any(move.hook == hook.id for move in reply.plan):
            known += [*hook.asks, *hook.presses]
    for estimate in loaded.rubric.estimates:
        if any(move.estimate == estimate.id for move in reply.plan):
            known += estimate.asks
    known += [f"{twist.says} {twist.asks}" for twist in loaded.scenario.twists]
    known += [question for phase in loaded.rubric.phases for question in phase.enters]
    known += [text for turn in sat.turns for text in [turn.board or ""]]
    have = [quantity for text in known for quantity in find(text)]
    return [
        quantity.text
        for quantity in find(reply.text)
        if quantity.value >= 10
        and not any(
            kind(quantity.unit) == kind(other.unit) and close(quantity.value, other.value, 0.01)
            for other in have
        )
        and quantity.text.split()[0] not in " ".join(known)
    ]


def _coverage(sat: Sat, records: Sequence[t.AnyRecord], found: Found) -> None:
    """Count phases and gates left out, and whether the interview ended by itself."""
    rubric = _loaded(sat.scenario).rubric
    entered = {record.phase for record in records if isinstance(record, t.PhaseEntered)}
    for phase in rubric.phases:
        if phase.id not in entered:
            found.fault("phases untouched", phase.id)
    closed = next((r for r in records if isinstance(r, t.Closed)), None)
    if closed is None or closed.why not in ("finished", "time"):
        found.fault("did not end", closed.why if closed else "never closed")
    probed = {record.criterion for record in records if isinstance(record, t.ProbeOpened)}
    for criterion in rubric.criteria:
        if criterion.gate:
            found.counts["gates"] += 1
            if criterion.id not in probed:
                found.fault("gates unprobed", criterion.id)
    found.counts["criteria probed"] += len(probed)
    found.counts["criteria"] += len(rubric.criteria)


def _pressing(
    sat: Sat, records: Sequence[t.AnyRecord], said: Sequence[Reply], found: Found
) -> None:
    """Count answers that the candidate meant as evasions, and how many of them were pressed."""
    by_turn = {reply.turn: reply for reply in said}
    opened: t.ProbeOpened | None = None
    turn = 0
    for record in records:
        if isinstance(record, t.ProbeOpened):
            opened = record
        elif isinstance(record, t.ProbeSettled):
            opened = None
        elif isinstance(record, t.CandidateSaid):
            turn += 1
            if opened is None or opened.press or sat.turns[turn - 1].kind != "evasion":
                continue
            found.counts["evasions"] += 1
            moves = by_turn[turn].plan if turn in by_turn else ()
            if any(move.move in ("press", "check_estimate") for move in moves):
                found.counts["evasions pressed"] += 1
            else:
                found.told.append(f"not pressed: {sat.turns[turn - 1].text}")


def _contradictions(sat: Sat, records: Sequence[t.AnyRecord], found: Found) -> None:
    """Count planted contradictions, those raised, and those raised where none was planted."""
    raised = [r for r in records if isinstance(r, t.MoveChosen) and r.move == "reconcile"]
    planted = [turn.plants for turn in sat.turns if turn.plants]
    found.counts["planted"] += len(planted)
    caught = [
        pair
        for pair in planted
        if any(fold(pair[1]) in fold(m.quote) or fold(m.quote) in fold(pair[1]) for m in raised)
    ]
    found.counts["caught"] += len(caught)
    found.told += [f"not caught: {pair}" for pair in planted if pair not in caught]
    for move in raised[: len(raised)]:
        if not any(fold(move.quote) in fold(pair[1]) for pair in planted):
            found.fault("false contradictions", f"{move.earlier} / {move.quote}")


def _phrases(said: Sequence[Reply], found: Found) -> None:
    """Count sentences without a question that the interviewer says more than twice."""
    counts: Counter[str] = Counter()
    for reply in said:
        bare = _QUOTED.sub("…", reply.text)
        for sentence in re.split(r"(?<=[.!?:])\s+", bare):
            if 3 <= len(sentence.split()) <= 12 and not sentence.endswith("?"):
                counts[fold(sentence)] += 1
    found.counts["replies"] += len(said)
    found.counts["worn phrases"] += sum(n - 2 for n in counts.values() if n > 2)
    found.told += [f"worn ({n}x): {text}" for text, n in counts.items() if n > 2]
