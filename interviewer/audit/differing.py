"""In what an audit that goes on differs from the one that was begun, in words."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.outcome import Design, Part


def differs(found: Design, wanted: Design) -> str:
    """Return the first things in which two designs differ."""
    before, now = found.model_dump(exclude={"parts"}), wanted.model_dump(exclude={"parts"})
    changed = [f"{n} was {before[n]}, now {now[n]}" for n in before if before[n] != now[n]]
    return "; ".join([*changed, *_parts_differ(found.parts, wanted.parts)][:3])


def _parts_differ(found: Sequence[Part], wanted: Sequence[Part]) -> list[str]:
    scenarios = [", ".join(part.scenario for part in parts) for parts in (found, wanted)]
    if scenarios[0] != scenarios[1]:
        return [f"the scenarios were {scenarios[0]}, now {scenarios[1]}"]
    return [_part_differs(*two) for two in zip(found, wanted, strict=True) if two[0] != two[1]]


def _part_differs(found: Part, wanted: Part) -> str:
    before, now = ([member.label for member in part.members] for part in (found, wanted))
    new = ", ".join(label for label in now if label not in before)
    gone = ", ".join(label for label in before if label not in now)
    if new or gone:
        return f"{found.scenario} now{f' with {new}' * bool(new)}{f' without {gone}' * bool(gone)}"
    return f"the files of {found.scenario} or of its personas were edited"
