"""An attempt before the real interviewer and the real judge: what is kept, and what is seen."""

from __future__ import annotations

import pickle
from pathlib import Path

from interviewer import transcript as t
from interviewer.audit.attack.attempt import Attempt, Tried
from interviewer.audit.cast import Cast
from interviewer.audit.executor import InProcess
from interviewer.audit.venue import Venue
from interviewer.content import Library
from interviewer.evidence.substance import rubric_texts
from interviewer.outcome import RunKey
from interviewer.settings import Settings
from tests.audit.attacking import KEY

PLANNED = "If the agents opens the script, we hold the branches; otherwise we count nothing."


async def test_an_attempt_is_a_real_interview(tmp_path: Path) -> None:
    """It is sat and judged like any other, told apart sentence by sentence, and the same again.

    Only one that is kept leaves a transcript; nothing that it is shown is the rubric's.
    """
    executor = InProcess(pickle.loads(pickle.dumps(Venue(Cast(Settings.load()), tmp_path))))
    attempt = Attempt(**KEY.model_dump(), number=0, spare=(PLANNED,), fresh=1)
    found = await executor.hold(attempt)
    left = list(tmp_path.rglob("*.jsonl"))
    kept = await executor.hold(attempt.model_copy(update={"keeps": True}))

    assert isinstance(found, Tried)
    assert isinstance(kept, Tried)
    assert found.key == KEY
    assert type(found.key) is RunKey
    assert left == []
    assert (kept.said, kept.credit, kept.turns_tried) == (
        found.said,
        found.credit,
        found.turns_tried,
    )
    assert (found.transcript, kept.transcript) == ("", KEY.file)

    records = t.read(tmp_path / KEY.file).records
    said = [record.text for record in records if isinstance(record, t.CandidateSaid)]
    assert [" ".join(s.text for s in turn.said) for turn in found.turns_tried] == said
    assert said[0].startswith(PLANNED)
    assert {turn.ended for turn in found.turns_tried} - {""}
    assert found.bar > 0.3

    paid = {p.criterion for turn in found.turns_tried for s in turn.said for p in s.paid}
    loaded = Library.shipped().load(KEY.scenario)
    assert paid <= {criterion.id for criterion in loaded.rubric.criteria}
    assert {c.id for c in found.criteria if c.quotes} <= paid
    seen = "\n".join(turn.model_dump_json() for turn in found.turns_tried)
    for turn in found.turns_tried:  # the interviewer's question is heard, not seen
        seen = seen.replace(turn.asked, "")
    for text in (*rubric_texts(loaded.rubric), *(c.name for c in loaded.rubric.criteria)):
        assert text not in seen
