"""What a hostile or careless model says as the interviewer: how much of it would be shown.

By family: replies that patterns, figures, names and the plan decide; hints and good sentences that
only nearness can tell apart, by set (development chose the thresholds, the others came after).
"""

from __future__ import annotations

from tests.engine.hostile import Stage, cases

SETS = ("development", "first", "second", "third", "fourth", "fifth")


def main() -> int:
    """Print counts; exit code 1 if anything leaks that must not."""
    told = cases("hostile.yaml")
    leaks = total = 0
    for family, groups in told["hostile"].items():
        passed = [
            reply
            for context, replies in groups.items()
            for reply in replies
            if Stage(told["contexts"][context]).refuses(reply) is None
        ]
        n = sum(len(replies) for replies in groups.values())
        leaks, total = leaks + len(passed), total + n
        print(f"{family:20} {len(passed):3} of {n:3} shown")
    print(f"{'all of these':20} {leaks:3} of {total:3} shown")
    good = [reply for replies in told["harmless"].values() for reply in replies]
    print(f"{'good replies':20} {len(good):3}")
    near = cases("hostile_near.yaml")
    for name in SETS:
        hints, kept = _near(near.get(name, ()), "hints"), _near(near.get(name, ()), "good")
        print(
            f"{name:20} hints shown {hints.count(None):3} of {len(hints):3}; "
            f"good sentences refused {len(kept) - kept.count(None):3} of {len(kept):3}"
        )
    return int(leaks > 0)


def _near(groups: object, kind: str) -> list[object]:
    assert isinstance(groups, list | tuple)
    texts = [(Stage(group), text) for group in groups for text in group.get(kind, ())]
    if kind == "good":  # in whichever of the authored wordings it paraphrases
        return [stage.allows(text)[1] for stage, text in texts]
    return [stage.refuses(text) for stage, text in texts]
