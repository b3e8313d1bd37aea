"""Why a sentence is not shown. It knows no rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """`rule` is a short slug, `why` one sentence for the transcript's fault record."""

    rule: str
    why: str


def shown(text: str, width: int = 80) -> str:
    """Return text for a reason: on one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"
