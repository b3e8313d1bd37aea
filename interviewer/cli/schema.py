"""`schema`: the JSON Schema of each file format; `make schemas` keeps them where editors look."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from interviewer.content import nearest
from interviewer.errors import Exit, UsageError

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def print_schema(kind: str) -> int:
    """Print the JSON Schema of a format.

    Raises:
        UsageError: there is no such format; the nearest is offered.
    """
    if kind not in SCHEMAS:
        near = nearest(kind, list(SCHEMAS))
        choices = f"Choose {', '.join(list(SCHEMAS)[:-1])} or {list(SCHEMAS)[-1]}."
        hint = f"Did you mean {near}?" if near else choices
        raise UsageError(f"There is no format `{kind}`.", hint=hint)
    print(json.dumps({"$schema": DIALECT, **SCHEMAS[kind]()}, indent=2))
    return int(Exit.GOOD)


def _scenario() -> dict[str, Any]:
    from interviewer.scenario import Scenario

    return Scenario.model_json_schema()


def _rubric() -> dict[str, Any]:
    """Return the schema of a rubric file, which may leave to its base whatever the base has.

    A model is a merged rubric; a file needs only its id, entries of the base need only theirs, and
    null and `removed` take something of the base away.
    """
    from interviewer.rubric import Rubric

    schema = Rubric.model_json_schema()
    kinds = schema["$defs"]
    schema["required"] = ["id"]
    for name in ("phases", "criteria", "hooks", "estimates", "pass"):
        schema["properties"][name] = _or_null(schema["properties"][name])
    for name in ("Phase", "Criterion"):
        kinds[name]["required"] = ["id"]
        properties = kinds[name]["properties"]
        for key in properties:
            properties[key] = _or_null(properties[key]) if key != "id" else properties[key]
    for name in ("Phase", "Criterion", "Hook", "Estimate"):
        kinds[name]["properties"]["removed"] = {"const": True}
    for name in ("Pass", "Bar"):
        kinds[name].pop("required")
    for name in ("Hook", "Estimate"):
        kinds[name] = _or_removed(kinds[name])
    return schema


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    inner = {key: value for key, value in schema.items() if key not in ("title", "description")}
    outer = {key: value for key, value in schema.items() if key in ("title", "description")}
    return {**outer, "anyOf": [inner, {"type": "null"}]}


def _or_removed(schema: dict[str, Any]) -> dict[str, Any]:
    """Let an entry be whole, or only its id and `removed: true`."""
    required = schema.pop("required")
    gone = {"required": ["id", "removed"], "properties": {"removed": {"const": True}}}
    return {**schema, "anyOf": [{"required": required}, gone]}


def _transcript() -> dict[str, Any]:
    from interviewer.transcript import RECORD

    schema = RECORD.json_schema()
    for kind in schema["$defs"].values():
        if "type" in kind.get("properties", {}):
            kind["properties"] |= _LINE
            kind["required"] = [*kind.get("required", []), "type", "crc"]
    return schema


_LINE = {
    "more": {"type": "integer", "minimum": 1, "description": "How many of its commit follow."},
    "commit": {"type": "integer", "minimum": 0, "description": "The commit's first record."},
    "crc": {"type": "string", "pattern": "^[0-9a-f]{8}$", "description": "CRC-32 of the rest."},
}


def _scorecard() -> dict[str, Any]:
    from interviewer.judge.scorecard import Scorecard

    return Scorecard.model_json_schema()


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "scenario": _scenario,
    "rubric": _rubric,
    "transcript": _transcript,
    "scorecard": _scorecard,
}
