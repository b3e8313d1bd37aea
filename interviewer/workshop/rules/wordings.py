"""How questions are put: none takes a decision for granted that nobody has taken yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.evidence.sentences import sentences
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_rubric

RULES = Shelf()
_PRESUMES = re.compile(
    r"(?:(?:so|and|but|now|then|well|ok)\b[,:]? )?"
    r"you(?:'d| would| have|'ve)? (?:just |already |also )?"
    r"(?:want|like|prefer|plan|intend|hope|say|said|tell|told|named|promised?|decided?|chosen?|"
    r"choose|train|trained|tune|tuned|learn from|pool|mix|hide|ban)\b",
    re.I,
)
"""How a statement begins that puts a wish, a word or a step into the candidate's mouth."""
_SUPPOSES = re.compile(r"\b(?:suppose|imagine|assume|if|let's|say (?:that|you|we|it))\b", re.I)


@RULES.rule(
    "decision-presumed",
    "warning",
    why="A hook may be asked before the candidate has decided anything, and then it puts words "
    "into a mouth.",
    bad="asks: 'You want a quarter of the run in our own languages. How often is a page read?'",
    good="asks: 'Suppose you want a quarter of the run in our own languages. How often ...?'",
    alone=True,
)
def decision_presumed(pair: Pair) -> Finds:
    """Find asks and presses that state, and do not suppose, what the candidate wants or does."""
    for where, text in _wordings(pair):
        if said := _presumed(text):
            message = f"takes a decision for granted: `{said[:60]}`"
            yield in_rubric(where, message, "begin it with 'Suppose you ...', or ask for it first")


def _presumed(text: str) -> str:
    """Return the first sentence that presumes, or nothing; a question presumes nothing."""
    for span in sentences(text):
        before = text[: span.start]
        statement = not span.text.endswith("?") and not _SUPPOSES.search(before)
        if statement and _PRESUMES.match(span.text):
            return span.text
    return ""


def _wordings(pair: Pair) -> Iterator[tuple[tuple[int | str, ...], str]]:
    for n, hook in enumerate(pair.rubric.hooks):
        for key, texts in (("asks", hook.asks), ("presses", hook.presses)):
            yield from ((("hooks", n, key, k), text) for k, text in enumerate(texts))
    for n, estimate in enumerate(pair.rubric.estimates):
        yield from ((("estimates", n, "asks", k), text) for k, text in enumerate(estimate.asks))
