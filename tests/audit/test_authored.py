"""Authored candidates find their answers by ear, and say nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audit.authored import Authored, is_answer, says_nothing, unanswered
from interviewer.audit.scripts import Answer, Script, load_scripts, place_of, questions
from interviewer.content import Library
from interviewer.errors import ContentError
from interviewer.retrieval.lexical import HashingEmbedder
from interviewer.rubric import Accept

FILE = """\
scenario: bakery
candidates:
  - id: expert
    kind: legitimate
    about: "Knows bread."
    questions:
      - "How many loaves do you bake?"
      - "When do the ovens start?"
    opening: "We decide how many loaves to bake, each evening."
    answers:
      - hook: start
        when: ["Where would you like to start with the bread?"]
        says: "With tomorrow's orders."
        pressed: "With the regulars, then."
      - hook: leftovers
        when:
          - "What happens to the loaves that nobody buys in the evening?"
          - "Which loaves are left over when the shop closes?"
        says: "Left-over loaves hide what could have been sold out."
        pressed: "I would bake two too many, once a week."
      - hook: oven
        when: ["Suppose that an oven fails at four in the morning. Which bread do you drop?"]
        says: "The one with the thinnest margin."
        pressed: "Rye, because it keeps for a day."
"""

RUBRIC = Library.shipped().load("slack-helper").rubric
GREETING = "I am the baker. Where would you like to start with the bread?"


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """A small script."""
    path = tmp_path / "bakery.yaml"
    path.write_text(FILE, encoding="utf-8")
    return load_scripts(path, RUBRIC).candidates[0]


@pytest.fixture
def expert(script: Script) -> Authored:
    """Somebody who plays it."""
    return Authored(script, HashingEmbedder())


async def _hear(candidate: Authored, *lines: str) -> list[str | None]:
    return [await candidate.reply(line) for line in lines]


async def test_it_asks_before_it_says_how_it_sees_the_problem(expert: Authored) -> None:
    """Questions one a turn, then the opening, as long as nothing pointed is put."""
    said = await _hear(expert, GREETING, "We bake four hundred.", "At three.")

    assert said == [
        "How many loaves do you bake?",
        "When do the ovens start?",
        "We decide how many loaves to bake, each evening.",
    ]


async def test_a_told_fact_is_no_question(expert: Authored) -> None:
    """However much it sounds like one of the wordings."""
    (_, said) = await _hear(
        expert, GREETING, "The loaves that nobody buys in the evening happen to be given away."
    )

    assert said == "When do the ovens start?"


async def test_it_answers_the_question_that_is_put(expert: Authored) -> None:
    """A literal wording decides, whatever stands around it; a press in other words is seen."""
    await _hear(expert, GREETING, "Four hundred.", "At three.")
    said = await _hear(
        expert,
        'You said "each evening". What happens to the loaves that nobody buys in the evening?',
        "Give me something I can use tomorrow.",
        "Let us move on. Suppose that an oven fails at four in the morning. "
        "Which bread do you drop?",
    )

    assert said == [
        "Left-over loaves hide what could have been sold out.",
        "I would bake two too many, once a week.",
        "The one with the thinnest margin.",
    ]


async def test_a_near_wording_will_do(expert: Authored) -> None:
    """A question in almost the authored words gets its answer."""
    await _hear(expert, GREETING, "Four hundred.", "At three.")
    (said,) = await _hear(expert, "And which loaves are left over once the shop has closed?")

    assert said == "Left-over loaves hide what could have been sold out."


async def test_the_opening_is_not_lost_on_an_impatient_interviewer(expert: Authored) -> None:
    """A pointed question before the opening gets both."""
    await _hear(expert, GREETING)
    (said,) = await _hear(expert, "What happens to the loaves that nobody buys in the evening?")

    assert said is not None
    assert said.startswith("We decide how many")
    assert said.endswith("have been sold out.")


async def test_it_says_which_of_two_topics_it_meant(expert: Authored) -> None:
    """The one that is nearer to what it had asked."""
    await _hear(expert, GREETING)
    (said,) = await _hear(expert, "Do you mean how many loaves we bake, or what flour costs?")

    assert said == "What can you tell me about how many loaves we bake?"


async def test_nothing_is_said_twice_and_it_ends(expert: Authored) -> None:
    """Asked the same over and over, it gives answer, press, short words, and then no more."""
    asked = "What happens to the loaves that nobody buys in the evening?"
    said = await _hear(expert, GREETING, *[asked] * 40)
    texts = [text for text in said if text is not None]

    assert len(texts) == len(set(texts))
    assert said[-1] is None
    assert all(len(text.split()) < 16 for text in texts[4:])


def test_a_script_is_strict(tmp_path: Path) -> None:
    """An unknown key is an error with its line."""
    path = tmp_path / "bakery.yaml"
    path.write_text(FILE.replace('pressed: "With', 'presed: "With'), encoding="utf-8")

    with pytest.raises(ContentError, match=r"bakery\.yaml:1\d"):
        load_scripts(path, RUBRIC)


def test_without_wordings_they_are_the_rubrics_own(tmp_path: Path) -> None:
    """A phase has also those that lead back to it."""
    path = tmp_path / "bakery.yaml"
    text = FILE.replace("hook: start", "hook: clarify").replace(
        '        when: ["Where would you like to start with the bread?"]\n', ""
    )
    path.write_text(text, encoding="utf-8")

    (script,) = load_scripts(path, RUBRIC).candidates

    phase = next(phase for phase in RUBRIC.phases if phase.id == "clarify")
    assert script.answers[0].when == [*phase.enters, *phase.redirects]
    assert script.answers[1].when[0].startswith("What happens to the loaves")


def test_an_answer_to_what_is_not_asked_is_refused(tmp_path: Path) -> None:
    """With the nearest that is."""
    path = tmp_path / "bakery.yaml"
    text = FILE.replace("hook: start", "hook: clarifi").replace(
        '        when: ["Where would you like to start with the bread?"]\n', ""
    )
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=r"clarifi.*not asked.*\n?.*clarify"):
        load_scripts(path, RUBRIC)


# --- what is left unanswered ----------------------------------------------------------------------


def _answer(hook: str, *when: str) -> Answer:
    return Answer(hook=hook, when=list(when), says=f"As to {hook}.", pressed=f"More of {hook}.")


def _with(script: Script, *answers: Answer) -> Script:
    return script.model_copy(update={"answers": list(answers)})


def _own(name: str) -> Answer:
    """Return an answer without `when`, as it is loaded."""
    return _answer(name, *questions(RUBRIC)[name])


def test_what_has_no_answer_is_listed(script: Script) -> None:
    """All but what is answered, what the greeting asks of who asks in return, and mere signs."""
    estimates = list(RUBRIC.estimates)
    sign = estimates[0].model_copy(update={"accept": Accept(sign="positive")})
    rubric = RUBRIC.model_copy(update={"estimates": [sign, *estimates[1:]]})
    silent = unanswered(_with(script, _own("data"), _own(RUBRIC.hooks[0].id)), rubric)
    assert silent == [
        *(phase.id for phase in RUBRIC.phases if phase.id not in ("clarify", "data")),
        *(estimate.id for estimate in estimates[1:]),
        *(hook.id for hook in RUBRIC.hooks[1:]),
    ]
    curt = _with(script, _own("data")).model_copy(update={"questions": []})
    assert "clarify" in unanswered(curt, rubric, HashingEmbedder())


async def test_at_the_table_it_is_the_same(script: Script) -> None:
    """What is listed meets stock words or what stands elsewhere; what is not, the answer to it."""
    told = _with(script, _own("data"), _own("serving"))
    silent = unanswered(told, RUBRIC, HashingEmbedder())
    for phase in RUBRIC.phases[1:]:
        candidate = Authored(told, HashingEmbedder())
        await _hear(candidate, GREETING, "We bake four hundred.", "At three.")
        (said,) = await _hear(candidate, f"Time to move on. {phase.enters[0]}")
        assert said is not None
        assert is_answer(said, phase.id, told, RUBRIC) == (phase.id not in silent)


def test_a_wording_that_is_not_heard_is_no_answer(script: Script) -> None:
    """An answer in words that nobody puts is believed only where meanings are not compared."""
    lost = _with(script, _answer("data", "the flour"), _own("serving"))
    assert "data" not in unanswered(lost, RUBRIC)
    assert "data" in unanswered(lost, RUBRIC, HashingEmbedder())
    phase = next(phase for phase in RUBRIC.phases if phase.id == "data")
    found = _with(script, _answer("mine", phase.enters[0]), _own("serving"))
    assert "data" not in unanswered(found, RUBRIC, HashingEmbedder())


async def test_stock_words_are_known_again(expert: Authored) -> None:
    """Asked what it cannot answer, a candidate says so in words that are recognised."""
    asked = "What happens to the loaves that nobody buys in the evening?"
    said = await _hear(expert, GREETING, *[asked] * 8)
    assert [says_nothing(text) for text in said if text][-3:] == [True] * 3
    assert not says_nothing("We bake four hundred.")


def test_a_blank_of_a_scaffold_is_no_wrong_id(tmp_path: Path) -> None:
    """The stub names hooks of the scaffold, which its author renames before filling it in."""
    path = tmp_path / "bakery.yaml"
    text = FILE.replace("hook: start", "hook: long-gone").replace(
        '        when: ["Where would you like to start with the bread?"]\n', ""
    )
    path.write_text(text.replace("With tomorrow's orders.", "<the answer>"), encoding="utf-8")
    (script,) = load_scripts(path, RUBRIC).candidates
    assert script.answers[0].hook == "long-gone"
    assert place_of(path, "expert") == (3, 5)
