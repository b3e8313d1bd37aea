"""Who sits an attempt, and as which members of an audit searches appear."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from interviewer.audit.attack.attacker import Attacker, Sources
from interviewer.audit.attack.attempt import Attempt
from interviewer.audit.attack.leaking import LeakedPool
from interviewer.audit.attack.pool import KINDS, Pool, forms
from interviewer.audit.persona import Personas
from interviewer.content import Loaded
from interviewer.evidence.emptiness import generic_sentences
from interviewer.outcome import Arm, Member

ATTACKER = "attacker"
"""Its name among the personas."""
INFORMED = "informed-attacker"
"""That of the one with the rubric in hand."""
BUDGET = 100
"""Judgings of a search that is asked for by name and not by number."""
ABOUT = "Searches for empty sentences that are credited; knows the prompt and all facts."
LEAKED = "The same with the rubric in hand."

_pools: dict[tuple[str, str, Personas], Pool] = {}


@dataclass(frozen=True)
class Attacking:
    """How many judgings each search of an audit may spend, and whether one has the rubric."""

    budget: int = 0
    leaked: bool = False

    def members(self, personas: Personas) -> list[Member]:
        """Return the searches as members of an audit; none without a budget."""
        arms: list[tuple[str, Arm, str]] = [(ATTACKER, "attack", ABOUT)]
        arms += [(INFORMED, "attack-leaked", LEAKED)] if self.leaked else []
        known = _hash(personas) if self.budget else ""
        return [
            Member(persona=persona, arm=arm, kind="smooth", about=about, file_hash=known)
            for persona, arm, about in arms
            if self.budget
        ]


def others(wanted: Sequence[str]) -> list[str]:
    """Return the personas that are wanted besides the attackers."""
    return [name for name in wanted if name not in (ATTACKER, INFORMED)]


def pool_of(loaded: Loaded, personas: Personas) -> Pool:
    """Return a scenario's pool, made once a process.

    Raises:
        ContentError: a persona's file is not valid.
    """
    place = (loaded.scenario.id, loaded.scenario_hash, personas)
    if place not in _pools:
        _pools[place] = Pool.of(loaded.scenario, personas)
    return _pools[place]


def sources(arm: Arm, loaded: Loaded, personas: Personas) -> Sources:
    """Return what an arm draws its sentences from: only the leaked one sees the rubric."""
    pool = pool_of(loaded, personas)
    return LeakedPool.of(pool, loaded.rubric) if arm == "attack-leaked" else pool


def attacker(attempt: Attempt, loaded: Loaded, personas: Personas) -> Attacker:
    """Return who sits an attempt."""
    return Attacker(attempt, sources(attempt.arm, loaded, personas))


def _hash(personas: Personas) -> str:
    digest = hashlib.sha256(repr(sorted(KINDS.items())).encode())
    for persona in (forms(), *(personas.load(name) for name in personas.names())):
        digest.update(persona.model_dump_json().encode())
    for text in generic_sentences():
        digest.update(text.encode())
    return digest.hexdigest()
