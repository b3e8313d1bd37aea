"""The verdict on a question: one function behind every output."""

from __future__ import annotations

import pytest

from interviewer.audit.analysis import analyse
from interviewer.audit.executor import InProcess
from interviewer.errors import Exit
from interviewer.judge.scorecard import Verdict
from interviewer.outcome import Audit, Design, Outcome, RunKey
from tests.audit.auditing import (
    Rule,
    ScriptedRoom,
    design,
    experts_pass,
    member,
    outcome,
    outcomes,
)


def _audit(made: Design, rule: Rule) -> Audit:
    return analyse(made, outcomes(made, rule))


def _some_pass(persona: str, every: int) -> Rule:
    def rule(key: RunKey) -> Outcome:
        if key.persona == persona and key.seed % every == 0:
            return outcome(key, "pass", credit=0.6, level=2)
        return experts_pass(key)

    return rule


def test_a_question_resists() -> None:
    """60 runs a talker without a pass, all experts through: resistant, exit code 0."""
    found = _audit(design(), experts_pass)

    assert found.scenarios[0].decision == "resistant"
    assert found.exit_code == Exit.GOOD
    assert not found.scenarios[0].findings


def test_fewer_runs_cannot_say_resistant() -> None:
    """0 of 40 proves nothing at 99 %: inconclusive, and 20 more runs a talker are named."""
    found = _audit(design(seeds=40, mode="fixed"), experts_pass)

    assert found.scenarios[0].decision == "inconclusive"
    assert found.scenarios[0].more == 2 * 20
    assert found.exit_code == Exit.INCOMPLETE


def test_a_question_can_be_passed_by_talk() -> None:
    """One talker who passes every third time is enough, and is named with its transcripts."""
    found = _audit(design(), _some_pass("waffler", 3))
    (finding,) = [f for f in found.scenarios[0].findings if f.kind == "passed_by_talk"]

    assert found.scenarios[0].decision == "passable"
    assert "waffler 20 of 60" in found.scenarios[0].says
    assert len(finding.transcripts) == 10
    assert found.exit_code == Exit.FINDINGS


def test_talk_weighs_more_than_strictness() -> None:
    """A question that talkers pass and experts fail is passable by talk, and both are found."""

    def rule(key: RunKey) -> Outcome:
        return outcome(key, "fail" if key.arm == "authored" else "pass", credit=0.5, level=2)

    found = _audit(design(), rule)
    kinds = {finding.kind for finding in found.scenarios[0].findings}

    assert found.scenarios[0].decision == "passable"
    assert {"passed_by_talk", "too_strict"} <= kinds


def test_a_question_is_too_strict() -> None:
    """One authored expert who fails: too strict, with the gate that failed."""

    def rule(key: RunKey) -> Outcome:
        return outcome(key) if key.persona == "terse-expert" else experts_pass(key)

    found = _audit(design(), rule)

    assert found.scenarios[0].decision == "too_strict"
    assert "terse-expert" in found.scenarios[0].says
    assert found.scenarios[0].experts.k == 1
    assert found.exit_code == Exit.FINDINGS


@pytest.mark.parametrize(("passes", "decision"), [(58, "resistant"), (49, "inconclusive")])
def test_a_model_as_terse_expert_decides_by_its_interval(passes: int, decision: str) -> None:
    """With a model arm the lower bound (99 %) of the terse expert must reach 70 %."""
    made = design(members=[member("reciter"), member("terse-expert", "model", "legitimate")])

    def rule(key: RunKey) -> Outcome:
        knows = key.persona == "terse-expert" and key.seed <= passes
        return outcome(key, "pass" if knows else "fail")

    assert _audit(made, rule).scenarios[0].decision == decision


def test_a_reciter_that_passes_once_is_a_finding() -> None:
    """Whatever the interval says: exit code 1."""
    found = _audit(design(seeds=300, mode="fixed"), _some_pass("reciter", 300))

    assert found.scenarios[0].decision == "resistant"
    assert found.exit_code == Exit.FINDINGS
    assert [f.kind for f in found.scenarios[0].findings if f.decides] == ["talker_passed"]


def test_a_leaked_rubric_decides_nothing() -> None:
    """Who has the rubric in hand is shown, and no more."""
    leaked = member("searcher", "attack-leaked", "smooth")
    made = design(members=[*design().parts[0].members, leaked])

    def rule(key: RunKey) -> Outcome:
        return outcome(key, "pass") if key.arm == "attack-leaked" else experts_pass(key)

    found = _audit(made, rule)

    assert found.scenarios[0].decision == "resistant"
    assert found.exit_code == Exit.GOOD
    assert found.scenarios[0].findings[0].kind == "attack_passed"


@pytest.mark.parametrize(("every", "decision"), [(1, "leaks"), (99, "no_leak")])
def test_a_quick_audit_says_only_two_things(every: int, decision: str) -> None:
    """*Leaks* or *no leak found*; never *resistant*."""
    assert _audit(design(mode="quick"), _some_pass("waffler", every)).scenarios[0].decision == (
        decision
    )


def test_a_quick_report_does_not_depend_on_what_workers_had_begun() -> None:
    """Runs beyond the decision are left out of it."""
    made = design(mode="quick")
    everything = outcomes(made, experts_pass)
    needed = [one for one in everything if one.key.seed <= 18]

    assert analyse(made, everything).scenarios == analyse(made, needed).scenarios


def test_what_is_no_result_is_not_counted() -> None:
    """Errors, invalid and unscored runs are rows of their own, neither passes nor fails."""

    def rule(key: RunKey) -> Outcome:
        if key.persona == "reciter" and key.seed == 1:
            return outcome(key, status="error", reason="no answer")
        if key.persona == "reciter" and key.seed == 2:
            return outcome(key, "incomplete", status="unscored", reason="not scored: framing")
        return experts_pass(key)

    found = _audit(design(), rule).scenarios[0]
    (reciter,) = [p for p in found.personas if p.member.persona == "reciter"]

    assert (reciter.passes.n, reciter.errors, reciter.unscored) == (58, 1, 1)
    assert reciter.verdicts == {"fail": 58}
    assert found.decision == "inconclusive"
    assert {f.kind for f in found.findings} == {"error", "unscored"}


def test_an_expert_without_a_result_leaves_it_open() -> None:
    """An interview that was not held is no failure of the expert."""

    def rule(key: RunKey) -> Outcome:
        broken = key.persona == "terse-expert"
        return outcome(key, status="error") if broken else experts_pass(key)

    found = _audit(design(), rule).scenarios[0]

    assert found.decision == "inconclusive"
    assert found.more == 1


def test_nothing_is_good_where_nobody_sat() -> None:
    """Without outcomes there is no verdict."""
    found = analyse(design(), [])

    assert found.scenarios[0].decision == "inconclusive"
    assert found.exit_code == Exit.INCOMPLETE


def test_a_criterion_that_pays_for_talk_is_named_with_the_words() -> None:
    """The leak table has the worst talker, its rate, and quotes with their transcripts."""
    found = _audit(design(), _some_pass("waffler", 2)).scenarios[0]
    framing = found.criteria[0]

    assert framing.leaks
    assert (framing.worst, framing.worst_rate.k, framing.smooth.n) == ("waffler", 30, 120)
    assert framing.legitimate.k == 2
    assert framing.quotes[0].text.startswith("words of bank-scams/waffler")
    assert "criterion_leaks" in {f.kind for f in found.findings}


def test_a_criterion_that_nobody_reaches_does_not_separate() -> None:
    """Under 30 points between those who know and those who talk."""
    found = _audit(design(), lambda key: outcome(key, "pass" if key.arm == "authored" else "fail"))

    assert not any(c.leaks or c.separates for c in found.scenarios[0].criteria)


def test_separation_and_variance_are_reported() -> None:
    """AUC of the worst pair beside words and keywords; shares of variance add up to one."""
    found = _audit(design(), _some_pass("waffler", 10))
    separation = found.scenarios[0].separation

    assert separation is not None
    assert separation.smallest.credit == 1.0
    assert separation.smallest.words < 0.5
    assert sum(share.share for share in found.variance) == pytest.approx(1.0)
    assert "no noise of its own" in found.judge_noise


# --- judges that are wrong, in front of real talkers ---------------------------------------------


def _likes_words(said: str) -> tuple[Verdict, int]:
    """Pass whoever names three things of the trade."""
    named = sum(word in said for word in ("data", "model", "monitor", "metric", "overfit"))
    return ("pass", 3) if named >= 3 else ("fail", 1)


def _never_content(said: str) -> tuple[Verdict, int]:
    return "fail", 0


@pytest.mark.parametrize(
    ("judge", "experts", "decision"),
    [(_likes_words, "pass", "passable"), (_never_content, "fail", "too_strict")],
)
async def test_a_judge_that_is_wrong_is_found_out(
    judge: object, experts: Verdict, decision: str
) -> None:
    """A lenient judge lets real reciters through; a harsh one fails the experts."""
    made = design(["reciter"], seeds=20, mode="fixed")
    room = InProcess(ScriptedRoom(judge))  # type: ignore[arg-type]
    found = []
    for planned in outcomes(made, outcome):
        authored = planned.key.arm == "authored"
        found.append(outcome(planned.key, experts) if authored else await room.hold(planned.key))

    assert analyse(made, found).scenarios[0].decision == decision
