"""What the model voice may draw on: the need, what was told, this turn's wording, what was said.

Built once a reply. It knows no rule, and nothing that the candidate has not been told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from importlib import resources

from interviewer import transcript as t
from interviewer.engine.policy import View
from interviewer.engine.wording import phrases
from interviewer.evidence.quotes import find_quote
from interviewer.evidence.sentences import sentences, stem, words
from interviewer.scenario import Value
from interviewer.text import fold

_LIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})
_QUOTED = re.compile(r"\"([^\"]{2,400})\"|\u201c([^\u201d]{2,400})\u201d")
LONG_RUN = 6
"""Words in a row that stand in the authored wording and so need no check of what they say."""


def bare(text: str) -> str:
    """Return text for comparison: folded, plain quotation marks and dashes, no end mark."""
    return fold(text.translate(_LIKE)).strip(" .!?:;,\"'*_")


@lru_cache(maxsize=8)
def lines_of(name: str) -> tuple[str, ...]:
    """Return the lines of a list that is shipped beside this module."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache(maxsize=1)
def stock_phrases() -> tuple[str, ...]:
    """Return what the embedded voice says without a slot to fill."""
    every = [
        piece.text for bank in phrases().values() for text in bank for piece in sentences(text)
    ]
    return tuple(dict.fromkeys(text for text in every if "{" not in text))


@lru_cache(maxsize=1)
def _stock_bare() -> frozenset[str]:
    return frozenset(bare(text) for text in stock_phrases())


@lru_cache(maxsize=1)
def stock_stems() -> frozenset[str]:
    """Return the stems of what any interviewer says."""
    return frozenset().union(
        *(stems_of(text) for text in (*lines_of("stock.txt"), *stock_phrases()))
    )


@lru_cache(maxsize=2048)
def stems_of(text: str) -> frozenset[str]:
    """Return the stems of all words of a text."""
    return frozenset(stem(part) for word in words(text) for part in (word, *word.split("'")))


class Allowed:
    """The texts of a reply's plan and of the interview so far."""

    def __init__(self, plan: tuple[t.MoveChosen, ...], view: View, authored: Sequence[str]) -> None:
        state, scenario = view.state, view.scenario
        told = dict.fromkeys((*state.facts_told, *(fact for move in plan for fact in move.facts)))
        self.authored = tuple(text for text in authored if text)
        self.facts = tuple(scenario.fact(fact).says for fact in told)
        self.values = tuple(
            _written(value) for fact in told for value in scenario.fact(fact).values.values()
        )
        self.need = (scenario.prompt, scenario.role, *scenario.primitives)
        self.candidate = tuple(
            text
            for text in (
                *(line.text for line in state.lines if line.who == "candidate"),
                state.whiteboard,
                *(move.quote for move in plan),
            )
            if text
        )
        self.interviewer = tuple(line.text for line in state.lines if line.who == "interviewer")
        self.minutes = f"{view.minutes} minutes"

    @property
    def every(self) -> tuple[str, ...]:
        """All texts."""
        return (*self.wording, *self.need, *self.interviewer, *self.candidate, self.minutes)

    @property
    def wording(self) -> tuple[str, ...]:
        """This turn's wording and the facts that were told."""
        return (*self.authored, *self.facts)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of every word in reach."""
        return frozenset().union(*(stems_of(text) for text in self.every))

    @cached_property
    def topics(self) -> frozenset[str]:
        """The stems of this turn's wording, of the need and of what the candidate has said."""
        texts = (*self.wording, *self.need, *self.candidate)
        return frozenset().union(*(stems_of(text) for text in texts))

    @cached_property
    def candidate_stems(self) -> frozenset[str]:
        """The stems of what the candidate has said."""
        return frozenset().union(*(stems_of(text) for text in self.candidate))

    @cached_property
    def _sentences(self) -> frozenset[str]:
        pieces = (piece.text for text in (*self.wording, *self.need) for piece in sentences(text))
        return frozenset(bare(piece) for piece in pieces)

    @cached_property
    def _letters(self) -> str:
        return "\n".join(" ".join(words(text)) for text in (*self.wording, *self.need))

    @cached_property
    def letters(self) -> str:
        """The words of all texts, a line for each."""
        return "\n".join(f" {' '.join(words(text))} " for text in self.every)

    def verbatim(self, sentence: str) -> bool:
        """Tell whether a sentence is the authored one, or a long piece of it."""
        plain = bare(sentence)
        if plain in self._sentences or plain in _stock_bare():
            return True
        said = words(sentence)
        return len(said) >= LONG_RUN and f" {' '.join(said)} " in f" {self._letters} ".replace(
            "\n", " \n "
        )

    def authors(self, phrase: str) -> bool:
        """Tell whether a phrase of two words or more stands in this turn's wording."""
        said = words(phrase)
        return len(said) > 1 and f" {' '.join(said)} " in f" {self._letters} "

    def quoted(self, words_of: str) -> bool:
        """Tell whether a quotation is of something that was said or told."""
        piece = words_of.strip(" .…,;:!?")
        return not piece or any(find_quote(piece, text) for text in self.every)

    def without_quotes(self, sentence: str) -> str:
        """Return a sentence without what it quotes truly; a mere quotation is left as it is."""
        rest = _QUOTED.sub(
            lambda m: " … " if self.quoted(m.group(1) or m.group(2)) else m.group(), sentence
        )
        return rest if len(words(rest)) > 1 else sentence


def _written(value: Value) -> str:
    """Return a named number of a fact as text: "four" may stand there as "fourth"."""
    if value.unit == "share":
        return f"{value.value * 100:.6g}%"
    return f"{value.value:.12g} {value.unit}"


def quotations(sentence: str) -> Iterable[str]:
    """Yield what stands in quotation marks."""
    for match in _QUOTED.finditer(sentence):
        yield match.group(1) or match.group(2)
