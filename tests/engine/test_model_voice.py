"""The model voice: what it may say is shown as it comes, the rest is said in authored words."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from interviewer import events as e
from interviewer import transcript as t
from interviewer import wiring
from interviewer.engine.clock import VirtualClock
from interviewer.providers.errors import (
    BudgetReached,
    ContextTooLong,
    KeyMissing,
    ProviderDown,
    RateLimited,
)
from interviewer.providers.scripted import ScriptedModel
from interviewer.settings import Models, Settings
from tests.engine.acting import NAME, SCRIPT, VECTORS, begin, faults, heard, playing, said


def _asked_for(direction: str) -> str:
    """Return the authored question of a direction, as an obedient model would say it."""
    for line in direction.splitlines():
        for mark in ("in your own words: ", "from another side: ", "ask for the rest: "):
            if mark in line:
                return f"I see. {line.split(mark, 1)[1]}"
        if "Tell them exactly this and nothing more: " in line:
            return line.split("nothing more: ", 1)[1]
    return "All right."


def _obedient() -> ScriptedModel:
    return ScriptedModel(NAME, otherwise=lambda prompt: _asked_for(prompt.messages[-1].text))


async def test_an_obedient_model_is_heard_word_for_word(tmp_path: Path) -> None:
    """Facts and questions come from the model, without a fault, and it is named as who spoke."""
    interview = await begin(tmp_path, _obedient())
    for text in SCRIPT:
        await said(interview, text)
    records = t.read(interview.path).records
    spoken = [r for r in records if isinstance(r, t.InterviewerSaid)]
    assert not faults(interview)
    assert {r.voice for r in spoken[1:]} == {NAME}
    assert spoken[0].voice == "embedded"
    assert sum(isinstance(r, t.Usage) for r in records) == len(SCRIPT)
    assert interview.state.spending.calls == len(SCRIPT)
    assert interview.state.spending.price > 0
    interview.close()


async def test_a_prompt_begins_with_the_one_before(tmp_path: Path) -> None:
    """Letter for letter, so that a provider's cache serves it; a resumed interview sends it too."""
    model = _obedient()
    interview = await begin(tmp_path, model)
    for text in SCRIPT:
        await said(interview, text)
    interview.close()
    sent = [prompt.messages for prompt in model.prompts]
    assert len({prompt.system for prompt in model.prompts}) == 1
    for earlier, later in pairwise(sent):
        assert later[: len(earlier)] == earlier
    again = _obedient()
    with playing({NAME: again}):
        resumed = await wiring.resume(
            Settings(transcripts=tmp_path, cache=VECTORS), interview.path, clock=VirtualClock
        )
    await said(resumed, "And one thing more: I would call back the next morning.")
    assert again.prompts[0].messages[: len(sent[-1])] == sent[-1]
    resumed.close()


async def test_a_prompt_holds_nothing_that_was_not_told_or_asked(tmp_path: Path) -> None:
    """No substance, no hollow answer, no other hook, no fact that is still to be earned."""
    model = _obedient()
    interview = await begin(tmp_path, model)
    for text in SCRIPT:
        await said(interview, text)
    sent = "\n".join(
        [model.prompts[-1].system, *(message.text for message in model.prompts[-1].messages)]
    )
    rubric, scenario = interview.loaded.rubric, interview.loaded.scenario
    asked = interview.state.asked()
    hidden = [point.says for hook in rubric.hooks for point in hook.substance]
    hidden += [text for hook in rubric.hooks for text in hook.hollow]
    hidden += [text for hook in rubric.hooks if hook.id not in asked for text in hook.asks]
    hidden += [fact.says for fact in scenario.facts if fact.id not in interview.state.facts_told]
    hidden += [criterion.expects for criterion in rubric.criteria]
    assert len(hidden) > 100
    assert not [text for text in hidden if text in sent]
    interview.close()


@pytest.mark.parametrize(
    "bad",
    [
        "Great answer! What else?",
        "It is about 47 % of all payments. What follows?",
        "That sounds like what Revolut does. What would you do?",
        "The candidate asked about the aim. What do you say?",
        "Which learning rate? And what about overfitting? And the label noise?",
        "",
        "\x1b]52;c;aGk=\x07[@click=app.quit]Go on[/]",
    ],
)
async def test_what_may_not_be_said_is_not_shown(bad: str, tmp_path: Path) -> None:
    """The authored question stands in its place, asked once, and the fault is written down."""
    model = ScriptedModel(NAME, otherwise=lambda prompt: bad or " ")
    interview = await begin(tmp_path, model)
    reply = await said(interview, SCRIPT[2])
    hook = interview.loaded.rubric.hook(interview.state.open_probe.id)  # type: ignore[union-attr]
    assert any(ask in reply for ask in hook.asks)
    for word in ("Great", "47", "Revolut", "overfitting", "\x1b", "@click"):
        assert word not in reply
    assert faults(interview)
    interview.close()


async def test_a_fact_that_is_left_out_is_told_all_the_same(tmp_path: Path) -> None:
    """The candidate asked, retrieval found it: the model cannot keep it back."""
    interview = await begin(tmp_path, ScriptedModel(NAME, otherwise=lambda _: "I hear you."))
    events = await heard(interview.reply(SCRIPT[0]))
    told = next(event for event in events if isinstance(event, e.FactTold))
    spoken = next(event for event in events if isinstance(event, e.Spoke))
    assert told.says in spoken.record.text
    interview.close()


async def test_the_shown_pieces_are_what_is_written_down(tmp_path: Path) -> None:
    """Piece by piece the screen gets the text of the record, also after a failure in the middle."""
    model = ScriptedModel(NAME)
    model.cut("I see. ", "You would hold it. What hap")
    interview = await begin(tmp_path, model)
    events = await heard(interview.reply(SCRIPT[2]))
    pieces = "".join(event.text for event in events if isinstance(event, e.Speaking))
    spoken = next(event for event in events if isinstance(event, e.Spoke))
    assert pieces.strip() == spoken.record.text
    assert "What hap " not in pieces
    interview.close()


@pytest.mark.parametrize(
    "error",
    [
        ProviderDown("gone"),
        RateLimited("too many"),
        ContextTooLong("too long"),
        BudgetReached("no money"),
    ],
)
async def test_a_failure_costs_one_line_and_the_next_turn_tries_again(
    error: Exception, tmp_path: Path
) -> None:
    """The turn is finished in authored words; then the model speaks again."""
    model = ScriptedModel(NAME, otherwise=lambda prompt: _asked_for(prompt.messages[-1].text))
    model.fail(error)  # type: ignore[arg-type]
    interview = await begin(tmp_path, model)
    events = await heard(interview.reply(SCRIPT[2]))
    assert sum(isinstance(event, e.Faulted) for event in events) == 1
    spoken = next(event for event in events if isinstance(event, e.Spoke))
    assert spoken.record.voice == "embedded"
    assert "?" in spoken.record.text
    events = await heard(interview.reply(SCRIPT[3]))
    spoken = next(event for event in events if isinstance(event, e.Spoke))
    assert spoken.record.voice == NAME
    assert not any(isinstance(event, e.Faulted) for event in events)
    interview.close()


async def test_an_interruption_ends_the_reply_at_once(tmp_path: Path) -> None:
    """Half a minute of talk is cut after its first sentence; the question is asked all the same."""
    model = ScriptedModel(NAME)
    model.say("I see. ", *["We go on. "] * 300, delay=0.1)
    interview = await begin(tmp_path, model)
    stream = interview.reply(SCRIPT[2])
    events: list[e.Event] = []
    async with asyncio.timeout(5):
        async for event in stream:
            events.append(event)
            if isinstance(event, e.Speaking):
                interview.interrupt()
    spoken = next(event for event in events if isinstance(event, e.Spoke))
    assert spoken.record.text.count("We go on") <= 1
    assert spoken.record.text.rstrip().endswith("?")
    assert "interrupted" in faults(interview)[0].what
    assert interview.state.spending.calls == 1, "a call cut short is counted in its own turn"
    interview.close()


async def test_thoughts_of_a_reasoning_model_are_not_said(tmp_path: Path) -> None:
    """What stands between the marks is dropped, however it is cut into pieces."""
    model = ScriptedModel(NAME)
    model.say("<thi", "nk>The rubric wants a delay.", " Ask?</th", "ink>", "I see.")
    interview = await begin(tmp_path, model)
    reply = await said(interview, SCRIPT[2])
    assert reply.startswith("I see.")
    assert "rubric" not in reply
    interview.close()


async def test_a_budget_is_never_passed(tmp_path: Path) -> None:
    """When the next call might pass it, the interview goes on without the model."""
    model = _obedient()
    interview = await begin(tmp_path, model, budget=0.02)
    for text in SCRIPT * 3:
        await said(interview, text)
    assert 0 < interview.state.spending.price <= 0.02
    assert 0 < len(model.prompts) < len(SCRIPT) * 3
    assert any("budget" in fault.what for fault in faults(interview))
    interview.close()


async def test_a_very_long_interview_fits_its_context(tmp_path: Path) -> None:
    """Messages of a hundred thousand characters are cut, and old lines folded away."""
    model = _obedient()
    interview = await begin(tmp_path, model)
    for number in range(6):
        await said(interview, f"Turn {number}. " + "I would hold the payment for a day. " * 3000)
    longest = max(prompt.characters for prompt in model.prompts)
    assert longest < 120_000
    interview.close()


async def test_models_change_in_mid_interview(tmp_path: Path) -> None:
    """To a model, to another, and to none; each change is a record, and a resume keeps the last."""
    first, second = _obedient(), ScriptedModel("anthropic/other", otherwise=_obedient().otherwise)
    interview = await begin(tmp_path)
    with playing({NAME: first, second.name: second}):
        await interview.change_models(Models(interviewer=NAME))
        await said(interview, SCRIPT[2])
        await interview.change_models(Models(interviewer=second.name))
        await said(interview, SCRIPT[3])
        await interview.change_models(Models())
        await said(interview, SCRIPT[4])
        await interview.change_models(Models(interviewer=second.name))
        await interview.leave()
        resumed = await wiring.resume(
            Settings(transcripts=tmp_path, cache=VECTORS), interview.path, clock=VirtualClock
        )
        await said(resumed, SCRIPT[5])
    records = t.read(interview.path).records
    changes = [r.model for r in records if isinstance(r, t.ModelChanged)]
    assert changes == [NAME, second.name, "embedded", second.name]
    voices = [r.voice for r in records if isinstance(r, t.InterviewerSaid)]
    assert voices == ["embedded", NAME, second.name, "embedded", second.name]
    assert first.closed
    resumed.close()


async def test_a_resume_goes_on_without_a_model_that_is_gone(tmp_path: Path) -> None:
    """The key is no longer there: the interview is, and says what is missing."""
    interview = await begin(tmp_path, _obedient())
    interview.close()

    class Gone(ScriptedModel):
        async def warm(self) -> None:
            raise KeyMissing("openai/gpt-5.4 needs a key.")

    with playing({NAME: Gone(NAME)}):
        resumed = await wiring.resume(
            Settings(transcripts=tmp_path, cache=VECTORS), interview.path, clock=VirtualClock
        )
        events = await heard(resumed.reply(SCRIPT[2]))
        with pytest.raises(KeyMissing):
            await resumed.change_models(Models.all(NAME))
    assert any(isinstance(event, e.Spoke) for event in events)
    assert resumed.state.models["interviewer"] == "embedded"
    assert any("needs a key" in fault.what for fault in faults(resumed))
    resumed.close()


async def test_a_models_habit_is_heard_twice(tmp_path: Path) -> None:
    """The same short lead is left out from the third time on; that is no fault."""
    interview = await begin(tmp_path, _obedient())
    replies = [await said(interview, f"{text} ") for text in SCRIPT[2:] + SCRIPT[2:4]]
    spoken = [reply for reply in replies if "I see." in reply]
    assert len(spoken) == 2
    assert not faults(interview)
    interview.close()
