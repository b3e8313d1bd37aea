"""How every page is made from a template: escaped, and strict about what is missing."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from interviewer.report.page import Entry, Turn

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return where templates are found; in them `is turn` tells what was said from marks."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.tests["turn"] = _is_turn
    return made


def _is_turn(entry: Entry) -> bool:
    return isinstance(entry, Turn)
