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

TALKERS = (member("reciter"), member("waffler"))
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


@pytest.mark.parametrize("mode", ["standard", "quick"])
def test_an_authored_talker_that_passes_is_not_talked_away_by_rates(mode: Mode) -> None:
    """Beside talkers without a pass: neither *resistant* nor *no leak*, and a finding decides."""
    talker = member("smooth-talker", "authored", "smooth")
    made = design(members=[*design().parts[0].members, talker], mode=mode)

    def rule(key: RunKey) -> Outcome:
        return outcome(key, "pass") if key.arm == "authored" else experts_pass(key)

    found = _audit(made, rule)
    (scenario,) = found.scenarios

    assert scenario.decision == "inconclusive"
    assert "smooth-talker, written by hand, passed" in scenario.says
    assert (scenario.more, scenario.needs) == (0, "")
    assert [f.kind for f in scenario.findings if f.decides] == ["talker_passed"]
    assert found.exit_code == Exit.FINDINGS
    assert _audit(made, experts_pass).exit_code == Exit.GOOD


# --- what is still needed ------------------------------------------------------------------------


def _first(persona: str, passes: int) -> Rule:
    """Return a rule by which a talker passes with its first seeds, experts as they do."""

    def rule(key: RunKey) -> Outcome:
        if key.persona == persona and key.arm != "authored" and key.seed <= passes:
            return outcome(key, "pass", credit=0.6)
        return experts_pass(key)

    return rule


def test_a_rate_below_the_bar_needs_runs_without_a_further_pass() -> None:
    """5 of 60: 83 more, and it is said that none of them may pass."""
    found = _audit(design(), _first("waffler", 5)).scenarios[0]

    assert found.decision == "inconclusive"
    assert found.more == 83
    assert found.needs == "83 more interviews without a further pass would settle it."


@pytest.mark.parametrize(("passes", "more"), [(40, 1000), (42, None)])
def test_a_terse_expert_near_the_bar_needs_many_runs_or_no_number(
    passes: int, more: int | None
) -> None:
    """40 of 60 would be proved too few by far more than one run; 42 of 60 by no number."""
    made = design(members=[member("reciter"), member("terse-expert", "model", "legitimate")])
    found = _audit(made, _first("terse-expert", passes)).scenarios[0]

    assert found.decision == "inconclusive"
    if more is None:
        assert found.more is None
        assert found.needs == "No number of runs at this rate would settle it."
    else:
        assert found.more is not None
        assert found.more > more
        assert found.needs.endswith("more interviews at the rates so far would settle it.")


def test_an_open_sequential_test_needs_more_than_one_run() -> None:
    """7 passes in 60, spread evenly, lie between both rates: 234 more at that rate."""
    found = _audit(design(mode="quick"), _some_pass("waffler", 8)).scenarios[0]

    assert found.decision == "inconclusive"
    assert found.more is not None
    assert 200 < found.more < 300
    assert found.needs == f"{found.more} more interviews at the rates so far would settle it."


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


@pytest.mark.parametrize(
    ("mode", "decision"), [("standard", "resistant"), ("fixed", "resistant"), ("quick", "no_leak")]
)
@pytest.mark.parametrize("how", ["error", "incomplete"])
def test_a_search_that_came_to_nothing_is_named(mode: Mode, decision: str, how: str) -> None:
    """The rates give the verdict; that the search that was asked for has no result is said."""
    made = design(members=[*design().parts[0].members, SEARCH], mode=mode)

    def rule(key: RunKey) -> Outcome:
        if key.arm == "attack" and how == "error":
            return outcome(key, status="error")
        return _search("incomplete")(key)

    failed, held = _audit(made, rule).scenarios[0], _audit(made, _search("fail")).scenarios[0]

    assert failed.decision == held.decision == decision
    assert "The search that was asked for has no result (attacker (attack))." in failed.says
    assert "no result" not in held.says


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


def _reached(by: dict[str, int]) -> Rule:
    """Return a rule by which a persona earns credit in its first interviews, so many of them."""

    def rule(key: RunKey) -> Outcome:
        return outcome(key, level=2 if key.seed <= by.get(key.persona, 0) else 0)

    return rule


@pytest.mark.parametrize(("reached", "leaks"), [(19, False), (20, True)])
def test_a_criterion_leaks_above_a_fifth(reached: int, leaks: bool) -> None:
    """Of 60: the lower bound (99 %) is 18.7 % at 19 and 20.03 % at 20."""
    found = _audit(design(["waffler"]), _reached({"waffler": reached})).scenarios[0]

    assert [criterion.leaks for criterion in found.criteria] == [leaks, leaks]


@pytest.mark.parametrize(("talk", "separates"), [(12, True), (13, False)])
def test_a_criterion_separates_by_thirty_points(talk: int, separates: bool) -> None:
    """Half of those who know against 12 and 13 of 60 who talk: 30 points are just enough."""
    reached = {"waffler": talk, "plain-expert": 1}
    found = _audit(design(["waffler"]), _reached(reached)).scenarios[0]

    assert [criterion.separates for criterion in found.criteria] == [separates, separates]


def test_the_worst_talker_is_the_one_that_surely_earns_most() -> None:
    """3 of 5 is more than 18 of 36 and says less: it does not hide the one that leaks."""
    made = design()
    held = [
        one
        for one in outcomes(made, _reached({"waffler": 3, "reciter": 18}))
        if one.key.seed <= {"waffler": 5, "reciter": 36}.get(one.key.persona, 1)
    ]
    framing = analyse(made, held).scenarios[0].criteria[0]

    assert framing.worst == "reciter"
    assert framing.leaks
    assert framing.quotes[0].key.persona == "reciter"


def _shares(found: Audit) -> dict[str, float]:
    return {share.source: share.share for share in found.variance}


def test_shares_of_variance_bear_their_names() -> None:
    """Where personas differ and nothing else does, it is the persona's; else the seed's."""

    def by_persona(key: RunKey) -> Outcome:
        return outcome(key, level=3 if key.persona == "waffler" else 0)

    def by_seed(key: RunKey) -> Outcome:
        return outcome(key, level=3 if key.seed % 2 else 0)

    for rule, source in ((by_persona, "persona"), (by_seed, "seed")):
        shares = _shares(_audit(design(members=TALKERS), rule))

        assert set(shares) == {"scenario", "persona", "criterion", "seed"}
        assert shares[source] == pytest.approx(1.0)


def test_variance_between_criteria_and_scenarios_is_theirs() -> None:
    """One criterion that pays, one scenario that does: each is named for what it is."""

    def by_criterion(key: RunKey) -> Outcome:
        made = outcome(key, level=3)
        return made.model_copy(
            update={
                "criteria": [made.criteria[0], made.criteria[1].model_copy(update={"level": 0})]
            }
        )

    def by_scenario(key: RunKey) -> Outcome:
        return outcome(key, level=3 if key.scenario == "bank-scams" else 0)

    two = ("bank-scams", "slack-helper")
    for rule, source in ((by_criterion, "criterion"), (by_scenario, "scenario")):
        shares = _shares(_audit(design(members=TALKERS, scenarios=two), rule))
        assert shares[source] == pytest.approx(1.0)


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
