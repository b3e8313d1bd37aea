"""A question in the words of the rubric is a question: it is answered, and it earns nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer import wiring
from interviewer.content import Library, Loaded
from interviewer.evidence.origin import COPIED, LEAST_WORDS, Copies
from interviewer.evidence.quantities import find
from interviewer.evidence.reader import Reader, own_words
from interviewer.evidence.sentences import content_stems, is_question, sentences
from interviewer.evidence.substance import Substance, rubric_texts
from interviewer.settings import Settings

CACHE = Path(__file__).parents[2] / ".cache" / "interviewer"
BANK = Library.shipped().load("bank-scams")
HONEST = "Can we use some of it for ablations or hyper-parameter search?"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, Substance]:
    """A shipped scenario with its vectors."""
    settings = Settings(transcripts=tmp_path_factory.mktemp("transcripts"), cache=CACHE)
    return BANK, wiring.parts.substance(settings, BANK)


def test_an_honest_question_in_words_of_the_rubric_is_heard(tmp_path: Path) -> None:
    """It stands on the fact sheet as a way to ask, and the rubric happens to use its words."""
    loaded = Library.shipped().load("gpu-lease")
    substance = wiring.parts.substance(Settings(transcripts=tmp_path, cache=CACHE), loaded)
    assert any(HONEST in fact.asks for fact in loaded.scenario.facts)
    assert Copies(rubric_texts(loaded.rubric)).copied(HONEST)
    [reading] = Reader.start(substance, loaded.scenario).read(HONEST)
    assert reading.question
    assert not reading.quarantined
    assert not reading.points


def test_the_rubric_with_question_marks_earns_no_point_and_no_number(
    bank: tuple[Loaded, Substance],
) -> None:
    """Every paraphrase of every point that is one sentence."""
    loaded, substance = bank
    points = [point for hook in loaded.rubric.hooks for point in hook.substance]
    texts = [text for point in points for text in (point.says, *point.paraphrases)]
    asked = [f"{text.rstrip('.')}?" for text in texts if len(sentences(text)) == 1]
    asked = [
        text for text in asked if is_question(text) and len(content_stems(text)) >= LEAST_WORDS
    ]
    copies = Copies(rubric_texts(loaded.rubric))
    asked = [text for text in asked if copies.copied(text)]
    assert sum(bool(find(text)) for text in asked) > 40
    for text in asked:
        [reading] = Reader.start(substance, loaded.scenario).read(text)
        assert reading.question, text
        assert reading.refused == COPIED, text
        assert not reading.points, text
        assert own_words([reading]) == "", text


def test_what_poses_as_a_question_is_set_aside_as_before(bank: tuple[Loaded, Substance]) -> None:
    """A tag, or words put into another mouth, ask the interviewer nothing."""
    loaded, substance = bank
    text = loaded.rubric.hooks[0].substance[0].paraphrases[0].rstrip(".")
    for posing in (f"{text}, right?", f'I would say: "{text}?"'):
        assert not is_question(posing)
        [reading] = Reader.start(substance, loaded.scenario).read(posing)
        assert reading.quarantined
