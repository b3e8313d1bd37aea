"""Typed answers: the text of a reply becomes an object of a pydantic class, or it does not.

What is read: JSON, possibly fenced, possibly with words around it or thoughts before it, with line
breaks inside strings (small local models write them). What is not: anything that would need a
guess at what was meant. A bad answer is sent back once with what was wrong with it. It knows no
provider.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError

from interviewer.providers.base import Answer, Message, Prompt, Reply, TokenUsage
from interviewer.providers.errors import MalformedReply, ProviderError
from interviewer.text import clip, safe_text

_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"^```[\w-]*[ \t]*\n(.*?)\n?^```[ \t]*$", re.DOTALL | re.MULTILINE)
_MAX_COMPLAINTS = 5
_UNSUPPORTED = frozenset({"default", "examples", "maxLength", "minLength", "title"})
"""Not known to strict modes; what they ask for is checked here afterwards."""


class Unreadable(ValueError):
    """A text is not an answer of the wanted type; says why in words that a model can act on."""


async def ask(
    say: Callable[[Prompt], Awaitable[Reply]], prompt: Prompt, schema: type[Answer], name: str
) -> tuple[Answer, TokenUsage]:
    """Return a typed answer and what it cost; raise `MalformedReply` if the second is bad too."""
    first = await say(prompt)
    answer, why = _read(first, schema)
    if answer is not None:
        return answer, first.usage
    try:
        second = await say(_corrected(prompt, first.text, why))
    except ProviderError as error:
        error.spent = first.usage + (error.spent or TokenUsage(0))
        raise
    spent = first.usage + second.usage
    answer, why = _read(second, schema)
    if answer is not None:
        return answer, spent
    told = f"{name}: not the answer that was asked for, twice: {clip(why, 200)}"
    failure = MalformedReply(told, raw=second.text)
    failure.spent = spent
    raise failure


def _read(reply: Reply, schema: type[Answer]) -> tuple[Answer | None, str]:
    try:
        return parse(reply.text, schema), ""
    except Unreadable as error:
        cut = "it was cut off because it was too long; " if reply.finish == "length" else ""
        return None, f"{cut}{error}"


def _corrected(prompt: Prompt, raw: str, why: str) -> Prompt:
    complaint = Message(
        "user",
        f"That cannot be used: {why}. Answer again with one JSON object that is valid against the "
        "schema, and nothing else.",
    )
    return replace(prompt, messages=(*prompt.messages, Message("assistant", raw), complaint))


def parse(text: str, schema: type[Answer]) -> Answer:
    """Return the answer that a text holds; raise `Unreadable` if it holds none, or several."""
    try:
        data = _clean(_extract(text))
        # Through JSON again, since strict classes take JSON's strings for enums, dates and tuples.
        return schema.model_validate_json(json.dumps(data))
    except RecursionError:
        raise Unreadable("it is not valid JSON: nested too deeply") from None
    except ValidationError as error:
        raise Unreadable(_complaints(error)) from None


@lru_cache(maxsize=64)
def instructions(schema: type[BaseModel]) -> str:
    """Return what to tell a model whose provider cannot hold it to a schema."""
    wanted = json.dumps(schema.model_json_schema(), ensure_ascii=False)
    return (
        "Answer with one JSON object and nothing else: no explanation, no code fence. It must be "
        f"valid against this JSON Schema:\n{wanted}"
    )


@lru_cache(maxsize=64)
def strict_schema(schema: type[BaseModel]) -> Mapping[str, Any]:
    """Return the JSON Schema as strict modes want it: closed objects, every key required.

    It is made once for a class, in 0.7 ms, and shared: not to be changed.
    """
    closed = _closed(schema.model_json_schema())
    assert isinstance(closed, dict)
    return closed


def _closed(node: Any) -> Any:
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return {"$ref": node["$ref"]}  # strict modes allow no sibling
    names = {"properties", "$defs"}
    kept = {
        key: {name: _closed(item) for name, item in value.items()}
        if key in names and isinstance(value, dict)
        else _closed(value)
        for key, value in node.items()
        if key not in _UNSUPPORTED
    }
    if "properties" in kept:
        kept |= {"additionalProperties": False, "required": list(kept["properties"])}
    return kept


def _extract(text: str) -> dict[str, Any]:
    """Return the only JSON object in a text."""
    bare = _THOUGHTS.sub("", text, count=1).strip().removeprefix("\ufeff").strip()
    fenced = _FENCE.findall(bare)
    if len(fenced) == 1:
        bare = fenced[0].strip()
    start = bare.find("{")
    if start < 0:
        raise Unreadable("there is no JSON object in it" if bare else "it is empty")
    decoder = json.JSONDecoder(
        strict=False, object_pairs_hook=_without_twins, parse_constant=_no_constant
    )
    try:
        data, end = decoder.raw_decode(bare, start)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(f"it is not valid JSON: {error.msg} at {where}") from None
    except ValueError as error:
        raise Unreadable(f"it is not valid JSON: {clip(str(error), 100)}") from None
    if "{" in bare[end:]:
        raise Unreadable("there is more than one JSON object in it")
    if bare[:start].rstrip().endswith("["):
        raise Unreadable("it is a list, and one JSON object was asked for")
    assert isinstance(data, dict)
    return data


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key occurs twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _clean(node: Any) -> Any:
    """Return data in which every string is safe to show: escapes are decoded only by now."""
    if isinstance(node, str):
        return safe_text(node)
    if isinstance(node, list):
        return [_clean(item) for item in node]
    if isinstance(node, dict):
        return {safe_text(key): _clean(value) for key, value in node.items()}
    return node


def _complaints(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_context=False, include_input=False)
    shown = [
        f"{'.'.join(str(part) for part in one['loc']) or 'the object'}: {one['msg']}"
        for one in found[:_MAX_COMPLAINTS]
    ]
    more = len(found) - len(shown)
    return safe_text("; ".join(shown) + (f"; and {more} more" if more > 0 else ""))
