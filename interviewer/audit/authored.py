"""Candidates with authored answers, `scenarios/candidates/<scenario>.yaml`: one text a question.

They ask, say how they see the problem, and then answer what they are asked. Which answer fits is
told from the interviewer's words alone; no hook, move or score is seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interviewer.audit.candidate import Kind
from interviewer.audit.scripts import Answer, Script, questions
from interviewer.evidence.sentences import sentences, words
from interviewer.retrieval.base import Embedder
from interviewer.rubric import Rubric
from interviewer.text import fold

NEAR = 0.6
"""Cosine from which the interviewer's words count as one of the authored wordings."""
FAINT = 0.4
"""Cosine from which an unused answer is better than none."""

_QUOTED = re.compile(r"\"[^\"]*\"")
_WHICH = re.compile(r"(?:\bmean|\babout|\bone:)\s+(.+?)(?:,\s+or|\s+or about)\s+(.+?)[?.]")
_SPENT = tuple(
    f"{head} {tail}"
    for tail in (
        "I would leave it at that.",
        "There is nothing I would change.",
        "I have no more to add.",
        "That stands.",
    )
    for head in (
        "I have said what I would do.",
        "My answer is the one I gave.",
        "I would do what I described.",
    )
)


_SAYS_NOTHING = frozenset(map(fold, _SPENT))


@dataclass(frozen=True)
class _Match:
    answer: int
    score: float


class Authored:
    """Plays one script; never says the same text twice."""

    def __init__(self, script: Script, embedder: Embedder) -> None:
        self.name: str = script.id
        self.kind: Kind = script.kind
        self._script = script
        self._embedder = embedder
        self._wordings = [
            (index, text) for index, answer in enumerate(script.answers) for text in answer.when
        ]
        self._vectors = embedder.embed([text for _, text in self._wordings])
        self._questions = list(script.questions)
        self._given: Counter[int] = Counter()
        self._last: int | None = None
        self._said: set[str] = set()
        self._asked = ""
        self._opened = False

    async def reply(self, heard: str) -> str | None:
        """Answer the nearest question; ask or open while none is put; None once all is said.

        What comes first is always a question of one's own: the greeting invites to it in the words
        of many an authored question.
        """
        asked, self._asked = self._asked, ""
        if asked and (which := self._which(heard, asked)):
            return self._once(which)
        matches = self._matches(heard) if self._said or not self._questions else []
        if matches and matches[0].score >= NEAR:
            return self._answer(self._pick(matches))
        if self._last is not None and self._given[self._last] == 1:
            return self._answer(self._last)
        if self._questions and not self._given:
            self._asked = self._questions.pop(0)
            return self._once(self._asked)
        if not self._opened:
            return self._once(self._open())
        unused = [m for m in matches if not self._given[m.answer] and m.score >= FAINT]
        return self._answer(unused[0].answer) if unused else self._spent()

    def _open(self) -> str:
        self._opened = True
        return self._script.opening

    def _answer(self, index: int) -> str | None:
        """Return the answer, after the opening if the interviewer did not wait for that."""
        answer = self._script.answers[index]
        texts = (answer.says, answer.pressed)
        self._last = index
        self._given[index] += 1
        said = self._given[index]
        if said > len(texts):
            return self._spent()
        opening = "" if self._opened else f"{self._open()}\n\n"
        return self._once(f"{opening}{texts[said - 1]}")

    def _pick(self, matches: list[_Match]) -> int:
        """Return the nearest answer; one that is used up gives way to another that is near, too."""
        near = [match for match in matches if match.score >= NEAR and self._given[match.answer] < 2]
        return near[0].answer if near and matches[0].score < 1 else matches[0].answer

    def _matches(self, heard: str) -> list[_Match]:
        """Return how near the answers are to what was asked, nearest first; 1 where literal."""
        best: dict[int, float] = {}
        whole = fold(heard)
        literal = [
            (len(text), index)
            for index, text in self._wordings
            if len(words(text)) > 3 and _bare(text) in whole
        ]
        if literal:
            best[max(literal)[1]] = 1.0
        elif questions := _questions_in(heard):
            near = np.max(self._embedder.embed(questions) @ self._vectors.T, axis=0)
            for (index, _), score in zip(self._wordings, near, strict=True):
                best[index] = max(best.get(index, 0.0), min(float(score), 0.999))
        return sorted((_Match(*pair) for pair in best.items()), key=lambda match: -match.score)

    def _which(self, heard: str, asked: str) -> str | None:
        """Return which of two topics a question meant, unless that was said before."""
        found = _WHICH.search(" ".join(span.text for span in sentences(heard)[-2:]))
        if not found:
            return None
        vectors = self._embedder.embed([asked, *found.groups()])
        nearer = found.group(1 + int(np.argmax(vectors[1:] @ vectors[0])))
        which = f"What can you tell me about {nearer}?"
        return which if fold(which) not in self._said else None

    def _once(self, text: str) -> str | None:
        if fold(text) in self._said:
            return self._spent()
        self._said.add(fold(text))
        return text

    def _spent(self) -> str | None:
        left: Iterable[str] = (text for text in _SPENT if fold(text) not in self._said)
        text = next(iter(left), None)
        if text is not None:
            self._said.add(fold(text))
        return text


def _bare(text: str) -> str:
    return fold(text).rstrip(" .?!")


def _questions_in(heard: str) -> list[str]:
    """Return the sentences that ask, without quoted words; a told fact may sound like one."""
    said = [span.text for span in sentences(_QUOTED.sub("", heard))]
    return [text for text in said if text.endswith("?")]


# --- what is left unanswered ----------------------------------------------------------------------


def says_nothing(text: str) -> bool:
    """Tell whether this is what an authored candidate says when it has no answer."""
    return fold(text) in _SAYS_NOTHING


def is_answer(reply: str, name: str, script: Script, rubric: Rubric) -> bool:
    """Tell whether a reply was meant for the question of this id.

    It was not, if it says nothing, or what stands under another question: a candidate that does not
    know a question takes it for a press of the one before.
    """
    own = questions(rubric)
    said = fold(reply)
    given = [a for a in script.answers if fold(a.says) in said or fold(a.pressed) in said]
    meant = any(a.hook == name or a.when != own.get(a.hook) for a in given)
    return meant or not (given or says_nothing(reply))


def unanswered(script: Script, rubric: Rubric, embedder: Embedder | None = None) -> list[str]:
    """Return the ids of the questions to which a candidate has nothing of its own to say.

    Args:
        script: as loaded, so that an answer without `when` has the rubric's own wordings.
        rubric: what it is asked.
        embedder: hears a question in other words, as at the table; without one an answer is
            believed to meet the question that it names, and one that names none to meet any.

    An answer to something else may still be given in the place of a missing one: to a candidate
    that knows no answer, the question sounds like a press, or like the nearest that it does know.
    """
    own = questions(rubric)
    twists = {hook.id for hook in rubric.hooks if hook.twist}  # asked in the scenario's words
    heard = {a.hook for a in script.answers if a.hook in twists or a.when == own.get(a.hook)}
    others = [a for a in script.answers if a.hook not in heard]
    return [
        name
        for name in _put_to(script, rubric)
        if name not in heard and not any(_meets(each, name, own, embedder) for each in others)
    ]


def _put_to(script: Script, rubric: Rubric) -> list[str]:
    """Return the ids of what can be put to a candidate.

    The first phase is led into by the greeting, which its own questions and the opening meet; only
    who asks nothing is asked about it again. An estimate of which only the sign counts is never
    asked for.
    """
    first = () if script.questions else (rubric.phases[0].id,)
    return [
        *first,
        *(phase.id for phase in rubric.phases[1:]),
        *(estimate.id for estimate in rubric.estimates if estimate.accept.sign is None),
        *(hook.id for hook in rubric.hooks),
    ]


def _meets(answer: Answer, name: str, own: dict[str, list[str]], embedder: Embedder | None) -> bool:
    """Tell whether an answer with wordings of its own is found when a question is put."""
    whole = [fold(wording) for wording in own[name]]
    if any(_bare(text) in wording for text in _long(answer.when) for wording in whole):
        return True
    if embedder is None:
        return answer.hook == name or answer.hook not in own
    asked = [text for wording in own[name] for text in _questions_in(wording)]
    return bool(asked) and bool(
        np.max(embedder.embed(asked) @ embedder.embed(answer.when).T) >= NEAR
    )


def _long(texts: Sequence[str]) -> list[str]:
    """Return the wordings that are known again wherever they stand; shorter ones stand anywhere."""
    return [text for text in texts if len(words(text)) > 3]
