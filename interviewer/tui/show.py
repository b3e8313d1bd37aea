"""How foreign words reach a widget: made safe, and as `Content`, so that no markup in them is read.

Also the few ways in which numbers, times and levels are spelled on every screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from interviewer.text import safe_text

VERDICTS = {
    "strong_pass": "Strong pass",
    "pass": "Pass",
    "borderline": "Borderline",
    "fail": "Fail",
    "incomplete": "Incomplete",
}
OUTCOMES = {
    "held": ("✓", "held", "$good"),
    "partly": ("◐", "held in part", "$warn"),
    "evaded": ("○", "evaded", "$bad"),
    "wrong": ("✗", "wrong", "$bad"),
}
MAX_SHOWN = 4000


def plain(text: str, style: str = "") -> Content:
    """Return text of anybody's, safe and without markup, in one of our own styles."""
    return Content.styled(safe_text(text), style) if style else Content(safe_text(text))


def join(*parts: Content | tuple[str, str] | str) -> Content:
    """Return parts set one after the other; strings are made safe too."""
    return Content.assemble(*(part if isinstance(part, Content) else _part(part) for part in parts))


def _part(part: tuple[str, str] | str) -> Content:
    return plain(part) if isinstance(part, str) else plain(*part)


def clock(seconds: float) -> str:
    """Return minutes and seconds: `12:05`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def date(iso: str) -> str:
    """Return a moment as it is told here: `2026-11-21 09:30`, or a dash for what is none."""
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return "–"


def shortened(text: str) -> str:
    """Return text as the transcript shows it: an enormous one is cut, and says so."""
    if len(text) <= MAX_SHOWN:
        return text
    more = len(text) - MAX_SHOWN
    return f"{text[:MAX_SHOWN]}\n[{more:,} more characters: they are saved, and read in full]"


def rung(level: int | None) -> str:
    """Return the ladder 0-4 as five cells with the rung marked: `━━◆──` for 2."""
    if level is None:
        return "─ ? ─"
    return "━" * level + "◆" + "─" * (4 - level)


def words(identifier: str) -> str:
    """Return an id as words: `wrap-up` -> `Wrap up`."""
    return identifier.replace("-", " ").replace("_", " ").capitalize()


def count(number: int, noun: str) -> str:
    """Return `1 turn`, `2 turns`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


_KEYS = {
    "escape": "Esc",
    "question_mark": "?",
    "plus": "+",
    "minus": "−",
    "equals_sign": "=",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


def key_name(key: str) -> str:
    """Return a key as it stands on a keyboard: `ctrl+j` -> `Ctrl+J`, `escape` -> `Esc`."""
    parts = [
        _KEYS.get(part, part if len(part) == 1 else part.capitalize()) for part in key.split("+")
    ]
    return "+".join(
        part.upper() if len(part) == 1 or (part[0] == "F" and part[1:].isdigit()) else part
        for part in parts
    )
