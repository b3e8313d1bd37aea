"""Each rule: silent on a good scenario, heard on the same one broken in its own way."""

from __future__ import annotations

import re
from datetime import date

import pytest

from interviewer.content import Library
from interviewer.evidence.swap import elsewhere
from interviewer.retrieval.base import Embedder
from interviewer.workshop.catalogue import RULES, rule_named
from interviewer.workshop.checking import find_all
from interviewer.workshop.nearness import Nearness
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Rule
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
