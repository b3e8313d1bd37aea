"""The app: which screen is up, what survives it, and how it says goodbye.

It opens interviews through a `Desk` and knows neither engine nor files. Nothing heavy is imported
before the first paint.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.worker import Worker

from interviewer.errors import InterviewerError
from interviewer.settings import Settings
from interviewer.text import safe_text
from interviewer.tui.crash import report
from interviewer.tui.desk import Choice, Desk, Kind
from interviewer.tui.keys import key, teach
from interviewer.tui.screens.home import Home
from interviewer.tui.screens.page import Page
from interviewer.tui.show import key_name
from interviewer.tui.themes import DARK, DEFAULTS, LAMPLIGHT, LIGHT, PAPER
from interviewer.tui.wired import WiredDesk

if TYPE_CHECKING:
    from interviewer.scenario import Level


class InterviewerApp(App[None]):
    """The TUI. `start`, a scenario's id or a transcript, opens straight in an interview."""

    TITLE = "Interviewer"
    CSS_PATH = ["app.tcss", "screens/home.tcss"]
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (80, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (24, "-tall")]
    BINDINGS = [
        key("f1,question_mark", "help", "Help", "app.help", "Show the keys that work here"),
        key("ctrl+t", "theme", "Theme", "app.theme", "Light or dark", show=False),
        key(
            "ctrl+q",
            "quit",
            "Quit",
            "app.quit",
            "Quit: everything is saved, and can be resumed",
            show=False,
            priority=True,
        ),
    ]

    def __init__(
        self,
        settings: Settings,
        start: str | Path | None = None,
        *,
        level: Level | None = None,
        minutes: int | None = None,
        seed: int | None = None,
        rubric: Path | None = None,
        author: bool = False,
        desk: Desk | None = None,
    ) -> None:
        super().__init__()
        teach()
        self.settings = settings
        self.desk: Desk = desk or WiredDesk(settings)
        self._choice = _choice(
            start,
            Choice(level=level, minutes=minutes, seed=seed, rubric=rubric, author=author),
        )
        self._opening: Worker[None] | None = None
        self.register_theme(PAPER)
        self.register_theme(LAMPLIGHT)
        self.theme = self._remembered_theme()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Name our own colours for the style sheets."""
        return DEFAULTS

    def get_default_screen(self) -> Screen[None]:
        """Open on the list of scenarios."""
        return Home(self.desk)

    def on_mount(self) -> None:
        """Go straight to an interview if one was asked for."""
        self._catch_signals()
        if self._choice is not None:
            self.call_after_refresh(self.open_interview, self._choice)

    # --- opening ---------------------------------------------------------------------------------

    def open_interview(self, choice: Choice) -> None:
        """Open an interview in place of whatever waits."""
        from interviewer.tui.screens.dialogs import Waiting

        what = "Opening the interview" if choice.path else "Preparing the interview"
        why = "Reading the scenario and loading the sentence model; the first time takes longest."
        self.push_screen(Waiting(what, why))
        self._opening = self._open(choice)

    @work(exclusive=True, group="opening")
    async def _open(self, choice: Choice) -> None:
        waiting = self.screen
        try:
            interview = await self.desk.open(choice)
            workshop = None
            if choice.author:
                workshop = await asyncio.to_thread(self.desk.workshop, interview)
        except InterviewerError as error:
            self._stop_waiting(waiting)
            if choice.path is None and self.desk.models().named:
                error.hint = f"{error.hint} M on the first screen chooses another model, or none."
            self.show_error("The interview could not be opened", error)
            return
        from interviewer.tui.screens.interview import InterviewScreen

        if waiting is not self.screen:  # cancelled while it was being opened
            await interview.leave()
            return
        await self.switch_screen(InterviewScreen(interview).authored(workshop))

    def action_cancel_opening(self) -> None:
        """Stop waiting."""
        if self._opening is not None:
            self._opening.cancel()
        self.pop_screen()

    def _stop_waiting(self, waiting: Screen[object]) -> None:
        if waiting is self.screen:
            self.pop_screen()

    def open_scorecard(self, path: Path) -> None:
        """Open the scorecard of a transcript."""
        from interviewer.tui.screens.scorecard import ScorecardScreen

        self.push_screen(ScorecardScreen(path, self.desk))

    def export(self, path: Path) -> None:
        """Ask for a file and write an interview to it."""
        from interviewer.tui.screens.export import Export

        def write(chosen: tuple[Kind, Path] | None) -> None:
            if chosen is not None:
                self._export(path, *chosen)

        self.push_screen(Export(path.name.split(".")[0]), write)

    @work(thread=True, group="export")
    def _export(self, path: Path, kind: Kind, to: Path) -> None:
        try:
            written = self.desk.export(path, kind, to)
        except InterviewerError as error:
            self.call_from_thread(self.show_error, "It could not be exported", error)
        except OSError as error:
            wrong = InterviewerError(
                f"{to}: {error.strerror or error}", hint="Choose another file."
            )
            self.call_from_thread(self.show_error, "It could not be exported", wrong)
        else:
            self.call_from_thread(self.say, f"Written to {written}")

    def show_error(self, title: str, error: InterviewerError) -> None:
        """Show what went wrong and what to do."""
        from interviewer.tui.screens.dialogs import Notice

        self.push_screen(Notice(title, error.message, error.hint))

    def say(self, text: str) -> None:
        """Say something in passing."""
        self.notify(safe_text(text), markup=False)

    # --- keys ------------------------------------------------------------------------------------

    def get_key_display(self, binding: Binding) -> str:
        """Spell keys as they stand on a keyboard: F2, Esc, ^T."""
        return key_name(binding.key_display or binding.key).replace("Ctrl+", "^")

    def action_help(self) -> None:
        """Show the keys."""
        from interviewer.tui.screens.help import Help

        self.push_screen(Help(self.screen.active_bindings.values()))

    def action_theme(self) -> None:
        """Turn from light to dark, or back, and remember it."""
        self.theme = DARK if self.theme == LIGHT else LIGHT
        with contextlib.suppress(OSError):
            self.settings.cache.mkdir(parents=True, exist_ok=True)
            self._theme_file.write_text(self.theme, encoding="utf-8")

    @property
    def _theme_file(self) -> Path:
        return self.settings.cache / "theme"

    def _remembered_theme(self) -> str:
        try:
            name = self._theme_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return DARK
        return name if name in (LIGHT, DARK) else DARK

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action that has a key, and no other."""
        seen: set[str] = set()
        for node, binding, enabled, _ in screen.active_bindings.values():
            if binding.id and enabled and binding.action not in seen:
                seen.add(binding.action)
                key = self.get_key_display(binding)
                run: Callable[[], object] = partial(self.run_action, binding.action, node)
                yield SystemCommand(binding.description, f"{binding.tooltip} ({key})", run)

    # --- leaving ---------------------------------------------------------------------------------

    def _pages(self) -> list[Page]:
        return [screen for screen in self.screen_stack if isinstance(screen, Page)]

    async def action_quit(self) -> None:
        """Save everything and go; say how to come back."""
        for page in self._pages():
            await page.leave()
        command = self._resume_command()
        message = Text(f"Everything is saved. To go on:\n  {command}") if command else None
        self.exit(message=message)

    def _resume_command(self) -> str:
        commands = [command for page in self._pages() if (command := page.resume_command())]
        if not commands:
            return ""
        elsewhere = self.settings.transcripts != Settings.load().transcripts
        return commands[-1] + (f" --transcripts {self.settings.transcripts}" if elsewhere else "")

    def _fatal_error(self) -> None:
        """Report a crash without local variables: Textual's own report shows them, keys and all."""
        if self._exception is not None and not self._exit_renderables:
            for page in self._pages():
                with contextlib.suppress(Exception):  # a second failure must not hide the first
                    page.rescue()
            self._exit_renderables.append(Text(report(self._exception, self._resume_command())))
        self._close_messages_no_wait()

    def _catch_signals(self) -> None:
        """Leave in good order when the terminal goes or the process is told to end."""
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name) and not self.is_headless:
                with contextlib.suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(getattr(signal, name), self._on_signal)

    def _on_signal(self) -> None:
        self.run_worker(self.action_quit(), group="signal")


def _choice(start: str | Path | None, options: Choice) -> Choice | None:
    if start is None:
        return None
    if isinstance(start, Path) or start.endswith(".jsonl"):
        return Choice(path=Path(start), author=options.author)
    return replace(options, scenario=start)
