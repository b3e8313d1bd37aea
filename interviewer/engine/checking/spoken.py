"""The check of one reply, sentence by sentence, in the order of what matters most.

Authored wording passes whatever it says; it can still be a second question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewer import transcript as t
from interviewer.engine.checking import asking
from interviewer.engine.checking.allowed import Allowed, quotations
from interviewer.engine.checking.figures import Told, figures
from interviewer.engine.checking.form import MOST_REPLY, refuses_form, refuses_size
from interviewer.engine.checking.manner import refuses_manner
from interviewer.engine.checking.names import Names
from interviewer.engine.checking.nearness import (
    GIVEN_AWAY,
    OTHER_QUESTION,
    UNGROUNDED,
    Nearness,
)
from interviewer.engine.checking.refusal import Refusal, shown
from interviewer.engine.checking.rubric_text import rubric_text
from interviewer.engine.policy import View
from interviewer.evidence.quantity import Quantity, kind
from interviewer.evidence.sentences import content_stems, sentences, words
from interviewer.evidence.substance import Substance

SECOND_HALF = 0.11
"""How much further the second half of a question may be from the planned one: it says less."""
QUOTE_WORDS = 4
"""Words in quotation marks from which they must have been said."""
TELLS = 0.6
"""Share of a fact's content words that must have been said where it has no figure."""


class SpokenCheck:
    """Checks one reply, sentence by sentence.

    `authored`: the wording of the plan, which the model may use. `substance`: None where no embedder
    knows meaning; the rules that rest on nearness are skipped then.
    """

    def __init__(
        self,
        plan: tuple[t.MoveChosen, ...],
        view: View,
        authored: Sequence[str],
        substance: Substance | None,
    ) -> None:
        self._plan, self._view = plan, view
        self._allowed = Allowed(plan, view, authored)
        self._told = Told((*self._allowed.every, *self._allowed.values))
        self._names = Names(self._allowed)
        self._planned = asking.Planned(plan, view, self._allowed)
        self._rubric = rubric_text(view.rubric)
        self._nearness = (
            Nearness(substance, self._allowed, self._planned, view.state.covered)
            if substance is not None and substance.embedder.semantic
            else None
        )
        self._passed: list[str] = []
        self._own_words = 0
        self._asked = self._led = False

    @property
    def asked(self) -> bool:
        """Whether a question has passed."""
        return self._asked

    def refuses(self, sentence: str) -> Refusal | None:
        """Return why a sentence must not be shown, or None: then it counts as said."""
        sentence = sentence.strip()
        if not sentence:
            return None
        verbatim = self._allowed.verbatim(sentence)
        refusal = (
            refuses_form(sentence, self._allowed)
            or (None if verbatim else self._content(sentence))
            or self._question(sentence, verbatim)
        )
        if refusal is None:
            self._passed.append(sentence)
            self._own_words += 0 if verbatim else len(words(sentence))
        return refusal

    # --- what it says -----------------------------------------------------------------------------

    def _content(self, sentence: str) -> Refusal | None:
        closing = self._planned.move == "close"
        return (
            refuses_size(sentence, self._allowed)
            or self._length(sentence)
            or refuses_manner(sentence, self._allowed, closing=closing)
            or self._told.refuses(sentence)
            or self._names.refuses(sentence)
            or self._quotes(sentence)
            or self._meaning(sentence)
        )

    def _length(self, sentence: str) -> Refusal | None:
        given = sum(len(words(self._view.scenario.fact(f).says)) for m in self._plan for f in m.facts)
        if self._planned.move in ("open", "twist"):
            given += sum(len(words(text)) for text in self._allowed.authored)
        total = self._own_words + len(words(sentence))
        if total > MOST_REPLY + given:
            return Refusal("length", f"a reply of {total} words")
        return None

    def _quotes(self, sentence: str) -> Refusal | None:
        for quotation in quotations(sentence):
            if len(words(quotation)) >= QUOTE_WORDS and not self._allowed.quoted(quotation):
                return Refusal("quote", f"nobody said {shown(quotation)}")
        return None

    def _meaning(self, sentence: str) -> Refusal | None:
        for piece in (sentence, *_pieces(sentence)):
            if self._rubric.holds(piece, self._allowed):
                return Refusal("rubric", f"it is the rubric's own sentence: {shown(piece)}")
        if self._nearness is None:
            return None
        said = self._allowed.without_quotes(sentence)
        score = self._nearness.gives_away(said)
        if score > GIVEN_AWAY:
            return Refusal("answer", f"it is near to an answer ({score:.2f}): {shown(sentence)}")
        score = self._nearness.ungrounded(said)
        if score > UNGROUNDED:
            why = f"nothing that was told or planned says so ({score:.2f}): {shown(sentence)}"
            return Refusal("ungrounded", why)
        return None

    # --- what it asks -----------------------------------------------------------------------------

    def _question(self, sentence: str, verbatim: bool) -> Refusal | None:
        asks = asking.askings(sentence, self._allowed)
        if not asks or (not verbatim and self._planned.only_assumption(sentence)):
            return None
        if refusal := self._unplanned(sentence, asks, verbatim):
            return refusal
        only_leads = not asking.is_marked(sentence) and self._planned.led_by_imperative
        self._asked = self._asked or not only_leads or self._led
        self._led = self._led or only_leads
        return None

    def _unplanned(self, sentence: str, asks: list[str], verbatim: bool) -> Refusal | None:
        if verbatim and self._authored(sentence):
            return None
        if not self._planned.expected:
            if self._planned.move == "answer" and not self._asked and _invites(sentence):
                return None
            return Refusal("unplanned_question", f"no question was planned: {shown(sentence)}")
        again = self._asked or (self._led and not asking.is_marked(sentence))
        if again or len(asks) > self._planned.parts:
            return Refusal("second_question", f"one question at a time: {shown(sentence)}")
        return self._other(sentence, asks)

    def _authored(self, sentence: str) -> bool:
        """Tell whether a verbatim sentence is of this turn and not of the stock."""
        said = " ".join(words(sentence))
        return any(said in " ".join(words(text)) for text in self._allowed.authored)

    def _other(self, sentence: str, asks: list[str]) -> Refusal | None:
        """Refuse what is not the planned question; of a compound one each part is looked at."""
        for place, part in enumerate(asks):
            score, bound = self._strangeness(part), OTHER_QUESTION
            if place:
                bound += SECOND_HALF
            else:
                score = min(score, self._strangeness(sentence))
            if score > bound and content_stems(part):
                why = f"not the planned question ({score:.2f}): {shown(part)}"
                return Refusal("other_question", why)
        return None

    def _new_words(self, text: str) -> list[str]:
        if self._nearness is not None:
            return self._nearness.new_words(text)
        return [stem for stem in content_stems(text) if stem not in self._allowed.stems]

    def _strangeness(self, question: str) -> float:
        if self._nearness is not None:
            return self._nearness.other_question(question)
        fresh, stems = self._new_words(question), content_stems(question)
        return 1.0 if len(fresh) >= 3 and len(fresh) > 0.6 * len(stems) else -1.0

    # --- what it left out -------------------------------------------------------------------------

    def missing(self) -> list[str]:
        """Return the ids of the plan's facts that what passed has not told."""
        told = Told(self._passed)
        said = frozenset(stem for text in self._passed for stem in content_stems(text))
        wanted = dict.fromkeys(fact for move in self._plan for fact in move.facts)
        return [fact for fact in wanted if not self._tells(fact, told, said)]

    def _tells(self, fact: str, told: Told, said: frozenset[str]) -> bool:
        says = self._view.scenario.fact(fact).says
        wanted = [quantity for quantity in figures(says).quantities if _matters(quantity)]
        if wanted:
            return all(told.tells(quantity) for quantity in wanted)
        stems = set(content_stems(says))
        return len(stems & said) >= TELLS * len(stems)


def _matters(quantity: Quantity) -> bool:
    return bool(kind(quantity.unit)) or quantity.value >= 10


def _pieces(sentence: str) -> Iterator[str]:
    pieces = [piece.text for piece in sentences(sentence)]
    if len(pieces) > 1:
        yield from pieces


def _invites(sentence: str) -> bool:
    return bool(asking.INVITATION.match(sentence.replace("’", "'")))
