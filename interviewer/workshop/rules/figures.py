"""Figures: what a formula needs is told, and nobody is quoted with a figure that nobody has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.evidence.quantities import find
from interviewer.evidence.quantity import Quantity, canonical, close, kind, within
from interviewer.evidence.sentences import sentences, stem, words
from interviewer.evidence.units import CURRENCIES
from interviewer.formula import names_in
from interviewer.rubric import Estimate, Range
from interviewer.scenario import Value
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_rubric, in_scenario

RULES = Shelf()
ROUNDING = 0.015
"""How far a told figure may be from a value: 'a third' for 0.333."""
_RAW = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SUPPOSED = re.compile(
    r"\b(?:suppose|say|assume|assuming|imagine|if|let's|pretend|perhaps|would|could|might|until|"
    r"now|tomorrow|next|becomes?|turns out|instead|doubl\w*|halv\w*|goes|went|grows?|falls?|rises?)"
    r"\b",
    re.I,
)
"""Words that make a figure a supposition, which needs no fact."""


def numbers_in(text: str) -> set[float]:
    """Return every number that a text tells: as written, in base units, per cent as a share."""
    raw = {float(match.group().replace(",", "")) for match in _RAW.finditer(text)}
    found = find(text)
    ends = {q.low for q in found} | {q.high for q in found}
    ends |= {float(n) for word in words(text) if (n := _ORDINALS.get(word.removesuffix("s")))}
    ends |= {_DIGITS[word] for word in words(text) if word in _DIGITS}
    ends |= {1 / n for n in ends if n in _ORDINALS.values()} | _parts(text)
    if re.search(r"\b(?:cents?|pence|penny)\b", text):
        ends |= {0.01, *(number / 100 for number in raw)}
    shares = {number / 100 for number in raw} if "%" in text or "per cent" in text else set()
    return raw | shares | ends | {q.value for q in found} | {q.written for q in found}


_ORDINALS = {
    name: n
    for n, name in enumerate(
        """first half third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        twentieth""".split(),
        1,
    )
} | {"second": 2, "fourth": 4}
"""Words that give a number as a place or as a part: the fourth day, a third of them."""
_OUT_OF = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|\d+)(?: \w+)? (?:of|in|out of) (?:every )?"
    r"(ten|twenty|a hundred|\d+)\b",
    re.I,
)
_DIGITS = {
    name: float(n)
    for n, name in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {"twenty": 20.0, "a hundred": 100.0}
_ONE = re.compile(r"\b(?:an?|one|next|single|each|every|once|per)\b", re.I)


def _parts(text: str) -> set[float]:
    """Return "nine of ten" as 0.9."""
    pairs = [match.groups() for match in _OUT_OF.finditer(text.lower())]
    return {_number(part) / _number(whole) for part, whole in pairs if _number(whole)}


def _number(text: str) -> float:
    return _DIGITS.get(text) or float(text)


def tells(text: str, value: Value) -> bool:
    """Tell whether a text gives a value's number, in any of the ways people write it."""
    if value.value == 1 and _ONE.search(text):
        return True
    slack = abs(value.value) * ROUNDING
    meant = Range(low=value.value - slack, high=value.value + slack, unit=value.unit)
    if any(within(quantity, meant) for quantity in find(text)):
        return True
    scales = (1.0, 100.0) if value.unit == "share" else (1.0, 1e-3, 1e-6, 1e-9, 1e-12)
    wanted = [value.value * scale for scale in scales]
    if value.unit == "share":
        wanted.append(1 - value.value)
    return any(close(number, one, ROUNDING) for number in numbers_in(text) for one in wanted)


@RULES.rule(
    "share-in-per-cent",
    "error",
    why="Code reckons with shares from 0 to 1: 23 for 23 per cent makes a result a hundredfold.",
    bad="values: {opened: {value: 23, unit: share}}, says: '23 per cent are opened.'",
    good="values: {opened: {value: 0.23, unit: share}}",
)
def share_in_per_cent(pair: Pair) -> Finds:
    """Find values with the unit `share` that are no share of a whole: below 0 or above 1."""
    for n, fact in enumerate(pair.scenario.facts):
        for name, value in fact.values.items():
            if value.unit == "share" and not 0 <= value.value <= 1:
                where = ("facts", n, "values", name)
                message = f"is {value.value:g} with the unit `share`, which goes from 0 to 1"
                yield in_scenario(where, message, _as_share(value.value))


def _as_share(number: float) -> str:
    if 1 < number <= 100:
        return f"write {number / 100:g} for {number:g} %; a factor has the unit `ratio`"
    return "write the part of the whole, from 0 to 1; a factor has the unit `ratio`"


def _untold(pair: Pair) -> Iterator[tuple[int, str]]:
    for n, fact in enumerate(pair.scenario.facts):
        for name, value in fact.values.items():
            if not tells(fact.says, value):
                yield n, name


def _used(pair: Pair) -> set[str]:
    return {name for estimate in pair.rubric.estimates for name in names_in(estimate.formula)}


@RULES.rule(
    "input-untold",
    "error",
    why="A candidate can only reckon with figures that can be asked for.",
    bad="values: {agents: {value: 140, unit: people}}, says: 'We have a call team.'",
    good="says: 'We have a call team of 140 agents.'",
)
def input_untold(pair: Pair) -> Finds:
    """Find values that a formula uses and that their fact does not tell, or tells otherwise."""
    used = _used(pair)
    for n, name in _untold(pair):
        if name in used:
            value = pair.scenario.values[name]
            message = f"is {value.value:g} {value.unit}, and `says` does not tell it"
            do = "tell it in `says`, or correct the one that is wrong"
            yield in_scenario(("facts", n, "values", name), message, do)


@RULES.rule(
    "figure-disagrees",
    "error",
    why="What the interviewer says and what code reckons with must be one figure.",
    bad="values: {agents: {value: 70, unit: people}}, says: 'We have 140 agents.'",
    good="the same number in both",
)
def figure_disagrees(pair: Pair) -> Finds:
    """Find values that no formula uses and that their fact's `says` does not tell."""
    used = _used(pair)
    for n, name in _untold(pair):
        if name not in used:
            value = pair.scenario.values[name]
            message = f"is {value.value:g} {value.unit}, and `says` does not tell it"
            do = "correct the one that is wrong, or delete the value"
            yield in_scenario(("facts", n, "values", name), message, do)


@RULES.rule(
    "assumption-untold",
    "error",
    why="What a formula assumes must be in the question, or nobody can give its result.",
    bad="assumes: {cents: 2}, asks: 'What does it cost a year?'",
    good="asks: 'At two cents a call, what does it cost a year?'",
)
def assumption_untold(pair: Pair) -> Finds:
    """Find wordings of an estimate that leave out a number which its formula assumes.

    A wording that brings numbers which no fact tells may have put several into one ("5,800 tokens
    in" for 5,600 and 200): it is left alone.
    """
    world = numbers_in(_world(pair)) | set(_EVERYBODY)
    for n, estimate in enumerate(pair.rubric.estimates):
        for k, asks in enumerate(estimate.asks):
            lacks = [name for name in estimate.assumes if not _told(asks, estimate, name)]
            own = {number for number in numbers_in(asks) if not _known(number, world)}
            own -= {one for one in own if _known(one, set(estimate.assumes.values()))}
            if lacks and not own:
                names = ", ".join(f"`{name}` ({estimate.assumes[name]:g})" for name in lacks)
                do = "put the number into the question"
                yield in_rubric(("estimates", n, "asks", k), f"does not say {names}", do)


_EVERYBODY = (1, 2, 4.3, 4.333, 7, 12, 24, 30, 52, 60, 100, 365, 1000, 3600, 86400)
"""Numbers that everybody brings along: days, hours, weeks, per cent."""


def _told(asks: str, estimate: Estimate, name: str) -> bool:
    number = estimate.assumes[name]
    if any(close(number, known, 0.001) for known in _EVERYBODY):
        return True
    unit = "share" if 0 < number < 1 else ""
    return tells(asks, Value(value=number, unit=unit or "of it"))


@RULES.rule(
    "figure-unknown",
    "warning",
    why="A question that quotes a figure which no fact tells contradicts the fact sheet, or "
    "gives away what should be asked for.",
    bad="'Our 120 agents are busy. Who waits?', where the fact says 140 agents",
    good="'Our 140 agents are busy. Who waits?'",
)
def figure_unknown(pair: Pair) -> Finds:
    """Find figures in questions that count what a fact counts and give another number.

    Suppositions ('say that ...', 'if ...') and what can be reckoned from one fact are left alone.
    """
    world = numbers_in(_world(pair)) | set(_EVERYBODY)
    units = _units(pair)
    for own, texts in _questions(pair):
        for where, text in texts:
            others = [other for place, other in texts if place != where]
            known = world | own | {number for other in others for number in numbers_in(other)}
            for said, mine in _counted(text, units):
                if not _known(said.written, known) and _contradicts(said.value, mine):
                    message = f"says {said.text}; the facts have {_spell(mine)} {said.unit}"
                    yield in_rubric(where, message, "use the fact's figure, or say 'suppose'")


def _counted(text: str, units: dict[str, set[float]]) -> Iterator[tuple[Quantity, set[float]]]:
    """Yield the exact figures of a text that count what a fact counts, with the facts' numbers.

    A sum of money is nearly always an example's own.
    """
    for span in sentences(text):
        if _SUPPOSED.search(span.text):
            continue
        for said in find(span.text):
            mine = units.get(stem(said.unit.split("/")[0]), set())
            example = kind(said.unit) in CURRENCIES or not said.text[:1].isdigit()
            exact = said.low == said.high and not said.approximate
            if mine and exact and not example and said.written >= 10:
                yield said, mine


def _known(number: float, known: set[float]) -> bool:
    return any(close(number, one, ROUNDING) for one in known)


def _contradicts(number: float, mine: set[float]) -> bool:
    """Tell whether a figure is near a fact's, and neither a sum nor a difference of two facts'."""
    reckoned = {abs(a + sign * b) for a in mine for b in mine for sign in (1, -1)}
    reckoned |= {1 - one for one in mine if one < 1}  # the rest of a share
    near = any(0.5 <= number / one <= 2 for one in mine if one > 0)
    return near and not any(close(number, one, 0.002) for one in reckoned)


def _spell(numbers: set[float]) -> str:
    return " or ".join(f"{number:,g}" for number in sorted(numbers)[:3])


def _units(pair: Pair) -> dict[str, set[float]]:
    """Return the numbers of the scenario's values by the stem of what they count."""
    found: dict[str, set[float]] = {}
    for value in pair.scenario.values.values():
        name, factor = canonical(value.unit)
        if name not in ("", "ratio"):
            found.setdefault(stem(name.split("/")[0]), set()).add(value.value * factor)
    return found


def _world(pair: Pair) -> str:
    scenario = pair.scenario
    told = [scenario.prompt, *scenario.primitives, *(fact.says for fact in scenario.facts)]
    return "\n".join([*told, *(twist.says for twist in scenario.twists)])


Where = tuple[int | str, ...]


def _questions(pair: Pair) -> Iterator[tuple[set[float], list[tuple[Where, str]]]]:
    """Yield the wordings of each question, and the numbers that it brings along itself."""
    for n, hook in enumerate(pair.rubric.hooks):
        keys = (("asks", hook.asks), ("presses", hook.presses))
        yield set(), [(("hooks", n, key, k), x) for key, xs in keys for k, x in enumerate(xs)]
    for n, estimate in enumerate(pair.rubric.estimates):
        own = set(estimate.assumes.values()) | numbers_in(estimate.explains)
        own |= {100 * (1 - share) for share in own if 0 < share < 1}  # the rest of it, in per cent
        yield own, [(("estimates", n, "asks", k), text) for k, text in enumerate(estimate.asks)]
