"""Which transcript a name on the command line means."""

from __future__ import annotations

from pathlib import Path

from interviewer import wiring
from interviewer.cli.say import talk
from interviewer.settings import Settings
from interviewer.transcript import Transcript


def transcript_path(settings: Settings, name: str) -> Path:
    """Return the file that a path, an id, the beginning of one, or `last` means.

    Whatever exists is taken for what it is, so that a wrong file is told to be no transcript.

    Raises:
        UsageError: none, or more than one.
    """
    try:
        if name and Path(name).exists():
            return Path(name)
    except (OSError, ValueError):  # too long a name, or one with a NUL
        pass
    return wiring.find_session(settings, name)


def note_torn_tail(transcript: Transcript) -> None:
    """Say that a transcript ends in the middle of a record, if it does."""
    if transcript.bad_tail:
        talk(
            f"The last {len(transcript.bad_tail):,} bytes of {transcript.path.name} were never "
            "completed (a crash or a power cut) and are left out; what was acknowledged is there."
        )
