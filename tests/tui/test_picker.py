"""The model picker: what is chosen is in force, what cannot play says why, no key is ever shown."""

from __future__ import annotations

import asyncio

import pytest

from interviewer.errors import InterviewerError
from interviewer.settings import Models
from interviewer.tui.screens.home import Home
from interviewer.tui.screens.interview import InterviewScreen
from interviewer.tui.screens.picker import Picker
from interviewer.tui.widgets.model_list import ModelList
from interviewer.tui.widgets.scenario_list import ScenarioList
from interviewer.wiring.models import Offer
from tests.tui.conftest import Room, Rooms
from tests.tui.fake import FakeDesk, offers

GPT, MINI, LLAMA = "openai/gpt-5.4", "openai/gpt-5.4-mini", "ollama/llama3.2"


@pytest.fixture(autouse=True)
def _offers(desk: FakeDesk) -> None:
    """Offers of every kind."""
    desk.offered = offers()
    desk.priced = {GPT: 0.017, MINI: 0.0034, LLAMA: 0.0}


async def home(here: Room) -> None:
    """Wait until the scenarios are there."""
    await here.until(lambda: here.app.screen.query(ScenarioList))
    await here.until(lambda: here.app.screen.query_one(ScenarioList).cards)


async def opened(here: Room, key: str = "m") -> Picker:
    """Open the picker and wait until it is filled."""
    if key == "m":
        await home(here)
    await here.press(key)
    await here.until(lambda: isinstance(here.app.screen, Picker))
    await here.until(lambda: here.desk.probed[-2:] == [False, True])
    await here.until(lambda: here.app.screen.query_one(ModelList).option_count >= 7)
    screen = here.app.screen
    assert isinstance(screen, Picker)
    return screen


async def point(here: Room, name: str) -> None:
    """Put the cursor on a model."""
    here.app.screen.query_one(ModelList).point_at(name)
    await here.pilot.pause()


@pytest.mark.parametrize("key", ["m", "M", "f6"])
async def test_one_model_for_all_roles(room: Rooms, desk: FakeDesk, key: str) -> None:
    """Enter lets it play every role, says so and what it costs; Escape goes home."""
    async with room(start=None) as here:
        await home(here)
        await here.press(key)
        await here.until(lambda: isinstance(here.app.screen, Picker))
        await here.until(lambda: "Nothing is sent anywhere." in " ".join(here.shown().split()))
        await here.until(lambda: here.app.screen.query_one(ModelList).option_count >= 7)
        await here.press("down", "down", "enter")
        await here.until(lambda: desk.cast == Models.all(GPT))
        await here.until(lambda: "✓ openai/gpt-5.4 plays all roles." in here.shown())
        shown = here.shown()
        assert "◉ openai/gpt-5.4" in shown
        assert "OPENAI_API_KEY is set" in shown
        assert "$1.25 in, $10.00 out per million tokens" in shown
        assert "Your words are sent to OpenAI." in shown
        await here.until(lambda: "45 minutes: about $0.05" in here.shown())
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
        await here.until(lambda: "about $0.05 with openai/gpt-5.4" in here.shown())


async def test_back_to_no_model(room: Rooms, desk: FakeDesk) -> None:
    """The cursor is on who plays; `embedded` sends nothing, and home says nothing about it."""
    desk.cast = Models.all(GPT)
    async with room(start=None) as here:
        picker = await opened(here)
        assert picker.models.chosen is not None
        assert picker.models.chosen.name == GPT
        await point(here, "embedded")
        await here.press("enter")
        await here.until(lambda: desk.cast == Models())
        await here.until(lambda: "No language model: nothing is sent." in here.shown())
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
        assert "openai" not in here.shown()


async def test_a_name_that_nobody_offers(room: Rooms, desk: FakeDesk) -> None:
    """It is written, taken, and stands on the list from then on."""
    async with room(start=None) as here:
        picker = await opened(here)
        await here.press("o", *"mistral/new-one", "enter")
        await here.until(lambda: desk.cast == Models.all("mistral/new-one"))
        await here.until(lambda: "◉ mistral/new-one" in here.shown())
        assert picker.models.has_focus
        assert picker.other.value == ""
        await here.until(lambda: "45 minutes: price not known" in here.shown())


async def test_a_bad_name_is_refused_with_a_hint(room: Rooms, desk: FakeDesk) -> None:
    """Nothing changes, and the name stays to be mended; leaving the field forgets it."""
    async with room(start=None) as here:
        picker = await opened(here)
        await here.press("o", *"gpt-5.4", "enter")
        await here.until(lambda: "Did you mean openai/gpt-5.4?" in here.shown())
        assert desk.cast == Models()
        assert picker.other.value == "gpt-5.4"
        assert picker.other.has_focus
        await here.press("escape")
        await here.until(lambda: picker.models.has_focus)
        assert picker.other.value == ""
        assert isinstance(here.app.screen, Picker)


async def test_a_key_in_the_wrong_place_is_not_kept(room: Rooms, desk: FakeDesk) -> None:
    """It is neither chosen nor shown."""
    async with room(start=None) as here:
        await opened(here)
        await here.press("o", *"openai/sk-abcdefghijkl", "enter")
        await here.until(lambda: "looks like a key" in here.shown())
        assert "abcdefghijkl" not in here.shown()
        assert desk.cast == Models()


async def test_what_is_not_ready_says_what_to_do(room: Rooms, desk: FakeDesk) -> None:
    """Enter on it chooses nothing."""
    async with room(start=None) as here:
        await opened(here)
        await point(here, "anthropic/claude-sonnet-5")
        assert "! not ready. Set ANTHROPIC_API_KEY." in here.shown()
        await here.press("enter")
        await here.until(lambda: "claude-sonnet-5 is not ready. Set" in here.shown())
        assert desk.cast == Models()


async def test_a_provider_without_known_models_asks_for_a_name(room: Rooms, desk: FakeDesk) -> None:
    """With its key set, Enter begins the name."""
    async with room(start=None) as here:
        picker = await opened(here)
        await point(here, "groq/…")
        await here.press("enter")
        await here.until(lambda: picker.other.has_focus)
        assert "Name one of its models: groq/NAME." in here.shown()
        await here.press(*"fast", "enter")
        await here.until(lambda: desk.cast == Models.all("groq/fast"))


async def test_separate_models(room: Rooms, desk: FakeDesk) -> None:
    """S turns to one role after the other; the others keep theirs."""
    desk.cast = Models.all(GPT)
    async with room(start=None) as here:
        await opened(here)
        await here.press("s", "right")
        assert "▸ listener" in here.shown()
        await point(here, MINI)
        await here.press("enter")
        await here.until(lambda: desk.cast == Models(GPT, MINI, GPT))
        await here.until(lambda: "plays the listener" in here.shown())
        assert "listener     openai/gpt-5.4-mini" in here.shown()
        await here.press("right")
        await point(here, "embedded")
        await here.press("enter")
        await here.until(lambda: desk.cast == Models(GPT, MINI, "embedded"))
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
        await here.press("m")
        await here.until(lambda: "▸ interviewer" in here.shown())
        await here.press("s")
        await here.until(lambda: "▸ one model for all roles" in here.shown())
        assert "◉" not in here.shown()


@pytest.mark.parametrize(
    ("typed", "budget"), [("0.5", 0.5), ("$2", 2.0), ("0", 0.0), ("none", None), ("", None)]
)
async def test_a_budget_is_read(
    room: Rooms, desk: FakeDesk, typed: str, budget: float | None
) -> None:
    """An amount of dollars; nothing or `none` is no limit."""
    desk.purse = 9.0
    async with room(start=None) as here:
        picker = await opened(here)
        assert picker.purse.value == "9"
        await here.press("b", "backspace", *typed, "enter")
        await here.until(lambda: desk.purse == budget)
        words = "No limit." if budget is None else f"may cost ${budget:.2f}"
        await here.until(lambda: words in here.shown())


@pytest.mark.parametrize("typed", ["much", "-1", "nan", "1e999"])
async def test_a_budget_that_is_none_is_refused(room: Rooms, desk: FakeDesk, typed: str) -> None:
    """It says how to write one, and the old one stays."""
    desk.purse = 9.0
    async with room(start=None) as here:
        picker = await opened(here)
        await here.press("b", "backspace", *typed, "enter")
        await here.until(lambda: "no amount of US dollars" in here.shown())
        assert desk.purse == 9.0
        await here.press("escape")
        await here.until(lambda: picker.purse.value == "9")


async def test_a_test_is_made_only_when_asked_for(room: Rooms, desk: FakeDesk) -> None:
    """What came of it stands beside the model: how soon and at what price, or what to do."""
    desk.tests = {
        GPT: "Works: first word after 0.8 s; it cost $0.002.",
        MINI: InterviewerError("The key was refused.", hint="Check OPENAI_API_KEY."),
    }
    async with room(start=None) as here:
        await opened(here)
        await here.press("t")
        assert desk.tested == []  # there is nothing to test without a model
        await point(here, GPT)
        assert desk.tested == []
        await here.press("t")
        await here.until(lambda: "✓ Works: first word after 0.8 s" in here.shown())
        await point(here, MINI)
        assert "Works" not in here.shown()
        await here.press("T")
        await here.until(lambda: "✗ The key was refused. Check OPENAI_API_KEY." in here.shown())
        assert desk.tested == [GPT, MINI]
        assert desk.cast == Models()


async def test_a_choice_that_cannot_be_remembered_says_so(
    room: Rooms, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds for this run; the picker shows what is in force."""

    def choose(models: Models, budget: float | None) -> None:
        desk.cast = models
        raise InterviewerError("config.toml was not written.", hint="It holds for this run only.")

    monkeypatch.setattr(desk, "choose", choose)
    async with room(start=None) as here:
        await opened(here)
        await point(here, GPT)
        await here.press("enter")
        await here.until(lambda: "for this run only" in here.shown())
        await here.until(lambda: "◉ openai/gpt-5.4" in here.shown())


async def test_switching_in_an_interview(room: Rooms, desk: FakeDesk) -> None:
    """F6; the page notes from where on, the meter follows, the choice is not remembered."""
    desk.cast, desk.purse = Models.all(GPT), 0.5
    async with room(size=(140, 45)) as here:
        assert "gpt-5.4 · budget $0.50" in here.shown()
        picker = await opened(here, "f6")
        assert "for the rest of this interview" in here.shown()
        assert not picker.purse.display
        await point(here, LLAMA)
        await here.press("enter")
        await here.until(
            lambda: (
                desk.interview.state.models
                == dict.fromkeys(("interviewer", "listener", "judge"), LLAMA)
            )
        )
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, InterviewScreen))
        await here.until(lambda: "From here on ollama/llama3.2 plays the" in here.shown())
        assert "llama3.2 · budget $0.50" in here.shown()
        assert desk.cast == Models.all(GPT)
        path = desk.interview.path
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
    async with room(start=path, size=(140, 45)) as here:
        assert "From here on ollama/llama3.2" in here.shown()


async def test_a_switch_waits_for_the_reply(room: Rooms, desk: FakeDesk) -> None:
    """Whoever began it finishes it; the choice is kept even if the picker is left before."""
    desk.cast = Models.all(GPT)
    async with room(size=(140, 45)) as here:
        desk.interview.hold = asyncio.Event()
        here.screen.composer.box.text = "hello"
        await here.press("enter")
        await here.until(lambda: desk.interview.heard)
        await opened(here, "f6")
        await point(here, LLAMA)
        await here.press("enter")
        await here.until(lambda: "Once this reply is finished" in here.shown())
        assert desk.interview.state.models["interviewer"] == GPT
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, InterviewScreen))
        desk.interview.hold.set()
        await here.until(lambda: desk.interview.state.models["interviewer"] == LLAMA)
        await here.until(lambda: "From here on ollama/llama3.2 plays the" in here.shown())


async def test_the_first_time_is_one_line(room: Rooms, desk: FakeDesk) -> None:
    """Home offers a model that is ready, until anything was chosen: no model counts too."""
    desk.new_here = True
    desk.offered = desk.offered[:1] + desk.offered[2:]
    says = "M lets a language model play the interviewer: OPENAI_API_KEY is set."
    async with room(start=None, size=(80, 24)) as here:
        await here.until(lambda: says in here.shown())
        assert desk.probed == [False]
        assert here.app.screen.query_one(ScenarioList).has_focus
        await here.press("m")
        await here.until(lambda: isinstance(here.app.screen, Picker))
        await here.press("enter")
        await here.until(lambda: not desk.new_here)
        await here.press("escape")
        await here.until(lambda: isinstance(here.app.screen, Home))
        await here.until(lambda: says not in here.shown())


@pytest.mark.parametrize("new_here", [True, False])
async def test_nothing_is_offered_where_nothing_is(
    room: Rooms, desk: FakeDesk, new_here: bool
) -> None:
    """No model ready, or a choice made before: no line."""
    desk.new_here = new_here
    desk.offered = [offer for offer in offers() if not offer.ready] if new_here else offers()
    async with room(start=None) as here:
        await home(here)
        await here.pilot.pause(0.1)
        assert "lets a language model" not in here.shown()


async def test_the_quote_follows_the_minutes(room: Rooms, desk: FakeDesk) -> None:
    """And warns where the budget will not do."""
    desk.cast, desk.purse = Models.all(GPT), 0.05
    async with room(start=None) as here:
        await here.until(lambda: "! about $0.05 with openai/gpt-5.4; more than" in here.shown())
        await here.press(*["minus"] * 5)
        await here.until(lambda: "about $0.02 with openai/gpt-5.4; budget $0.05" in here.shown())


async def test_the_palette_leads_to_the_picker(room: Rooms) -> None:
    """From home and from an interview."""
    async with room() as here:
        titles = {command.title for command in here.app.get_system_commands(here.app.screen)}
        assert "Models" in titles


async def test_every_size_is_survived(room: Rooms) -> None:
    """A long list scrolls, and the fields stay in sight at 80x24."""
    async with room(start=None, size=(80, 24)) as here:
        here.desk.offered = [*offers(), *(Offer(f"openai/m{n}", True) for n in range(40))]
        await opened(here)
        assert "Other model" in here.shown()
        assert "Enter chooses it" in here.shown()
        assert "US dollars an interview" in here.shown()
        for size in [(1, 1), (40, 10), (300, 100), (80, 24)]:
            await here.pilot.resize_terminal(*size)
            await here.pilot.pause()
        assert isinstance(here.app.screen, Picker)
