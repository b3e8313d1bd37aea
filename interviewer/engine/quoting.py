"""Quoting a candidate: a piece that says something by itself, cut where a clause ends.

It knows nothing of when a quotation is worth making (`choosing`).
"""

from __future__ import annotations

import re

QUOTE_WORDS = 16
"""Words of a quotation that leads to a question; a longer sentence is cut where a clause ends."""
WHOLE_QUOTE = 30
"""The same where the end of the sentence may be what matters."""
_CLAUSE_ENDS = re.compile(
    r"[,;:]\s|\s(?=(?:and|but|so|because|since|which|while|although|rather than|instead of)\b)"
)
_SHORTEST_CLAUSE = 5
_HANGS = re.compile(r"(?:if|when|because|since|while|although|unless|whether|as)\b", re.IGNORECASE)
"""How a clause begins that cannot be quoted without what follows it."""
_CUT = " …"


def short(quote: str, most: int = QUOTE_WORDS) -> str:
    """Return a quotable piece: no opener, no inner quotation marks, cut where a clause ends.

    Empty if what is left would hang in the air: "If anybody told her".
    """
    bare = re.sub(
        r"^(?:(?:so|and|but|then|also),?|(?:well|okay|ok|now|yes|no),)\s+",
        "",
        " ".join(quote.split()),
        flags=re.I,
    )
    bare = bare.replace('"', "'").rstrip(" .;,:")
    pieces = bare.split(" ")
    if len(pieces) <= most:
        return bare
    head = " ".join(pieces[:most])
    ends = [found.start() for found in _CLAUSE_ENDS.finditer(head)]
    whole = [end for end in ends if len(head[:end].split()) >= _SHORTEST_CLAUSE]
    if _HANGS.match(head):
        return ""
    return head[: whole[-1]] if whole else head.rstrip(",;:.") + _CUT


def leading(quote: str) -> str:
    """Return a piece that can lead to a question; empty where a sentence cannot be cut short."""
    piece = short(quote)
    return "" if piece.endswith(_CUT) else piece
