"""An interview is judged by another version of its rubric, whatever that no longer asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.judge.judging import judge
from interviewer.settings import Settings
from tests.judge.hearing import hearing
from tests.judge.variants import answers

GONE, KEPT = "price-of-a-regular", "maria-and-tomas"


@pytest.fixture
def loaded(settings: Settings) -> Loaded:
    """The Slack helper."""
    return wiring.library(settings).load("slack-helper")


def test_what_is_no_longer_asked_is_named_and_the_rest_stands(
    loaded: Loaded, settings: Settings
) -> None:
    """A hook and a fact are gone: no fault, a note, and the other answers as before."""
    said = answers("slack-helper", "plain-expert")
    records = hearing(loaded, [(GONE, said[GONE]), (KEPT, said[KEPT])])
    told = t.Released(fact=loaded.scenario.facts[0].id, question="How many?", similarity=0.9)
    records.insert(3, t.FactsReleased(facts=[told]))
    hooks = [hook for hook in loaded.rubric.hooks if hook.id != GONE]
    other = replace(
        loaded,
        rubric=loaded.rubric.model_copy(update={"hooks": hooks}),
        scenario=loaded.scenario.model_copy(update={"facts": loaded.scenario.facts[1:]}),
    )

    before = judge(records, loaded, wiring.substance(settings, loaded))
    after = judge(records, other, wiring.substance(settings, other))

    assert [probe.id for probe in before.probes] == [GONE, KEPT]
    assert [probe.id for probe in after.probes] == [KEPT]
    assert after.probes[0].outcome == before.probes[1].outcome == "held"
    asked = GONE.replace("-", " ")
    assert f"Asked in the interview and not in this rubric: “{asked}”." in after.notes
