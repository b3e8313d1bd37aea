"""What the attacker's sentences are made of: forms and the scenario, nothing that means a thing."""

from __future__ import annotations

import random
import re

import pytest

from interviewer.audit.attack.altering import replaced, spliced
from interviewer.audit.attack.leaking import LeakedPool, reordered
from interviewer.audit.attack.naive import keyword_share, please_keywords
from interviewer.audit.attack.pool import Pool, forms
from interviewer.audit.attack.sums import sums
from interviewer.audit.persona import Personas
from interviewer.content import Library, Loaded
from interviewer.evidence.origin import Copies
from interviewer.evidence.sentences import content_stems
from interviewer.evidence.substance import approach_hooks, rubric_texts
from interviewer.scenario import Scenario

QUESTIONS = ("How would you decide which of them to hold?", "What would make you stop?")


@pytest.fixture(params=["bank-scams", "slack-helper"])
def loaded(request: pytest.FixtureRequest) -> Loaded:
    """Each of two scenarios that have little in common, with its rubric."""
    return Library.shipped().load(request.param)


def _drawn(pool: Pool | LeakedPool, count: int = 400, seed: int = 1) -> list[str]:
    source = pool.source(random.Random(seed))
    said = []
    for index in range(count):
        source.hear(QUESTIONS[index % len(QUESTIONS)])
        said.append(source.draw())
    return said


def test_a_form_means_nothing_before_it_is_filled() -> None:
    """Words of the forms themselves are those that any decision is put in, of no trade."""
    own = {
        stem for form in forms().says for stem in content_stems(re.sub(r"\{[a-z_]+\}", " ", form))
    }
    joints = """afterwards against better cannot comes decides first instead leave less never
        nobody nothing otherwise rest somebody whatever wrong"""

    assert own <= set(content_stems(joints)), own - set(content_stems(joints))


def test_it_is_filled_with_the_scenario_alone(loaded: Loaded) -> None:
    """Every word of a filled form stands in the forms' file or in the prompt and the facts."""
    pool = Pool.of(loaded.scenario, Personas())
    file = " ".join([*forms().says, *(t for texts in forms().rules.values() for t in texts)])
    known = [loaded.scenario.prompt, *(f"{f.says} {f.topic}" for f in loaded.scenario.facts)]
    words = set(content_stems(" ".join([file, *known, *QUESTIONS])))
    source = pool.source(random.Random(1))
    source.hear(QUESTIONS[0])

    for _ in range(300):
        text = source.form()
        strange = {stem for stem in content_stems(text) if not re.search(r"\d", stem)} - words
        assert strange <= {"million", "thousand"}, text


def test_no_sentence_is_the_rubrics(loaded: Loaded) -> None:
    """Nothing that it draws is a copy of an expected point, and nothing is left unfilled."""
    hooks = [*loaded.rubric.hooks, *approach_hooks(loaded.rubric)]
    points = [point for hook in hooks for point in hook.substance]
    copies = Copies(text for point in points for text in (point.says, *point.paraphrases))

    for text in _drawn(Pool.of(loaded.scenario, Personas())):
        assert not copies.copied(text), text
        assert text.strip()
        assert not re.search(r"\{[a-z_]+\}|\([^()]*\|", text), text


def test_the_same_seed_draws_the_same(scenario: Scenario) -> None:
    """And another seed draws something else."""
    pool = Pool.of(scenario, Personas())

    assert _drawn(pool, 60) == _drawn(pool, 60)
    assert _drawn(pool, 60) != _drawn(pool, 60, seed=2)


def test_sums_are_right(scenario: Scenario) -> None:
    """Each is the product or the ratio that it says, to four digits."""
    numbers = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
    seen = 0
    for text in list(sums(scenario))[:200]:
        found = numbers.findall(text)
        first, second = (_value(found[0]), _value(found[1]))
        made = _value(found[-1])
        expected = first * second if " times " in text else first / second
        if made > 0.001 and not any("%" in one for one in found):  # a share is rounded when said
            assert made == pytest.approx(expected, rel=2e-3, abs=0.51), text
            seen += 1
    assert seen > 50


def _value(text: str) -> float:
    number = float(text.rstrip("%").replace(",", ""))
    return number / 100 if text.endswith("%") else number


def test_small_changes(scenario: Scenario) -> None:
    """A noun gives way to another; two halves make a sentence; what has no noun stays."""
    rng = random.Random(1)
    nouns = ["branches", "agents"]

    assert replaced("We ask the branches.", ["branches"], rng) == "We ask the branches."
    assert replaced("We ask the branches.", ["branches", "agents"], random.Random(4)) in {
        "We ask the agents.",
        "We ask the branches.",
    }
    assert replaced("Nothing is here.", nouns, rng) == "Nothing is here."
    joined = spliced("We ask the branches, because it is late.", "So I wait for them.", rng)
    assert joined.startswith("We ask the branches")
    assert joined.endswith("I wait for them.")


def test_a_leaked_rubric_is_no_copy(loaded: Loaded) -> None:
    """What the leaked arm says passes the judge's rule against copies, and is mostly the rubric."""
    leaked = LeakedPool.of(Pool.of(loaded.scenario, Personas()), loaded.rubric)
    said = _drawn(leaked, 100)
    words = set(content_stems(" ".join(rubric_texts(loaded.rubric))))

    assert not [text for text in said if leaked.copies.copied(text)]
    near = [text for text in said if len(set(content_stems(text)) - words) <= 1]
    assert len(near) > 50
    assert reordered("one", Copies(["one"]), random.Random(1)) in ("", "one")


def test_keywords_are_easily_pleased(loaded: Loaded) -> None:
    """A text made for the keyword scorer names most criteria after a few scorings."""
    source = Pool.of(loaded.scenario, Personas()).source(random.Random(1))
    made = please_keywords(source, loaded.rubric, QUESTIONS, 40, random.Random(1))

    assert made.share > 0.5
    assert made.scorings <= 40
    assert keyword_share(" ".join(made.sentences), loaded.rubric) == made.share
    assert keyword_share("", loaded.rubric) == 0.0
