"""The probes: every fact is asked for in words of nobody, every criterion is named."""

from __future__ import annotations

from interviewer.audit.probes import Asker, Namer, own_words, parts
from interviewer.content import Library
from interviewer.scenario import Scenario
from interviewer.text import fold


async def _asked(asker: Asker, heard: str = "I don't know that.") -> list[str]:
    said = []
    while (question := await asker.reply(heard)) is not None:
        said.append(question)
    return said


async def test_every_fact_is_asked_for_in_three_ways(scenario: Scenario) -> None:
    """Over all parts together; no question is an authored one, and each knows its aim."""
    authored = {fold(ask) for fact in scenario.facts for ask in fact.asks}
    aims: dict[str, str] = {}
    for part in range(1, parts(scenario) + 1):
        asker = Asker(scenario, part)
        asked = await _asked(asker)
        assert list(asker.aims) == asked
        assert len(asked) <= scenario.minutes
        aims |= asker.aims
    assert set(aims.values()) == {fact.id for fact in scenario.facts}
    assert len(aims) >= 3 * len(scenario.facts) - 3
    assert not authored & {fold(question) for question in aims}


async def test_a_told_fact_is_not_asked_for_by_its_topic(scenario: Scenario) -> None:
    """Only what own words do not earn is named outright."""
    asker = Asker(scenario)
    everything = " ".join(fact.says for fact in scenario.facts)
    topics = {own_words(fact)[2] for fact in scenario.facts}
    assert not topics & set(await _asked(asker, everything))


def test_own_words_hold_no_figure(scenario: Scenario) -> None:
    """A question that holds the answer proves nothing."""
    for fact in scenario.facts:
        assert not any(letter.isdigit() for letter in own_words(fact)[1])


async def test_every_hook_is_named() -> None:
    """One turn a criterion, then silence."""
    rubric = Library.shipped().load("bank-scams").rubric
    namer = Namer(rubric)
    said = [await namer.reply("?") for _ in range(len(rubric.criteria) + 1)]
    assert said[-1] is None
    text = " ".join(filter(None, said))
    assert all(hook.about in text for hook in rubric.hooks)
