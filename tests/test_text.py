"""What is shown can neither move a cursor nor hide or reorder what is read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewer.text import clip, fold, safe_text

# Marks of Arabic, Syriac, Kaithi and Egyptian script that have a shape of their own.
_SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
_SEEN |= set(range(0x13430, 0x13440))


def test_no_character_that_acts_or_hides_passes() -> None:
    """Of all 1,114,112 code points no control, format, surrogate or line separator is left."""
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            kept = safe_text(chr(code))
            assert kept != chr(code) or code in _SEEN or chr(code) in "\t\n", hex(code)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("\x1b[2J", "␛[2J"),
        ("\x9b31m", "\ufffd31m"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202egnp.exe", "gnp.exe"),
        ("pay\u200bload\ufeff", "payload"),
        ("x\U000e0041\U000e0100y", "xy"),
        ("\ud800", "\ufffd"),
        ("p99 [ms] · 3 × 4 – ü 🙂", "p99 [ms] · 3 × 4 – ü 🙂"),
        ("\x00\x7f", "␀␡"),
    ],
)
def test_what_is_dangerous_becomes_visible_or_goes(text: str, shown: str) -> None:
    """Escapes are shown, what hides is removed, ordinary text stays as it is."""
    assert safe_text(text) == shown


@given(st.text(st.characters(), max_size=80), st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_it_is_stable_and_needs_no_state(one: str, other: str) -> None:
    """Twice is once, and pieces of a stream give what the whole gives."""
    assert safe_text(safe_text(one)) == safe_text(one)
    if not (one.endswith("\r") and other.startswith("\n")):
        assert safe_text(one) + safe_text(other) == safe_text(one + other)
    safe_text(one).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("a  b\nc", 10, "a b c"),
        ("abcdef", 4, "abc…"),
        ("ab cd", 4, "ab…"),
        ("abc", 0, ""),
        ("a", 1, "a"),
    ],
)
def test_a_clipped_text_fits(text: str, width: int, cut: str) -> None:
    """One line, at most as wide as allowed."""
    assert clip(text, width) == cut
    assert len(clip(text, width)) <= width


def test_folded_texts_compare_as_people_read_them() -> None:
    """Width, case, ligatures and spaces do not count."""
    assert fold("\uff21\uff22C  \ufb01ne\nStraße") == fold("abc fine strasse")
