"""The same interview over stdin and stdout: for pipes, screen readers and simple terminals.

One line is one turn (with `--blocks`, a block that ends with an empty line); end of input ends the
interview. The interview goes to stdout, everything else to stderr; there `saved N` acknowledges a
message once it is on disk as record N.
"""

from __future__ import annotations

import asyncio
import sys
import textwrap
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar, cast

from interviewer import events as e
from interviewer import transcript as t
from interviewer import wiring
from interviewer.cli.meter import announcement, estimate, totals, who_plays
from interviewer.cli.places import note_torn_tail, transcript_path
from interviewer.cli.say import talk
from interviewer.cli.turns import Turns
from interviewer.engine.state import fold
from interviewer.errors import Exit, Interrupted, InterviewerError, JournalError, UsageError
from interviewer.providers.errors import ProviderError
from interviewer.report.sketch import sketch
from interviewer.scenario import Level
from interviewer.settings import ROLES, Models, Settings
from interviewer.text import safe_text
from interviewer.wiring.models import asked_of, check_models

if TYPE_CHECKING:
    from interviewer.cli.practice import Wanted
    from interviewer.engine.interview import Interview
    from interviewer.judge.scorecard import Scorecard

HELP = (
    "Commands: /facts  /time  /board TEXT  /pause  /repeat  /model [ROLE] NAME  /cost  /end  /help"
)
T = TypeVar("T")


class PlainInterview:
    """Holds one interview line by line.

    Input is read outside the event loop, in the main thread: an interrupt ends it at once, where a
    thread that reads would hold the program until the next line.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        blocks: bool,
        source: TextIO | None = None,
        out: TextIO | None = None,
    ) -> None:
        self._settings = settings
        self._budget = settings.budget
        self._turns = Turns(source or sys.stdin, blocks=blocks)
        self._out = out or sys.stdout
        self._loop = asyncio.Runner()

    def run(self, wanted: Wanted) -> int:
        """Hold the interview to its end, then judge it.

        Raises:
            Interrupted: the candidate stopped it; it can be resumed.
            JournalError: a message could not be saved.
        """
        with self._loop:
            interview = self._begin(wanted)
            try:
                self._hold(interview, resumed=bool(wanted.resume))
            except KeyboardInterrupt:
                self._tell_costs(interview)
                hint = _how_to_resume(interview)
                raise Interrupted(
                    "interrupted; what was acknowledged is saved.", hint=hint
                ) from None
            except JournalError as error:
                talk(_how_to_resume(interview))
                raise error
            finally:
                self._wait(interview.leave())
            return self._judge(interview)

    def _wait(self, doing: Coroutine[Any, Any, T]) -> T:
        return self._loop.run(doing)

    def _begin(self, wanted: Wanted) -> Interview:
        if not wanted.resume:
            return self._wait(
                wiring.start(
                    self._settings,
                    cast("str", wanted.scenario),
                    rubric=wanted.rubric,
                    level=cast("Level | None", wanted.level),
                    minutes=wanted.minutes,
                    seed=wanted.seed,
                    models=self._settings.models,
                    budget=self._budget,
                )
            )
        return self._resume(transcript_path(self._settings, wanted.resume))

    def _resume(self, path: Path) -> Interview:
        transcript = t.read(path)
        note_torn_tail(transcript)
        self._budget = _budget(self._settings, transcript.header)
        held = Models(**fold(transcript.records).models)
        new = self._settings.recast(held)
        resuming = wiring.resume(self._settings, path, models=new, budget=self._budget)
        interview = self._wait(resuming)
        if _models(interview) != (new or held):
            talk("A language model of this interview cannot be had here; it goes on without one.")
            talk("`interviewer models` says why.")
        return interview

    def _hold(self, interview: Interview, *, resumed: bool) -> None:
        talk(f"Transcript: {interview.path}")
        if interview.state.closed is not None:
            talk("This interview is over; here is its scorecard.")
            return
        for line in announcement(_models(interview), interview.remaining() / 60, self._budget):
            talk(line)
        talk(HELP)
        if resumed and interview.state.pending == "nothing" and interview.state.last_question:
            self._say(interview.state.last_question)
        self._show(interview.open())
        while interview.state.closed is None:
            try:
                text = self._turns.next()
                if text is None:
                    self._show(interview.end("end_of_input"))
                else:
                    self._turn(interview, text)
            except UsageError as error:
                talk(str(error))

    def _turn(self, interview: Interview, text: str) -> None:
        if text.startswith("/"):
            self._command(interview, text)
        else:
            self._show(interview.reply(text))

    def _command(self, interview: Interview, text: str) -> None:
        name, _, rest = text[1:].partition(" ")
        match name.strip().lower():
            case "end":
                self._show(interview.end())
            case "facts":
                told = [interview.loaded.scenario.fact(fact) for fact in interview.state.facts_told]
                listed = "\n".join(f"{n}. {fact.says}" for n, fact in enumerate(told, 1))
                self._say(listed or "No facts told yet.")
            case "time":
                left = int(interview.remaining())
                self._say(f"{left // 60} min {left % 60:02} s left.")
            case "board":
                self._board(interview, rest)
            case "pause":
                self._wait(interview.pause())
                self._say("Paused. Send anything to go on.")
            case "repeat":
                self._say(interview.state.last_question)
            case "model":
                self._recast(interview, rest.split())
            case "cost":
                talk(totals(interview.state.spending, self._budget))
            case "help":
                talk(HELP)
            case _:
                talk(f"There is no command /{name[:40]}, and nothing was sent. {HELP}")
                talk("To send text that begins with a slash, put a space before it.")

    def _recast(self, interview: Interview, words: list[str]) -> None:
        """Let another model play one role or all, if it can; else nothing changes."""
        now = _models(interview)
        roles = [role for role in ROLES if words[1:] and role == words[0]]
        if words[1:] and (not roles or words[2:]):
            raise UsageError("Which model?", hint=f"/model NAME, or /model {'|'.join(ROLES)} NAME")
        if words:
            chosen = dict.fromkeys(roles or ROLES, words[-1])
            now = Models(*(chosen.get(role, now.of(role)) for role in ROLES))
            try:
                check_models(now, self._budget)
                self._wait(interview.change_models(now))
            except ProviderError as error:
                talk(f"{error}\nNothing was changed.")
                return
            if asked_of(now):
                talk(estimate(now, interview.remaining() / 60, self._budget))
        for line in who_plays(now):
            talk(line)

    def _tell_costs(self, interview: Interview) -> None:
        if interview.state.spending.calls or interview.state.models:
            talk(totals(interview.state.spending, self._budget))

    def _board(self, interview: Interview, more: str) -> None:
        """Add a line to the whiteboard, and draw what it shows."""
        board = "\n".join(filter(None, [interview.state.whiteboard, more]))
        self._wait(interview.save_whiteboard(board))
        self._say("Noted on the whiteboard.")
        if drawn := sketch(board, 76):
            print(f"{drawn}\n", file=self._out, flush=True)

    def _show(self, events: AsyncIterator[e.Event]) -> None:
        self._wait(self._each(events))

    async def _each(self, events: AsyncIterator[e.Event]) -> None:
        async for event in events:
            match event:
                case e.Acknowledged(seq):
                    talk(f"saved {seq}")
                case e.Spoke(record):
                    self._say(record.text)
                case e.PhaseChanged(_, name):
                    talk(f"[{name}]")
                case e.Faulted(what, instead):
                    talk(f"({what}; {instead})")
                case e.Ended():
                    talk("The interview is over.")
                case _:
                    pass

    def _judge(self, interview: Interview) -> int:
        from interviewer.report.text import scorecard_text

        card, trouble = self._card(interview)
        print(f"\n{scorecard_text(card, width=80)}", file=self._out, flush=True)
        self._tell_costs(interview)
        talk(f"Transcript: {interview.path}")
        if trouble:
            raise trouble
        return int(Exit.INCOMPLETE if card.verdict == "incomplete" else Exit.GOOD)

    def _card(self, interview: Interview) -> tuple[Scorecard, InterviewerError | None]:
        """Return the scorecard, and why it could not be kept if it could not."""
        try:
            return self._wait(wiring.score(self._settings, interview.path)), None
        except JournalError as error:
            return wiring.judge_file(self._settings, interview.path), error

    def _say(self, text: str) -> None:
        """Print what the interviewer says, wrapped, with a mark that is not a colour."""
        for paragraph in safe_text(text).split("\n"):
            wrapped = textwrap.fill(paragraph, 78, initial_indent="> ", subsequent_indent="> ")
            print(wrapped if paragraph.strip() else ">", file=self._out)
        print(file=self._out, flush=True)


def _models(interview: Interview) -> Models:
    return Models(**interview.state.models)


def _budget(settings: Settings, header: t.Header) -> float | None:
    """Return the budget of an interview that is gone on with: a flag's, or its own."""
    if not settings.insists("budget"):
        return header.budget
    if settings.budget is None and header.budget is not None:
        raise UsageError(
            f"This interview was begun with a budget of ${header.budget:.2f}, and keeps one.",
            hint="Name a higher one: --budget DOLLARS.",
        )
    return settings.budget


def _how_to_resume(interview: Interview) -> str:
    return f"Go on with: interviewer practice --resume {interview.header.session} --plain"
