"""Words of the field, placeholders and likeness of wording: what several rules look for in texts.

Patterns and word lists only; it compares letters, never meanings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib import resources
from itertools import combinations

from pydantic import BaseModel

from interviewer.evidence.sentences import content_stems

PLACEHOLDER = re.compile(r"<[^<>\n]{3,120}>")
"""What a scaffold leaves for the author to fill in."""


@lru_cache(maxsize=8)
def _lines(package: str, *name: str) -> tuple[str, ...]:
    text = resources.files(package).joinpath(*name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def _pattern(lines: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of terms: one a line, "|" between spellings, "*" for any ending."""
    spellings = sorted((term for line in lines for term in line.split("|")), key=len, reverse=True)
    escaped = (
        re.escape(term).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]+") for term in spellings
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(escaped)})(?:e?s)?(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _techniques() -> re.Pattern[str]:
    more = _lines("interviewer.workshop", "techniques.txt")
    return _pattern([*_lines("interviewer.engine", "checking", "terms.txt"), *more])


@lru_cache(maxsize=4)
def _listed(name: str) -> re.Pattern[str]:
    return _pattern(_lines("interviewer.workshop", name))


_DOER = re.compile(
    r"\w{3,}(?:keeper|worker|owner|holder|maker|goer|seeker|giver|mother|father|fighter)s?\b", re.I
)


def names_people(text: str) -> bool:
    """Tell whether a text speaks of somebody, in words of `people.txt` or as beekeepers are."""
    return bool(_listed("people.txt").search(text) or _DOER.search(text))


def names_trouble(text: str) -> bool:
    """Tell whether a text has a word of trouble, as `trouble.txt` lists them."""
    return bool(_listed("trouble.txt").search(text))


def techniques_in(text: str) -> list[str]:
    """Return the techniques and products that a text names, as they stand in it."""
    return [match.group() for match in _techniques().finditer(text)]


def jargon_in(text: str) -> list[str]:
    """Return the words of the field in a text: techniques, and what only the trade says."""
    return techniques_in(text) + [match.group() for match in _listed("jargon.txt").finditer(text)]


def without_techniques(text: str) -> str:
    """Return a text with the names of techniques taken out."""
    return _techniques().sub(" ", text)


def likeness(a: str, b: str) -> float:
    """Return how much of their content words two texts share, 0-1 (Jaccard over stems)."""
    one, two = set(content_stems(a)), set(content_stems(b))
    return len(one & two) / len(one | two) if one | two else float(a == b)


def twins(texts: Sequence[str], alike: float) -> list[tuple[int, int]]:
    """Return the numbers of the texts that say the same words: likeness of `alike` or more."""
    pairs = combinations(range(len(texts)), 2)
    return [(a, b) for a, b in pairs if likeness(texts[a], texts[b]) >= alike]


def shared(text: str, known: Collection[str]) -> int:
    """Return how many content words of a text have a known stem."""
    return sum(stem in known for stem in set(content_stems(text)))


def blanks_in(*parts: BaseModel) -> int:
    """Return how many blanks of a scaffold are left in parts of a document."""
    return sum(len(PLACEHOLDER.findall(part.model_dump_json())) for part in parts)


def count_of(number: int, one: str, many: str = "") -> str:
    """Return "1 hook", "2 hooks"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"
