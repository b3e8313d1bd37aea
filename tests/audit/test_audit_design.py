"""What an audit is to be, when it is gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.results import Results
from interviewer.cli.audit import Asked
from interviewer.cli.audit_design import design_of
from interviewer.errors import UsageError
from interviewer.settings import Settings


def test_it_is_the_one_that_was_begun(tmp_path: Path) -> None:
    """Also where scenarios have authored candidates of their own, and a persona was left out."""
    cast = Cast(Settings.load())
    wanted = {
        "bank-scams": ["reciter", "expert", "smooth-talker"],
        "bug-triage": ["reciter", "waffler", "plain-expert"],
    }
    begun = design_audit(cast, list(wanted), wanted=wanted, seeds=7, mode="fixed", first_seed=3)
    with Results(tmp_path, begun):
        pass
    assert {m.persona for m in begun.parts[0].members} == set(wanted["bank-scams"])
    assert design_of(cast, Asked(resume=True, folder=tmp_path), tmp_path) == begun


def test_a_scenario_that_is_gone_is_named(tmp_path: Path) -> None:
    """With what brings it back."""
    cast = Cast(Settings.load())
    begun = design_audit(cast, ["bank-scams"], wanted=["reciter"])
    part = begun.parts[0].model_copy(update={"scenario": "of-our-own"})
    with Results(tmp_path, begun.model_copy(update={"parts": [part]})):
        pass
    with pytest.raises(UsageError, match="of-our-own, which is not in reach") as caught:
        design_of(cast, Asked(resume=True, folder=tmp_path), tmp_path)
    assert "--content" in caught.value.hint
