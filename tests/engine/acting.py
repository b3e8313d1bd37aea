"""Interviews in which scripted models play, on real vectors and a virtual clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from interviewer import events as e
from interviewer import transcript as t
from interviewer import wiring
from interviewer.engine.clock import VirtualClock
from interviewer.engine.interview import Interview
from interviewer.providers import registry
from interviewer.providers.base import ChatModel
from interviewer.providers.scripted import ScriptedModel
from interviewer.settings import Models, Settings

VECTORS = Path(__file__).parents[2] / ".cache" / "interviewer"
NAME = "openai/gpt-5.4"
SCRIPT = [
    "How many scam payments are there in a month?",
    "Who pays the customer back, and how much?",
    "I would count what the customer loses and not what we refund, since abroad we refund nothing.",
    "Wait at least five months before calling an investment payment genuine; reports take 74 days.",
    "I don't know.",
    "I would hold the largest ones and ask an open question: who told you to make this payment?",
    "Softmax, class imbalance, label noise, overfitting.",
]


@contextmanager
def playing(models: dict[str, ChatModel]) -> Iterator[None]:
    """Let these models be had by their names, and no others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(registry, "chat_model", lambda name, limits=None: models[name])
        yield


async def begin(
    folder: Path,
    voice: ScriptedModel | None = None,
    listener: ScriptedModel | None = None,
    budget: float | None = None,
) -> Interview:
    """Begin an interview with these doubles in their roles, and hear its opening."""
    had = {model.name: model for model in (voice, listener) if model}
    with playing(dict(had)):
        interview = await wiring.start(
            Settings(transcripts=folder, cache=VECTORS),
            "bank-scams",
            seed=1,
            clock=VirtualClock,
            models=Models(
                interviewer=voice.name if voice else "embedded",
                listener=listener.name if listener else "embedded",
            ),
            budget=budget,
        )
    await heard(interview.open())
    return interview


async def heard(stream: AsyncIterator[e.Event]) -> list[e.Event]:
    """Return all events of a turn."""
    return [event async for event in stream]


async def said(interview: Interview, text: str) -> str:
    """Say something and return the reply."""
    events = await heard(interview.reply(text))
    return next(event.record.text for event in events if isinstance(event, e.Spoke))


def faults(interview: Interview) -> list[t.Fault]:
    """Return the faults that were written down."""
    return [r for r in t.read(interview.path).records if isinstance(r, t.Fault)]


def parrot(prompt_says: Callable[[str], str]) -> ScriptedModel:
    """Return a voice that makes its reply from the last direction."""
    return ScriptedModel(NAME, otherwise=lambda prompt: prompt_says(prompt.messages[-1].text))
