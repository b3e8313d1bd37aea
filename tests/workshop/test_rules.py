"""Each rule: silent on a good scenario, heard on the same one broken in its own way."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from interviewer.content import Library
from interviewer.evidence.swap import elsewhere
from interviewer.retrieval.base import Embedder
from interviewer.scenario import Value
from interviewer.workshop.catalogue import RULES, rule_named
from interviewer.workshop.checking import find_all
from interviewer.workshop.findings import Finding, folded
from interviewer.workshop.nearness import Nearness
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Rule
from interviewer.workshop.rules.figures import share_in_per_cent
from interviewer.workshop.rules.wordings import decision_presumed
from tests.bench.mutations import KINDS, Broken, broken, caught, whole


def _needs_meaning(kind: Broken) -> bool:
    rule = rule_named(kind.rule)
    return rule is not None and rule.look_near is not None


@pytest.mark.parametrize("kind", [k for k in KINDS if not _needs_meaning(k)], ids=lambda k: k.name)
def test_a_planted_fault_is_heard(kind: Broken) -> None:
    """The rule that is about it finds it, and found nothing before."""
    rule = rule_named(kind.rule)
    if rule is not None and rule.look is not None:
        assert list(rule.look(whole("bank-scams"))) == []
    changed = broken(whole("bank-scams"), kind, 0)
    assert changed is not None, "nothing of the kind to break"
    assert caught(changed, kind.rule, None)


@pytest.mark.parametrize("kind", [k for k in KINDS if _needs_meaning(k)], ids=lambda k: k.name)
def test_a_fault_of_meaning_is_heard(kind: Broken, embedder: Embedder) -> None:
    """The same for what only vectors can tell."""
    rule = rule_named(kind.rule)
    assert rule is not None
    assert rule.look_near is not None
    pair = whole("lead-pipes")
    near = Nearness(pair, embedder, elsewhere("lead-pipes"))
    assert list(rule.look_near(near)) == []
    changed = broken(pair, kind, 0)
    assert changed is not None
    assert caught(changed, kind.rule, embedder)


def test_a_scenario_written_with_the_guide_is_clean(embedder: Embedder) -> None:
    """Nothing but notes, meanings included."""
    near = Nearness(whole("lead-pipes"), embedder, elsewhere("lead-pipes"))
    assert [str(found) for found in find_all(whole("lead-pipes"), near) if found.counts] == []


def test_a_copy_is_told_of_what_it_is_one(embedder: Embedder) -> None:
    """Under a new id every point belongs to the first scenario: said by name, and once."""
    pair = whole("lead-pipes")
    points = [point for hook in pair.rubric.hooks for point in hook.substance]
    first = {"old-pipes": [text for point in points for text in point.paraphrases]}
    found = find_all(pair, Nearness(pair, embedder, first))
    found = [one for one in found if one.rule == "substance-generic"]
    assert len(found) > len(points) / 2
    assert {one.message for one in found} == {"fits the scenario `old-pipes` better than this one"}
    ((shown, more),) = folded(found)
    assert (shown, more) == (found[0], found[1:])


def test_a_few_that_are_alike_stand_each_in_its_place() -> None:
    """Folding begins where a list of lines is no help, and joins no two files or messages."""
    one = Finding("rule", "error", Path("a.yaml"), 1, 1, "x", "is wrong")
    three = [replace(one, line=n) for n in (1, 2, 3)]
    others = [replace(one, path=Path("b.yaml")), replace(one, message="is odd")]
    assert folded([*three, *others]) == [(each, []) for each in (*three, *others)]
    four = [*three, replace(one, line=4)]
    assert folded([*others, *four]) == [*((each, []) for each in others), (one, four[1:])]


@pytest.mark.parametrize(
    ("text", "presumed"),
    [
        ("You want a quarter of it. How often is a page read?", True),
        ("Half are late. Now you train on everything, as before. What goes wrong?", True),
        ("You've told me that both matter. Which one?", True),
        ("Suppose you want a quarter of it. How often is a page read?", False),
        ("Suppose we agree. You want a quarter of it. How often is a page read?", False),
        ("You have two weeks and four engineers. What comes first?", False),
        ("You want it by Monday?", False),
        ("You may not train on them. May you test on them?", False),
    ],
)
def test_a_question_puts_no_decision_into_a_mouth(text: str, presumed: bool) -> None:
    """What is supposed, given or forbidden is no decision of the candidate's."""
    pair = whole("bank-scams")
    hook = pair.rubric.hooks[0].model_copy(update={"asks": [text]})
    rubric = pair.rubric.model_copy(update={"hooks": [hook]})
    found = list(decision_presumed(replace(pair, rubric=rubric)))
    assert bool([one for one in found if one.where[2] == "asks"]) == presumed


@pytest.mark.parametrize(
    ("number", "do"), [(23.0, "write 0.23 for 23 %"), (1.5, "write 0.015"), (-0.2, "from 0 to 1")]
)
def test_a_share_in_per_cent_is_told_what_to_write(number: float, do: str) -> None:
    """With the number as a share; above 100 or below 0 nobody can know what was meant."""
    pair = whole("bank-scams")
    fact = next(fact for fact in pair.scenario.facts if fact.values)
    wrong = fact.model_copy(update={"values": {"some": Value(value=number, unit="share")}})
    facts = [wrong if each is fact else each for each in pair.scenario.facts]
    scenario = pair.scenario.model_copy(update={"facts": facts})
    (found,) = share_in_per_cent(replace(pair, scenario=scenario))
    assert do in found.do


def test_every_rule_has_a_fault_of_its_own() -> None:
    """A rule that nothing sets off would not be missed."""
    tried = {kind.rule for kind in KINDS}
    assert {rule.id for rule in RULES if rule.severity != "note"} <= tried


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_explains_itself(rule: Rule) -> None:
    """A name, a reason in one sentence, what it finds, an example and its cure."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.why.endswith(".")
    assert "." not in rule.why[:-1].replace("...", "")
    look = rule.look or rule.look_near
    assert (look.__doc__ or "").startswith("Find ")
    assert rule.bad
    assert rule.good
    assert (rule.look is None) is not (rule.look_near is None)


def test_names_of_rules_are_unique() -> None:
    """`--explain` must know which is meant."""
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_fact_expires_with_the_day() -> None:
    """The same files are clean today and expired in ten years."""
    pair = whole("bank-scams")
    later = Pair(
        pair.scenario, pair.rubric, pair.scenario_source, pair.rubric_source, date(2036, 1, 1)
    )
    rules = {found.rule for found in find_all(later)}
    assert {"fact-expired", "review-due"} <= rules


def test_a_finding_names_its_line() -> None:
    """The line of the file in which the words stand, although the two documents are merged."""
    kind = next(kind for kind in KINDS if kind.name == "ask-for-mentions")
    changed = broken(whole("bank-scams"), kind, 0)
    assert isinstance(changed, Pair)
    (found,) = [one for one in find_all(changed) if one.rule == "presence-only"]
    path = Library.shipped().rubric_path("bank-scams")
    assert found.path == path
    assert "expects:" in path.read_text("utf-8").splitlines()[found.line - 1]
    assert str(found).startswith(f"{path}:{found.line}:{found.column}: error: criteria[")
