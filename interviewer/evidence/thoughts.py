"""The pieces of a message that may hold a thought: a sentence, its clauses, neighbours together.

It knows no embedder and no rubric.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.evidence.sentences import clauses, content_stems, is_fragment, words

LONGEST = 30
"""Words from which a sentence is not joined with the next."""
FOLLOWING = 2
"""How many sentences may be joined to one."""
SHORT = 6
"""Words below which a sentence without a verb counts only together with another."""
CLAUSE = 4
"""Content words that a clause must have to count by itself."""


@dataclass(frozen=True)
class Thought:
    """A piece of text, and which sentences of the message it consists of."""

    text: str
    parts: tuple[int, ...]
    counts: bool = True
    """False for a short fragment, which only other thoughts are compared with."""

    @property
    def joined(self) -> bool:
        """Whether it is several sentences together."""
        return len(self.parts) > 1


def thoughts(texts: Sequence[str], own: Sequence[bool], index: int) -> list[Thought]:
    """Return the thoughts that begin with a sentence; `own` tells which sentences may take part."""
    if not own[index]:
        return []
    first = texts[index]
    alone = not (is_fragment(first) and len(words(first)) < SHORT)
    found = [Thought(first, (index,), counts=alone)]
    parts = [clause.text for clause in clauses(first)]
    if len(parts) > 1:
        telling = [p for p in parts if len(content_stems(p)) >= CLAUSE and not is_fragment(p)]
        found += [Thought(part, (index,)) for part in telling]
    return [*found, *_joined(texts, own, index)]


def _joined(texts: Sequence[str], own: Sequence[bool], index: int) -> list[Thought]:
    """Return a sentence with those that follow; one said twice has no neighbours to speak of."""
    found, joined = [], texts[index]
    if texts.count(texts[index]) > 1:
        return []
    for end in range(index + 1, min(index + 1 + FOLLOWING, len(texts))):
        if not own[end] or len(words(joined)) > LONGEST or texts.count(texts[end]) > 1:
            break
        joined = f"{joined} {texts[end]}"
        if not is_fragment(joined):
            found.append(Thought(joined, tuple(range(index, end + 1))))
    return found
