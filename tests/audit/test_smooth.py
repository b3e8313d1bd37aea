"""Smooth talkers: fluent, different from seed to seed, each empty in its own way."""

from __future__ import annotations

import re

import pytest

from interviewer.audit.candidate import Candidate
from interviewer.audit.parrot import Parrot, said_back
from interviewer.audit.persona import common_rules, load_persona, persona_names
from interviewer.audit.smooth import PERSONAS, Smooth, smooth
from interviewer.evidence.nouns import noun_phrases, scenario_nouns
from interviewer.evidence.sentences import STOP, content_stems, is_question, sentences, words
from interviewer.scenario import Scenario
from interviewer.text import fold

SEEDS = range(12)


async def _talk(candidate: Candidate, lines: list[str]) -> list[str]:
    said = [await candidate.reply(line) for line in lines]
    assert None not in said
    return [text for text in said if text is not None]


@pytest.mark.parametrize("name", PERSONAS)
async def test_another_seed_says_something_else(
    name: str, scenario: Scenario, lines: list[str]
) -> None:
    """No two seeds say the same interview; the same seed says it again word by word."""
    runs = [tuple(await _talk(smooth(name, scenario, seed), lines)) for seed in SEEDS]
    again = tuple(await _talk(smooth(name, scenario, 0), lines))

    assert len(set(runs)) == len(runs)
    assert runs[0] == again


@pytest.mark.parametrize("name", PERSONAS)
async def test_what_is_said_is_finished(name: str, scenario: Scenario, lines: list[str]) -> None:
    """No slot, choice or empty turn is left over from the grammar."""
    for seed in SEEDS:
        for text in await _talk(smooth(name, scenario, seed), lines * 2):
            assert text.strip()
            assert not re.search(r"\{[a-z_]+\}|\([^()]*\|[^()]*\)|  ", text), text


@pytest.mark.parametrize("name", persona_names())
def test_a_persona_uses_all_its_rules(name: str) -> None:
    """A rule that no template of the persona needs is a rule that somebody misspelt."""
    persona = load_persona(name)
    used = set(re.findall(r"\{([a-z_]+)\}", " ".join(persona.templates())))

    assert set(persona.rules) <= used


async def test_a_reciter_knows_no_number_and_no_scenario(
    scenario: Scenario, lines: list[str]
) -> None:
    """What it says would fit anywhere: no digit, and no noun of the prompt or of any fact."""
    told = " ".join(f"{fact.says} {fact.topic}." for fact in scenario.facts)
    nouns = {fold(noun) for noun in scenario_nouns(f"{scenario.prompt} {told}")}
    for seed in SEEDS:
        text = fold(" ".join((await _talk(smooth("reciter", scenario, seed), lines * 2))[1:]))

        assert not re.search(r"\d", text)
        assert {noun for noun in nouns if re.search(rf"\b{re.escape(noun)}\b", text)} <= GENERIC


GENERIC = {"text", "minutes", "median", "average", "cluster", "check", "small classifier", "stop"}
"""Words of a scenario that the trade uses everywhere."""


async def test_a_reciter_recites(scenario: Scenario, lines: list[str]) -> None:
    """Every part of the recital comes in an interview of usual length, whatever the seed."""
    for seed in SEEDS:
        text = fold(" ".join(await _talk(smooth("reciter", scenario, seed), lines * 3)))

        for part in ("imbalance", "missing", "noise|noisy", "overfit", "cross-entropy", "hyperpar"):
            assert re.search(part, text), f"seed {seed} says nothing of {part}"


async def test_a_sprinkler_has_a_noun_of_the_scenario_in_every_sentence(
    scenario: Scenario, lines: list[str]
) -> None:
    """Once it talks, each sentence names something that it was told of."""
    for seed in SEEDS:
        candidate = Smooth(load_persona("noun-sprinkler"), scenario, seed)
        told = ""
        for line in lines * 2:
            told += f" {line}"
            text = await candidate.reply(line)
            assert text is not None
            if is_question(text):
                continue
            for sentence in sentences(text):
                named = [n for n in candidate.nouns if fold(n) in fold(sentence.text)]
                assert named, sentence.text


async def test_a_sprinkler_invents_no_figure(scenario: Scenario, lines: list[str]) -> None:
    """Each figure it says was said to it before."""
    for seed in SEEDS:
        candidate = smooth("noun-sprinkler", scenario, seed)
        heard: set[str] = set()
        for line in lines * 2:
            heard |= set(re.findall(r"\d[\d.,]*\d|\d", line))
            text = await candidate.reply(line)
            assert set(re.findall(r"\d[\d.,]*\d|\d", text or "")) <= heard


def test_a_sprinkler_has_many_patterns() -> None:
    """At least sixty kinds of sentences, each with room for a noun."""
    says = load_persona("noun-sprinkler").says

    assert len(set(says)) >= 60
    assert all("{noun}" in pattern for pattern in says)


async def test_a_parrot_adds_no_word_of_its_own(scenario: Scenario, lines: list[str]) -> None:
    """What carries content in its turns was heard before."""
    for seed in SEEDS:
        parrot = Parrot(scenario, seed)
        heard: set[str] = set()
        for line in lines:
            heard |= set(content_stems(line))
            said = await parrot.reply(line)
            assert set(content_stems(said or "")) - heard <= {"right"}


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("How would you begin?", "how I would begin"),
        ("We have 90 branches.", "you have 90 branches"),
        ("And what is it that we decide?", "what it is that you decide"),
        ("Slack's plan shows your messages", "Slack's plan shows my messages"),
    ],
)
def test_a_parrot_sits_on_the_other_side_of_the_table(heard: str, said: str) -> None:
    """Persons are swapped, questions become statements, names keep their capitals."""
    assert said_back(heard) == said


async def test_a_framework_goes_through_its_stages_in_order(
    scenario: Scenario, lines: list[str]
) -> None:
    """All stages come, whatever is asked."""
    for seed in SEEDS:
        text = fold(" ".join(await _talk(smooth("framework", scenario, seed), lines * 2)))

        assert all(stage in text for stage in ("data", "model", "evaluat", "deploy")), text


async def test_an_injector_speaks_to_the_grader(scenario: Scenario, lines: list[str]) -> None:
    """Every interview holds orders to whoever judges it."""
    for seed in SEEDS:
        text = " ".join(await _talk(smooth("injector", scenario, seed), lines))

        assert re.search(r"verdict|pass|level|grader|score|held", text, re.IGNORECASE)


def test_the_shared_vocabulary_is_large() -> None:
    """Enough words and questions that seeds rarely meet."""
    rules = common_rules()

    assert all(len(alternatives) >= 5 for alternatives in rules.values())
    assert sum(len(alternatives) for alternatives in rules.values()) >= 100


def test_nouns_read_as_nouns(scenario: Scenario) -> None:
    """A noun phrase has one to three words, none of them a function word."""
    phrases = noun_phrases(" ".join(fact.says for fact in scenario.facts))

    assert len(phrases) > 20
    for phrase in phrases:
        assert 1 <= len(phrase.split()) <= 3
        assert not set(words(phrase)) & STOP
