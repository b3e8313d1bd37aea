"""Turns any exception of any SDK or HTTP library into one of ours. The only place that does.

The SDKs disagree on classes and agree on attributes (`status_code`, `body`, `response.headers`), so
this reads attributes and imports none of them. What matters is read in this order: what the
provider calls the error, the HTTP status, the kind of exception.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from interviewer.providers.errors import (
    BadModelName,
    ContextTooLong,
    KeyMissing,
    KeyRefused,
    ProviderDown,
    ProviderError,
    RateLimited,
    RequestRefused,
    Timeout,
)
from interviewer.providers.redaction import redact

_TOO_LONG = re.compile(
    r"context.?(length|window|size)|prompt is too long|maximum context|too many (input )?tokens"
    r"|input is too long|exceeds? the (model'?s )?(maximum|available) (context|number of tokens)",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    r"insufficient.?quota|credit balance|billing|spend.?limit|payment required", re.IGNORECASE
)
_NO_KEY = re.compile(
    r"api.?key.*(must be set|not (set|found|provided)|missing)|missing.*(api.?key|credentials)",
    re.IGNORECASE,
)
_UNKNOWN_KEY = re.compile(r"no_db_connection")
"""LiteLLM's proxy, of a key that is not its own: it would look it up, and has nowhere to look."""
_NO_MODEL = re.compile(r"LLM Provider NOT provided|Invalid model name passed")
"""LiteLLM's words, the library's and the proxy's; both come with status 400."""
_OVERLOADED = re.compile(
    r"overloaded|server.?error|internal.?error|api_error|unavailable", re.IGNORECASE
)
_TIMEOUT_STATUS = frozenset({408, 504})


@dataclass(frozen=True)
class _Seen:
    """What an exception says about itself, whoever raised it."""

    kind: str
    status: int | None
    code: str
    message: str
    retry_after: float | None


def translate(error: BaseException, model: str, key_names: tuple[str, ...] = ()) -> ProviderError:
    """Return our error for an exception; `key_names` are the variables that may hold the key."""
    if isinstance(error, ProviderError):
        return error
    return _judge(_look(error), model, " or ".join(key_names) or "the key of this provider")


def _judge(seen: _Seen, model: str, key: str) -> ProviderError:
    told = f"{model}: {seen.message}"
    said = f"{seen.code} {seen.message}"
    status = seen.status
    if status in (402, 403, 429, 400) and _NO_CREDIT.search(said):
        return KeyRefused(told, status=status, hint="The account behind the key has no credit.")
    if status in (None, 400, 401, 403, 500) and _NO_KEY.search(said):
        return KeyMissing(told, status=status, hint=f"Set {key} in the environment.")
    if _is_refused_key(seen) or _UNKNOWN_KEY.search(said):
        return KeyRefused(told, status=status, hint=f"Check {key}.")
    if status == 429 or "rate_limit" in seen.code:
        return RateLimited(told, status=status, retry_after=seen.retry_after)
    if status in (None, 200, 400, 413, 422, 500) and _TOO_LONG.search(said):
        return ContextTooLong(told, status=status, hint="Shorten it, or use another model.")
    if status == 404 or _NO_MODEL.search(seen.message):
        return BadModelName(told, status=status, hint="Check the model's name and the address.")
    return _by_status(seen, told)


def _is_refused_key(seen: _Seen) -> bool:
    return seen.status in (401, 403) or seen.code in ("authentication_error", "permission_error")


def _by_status(seen: _Seen, told: str) -> ProviderError:
    status = seen.status
    if status in _TIMEOUT_STATUS or (status is None and "timeout" in seen.kind.lower()):
        return Timeout(told, status=status, retry_after=seen.retry_after)
    known = status is not None and 400 <= status < 500 and status not in (409, 425)
    if known and not _OVERLOADED.search(seen.code):
        return RequestRefused(told, status=status)
    return ProviderDown(told, status=status, retry_after=seen.retry_after)


def _look(error: BaseException) -> _Seen:
    body = _inner(getattr(error, "body", None))
    status = getattr(error, "status_code", None)
    code = " ".join(
        str(value)
        for value in (getattr(error, "code", None), body.get("code"), body.get("type"))
        if value
    )
    return _Seen(
        kind=type(error).__name__,
        status=status if isinstance(status, int) else None,
        code=redact(code),
        message=redact(_message(error, body)),
        retry_after=_retry_after(error),
    )


def _inner(body: Any) -> Mapping[str, Any]:
    """Return the mapping that describes the error; servers nest it at most once."""
    if isinstance(body, Mapping):
        inner = body.get("error")
        return inner if isinstance(inner, Mapping) else body
    return {}


def _message(error: BaseException, body: Mapping[str, Any]) -> str:
    """Return what went wrong in one line, with the cause that an SDK would hide."""
    for said in (body.get("message"), body.get("detail")):  # the latter is FastAPI's
        if isinstance(said, str) and said.strip():
            return said
    text = str(error).partition("Traceback (most recent call last)")[0].strip()
    if text.lstrip().startswith("<") or "<html" in text.lower():
        text = "the answer is a web page"
    cause = error.__cause__ or error.__context__
    kind = type(error).__name__
    shown = text if kind in text else f"{kind}: {text}".removesuffix(": ")
    if cause is not None and not isinstance(getattr(error, "status_code", None), int):
        shown += f" ({type(cause).__name__}: {str(cause).strip()})"
    return shown


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None)
    if not headers:
        headers = getattr(error, "litellm_response_headers", None)
    if not isinstance(headers, Mapping):
        return None
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    given = headers.get("retry-after")
    seconds = _number(given)
    if seconds is not None or not given:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(str(given)).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _number(given: object) -> float | None:
    try:
        seconds = float(str(given))
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) else None
