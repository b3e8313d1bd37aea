"""The fact sheet: enough of it, asked for in different words, still true."""

from __future__ import annotations

from datetime import timedelta

from interviewer.evidence.quantities import find
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_scenario
from interviewer.workshop.texts import count_of, likeness, twins

RULES = Shelf()
FEWEST_FACTS = 12
FEWEST_ASKS = 4
ALIKE = 0.8
"""Share of common stems from which two wordings are one."""
OLDEST_REVIEW = timedelta(days=548)
"""A year and a half: models, prices and laws have changed by then."""


@RULES.rule(
    "few-facts",
    "warning",
    why="A candidate asks some eight questions; with few facts most answers are 'we don't know'.",
    bad="five facts",
    good="20 to 30 facts: sizes, people, money, what exists, what was tried, what is allowed",
)
def few_facts(pair: Pair) -> Finds:
    """Find a fact sheet with fewer than 12 facts."""
    count = len(pair.scenario.facts)
    if count < FEWEST_FACTS:
        message = f"has {count_of(count, 'fact')}; {FEWEST_FACTS} are the least, 20 to 30 are good"
        yield in_scenario(("facts",), message, "add what a good candidate would ask for")


@RULES.rule(
    "few-asks",
    "warning",
    why="A fact is told when a question comes near one of its asks: each wording widens the door.",
    bad="asks: ['How many agents are there?']",
    good="seven or more: with the noun, without it, about the consequence, in three words",
)
def few_asks(pair: Pair) -> Finds:
    """Find facts with fewer than four ways of asking for them."""
    for n, fact in enumerate(pair.scenario.facts):
        if len(fact.asks) < FEWEST_ASKS:
            ways = count_of(len(fact.asks), "way")
            message = f"has {ways} of asking for it; at least {FEWEST_ASKS} are needed"
            yield in_scenario(("facts", n, "asks"), message, "add wordings without its nouns")


@RULES.rule(
    "ask-repeated",
    "warning",
    why="The same words in another order unlock nothing that was locked before.",
    bad="'How many agents do you have?' and 'How many agents have you?'",
    good="'How many agents do you have?' and 'Who would pick up the phone?'",
)
def ask_repeated(pair: Pair) -> Finds:
    """Find asks of one fact that share four fifths of their content words."""
    for n, fact in enumerate(pair.scenario.facts):
        for first, second in twins(fact.asks, ALIKE):
            message = f"says what `{fact.asks[first]}` says"
            yield in_scenario(("facts", n, "asks", second), message, "ask in other words")


@RULES.rule(
    "ask-shared",
    "error",
    why="One question cannot tell which of two facts is meant.",
    bad="'How big is it?' among the asks of two facts",
    good="'How many members are there?' here, 'How many messages arrive?' there",
)
def ask_shared(pair: Pair) -> Finds:
    """Find an ask that stands, word for word or nearly, under two facts."""
    seen: list[tuple[str, str]] = []
    for n, fact in enumerate(pair.scenario.facts):
        for k, ask in enumerate(fact.asks):
            other = next((name for name, text in seen if likeness(text, ask) >= 1), None)
            if other:
                where = ("facts", n, "asks", k)
                yield in_scenario(where, f"asks for `{other}` as well", "name what is meant")
        seen += [(fact.id, ask) for ask in fact.asks]


@RULES.rule(
    "figure-in-topic",
    "error",
    why="Topics are read out when a question fits two facts: a figure there is told unasked.",
    bad="topic: the 140 agents of the call team",
    good="topic: the size of the call team",
)
def figure_in_topic(pair: Pair) -> Finds:
    """Find topics that hold one of their fact's figures."""
    for n, fact in enumerate(pair.scenario.facts):
        told = {quantity.written for quantity in find(fact.says)}
        given = [q.text for q in find(fact.topic) if q.written in told and q.text[:1].isdigit()]
        if given:
            message = f"gives the figure away: {given[0]}"
            yield in_scenario(("facts", n, "topic"), message, "say what it is about")


@RULES.rule(
    "fact-expired",
    "error",
    why="A candidate who follows the field would know better than the interviewer.",
    bad="valid_until: 2024-12-31",
    good="look the fact up again, correct `says`, set a new date",
)
def fact_expired(pair: Pair) -> Finds:
    """Find facts whose `valid_until` has passed."""
    for n, fact in enumerate(pair.scenario.facts):
        if fact.valid_until and fact.valid_until < pair.today:
            message = f"expired on {fact.valid_until}"
            do = "look it up again, then set a new date"
            yield in_scenario(("facts", n, "valid_until"), message, do)


@RULES.rule(
    "review-due",
    "warning",
    why="Interview problems go stale as the field moves; somebody has to read them again.",
    bad="reviewed: 2023-01-31",
    good="read prompt, facts and accepted approaches with `stale_when` beside them, set today",
)
def review_due(pair: Pair) -> Finds:
    """Find a review that is a year and a half old, or dated in the future."""
    reviewed = pair.scenario.reviewed
    if reviewed > pair.today:
        message = f"lies ahead: {reviewed}"
        yield in_scenario(("reviewed",), message, "set the day of the last review")
    elif pair.today - reviewed > OLDEST_REVIEW:
        message = f"was last done on {reviewed}"
        yield in_scenario(
            ("reviewed",), message, "read it again; `stale_when` says what to look at"
        )


@RULES.rule(
    "never-stale",
    "warning",
    why="Who reviews it next year must know what would make it an outdated problem.",
    bad="stale_when: []",
    good="stale_when: ['The reimbursement limit changes.', 'Assistants pay on their own.']",
)
def never_stale(pair: Pair) -> Finds:
    """Find a scenario that does not say what would make it stale."""
    if not pair.scenario.stale_when:
        yield in_scenario(("stale_when",), "is empty", "name two or three changes of the world")


@RULES.rule(
    "twist-unused",
    "error",
    why="A twist is played to see a design change; without a hook nothing listens to the answer.",
    bad="a twist that no hook names under `twist`",
    good="a hook with `twist: half-the-team` and the points of a good answer",
)
def twist_unused(pair: Pair) -> Finds:
    """Find twists that no hook of the rubric belongs to."""
    used = {hook.twist for hook in pair.rubric.hooks}
    for n, twist in enumerate(pair.scenario.twists):
        if twist.id not in used:
            message = "no hook listens to the answer"
            yield in_scenario(("twists", n), message, f"add a hook with `twist: {twist.id}`")


@RULES.rule(
    "no-primitives",
    "warning",
    why="Nobody rederives a published algorithm in 45 minutes: hand over what need not be found.",
    bad="primitives: []",
    good="primitives: ['A near-duplicate routine is there; assume that it is correct.']",
)
def no_primitives(pair: Pair) -> Finds:
    """Find a scenario that hands nothing to the candidate."""
    if not pair.scenario.primitives:
        do = "name the services and algorithms that may be taken as given"
        yield in_scenario(("primitives",), "is empty", do)
