"""What a language model says as the interviewer: good replies pass, hostile ones do not.

The families of `hostile.yaml` that patterns, numbers, names and the plan decide must not leak at
all; its replies were at hand while the patterns grew. What only nearness can tell is measured on
`hostile_near.yaml`; the bounds leave a margin. In brackets: the first run of each set, before
anything was mended because of it; `first` to `third` with the threshold for hints at .13, not .09.

| set         | good sentences refused | hints that pass   |
|-------------|------------------------|-------------------|
| development | 3 of 291               | 18 of 180         |
| first       | 5 of 115 (8 of 116)    | 8 of 87 (17)      |
| second      | 2 of 63 (5)            | 10 of 29 (15)     |
| third       | 0 of 120 (0)           | none in the set   |
| fourth      | 2 of 59 (4)            | 11 of 25 (11)     |
| fifth       | 1 of 66 (2)            | none in the set   |
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from interviewer.engine.checking import SpokenCheck, split
from interviewer.engine.policy import View
from interviewer.engine.voice import EmbeddedVoice
from interviewer.engine.wording import Wording
from interviewer.rubric import Rubric
from tests.engine import playing
from tests.engine.hostile import Plan, Stage, authored, cases, whole, world
from tests.engine.test_policy import _random_turns

SCENARIOS = ["bank-scams", "slack-helper"]
HOSTILE = cases("hostile.yaml")
NEAR = cases("hostile_near.yaml")
CONTEXTS = HOSTILE["contexts"]


def _stage(name: str) -> Stage:
    return Stage(CONTEXTS[name])


# --- good replies ---------------------------------------------------------------------------------


@pytest.mark.parametrize("context", list(HOSTILE["harmless"]))
def test_a_good_reply_passes_and_asks_what_was_planned(context: str) -> None:
    """Each sentence passes, the facts count as told, and a question counts as asked."""
    stage = _stage(context)
    for reply in HOSTILE["harmless"][context]:
        check, why = stage.allows(reply)
        assert why is None, reply
        assert check.missing() == [], reply
        if stage.plan[-1].move not in ("answer", "close"):
            assert check.asked, reply


def test_there_are_enough_good_replies() -> None:
    """Eighty or more, in both scenarios, for every move that a model may say."""
    replies = [reply for group in HOSTILE["harmless"].values() for reply in group]
    moves = {str(CONTEXTS[name]["at"]).split()[0] for name in HOSTILE["harmless"]}
    assert len(replies) >= 80
    assert {CONTEXTS[name]["scenario"] for name in HOSTILE["harmless"]} == set(SCENARIOS)
    assert moves >= {"probe", "press", "answer", "ask_estimate", "check_estimate", "clarify"}
    assert moves >= {"redirect", "advance", "twist", "open", "close"}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_authored_words_are_never_refused(
    scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the embedded voice says in random interviews passes the check of that turn."""
    loaded, substance = world(scenario)
    refused: list[str] = []

    class Checked(EmbeddedVoice):
        async def say(self, plan: Plan, view: View):  # type: ignore[no-untyped-def]
            check = SpokenCheck(plan, view, authored(plan, view, self._seed), substance)
            text = Wording(self._seed, view).reply(plan)
            refused.extend(f"{why}: {s}" for s in whole(text) if (why := check.refuses(s)))
            async for piece in super().say(plan, view):
                yield piece

    monkeypatch.setattr(playing, "EmbeddedVoice", Checked)
    for seed in range(4):
        playing.play(loaded, _random_turns(loaded, seed, 90.0), seed=seed)
    assert refused == []


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_question_may_be_asked_in_its_own_words(scenario: str) -> None:
    """Every authored ask and press passes as it stands, compound ones included."""
    rubric = world(scenario)[0].rubric
    for hook in rubric.hooks:
        for move, texts in (("probe", hook.asks), ("press", hook.presses)):
            stage = Stage({"scenario": scenario, "at": f"{move} {hook.id}", "said": "I see."})
            for text in texts:
                check = stage.check([text, text])
                assert [why for s in whole(text) if (why := check.refuses(s))] == [], text
                assert check.asked, text


# --- hostile replies ------------------------------------------------------------------------------


@pytest.mark.parametrize("family", list(HOSTILE["hostile"]))
def test_no_hostile_reply_passes(family: str) -> None:
    """What patterns, numbers, names and the plan decide does not leak."""
    leaks = [
        reply
        for context, replies in HOSTILE["hostile"][family].items()
        for reply in replies
        if _stage(context).refuses(reply) is None
    ]
    assert leaks == []


@pytest.mark.parametrize("family", list(HOSTILE["hostile"]))
def test_most_of_them_need_no_embedder(family: str) -> None:
    """Without vectors the same families are stopped."""
    leaks = [
        reply
        for context, replies in HOSTILE["hostile"][family].items()
        for reply in replies
        if _stage(context).refuses(reply, meaning=False) is None
    ]
    assert len(leaks) <= 2, leaks


def test_there_are_enough_hostile_replies() -> None:
    """A hundred and fifty or more, in twenty families or so."""
    families = {**HOSTILE["hostile"], **HOSTILE["near"]}
    replies = [r for family in families.values() for group in family.values() for r in group]
    assert len(families) >= 18
    assert len(replies) >= 150


@pytest.mark.parametrize("meaning", [True, False], ids=["with vectors", "without"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_rubric_is_never_read_out(scenario: str, *, meaning: bool) -> None:
    """No point, paraphrase, expectation, anchor, near miss or title passes in any context."""
    texts = list(_rubric_texts(world(scenario)[0].rubric))
    names = [name for name, given in CONTEXTS.items() if given["scenario"] == scenario]
    checks = [_stage(name).check(meaning=meaning) for name in names]
    dice = random.Random(7)
    texts = dice.sample(texts, 400) if meaning else texts
    leaks = [text for text in texts if not _stops(dice.choice(checks), text)]
    assert leaks == []


def _stops(check: SpokenCheck, text: str) -> bool:
    return any(check.refuses(sentence) for sentence in whole(text))


def _rubric_texts(rubric: Rubric) -> Iterator[str]:
    for criterion in rubric.criteria:
        anchors = criterion.anchors
        yield from (criterion.name, criterion.expects, *criterion.near_misses)
        yield from (*criterion.wrong_claims, anchors.mentioned, anchors.applied)
        yield from (anchors.justified, anchors.held_up)
        yield from (p for point in criterion.accepts for p in (point.says, *point.paraphrases))
    for hook in rubric.hooks:
        yield from (hook.about, *hook.hollow)
        yield from (p for point in hook.substance for p in (point.says, *point.paraphrases))
    for estimate in rubric.estimates:
        yield estimate.explains


def test_an_endless_reply_is_stopped() -> None:
    """Of 100 kB without an end, with an end and of one letter nothing much is shown."""
    stage = _stage("warn")
    for reply in ("word " * 20_000, "All right. " * 10_000, "x" * 100_000, "\n" * 100_000):
        check = stage.check()
        shown = 0
        for sentence in whole(reply):
            if check.refuses(sentence):
                break
            shown += len(sentence)
        assert shown < 1_500


def test_nothing_is_nothing() -> None:
    """An empty reply has no sentence; an empty sentence is not refused and asks nothing."""
    check = _stage("warn").check()
    assert split("", final=True) == ([], "")
    assert check.refuses("") is None
    assert check.refuses("  \n ") is None
    assert not check.asked


# --- what only nearness can tell ------------------------------------------------------------------

_BOUNDS = {
    "development": (0.02, 0.15),
    "first": (0.06, 0.16),
    "second": (0.05, 0.50),
    "third": (0.02, 1.0),
    "fourth": (0.06, 0.55),
    "fifth": (0.04, 1.0),
}


@pytest.mark.parametrize("name", list(_BOUNDS))
def test_nearness_keeps_to_what_was_measured(name: str) -> None:
    """Few good sentences are refused and few hints pass, as the table above says."""
    refused: list[str] = []
    passed: list[str] = []
    good = hints = 0
    for given_ in NEAR[name]:
        stage = Stage(given_)
        good, hints = good + len(given_["good"]), hints + len(given_.get("hints", ()))
        refused += [text for text in given_["good"] if stage.allows(text)[1]]
        passed += [text for text in given_.get("hints", ()) if stage.refuses(text) is None]
    print(f"{name}: {len(refused)} of {good} good refused, {len(passed)} of {hints} hints passed")
    most_refused, most_passed = _BOUNDS[name]
    assert len(refused) <= most_refused * good, refused
    assert len(passed) <= most_passed * max(hints, 1), passed


@pytest.mark.parametrize(
    ("family", "most"), [("invented", 0.55), ("other", 0.2), ("appraisal", 0.5)]
)
def test_what_patterns_cannot_know_mostly_fails(family: str, most: float) -> None:
    """Of inventions without a figure or a name 5 of 12 pass, of other questions 2, of remarks 15.

    The remarks are about the answer or the interview, in words that no pattern holds.
    """
    replies = [(c, reply) for c, group in HOSTILE["near"][family].items() for reply in group]
    leaks = [reply for context, reply in replies if _stage(context).refuses(reply) is None]
    print(f"{family}: {len(leaks)} of {len(replies)} passed")
    assert len(leaks) <= most * len(replies), leaks


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_question_of_another_hook_is_not_the_planned_one(scenario: str) -> None:
    """Of other hooks' questions at most one in eight passes for the planned one."""
    rubric, dice = world(scenario)[0].rubric, random.Random(3)
    questions = {hook.id: [s for s in whole(hook.asks[0]) if "?" in s] for hook in rubric.hooks}
    passed, tried = [], 0
    for hook in rubric.hooks:
        stage = Stage({"scenario": scenario, "at": f"probe {hook.id}", "said": "I use a model."})
        others = [q for name, found in questions.items() if name != hook.id for q in found]
        for question in dice.sample(others, 6):
            tried += 1
            if stage.refuses(question) is None:
                passed.append(f"{hook.id}: {question}")
    print(f"{scenario}: {len(passed)} of {tried} passed")
    assert len(passed) <= tried / 8, passed


# --- single rules ---------------------------------------------------------------------------------


def test_a_told_number_may_be_written_in_any_way() -> None:
    """Digits, words, scales and rounding are one; another unit or order is not."""
    stage = Stage(
        {
            "scenario": "bank-scams",
            "at": "answer payment-volume call-cost",
            "told": ["payment-volume", "call-cost", "warning-today", "hold-rules"],
            "said": "I'd take a 1.2M sample, 40 % of it from the app.",
        }
    )
    check = stage.check()
    for text in (
        "That is thirty million payments a month.",
        "We have 30,000,000 payments a month, 30m for short.",
        "You'd take 1,200,000, forty per cent of it from the app.",
        "A sample of 1.2 million, then, two fifths of it from the app.",
        "A conversation costs fourteen pounds and takes 25 minutes.",
        "About 99% of people proceed.",
        "It is four business days at the most.",
    ):
        assert check.refuses(text) is None, text
    for text in ("We have 300 million payments.", "A conversation takes 25 hours."):
        refusal = check.refuses(text)
        assert refusal is not None
        assert refusal.rule == "number"


def test_a_second_question_is_refused_even_if_it_is_a_good_one() -> None:
    """After the planned question nothing may be asked, with or without a question mark."""
    check = _stage("abroad").check()
    assert check.refuses("What does your aim do with that payment?") is None
    assert check.asked
    for text in ("Tell me how it treats him.", "And what does it do with the customer?"):
        refusal = check.refuses(text)
        assert refusal is not None
        assert refusal.rule == "second_question"


def test_a_bare_invitation_may_follow_an_answer_only() -> None:
    """It leaves the floor to the candidate and steers nowhere; at the close it would mislead."""
    for name, passes in (("team", True), ("agreed", True), ("end", False), ("warn", False)):
        refusal = _stage(name).check().refuses("What else would you like to know?")
        assert (refusal is None) == passes, name


def test_an_imperative_that_leads_to_the_question_is_not_yet_the_question() -> None:
    """One authored question may have two sentences: "Walk me through it. What must she do?"."""
    stage = Stage({"scenario": "bank-scams", "at": "press warning-screen", "said": "It's clearer."})
    texts = ["Walk me through her screen. What must she do, and what can't he do for her?"]
    check = stage.check(texts)
    assert check.refuses("Walk me through what is on her screen.") is None
    assert not check.asked
    assert check.refuses("What must she do, and what can't he do for her?") is None
    assert check.asked


def test_what_was_left_out_is_known() -> None:
    """A fact is missing until each of its figures was told; without figures, most of its words."""
    check = _stage("team").check()
    assert check.missing() == ["call-team", "call-cost"]
    assert check.refuses("There are 140 agents, about 110 productive hours each a month.") is None
    assert check.missing() == ["call-cost"]
    assert check.refuses("A conversation takes 25 minutes.") is None
    assert check.missing() == ["call-cost"]
    assert check.refuses("It costs us £14.") is None
    assert check.missing() == []
    check = _stage("pain").check()
    assert check.refuses("There are two complaints.") is None
    assert check.missing() == ["complaints"]
    assert (
        check.refuses("Being tagged for what the docs answer, and being tagged at night.") is None
    )
    assert check.missing() == []


def test_a_refused_sentence_leaves_no_trace() -> None:
    """It is neither told nor asked."""
    check = _stage("calls").check()
    assert check.refuses("How would you train the model on 5,000 examples?")
    assert not check.asked


def test_the_candidate_may_be_quoted_whatever_was_said() -> None:
    """Praise, a technique and a number are the candidate's own, in quotation marks."""
    stage = Stage(
        {
            "scenario": "bank-scams",
            "at": "probe warning-screen",
            "said": "XGBoost is excellent here, I would say 95% recall.",
        }
    )
    check = stage.check()
    assert check.refuses('You said "XGBoost is excellent here, I would say 95% recall".') is None
    refusal = check.refuses('You said "XGBoost is hopeless here, I would say so".')
    assert refusal is not None


def test_a_reason_is_one_sentence_for_the_transcript() -> None:
    """Every refusal names its rule in a slug and says why in words."""
    for family in HOSTILE["hostile"].values():
        for context, replies in family.items():
            refusal = _stage(context).refuses(replies[0], meaning=False)
            if refusal:
                assert re.fullmatch(r"[a-z_]+", refusal.rule)
                assert 8 < len(refusal.why) < 200
                assert "\n" not in refusal.why


# --- properties -----------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        *"abAB .!?\n\"'…“”,:;-1",
        *("e.g. ", "i.e. ", "U.K. ", "1.2 million ", "3.5% ", "... ", "I see.", "What next?"),
        *(
            "🙂 ",
            "Foo bar ",
            "\n\n",
            "- item\n",
            "1. ",
            '"Hold it. Now." ',
            "£5.",
            "\uff1f",
            "\u3002",
        ),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=60)


@tries(max_examples=300, deadline=None)
@given(text=_TEXTS, repeat=st.integers(1, 12), dice=st.randoms(use_true_random=False))
def test_a_stream_is_cut_as_the_whole_would_be(text: str, repeat: int, dice: random.Random) -> None:
    """No character is lost, and the chunks that a stream comes in change no sentence."""
    text *= repeat
    expected, rest = split(text, final=True)
    assert rest == ""
    assert "".join("".join(expected).split()) == "".join(text.split())
    found: list[str] = []
    buffer, place = "", 0
    while place < len(text):
        step = dice.randint(1, 9)
        ready, buffer = split(buffer + text[place : place + step], final=False)
        found += ready
        place += step
    assert found + split(buffer, final=True)[0] == expected


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It takes 3.5% of 1.2 million. What then?", 2),
        ("Take one, e.g. the sofa. What then?", 2),
        ("Well... what then?", 1),
        ('You said "I would hold it. Then call her." What then?', 2),
        ("I see.What then?And who?", 3),
        ("One line\nanother line", 2),
        ("- first\n- second", 2),
        ("Sure. 🙂 What then?", 2),
        ("In the U.K. payments are fast. What then?", 2),
        ('He said "stop. It never closes. What then?', 3),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: int) -> None:
    """Abbreviations, decimals, ellipses and quotations do not end one."""
    assert len(whole(text)) == sentences


def test_a_sentence_is_not_given_out_before_its_end_is_sure() -> None:
    """What may still go on is kept back."""
    assert split("It takes 3.", final=False) == ([], "It takes 3.")
    assert split("It takes 3.5% of it. W", final=False) == ([], "It takes 3.5% of it. W")
    assert split("It takes 3.5% of it. What", final=False)[0] == ["It takes 3.5% of it."]


_RUNS = ["so, ", "so ", "and ", "very ", "you ", "not ", "in two ", "before we so so ", ", ", '"']
_RUNS += [
    "(",
    "- ",
    "1,",
    "a.b ",
    "if x, ",
    "to start with ",
    "what ",
    "that is ",
    "! ",
    "i would ",
]


@pytest.mark.parametrize("piece", _RUNS)
def test_no_text_keeps_it_busy_for_ever(piece: str) -> None:
    """Patterns that backtrack without bound would hang here."""
    text = f"{piece * 400}"[:395] + " x"
    check = _stage("warn").check(meaning=False)
    check.refuses(text)
    check.refuses(f"{text}?")


_NUMBERS = st.integers(0, 10**7) | st.integers(0, 400)
_UNITS = st.sampled_from(["", "%", " hours", " days", " minutes", " agents", " payments", "k", "m"])
_FRAMES = st.sampled_from(
    ["We have {}.", "It is {} here.", "Of those {} go on.", "About {} of them, I see.", "{}, then."]
)


@tries(max_examples=200, deadline=None)
@given(value=_NUMBERS, unit=_UNITS, frame=_FRAMES, sign=st.sampled_from(["", "£", "$"]))
def test_no_number_passes_that_was_not_told(value: int, unit: str, frame: str, sign: str) -> None:
    """Whatever passes holds only numbers that stand in what was told, or small ones."""
    text = frame.format(f"{sign}{value:,}{unit}")
    if _CALLS.check(_CALLS_WORDING, meaning=False).refuses(text) is None:
        amount = value * {"k": 1_000, "m": 1_000_000}.get(unit, 1)
        told = _digits(_CALLS, _CALLS_WORDING)
        assert amount < 10 or any(abs(amount - known) <= 0.05 * known for known in told), text


def _digits(stage: Stage, texts: Sequence[str]) -> set[float]:
    facts = [stage.loaded.scenario.fact(name).says for name in stage.view.state.facts_told]
    primitives = stage.loaded.scenario.primitives
    said = [line.text for line in stage.view.state.lines]
    every = " ".join([*texts, *facts, *said, *primitives, "45 minutes", "60", "10,000", "50"])
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", every)
    plain = {float(text.rstrip(",").replace(",", "")) for text in found}
    return {number * scale for number in plain for scale in (1, 24, 60, 1_000, 1_000_000)}


_CALLS = _stage("calls")
_CALLS_WORDING = next(_CALLS.wordings())
