"""Interviews through real clients against a server on this machine that misbehaves.

Whatever the server does, the interview must reach its scorecard and hold every word of the
candidate. It knows the engine only by `wiring`.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from interviewer import events as e
from interviewer import transcript as t
from interviewer import wiring
from interviewer.engine.clock import VirtualClock
from interviewer.providers import registry
from interviewer.providers.base import ChatModel
from interviewer.providers.calling import Limits
from interviewer.settings import Models, Settings
from tests.providers.server import Behaviour, Server, Wire, says

NAMES = ("openai/gpt-test", "anthropic/claude-test")
KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "HOSTED_VLLM_API_KEY")
IMPATIENT = Limits(
    first=0.4, between=0.2, whole=3.0, tail=0.1, connect=0.5, attempts=2, retrying=0.5, pause=0.01
)
SPOKEN = "I see. Then let me ask you this. "
TURNS = (
    "How many scam payments are there in a month? Who pays the customer back?",
    "What can we change in the app before a payment leaves?",
    "I would count what the customer loses, not what we refund: abroad we refund nothing at all.",
    "We'd put the £15,098 case first, because forty sofas together lose less than one pension.",
    "Wait five months before calling an investment payment genuine, since reports take 74 days.",
    "I don't know.",
    "Two calls in a hundred would be real, so the team of 22 gets through 500 a day at the most.",
    "Softmax, class imbalance, label noise, overfitting, monitoring, retraining.",
    "I'd pause it until the next morning; whoever is on the phone with her cannot wait so long.",
    "Someone she named herself gets a call; the criminal cannot know who that is.",
    "A grün Über-Prüfung ☃ – naïve, I know: 1,000 a day × £15,098 = £15,098,000.",
    "If the team shrinks, I'd drop the purchases and keep the pensions.",
    "Compare a tenth of the customers without it, for a quarter, in pounds lost a head.",
    "Stop it if more than one in fifty genuine house purchases misses its date.",
)


def _status(status: int, code: str = "", **headers: str) -> Behaviour:
    return lambda wire: wire.error(status, code or "told", code, **headers)


def _stall(wire: Wire) -> None:
    wire.leaving.wait(0.7)
    wire.reset()


def _broken(how: str) -> Behaviour:
    """Return a stream that breaks off after a sentence and a half."""

    def behave(wire: Wire) -> None:
        wire.open_stream()
        wire.chunk(wire.begin())
        wire.chunk(wire.text("I see. What would you"))
        match how:
            case "stall":
                _stall(wire)
            case "reset":
                wire.reset()
            case "close":
                wire.close_stream()
            case "error":
                wire.chunk(wire.in_band_error())
                wire.close_stream()
            case "half":
                event = wire.text("£")
                wire.chunk(event[: event.index("£".encode()) + 1])
                wire.close_stream()
            case _:
                wire.chunk(b"data: {not json\n\n")
                wire.close_stream()

    return behave


FAULTS: dict[str, Behaviour] = {
    "429": _status(429, Retry_After="0"),
    "429 for long": _status(429, Retry_After="900"),
    "500": _status(500),
    "529": _status(529, "overloaded_error"),
    "401": _status(401, "invalid_api_key"),
    "context": _status(400, "context_length_exceeded"),
    "page": lambda wire: wire.whole(200, b"<html>Please log in</html>", "text/html"),
    "silence": _stall,
    "stall": _broken("stall"),
    "reset": _broken("reset"),
    "closed": _broken("close"),
    "error event": _broken("error"),
    "half a character": _broken("half"),
    "malformed event": _broken("malformed"),
    "malformed JSON": says("{ this is no JSON"),
    "other schema": says(json.dumps({"verdict": "strong_pass", "score": 11})),
    "empty": says(""),
    "100 kB": says("We go on and on and on and it does not end. " * 2300, size=4096),
    "cut by length": says("I see. What would you do about", "length"),
    "declined": says("I see.", "content_filter"),
}


def good(wire: Wire) -> None:
    """Answer as a good server does: a report where one is asked for, else a sentence."""
    says("{}" if wire.request.typed or _wants_json(wire) else SPOKEN)(wire)


def _wants_json(wire: Wire) -> bool:
    return "JSON Schema" in json.dumps(wire.request.body.get("system", ""))


@dataclass
class Outcome:
    """What became of one interview."""

    path: Path
    verdict: str
    lost: int
    faults: int
    shown: int
    turns: int
    met: Counter[str] = field(default_factory=Counter)


@contextmanager
def misled(server: Server) -> Iterator[None]:
    """Point every client at the server, and make it lose patience soon."""
    real = registry.chat_model

    def impatient(name: str, limits: Limits | None = None) -> ChatModel:
        del limits
        return real(name, IMPATIENT)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", f"{server.url}/v1")
        patch.setenv("HOSTED_VLLM_API_BASE", f"{server.url}/v1")
        patch.setenv("ANTHROPIC_BASE_URL", server.url)
        for name in KEYS:
            patch.setenv(name, "sk-none")
        patch.setattr(registry, "chat_model", impatient)
        yield


def unlucky(server: Server, seed: int, share: float, met: Counter[str]) -> None:
    """Let the server misbehave in a share of its answers, as the seed wants it."""
    dice = random.Random(seed)

    def behave(wire: Wire) -> None:
        if dice.random() >= share:
            good(wire)
            return
        name = dice.choice(sorted(FAULTS))
        met[name] += 1
        FAULTS[name](wire)

    server.script = [behave]


async def sit(settings: Settings, name: str, path: Path, scenario: str = "bank-scams") -> Outcome:
    """Sit one interview with a model in both roles, and have it judged."""
    clock = VirtualClock()
    interview = await wiring.start(
        settings,
        scenario,
        seed=3,
        minutes=30,
        clock=lambda _: clock,
        path=path,
        models=replace(Models.all(name), judge="embedded"),
    )
    sent, shown = [], 0
    async for _ in interview.open():
        pass
    for text in TURNS * 3:
        if interview.state.closed:
            break
        clock.advance(75)
        sent.append(text)
        faults = [1 async for event in interview.reply(text) if isinstance(event, e.Faulted)]
        assert len(faults) <= 1, "a turn shows one line at the most"
        shown += len(faults)
    await interview.leave()
    card = await wiring.score(settings, path)
    records = t.read(path).records
    kept = [record.text for record in records if isinstance(record, t.CandidateSaid)]
    return Outcome(
        path,
        card.verdict,
        lost=sum(text not in kept for text in sent) + abs(len(sent) - len(kept)),
        faults=sum(isinstance(record, t.Fault) for record in records),
        shown=shown,
        turns=len(sent),
    )


def run(settings: Settings, server: Server, seeds: range, share: float) -> list[Outcome]:
    """Sit an interview a seed, through each native adapter in turn."""
    outcomes = []
    with misled(server):
        for seed in seeds:
            met: Counter[str] = Counter()
            unlucky(server, seed, share, met)
            path = settings.transcripts / f"faults-{seed}.jsonl"
            name = NAMES[seed % len(NAMES)]
            outcome = asyncio.run(sit(settings, name, path))
            outcomes.append(replace(outcome, met=met))
    return outcomes
