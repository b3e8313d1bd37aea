"""Foreign words made safe at the door of a report: every string of a model, at once.

A renderer that cleaned field by field would one day forget one. It knows no format.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from interviewer.text import safe_text
from interviewer.transcript import AnyRecord

M = TypeVar("M", bound=BaseModel)


def cleaned(model: M) -> M:
    """Return a copy in which every string, keys of dictionaries included, is safe text."""
    return type(model).model_validate(_clean(model.model_dump()))


def cleaned_all(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Return copies of records, cleaned."""
    return [cleaned(record) for record in records]


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return safe_text(value)
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value
