"""Answers that code can verify: a number, a choice, an order.

Embeddings cannot see direction ("eighteen wrong calls for each right one" and its reverse: cosine
.95), so what hangs on a direction is checked here. A check confirms or contradicts; it never adds
credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from interviewer.evidence.arithmetic import order_holds
from interviewer.evidence.offered import offered
from interviewer.evidence.quantities import Quantity, within
from interviewer.evidence.quantity import canonical, kind
from interviewer.evidence.sentences import clauses, content_stems, sentences, stem, words
from interviewer.rubric import Check, ChoiceCheck, NumberCheck, OrderCheck, Range

Finding = Literal["right", "wrong", "absent"]

_NEGATED = re.compile(
    r"\b(?:not|no|never|don't|doesn't|won't|wouldn't|isn't|can't|cannot|nothing|nobody|neither|nor|"
    r"without|rather than|instead of|unlike|except|least of all|ignore|skip|forget|drop|avoid|"
    r"least|can wait|could wait|fine if|does not matter|doesn't matter|hardly matters?|tolerates?|"
    r"less)\b",
    re.IGNORECASE,
)


def verify(check: Check, text: str, given: Sequence[Quantity] = ()) -> Finding:
    """Return whether an answer passes a check, fails it, or does not commit itself.

    `given` are the quantities that the candidate was told: a number that only repeats one is no
    answer.
    """
    if isinstance(check, NumberCheck):
        return settle(check, text, given).finding
    if isinstance(check, ChoiceCheck):
        return _choice(check, text)
    return _order(check, text)


@dataclass(frozen=True)
class Settled:
    """What a check of a number found, the number that decided it, and the range that it fits.

    Both are None where no number decided; of a wrong one, the range that it should have fitted.
    """

    finding: Finding
    quantity: Quantity | None = None
    accepted: Range | None = None


def settle(check: NumberCheck, text: str, given: Sequence[Quantity]) -> Settled:
    """Return whether an answer passes a check of a number, and which number decided it."""
    found = [q for q in offered(text, given) if q.unit or not _many_scales(check)]
    for quantity, accepted in product(found, check.accept):
        if within(quantity, accepted):
            return Settled("right", quantity, accepted)
    for quantity, rejected in product(found, check.reject):
        if within(quantity, rejected):
            return Settled("wrong", quantity, wanted(quantity, check.accept))
    return Settled("absent")


def wanted(quantity: Quantity | None, ranges: Sequence[Range]) -> Range | None:
    """Return the range that a number should have fitted: of its own kind, or else the first."""
    if quantity is not None:
        own = kind(quantity.unit)
        alike = (r for r in ranges if own and kind(canonical(r.unit)[0]) == own)
        if found := next(alike, None):
            return found
    return ranges[0] if ranges else None


def _many_scales(check: NumberCheck) -> bool:
    """Tell whether a check accepts days as well as months: then a bare number fits too easily."""
    return len({r.unit for r in check.accept if kind(canonical(r.unit)[0]) == "second"}) > 1


def _order(check: OrderCheck, text: str) -> Finding:
    verdicts = [order_holds(sentence.text, check.more, check.less) for sentence in sentences(text)]
    verdicts.append(order_holds(text, check.more, check.less))
    if True in verdicts and False not in verdicts:
        return "right"
    return "wrong" if False in verdicts and True not in verdicts else "absent"


def _choice(check: ChoiceCheck, text: str) -> Finding:
    chosen_right = chosen_wrong = False
    for clause in (part for sentence in sentences(text) for part in _halves(sentence.text)):
        negated = bool(_NEGATED.search(clause))
        right, wrong = mentions(clause, check.right), mentions(clause, check.wrong)
        chosen_right |= right and (not negated or _says_no(clause, check.right))
        chosen_wrong |= wrong and not right and not negated
    if chosen_right and not chosen_wrong:
        return "right"
    return "wrong" if chosen_wrong and not chosen_right else "absent"


def _halves(sentence: str) -> Iterator[str]:
    """Yield clauses; "not this but that" are two."""
    for clause in clauses(sentence):
        yield from re.split(r"\bbut\b", clause.text)


def _says_no(clause: str, phrases: Sequence[str]) -> bool:
    """Tell whether a phrase that itself says no occurs: "nobody", "no one", "not at all"."""
    return any(_NEGATED.search(phrase) and mentions(clause, [phrase]) for phrase in phrases)


def mentions(text: str, phrases: Sequence[str]) -> bool:
    """Tell whether a text holds one of the phrases.

    Stems are compared, in order, with at most two words between.
    """
    stems = [stem(word) for word in words(text)]
    return any(_holds(stems, [stem(word) for word in words(phrase)]) for phrase in phrases)


def _holds(stems: Sequence[str], phrase: Sequence[str]) -> bool:
    if not phrase:
        return False
    for start, found in enumerate(stems):
        if found != phrase[0]:
            continue
        place = start
        for wanted in phrase[1:]:
            window = stems[place + 1 : place + 4]
            if wanted not in window:
                break
            place += 1 + window.index(wanted)
        else:
            return True
    return False


def names_any(text: str, phrases: Sequence[str]) -> bool:
    """Tell whether a text names a concept: all content stems of one of the phrases occur."""
    stems = set(content_stems(text))
    return any(
        wanted and wanted <= stems for wanted in (set(content_stems(phrase)) for phrase in phrases)
    )
