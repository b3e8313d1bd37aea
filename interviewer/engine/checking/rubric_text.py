"""The rubric's own sentences: never said, not even in part.

What a plan makes authored wording is not among them, nor what the candidate has said.
"""

from __future__ import annotations

from collections.abc import Iterable

from interviewer.engine.checking.allowed import Allowed
from interviewer.engine.checking.kept import Kept
from interviewer.evidence.origin import Origin
from interviewer.evidence.reader import rubric_texts
from interviewer.evidence.sentences import content_stems, sentences, words
from interviewer.rubric import Rubric

LEAST_STEMS = 2
LEAST_WORDS = 5
"""Content words or words below which a whole sentence could be anybody's."""
LEAST_NEW = 3
"""Content words that nobody has used, without which a part of a sentence is no copy."""
LEAST_COPY = 6
"""Content words below which pairs of the rubric's words are chance."""


class RubricText:
    """Recognises the sentences of a rubric."""

    def __init__(self, rubric: Rubric) -> None:
        texts = list(_every(rubric))
        self._origin = Origin(texts)
        pieces = {piece.text for text in texts for piece in sentences(text)}
        titles = {hook.about for hook in rubric.hooks} | {c.name for c in rubric.criteria}
        self._whole = {
            _letters(piece)
            for piece in (*pieces, *titles)
            if len(words(piece)) >= LEAST_WORDS or len(content_stems(piece)) >= LEAST_STEMS
        }
        self._long = [
            _letters(piece) for piece in pieces if len(content_stems(piece)) > LEAST_STEMS + 1
        ]

    def holds(self, sentence: str, allowed: Allowed) -> bool:
        """Tell whether a sentence is the rubric's, or holds one of its sentences."""
        letters = _letters(sentence)
        if f" {letters} " in allowed.letters:
            return False
        if letters in self._whole:
            return True
        stems = content_stems(sentence)
        if len(set(stems) - allowed.stems) < LEAST_NEW:
            return False
        if len(stems) >= LEAST_COPY and self._origin.copied(sentence):
            return True
        return any(f" {piece} " in f" {letters} " for piece in self._long)


def _letters(text: str) -> str:
    return " ".join(words(text))


def _every(rubric: Rubric) -> Iterable[str]:
    """Yield what only the judge may see."""
    yield from rubric_texts(rubric)
    for criterion in rubric.criteria:
        anchors = criterion.anchors
        yield from criterion.wrong_claims
        yield from (anchors.mentioned, anchors.applied, anchors.justified, anchors.held_up)


rubric_text = Kept(RubricText)
"""What recognises a rubric's sentences, made once for each rubric."""
