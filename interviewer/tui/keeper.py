"""Keeps the candidate's unsent words: the draft beside the transcript, the whiteboard in it.

It says in words what could not be kept; nothing it is handed is ever dropped by it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from interviewer.errors import InterviewerError
from interviewer.tui.draft import Draft

if TYPE_CHECKING:
    from interviewer.engine.interview import Interview


class Keeper:
    """One interview's draft and whiteboard."""

    def __init__(self, interview: Interview) -> None:
        self.draft = Draft(interview.path)
        self._interview = interview
        self._saving = asyncio.Lock()

    def save_draft(self, text: str) -> str:
        """Keep the draft; return what went wrong, if anything did."""
        try:
            self.draft.save(text)
        except OSError as error:
            return f"The draft could not be saved: {error.strerror}. Your text is still here."
        return ""

    async def save_board(self, text: str) -> str:
        """Write the whiteboard down; return what went wrong, if anything did."""
        async with self._saving:
            try:
                await self._interview.save_whiteboard(text)
            except InterviewerError as error:
                return f"{error.message} Your notes are still here."
        return ""
