"""What empty talk sounds like: shipped sentences that fit any question, and filled templates."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from interviewer.scenario import Scenario, Value


@lru_cache(maxsize=4)
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a shipped text beside this module, without empty ones and comments."""
    text = resources.files("interviewer.evidence").joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def generic_sentences() -> tuple[str, ...]:
    """Return the shipped sentences that fit any question."""
    return lines("generic.txt")


def empty_talk(scenario: Scenario) -> list[str]:
    """Return what a fluent bluffer would say in this scenario's nouns and figures.

    These are filled templates. Deterministic: which topic, noun and figure fills which template
    follows from their order.
    """
    topics = [fact.topic for fact in scenario.facts]
    figures = [_figure(value) for value in scenario.values.values()]
    things = list(
        dict.fromkeys(
            f"the {value.unit}" for value in scenario.values.values() if value.unit.endswith("s")
        )
    )
    things = [thing for thing in things if len(thing.split()) < 4] or ["the people"]
    filled = []
    for index, template in enumerate(lines("empty_talk.txt")):
        said = template.format(
            topic=topics[index % len(topics)],
            topic2=topics[(index * 7 + 3) % len(topics)],
            thing=things[index % len(things)],
            thing2=things[(index * 5 + 1) % len(things)],
            figure=(figures or topics)[index % len(figures or topics)],
        )
        filled.append(said[0].upper() + said[1:])
    return filled


def _figure(value: Value) -> str:
    if value.unit == "share":
        return f"{value.value * 100:.3g}%"
    money = {"GBP": "£", "USD": "$"}.get(value.unit)
    number = f"{value.value:,.2f}".rstrip("0").rstrip(".")
    return f"{money}{number}" if money else f"{number} {value.unit}"
