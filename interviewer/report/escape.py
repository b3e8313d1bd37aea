r"""Foreign words in Markdown: shown as they are, never read as markup, HTML, a link or a template.

CommonMark lets a backslash stand before any punctuation; this escapes what could mean something in
CommonMark, GitHub's and Pandoc's dialects, and little else, so that the source stays readable too.
A mention (`@name`) is left: sites look for it in the finished page, where an escape is gone.
"""

from __future__ import annotations

import re

_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>|~^$#&]")
_OPENS_LINE = re.compile(r"^(\d{1,9})([.)])|^([-+=:%!])", re.MULTILINE)
_ADDRESS = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_FENCES = re.compile(r"`{3,}")
_NBSP = "\u00a0"


def inline(text: str) -> str:
    """Return safe text for the middle of a line: line ends become blanks."""
    return _escape(" ".join(text.split()))


def block(text: str) -> list[str]:
    """Return safe text as lines of a paragraph; line ends and indents are kept.

    An indent becomes blanks that do not break: four plain ones would begin a block of code.
    """
    bare = _INDENT.sub(lambda found: _NBSP * len(found.group()), text.expandtabs(4).strip("\n"))
    lines = [line.rstrip() for line in _escape(bare).split("\n")]
    return [
        f"{line}\\" if line and after else line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
    ]


def quoted(text: str) -> list[str]:
    """Return safe text as the lines of a block quote."""
    return [f"> {line}" if line else ">" for line in block(text)]


def fenced(text: str) -> list[str]:
    """Return safe text as a code block whose fence is longer than any inside."""
    fence = "`" * (1 + max([2, *(len(run) for run in _FENCES.findall(text))]))
    return [f"{fence}text", *text.strip("\n").split("\n"), fence]


def _escape(text: str) -> str:
    text = _ANYWHERE.sub(lambda found: "\\" + found.group(), text)
    text = _ADDRESS.sub(lambda found: "\\" + found.group(), text)
    return _OPENS_LINE.sub(_open, text)


def _open(found: re.Match[str]) -> str:
    number, stop, sign = found.groups()
    return f"\\{sign}" if sign else f"{number}\\{stop}"
