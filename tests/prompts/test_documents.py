"""Prompts: no hole, nothing handed in for nothing, no second search in what was filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

import interviewer.prompts
from interviewer.prompts import Unrendered, document, hashes

NAMES = [path.stem for path in Path(interviewer.prompts.__file__).parent.glob("*.md")]


@pytest.mark.parametrize("name", NAMES)
def test_every_document_renders(name: str) -> None:
    """Each document and each section renders with its own places filled, and none is left."""
    found = document(name)
    for text in (found, *found.sections.values()):
        rendered = text.render(**dict.fromkeys(text.places, "filled"))
        assert "{{" not in rendered
        assert rendered.strip()
    assert found.about
    assert found.max_tokens > 0


def test_all_that_is_missing_is_named_and_so_is_what_has_no_place() -> None:
    """The error lists both, at once."""
    with pytest.raises(Unrendered, match=r"missing \['given', 'prompt', 'role'\].*\['rubric'\]"):
        document("interviewer").render(nonce="n", rubric="r")


def test_what_is_filled_in_is_not_searched_again() -> None:
    """A candidate's braces stay braces."""
    text = (
        document("listener")
        .section("turn")
        .render(nonce="n", text="{{open}} and {{nonce}}", open="nothing")
    )
    assert "{{open}} and {{nonce}}" in text


def test_a_hash_names_the_wording() -> None:
    """Different documents have different hashes, the same one the same."""
    found = hashes(*NAMES)
    assert len(set(found.values())) == len(NAMES)
    assert found == hashes(*NAMES)


def test_the_voice_is_told_nothing_of_how_answers_are_judged() -> None:
    """Neither document of the voice has a place for substance, hollow answers or hooks."""
    places = set(document("interviewer").places)
    for section in document("directions").sections.values():
        places |= section.places
    assert places == {
        "ask",
        "facts",
        "first",
        "given",
        "moves",
        "nonce",
        "prompt",
        "quote",
        "role",
        "says",
        "second",
    }
