"""Doubles of a judging model: one that reads well, and others that lie in every way we know.

They see what a model sees, the prompt, and answer with text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from interviewer.audit.scripts import load_scripts, scripts_path
from interviewer.content import Loaded
from interviewer.evidence.sentences import is_question, sentences
from interviewer.evidence.substance import Match, Substance
from interviewer.providers.base import Message, Prompt
from interviewer.providers.scripted import ScriptedModel

Double = Callable[[Prompt], str]
_CRITERION = re.compile(r"\AThe criterion: (.*)\n")
_TURNED_DOWN = re.compile(
    r"(?:instead of|rather than|not|never|without|than)\s+((?:[\w'-]+\s*){1,4})", re.IGNORECASE
)
_NUMBER = re.compile(r"[£$]?\d[\d,.]*%?")


def criterion_of(prompt: Prompt, loaded: Loaded) -> str:
    """Return the id of the criterion that a prompt asks about; empty for a warrant."""
    named = next((m for one in prompt.messages if (m := _CRITERION.match(one.text))), None)
    names = {criterion.name: criterion.id for criterion in loaded.rubric.criteria}
    return names[named[1]] if named else ""


def transcript_of(prompt: Prompt) -> list[dict[str, Any]]:
    """Return the lines of the transcript as a model reads them."""
    return [json.loads(line) for line in prompt.messages[0].text.splitlines()[1:-1]]


def shown(prompt: Prompt) -> tuple[str, str]:
    """Return the line and the quote that a warrant is asked for."""
    held = re.findall(r">\n(.*)\n</", prompt.messages[0].text)
    line, quote = (json.loads(text) for text in held)
    return line, quote


def report(*observations: dict[str, Any]) -> str:
    """Return an answer that holds these observations."""
    return json.dumps({"observations": list(observations)})


def saw(record: int, quote: str, kind: str = "applied", **more: str) -> dict[str, Any]:
    """Return one observation."""
    return {"record": record, "quote": quote, "kind": kind, **more}


GENERIC = json.dumps({"reach": "generic", "what": ""})


def authored(loaded: Loaded, candidate: str = "terse-expert") -> list[tuple[str | None, str]]:
    """Return what an authored candidate says to each hook and estimate."""
    scripts = load_scripts(scripts_path(loaded.scenario.id), loaded.rubric).candidates
    answers = {a.hook: a.says for e in scripts if e.id == candidate for a in e.answers}
    asked = [h.id for h in loaded.rubric.hooks] + [e.id for e in loaded.rubric.estimates]
    return [(name, answers[name]) for name in asked if name in answers]


def vouch(prompt: Prompt) -> str:
    """Call whatever is shown specific, word for word."""
    return json.dumps({"reach": "specific", "what": shown(prompt)[1]})


@dataclass
class Honest:
    """Reads as well as nearness lets it: what is near to substance and not nearer to emptiness."""

    loaded: Loaded
    substance: Substance
    found: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    margins: dict[str, float] = field(default_factory=dict)

    def __call__(self, prompt: Prompt) -> str:
        """Answer a prompt."""
        criterion = criterion_of(prompt, self.loaded)
        if not criterion:
            _, quote = shown(prompt)
            near = [m.margin for row in self.substance.matches([quote]) for m in row]
            sure = max([*near, self.margins.get(quote, -1.0)]) >= 0.3
            return vouch(prompt) if sure else GENERIC
        if not self.found:
            self._read(prompt)
        return report(*self.found.get(criterion, [])[:8])

    def _read(self, prompt: Prompt) -> None:
        asked = ""
        for line in transcript_of(prompt):
            if line["who"] == "interviewer":
                asked = line["text"]
                continue
            hook = next((h for h in self.loaded.rubric.hooks for a in h.asks if a in asked), None)
            said = [s.text for s in sentences(line["text"]) if not is_question(s.text)]
            rows = self.substance.matches(said, answering=hook.id if hook else None) if said else []
            for text, matches in zip(said, rows, strict=True):
                aimed = [m for m in matches if hook and m.criterion == hook.criterion]
                best = max(aimed or matches, key=lambda m: m.margin, default=None)
                if best and best.margin >= 0.2:
                    self._note(line["record"], text, best, aimed=bool(aimed))
        for seen in self.found.values():
            seen.sort(key=lambda o: (o["kind"] != "held_up", -self.margins[o["quote"]]))

    def _note(self, record: int, text: str, match: Match, *, aimed: bool) -> None:
        turned, number = _TURNED_DOWN.search(text), _NUMBER.search(text)
        kind = "held_up" if aimed else "justified" if turned or number else "applied"
        self.margins[text] = max(match.margin, self.margins.get(text, -1.0))
        self.found.setdefault(match.criterion, []).append(
            saw(
                record,
                text,
                kind,
                rejected=turned[1].strip() if turned else "",
                number=number[0] if number else "",
            )
        )


@dataclass
class Zealot:
    """Calls every sentence of the candidate held up, on every criterion, and specific."""

    loaded: Loaded
    number: int = 0

    def __call__(self, prompt: Prompt) -> str:
        """Answer a prompt; each criterion is given other sentences first."""
        criterion = criterion_of(prompt, self.loaded)
        if not criterion:
            return vouch(prompt)
        every = []
        for line in transcript_of(prompt):
            if line["who"] != "interviewer":
                for sentence in sentences(line["text"]):
                    turned = _TURNED_DOWN.search(sentence.text)
                    rejected = turned[1].strip() if turned else ""
                    every.append(saw(line["record"], sentence.text, "held_up", rejected=rejected))
        return report(*sorted(every, key=lambda o: -len(o["quote"]))[:12])


@dataclass
class Says:
    """Reports the same on every criterion, or on those that are named, and vouches for it."""

    loaded: Loaded
    observations: list[dict[str, Any]]
    criteria: tuple[str, ...] = ()
    warrant: Double = vouch

    def __call__(self, prompt: Prompt) -> str:
        """Answer a prompt."""
        criterion = criterion_of(prompt, self.loaded)
        if not criterion:
            return self.warrant(prompt)
        named = not self.criteria or criterion in self.criteria
        return report(*self.observations if named else ())


def scripted(double: Double, name: str = "scripted/judge") -> ScriptedModel:
    """Return a model that answers every prompt as a double does."""
    return ScriptedModel(name=name, otherwise=double)


def test_a_double_sees_what_a_model_sees() -> None:
    """What a prompt shows can be read back from it."""
    text = '<line-x>\n"Why \\"so\\"?"\n</line-x>\n\n<quote-x>\n"Because."\n</quote-x>'
    prompt = Prompt("", (Message("user", text),))
    assert shown(prompt) == ('Why "so"?', "Because.")
    assert json.loads(vouch(prompt)) == {"reach": "specific", "what": "Because."}
