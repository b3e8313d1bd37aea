"""Names and techniques: the interviewer is never the first to bring one up.

A name is a capitalised word inside a sentence, an acronym or a word in CamelCase; a technique is in
the list `terms.txt`. Both may be said once they stand in what was told or said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from interviewer.engine.checking.allowed import Allowed, lines_of, stems_of
from interviewer.engine.checking.refusal import Refusal
from interviewer.evidence.sentences import STOP, stem

_WORD = re.compile(r"[^\W\d_][\w'’]*(?:[.&][^\W\d_]\w*)*")
_BEGINS = re.compile(r"(?:^|[.!?:;…]|\n)[\s\"'“‘(\[*_–—-]*$|[\"“‘(]$")
"""What stands before a word that is capitalised because something begins there."""
_FREE = frozenset(
    """i ok okay ml ai api id ui faq hi hello thanks q&a pm am e.g i.e monday tuesday wednesday
    thursday friday saturday sunday mondays fridays""".split()
)
ALIKE = 5
LONGER = 2
"""Letters by which two words of one stem may differ at the end: "Kenya", "Kenyan"."""
_PARTS = re.compile(r"[-/’']")


class Names:
    """The names and techniques that may be used."""

    def __init__(self, allowed: Allowed) -> None:
        self._allowed = allowed

    def refuses(self, sentence: str) -> Refusal | None:
        """Return why a sentence is refused for a name or a technique, or None."""
        for name in _names(sentence):
            if not self._knows(name):
                return Refusal("name", f"the name {name} stands in nothing that was told or said")
        for match in _terms().finditer(sentence):
            wanted = stems_of(match.group())
            if not any(wanted <= stems_of(text) for text in self._allowed.every):
                return Refusal("term", f"nobody has named {match.group()} yet")
        return None

    def _knows(self, name: str) -> bool:
        low = name.lower().replace("’", "'").removesuffix("'s")
        known = self._allowed.stems
        if low in _FREE or stem(low) in known or low in known:
            return True
        return len(low) > ALIKE and any(
            other.startswith(low[:-LONGER]) and abs(len(other) - len(low)) <= LONGER
            for other in known
            if len(other) >= ALIKE
        )


def _names(sentence: str) -> Iterator[str]:
    """Yield the capitalised words that are not so because a sentence begins."""
    for match in _WORD.finditer(sentence):
        begins = bool(_BEGINS.search(sentence[: match.start()]))
        for place, part in enumerate(_PARTS.split(match.group())):
            if _is_name(part, begins and not place):
                yield part


def _is_name(word: str, begins: bool) -> bool:
    if len(word) < 2 or word.islower() or word.lower() in STOP:
        return False
    inner = any(char.isupper() for char in word[1:])
    return inner or (word[0].isupper() and not begins)


@lru_cache(maxsize=1)
def _terms() -> re.Pattern[str]:
    spellings = (term for line in lines_of("terms.txt") for term in line.split("|"))
    longest = sorted(spellings, key=len, reverse=True)
    patterns = (
        re.escape(term).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for term in longest
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?:e?s)?(?![\w])", re.IGNORECASE)
