"""From plain data to a model, and from what pydantic says to what an author can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from interviewer.content.merging import Layers, spell
from interviewer.errors import ContentError, Problem
from interviewer.text import clip, safe_text

M = TypeVar("M", bound=BaseModel)
Said = tuple[str, str]
"""What is wrong, and what to do about it."""


def validate(model: type[M], path: Path, data: Any, source: Any, *, strict: bool = False) -> M:
    """Build the model of a file's data.

    Args:
        model: what the file must be.
        path: the file, for messages.
        data: plain data, merged if the file extends another.
        source: the YAML nodes of the file, or the layers of a merged one.
        strict: refuse a number in quotes, a text for true and their like.

    Raises:
        ContentError: every problem, each in the line of the file that it came from.
    """
    layers = source if isinstance(source, Layers) else Layers(((path, source),))
    problems = list(layers.twins())
    try:
        found = model.model_validate(data, strict=strict)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems += [_problem(model, layers, data, detail) for detail in _told(model, details)]
        raise ContentError(_in_order(problems)) from None
    if problems:
        raise ContentError(_in_order(problems))
    return found


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: (str(p.path), p.line, p.column))


def _told(model: type[BaseModel], details: Sequence[Any]) -> list[Any]:
    """Return the details without those that follow from a misspelt key beside them."""
    meant = set()
    for detail in details:
        if detail["type"] == "extra_forbidden":
            where = detail["loc"][:-1]
            if near := nearest(str(detail["loc"][-1]), _keys_at(model, _path(where))):
                meant.add((*where, near))
    return [d for d in details if d["type"] != "missing" or d["loc"] not in meant]


def _path(loc: Sequence[int | str]) -> list[int | str]:
    """Return a place without what pydantic adds: the tag of a union, the mark of a bad key."""
    return [
        part
        for index, part in enumerate(loc)
        if part != "[key]" and not (index and loc[index - 1] == "check" and part in _CHECKS)
    ]


_CHECKS = ("number", "choice", "order")


def _problem(model: type[BaseModel], layers: Layers, data: Any, detail: Any) -> Problem:
    where = _path(detail["loc"])
    if detail["type"] in ("union_tag_invalid", "union_tag_not_found"):
        where.append("kind")
    path, line, column = layers.find(data, where)
    message, hint = _say(model, where, detail)
    return Problem(path, line, column, safe_text(spell(data, where)), message, hint)


def _say(model: type[BaseModel], where: Sequence[int | str], detail: Any) -> Said:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown(model, where)
    if say := _WORDS.get(kind):
        return say(detail["input"], detail.get("ctx", {}))
    if kind in _PARSING:
        return _wrong_type(_PARSING[kind])(detail["input"], {})
    return detail["msg"].removeprefix("Value error, "), ""


def _unknown(model: type[BaseModel], where: Sequence[int | str]) -> Said:
    if where[-1] == "removed":
        return "there is nothing of this name to remove", "the base has no entry with this id"
    known = _keys_at(model, where[:-1])
    if near := nearest(str(where[-1]), known):
        return "unknown key", f"did you mean `{near}`?"
    return "unknown key", f"known here: {', '.join(sorted(known))}"


def nearest(name: str, known: Sequence[str], cutoff: int = 55) -> str | None:
    """Return the known name that is most like this one, if any is."""
    found = process.extractOne(name, known, score_cutoff=cutoff)
    return found[0] if found else None


# --- words ----------------------------------------------------------------------------------------

_IS = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
_IS |= {dict: "keys and values", date: "a date", type(None): "empty"}


def _shown(value: Any) -> str:
    return f"`{clip(safe_text(str(value)), 40)}`"


def _wrong_type(wanted: str) -> Callable[[Any, Any], Said]:
    def say(value: Any, context: Any) -> Said:
        del context
        if value is None:
            return "is empty", f"give {wanted}, or delete the key"
        is_now = _IS.get(type(value), "something else")
        if wanted == "a whole number" and isinstance(value, float):
            return f"is {value:g}; it must be a whole number", _SO_WRITE[wanted]
        if wanted == "text":
            if isinstance(value, dict):
                return "must be text", "put text that contains `: ` in quotes"
            if isinstance(value, list):
                return "must be one text, not a list", "join the entries"
            return f"must be text, not {is_now}", f'put it in quotes: "{value}"'
        if isinstance(value, str) and wanted in ("a number", "a whole number", "true or false"):
            return f"must be {wanted}, not the text {_shown(value)}", "delete the quotes or words"
        hint = _SO_WRITE.get(wanted, "")
        return f"must be {wanted}, not {is_now}", hint

    return say


_SO_WRITE = {
    "a list": "begin each entry with `- `",
    "keys and values": "write `key: value` lines, indented",
    "a date": "write it without quotes: 2026-03-31",
    "a whole number": "leave the decimals out",
}
_PARSING = {
    "string_type": "text",
    "string_unicode": "text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date",
    "date_parsing": "a date",
    "date_from_datetime_parsing": "a date",
    "date_from_datetime_inexact": "a date",
    "list_type": "a list",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
}


def _not_a_name(value: Any, context: Any) -> Said:
    if "_" in str(context.get("pattern", "")):
        slug = re.sub(r"[^a-z0-9]+", "_", str(value).lower()).strip("_0123456789")
        what = "small letters, digits and underscores"
    else:
        slug = re.sub(r"[^a-z0-9]+", "-", str(value).lower()).strip("-")
        what = "small letters, digits and single hyphens"
    return f"{_shown(value)} cannot be a name", f"{what}: {slug[:40] or 'some-name'}"


def _choice(value: Any, context: Any) -> Said:
    options = re.findall(r"'([^']+)'", str(context.get("expected", "")))
    near = nearest(str(value), options)
    offer = f"choose {_one_of(options)}"
    return f"{_shown(value)} is not known here", f"did you mean `{near}`?" if near else offer


def _kind(value: Any, context: Any) -> Said:
    options = re.findall(r"'([^']+)'", str(context.get("expected_tags", "")))
    tag = context.get("tag")
    if tag is None:
        return "is missing", "choose number, choice or order"
    near = nearest(str(tag), options)
    hint = f"did you mean `{near}`?" if near else f"choose {_one_of(options)}"
    return f"{_shown(tag)} is not known here", hint


def _one_of(options: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(options[:-1]), options[-1]])) if options else ""


def _few(value: Any, context: Any) -> Said:
    has, least = context["actual_length"], context["min_length"]
    entries = "entry" if has == 1 else "entries"
    return f"has {has or 'no'} {entries}; at least {least} {_are(least)} needed", "add to it"


def _many(value: Any, context: Any) -> Said:
    return f"has too many entries; at most {context['max_length']}", "shorten it"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _long(value: Any, context: Any) -> Said:
    return f"has {len(str(value)):,} characters; at most {context['max_length']:,}", "shorten it"


def _bound(words: str, key: str) -> Callable[[Any, Any], Said]:
    def say(value: Any, context: Any) -> Said:
        return f"is {value}; it must be {words} {context[key]:g}", ""

    return say


def _missing(value: Any, context: Any) -> Said:
    return "is missing", "add it here"


def _empty(value: Any, context: Any) -> Said:
    return "is empty", "write something, or delete the key"


_WORDS: Mapping[str, Callable[[Any, Any], Said]] = {
    "missing": _missing,
    "string_pattern_mismatch": _not_a_name,
    "string_too_short": _empty,
    "string_too_long": _long,
    "literal_error": _choice,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _kind,
    "too_short": _few,
    "too_long": _many,
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
}

# --- which keys are known where -------------------------------------------------------------------


def _keys_at(model: type[BaseModel], where: Sequence[int | str]) -> list[str]:
    """Return the keys that are valid at a place of the model's JSON Schema."""
    schema = model.model_json_schema()
    nodes: list[Mapping[str, Any]] = [schema]
    for part in where:
        nodes = [found for node in nodes for found in _step(schema, node, part)]
    return sorted({key for node in nodes for key in _resolve(schema, node).get("properties", {})})


def _resolve(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def _step(
    schema: Mapping[str, Any], node: Mapping[str, Any], part: int | str
) -> list[Mapping[str, Any]]:
    node = _resolve(schema, node)
    found: list[Any] = []
    if isinstance(part, int):
        found = [node["items"]] if "items" in node else []
    elif part in node.get("properties", {}):
        found = [node["properties"][part]]
    else:
        extra = node.get("additionalProperties")
        patterns = list(node.get("patternProperties", {}).values())
        found = [extra] if isinstance(extra, dict) else patterns
    return [way for item in found for way in _ways(schema, item)]


def _ways(schema: Mapping[str, Any], node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the alternatives of a node, alternatives of alternatives included."""
    node = _resolve(schema, node)
    ways = node.get("anyOf") or node.get("oneOf")
    return [found for way in ways for found in _ways(schema, way)] if ways else [node]
