"""One contract for all adapters: any reply, good or bad, is a whole `Reply` or one of our errors.

And in no case is a key to be seen, a foreign exception to escape, or a request sent a fourth time.
"""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from interviewer.providers.base import Done, Message, Piece, Prompt, Reply, TokenUsage
from interviewer.providers.calling import RemoteModel
from interviewer.providers.errors import (
    BadModelName,
    ContextTooLong,
    CutReply,
    KeyRefused,
    MalformedReply,
    ProviderDown,
    ProviderError,
    RateLimited,
    RequestRefused,
    Timeout,
)
from tests.providers.making import ADAPTERS, CANARY
from tests.providers.server import TEXT, USAGE, Behaviour, Request, Server, Wire, says

PROMPT = Prompt(
    "You interview.",
    (
        Message("user", "I would cache it."),
        Message("assistant", "For how long?"),
        Message("user", "A minute."),
    ),
    max_tokens=200,
)


class Heard(BaseModel):
    """What a listener might be asked for."""

    outcome: Literal["held", "evaded"]
    why: str = Field(max_length=200)
    points: list[int] = []


GOOD = '{"outcome": "held", "why": "he\\u001b[2J gave\na figure", "points": [1, 2]}'


def _status(status: int, message: str, code: str = "", **headers: str) -> Behaviour:
    return lambda wire: wire.error(status, message, code, **headers)


def _echoes_key(status: int) -> Behaviour:
    def behave(wire: Wire) -> None:
        shown = wire.request.headers
        key = shown.get("authorization", "") + shown.get("x-api-key", "")
        wire.error(status, f"Incorrect key provided: {key}", "authentication_error", x_seen=key)

    return behave


def _partly(then: Callable[[Wire], None], pieces: int = 2) -> Behaviour:
    """Return the behaviour of a server that says two words and then goes wrong."""

    def behave(wire: Wire) -> None:
        wire.open_stream()
        wire.chunk(wire.begin())
        for _ in range(pieces):
            wire.chunk(wire.text("word "))
        then(wire)

    return behave


def _stalls(wire: Wire) -> None:
    wire.stall()


def _resets(wire: Wire) -> None:
    time.sleep(0.05)  # or the client's kernel drops what it has not read yet
    wire.reset()


def _hangs_up(wire: Wire) -> None:
    del wire  # the body lacks its end


def _ends(wire: Wire) -> None:
    wire.close_stream()


def _raw(data: bytes) -> Callable[[Wire], None]:
    def behave(wire: Wire) -> None:
        wire.chunk(data)
        wire.close_stream()

    return behave


def _half_character(wire: Wire) -> None:
    wire.chunk(wire.text("☃")[:-8])  # in the middle of the snowman or just after it
    wire.close_stream()


def _bad_character(wire: Wire) -> None:
    wire.chunk(wire.text("snow\u2603man").replace("☃".encode(), b"\xe2\x98"))
    wire.chunk(wire.finish())
    wire.close_stream()


def _malformed_event(wire: Wire) -> None:
    wire.chunk(wire.text("more").replace(b"}", b"", 1))
    wire.close_stream()


def _reports_error(wire: Wire) -> None:
    wire.chunk(wire.in_band_error())
    wire.close_stream()


def _filtered(wire: Wire) -> None:
    wire.chunk(wire.finish("content_filter"))
    wire.close_stream()


def _half_an_event(wire: Wire) -> None:
    wire.chunk(wire.finish()[:25])
    wire.close_stream()


def _split_character(wire: Wire) -> None:
    """Say a text whose characters arrive byte by byte."""
    wire.open_stream()
    told = wire.begin() + wire.text(TEXT) + wire.finish()
    middle = told.index("É".encode()) + 1
    for part in (told[:middle], told[middle:]):
        wire.chunk(part)
        time.sleep(0.02)
    wire.close_stream()


def _no_count(wire: Wire) -> None:
    """Finish, and then say nothing more where the count of tokens should come."""
    wire.open_stream()
    wire.chunk(wire.begin() + wire.text(TEXT))
    wire.chunk(
        wire.finish().split(b"\n\n")[0 if not wire.request.speaks_anthropic else 1] + b"\n\n"
    )
    wire.stall()


def _empty_stream(wire: Wire) -> None:
    wire.open_stream()
    wire.close_stream()


def _web_page(wire: Wire) -> None:
    wire.whole(200, b"<html><body>Sign in to the airport's network</body></html>", "text/html")


def _one_document(wire: Wire) -> None:
    wire.whole(200, b'{"choices": [{"message": {"content": "not a stream"}}]}')


@dataclass(frozen=True)
class Case:
    """A behaviour of the server, what must come of it and after how many requests."""

    name: str
    script: tuple[Behaviour, ...]
    outcome: type[ProviderError] | tuple[type[ProviderError], ...] | None
    """None: a whole reply."""
    requests: int = 1
    text: str = TEXT
    partial: str = ""
    """How what is kept of a cut reply begins."""


LONG = "All work and no play. " * 4_700
BUSY = _status(429, "Slow down", "rate_limit_error", retry_after="0.05")
BROKEN = _status(500, "Internal server error", "api_error")
CASES = [
    Case("good", (says(),), None),
    Case("good after 429", (BUSY, says()), None, 2),
    Case("good after 500 twice", (BROKEN, BROKEN, says()), None, 3),
    Case("good after a hang-up", (_hangs_up, says()), None, 2),
    Case("good after an empty stream", (_empty_stream, says()), None, 2),
    Case("good, 100 kB", (says(LONG, size=900),), None, text=LONG),
    Case("good, characters cut between packets", (_split_character,), None),
    Case("good, cut at max_tokens", (says(reason="length"),), None),
    Case("good, but stalls after its finish", (_no_count,), None),
    Case("429 for ever", (BUSY,), RateLimited, 3),
    Case(
        "429, come back in a minute",
        (_status(429, "Slow down", "rate_limit_error", retry_after="60"),),
        RateLimited,
    ),
    Case("no credit", (_status(429, "You exceeded it", "insufficient_quota"),), KeyRefused),
    Case("500 for ever", (BROKEN,), ProviderDown, 3),
    Case("overloaded", (_status(529, "Overloaded", "overloaded_error"),), ProviderDown, 3),
    Case("key refused", (_echoes_key(401),), KeyRefused),
    Case("key may not", (_echoes_key(403),), KeyRefused),
    Case("request refused", (_echoes_key(400),), (KeyRefused, RequestRefused)),
    Case("no such model", (_status(404, "model: gpt-test", "not_found_error"),), BadModelName),
    Case(
        "too long",
        (_status(400, "This model's maximum context length is 8192", "context_length_exceeded"),),
        ContextTooLong,
    ),
    Case("stalls before its head", (_stalls,), Timeout),
    Case("stalls before the first word", (_partly(_stalls, 0),), Timeout),
    Case("stalls in mid-reply", (_partly(_stalls),), CutReply, partial="word word "),
    Case("hangs up at once", (_hangs_up,), ProviderDown, 3),
    Case("resets in mid-reply", (_partly(_resets),), CutReply, partial="word word "),
    Case("hangs up in mid-reply", (_partly(_hangs_up),), CutReply, partial="word word "),
    Case("half a character", (_partly(_half_character),), CutReply, partial="word word "),
    Case("a bad character", (_partly(_bad_character),), CutReply, partial="word word "),
    Case("malformed event", (_partly(_malformed_event),), CutReply, partial="word word "),
    Case(
        "nonsense event",
        (_partly(_raw(b"event: message_delta\ndata: 7\n\n")),),
        CutReply,
        partial="word word ",
    ),
    Case("error event", (_partly(_reports_error),), CutReply, partial="word word "),
    Case("half a last event", (_partly(_half_an_event),), CutReply, partial="word word "),
    Case("ends without a finish", (_partly(_ends),), CutReply, partial="word word "),
    Case("stopped by a filter", (_partly(_filtered),), CutReply, partial="word word "),
    Case("a filter's stop without a word", (_partly(_filtered, 0),), RequestRefused),
    Case("finishes without a word", (says(""),), CutReply, 3),
    Case("an empty stream", (_empty_stream,), (CutReply, ProviderDown), 3),
    Case("a web page", (_web_page,), (ProviderDown, CutReply)),
    Case("one document", (_one_document,), (ProviderDown, CutReply)),
]


async def _listen(model: RemoteModel, prompt: Prompt = PROMPT) -> tuple[str, Reply | None]:
    """Return what was shown, and the reply if it was whole."""
    shown, reply = "", None
    async for item in model.stream(prompt):
        assert reply is None, "nothing follows Done"
        match item:
            case Piece(text):
                shown += text
            case Done(whole):
                reply = whole
    return shown, reply


def _assert_discreet(error: BaseException) -> None:
    """No key, and no foreign exception that could hold one, may hang on an error of ours."""
    told = "".join(traceback.format_exception(error)) + repr(error) + str(vars(error))
    assert CANARY not in told
    seen: BaseException | None = error
    while seen is not None:
        assert isinstance(seen, ProviderError)
        seen = seen.__cause__ or seen.__context__


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_every_reply_is_whole_or_an_error_of_ours(
    case: Case, model: RemoteModel, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever the server does, the outcome is the one expected, within three requests."""
    caplog.set_level(logging.DEBUG)
    server.play(*case.script)
    if case.outcome is Timeout:
        model.limits = replace(model.limits, first=0.3)
    began = time.monotonic()
    if case.outcome is None or _mends(model, case):
        shown, reply = await _listen(model)
        assert reply is not None
        assert shown == reply.text
        assert reply.text == case.text or case.outcome
    else:
        with pytest.raises(case.outcome) as failed:
            await _listen(model)
        _assert_discreet(failed.value)
        if isinstance(failed.value, CutReply):
            assert failed.value.partial.startswith(case.partial)
            assert failed.value.spent is not None
    assert len(server.requests) == _requests(model, case)
    assert time.monotonic() - began < 4
    assert CANARY not in caplog.text
    assert CANARY not in repr(model) + str(model)


def _mends(model: RemoteModel, case: Case) -> bool:
    """LiteLLM shows a bad character as the sign for one, and the reply is whole."""
    return "LiteLLM" in type(model).__name__ and case.name == "a bad character"


def _requests(model: RemoteModel, case: Case) -> int:
    """LiteLLM hides the kind of an answer, so one that is no stream at all is asked for again."""
    hidden = "LiteLLM" in type(model).__name__ and case.name in ("a web page", "one document")
    return 3 if hidden else case.requests


async def test_usage_is_the_providers_own(model: RemoteModel, server: Server) -> None:
    """Tokens are counted as the provider counted them, cached ones as a part of the prompt."""
    server.play(says())
    _, reply = await _listen(model)
    assert reply is not None
    assert reply.usage == TokenUsage(USAGE["input"], USAGE["cached"], USAGE["output"])


async def test_a_reply_cut_at_its_limit_says_so(model: RemoteModel, server: Server) -> None:
    """`length` tells a reply that used up its tokens from one that ended."""
    server.play(says(reason="length"))
    _, reply = await _listen(model)
    assert reply is not None
    assert reply.finish == "length"


async def test_a_missing_count_is_a_guess(model: RemoteModel, server: Server) -> None:
    """A provider that does not count leaves an estimate, never zero."""

    def behave(wire: Wire) -> None:
        wire.open_stream()
        wire.chunk(wire.text(TEXT) + wire.finish().split(b"\n\n")[0] + b"\n\n")
        wire.close_stream()

    if "anthropic" in model.name:
        pytest.skip("Messages always count")
    server.play(behave)
    _, reply = await _listen(model)
    assert reply is not None
    assert reply.usage.output > 0
    assert reply.usage.estimated or "LiteLLM" in type(model).__name__  # which guesses itself


async def test_pieces_come_as_they_are_said(model: RemoteModel, server: Server) -> None:
    """The first word is shown while the server is still speaking."""
    go_on = asyncio.Event()
    loop = asyncio.get_running_loop()
    server.play(says("first"), says())

    def behave(wire: Wire) -> None:
        wire.open_stream()
        wire.chunk(wire.begin() + wire.text("First "))
        asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result(5)
        wire.chunk(wire.text("second.") + wire.finish())
        wire.close_stream()

    await _listen(model)
    server.play(behave)
    items = model.stream(PROMPT)
    assert await anext(items) == Piece("First ")
    go_on.set()
    rest = [item async for item in items]
    assert isinstance(rest[-1], Done)
    assert rest[-1].reply.text == "First second."


async def test_an_interrupted_reply_leaves_nothing_behind(
    model: RemoteModel, server: Server
) -> None:
    """Closing the stream after one piece ends it at once, and the next call works."""
    server.play(_partly(_stalls), says())
    items = model.stream(PROMPT)
    await anext(items)
    began = time.monotonic()
    await items.aclose()
    assert time.monotonic() - began < 0.5
    _, reply = await _listen(model)
    assert reply is not None


async def test_cancelling_cancels(model: RemoteModel, server: Server) -> None:
    """A cancelled task is cancelled, not answered with an error of ours."""
    server.play(_stalls)
    task = asyncio.create_task(_listen(model))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_control_characters_are_made_visible(model: RemoteModel, server: Server) -> None:
    """What a model says cannot move a cursor."""
    server.play(says("clear\x1b[2J it\u202e"))
    shown, _ = await _listen(model)
    assert shown == "clear␛[2J it"


async def test_typed_answers(model: RemoteModel, server: Server) -> None:
    """A valid answer comes back as its class, with safe strings, after one request."""
    server.play(says(GOOD))
    answer, usage = await model.ask_typed(PROMPT, Heard)
    assert answer == Heard(outcome="held", why="he␛[2J gave\na figure", points=[1, 2])
    assert usage.output == USAGE["output"]
    assert len(server.requests) == 1
    assert server.requests[0].typed


BAD_ANSWERS = {
    "malformed": '{"outcome": "held", "why": ',
    "schema-violating": '{"outcome": "brilliant", "why": "so smooth"}',
    "prose": "I think that went rather well.",
    "two objects": f"{GOOD}\n{GOOD}",
}


@pytest.mark.parametrize("bad", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
async def test_a_bad_typed_answer_is_asked_again_once(
    bad: str, model: RemoteModel, server: Server
) -> None:
    """The second request shows the bad answer and what is wrong with it; its cost is added."""
    server.play(says(bad), says(f"Sorry:\n```json\n{GOOD}\n```"))
    answer, usage = await model.ask_typed(PROMPT, Heard)
    assert answer.outcome == "held"
    assert usage.input == 2 * USAGE["input"]
    assert len(server.requests) == 2
    *_, raw, complaint = server.requests[1].body["messages"]
    assert "cannot be used" in str(complaint)
    assert bad[:10].strip('{"') in str(raw)


@pytest.mark.parametrize("bad", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
async def test_two_bad_typed_answers_are_an_error_with_the_text(
    bad: str, model: RemoteModel, server: Server
) -> None:
    """`MalformedReply` keeps what was said and what it cost."""
    server.play(says(bad))
    with pytest.raises(MalformedReply) as failed:
        await model.ask_typed(PROMPT, Heard)
    assert failed.value.raw == bad
    assert failed.value.spent is not None
    assert failed.value.spent.input == 2 * USAGE["input"]
    assert len(server.requests) == 2
    _assert_discreet(failed.value)


async def test_a_cut_typed_answer_is_asked_again(model: RemoteModel, server: Server) -> None:
    """Nothing of it was shown, so a reply that broke off is simply asked for again."""
    server.play(_partly(_ends), says(GOOD))
    answer, _ = await model.ask_typed(PROMPT, Heard)
    assert answer.outcome == "held"


@pytest.mark.parametrize("behave", [BROKEN, _stalls, _web_page], ids=["500", "stall", "page"])
async def test_typed_answers_fail_as_streams_do(
    behave: Behaviour, model: RemoteModel, server: Server
) -> None:
    """Within three requests, with an error of ours."""
    server.play(behave)
    model.limits = replace(model.limits, first=0.4)
    with pytest.raises((ProviderDown, Timeout, CutReply)) as failed:
        await model.ask_typed(PROMPT, Heard)
    assert len(server.requests) <= 3
    _assert_discreet(failed.value)


async def test_no_parameter_is_insisted_on(model: RemoteModel, server: Server) -> None:
    """A provider that refuses a temperature is asked without one, and never with one again."""

    def refuses(wire: Wire) -> None:
        if _temperature(wire.request) is None:
            says()(wire)
        else:
            wire.error(400, "'temperature' is not supported with this model", "invalid")

    if "LiteLLM" in type(model).__name__:
        pytest.skip("its drop_params does that, for models that it knows")
    server.play(refuses)
    warm = replace(PROMPT, temperature=0.2)
    for _ in range(2):
        await _listen(model, warm)
    assert [_temperature(request) for request in server.requests] == [0.2, None, None]


def _temperature(request: Request) -> object:
    return request.body.get("temperature")


def test_litellm_is_held_to_the_contract() -> None:
    """Where it is installed it is one of the adapters above; where not, this says so."""
    pytest.importorskip("litellm", reason="an extra: the contract was tried on the others only")
    assert {parameter.id for parameter in ADAPTERS} >= {"litellm-openai", "litellm-anthropic"}
