"""A reply of which nothing is shown before its end: a hanging or cut one is asked for again."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from interviewer.providers.base import Message, Prompt
from interviewer.providers.calling import RemoteModel
from interviewer.providers.errors import CutReply, ProviderError, Timeout
from interviewer.providers.scripted import ScriptedModel
from tests.providers.making import QUICK
from tests.providers.server import TEXT, USAGE, Server, Wire, says

PROMPT = Prompt("Be brief.", (Message("user", "Hello."),))


def _hangs(wire: Wire) -> None:
    wire.stall()


def _cut(wire: Wire) -> None:
    wire.open_stream()
    wire.chunk(wire.begin())
    wire.chunk(wire.text("How many"))
    wire.reset()


async def test_a_cut_reply_is_asked_for_again(model: RemoteModel, server: Server) -> None:
    """Nobody has seen its beginning."""
    server.play(_cut, says())

    reply = await model.whole(PROMPT)

    assert reply.text == TEXT
    assert (reply.finish, len(server.requests)) == ("stop", 2)


async def test_attempts_that_failed_are_paid_for(model: RemoteModel, server: Server) -> None:
    """With the whole reply that came in the end, or with the last failure."""
    model.limits = replace(QUICK, attempts=2)
    server.play(_cut)
    with pytest.raises(CutReply) as failed:
        await model.whole(PROMPT)
    twice = failed.value.spent
    server.play(_cut, says())
    reply = await model.whole(PROMPT)

    assert twice is not None
    assert twice.output
    assert (twice.input % 2, twice.output % 2) == (0, 0)
    assert reply.usage.input == USAGE["input"] + twice.input // 2
    assert reply.usage.output == USAGE["output"] + twice.output // 2


async def test_a_request_that_hangs_is_made_again(model: RemoteModel, server: Server) -> None:
    """Each attempt has its own patience, all together have theirs."""
    model.limits = replace(QUICK, first=5.0, each=0.5, retrying=5.0)
    server.play(_hangs, says())
    began = time.monotonic()

    reply = await model.whole(PROMPT)

    assert reply.text == TEXT
    assert len(server.requests) == 2
    assert time.monotonic() - began < 5.0


async def test_it_does_not_hang_for_ever(model: RemoteModel, server: Server) -> None:
    """After as many attempts as are allowed, it is given up, and says how long it waited."""
    model.limits = replace(QUICK, first=5.0, each=0.2, retrying=5.0, attempts=2)
    server.play(_hangs)

    with pytest.raises(Timeout, match=r"no answer within 0\.2 s"):
        await model.whole(PROMPT)

    assert len(server.requests) == 2


async def test_a_double_keeps_to_the_same() -> None:
    """Whole, cut or failed."""
    model = ScriptedModel().say("Yes, ", "I see.").cut("Yes").fail(ProviderError("It is down."))

    assert (await model.whole(PROMPT)).text == "Yes, I see."
    with pytest.raises(CutReply):
        await model.whole(PROMPT)
    with pytest.raises(ProviderError, match="It is down"):
        await model.whole(PROMPT)
