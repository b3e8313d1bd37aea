"""Keeps the candidate's unsaved words: drafts beside the transcript, the whiteboard in it.

The whiteboard becomes a record only when the candidate pauses, since the judge reads every record
of it line by line; until then a draft holds it. It says in words what could not be kept; nothing it
is handed is ever dropped by it.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.tui.draft import BETWEEN, Draft

if TYPE_CHECKING:
    from interviewer.engine.interview import Interview

BOARD = ".board"


class Keeper:
    """One interview's drafts and whiteboard."""

    def __init__(self, interview: Interview) -> None:
        self.draft = Draft(interview.path)
        self.notes = Draft(interview.path, BOARD)
        self._interview = interview
        self._saving = asyncio.Lock()

    def save_draft(self, text: str) -> str:
        """Keep the draft; return what went wrong, if anything did."""
        return _kept(self.draft, text, "The draft", "Your text is still here.")

    def unsent(self) -> str:
        """Return the draft without an answer that is saved already.

        A crash may come after an answer was saved and before the draft was cleared. The draft then
        begins with that answer; what was typed behind it is still unsent.
        """
        text = self.draft.load()
        lines = reversed(self._interview.state.lines)
        said = next((line.text for line in lines if line.who == "candidate"), "").strip()
        if not said or not text.strip().startswith(said):
            return text
        since = text.strip().removeprefix(said)
        return text if since and not since.startswith(BETWEEN) else since.removeprefix(BETWEEN)

    def save_notes(self, text: str) -> str:
        """Keep what is not a record yet of the whiteboard; return what went wrong, if anything."""
        return _kept(self.notes, text, "The whiteboard", "Your notes are still here.")

    def restored_notes(self) -> str:
        """Return the whiteboard as it was left, saved or not."""
        state = self._interview.state
        return state.whiteboard if state.closed else self.notes.load() or state.whiteboard

    async def save_board(self, text: str) -> str:
        """Write the whiteboard down; return what went wrong, if anything did."""
        async with self._saving:
            try:
                await self._interview.save_whiteboard(text)
            except InterviewerError as error:
                return f"{error.message} Your notes are still here."
        self.notes.clear()
        return ""


def forget(transcript: Path) -> None:
    """Delete the drafts of an interview that is deleted."""
    for suffix in (".draft", BOARD):
        Draft(transcript, suffix).clear()


def _kept(draft: Draft, text: str, what: str, where: str) -> str:
    try:
        draft.save(text)
    except OSError as error:
        return f"{what} could not be saved: {error.strerror}. {where}"
    return ""
