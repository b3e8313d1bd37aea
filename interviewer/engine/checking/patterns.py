"""Small pieces that the patterns of a manner are made of."""

from __future__ import annotations

import re

_NODS = """ok | okay | so | and | well | yes | yeah | ah | oh | no | hmm+ | right | but | now |
    wow | alright | all right | actually | honestly | i see | i think | thanks | thank you |
    understood | got it | fine | sure"""


def any_of(phrases: str) -> str:
    """Return a group that matches any of the phrases, which "|" separates; no group inside."""
    pieces = (" ".join(piece.split()) for piece in phrases.split("|"))
    return f"(?:{'|'.join(piece for piece in pieces if piece)})"


def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns, ready to search; case does not matter."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_OPENED = rf"[\"'“(]*(?:{any_of(_NODS)}[,.!]?\s+)*"
BEGIN = rf"(?:^|[.!?…]\s+){_OPENED}"
"""Where a sentence begins, after the little words that open one."""
CLAUSE = rf"(?:^|[.!?:;,…–—-]\s+){_OPENED}"
"""The same for a sentence or a clause."""
STOP = r"(?=\s*(?:$|[.!,;:…–—]))"
"""Where a remark is over."""
STATED = r"(?=[^?]*$)"
"""Up to the end there is no question mark."""
