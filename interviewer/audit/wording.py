"""How the sentences of a verdict and its findings name personas and their rates."""

from __future__ import annotations

from collections.abc import Sequence

from interviewer.outcome import PersonaResult


def names(personas: Sequence[PersonaResult]) -> str:
    """Return `a, b and c`; of more than three the first two and how many others."""
    labels = [p.member.label for p in personas]
    if len(labels) <= 3:
        return " and ".join(filter(None, [", ".join(labels[:-1]), labels[-1]]))
    return f"{', '.join(labels[:2])} and {len(labels) - 2} others"


def rate(persona: PersonaResult) -> str:
    """Return `waffler 3 of 60 (1% to 17%)`; without an interval where runs are no replicates."""
    passes = persona.passes
    text = f"{persona.member.label} {passes.k} of {passes.n}"
    if passes.wilson99:
        low, high = passes.wilson99
        text += f" ({low:.0%} to {high:.0%})"
    return text
