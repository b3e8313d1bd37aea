"""Numbers that are no quantities: list numbering, versions, dates, times of day, labels ("top 5").

It knows nothing of units.
"""

from __future__ import annotations

from interviewer.evidence.lexer import Token, at, joined
from interviewer.evidence.tables import words

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
MONTHS = set(_MONTHS) | {month[:3] for month in _MONTHS} | {"sept"}
_LABELS = words(
    """top step steps row slot page version phase bulletin question option hook level chapter
    section item figure table tier part scenario stage iteration round python java ios android
    windows cuda gpt claude sonnet haiku opus gemini llama mistral qwen web http tls ipv layer rank
    recall precision ndcg hit mrr map number no issue ticket line appendix v day"""
)
_RANKS = words(
    """recall precision ndcg hit mrr map day no number line part question ticket hook round step
    steps level table issue item page stage option v layer"""
)
_PREFIXES = words("x in to of sub mid per a and or by times pre non over plus")
_YEAR_CUES = words("in since until till during before after year early late mid from by")
_CLOCK_CUES = words("at by until till before after around from")
_SUFFIXES = words("st nd rd th pm am o'clock")
_OPERATORS = words("x * + / = ~ ^ ** ( times plus minus of")


def skip_at(stream: list[Token], index: int) -> int:
    """Return the token index after a number that is no quantity, or `index` if it is one."""
    token = at(stream, index)
    if token.kind == "word":
        return index + 1 if _label(stream, index) and at(stream, index - 1).low == "top" else index
    if token.kind != "number":
        return index
    for rule in (_symbolic, _version, _date, _clock, _numbering):
        end = rule(stream, index)
        if end > index:
            return end
    return index + 1 if _named(stream, index) or _year(stream, index) else index


def _named(stream: list[Token], index: int) -> bool:
    """Read "p99", "GPT-4", "top-5", "3rd", "#3", "5xx"."""
    before, after = at(stream, index - 1), at(stream, index + 1)
    if joined(stream, index):
        if before.kind == "word" and before.low not in _PREFIXES:
            return True
        if before.text in ("#", "@"):
            return True
        hyphen = before.text == "-" and joined(stream, index - 1)
        lead = at(stream, index - 2)
        if (
            hyphen
            and lead.kind == "word"
            and lead.low not in _PREFIXES
            and not lead.low.endswith(("y", "n", "s"))
        ):
            return lead.text[0].isupper() or lead.low in _LABELS or len(lead.low) == 1
        if hyphen and lead.low in ("top", "gemini", "qwen", "python"):
            return True
    if after.low in _SUFFIXES and (
        joined(stream, index + 1) or after.low not in ("st", "nd", "rd", "th")
    ):
        return True
    if (
        joined(stream, index + 1)
        and after.low in ("d", "xx")
        and at(stream, index).text in ("2", "3", "4", "5")
    ):
        return True
    return _label(stream, index)


def _label(stream: list[Token], index: int) -> bool:
    before = at(stream, index - 1)
    if before.low == "-" and joined(stream, index):
        before = at(stream, index - 2)
    if before.low not in _LABELS or before.kind != "word":
        return False
    if before.low in _RANKS:
        after = at(stream, index + 1)
        whole = at(stream, index).text.replace(",", "").isdigit()
        return (
            whole
            and after.low not in ("%", "percent", "per", "x", "/", "times")
            and before.low not in ("recall", "precision", "no")
        )
    return before.low == "top" or at(stream, index).kind == "number"


def _symbolic(stream: list[Token], index: int) -> int:
    """Read "1-in-N"."""
    words = [at(stream, index + step).low for step in (1, 2, 3, 4)]
    return index + 5 if words == ["-", "in", "-", "n"] else index


def _version(stream: list[Token], index: int) -> int:
    """Read "3.11.2", "24/7", "50/50"."""
    after, second = at(stream, index + 1), at(stream, index + 2)
    tight = joined(stream, index + 1) and joined(stream, index + 2)
    if (
        after.text == "/"
        and tight
        and (stream[index].text, second.text) in (("24", "7"), ("50", "50"))
    ):
        return index + 3
    if (
        "." in stream[index].text
        and second.kind != "number"
        and joined(stream, index + 1)
        and after.text.startswith(".")
    ):
        return index + 2 if after.kind == "number" else index
    return index


def _date(stream: list[Token], index: int) -> int:
    token, after = stream[index], at(stream, index + 1)
    small = token.text.isdigit() and 1 <= token.value <= 31
    if small and ((after.low in MONTHS and after.low != "may") or after.text == "May"):
        return index + 2 + _is_year(at(stream, index + 2))
    if (
        small
        and at(stream, index - 1).low in MONTHS - {"may", "mar"}
        and after.low not in ("%", "x")
    ):
        comma = at(stream, index + 1).text == ","
        return index + 1 + comma + 1 if _is_year(at(stream, index + 1 + comma)) else index + 1
    return index + 5 if _numeric_date(stream, index) else index


def _numeric_date(stream: list[Token], index: int) -> bool:
    """Tell "2024-10-07" and "7/10/2024"."""
    if at(stream, index + 1).low not in ("-", "/"):
        return False
    tight = all(joined(stream, index + step) for step in range(1, 5))
    parts = [at(stream, index + step) for step in (0, 2, 4)]
    return tight and all(p.text.isdigit() for p in parts) and any(map(_is_year, parts))


def _clock(stream: list[Token], index: int) -> int:
    token, minutes = stream[index], at(stream, index + 2)
    if (
        at(stream, index + 1).text != ":"
        or not joined(stream, index + 1)
        or not joined(stream, index + 2)
    ):
        return index
    cued = at(stream, index - 1).low in _CLOCK_CUES or at(stream, index + 3).low in ("am", "pm")
    if token.text == "1" and not cued:
        return index
    inside = (
        token.text.isdigit() and token.value < 24 and minutes.text.isdigit() and minutes.value < 60
    )
    return index + 3 if inside and len(minutes.text) == 2 else index


def _numbering(stream: list[Token], index: int) -> int:
    token, before, after = stream[index], at(stream, index - 1), at(stream, index + 1)
    if not token.text.isdigit() or len(token.text) > 2:
        return index
    starts = before.kind == "line" or before.start == -1
    if (
        starts
        and after.text in (".", ")")
        and joined(stream, index + 1)
        and not joined(stream, index + 2)
    ):
        return index + 2 if at(stream, index + 2).kind == "word" else index
    if before.text == "(" and after.text == ")" and len(token.text) == 1:
        lead = at(stream, index - 2)
        return (
            index + 2 if lead.kind == "line" or lead.start == -1 or lead.text in ",.;:" else index
        )
    return index


def _is_year(token: Token) -> bool:
    return (
        token.kind == "number"
        and len(token.text) == 4
        and token.text.isdigit()
        and 1900 <= token.value < 2100
    )


def _year(stream: list[Token], index: int) -> bool:
    token, before, after = stream[index], at(stream, index - 1), at(stream, index + 1)
    if not _is_year(token):
        return False
    if after.low == "s" and joined(stream, index + 1):
        return True
    if (
        before.low in _OPERATORS
        or after.low in _OPERATORS
        or (before.text in "£$€" and before.text)
    ):
        return before.low in MONTHS
    if before.low in MONTHS or before.low in _YEAR_CUES:
        return not (token.value % 100 == 0 and after.kind == "word") or before.low in MONTHS
    return 2012 <= token.value <= 2031 and after.low not in (
        "calls",
        "tokens",
        "payments",
        "bytes",
        "ms",
    )
