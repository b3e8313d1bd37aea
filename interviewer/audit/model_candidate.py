"""A candidate played by a language model: told who it is, hearing what the interviewer says.

It sits where a person sits: no move, no hook, no score, no rubric. One that `knows: facts` holds
the need and the fact sheet. What differs between seeds is where the person comes from, and chance.
"""

from __future__ import annotations

import random
import re

from interviewer.audit.candidate import Kind
from interviewer.audit.persona import Persona
from interviewer.prompts import document, hashes
from interviewer.providers.base import ChatModel, Message, Prompt
from interviewer.providers.errors import CutReply
from interviewer.scenario import Scenario
from interviewer.text import safe_text

DOCUMENT = "candidate"
GREETING = "Good morning. Please begin."
"""What is put before a model where the interviewer waits in silence."""
LONGEST = 8_000
"""Characters of a reply, at the most: nobody says more in a breath, and a server may not count."""

_THOUGHTS = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
_LABEL = re.compile(r"\A\s*[*_]*(?:candidate|answer|me)[*_]*\s*:[*_]*\s*", re.IGNORECASE)
_OTHER = re.compile(r"^\s*[*_]*interviewer[*_]*\s*:", re.IGNORECASE | re.MULTILINE)


class Played:
    """Plays one persona in one interview; keeps the talk, so that only the end of it is new."""

    def __init__(self, persona: Persona, scenario: Scenario, seed: int, model: ChatModel) -> None:
        self.name: str = persona.id
        self.kind: Kind = persona.kind
        self._model, self._poses = model, persona.poses
        self._asked = document(DOCUMENT)
        self._system = instructions(persona, scenario, seed)
        self._talk: list[Message] = []

    async def reply(self, heard: str) -> str | None:
        """Return what the model says to what was heard.

        Raises:
            ProviderError: it could not be had, or said nothing.
        """
        self._talk.append(Message("user", heard or GREETING))
        asked = self._asked
        prompt = Prompt(self._system, tuple(self._talk), asked.max_tokens, asked.temperature)
        said = spoken((await self._model.whole(prompt)).text, poses=self._poses)
        if not said:
            raise CutReply(f"{self._model.name}: as {self.name} it said nothing", partial="")
        self._talk.append(Message("assistant", said))
        return said


def instructions(persona: Persona, scenario: Scenario, seed: int) -> str:
    """Return what a model is told that plays a persona: the same for the same seed."""
    asked = document(DOCUMENT)
    knows = asked.section("told").render()
    if persona.knows == "facts":
        facts = "\n".join(f"- {fact.says}" for fact in scenario.facts)
        knows = asked.section("facts").render(prompt=scenario.prompt, facts=facts)
    lines = asked.section("backgrounds").render().splitlines()
    chance = random.Random(f"{persona.id}:{scenario.id}:{seed}")
    return asked.render(
        manner=persona.manner.strip(),
        background=chance.choice(lines),
        knows=knows,
        sitting=str(seed),
    )


def prompts_of() -> dict[str, str]:
    """Return the hash of what every candidate played by a model is told."""
    return hashes(DOCUMENT)


def spoken(text: str, *, poses: bool = False) -> str:
    """Return what is said aloud of a reply: no thoughts, no label, nobody else's lines.

    Of one who `poses` as others their lines are its own.
    """
    aloud = _THOUGHTS.sub("", safe_text(text))
    aloud = aloud if poses else _LABEL.sub("", aloud)
    if not poses and (other := _OTHER.search(aloud)):
        aloud = aloud[: other.start()]
    return aloud.strip()[:LONGEST].rstrip()
