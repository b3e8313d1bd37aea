"""Takes keys out of text that a provider, or its SDK, wrote. It keeps no key itself.

A server may echo a header, and an address may carry a key: both end up in error messages.
"""

from __future__ import annotations

import os
import re

from interviewer.text import clip, safe_text

_SECRET_NAME = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS?)(_ID)?$")
_LOOKS_SECRET = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf)[-_][\w*.-]{8,}"  # the common prefixes of vendors
    r"|\bAIza[\w-]{20,}|\bA[KS]IA[A-Z0-9]{12,}"
    r"|(?<=://)[^/\s@]+@"  # user:password@ of an address
    r"|(?<=[?&]key=)[^&\s'\"]+"
    r"|(?<=[Bb]earer )[^\s'\",]+"
)
_SHORTEST = 6
"""Shorter values (`none`, `1`) are no keys, and replacing them would garble ordinary words."""


def redact(text: str, width: int = 300) -> str:
    """Return text on one line, safe to show, with whatever is or looks like a key replaced."""
    for secret in _secrets():
        text = text.replace(secret, "[key]")
    return clip(safe_text(_LOOKS_SECRET.sub("[key]", text)), width)


def _secrets() -> list[str]:
    """Return the values of variables that hold keys, longest first; read anew each time."""
    named = (value for name, value in os.environ.items() if _SECRET_NAME.search(name.upper()))
    return sorted({value for value in named if len(value) >= _SHORTEST}, key=len, reverse=True)
