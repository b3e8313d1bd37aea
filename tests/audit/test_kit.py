"""What travels to a worker, and that it looks before it begins."""

from __future__ import annotations

import gc
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from interviewer.audit import kit as kits
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.kit import ClusterError, Kit, Room
from interviewer.audit.persona import FOLDER
from interviewer.audit.venue import Venue
from interviewer.content import content_root
from interviewer.errors import ContentError, Problem, UsageError
from interviewer.outcome import Design, RunKey
from interviewer.settings import Settings
from tests.audit.brief import Leaving


def own_content(folder: Path) -> Path:
    """Write a scenario in words of one's own and a persona, and return their folder."""
    for name in ("scenarios", "personas"):
        (folder / name).mkdir(parents=True)
    text = (content_root() / "scenarios" / "bank-scams.yaml").read_text("utf-8")
    title = 'title: "Payments that customers are talked into"'
    assert title in text
    (folder / "scenarios" / "bank-scams.yaml").write_text(text.replace(title, "title: Mine"))
    persona = (FOLDER / "injector.yaml").read_text("utf-8")
    (folder / "personas" / "my-injector.yaml").write_text(
        persona.replace("id: injector", "id: my-injector", 1), "utf-8"
    )
    (folder / "scenarios" / "notes.txt").write_text("not sent")
    return folder


def packed(folder: Path, out: Path) -> Kit:
    """Return the kit of an audit of one's own scenario by one's own persona."""
    cast = Leaving(Settings.load(content=(own_content(folder),)))
    design = design_audit(cast, ["bank-scams"], mode="fixed", seeds=1, wanted=["my-injector"])
    return Kit.packed(Venue(cast, out), design)


def test_a_kit_opens_on_a_machine_without_the_folder(tmp_path: Path) -> None:
    """Pickled, sent and unpacked elsewhere it holds the same interview; then nothing is left."""
    kit = packed(tmp_path / "mine", tmp_path / "out")
    sent = pickle.dumps(Room(kit))
    shutil.rmtree(tmp_path / "mine")
    scratch = tmp_path / "theirs"
    scratch.mkdir()

    room = pickle.loads(sent)
    returned = room.hold(RunKey(scenario="bank-scams", persona="my-injector", seed=1), str(scratch))

    assert returned.outcome.status == "scored", returned.outcome.reason
    assert returned.transcript.count(b"\n") > 10
    assert not list(scratch.rglob("*.jsonl"))
    assert not list(scratch.rglob("notes.txt"))
    del room
    gc.collect()
    assert not list(scratch.iterdir())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"package": "0.0.9"}, "not 0.0.9"),
        ({"embedder": "another/2"}, "not another/2"),
        ({"swap_corpus": "0" * 64}, "swap corpus"),
        ({"scenario_hash": "0" * 64}, "scenario bank-scams is another"),
        ({"rubric_hash": "0" * 64}, "rubric of bank-scams is another"),
        ({"file_hash": "0" * 64}, "persona injector is another"),
        ({"scenario": "nowhere"}, "no scenario `nowhere`"),
    ],
)
def test_a_worker_that_differs_says_in_what(
    tmp_path: Path, change: dict[str, str], says: str
) -> None:
    """Package, embedder, corpus, and each file by its hash."""
    cast = Cast(Settings.load())
    made = design_audit(cast, ["bank-scams"], mode="fixed", seeds=1, wanted=["injector"])
    kit = Kit.packed(Venue(cast, tmp_path / "out"), _changed(made, change))

    with pytest.raises(ClusterError, match=says):
        Room(kit).venue(str(tmp_path))


def _changed(design: Design, change: dict[str, str]) -> Design:
    (part,) = design.parts
    if "file_hash" in change:
        members = [member.model_copy(update=change) for member in part.members]
        return design.model_copy(update={"parts": [part.model_copy(update={"members": members})]})
    if set(change) & set(type(part).model_fields):
        return design.model_copy(update={"parts": [part.model_copy(update=change)]})
    return design.model_copy(update=change)


def test_other_code_of_the_same_version_is_told(tmp_path: Path) -> None:
    """A checkout changes and keeps its version."""
    cast = Cast(Settings.load())
    made = design_audit(cast, ["bank-scams"], mode="fixed", seeds=1, wanted=["injector"])
    kit = replace(Kit.packed(Venue(cast, tmp_path / "out"), made), code="0" * 64)

    with pytest.raises(ClusterError, match="its code is not that of interviewer"):
        Room(kit).venue(str(tmp_path))


def test_every_file_of_the_package_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line more in a word list is other code; what Python leaves behind is not."""
    monkeypatch.setattr(kits, "PACKAGE", tmp_path)
    files = ("one.py", "evidence/generic.txt", "prompts/voice.md", "data.npz")
    for name in (*files, "__pycache__/one.pyc", "_content/x.yaml", ".swp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("first")

    def hash_with(name: str) -> str:
        (tmp_path / name).write_text("second")
        found = kits.code_hash.__wrapped__()
        (tmp_path / name).write_text("first")
        return found

    same = kits.code_hash.__wrapped__()
    assert len({same, *map(hash_with, files)}) == len(files) + 1
    assert {hash_with(n) for n in ("__pycache__/one.pyc", "_content/x.yaml", ".swp")} == {same}


def test_too_much_content_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence says how much there is and how much may be sent."""
    monkeypatch.setattr(kits, "MOST_BYTES", 1000)

    with pytest.raises(UsageError, match="at most 0 MB are sent to a cluster"):
        packed(tmp_path / "mine", tmp_path / "out")


def test_errors_survive_the_way_back() -> None:
    """Message, hint and exit code are the same on the other side."""
    for error in (
        ClusterError("It differs.", hint="Update it."),
        ContentError([Problem(Path("x.yaml"), 3, 1, "id", "is empty")], hint="Fill it in."),
    ):
        back = pickle.loads(pickle.dumps(error))
        assert (str(back), back.exit_code) == (str(error), error.exit_code)
