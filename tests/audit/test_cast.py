"""Who can be seated: ours, a team's own, and authored candidates; strangers are refused."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from interviewer.audit.authored import Authored
from interviewer.audit.cast import Cast
from interviewer.audit.parrot import Parrot
from interviewer.audit.smooth import PERSONAS
from interviewer.errors import ContentError, UsageError
from interviewer.outcome import RunKey
from interviewer.settings import Settings

OWN = """\
id: shouter
about: "Says everything louder."
sentences: [1, 2]
checks: [no-new-figures]
says: ["{topic} IS {loud}!", "{CONCEPT}"]
rules:
  loud: ["IMPORTANT", "KEY", "EVERYTHING"]
"""


@pytest.fixture
def cast() -> Cast:
    """Return the cast of a user without settings."""
    return Cast(Settings.load())


def test_everybody_sits(cast: Cast) -> None:
    """Every scripted persona, and every authored candidate of the scenario."""
    members = cast.members("bank-scams")
    scripted = {member.persona for member in members if member.arm == "scripted"}
    experts = [member for member in members if member.kind == "legitimate"]

    assert scripted == set(PERSONAS)
    assert len(scripted) == 12
    assert len(experts) >= 4
    assert all(member.arm == "authored" for member in experts)


def test_names_and_groups_choose(cast: Cast) -> None:
    """A name, or a group; a stranger is refused with the nearest name."""
    assert [m.persona for m in cast.members("bank-scams", ["parrot"])] == ["parrot"]
    assert {m.kind for m in cast.members("bank-scams", ["experts"])} == {"legitimate"}
    with pytest.raises(UsageError, match="no persona `recite`") as refused:
        cast.members("bank-scams", ["recite"])
    assert "reciter" in refused.value.hint


def test_a_candidate_is_made_from_its_key(cast: Cast) -> None:
    """Scripted, parrot or authored; an unknown one is refused."""
    parrot = RunKey(scenario="bank-scams", persona="parrot", seed=1)
    expert = RunKey(scenario="bank-scams", persona="expert", arm="authored", seed=1)

    assert isinstance(cast.candidate(parrot), Parrot)
    assert isinstance(cast.candidate(expert), Authored)
    with pytest.raises(UsageError, match="Nobody can play"):
        cast.candidate(RunKey(scenario="bank-scams", persona="expert", arm="model", seed=1))


def test_a_team_adds_its_own(tmp_path: Path) -> None:
    """A file in a folder is a persona; so is one in personas/ of a content folder."""
    (tmp_path / "personas").mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "personas" / "shouter.yaml").write_text(OWN.replace("{CONCEPT}", "{concept}"))
    by_flag = Cast(Settings.load(), (tmp_path / "personas",))
    by_content = Cast(Settings.load(content=(tmp_path,)))

    for cast in (by_flag, by_content):
        (member,) = cast.members("bank-scams", ["shouter"])
        key = RunKey(scenario="bank-scams", persona="shouter", seed=1)
        assert member.about == "Says everything louder."
        assert cast.candidate(key).name == "shouter"
        assert len(cast.checks(key)) == 1
    assert pickle.loads(pickle.dumps(by_flag)) == by_flag


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OWN, "`CONCEPT`"),
        (OWN.replace("{CONCEPT}", "x").replace("no-new-figures", "no-such-check"), "checks"),
        (OWN.replace("{CONCEPT}", "x").replace("id: shouter", "id: other"), "must be `shouter`"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """An unknown rule, an unknown check, another name than the file's."""
    (tmp_path / "shouter.yaml").write_text(text.replace("{CONCEPT}", "{concept_else}"))
    with pytest.raises(ContentError, match=message.replace("`CONCEPT`", "`concept_else`")):
        Cast(Settings.load(), (tmp_path,)).members("bank-scams")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Not an empty cast: an error."""
    with pytest.raises(UsageError, match="There is no folder"):
        Cast(Settings.load(), (tmp_path / "nowhere",)).members("bank-scams")


def test_a_terse_expert_must_be_terse(cast: Cast) -> None:
    """Whether an author or a model plays it."""
    key = RunKey(scenario="bank-scams", persona="terse-expert", arm="authored", seed=1)

    assert cast.checks(key)
    assert not cast.checks(key.model_copy(update={"persona": "expert"}))
