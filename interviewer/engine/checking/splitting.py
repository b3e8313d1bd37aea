"""Cuts a growing stream into whole sentences; the same text is cut alike, however it comes in.

Where a sentence ends is asked of `evidence.sentences`; added is what a stream needs: to wait until
the end is sure, not to cut inside a quotation, and a bound on what never ends.
"""

from __future__ import annotations

import re

from interviewer.evidence.sentences import sentences

LONGEST = 400
"""Characters after which text without an end is handed over as it is; authored ones have 350."""

_WIDE = "\u3002\uff01\uff1f"
_END = re.compile(rf"[.!?\u2026\u203d{_WIDE}]+[\"'\u201d\u2019)\]*_]*|\n")
_CLOSERS = "\"'\u201d\u2019)]*_"
_QUOTES = {'"': '"', "\u201c": "\u201d"}
_INITIALS = re.compile(r"(?:^|[\s(])(?:[A-Za-z]\.){2,}$|(?:^|\s)[A-Z]\.$")


def split(buffer: str, *, final: bool) -> tuple[list[str], str]:
    """Return the whole sentences of a buffer, without the white space around them, and the rest.

    A sentence is given out once the first character of the next one is there; with `final` the rest
    is a sentence too. Text of `LONGEST` characters without an end is given out as one.
    """
    found: list[str] = []
    start = 0
    while (cut := _cut(buffer, start, final)) is not None:
        found.append(buffer[start:cut].strip())
        start = cut
    if final:
        found.append(buffer[start:].strip())
    return [piece for piece in found if piece], "" if final else buffer[start:]


def _cut(buffer: str, start: int, final: bool) -> int | None:
    """Return where the sentence at `start` ends, or None if that cannot be known yet."""
    begin = _next(buffer, start)
    limit = begin + LONGEST
    whole = final or len(buffer) > limit
    for match in _END.finditer(buffer, begin, min(len(buffer), limit)):
        end, follows = match.end(), _next(buffer, match.end())
        if follows + 1 >= len(buffer) and not final:
            return None
        if follows < len(buffer) and _ends(buffer, begin, match, follows):
            closed = _closes(buffer, begin, end, limit)
            if closed is None or (closed < 0 and whole):
                return end
            if closed < 0:
                return None
    return limit if len(buffer) > limit else None


def _next(buffer: str, start: int) -> int:
    """Return where the next thing begins; the length if there is none."""
    while start < len(buffer) and buffer[start].isspace():
        start += 1
    return start


def _ends(buffer: str, begin: int, match: re.Match[str], follows: int) -> bool:
    """Tell whether a sentence ends here: not in "e.g.", "1.2", "U.K.", "Well... then"."""
    mark, end = match.group(), match.end()
    if mark == "\n" or "\n" in buffer[end:follows] or mark[0] in _WIDE:
        return True
    left = buffer[begin:end].rstrip(_CLOSERS)
    if follows == end:
        return _runs_on(left, mark, buffer[end : end + 2])
    soft = not {"?", "!"} & set(mark)
    if soft and (buffer[follows].islower() or _INITIALS.search(left)):
        return False
    if mark[0] not in ".!?":
        return True
    pieces = sentences(f"{left} A")
    return len(pieces) > 1 and pieces[-1].text == "A"


def _runs_on(left: str, mark: str, after: str) -> bool:
    """Tell whether the white space after a sentence was forgotten: "I see.What then?"."""
    if mark[0] in "?!":
        return after[0].isalpha()
    word = re.split(r"[\s.]", left.rstrip("."))[-1]
    begins = after[0].isupper() and (after[1:].islower() or after[1:] in (" ", "'", "\u2019"))
    return mark == "." and len(word) > 1 and not word[-1].isupper() and begins


def _closes(buffer: str, begin: int, end: int, limit: int) -> int | None:
    """Return where the quotation around `end` closes, -1 if it does not; None outside of one."""
    closing = ""
    for char in buffer[begin:end]:
        if closing and char == closing:
            closing = ""
        elif not closing:
            closing = _QUOTES.get(char, "")
    return buffer.find(closing, end, limit) if closing else None
