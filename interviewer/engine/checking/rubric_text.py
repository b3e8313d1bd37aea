"""The rubric's own sentences: never said, not even in part.

What a plan makes authored wording is not among them, nor what the candidate has said.
"""

from __future__ import annotations

from collections.abc import Iterable

from interviewer.engine.checking.allowed import Allowed
from interviewer.evidence.origin import Origin
from interviewer.evidence.reader import rubric_texts
from interviewer.evidence.sentences import content_stems, sentences, words
from interviewer.rubric import Rubric

LEAST_STEMS = 3
"""Content words below which a sentence could be anybody's."""
LEAST_NEW = 3
"""Content words that nobody has used, without which a part of it is no copy."""
LEAST_COPY = 6
"""Content words below which pairs of the rubric's words are chance."""
_SHORT = 2


class RubricText:
    """Recognises the sentences of a rubric."""

    def __init__(self, rubric: Rubric) -> None:
        texts = list(_every(rubric))
        self._origin = Origin(texts)
        self._pieces = {
            _letters(piece.text)
            for text in texts
            for piece in sentences(text)
            if len(content_stems(piece.text)) >= _SHORT
        }

    def holds(self, sentence: str, allowed: Allowed) -> bool:
        """Tell whether a sentence is the rubric's."""
        letters = _letters(sentence)
        if any(f" {letters} " in f" {_letters(text)} " for text in allowed.every):
            return False
        if letters in self._pieces:
            return True
        stems = content_stems(sentence)
        if len(stems) < LEAST_STEMS or len(set(stems) - allowed.stems) < LEAST_NEW:
            return False
        if len(stems) >= LEAST_COPY and self._origin.copied(sentence):
            return True
        return any(
            len(content_stems(piece)) > LEAST_STEMS and f" {piece} " in f" {letters} "
            for piece in self._pieces
        )


def _letters(text: str) -> str:
    return " ".join(words(text))


def _every(rubric: Rubric) -> Iterable[str]:
    """Yield what only the judge may see."""
    yield from rubric_texts(rubric)
    for criterion in rubric.criteria:
        anchors = criterion.anchors
        yield from (criterion.name, *criterion.wrong_claims)
        yield from (anchors.mentioned, anchors.applied, anchors.justified, anchors.held_up)


_KEPT: dict[int, tuple[Rubric, RubricText]] = {}


def rubric_text(rubric: Rubric) -> RubricText:
    """Return what recognises a rubric; made once for each, which is kept so that its id stays its."""
    kept = _KEPT.get(id(rubric))
    if kept is None or kept[0] is not rubric:
        _KEPT[id(rubric)] = kept = (rubric, RubricText(rubric))
    return kept[1]
