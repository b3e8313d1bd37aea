"""A way of breaking a scenario, and the rule that must notice; the list of all of them.

`scenario_faults` and `rubric_faults` fill it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Data = dict[str, Any]
Change = Callable[[Data, Data, random.Random], bool | None]


@dataclass(frozen=True)
class Broken:
    """A fault.

    Attributes:
        rule: the rule that must notice.
        name: what is done.
        do: changes the two documents; false where there is nothing of the kind to break.
    """

    rule: str
    name: str
    do: Callable[[Data, Data, random.Random], bool]


KINDS: list[Broken] = []


def breaks(rule: str) -> Callable[[Change], Change]:
    """Keep a function as a way of breaking that this rule must notice."""

    def keep(change: Change) -> Change:
        name = change.__name__.strip("_").replace("_", "-")
        KINDS.append(Broken(rule, name, lambda s, r, rng: change(s, r, rng) is not False))
        return change

    return keep
