"""What talk can and cannot move, over generated variants (rubrics/JUDGING.md, section 5).

Five families, seeded; `INTERVIEWER_VARIANTS` says how many of each. A failure prints the variant's
number; its words are in `variants` and `nothings`. Level 1 is naming a thing and has no credit: to
name one more is no rise.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from interviewer import wiring
from interviewer.evidence.sentences import content_stems
from interviewer.judge.judging import judge
from interviewer.settings import Settings
from tests.judge.changes import reordered_rubric, with_decade
from tests.judge.hearing import hearing
from tests.judge.nothings import NOTHINGS, foreign
from tests.judge.variants import (
    CANDIDATES,
    NOISE,
    SCENARIOS,
    Bench,
    Exchanges,
    answers,
    everywhere,
    noise_of,
    reworded,
)

EACH = int(os.environ.get("INTERVIEWER_VARIANTS", "40"))
"""Variants of a family in each of the two scenarios; 120 where time does not matter."""
PARAPHRASES = json.loads(Path(__file__).with_name("paraphrases.json").read_text("utf-8"))
TAKES_BACK = (
    "Scratch that, I was wrong: {}",
    "I take that back: {}",
    "Forget what I said: {}",
    "I've changed my mind about this: {}",
    "I withdraw this: {}",
    "On second thought, not this: {}",
)


@pytest.fixture(scope="module")
def benches(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    """A bench a scenario, with the shared vector cache."""
    cache = Path(__file__).parents[2] / ".cache" / "interviewer"
    settings = Settings(transcripts=tmp_path_factory.mktemp("transcripts"), cache=cache)
    library = wiring.library(settings)
    return {name: Bench(library.load(name), settings) for name in SCENARIOS}


@pytest.fixture(params=SCENARIOS)
def bench(request: pytest.FixtureRequest, benches: dict[str, Bench]) -> Bench:
    """Each scenario's bench in turn."""
    return benches[request.param]


def _variants(family: str, count: int = EACH) -> Iterator[tuple[int, random.Random]]:
    for number in range(count):
        yield number, random.Random(f"{family}:{number}")


def _credited(bench: Bench, part: Exchanges, dice: random.Random) -> tuple[str, int, list[str]]:
    """Return a criterion above mentioned, its level and the words that earned it; "" if none is."""
    high = [c for c in bench.card(part).criteria if (c.level or 0) >= 2]
    if not high:
        return "", 0, []
    found = dice.choice(high)
    quotes = [quote.text for quote in found.quotes if quote.point]
    return found.id, found.level or 0, [text for text in quotes if len(content_stems(text)) > 2]


# --- score zero ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NOTHINGS)
def test_nothing_scores_nothing(bench: Bench, kind: str) -> None:
    """Null answers, the question, the rubric itself, nonsense and the recital earn no credit."""
    make, ceiling = NOTHINGS[kind]
    above = []
    for number, dice in _variants(f"zero {kind}", EACH // len(NOTHINGS)):
        card = bench.card(make(bench, dice))
        top = max(criterion.level or 0 for criterion in card.criteria)
        if top > ceiling or card.credit:
            above.append((number, top))
    assert above == []


def test_another_scenarios_answers_hardly_score(bench: Bench) -> None:
    """Of strong answers to something else nine in ten earn nothing, and none would pass."""
    cards = [bench.card(foreign(bench, dice)) for _, dice in _variants("foreign", EACH // 2)]
    assert sum(card.credit > 0 for card in cards) <= len(cards) // 10
    assert max(card.credit for card in cards) < 0.2


# --- must not raise ------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NOISE)
def test_talk_raises_nothing(bench: Bench, kind: str) -> None:
    """Put before, behind, inside or beside an answer of an expert, an average one or a talker."""
    raised = []
    for number, dice in _variants(f"noise {kind}", EACH // len(NOISE) + 1):
        part = bench.part(dice, CANDIDATES[number % 4])
        noise = noise_of(kind, dice, part, bench.loaded)
        before = bench.levels(part)
        after = bench.levels(everywhere(part, number // 4 % 4, noise))
        raised += [
            (number, name, before[name], level, noise)
            for name, level in after.items()
            if level > max(1, before[name])
        ]
    assert raised == []


# --- must not lower by more than one -------------------------------------------------------------


def test_other_words_for_the_same_lower_by_one_at_the_most(bench: Bench) -> None:
    """Synonyms, contractions written out, small words dropped."""
    lowered = []
    for number, dice in _variants("words"):
        part = bench.part(dice, CANDIDATES[number % 4])
        before = bench.levels(part)
        after = bench.levels([(hook, reworded(dice, answer)) for hook, answer in part])
        lowered += [
            (number, name, before[name], level)
            for name, level in after.items()
            if level < before[name] - 1
        ]
    assert lowered == []


def test_authored_paraphrases_keep_their_level(benches: dict[str, Bench]) -> None:
    """Of thirteen answers told anew by hand, at most one falls by more than a level."""
    fallen = []
    for name, bench in benches.items():
        for hook, told_anew in PARAPHRASES[name]:
            criterion = bench.loaded.rubric.hook(hook).criterion
            before = bench.levels([(hook, answers(name, "plain-expert")[hook])])[criterion]
            after = bench.levels([(hook, told_anew)])[criterion]
            fallen += [hook] if after < before - 1 else []
    assert len(fallen) <= 1, fallen


# --- must lower ----------------------------------------------------------------------------------


def test_a_decade_lowers(bench: Bench) -> None:
    """A calculation ten or a hundred times out, in an answer to a question aimed at a criterion."""
    kept = []
    for number, dice in _variants("decade", EACH // 3):
        part = bench.part(dice, CANDIDATES[number % 3], 1)
        criterion = bench.loaded.rubric.hook(part[0][0] or "").criterion
        before = bench.levels(part)[criterion]
        right = bench.levels([with_decade(dice, part[0], 0)])[criterion]
        wrong = bench.levels([with_decade(dice, part[0], dice.choice([-1, 1, 2]))])[criterion]
        assert right >= 2 or before < 2, number
        if before >= 2 and wrong >= before:
            kept.append((number, before, wrong))
    assert kept == []


def test_a_retraction_lowers_by_one(bench: Bench) -> None:
    """What earned the level is taken back, in six ways of saying so; nothing else is raised."""
    wrong = []
    for number, dice in _variants("back", EACH // 3):
        part = bench.part(dice, CANDIDATES[number % 3])
        criterion, level, quotes = _credited(bench, part, dice)
        if not quotes:
            continue
        words = dice.choice(TAKES_BACK).format(dice.choice(quotes))
        before, after = bench.levels(part), bench.levels([*part, (None, words)])
        if after[criterion] != level - 1 or any(after[n] > max(1, before[n]) for n in before):
            wrong.append((number, criterion, level, after[criterion], words))
    assert wrong == []


def test_without_the_cited_words_the_level_falls(bench: Bench) -> None:
    """Whatever else makes the points in their stead is cited in its turn, and can be cut, too."""
    kept = []
    for number, dice in _variants("cut", EACH // 3):
        part = bench.part(dice, CANDIDATES[number % 3])
        criterion, level, _ = _credited(bench, part, dice)
        now, rounds = level, 0
        while level and now >= level and rounds < 6:
            cited = {c.id: [q.text for q in c.quotes] for c in bench.card(part).criteria}
            part = [(hook, _without(answer, cited[criterion])) for hook, answer in part]
            now, rounds = bench.levels(part)[criterion], rounds + 1
        kept += [(number, criterion, level, now)] if level and now >= level else []
    assert kept == []


def _without(answer: str, cited: list[str]) -> str:
    for text in cited:
        answer = answer.replace(text, " ")
    return " ".join(answer.split())


# --- must stay -----------------------------------------------------------------------------------


def test_the_order_of_independent_turns_changes_nothing(bench: Bench) -> None:
    """Independent: what one says or is asked takes nothing from the other."""
    moved = []
    for number, dice in _variants("order"):
        part = bench.part(dice, CANDIDATES[number % 4])
        turned = part[::-1]
        if bench.card(part).rules != bench.card(turned).rules:
            continue
        if bench.levels(part) != bench.levels(turned):
            moved.append(number)
    assert moved == []


def test_the_order_and_the_labels_of_a_rubric_change_nothing(bench: Bench) -> None:
    """Hooks, points, paraphrases and criteria in another order; other names and anchors."""
    anew = reordered_rubric(bench.loaded, random.Random(1))
    substance = wiring.substance(bench.settings, anew)
    moved = []
    for number, dice in _variants("rubric", EACH // 2):
        part = bench.part(dice, CANDIDATES[number % 4])
        card = judge(hearing(anew, part), anew, substance)
        if {c.id: c.level for c in card.criteria} != bench.levels(part):
            moved.append(number)
    assert moved == []
