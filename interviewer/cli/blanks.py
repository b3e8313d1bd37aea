"""A scaffold is no scenario yet: whoever would hold interviews of one is told so at once."""

from __future__ import annotations

from interviewer.content import Loaded
from interviewer.errors import UsageError
from interviewer.workshop.texts import blanks_in, count_of


def refuse_blanks(loaded: Loaded) -> None:
    """Do nothing, if all is filled in.

    Raises:
        UsageError: blanks of a scaffold are left, as `check` would find.
    """
    if left := blanks_in(loaded.scenario, loaded.rubric):
        raise UsageError(
            f"`{loaded.scenario.id}` is not finished: {count_of(left, 'blank')} in angle brackets "
            "are to be filled in.",
            hint="`interviewer check` says where.",
        )
