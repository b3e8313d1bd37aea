"""Grammatical nonsense in a scenario's own words: decisions, reasons and prices filled by chance.

"I'd rather have a stale queue than a signed customer." It has the form of an answer and the nouns
of this scenario, so it lands near some point more often than talk does; only its sense is missing.
A discriminant between a rubric's substance and such sentences hears that (`Substance`).
"""

from __future__ import annotations

import random
import re
from functools import lru_cache

from interviewer.evidence.emptiness import lines
from interviewer.evidence.nouns import figures, scenario_nouns
from interviewer.scenario import Scenario

SENTENCES = 200
"""How many are made: five of each form."""
_SEED = 1
_SLOT = re.compile(r"\{([nvraf])\}")


def nonsense(scenario: Scenario) -> list[str]:
    """Return sentences in this scenario's nouns and figures that mean nothing; always the same."""
    told = " ".join([scenario.prompt, *(fact.says for fact in scenario.facts)])
    forms, fill = _forms()
    words = {
        **fill,
        "n": tuple(dict.fromkeys(scenario_nouns(told))) or ("people",),
        "f": tuple(figures(told)) or ("ten",),
    }
    draw = random.Random(_SEED)
    made = [_filled(forms[index % len(forms)], words, draw) for index in range(SENTENCES)]
    return [sentence[0].upper() + sentence[1:] for sentence in made]


def _filled(form: str, words: dict[str, tuple[str, ...]], draw: random.Random) -> str:
    while _SLOT.search(form):  # an end of a clause may hold a noun
        form = _SLOT.sub(lambda slot: draw.choice(words[slot[1]]), form)
    return form


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return the forms, and what fills them by the name of the slot."""
    parts: dict[str, list[str]] = {}
    name = ""
    for line in lines("nonsense.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            parts.setdefault(name, []).append(line)
    forms = tuple(parts.pop("forms"))
    return forms, {slot: tuple(fill) for slot, fill in parts.items()}
