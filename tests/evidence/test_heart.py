"""An answer as a whole: its manner, its sense, and what is usual for the person."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer import wiring
from interviewer.audit.attack import pool
from interviewer.audit.persona import Personas
from interviewer.audit.smooth import smooth
from interviewer.content import Library, Loaded
from interviewer.evidence import manner
from interviewer.evidence.heart import STRANGE, THIN, Person, thinned, usual
from interviewer.evidence.manner import Manner, features
from interviewer.evidence.nonsense import SENTENCES, nonsense
from interviewer.evidence.reader import Reader, Reading
from interviewer.evidence.sentences import Span
from interviewer.evidence.substance import Match, Substance
from interviewer.settings import Settings

CACHE = Path(__file__).parents[2] / ".cache" / "interviewer"
QUESTIONS = Path(__file__).parents[1] / "audit" / "questions"
MATCH = Match("hook", "point", "criterion", 0.6, 0.1, 0.5, 0.6, 0.1, "")


def _answer(heart: float | None) -> list[Reading]:
    return [Reading(Span("I would hold it.", 0, 16), points=(MATCH,), heart=heart)]


def test_an_answer_that_is_talk_loses_what_it_made_of_the_question() -> None:
    """Points of other hooks stay; the rule says why."""
    other = replace(MATCH, hook="another")
    [reading] = thinned([replace(_answer(THIN - 0.1)[0], points=(MATCH, other))], "hook")
    assert reading.points == (other,)
    assert "talk" in reading.rules[-1]


def test_what_is_usual_for_the_person_counts_for_half() -> None:
    """A thin answer of somebody who answers is kept; a good one of a talker is chance."""
    assert thinned(_answer(THIN - 0.1), "hook", Person(THIN + 0.2))[0].points == (MATCH,)
    assert thinned(_answer(THIN + 0.1), "hook", Person(THIN - 0.2))[0].points == ()
    assert usual([_answer(0.2), _answer(None), _answer(0.4)]).heart == pytest.approx(0.3)
    assert usual([_answer(None), []]) == Person()


def test_who_answers_another_question_makes_no_point_of_this_one() -> None:
    """One answer that strays is somebody's way to talk; most of them are another scenario's."""
    [strayed] = [replace(r, abroad=("slack-helper", STRANGE + 0.02)) for r in _answer(1.0)]
    person = usual([[strayed], [replace(strayed, abroad=("slack-helper", STRANGE + 0.06))]])
    assert person.ahead == pytest.approx(STRANGE + 0.04)
    [reading] = thinned([strayed], "hook", person)
    assert reading.points == ()
    assert "slack-helper" in reading.rules[-1]
    assert thinned([strayed], "hook", Person(1.0, -0.1)) == [strayed]
    assert thinned([strayed], None, person) == [strayed]


def test_words_that_answer_no_hook_are_left_alone() -> None:
    """There is nothing to compare them with as a whole."""
    assert thinned(_answer(None), None, Person(-1.0)) == _answer(None)


def test_the_manner_is_in_the_small_words() -> None:
    """No noun, no verb: the same subject told twice."""
    tell = Manner.shipped()
    decided = "Not every transfer, only those above 500, and never before the second call."
    talked = "There is a way in which transfers and calls could always be quite together."
    assert tell(decided) > 0.3
    assert tell(talked) < -0.3
    assert -1 <= tell("not only unless until " * 50) <= 1
    assert (features("Fraud detection transfers money") == 0).all()


def test_short_forms_count_as_what_they_stand_for() -> None:
    """Who writes *can't* decides no less than who writes *cannot*."""
    assert (features("We can't, they won't.") == features("We can not, they will not.")).all()


def test_the_manner_that_ships_was_fitted_on_what_ships(tmp_path: Path) -> None:
    """`make freeze` makes the file; after a change of content it is stale."""
    before = manner.FILE.read_text("utf-8")
    try:
        manner.freeze(Library.shipped())
        assert manner.FILE.read_text("utf-8") == before, "run `make freeze`"
    finally:
        manner.FILE.write_text(before, "utf-8")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that know the made questions too."""
    return Settings(transcripts=tmp_path_factory.mktemp("t"), cache=CACHE, content=(QUESTIONS,))


@pytest.fixture(scope="module")
def bank(settings: Settings) -> tuple[Loaded, Substance]:
    """A shipped scenario with its vectors."""
    loaded = wiring.library(settings).load("bank-scams")
    return loaded, wiring.parts.substance(settings, loaded)


def test_nonsense_is_always_the_same_and_has_no_open_slot(bank: tuple[Loaded, Substance]) -> None:
    """Its vectors ship, so its words may not change from run to run."""
    made = nonsense(bank[0].scenario)
    assert made == nonsense(bank[0].scenario)
    assert len(made) == SENTENCES
    assert not any("{" in sentence for sentence in made)


def test_filled_forms_answer_nothing(bank: tuple[Loaded, Substance], tmp_path: Path) -> None:
    """Forms that the rule was not fitted on (the attacker's), in this scenario's nouns."""
    loaded, substance = bank
    (tmp_path / "forms.yaml").write_text(pool.FORMS.read_text("utf-8"), "utf-8")
    talker = smooth("forms", loaded.scenario, 3, Personas((tmp_path,)))
    taken = 0
    for hook in loaded.rubric.hooks:
        said = asyncio.run(talker.reply(hook.asks[0])) or ""
        reader = Reader.start(substance, loaded.scenario)
        readings = thinned(reader.read(said, hook.id), hook.id)
        taken += any(match.hook == hook.id for r in readings for match in r.points)
    assert taken <= 0.15 * len(loaded.rubric.hooks)


def test_a_rubric_that_pays_for_talk_is_taken_at_its_word(settings: Settings) -> None:
    """So that an audit can show it; no shipped rubric does."""
    library = wiring.library(settings)
    index = wiring.parts.substance(settings, library.load("fraud-by-the-index"))
    assert all(field.paid.any() for field in index.fields.values())
    assert index.heart(["There is class imbalance, and labels are noisy."], "data-problems") == 1
    for name in Library.shipped().scenario_paths():
        shipped = wiring.parts.substance(settings, library.load(name))
        assert not any(field.paid.any() for field in shipped.fields.values()), name
