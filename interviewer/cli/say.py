"""Words to a terminal: whatever a file or a person wrote passes `safe_text` here."""

from __future__ import annotations

import json
import sys
from typing import Any

from interviewer.text import safe_text


def out(text: str = "") -> None:
    """Print data."""
    print(safe_text(text))


def talk(text: str) -> None:
    """Print what is not data."""
    print(safe_text(text), file=sys.stderr, flush=True)


def as_json(value: Any) -> None:
    """Print JSON, in ASCII: it escapes whatever a terminal might obey."""
    print(json.dumps(value, indent=2, default=str))
