"""What a save changed, in words; and that a save is seen."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from interviewer.authoring.changes import News, changes
from interviewer.authoring.telling import lines, saved
from interviewer.authoring.watching import Watch
from tests.authoring.conftest import Held


def test_nothing_changed(held: Held) -> None:
    """A file that means the same is no change, and the pane says so."""
    assert changes(held.loaded, held.loaded) == ()
    assert "nothing that matters" in "\n".join(lines([saved(News())]))


def test_facts_hooks_and_wordings_are_named(held: Held) -> None:
    """New, gone, reworded: each entry by its id, with the keys that differ."""
    scenario, rubric = held.loaded.scenario, held.loaded.rubric
    first, second, *rest = scenario.facts
    mended = first.model_copy(update={"asks": [*first.asks[1:], "How large is it?", "How big?"]})
    new = second.model_copy(update={"id": "brand-new", "values": {}})
    hook = rubric.hooks[0]
    point = hook.substance[0].model_copy(update={"says": "Something else."})
    reworded = hook.model_copy(
        update={"presses": ["Another press?"], "substance": [point, *hook.substance[1:]]}
    )
    after = replace(
        held.loaded,
        scenario=scenario.model_copy(update={"facts": [mended, new, *rest], "title": "Other"}),
        rubric=rubric.model_copy(update={"hooks": [reworded, *rubric.hooks[1:]]}),
    )
    found = [str(change) for change in changes(held.loaded, after)]
    assert "title: changed" in found
    assert f"fact {first.id}: asks (1 reworded, 1 new)" in found
    assert "fact brand-new: new" in found
    assert f"fact {second.id}: gone" in found
    (said,) = [text for text in found if text.startswith(f"hook {hook.id}")]
    assert "presses (" in said
    assert f"point {point.id}: says" in said
    assert len(found) == 5


def test_another_order_is_a_change(held: Held) -> None:
    """The order of hooks decides between equals."""
    rubric = held.loaded.rubric
    turned = rubric.model_copy(update={"hooks": rubric.hooks[::-1]})
    (change,) = changes(held.loaded, replace(held.loaded, rubric=turned))
    assert str(change) == "hooks: order"


def test_an_unusable_file_says_where(held: Held) -> None:
    """The pane repeats the problem, and that the old files stay."""
    text = "\n".join(lines([saved(News(problem="x.yaml:3:1: facts: is missing"))]))
    assert "x.yaml:3:1" in text
    assert "stay in use" in text


def test_a_save_is_seen_once(tmp_path: Path) -> None:
    """Also when an editor puts a new file in the old one's place; a missing file is waited for."""
    path = tmp_path / "a.yaml"
    path.write_text("id: a")
    watch = Watch([path])
    assert not watch.saved()
    path.write_text("id: b, longer")
    assert watch.saved()
    assert not watch.saved()
    path.unlink()
    assert not watch.saved()
    path.write_text("id: b, longer")
    os.utime(path, ns=(1, 1))
    assert watch.saved()
    other = tmp_path / "b.yaml"
    other.write_text("id: c")
    path.write_text("id: b, longer still")
    watch.watch([path, other])
    assert watch.saved()
    assert not watch.saved()
