"""One contract for all adapters, on what real servers said: `recordings/`, made by `make record`.

The head of each recording says what answered. Those of this project are of a small model on one
machine, so they prove the plumbing and nothing else. What goes wrong on the way, with stalls and
cuts, is in `test_contract.py`: a recording arrives at once. No network is used here but to record.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
import vcr as vcrpy
from pydantic import BaseModel

from interviewer.providers.base import Done, Message, Piece, Prompt, Reply
from interviewer.providers.calling import LOCAL, Limits, RemoteModel
from interviewer.providers.errors import BadModelName, KeyRefused, ProviderDown
from tests.providers import recording
from tests.providers.recording import FOLDER, NOT_THEIRS, NOWHERE, OWN, SLOTS, THEIRS, Head, Slot

AT_ONCE = Limits(first=60.0, pause=0.01)
"""A replay does not wait; the first call may still be importing."""
WRONG_KEY = "sk-wrong-0123456789"
HOST = "You are a polite host. Answer in one short sentence."
CAPITAL = Prompt(HOST, (Message("user", "What is the capital of France?"),), 64, 0.0)
COUNTING = Prompt(HOST, (Message("user", "Count from one to fifty in words."),), 16, 0.0)
JUDGING = Prompt(
    "You judge answers. Reply in JSON.",
    (Message("user", "He said: 'Cached for a minute, as prices change hourly.' Did that hold?"),),
    128,
    0.0,
)


class Judged(BaseModel):
    """A small answer."""

    outcome: Literal["held", "evaded"]
    confident: bool


def _slot(slot: Slot) -> Any:
    missing = pytest.mark.skipif(not slot.installed, reason=f"{slot.name} is not installed")
    own_warnings = pytest.mark.filterwarnings("ignore::DeprecationWarning")
    marks = [missing, own_warnings] if slot.name == "litellm" else [missing]
    return pytest.param(slot, id=slot.name, marks=marks)


EACH = pytest.mark.parametrize("slot", [_slot(slot) for slot in SLOTS])


def _recording(slot: Slot, test: str) -> Path:
    return FOLDER / f"{slot.name}-{test.removeprefix('test_')}.yaml"


@pytest.fixture
def records(record_mode: str) -> bool:
    """Whether this run records."""
    return record_mode != "none"


@pytest.fixture
def head(slot: Slot, records: bool, request: pytest.FixtureRequest) -> Head:
    """What this recording was, or is now, made against."""
    if not records:
        path = _recording(slot, request.node.originalname)
        assert path.is_file(), f"{path.name} is missing: make record"
        return Head.of(path)
    if slot.missing:
        pytest.skip(f"not recorded anew: {slot.missing}")
    return Head.today(slot)


@pytest.fixture
def vcr_config(head: Head, records: bool) -> dict[str, Any]:
    """What pytest-recording tells vcrpy."""
    return recording.settings(head if records else None)


@pytest.fixture(scope="module")
def vcr_cassette_dir() -> str:
    """One folder for all."""
    return str(FOLDER)


@pytest.fixture
def default_cassette_name(slot: Slot, request: pytest.FixtureRequest) -> str:
    """One recording for each adapter and test."""
    return _recording(slot, request.node.originalname).stem


@pytest.fixture(autouse=True)
def _all_played(vcr: Any, record_mode: str) -> Iterator[None]:
    """A recorded request that the test does not make is dead, and fails it."""
    yield
    if vcr is not None and record_mode == "none":
        left = recording.unplayed(vcr)
        assert not left, f"recorded, but not asked for: {left}"


Connect = Callable[..., Any]


@pytest.fixture
def connect(slot: Slot, head: Head, records: bool, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Return what opens the adapter, with another model or key where a test wants one."""
    if not records:
        _pretend(slot, head, monkeypatch)

    @asynccontextmanager
    async def opened(*, name: str = "", key: str = "") -> AsyncIterator[RemoteModel]:
        if key:
            monkeypatch.delenv("ANTHROPIC_AUTH_TOKEN", raising=False)
            monkeypatch.setenv(slot.key_variable(head.model), key)
        provider, slash, _ = head.model.rpartition("/")
        wanted = provider + slash + name if name else head.model
        model = slot.make(wanted, LOCAL if records else AT_ONCE)
        try:
            yield model
        finally:
            await model.close()

    return opened


def _pretend(slot: Slot, head: Head, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the environment so that the adapter says what it said when it was recorded."""
    if head.address != OWN:
        monkeypatch.setenv(slot.address_variable(head.model), NOWHERE + head.path)
    monkeypatch.setenv(slot.key_variable(head.model), "none-needed")


async def _listen(model: RemoteModel, prompt: Prompt) -> tuple[list[str], Reply]:
    """Return the pieces and the reply; nothing may follow it."""
    pieces: list[str] = []
    reply: Reply | None = None
    async for item in model.stream(prompt):
        assert reply is None
        match item:
            case Piece(text):
                pieces.append(text)
            case Done(whole):
                reply = whole
    assert reply is not None
    return pieces, reply


def _sent(cassette: Any) -> list[dict[str, Any]]:
    return [json.loads(request.body) for request in cassette.requests]


def _counted(cassette: Any) -> bool:
    """Whether the server told what was used; LiteLLM makes it up where it did not."""
    return any(b'"usage"' in response["body"]["string"] for response in cassette.responses)


@EACH
@pytest.mark.vcr
async def test_a_reply_comes_in_pieces(connect: Connect, vcr: Any) -> None:
    """The pieces make the reply, which ends by the server's own word and says what it used."""
    async with connect() as model:
        pieces, reply = await _listen(model, CAPITAL)
    assert len(pieces) > 1
    assert "".join(pieces) == reply.text
    assert reply.finish == "stop"
    assert reply.usage.input > 0
    assert reply.usage.output > 0
    assert not (reply.usage.estimated and _counted(vcr))


@EACH
@pytest.mark.vcr
async def test_a_reply_is_cut_at_its_limit(connect: Connect) -> None:
    """What used up `max_tokens` is whole as far as it goes, and says so."""
    async with connect() as model:
        pieces, reply = await _listen(model, COUNTING)
    assert "".join(pieces) == reply.text
    assert reply.finish == "length"
    assert 0 < reply.usage.output <= 2 * COUNTING.max_tokens


@EACH
@pytest.mark.vcr
async def test_a_typed_answer(connect: Connect) -> None:
    """It is of its class, and no second try was needed: requests were refused, not answers."""
    async with connect() as model:
        answer, usage = await model.ask_typed(JUDGING, Judged)
    assert isinstance(answer, Judged)
    assert usage.output > 0


@EACH
@pytest.mark.vcr
async def test_a_talk_grows(connect: Connect, vcr: Any) -> None:
    """The second request begins with the words of the first, and costs more."""
    async with connect() as model:
        _, first = await _listen(model, CAPITAL)
        talk = (
            *CAPITAL.messages,
            Message("assistant", first.text),
            Message("user", "And Spain's?"),
        )
        _, second = await _listen(model, Prompt(HOST, talk, 64, 0.0))
    assert second.usage.input > first.usage.input
    earlier, later = ([_words(one) for one in body["messages"]] for body in _sent(vcr)[-2:])
    assert later[: len(earlier)] == earlier


def _words(message: dict[str, Any]) -> tuple[str, str]:
    content = message["content"]
    words = content if isinstance(content, str) else "".join(part["text"] for part in content)
    return message["role"], words


@EACH
@pytest.mark.vcr
async def test_a_wrong_key(connect: Connect) -> None:
    """It is refused in the words of ours that say which variable to look at."""
    async with connect(key=WRONG_KEY) as model:
        with pytest.raises(KeyRefused) as failed:
            await _listen(model, CAPITAL)
    assert failed.value.exit_code == 4
    assert WRONG_KEY not in f"{failed.value!r}{failed.value.hint}"


@EACH
@pytest.mark.vcr
async def test_a_wrong_name(connect: Connect, head: Head) -> None:
    """There is no such model; but llama.cpp's server has one, and calls it whatever one likes."""
    async with connect(name="no-such-model") as model:
        if head.server.startswith("llama-cpp"):
            assert (await _listen(model, CAPITAL))[1].text
            return
        with pytest.raises(BadModelName) as failed:
            await _listen(model, CAPITAL)
    assert failed.value.exit_code == 2


RECORDED = sorted(FOLDER.glob("*.yaml"))
EVERY = pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.stem)


def test_each_test_has_its_recordings_and_no_other_is_kept() -> None:
    """One for each adapter, whether its SDK is installed or not."""
    marked = [
        name
        for name, test in globals().items()
        if any(mark.name == "vcr" for mark in getattr(test, "pytestmark", []))
    ]
    assert marked
    assert {_recording(slot, name) for slot in SLOTS for name in marked} == set(RECORDED)


@EVERY
def test_a_recording_says_what_it_is_of(path: Path) -> None:
    """Server, model, day and versions; and whether it is a vendor's answer."""
    head = Head.of(path)
    assert path.name.startswith(f"{head.adapter}-")
    assert all(vars(head).values())
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", head.date)
    assert re.search(r"\d+\.\d+", head.sdks)
    assert head.note in (THEIRS, NOT_THEIRS)
    assert path.read_text(encoding="utf-8").startswith("recorded:\n  note: ")


@EVERY
def test_a_recording_tells_nothing_else(path: Path) -> None:
    """No key, no host but this machine or a vendor's, no header or path that is not needed."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"(?i)authorization|x-api-key|cookie|organization|bearer|local-llama", text
    )
    assert not re.search(r"\bsk-(?!wrong)", text)
    hosts = set(re.findall(r"https?://([^/:\s'\"]+)", text))
    assert hosts <= {"127.0.0.1", "localhost", "not-told.invalid"} | recording.VENDORS
    assert not re.search(r"(?<!…)/site-packages|/home/|/root/|/Users/|/tmp/", text)
    assert len(text) < 40_000


@EACH
async def test_a_changed_prompt_is_not_answered(
    slot: Slot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One letter is enough: the recording does not answer, and the error says why."""
    path = _recording(slot, "test_a_reply_comes_in_pieces")
    head = Head.of(path)
    _pretend(slot, head, monkeypatch)
    changed = Prompt(HOST.replace("polite", "polit"), CAPITAL.messages, 64, 0.0)
    model = slot.make(head.model, AT_ONCE)
    with vcrpy.VCR(record_mode="none").use_cassette(path, **recording.settings(None)) as cassette:
        with pytest.raises(ProviderDown, match="Can't play back"):
            await _listen(model, changed)
        assert cassette.play_count == 0
        assert len(recording.unplayed(cassette)) == len(cassette)
        await _listen(model, CAPITAL)
        assert not recording.unplayed(cassette)
    await model.close()


def test_llama_cpp_refuses_schemas_and_is_asked_for_an_object() -> None:
    """The step down is one that a real server needs: 500 for `json_schema`, then an answer."""
    path = _recording(SLOTS[0], "test_a_typed_answer")
    if not Head.of(path).server.startswith("llama-cpp"):
        pytest.skip("recorded against another server")
    requests, responses = recording.Keeper().load_cassette(str(path), None)
    formats = [json.loads(request.body)["response_format"]["type"] for request in requests]
    assert formats == ["json_schema", "json_object"]
    assert [response["status"]["code"] for response in responses] == [500, 200]


def test_a_host_that_is_not_public_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a gateway only the path is written down, which a replay needs."""
    slot = SLOTS[0]
    monkeypatch.setenv(slot.model_variable, "some-model")
    told = {}
    for address in (
        "",
        "https://api.openai.com/v1",
        "http://user:secret@localhost:8000/v1?key=secret",
        "https://gateway.example.org/team/v1",
    ):
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        head = Head.today(slot)
        told[head.address] = head.note == THEIRS
    assert told == {
        OWN: True,
        "https://api.openai.com/v1": True,
        "http://localhost:8000/v1": False,
        "https://not-told.invalid/team/v1": False,
    }
