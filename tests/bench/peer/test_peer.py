"""What the comparison with the peer rests on: the same calls, counted where they arrive."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from itertools import islice
from pathlib import Path

import pytest

from interviewer import transcript as t
from interviewer.audit.results import read_outcomes
from interviewer.judge.observations import Observations
from interviewer.providers.base import Message, Prompt
from interviewer.providers.openai import OpenAIModel
from tests.bench.peer.ours import Brief, hold
from tests.bench.peer.plan import Plan, floor
from tests.bench.peer.server import Mock, listening, port_of, stream, whole
from tests.bench.peer.took import Took, measured, size
from tests.bench.peer.words import answers, filler, observed, spoken
from tests.bench.throughput_peer import Ran, row

SEEN = {"roles": {"judge": {"calls": 26, "asked": 260_000, "said": 9}}, "most": 1, "late": 0.0}


@pytest.fixture
async def mock(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mock]:
    """The mock model, with our adapter pointed at it."""
    made = Mock(latency=0.02)
    server = await listening(made)
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{port_of(server)}/v1")
    yield made
    server.close()


def test_a_plan_reaches_the_other_process_as_it_is() -> None:
    """It is written as JSON and read by another environment."""
    plan = Plan("http://127.0.0.1:1/v1", "/somewhere", 200, 100)
    assert Plan.read(plan.write()) == plan
    assert plan.calls == 200 * 26


@pytest.mark.parametrize(
    ("calls", "conversations", "concurrency", "seconds"),
    [(5_200, 200, 100, 10.4), (5_200, 200, 200, 5.2), (26, 1, 100, 5.2), (78, 3, 2, 10.4)],
)
def test_the_floor_is_waiting_alone(
    calls: int, conversations: int, concurrency: int, seconds: float
) -> None:
    """A conversation's calls follow each other, and the last wave takes as long as a full one."""
    assert floor(calls, conversations, concurrency, 0.2) == pytest.approx(seconds)


def test_no_answer_comes_twice() -> None:
    """A cache of sentences would make one side's work vanish."""
    said = list(islice(answers(), 1_000))
    assert len(set(said)) == len(said)
    assert all(40 <= len(text.split()) <= 90 for text in said)
    assert said == list(islice(answers(), 1_000))


def test_an_interviewer_says_what_it_is_told_to() -> None:
    """So its sentences pass the check of what a model says, as a good model's do."""
    assert spoken("<direction>\nAsk this, in your own words: Why now?\n</direction>") == "Why now?"
    assert spoken("no direction").endswith("?")


def test_a_judge_gives_a_valid_answer() -> None:
    """An answer that is none would be asked for again, and there would be more calls."""
    said = Observations.model_validate_json(observed(7))
    assert len(said.observations) == 2
    assert len(filler(777)) == 777


def test_a_stream_has_an_event_a_token() -> None:
    """As servers of models send it; the same text as in one piece."""
    events = [line[6:] for line in stream("judge", "Four words, then more.").split(b"\n\n")[:-1]]
    deltas = [json.loads(event)["choices"] for event in events[:-1]]
    text = "".join(choice[0]["delta"].get("content", "") for choice in deltas if choice)
    assert text == "Four words, then more."
    assert len(events) == 1 + 6 + 1 + 1 + 1
    told = json.loads(whole("judge", text))
    assert told["choices"][0]["message"]["content"] == text


async def test_the_server_counts_and_waits(mock: Mock) -> None:
    """By role, with what was under way at the same time; each reply takes the latency."""
    model = OpenAIModel("candidate")
    await model.warm()
    began = time.perf_counter()
    await asyncio.gather(*(model.whole(Prompt("", (Message("user", "Go."),))) for _ in range(3)))
    assert time.perf_counter() - began >= mock.latency
    await model.close()
    told = json.loads(mock.count())
    assert told["roles"]["candidate"]["calls"] == 3
    assert told["most"] == 3
    mock.forget()
    assert json.loads(mock.count())["roles"] == {}


async def test_our_side_makes_exactly_the_planned_calls(mock: Mock, tmp_path: Path) -> None:
    """Each is on disk: what was said in the transcripts, the judge's answers beside them."""
    plan = Plan("", str(tmp_path), conversations=3, concurrency=2, turns=2, judging=3)
    assert await hold("calls", plan) == 3
    told = json.loads(mock.count())
    assert {role: each["calls"] for role, each in told["roles"].items()} == {
        "candidate": 6,
        "interviewer": 6,
        "judge": 9,
    }
    assert told["most"] == 2
    for outcome in read_outcomes(tmp_path):
        said = t.read(tmp_path / outcome.transcript).records
        assert sum(isinstance(record, t.CandidateSaid) for record in said) == 2
        assert outcome.calls == 7
    kept = [path.read_text() for path in tmp_path.rglob("*.judging.jsonl")]
    assert sum(text.count("\n") for text in kept) == 9


async def test_a_brief_candidate_leaves() -> None:
    """After its turns it says nothing more, which ends the interview."""

    class Talker:
        name, kind = "talker", "smooth"

        async def reply(self, heard: str) -> str | None:
            return f"You said {heard}."

    brief = Brief(Talker(), 2)  # type: ignore[arg-type]
    assert [await brief.reply(str(n)) for n in range(3)] == ["You said 0.", "You said 1.", None]


def test_what_a_run_took_is_measured(tmp_path: Path) -> None:
    """Processor time and memory of this process, and what lies on disk."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"x" * 100)
    with measured() as took:
        sum(range(300_000))
    assert took.wall > 0
    assert took.cpu > 0
    assert took.peak > 10
    assert size(str(tmp_path)) == 100


@pytest.mark.parametrize(
    ("held", "calls", "planned"), [(1, 26, True), (0, 26, False), (1, 25, False)]
)
def test_a_run_that_is_not_as_planned_says_so(held: int, calls: int, planned: bool) -> None:
    """A lost conversation or call would look like speed."""
    roles = {"judge": {**SEEN["roles"]["judge"], "calls": calls}}  # type: ignore[index]
    plan = Plan("", "", conversations=1, concurrency=1)
    ran = Ran(plan, 0.2, Took(wall=5.2, cpu=0.26, held=held), {**SEEN, "roles": roles, "cpu": 0.0})
    assert ran.as_planned("peer") is planned
    assert ("NOT AS PLANNED" in row("peer", ran)) is not planned
