"""Contexts in which a model speaks: a plan, a view and the authored wording, in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded, load_yaml, plain
from interviewer.engine.checking import Refusal, SpokenCheck, split
from interviewer.engine.policy import View
from interviewer.engine.state import Line, Probe, State
from interviewer.engine.wording import Wording
from interviewer.evidence.substance import Substance
from interviewer.settings import Settings

VECTORS = Path(__file__).parents[2] / ".cache" / "interviewer"
SEEDS = 14
"""Enough for each authored wording of a question to be chosen once."""
Plan = tuple[t.MoveChosen, ...]


@lru_cache(maxsize=2)
def world(scenario: str) -> tuple[Loaded, Substance]:
    """Return a shipped scenario and its vectors."""
    settings = Settings(transcripts=VECTORS / "none", cache=VECTORS)
    loaded = wiring.library(settings).load(scenario)
    return loaded, wiring.substance(settings, loaded)


@lru_cache(maxsize=2)
def cases(name: str) -> Mapping[str, Any]:
    """Return a file of cases."""
    found: Mapping[str, Any] = plain(load_yaml(Path(__file__).with_name(name)))
    return found


class Stage:
    """One context: what is planned, what was told and said."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.loaded, self.substance = world(given["scenario"])
        kind, *ids = str(given["at"]).split()
        move = _move("probe" if kind == "neutral" else kind, ids, given)
        lines = [Line(1, "interviewer", self.loaded.scenario.prompt)]
        if given["said"]:
            lines.append(Line(2, "candidate", given["said"]))
        state = State(
            phase="model",
            lines=tuple(lines),
            facts_told=tuple(given.get("told", ())),
            moves=(move,),
            plan=(move,),
            open_probe=self._open(kind, ids),
        )
        self.plan: Plan = (move,)
        self.view = View(self.loaded.scenario, self.loaded.rubric, state, 45, 600.0)

    def _open(self, kind: str, ids: Sequence[str]) -> Probe | None:
        if kind != "repeat":
            return None
        return Probe("hook", ids[0], self.loaded.rubric.hook(ids[0]).criterion, "model")

    def wordings(self) -> Iterator[list[str]]:
        """Yield the authored texts of the plan, once for each way to put its question."""
        seen: set[str] = set()
        for seed in range(SEEDS):
            wording = Wording(seed, self.view)
            question = wording.question(self.plan[-1]) or wording.says(self.plan[-1])
            if question not in seen:
                seen.add(question)
                yield authored(self.plan, self.view, seed)

    def check(self, texts: Sequence[str] | None = None, *, meaning: bool = True) -> SpokenCheck:
        """Return a check of this context."""
        texts = next(self.wordings()) if texts is None else texts
        return SpokenCheck(self.plan, self.view, texts, self.substance if meaning else None)

    def refuses(self, reply: str, *, meaning: bool = True) -> Refusal | None:
        """Return why a reply is stopped, or None if all of it may be shown."""
        check = self.check(meaning=meaning)
        return next((why for text in whole(reply) if (why := check.refuses(text))), None)

    def allows(self, reply: str) -> tuple[SpokenCheck, Refusal | None]:
        """Return the check after a reply that paraphrases any of the wordings."""
        for texts in self.wordings():
            check = self.check(texts)
            why = next((why for text in whole(reply) if (why := check.refuses(text))), None)
            if why is None:
                break
        return check, why


def _move(kind: str, ids: Sequence[str], given: Mapping[str, Any]) -> t.MoveChosen:
    fields: dict[str, Any] = {"quote": given.get("quote", "")}
    match kind:
        case "probe" | "press" | "repeat":
            fields["hook"] = ids[0]
        case "twist":
            fields |= {"hook": ids[0], "twist": ids[1]}
        case "ask_estimate" | "check_estimate":
            fields["estimate"] = ids[0]
        case "advance" | "redirect" | "open":
            fields["phase"] = ids[0]
        case "answer":
            fields["facts"] = list(ids)
        case "clarify":
            fields["ambiguous"] = [list(ids)]
    return t.MoveChosen.model_validate({"move": kind, "reason": "a test", **fields})


def authored(plan: Plan, view: View, seed: int) -> list[str]:
    """Return the texts that a reply may draw on, as the model voice hands them in."""
    wording, fact = Wording(seed, view), view.scenario.fact
    facts = [fact(name).says for move in plan for name in move.facts]
    topics = [fact(name).topic for move in plan for pair in move.ambiguous for name in pair]
    return [*facts, *topics, *map(wording.says, plan), *map(wording.question, plan)]


def whole(reply: str) -> list[str]:
    """Return the sentences of a reply that has come to its end."""
    return split(reply, final=True)[0]
