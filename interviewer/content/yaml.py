"""The YAML parser with its limits, and its complaints in words an author can act on.

Anchors, aliases, merge keys, tags, a second document, deep nesting and too many nodes are refused
while the file is read, before anything grows. The only module that imports ruamel.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, ScalarEvent

MAX_DEPTH = 64
MAX_NODES = 20_000
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?$")
_NUMBER = re.compile(r"[-+]?[0-9][0-9_.eE+-]{30,}$")


class _Refused(MarkedYAMLError):
    """Valid YAML that no file of ours may hold."""

    def __init__(self, mark: Any, what: str, hint: str) -> None:
        super().__init__(problem=what, problem_mark=mark)
        self.hint = hint


class _Bounded(Composer):
    """Looks at each node before it is made."""

    depth = nodes = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Refuse what is forbidden, else compose as usual."""
        event = self.parser.peek_event()
        self.nodes += 1
        self.depth += 1
        mark = event.start_mark
        if self.depth > MAX_DEPTH:
            raise _Refused(mark, "is nested too deeply", f"at most {MAX_DEPTH} levels")
        if self.nodes > MAX_NODES:
            raise _Refused(mark, "holds too many entries", f"at most {MAX_NODES:,} in a file")
        if isinstance(event, AliasEvent):
            raise _Refused(mark, "uses an alias (`*`)", "write the text out, or quote it")
        if getattr(event, "anchor", None):
            raise _Refused(mark, "uses an anchor (`&`)", "write the text out, or quote it")
        if getattr(event, "ctag", None):
            raise _Refused(mark, "uses a tag (`!`)", "delete the tag, or quote the text")
        if isinstance(event, ScalarEvent) and not event.style:
            _refuse_scalar(event)
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _refuse_scalar(event: Any) -> None:
    value = event.value
    if value == "<<":
        raise _Refused(event.start_mark, "uses a merge key (`<<`)", "write the keys out")
    if _NUMBER.match(value):
        raise _Refused(event.start_mark, "is too long a number", "quote it if it is text")
    if _DATE.match(value):
        try:
            date(*map(int, value.split("-")))
        except ValueError:
            what = f"`{value}` is not a date of the calendar"
            raise _Refused(event.start_mark, what, "write year-month-day") from None


def parser() -> YAML:
    """Return a parser for one file."""
    yaml = YAML(typ="rt", pure=True)
    yaml.allow_duplicate_keys = False
    yaml.Composer = _Bounded
    return yaml


_SAID = (
    ("found character '\\\\t'", "a tab stands where YAML wants spaces", "replace tabs by spaces"),
    (
        "mapping values are not allowed",
        "there is a `: ` too many, or the indentation is off",
        "put text that contains `: ` in quotes",
    ),
    ("could not find expected ':'", "a key has no `:` behind it", "write `key: value`"),
    (
        "but found another document|expected '<document start>'",
        "holds more than one document",
        "one file, one document",
    ),
    (
        "but found '<stream end>'",
        "the file ends where something should still stand",
        "close what is open",
    ),
    (
        "expected <block end>|did not find expected|expected the node content",
        "does not line up with the lines above",
        "check indentation, dashes and quotes",
    ),
    ("expected ',' or", "a bracket is opened and not closed", "close it, or quote the text"),
    ("unexpected end of stream", "a quote is opened and not closed", "close it"),
    (
        "unknown escape character|expected escape sequence",
        "a backslash stands inside double quotes",
        "use single quotes, or write it twice",
    ),
    (
        "cannot start any token",
        "begins with a character that YAML reserves",
        "put the text in quotes",
    ),
)
"""What ruamel says (a pattern), what an author is told, and what to do."""


def say(error: MarkedYAMLError) -> tuple[int, int, str, str]:
    """Return line and column (from 1), what is wrong and what to do."""
    mark = error.problem_mark or error.context_mark
    said = (error.problem or "is not valid YAML").split("\n")[0]
    if isinstance(error, _Refused):
        what, hint = said, error.hint
    elif isinstance(error, DuplicateKeyError):
        name = re.search(r'found duplicate key "(.*?)"', said)
        what, hint = f"the key `{name[1] if name else '?'}` stands twice", "keep one of the two"
    else:
        for pattern, words, todo in _SAID:
            if re.search(pattern, said):
                what, hint = words, todo
                break
        else:
            what, hint = f"is not valid YAML: {said}", "check this line and the one above"
        if re.search("not closed|no `:`", what) and error.context_mark:
            mark = error.context_mark
    return (mark.line + 1, mark.column + 1, what, hint) if mark else (1, 1, what, hint)
