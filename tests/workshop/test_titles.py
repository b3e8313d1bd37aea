"""Public question titles are no prompts; needs are."""

from __future__ import annotations

import pytest

from interviewer.content import Library, load_scenario
from tests.bench.titles import flags, lists

DATA = lists()
TITLES = [title for each in DATA["lists"] for title in each["titles"]]
LIBRARY = Library.shipped()


def test_titles_of_public_lists_are_flagged() -> None:
    """Nearly all of more than a hundred, and not for their length alone."""
    assert len(TITLES) >= 100
    found = [set(flags(title)) - {"prompt-length"} for title in TITLES]
    assert sum(map(bool, found)) / len(TITLES) > 0.95
    assert all(each["source"] for each in DATA["lists"])


@pytest.mark.parametrize("text", DATA["essay"]["good"])
def test_good_prompts_of_the_essay_pass(text: str) -> None:
    """None is flagged, short as they are."""
    assert flags(text) == []


@pytest.mark.parametrize("text", DATA["essay"]["bad"])
def test_bad_prompts_of_the_essay_are_flagged(text: str) -> None:
    """By more than their length."""
    assert set(flags(text)) - {"prompt-length"}


@pytest.mark.parametrize("text", DATA["needs"]["texts"])
def test_needs_of_other_fields_pass(text: str) -> None:
    """They are about other trades than the library's; one of them is as short as a title."""
    assert set(flags(text)) <= {"prompt-length"}


@pytest.mark.parametrize("name", LIBRARY.scenario_paths())
def test_prompts_of_the_library_pass(name: str) -> None:
    """Each shipped scenario and draft."""
    assert flags(load_scenario(LIBRARY.find(name)).prompt) == []
