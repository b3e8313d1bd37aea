"""The check of one reply, sentence by sentence, in the order of what matters most.

Authored wording passes whatever it says; it can still be a second question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from interviewer import transcript as t
from interviewer.engine.checking import asking
from interviewer.engine.checking.allowed import Allowed, quotations
from interviewer.engine.checking.figures import Told, figures
from interviewer.engine.checking.form import MOST_CHARACTERS, MOST_REPLY, refuses_form, refuses_size
from interviewer.engine.checking.manner import echoes, refuses_manner
from interviewer.engine.checking.names import Names
from interviewer.engine.checking.nearness import (
    APPRAISES,
    GIVEN_AWAY,
    OTHER_QUESTION,
    UNGROUNDED,
    Nearness,
)
from interviewer.engine.checking.planned import Planned
from interviewer.engine.checking.refusal import Refusal, shown
from interviewer.engine.checking.rubric_text import rubric_text
from interviewer.engine.policy import View
from interviewer.evidence.quantity import Quantity, kind
from interviewer.evidence.sentences import content_stems, sentences, words
from interviewer.evidence.substance import Substance

SECOND_HALF = 0.095
"""How much further the second half of a question may be from the planned one: it says less."""
LEAVES_THE_FLOOR = frozenset({"answer", "listen"})
"""Moves after which a bare "what else would you like to know?" steers nowhere."""
POINTED = frozenset(
    {"probe", "press", "twist", "ask_estimate", "check_estimate", "clarify", "reconcile"}
)
"""Moves whose question must not be given away for an invitation."""
QUOTE_WORDS = 4
"""Words in quotation marks from which they must have been said."""
TELLS = 0.6
"""Share of a fact's content words that must have been said where it has no figure."""


class SpokenCheck:
    """Checks one reply, sentence by sentence.

    `authored`: the wording of the plan, which the model may use. `substance`: None where no
    embedder knows meaning; the rules that rest on nearness are skipped then.
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
        self._names = Names(self._allowed)
        self._planned = Planned(plan, view, self._allowed)
        self._substance = substance
        self._passed: list[str] = []
        self._own_words = 0
        self._asked = self._led = False

    @cached_property
    def _told(self) -> Told:
        return Told((*self._allowed.every, *self._allowed.values))

    @cached_property
    def _nearness(self) -> Nearness | None:
        """What tells meanings; made at the first sentence, since it embeds what was said."""
        if self._substance is None or not self._substance.embedder.semantic:
            return None
        covered = self._view.state.covered
        return Nearness(self._substance, self._allowed, self._planned, covered)

    @property
    def asked(self) -> bool:
        """Whether a question has passed."""
        return self._asked

    def refuses(self, sentence: str) -> Refusal | None:
        """Return why a sentence must not be shown, or None: then it counts as said."""
        sentence = sentence.strip()
        if not sentence:
            return None
        if len(sentence) > MOST_CHARACTERS:
            return Refusal("length", f"a sentence of {len(sentence):,} characters")
        verbatim = self._allowed.verbatim(sentence)
        counted = 0 if self._is_given(sentence, verbatim) else len(words(sentence))
        refusal = (
            refuses_form(sentence, self._allowed)
            or self._length(counted)
            or (None if verbatim else self._content(sentence))
            or self._question(sentence, verbatim)
        )
        if refusal is None:
            self._passed.append(sentence)
            self._own_words += counted
        return refusal

    # --- what it says -----------------------------------------------------------------------------

    def _content(self, sentence: str) -> Refusal | None:
        closing = self._planned.move == "close"
        return (
            refuses_size(sentence, self._allowed)
            or refuses_manner(sentence, self._allowed, closing=closing)
            or self._told.refuses(sentence)
            or self._names.refuses(sentence)
            or self._quotes(sentence)
            or self._meaning(sentence)
        )

    def _is_given(self, sentence: str, verbatim: bool) -> bool:
        """Tell whether a sentence is this turn's wording, said for the first time."""
        return verbatim and self._authored(sentence) and sentence not in self._passed

    def _length(self, more: int) -> Refusal | None:
        fact = self._view.scenario.fact
        given = sum(len(words(fact(name).says)) for move in self._plan for name in move.facts)
        if self._planned.move in ("open", "twist"):
            given += sum(len(words(text)) for text in self._allowed.authored)
        total = self._own_words + more
        return (
            Refusal("length", f"a reply of {total} words") if total > MOST_REPLY + given else None
        )

    def _quotes(self, sentence: str) -> Refusal | None:
        for quotation in quotations(sentence):
            if len(words(quotation)) >= QUOTE_WORDS and not self._allowed.quoted(quotation):
                return Refusal("quote", f"nobody said {shown(quotation)}")
        return None

    def _meaning(self, sentence: str) -> Refusal | None:
        for piece in (sentence, *_pieces(sentence)):
            if rubric_text(self._view.rubric).holds(piece, self._allowed):
                return Refusal("rubric", f"it is the rubric's own sentence: {shown(piece)}")
        if self._nearness is None:
            return None
        said = self._allowed.without_quotes(sentence)
        score = self._nearness.gives_away(said)
        if score > GIVEN_AWAY:
            return Refusal("answer", f"it is near to an answer ({score:.2f}): {shown(sentence)}")
        score, rule = self._nearness.appraises(said)
        if score > APPRAISES and not echoes(said, self._allowed):
            why = f"it is near to what is never said ({score:.2f}): {shown(sentence)}"
            return Refusal(rule, why)
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
            if self._planned.move in LEAVES_THE_FLOOR and not self._asked and _invites(sentence):
                return None
            return Refusal("unplanned_question", f"no question was planned: {shown(sentence)}")
        if self._planned.move in POINTED and _invites(sentence):
            return Refusal("unplanned_question", f"an invitation is no question: {shown(sentence)}")
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
                score = min(score, *map(self._strangeness, (sentence, asking.core(part))))
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
