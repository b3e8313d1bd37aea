"""Files to YAML nodes that remember their lines; whatever is wrong becomes one ContentError.

Size, depth and the number of nodes are bounded while the file is read, so that no file can make the
parser run for long. It does not know what the keys mean (`explaining` does).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from interviewer.errors import ContentError, Problem
from interviewer.text import clip, safe_text

MAX_BYTES = 512 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def load_yaml(path: Path) -> Any:
    """Load a YAML 1.2 mapping whose nodes remember their lines; they are not to be changed.

    A file that is as it was the last time is not parsed again: that takes 2 ms a kB.

    Raises:
        ContentError: it is unreadable, too large, too deep, uses anchors or tags, repeats a key, or
            is not a mapping with text for keys.
    """
    return _parse(path, _read_text(path))


@lru_cache(maxsize=64)
def _parse(path: Path, text: str) -> Any:
    _refuse_control_characters(path, text)
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    from interviewer.content.yaml import parser, say

    try:
        data = parser().load(text)
    except MarkedYAMLError as error:
        line, column, message, hint = _quote_left_open(text, *say(error))
        raise _error(path, line, column, key_path(text, line), message, hint) from None
    except (YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        message = f"is not valid YAML: {clip(safe_text(str(error)), 100)}"
        raise _error(path, 1, 1, "", message, "check the file with another YAML tool") from None
    if not isinstance(data, dict):
        message = "is empty" if data is None else "must hold keys and values"
        raise _error(path, 1, 1, "", message, "start with `id: ...`")
    problems = [
        Problem(path, line, column, key_path(text, line), message, hint)
        for line, column, message, hint in _oddities(data)
    ]
    if problems:
        raise ContentError(problems)
    return data


def _quote_left_open(
    text: str, line: int, column: int, message: str, hint: str
) -> tuple[int, int, str, str]:
    """Look above a line that does not fit for the quote that was never closed: the likely cause."""
    if "line up" in message:
        for number, above in reversed(list(enumerate(text.split("\n")[: line - 1], 1))[-20:]):
            if above.replace('\\"', "").count('"') % 2:
                return number, above.rindex('"') + 1, "a quote is opened and not closed", "close it"
    return line, column, message, hint


def _read_text(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            raise _error(path, 1, 1, "", f"is larger than {MAX_BYTES // 1024} kB", "split it")
        raw = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise _error(path, 1, 1, "", message, "check the path") from error
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        where = key_path(raw.decode("utf-8", "replace"), line)
        hint = "save the file as UTF-8"
        raise _error(path, line, column, where, "is not UTF-8 text", hint) from None


def _refuse_control_characters(path: Path, text: str) -> None:
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        name = f"a control character (U+{ord(found[0]):04X})"
        raise _error(path, line, column, key_path(text, line), f"holds {name}", "delete it")


def _oddities(node: Any) -> Iterator[tuple[int, int, str, str]]:
    """Find what YAML allows and no file of ours means: other keys than text, endless numbers."""
    if not isinstance(node, Mapping | list):
        return
    marks = getattr(getattr(node, "lc", None), "data", None) or {}
    pairs = node.items() if isinstance(node, Mapping) else enumerate(node)
    for key, value in pairs:
        line, column = marks[key][:2] if key in marks else (0, 0)
        if isinstance(node, Mapping) and not isinstance(key, str):
            what = f"the key `{clip(safe_text(str(key)), 40)}` is not text"
            yield line + 1, column + 1, what, "put it in quotes"
        if isinstance(value, float) and not math.isfinite(value):
            yield line + 1, column + 1, "is not a finite number", "write a number"
        if isinstance(value, int) and abs(value) > 10**18:
            yield line + 1, column + 1, "is too large a number", "write it in another unit"
        yield from _oddities(value)


def _error(path: Path, line: int, column: int, where: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path, line, column, where, message, hint)])


_ITEM = re.compile(
    r"(?P<indent> *)(?P<dashes>(?:- +|-$)*)(?:[\"']?(?P<key>[\w-]+)[\"']? *:(?:\s|$))?"
)
_ID = re.compile(r"id: *[\"']?([\w-]+)")


def key_path(text: str, line: int) -> str:
    """Return the keys that lead to a line of YAML, as far as its indentation tells.

    For files that do not parse, or whose nodes are not at hand: `hooks[late-labels].asks`.
    """
    lines = text.split("\n")
    path = ""
    deepest_key = deepest_dash = 10**6
    for number in range(min(line, len(lines)) - 1, -1, -1):
        found = _ITEM.match(lines[number])
        if not found or lines[number].lstrip().startswith("#"):
            continue
        at = found.end("dashes")
        if found["key"] and at < deepest_key:
            path = f"{found['key']}.{path}" if path and path[0] != "[" else f"{found['key']}{path}"
            deepest_key = deepest_dash = at
        if found["dashes"] and found.end("indent") < deepest_dash:
            name = _id_of(lines, number, at)
            path = f"[{name}].{path}" if path and path[0] != "[" else f"[{name}]{path}"
            deepest_dash = found.end("indent")
            deepest_key = deepest_dash + 1
    path = path.replace("[]", "")
    return path if len(path) <= 120 else f"...{path[-117:]}"


def _id_of(lines: Sequence[str], number: int, column: int) -> str:
    """Return the id of the list entry that begins at a line; empty if it has none."""
    for index, line in enumerate(lines[number : number + 400]):
        inside = len(line) - len(line.lstrip()) >= column
        if index and line.strip() and not inside:
            break
        if found := _ID.match(line, column):
            return found[1]
    return ""


def plain(node: Any) -> Any:
    """Return plain dicts, lists and scalars for YAML nodes that remember lines."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    return float(node) if isinstance(node, float) else node
