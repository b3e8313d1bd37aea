"""Whatever can go wrong with a provider, as seen by the rest of the program.

    ProviderError
    ├── ProviderDown      no connection, a server error, or an answer that is no stream      3
    ├── ProviderGone      it has failed time after time, and no call is made any more        3
    ├── RateLimited       too many requests; `retry_after` seconds where it said so          3
    ├── Timeout           nothing came for longer than we wait                               3
    ├── RequestRefused    it will not answer this request, and would not a second time       3
    ├── ContextTooLong    the prompt does not fit                                            3
    ├── CutReply          the reply ended without its own finish event; `partial` is kept    3
    ├── MalformedReply    not the typed answer that was asked for; `raw` is kept             3
    ├── KeyMissing        no key in the environment                                          4
    ├── KeyRefused        a key that is wrong, may not do this, or has no credit left        4
    ├── BadModelName      no such model, or the adapter for it is not installed              2
    └── BudgetReached     the call was not made: it may cost more than is left               5

A key is in none of them: messages go through `redact` first, and no foreign exception, which would
carry the request with its headers, is chained to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.errors import Exit, InterviewerError

if TYPE_CHECKING:
    from interviewer.providers.base import TokenUsage


class ProviderError(InterviewerError):
    """The root: a model call that did not give a whole reply.

    `retryable` says whether the same request may fare better later, `retry_after` (seconds) when
    the provider itself said how much later, `status` the HTTP status, and `spent` what it cost.
    """

    exit_code = Exit.PROVIDER
    retryable = False

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.retry_after = retry_after
        self.spent: TokenUsage | None = None


class ProviderDown(ProviderError):
    """The provider cannot be reached, failed, or answered with something that is no stream."""

    retryable = True


class ProviderGone(ProviderError):
    """The provider has failed so often in a row that no call to it is made any more."""


class RateLimited(ProviderError):
    """Too many requests or tokens in too short a time."""

    retryable = True


class Timeout(ProviderError):
    """Nothing came for longer than we wait."""

    retryable = True


class RequestRefused(ProviderError):
    """The provider understood the request and will not do it."""


class ContextTooLong(ProviderError):
    """The prompt is longer than the model reads."""


class CutReply(ProviderError):
    """The reply broke off; `partial` is what came, and is never to be shown as finished."""

    retryable = True

    def __init__(self, message: str, *, partial: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.partial = partial


class MalformedReply(ProviderError):
    """The reply is not the typed answer that was asked for; `raw` is its text, `spent` its cost."""

    def __init__(self, message: str, *, raw: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.raw = raw


class KeyMissing(ProviderError):
    """No key is in the environment."""

    exit_code = Exit.KEY


class KeyRefused(ProviderError):
    """The provider does not accept the key, or the account behind it has no credit left."""

    exit_code = Exit.KEY


class BadModelName(ProviderError):
    """No such model, or the adapter for it is not installed."""

    exit_code = Exit.USAGE


class BudgetReached(ProviderError):
    """The call was not made: it might cost more than the budget has left."""

    exit_code = Exit.BUDGET
