"""The app: keys, themes, crashes, and what its first paint waits for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from textual._xterm_parser import XTermParser
from textual.color import Color
from textual.events import Key
from textual.theme import Theme

from interviewer.settings import Settings
from interviewer.tui import themes
from interviewer.tui.app import InterviewerApp
from interviewer.tui.crash import report
from interviewer.tui.keys import key, teach
from interviewer.tui.screens.help import Help
from interviewer.tui.show import key_name
from tests.tui.conftest import Rooms
from tests.tui.fake import FakeDesk

GROUNDS = ("background", "leaf", "mark")
INKS = ("foreground", "muted", "accent", "good", "warn", "bad")


def _colour(theme: Theme, name: str) -> Color:
    return Color.parse(getattr(theme, name, None) or theme.variables[name])


@pytest.mark.parametrize("theme", [themes.PAPER, themes.LAMPLIGHT], ids=lambda theme: theme.name)
def test_every_ink_can_be_read_on_every_ground(theme: Theme) -> None:
    """4.5:1, the threshold of WCAG 2 for text."""
    for ground in GROUNDS:
        for ink in INKS:
            ratio = contrast(_colour(theme, ground), _colour(theme, ink))
            assert ratio >= 4.5, (theme.name, ink, ground, round(ratio, 2))
    assert contrast(_colour(theme, "background"), _colour(theme, "accent")) >= 4.5


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2."""

    def luminance(colour: Color) -> float:
        parts = [part / 255 for part in (colour.r, colour.g, colour.b)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


async def test_the_theme_is_turned_and_remembered(room: Rooms) -> None:
    """Ctrl+T; the next start looks the same."""
    async with room(start=None) as here:
        assert here.app.theme == themes.DARK
        await here.press("ctrl+t")
        assert here.app.theme == themes.LIGHT
    async with room(start=None) as here:
        assert here.app.theme == themes.LIGHT


async def test_help_names_every_key(room: Rooms) -> None:
    """The help is made from the bindings, so it cannot forget one."""
    async with room(size=(100, 60)) as here:
        await here.press("f1")
        await here.until(lambda: isinstance(here.app.screen, Help))
        shown = here.shown()
        for words in ["Ctrl+J / Shift+Enter", "F5", "Cover the page", "Ctrl+E", "Ctrl+Q"]:
            assert words in shown, words
        await here.press("escape")


async def test_every_binding_has_an_id_and_a_tooltip(room: Rooms) -> None:
    """So that keymaps and help come free."""
    async with room() as here:
        ours = [
            active.binding
            for active in here.app.screen.active_bindings.values()
            if type(active.node).__module__.startswith("interviewer.")
            and active.binding.id is not None
        ]
        assert len(ours) > 15
        assert all(binding.tooltip for binding in ours)


async def test_the_palette_offers_every_action(room: Rooms) -> None:
    """Every action of the screen stands in the command palette."""
    async with room() as here:
        offered = {command.title for command in here.app.get_system_commands(here.app.screen)}
        assert {"Pause", "End", "Board", "Facts", "Help", "Theme", "Quit", "Editor"} <= offered


def test_a_crash_shows_no_values() -> None:
    """Neither local variables nor the words of foreign errors; the way back is named."""
    secret = "sk-canary-123"

    def fails() -> None:
        key = secret
        raise ValueError(f"bad key {key}")

    try:
        fails()
    except ValueError as error:
        said = report(error, "interviewer practice --resume s1")
    assert secret not in said
    assert "builtins.ValueError" in said
    assert "test_app.py" in said
    assert "is saved" in said
    assert "interviewer practice --resume s1" in said


async def test_a_crash_in_a_handler_is_reported_so(
    desk: FakeDesk, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual's own report, with its local variables, is not used; the draft is written."""
    from interviewer.tui.app import InterviewerApp

    app = InterviewerApp(settings, "slack-helper", desk=desk)
    monkeypatch.setattr(app, "_print_error_renderables", lambda: None)
    with pytest.raises(ValueError, match="sk-canary"):
        await _crash(app)
    said = "".join(str(each) for each in app._exit_renderables)
    assert "sk-canary" not in said
    assert "practice --resume s1" in said
    assert desk.interview.path.with_suffix(".draft").read_text() == "unsent"


async def _crash(app: InterviewerApp) -> None:
    from interviewer.tui.screens.interview import InterviewScreen
    from tests.tui.conftest import until

    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        await pilot.press(*"unsent")
        app._handle_exception(ValueError("sk-canary"))


def test_the_first_paint_waits_for_nothing_heavy() -> None:
    """Importing the app brings neither pydantic nor numpy, Chroma or an SDK."""
    code = (
        "import sys, interviewer.tui.app\n"
        "heavy = {'pydantic', 'numpy', 'chromadb', 'openai', 'anthropic', 'litellm', 'ruamel',"
        " 'rapidfuzz', 'interviewer.wiring', 'interviewer.engine'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_alt_enter_is_no_enter() -> None:
    """A terminal without the kitty protocol sends ESC CR: it begins a line, it sends nothing."""
    teach()
    events = [event for event in XTermParser().feed("\x1b\r") if isinstance(event, Key)]
    assert [event.key for event in events] == ["alt+enter"]


def test_keys_are_spelled_as_on_a_keyboard() -> None:
    """Not as Textual names them."""
    assert [key_name(key) for key in ("ctrl+j", "escape", "f10", "question_mark", "enter")] == [
        "Ctrl+J",
        "Esc",
        "F10",
        "?",
        "Enter",
    ]


@pytest.mark.parametrize(
    ("letter", "keys"), [("x", {"x", "X"}), ("home,g", {"home", "g"}), ("f2", {"f2"})]
)
def test_a_capital_is_the_same_key(letter: str, keys: set[str]) -> None:
    """But for G, which is the other end of a page than g."""
    assert set(key(letter, "act", "Name", "an.id", "A tooltip").key.split(",")) == keys
