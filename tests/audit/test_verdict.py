"""The verdict on a question: one function behind every output."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from interviewer.audit.analysis import analyse
from interviewer.audit.executor import InProcess
from interviewer.errors import Exit
from interviewer.judge.scorecard import Verdict
from interviewer.outcome import Audit, Design, Member, Mode, Outcome, RunKey, Searched, Status
from tests.audit.auditing import (
    Rule,
    ScriptedRoom,
    design,
    experts_pass,
    member,
    outcome,
    outcomes,
)

EXPERTS = tuple(one for one in design().parts[0].members if one.kind == "legitimate")


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


RATED = (member("reciter"), *EXPERTS, member("terse-expert", "model", "legitimate"))


def _knows(passes: int, *, authored: bool) -> Rule:
    """Return a rule by which a model's terse expert passes so often, and authored ones or not."""

    def rule(key: RunKey) -> Outcome:
        knows = key.seed <= passes if key.arm == "model" else authored and key.arm == "authored"
        return outcome(key, "pass" if knows else "fail")

    return rule


def test_an_authored_expert_decides_nothing_beside_a_rate_of_experts() -> None:
    """One text that fails is shown; the rate of the model's terse expert holds, so it resists."""
    found = _audit(design(members=RATED), _knows(60, authored=False))
    (scenario,) = found.scenarios

    assert scenario.decision == "resistant"
    assert found.exit_code == Exit.GOOD
    assert [(f.persona, f.arm, f.decides) for f in scenario.findings if f.kind == "too_strict"] == [
        (name, "authored", False) for name in ("plain-expert", "terse-expert")
    ]
    assert "that a model plays decides" in scenario.findings[0].says


@pytest.mark.parametrize("mode", ["standard", "quick"])
def test_a_rate_of_experts_that_is_too_low_is_a_finding(mode: Mode) -> None:
    """Too strict though every authored expert passes, and the exit code says so: 1, not 6."""
    passes = 20 if mode == "standard" else 0  # a quick audit would stop at the third
    found = _audit(design(members=RATED, mode=mode, seeds=60), _knows(passes, authored=True))
    (scenario,) = found.scenarios

    assert scenario.decision == ("too_strict" if mode == "standard" else "no_leak")
    assert [f.arm for f in scenario.findings if f.kind == "too_strict"] == ["model"]
    assert found.exit_code == Exit.FINDINGS


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


# --- searches ------------------------------------------------------------------------------------

SEARCH = member("attacker", "attack")


def _search(verdict: Verdict, judged: int = 40) -> Rule:
    """Return a rule by which a search ends so, experts pass and talkers fail."""
    found = Searched(
        budget=40, judged=judged, sentences=9, bar=0.45, curve=[0.3], keyword_share=0.5
    )

    def rule(key: RunKey) -> Outcome:
        if key.arm not in ("attack", "attack-leaked"):
            return experts_pass(key)
        status: Status = "unscored" if verdict == "incomplete" else "scored"
        held = outcome(key, verdict, credit=0.3, status=status)
        return held.model_copy(update={"searched": found})

    return rule


@pytest.mark.parametrize("mode", ["standard", "fixed", "quick"])
def test_a_search_alone_that_finds_nothing_is_good_and_no_resistance(mode: Mode) -> None:
    """Exit code 0 and *no leak found*: how many attempts, the most credit, what it cannot say."""
    found = _audit(design(members=[SEARCH], mode=mode, seeds=60), _search("fail"))
    (scenario,) = found.scenarios

    assert scenario.decision == "no_leak"
    assert found.exit_code == Exit.GOOD
    assert not scenario.findings
    assert scenario.more == 0
    assert "none of its 40 attempts passes (most credit 0.30)" in scenario.says


@pytest.mark.parametrize(
    ("mode", "decision"), [("standard", "passable"), ("fixed", "passable"), ("quick", "leaks")]
)
@pytest.mark.parametrize("others", [(), design().parts[0].members])
def test_a_search_that_passes_decides_whoever_else_sat(
    mode: Mode, decision: str, others: Sequence[Member]
) -> None:
    """A text that passes shows that the question can be passed: a verdict and a finding."""
    made = design(members=[*others, SEARCH], mode=mode, seeds=60)
    found = _audit(made, _search("pass"))
    (scenario,) = found.scenarios

    assert scenario.decision == decision
    assert "a search of 40 attempts found empty words that pass" in scenario.says
    assert [f.kind for f in scenario.findings if f.decides] == ["attack_passed"]
    assert found.exit_code == Exit.FINDINGS
    assert found.exit_code_for({scenario.decision}) == Exit.FINDINGS


def test_beside_talkers_a_search_that_finds_nothing_changes_no_verdict() -> None:
    """The talkers' rates decide, as without it."""
    with_it = _audit(design(members=[*design().parts[0].members, SEARCH]), _search("fail"))
    too_few = design(members=[member("reciter"), *EXPERTS, SEARCH], seeds=20, mode="fixed")

    assert with_it.scenarios[0].decision == "resistant"
    assert _audit(too_few, _search("fail")).scenarios[0].decision == "inconclusive"


def test_beside_experts_alone_their_condition_holds() -> None:
    """A search and experts: too strict if one fails, and never resistant if all pass."""
    made = design(members=[*EXPERTS, SEARCH])

    def strict(key: RunKey) -> Outcome:
        return outcome(key) if key.persona == "terse-expert" else _search("fail")(key)

    def broken(key: RunKey) -> Outcome:
        return outcome(key, status="error") if key.arm == "authored" else _search("fail")(key)

    good = _audit(made, _search("fail"))
    assert good.scenarios[0].decision == "no_leak"
    assert "all 2 authored experts pass" in good.scenarios[0].says
    assert _audit(made, strict).scenarios[0].decision == "too_strict"
    open_one = _audit(made, broken)
    assert open_one.scenarios[0].decision == "inconclusive"
    assert open_one.scenarios[0].more == 2


def test_a_search_without_a_result_says_nothing() -> None:
    """It could not be held, or its best was not scored: inconclusive, exit code 6."""
    made = design(members=[SEARCH])
    for rule in (_search("incomplete"), lambda key: outcome(key, status="error")):
        found = _audit(made, rule)

        assert found.scenarios[0].decision == "inconclusive"
        assert "the search has no result" in found.scenarios[0].says
        assert found.exit_code == Exit.INCOMPLETE
    assert analyse(made, []).exit_code == Exit.INCOMPLETE


def test_an_authored_talker_that_passes_beside_a_search_is_not_talked_away() -> None:
    """One text without a rate: a finding that decides, and not *no leak found*."""
    talker = member("smooth-talker", "authored", "smooth")

    def rule(key: RunKey) -> Outcome:
        return outcome(key, "pass") if key.arm == "authored" else _search("fail")(key)

    found = _audit(design(members=[talker, SEARCH]), rule)

    assert found.scenarios[0].decision == "inconclusive"
    assert "smooth-talker passed" in found.scenarios[0].says
    assert found.exit_code == Exit.FINDINGS


def test_a_leaked_search_by_itself_gives_no_verdict() -> None:
    """With the rubric in hand neither a pass nor a failure says anything of talk."""
    made = design(members=[SEARCH, member("informed-attacker", "attack-leaked")])

    def rule(key: RunKey) -> Outcome:
        return _search("pass" if key.arm == "attack-leaked" else "fail")(key)

    found = _audit(made, rule)

    assert found.scenarios[0].decision == "no_leak"
    assert "none of its 40 attempts" in found.scenarios[0].says
    assert found.exit_code == Exit.GOOD


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
