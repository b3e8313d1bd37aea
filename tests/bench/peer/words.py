"""What the mock models say: never the same answer twice, so that no cache helps either side.

It imports nothing of the program, and the peer's environment can load it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import count

ROLES = ("candidate", "interviewer", "judge")
NEED = (
    "Our bank's customers are tricked into sending money to criminals, and we refund most of it. "
    "We want to stop such payments before they leave, without holding up people who pay a builder."
)
"""The candidate's subject where nothing else tells it."""
_OPENINGS = (
    "I would start with the {n} payments that went to accounts younger than {m} days.",
    "Of the cases you describe I would take the {n} largest first, because they cost the most.",
    "Let me assume {n} people a day see the warning and {m} of them go on regardless.",
    "If the team looks at {m} payments a day, {n} would still be waiting on a Friday evening.",
)
_BODIES = (
    "A payment to a payee added less than {m} hours ago waits until the customer was called back.",
    "I would compare {n} customers with it to {m} without it for a quarter, in pounds lost a head.",
    "What comes back from the refund desk arrives {m} days late, so I would not call it genuine.",
    "Where the amount is above {n} pounds a person decides; below that the warning is enough.",
    "The screen would name the builder, the landlord or the friend, and ask who told them to pay.",
    "With {m} calls an hour the desk is full by noon, so the rest waits or goes through.",
)
_ENDINGS = (
    "I would stop it if more than {m} in a thousand house purchases missed their date.",
    "The price is that {n} people wait a day who did nothing wrong, and I would accept that.",
    "If that fails I would fall back to the list of {n} known accounts and a phone call.",
    "I would look again after {m} weeks, since the criminals change their story by then.",
)
_MARKS = ("own words: ", "another side: ", "for the rest: ", "nothing more: ")
"""Where a direction of ours gives the words; a mock interviewer says what it is told to."""
_LINE = "I see. And who would notice first if that went wrong, the customer or the team on duty?"


def answers(seed: int = 1) -> Iterator[str]:
    """Yield answers of about sixty words for ever; each has figures that no other has."""
    chance = random.Random(seed)
    for number in count(1_000):
        chosen = (
            chance.choice(_OPENINGS),
            *chance.sample(_BODIES, 2),
            chance.choice(_ENDINGS),
        )
        yield " ".join(chosen).format(n=f"{number:,}", m=chance.randint(2, 900))


def spoken(direction: str) -> str:
    """Return an interviewer's line: the words that a direction gives, else a question."""
    for line in direction.splitlines():
        for mark in _MARKS:
            if mark in line:
                return line.split(mark, 1)[1]
    return _LINE


def observed(seed: int) -> str:
    """Return a judge's answer of the usual size, in which no quote stands in the transcript."""
    said = [
        {
            "record": 3 + 2 * place,
            "quote": f"{_OPENINGS[place].format(n=f'{seed + place:,}', m=place)} {_LINE}",
            "kind": "mentioned",
            "fact": "",
            "rejected": "",
            "number": "",
        }
        for place in range(2)
    ]
    return json.dumps({"observations": said})


def filler(characters: int) -> str:
    """Return that many characters of prose, for prompts of a wanted size."""
    return (f"{NEED} " * (characters // len(NEED) + 1))[: max(0, characters)]
