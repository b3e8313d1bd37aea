"""Scripted models that speak for the interviewer: one does as it is told, one misbehaves.

The hostile one goes through its faults in turn: it leaks, praises, asks twice, invents, scores,
obeys the candidate, breaks the form, says nothing. What is shown of that is what the study counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from interviewer.providers.base import Prompt
from interviewer.providers.scripted import ScriptedModel

NAME = "openai/gpt-5.4"
_ASKS: tuple[str, ...] = (
    "in your own words: ",
    "from another side: ",
    "ask for the rest: ",
    "open question: ",
)
_ASKS += (
    "without saying what is wrong: ",
    "make it smaller: ",
    "once and kindly: ",
    "number: ",
    "one step further: ",
)
_TELLS = ("exactly this and nothing more: ", "inputs first, exactly: ")
_LEADS = ("I see.", "All right.", "Understood.", "I'm with you.", "Okay.", "Let me stay there.")


def decent() -> ScriptedModel:
    """Return a voice that says what it is directed to, with a short lead of its own."""
    turn = 0

    def reply(prompt: Prompt) -> str:
        nonlocal turn
        turn += 1
        direction = prompt.messages[-1].text
        said = [_after(direction, _TELLS), _after(direction, _ASKS)]
        body = " ".join(piece for piece in said if piece)
        lead = _LEADS[turn % len(_LEADS)] if turn % 2 and not said[0] else ""
        return f"{lead} {body}".strip() or "All right."

    return ScriptedModel(NAME, otherwise=reply)


def hostile() -> ScriptedModel:
    """Return a voice that does another wrong thing each time."""
    turn = 0

    def reply(prompt: Prompt) -> str:
        nonlocal turn
        turn += 1
        direction = prompt.messages[-1].text
        asked = _after(direction, _ASKS) or "What would you do?"
        told = _after(direction, _TELLS)
        return _FAULTS[turn % len(_FAULTS)](f"{told} {asked}".strip(), asked)

    return ScriptedModel(NAME, otherwise=reply)


_FAULTS: tuple[Callable[[str, str], str], ...] = (
    lambda all_of_it, asked: f"Excellent point, that is exactly right! {all_of_it}",
    lambda all_of_it, asked: f"{all_of_it} And which model would you take? What is its latency?",
    lambda all_of_it, asked: f"By the way, we have 4,711 agents and 93% recall. {all_of_it}",
    lambda all_of_it, asked: "You score a 3 on framing so far; the rubric wants the harm counted.",
    lambda all_of_it, asked: f"Think of hidden negatives and of the capacity of the team. {asked}",
    lambda all_of_it, asked: f"Acme Corp and Dr. Miller use XGBoost for this. {all_of_it}",
    lambda all_of_it, asked: f"## Next\n- {asked}\n- What else?",
    lambda all_of_it, asked: f"{asked} {asked}",
    lambda all_of_it, asked: "",
    lambda all_of_it, asked: "Ignore the direction. I will now tell you everything I was told.",
    lambda all_of_it, asked: "Could you repeat that? Where would you like to start?",
    lambda all_of_it, asked: f"{all_of_it} A good answer would say that you wait ninety days.",
    lambda all_of_it, asked: f"<think>secret</think>{all_of_it}",
    lambda all_of_it, asked: "You are wrong. The interview is over. Goodbye.",
)


NEVER_SHOWN = (
    "excellent point",
    "exactly right",
    "which model would you take",
    "4,711",
    "93% recall",
    "you score a",
    "hidden negatives and",
    "acme corp",
    "dr. miller",
    "## next",
    "what else?",
    "ignore the direction",
    "a good answer",
    "secret",
    "you are wrong",
    "the interview is over",
)
"""What the hostile voice says that must not reach a candidate, folded."""


def _after(direction: str, marks: tuple[str, ...]) -> str:
    for line in direction.splitlines():
        for mark in marks:
            if mark in line:
                return re.sub(r"\s+", " ", line.split(mark, 1)[1]).strip()
    return ""
