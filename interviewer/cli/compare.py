"""`compare`: two scorecards of one transcript, or two sittings of one scenario.

A transcript stands for what it is worth today.
"""

from __future__ import annotations

from pathlib import Path

from interviewer import wiring
from interviewer.cli.places import transcript_path
from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out
from interviewer.errors import ContentError, Exit, Problem, UsageError
from interviewer.judge.scorecard import Scorecard
from interviewer.settings import Settings


def show_comparison(settings: Settings, first: str, second: str, *, as_json: bool) -> int:
    """Print what differs.

    Exit code 1 if two judgements of one interview differ in the verdict or a level; two interviews
    may differ as they like.
    """
    cards = _card(settings, first), _card(settings, second)
    if cards[0].fingerprints.transcript != cards[1].fingerprints.transcript:
        return _show_sittings(*cards, as_json=as_json)
    from interviewer.report.comparison import compare, comparison_text

    found = compare(*cards)
    if as_json:
        print_json(found.model_dump(mode="json"))
    else:
        out(comparison_text(found))
    differs = found.verdicts[0] != found.verdicts[1] or any(
        r.before != r.after for r in found.moved
    )
    return int(Exit.FINDINGS if differs else Exit.GOOD)


def _show_sittings(then: Scorecard, now: Scorecard, *, as_json: bool) -> int:
    from interviewer.report.practice import practice, practice_text

    found = practice(then, now)
    if as_json:
        print_json({**found.model_dump(mode="json"), "caveats": found.caveats})
    else:
        out(practice_text(found))
    return int(Exit.GOOD)


def _card(settings: Settings, name: str) -> Scorecard:
    """Return a scorecard from its file, or judge a transcript as it would be judged today."""
    path = Path(name)
    if path.suffix != ".json":
        return wiring.judge_file(settings, transcript_path(settings, name))
    try:
        return Scorecard.model_validate_json(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}.", hint="`interviewer score ID --json > FILE` writes one."
        ) from error
    except ValueError as error:
        problem = Problem(path, 1, 1, "", "not a scorecard of this version", "score it anew")
        raise ContentError([problem]) from error
