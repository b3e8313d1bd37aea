"""The same interview over stdin and stdout: for pipes, screen readers and terminals that can do little.

One line is one turn (with `--blocks`, a block that ends with an empty line); end of input ends the
interview. The interview goes to stdout, everything else to stderr.
"""

from __future__ import annotations

import asyncio
import sys
import textwrap
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, TextIO, cast

from interviewer import events as e
from interviewer import wiring
from interviewer.errors import Exit, UsageError
from interviewer.scenario import Level
from interviewer.settings import Settings
from interviewer.text import safe_text

if TYPE_CHECKING:
    from interviewer.cli.practice import Wanted
    from interviewer.engine.interview import Interview

HELP = "Commands: /facts  /time  /board TEXT  /pause  /repeat  /end  /help"


class PlainInterview:
    """Holds one interview line by line."""

    def __init__(
        self,
        settings: Settings,
        *,
        blocks: bool,
        source: TextIO = sys.stdin,
        out: TextIO = sys.stdout,
    ) -> None:
        self._settings = settings
        self._blocks = blocks
        self._source, self._out = source, out

    async def run(self, wanted: Wanted) -> int:
        """Hold the interview to its end, then judge it."""
        interview = await self._begin(wanted)
        self._talk(f"Transcript: {interview.path}")
        self._talk(HELP)
        try:
            if wanted.resume and interview.state.last_question:
                self._say(interview.state.last_question)
            await self._show(interview.open())
            while interview.state.closed is None:
                text = await asyncio.to_thread(self._read)
                if text is None:
                    await self._show(interview.end("end_of_input"))
                    break
                await self._turn(interview, text)
        finally:
            interview.close()
        return await self._judge(interview)

    async def _begin(self, wanted: Wanted) -> Interview:
        if wanted.resume:
            return await wiring.resume(
                self._settings, wiring.find_session(self._settings, wanted.resume)
            )
        return await wiring.start(
            self._settings,
            cast("str", wanted.scenario),
            rubric=wanted.rubric,
            level=cast("Level | None", wanted.level),
            minutes=wanted.minutes,
            seed=wanted.seed,
        )

    def _read(self) -> str | None:
        lines: list[str] = []
        while True:
            line = self._source.readline()
            if not line:
                return "\n".join(lines) if lines else None
            line = line.rstrip("\r\n")
            if not self._blocks:
                return line
            if not line and lines:
                return "\n".join(lines)
            if line:
                lines.append(line)

    async def _turn(self, interview: Interview, text: str) -> None:
        if text.startswith("/"):
            await self._command(interview, text)
            return
        if not text.strip():
            return
        try:
            await self._show(interview.reply(text))
        except UsageError as error:
            self._talk(str(error))

    async def _command(self, interview: Interview, text: str) -> None:
        name, _, rest = text[1:].partition(" ")
        match name:
            case "end":
                await self._show(interview.end())
            case "facts":
                told = [interview.loaded.scenario.fact(fact) for fact in interview.state.facts_told]
                self._say(
                    "\n".join(f"{i}. {fact.says}" for i, fact in enumerate(told, 1))
                    or "No facts told yet."
                )
            case "time":
                left = int(interview.remaining())
                self._say(f"{left // 60} min {left % 60:02} s left.")
            case "board":
                await interview.save_whiteboard(
                    "\n".join(filter(None, [interview.state.whiteboard, rest]))
                )
                self._say("Noted on the whiteboard.")
            case "pause":
                await interview.pause()
                self._say("Paused. Send anything to go on.")
            case "repeat":
                self._say(interview.state.last_question)
            case _:
                self._talk(HELP)

    async def _show(self, events: AsyncIterator[e.Event]) -> None:
        async for event in events:
            match event:
                case e.Spoke(record):
                    self._say(record.text)
                case e.PhaseChanged(_, name):
                    self._talk(f"[{name}]")
                case e.Faulted(what, instead):
                    self._talk(f"({what}; {instead})")
                case e.Ended():
                    self._talk("The interview is over.")
                case _:
                    pass

    async def _judge(self, interview: Interview) -> int:
        from interviewer.report.text import scorecard_text

        card = await wiring.score(self._settings, interview.path)
        print(file=self._out)
        print(scorecard_text(card, width=80), file=self._out, flush=True)
        self._talk(f"Transcript: {interview.path}")
        return int(Exit.INCOMPLETE if card.verdict == "incomplete" else Exit.GOOD)

    def _say(self, text: str) -> None:
        """Print what the interviewer says, wrapped, with a mark that is not a colour."""
        for paragraph in safe_text(text).split("\n"):
            wrapped = textwrap.fill(paragraph, 78, initial_indent="> ", subsequent_indent="> ")
            print(wrapped if paragraph.strip() else ">", file=self._out)
        print(file=self._out, flush=True)

    def _talk(self, text: str) -> None:
        print(safe_text(text), file=sys.stderr, flush=True)
