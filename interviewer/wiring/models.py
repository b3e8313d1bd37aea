"""Language models: which there are, what they would cost, and how they are cast in an interview."""

from __future__ import annotations

from dataclasses import dataclass

from interviewer.settings import Models


@dataclass(frozen=True)
class Offer:
    """A model that could be chosen. `key` is the name of a variable, never its value."""

    name: str
    ready: bool
    key: str = ""
    address: str = ""
    todo: str = ""
    price: str = ""
    """In words: what a million tokens cost, `free`, or `price not known`."""
    interview: float | None = None
    """US dollars that 45 minutes would cost with it in all roles; None where not known."""


@dataclass(frozen=True)
class Quote:
    """What an interview is likely to cost, before it begins."""

    models: Models
    minutes: int
    calls: int
    input: int
    cached: int
    output: int
    price: float | None
    """US dollars, of the models whose price is known; None if it is known of none."""
    unpriced: tuple[str, ...] = ()
    """Models whose price is not known."""
