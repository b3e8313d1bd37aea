"""A scaffold is no scenario yet: whoever would hold interviews of one is told so at once."""

from __future__ import annotations

from interviewer.content import Loaded
from interviewer.errors import UsageError
from interviewer.workshop.texts import PLACEHOLDER, count_of


def refuse_blanks(loaded: Loaded) -> None:
    """Do nothing, if all is filled in.

    Raises:
        UsageError: blanks of a scaffold are left, as `check` would find.
    """
    texts = (loaded.scenario.model_dump_json(), loaded.rubric.model_dump_json())
    if left := sum(len(PLACEHOLDER.findall(text)) for text in texts):
        raise UsageError(
            f"`{loaded.scenario.id}` is not finished: {count_of(left, 'blank')} in angle brackets "
            "are to be filled in.",
            hint="`interviewer check` says where.",
        )
