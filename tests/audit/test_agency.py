"""Models for the interviews of an audit: shared, bounded, paid from one purse, never covered up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from interviewer.audit.agency import (
    FAILURES,
    Agency,
    Crew,
    Terms,
    agency,
    disband,
    ends_all,
    provider_of,
)
from interviewer.audit.ledger import NAME, Ledger, total
from interviewer.providers import registry, usage
from interviewer.providers.base import ChatModel, Done, Message, Piece, Prompt, Reply, TokenUsage
from interviewer.providers.errors import (
    BudgetReached,
    CutReply,
    KeyRefused,
    MalformedReply,
    ProviderDown,
    ProviderError,
    ProviderGone,
    RateLimited,
    RequestRefused,
)
from interviewer.providers.metering import Call
from interviewer.providers.scripted import ScriptedModel

PROMPT = Prompt("Be brief.", (Message("user", "So?"),), max_tokens=100)
USED = TokenUsage(1_000, output=100)
ROLES = {"candidate": "openai/gpt-5.4", "judge": "openai/gpt-5.4"}


class Answer(BaseModel):
    """A typed answer."""

    word: str


@pytest.fixture
def hired(monkeypatch: pytest.MonkeyPatch) -> list[ScriptedModel]:
    """Return the models that are made, by whatever name."""
    made: list[ScriptedModel] = []

    def make(name: str, limits: object = None) -> ChatModel:
        model = ScriptedModel(name)
        if limits is not None:  # the first is made to see whether it is a server of this machine
            made.append(model)
        return model

    monkeypatch.setattr(registry, "chat_model", make)
    return made


def _model(crew: Crew, role: str = "candidate") -> ChatModel:
    model = crew.playing(role)
    assert model is not None
    return model


async def test_a_model_is_hired_once(hired: list[ScriptedModel]) -> None:
    """For all roles, all interviews and the whole event loop; leaving closes it, others do not."""
    found = agency(Terms())
    one, two = await found.crew(ROLES), await agency(Terms()).crew(ROLES)
    hired[0].say("Yes.").say("No.")

    assert [(await _model(crew).whole(PROMPT)).text for crew in (one, two)] == ["Yes.", "No."]
    await _model(one).close()
    assert (len(hired), hired[0].closed) == (1, False)
    assert one.playing("listener") is None

    await disband()
    assert hired[0].closed
    assert agency(Terms()) is not found
    await disband()


async def test_what_is_used_is_reported_by_role(hired: list[ScriptedModel]) -> None:
    """Here, or where the role's reports are wanted; everything is paid."""
    crew = await Agency(Terms()).crew(ROLES)
    elsewhere: list[Call] = []
    candidate = crew.playing("candidate", elsewhere.append)
    assert candidate is not None
    hired[0].say("Yes.", usage=USED).answer({"word": "no"}, usage=USED)

    await candidate.whole(PROMPT)
    await _model(crew, "judge").ask_typed(PROMPT, Answer)

    assert [(call.role, call.usage) for call in elsewhere] == [("candidate", USED)]
    assert [(call.role, call.usage) for call in crew.used] == [("judge", USED)]
    assert [call.usage for call in crew.paid] == [USED, USED]
    assert crew.paid[0].price == usage.price_of("openai/gpt-5.4", USED)


async def test_a_stream_comes_whole(hired: list[ScriptedModel]) -> None:
    """Nobody reads along: one piece, then the end."""
    crew = await Agency(Terms()).crew(ROLES)
    hired[0].say("Yes, ", "I see.")

    items = [item async for item in _model(crew).stream(PROMPT)]

    assert isinstance(items[0], Piece)
    assert isinstance(items[1], Done)
    assert (items[0].text, items[1].reply.text) == ("Yes, I see.", "Yes, I see.")


class _Counting(ScriptedModel):
    now = most = 0

    async def whole(self, prompt: Prompt) -> Reply:
        """Answer after a while."""
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.002)
        self.now -= 1
        return Reply("Yes.", "stop", USED)


@pytest.mark.parametrize(
    ("terms", "most"), [(Terms(calls=5), 5), (Terms(calls=5, limits={"openai": 2}), 2)]
)
async def test_a_provider_is_not_pressed(
    monkeypatch: pytest.MonkeyPatch, terms: Terms, most: int
) -> None:
    """Calls to one provider at the same time, whatever models and interviews they are for."""
    model = _Counting("openai/a")
    monkeypatch.setattr(registry, "chat_model", lambda name, limits=None: model)
    office = Agency(terms)
    crews = [await office.crew({"candidate": "openai/a", "judge": "openai/b"}) for _ in range(6)]

    await asyncio.gather(
        *(_model(crew, role).whole(PROMPT) for crew in crews for role in crew.names)
    )

    assert model.most == most
    assert provider_of("openai/a") == "openai"


@pytest.mark.parametrize(
    ("error", "grave"),
    [
        (ProviderDown("It is down."), True),
        (KeyRefused("The key is wrong."), True),
        (MalformedReply("No JSON.", raw="x"), False),
        (RequestRefused("I will not."), False),
        (CutReply("It used up its tokens.", partial=""), False),
    ],
)
async def test_a_failure_for_good_is_not_covered_up(
    hired: list[ScriptedModel], error: ProviderError, grave: bool
) -> None:
    """Whoever goes on without: the provider's failures are raised, a poor answer is the model's."""
    crew = await Agency(Terms()).crew(ROLES)
    hired[0].fail(error).say("Yes.")
    with pytest.raises(type(error)):
        await _model(crew).whole(PROMPT)
    await _model(crew).whole(PROMPT)

    if not grave:
        crew.check()
        return
    with pytest.raises(type(error)):
        crew.check()
    assert ends_all(error) == isinstance(error, KeyRefused)


async def test_the_gravest_is_raised(hired: list[ScriptedModel]) -> None:
    """What ends the audit comes before what ends an interview."""
    crew = await Agency(Terms()).crew(ROLES)
    hired[0].fail(ProviderDown("It is down.")).fail(KeyRefused("The key is wrong."))
    for _ in range(2):
        with pytest.raises(ProviderError):
            await _model(crew).whole(PROMPT)

    with pytest.raises(KeyRefused):
        crew.check()


async def test_a_provider_that_is_gone_is_given_up(hired: list[ScriptedModel]) -> None:
    """After five equal failures in a row no call is made, which ends the audit; an answer helps."""
    crew = await Agency(Terms()).crew(ROLES)
    model, made = _model(crew), hired[0]
    down = [ProviderDown(f"It is down, {n}.") for n in range(FAILURES)]
    for error in (*down[1:], RateLimited("Too many."), *down[1:]):
        made.fail(error)
        with pytest.raises(type(error)):
            await model.whole(PROMPT)
    made.say("Yes.")
    await model.whole(PROMPT)
    for error in down[1:]:
        made.fail(error)
        with pytest.raises(ProviderDown):
            await model.whole(PROMPT)
    made.fail(down[0])

    for _ in range(2):
        asked = len(made.prompts)
        with pytest.raises(ProviderGone, match="openai has failed 5 times in a row"):
            await model.whole(PROMPT)
    assert len(made.prompts) == asked
    with pytest.raises(ProviderGone) as gone:
        crew.check()
    assert ends_all(gone.value)


async def test_calls_that_fail_together_are_one_failure(hired: list[ScriptedModel]) -> None:
    """A short outage costs the interviews that met it, not the audit."""
    model = _model(await Agency(Terms(calls=10)).crew(ROLES))
    for _ in range(10):
        hired[0].fail(ProviderDown("It is down."), delay=0.001)

    made = await asyncio.gather(*(model.whole(PROMPT) for _ in range(10)), return_exceptions=True)

    assert {type(one) for one in made} == {ProviderDown}


@pytest.mark.parametrize("calls", [1, 10])
async def test_calls_under_way_do_not_pass_the_budget_together(
    hired: list[ScriptedModel], calls: int
) -> None:
    """Each sets aside what it may cost; who finds nothing left waits, and is then refused."""
    office = Agency(Terms(budget=0.004, calls=calls))
    model = _model(await office.crew({"candidate": "openai/gpt-5.4"}))
    for _ in range(10):
        hired[0].say("So.", delay=0.001, usage=TokenUsage(10, output=100))

    made = await asyncio.gather(*(model.whole(PROMPT) for _ in range(10)), return_exceptions=True)

    assert sum(isinstance(one, Reply) for one in made) == 2
    assert all(isinstance(one, Reply | BudgetReached) for one in made)
    assert office.meter.total <= 0.004


async def test_without_a_budget_nobody_waits(hired: list[ScriptedModel]) -> None:
    """All calls are under way at the same time."""
    office = Agency(Terms(calls=10))
    model = _model(await office.crew({"candidate": "openai/gpt-5.4"}))
    for _ in range(10):
        hired[0].say("So.", delay=0.01)

    calls = asyncio.gather(*(model.whole(PROMPT) for _ in range(10)))
    await asyncio.sleep(0.005)

    assert len(hired[0].prompts) == 10
    await calls


async def test_one_purse_for_all(hired: list[ScriptedModel]) -> None:
    """A call that may pass the budget is not made; what was spent before counts."""
    office = Agency(Terms(budget=1.0, spent=0.9))
    crew, other = await office.crew(ROLES), await office.crew(ROLES)
    hired[0].say("Yes.", usage=TokenUsage(60_000))  # $0.15

    await _model(crew).whole(PROMPT)
    with pytest.raises(BudgetReached):
        await _model(other, "judge").ask_typed(PROMPT, Answer)

    assert len(hired[0].prompts) == 1
    with pytest.raises(BudgetReached):
        other.check()
    assert ends_all(BudgetReached(""))


async def test_every_call_stands_in_the_ledger(hired: list[ScriptedModel], tmp_path: Path) -> None:
    """Also that of an interview which comes to nothing; the sum is what was spent."""
    office = Agency(Terms(ledger=tmp_path))
    hired_crew = await office.crew(ROLES)
    hired[0].say("Yes.", usage=USED).say("No.", usage=USED)

    await _model(hired_crew).whole(PROMPT)
    await _model(hired_crew).whole(PROMPT)

    price = usage.price_of("openai/gpt-5.4", USED)
    assert price
    assert total(tmp_path) == pytest.approx(2 * price)


@pytest.mark.parametrize(
    ("spoil", "left"),
    [
        (lambda path: path.unlink(), 0.0),
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), 1.5),
        (lambda path: path.write_bytes(b"\xff\xfe\n[1]\nnull\n" + path.read_bytes()), 3.0),
    ],
)
def test_a_damaged_ledger_is_read_as_far_as_it_goes(
    tmp_path: Path, spoil: Callable[[Path], object], left: float
) -> None:
    """A torn line is a call that is not counted; an unknown price is none."""
    ledger = Ledger(tmp_path)
    for price in (None, 1.5, 1.5):
        ledger.note(Call("", "openai/x", USED, price))

    spoil(tmp_path / NAME)

    assert total(tmp_path) == left


def test_a_ledger_that_cannot_be_written_ends_nothing(tmp_path: Path) -> None:
    """The transcript's own error will tell of a full disk."""
    Ledger(tmp_path / "nowhere").note(Call("", "openai/x", USED, 1.0))

    assert total(tmp_path / "nowhere") == 0.0
