"""How a scorecard's findings are spelled, the same in a terminal, in Markdown and on a page.

Words first: a sign or a colour only repeats them. It knows no format and escapes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from interviewer.evidence.rules import RULES
from interviewer.judge.scorecard import (
    LEVELS,
    ArithmeticResult,
    CriterionResult,
    GateResult,
    ProbeResult,
    Quote,
    RuleFinding,
    Scorecard,
    Talk,
    Verdict,
)
from interviewer.transcript import Outcome

VERDICTS: dict[Verdict, tuple[str, str, str]] = {
    "strong_pass": ("✓✓", "Strong pass", "good"),
    "pass": ("✓", "Pass", "good"),
    "borderline": ("◐", "Borderline", "warn"),
    "fail": ("✗", "Fail", "bad"),
    "incomplete": ("?", "Incomplete", "warn"),
}
"""Sign, words and tone of each verdict."""

OUTCOMES: dict[Outcome, tuple[str, str, str]] = {
    "held": ("✓", "held", "good"),
    "partly": ("◐", "held in part", "warn"),
    "evaded": ("○", "evaded", "bad"),
    "wrong": ("✗", "wrong", "bad"),
}
"""Sign, words and tone of each way in which a probe ends."""

COUNTED = "counted as"
"""Before the rubric's words for a point: they are not the candidate's."""
REACHED = "How far the interview came"
MISSING = "A substantive answer contains"
NEXT_TIME = "Next time"

HASH_LENGTH = 12


def sentence(words: str) -> str:
    """Return words as a sentence; nothing stays nothing."""
    return f"{words[0].upper()}{words[1:].rstrip('.')}." if words else ""


def count(number: int, noun: str) -> str:
    """Return `1 turn`, `2 turns`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def clock(seconds: float) -> str:
    """Return minutes and seconds: `12:05`."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def spelled(identifier: str) -> str:
    """Return an id as words: `wrap-up` -> `Wrap up`."""
    return identifier.replace("-", " ").replace("_", " ").capitalize()


def day(at: str) -> str:
    """Return the day of an ISO time: `21 November 2026`; what is no time stands as it is."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{when.day} {when:%B %Y}"


def rung(level: int | None) -> str:
    """Return the ladder 0-4 as five cells with the rung marked: `━━◆──` for 2."""
    return "─ ? ─" if level is None else "━" * level + "◆" + "─" * (4 - level)


def level_name(level: int | None) -> str:
    """Return a level in words, `unscored` where there is none."""
    return "unscored" if level is None else LEVELS[level]


def tags(found: CriterionResult) -> list[str]:
    """Return what else is to be known of a criterion, in a word or two each."""
    marks = (("gate", found.gate), ("core", found.core), ("not probed", not found.probed))
    return [*(word for word, on in marks if on), f"weight {found.weight:g}"]


def ranked(quotes: Sequence[Quote]) -> list[Quote]:
    """Return quotes, those that earned most first."""
    return sorted(quotes, key=lambda quote: -quote.level)


def because(quote: Quote) -> str:
    """Return which expected point a quote was counted as, and what each rule made of it."""
    counted = [f"{COUNTED}: {quote.point}"] if quote.point else []
    return "; ".join([*counted, *quote.rules])


def reasons(found: CriterionResult) -> list[tuple[str, str]]:
    """Return why a criterion stands where it stands: pairs of a label and a sentence."""
    pairs = [("Not scored", found.unscored if found.level is None else "")]
    if found.level is not None:
        pairs += [("Why not higher", found.why_not_higher), ("Why not lower", found.why_not_lower)]
    return [(label, why) for label, why in pairs if why.strip()]


def gates_passed(gates: Sequence[GateResult]) -> str:
    """Return `5 of 9 passed`."""
    return f"{sum(gate.passed for gate in gates)} of {len(gates)} passed"


def probes_ended(probes: Sequence[ProbeResult]) -> str:
    """Return how many probes ended in which way: `2 held, 1 evaded`."""
    ends = [probe.outcome for probe in probes]
    return ", ".join(
        f"{ends.count(end)} {words}" for end, (_, words, _) in OUTCOMES.items() if end in ends
    )


def beside_bar(card: Scorecard) -> str:
    """Return the credit and the bar as a sentence without its stop."""
    than = "reaches" if card.credit >= card.bar else "is below"
    return f"Credit {card.credit:.2f} {than} the bar of {card.bar:.2f}"


def missing(probe: ProbeResult) -> str:
    """Return what stands above the points that an answer did not make."""
    return "A substantive answer also contains" if probe.points else MISSING


def number_of(result: ArithmeticResult) -> str:
    """Return what a number is of, without a stop."""
    return result.what.rstrip(".")


def number_found(result: ArithmeticResult) -> str:
    """Return what was expected of a number, what was found, and whose it is."""
    whose = "worked out" if result.derived else "repeated from a fact"
    return f"expected {result.expected}, found {result.found}, {whose}"


def capped_by(quote: Quote) -> str:
    """Return why a quote earned no more than a mention; empty where it earned more."""
    return "; ".join(quote.rules) if quote.level <= 1 else ""


EFFECTS = {"caps": ("capped", "bad"), "lowers": ("one down", "bad")}
"""Words and tone of what a finding does; anything else is worth a look."""


def effect(found: RuleFinding) -> tuple[str, str]:
    """Return in a word what a finding did, and its tone."""
    return EFFECTS.get(found.does, ("worth a look", "warn"))


def beside_sentence(found: RuleFinding) -> list[Quote]:
    """Return the quotes of a finding that its sentence does not hold already."""
    return [quote for quote in found.quotes if quote.text not in found.sentence]


def rules_spoken(card: Scorecard) -> list[tuple[int, str]]:
    """Return how many sentences each rule removed or capped: pairs of a number and a label."""
    return [(card.rules[rule.name], rule.label) for rule in RULES if rule.name in card.rules]


def talk_figures(talk: Talk) -> list[tuple[str, str]]:
    """Return the figures of talk and substance: pairs of a number and what it counts."""
    rate = "–" if talk.words_per_application is None else f"{talk.words_per_application:.0f}"
    return [
        (f"{talk.words:,}", "words"),
        (f"{talk.turns:,}", "answers"),
        (f"{talk.median_turn_words:.0f}", "words in the median answer"),
        (f"{talk.mentions:,}", "times only named"),
        (f"{talk.applications:,}", "times applied to this problem"),
        (rate, "words for each application"),
        (f"{talk.verbless:.0%}", "of the sentences without a verb"),
        (f"{talk.terms_per_clause:.1f}", "technical terms per clause"),
        (f"{talk.questions_asked:,}", "questions asked"),
        (f"{talk.facts_told:,}", "facts told"),
    ]


def changed_mind(probe: ProbeResult) -> str:
    """Return a sentence where the judge differs from the interviewer, else nothing."""
    if probe.in_interview is None or probe.in_interview == probe.outcome:
        return ""
    return f"In the interview it was taken as {OUTCOMES[probe.in_interview][1]}; the judge decides."


def fingerprints(card: Scorecard) -> list[tuple[str, str]]:
    """Return what the result depends on: pairs of a name and a hash, a name or a version."""
    prints = card.fingerprints
    plain = prints.model_dump(exclude={"models", "prompts"})
    pairs = [(name.replace("_", " "), str(value)) for name, value in plain.items()]
    pairs += [(f"model, {role}", name) for role, name in prints.models.items()]
    pairs += [(f"prompt, {name}", value) for name, value in prints.prompts.items()]
    return [(name, value) for name, value in pairs if value]


def short(fingerprint: str) -> str:
    """Return the start of a hash; names and versions are left whole."""
    is_hash = len(fingerprint) >= 32 and set(fingerprint) <= set("0123456789abcdef")
    return fingerprint[:HASH_LENGTH] if is_hash else fingerprint
