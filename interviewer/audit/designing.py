"""What an audit sets out to do, fixed before the first interview: who sits what, how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewer import __version__, wiring
from interviewer.audit.attack.seating import Attacking, others
from interviewer.audit.cast import Cast
from interviewer.errors import UsageError
from interviewer.evidence.swap import CORPUS
from interviewer.outcome import CriterionAbout, Design, Member, Mode, Part
from interviewer.settings import Models

STANDARD = 60
"""Runs a persona: 0 of 60 is an upper bound of 10.0 % at 99 %."""
QUICK_AT_MOST = 60
"""Runs after which a sequential test that cannot tell is given up."""


def design_audit(
    cast: Cast,
    scenarios: Sequence[str],
    *,
    mode: Mode = "standard",
    seeds: int | None = None,
    first_seed: int = 1,
    wanted: Sequence[str] | Mapping[str, Sequence[str]] = (),
    models: Models | None = None,
    attacking: Attacking | None = None,
) -> Design:
    """Return the design of an audit; nothing is held yet.

    Args:
        cast: who can be seated.
        scenarios: their ids, each once.
        mode: `quick`, `standard`, or `fixed` with `seeds` runs a persona.
        seeds: runs a persona; in `quick` the most that are tried.
        first_seed: where the seeds begin: another one draws another sample.
        wanted: personas or groups by name, of all scenarios or of each; everybody if empty.
        models: who plays the interviewer and observes for the judge.
        attacking: whether somebody searches for empty words that pay, and how long.

    Raises:
        UsageError: no such scenario or persona, or nobody to sit.
        ContentError: a file is not valid.
    """
    if not scenarios:
        raise UsageError("No scenario was named.", hint="`interviewer scenarios` lists them.")
    embedder, why = wiring.embedder(cast.settings.cache)
    if why:
        raise UsageError(f"An audit needs the sentence embedder: {why}")
    attack = attacking or Attacking()
    each = wanted if isinstance(wanted, Mapping) else dict.fromkeys(scenarios, wanted)
    parts = [_part(cast, scenario, each[scenario], attack) for scenario in dict.fromkeys(scenarios)]
    if empty := next((part.scenario for part in parts if not part.members), ""):
        raise UsageError(f"Nobody sits `{empty}`.", hint="Name other --personas.")
    named = {str(role): name for role, name in (models or Models()).named.items()}
    if any(member.arm == "model" for part in parts for member in part.members):
        named["candidate"] = cast.model
    return Design(
        mode=mode,
        seeds=seeds or (QUICK_AT_MOST if mode == "quick" else STANDARD),
        first_seed=first_seed,
        parts=parts,
        models=named,
        embedder=embedder.name,
        swap_corpus=swap_hash(),
        package=__version__,
        attack=attack.budget,
    )


def _part(cast: Cast, scenario: str, wanted: Sequence[str], attack: Attacking) -> Part:
    loaded = wiring.library(cast.settings).load(scenario)
    return Part(
        scenario=scenario,
        title=loaded.scenario.title,
        level=loaded.scenario.level,
        scenario_hash=loaded.scenario_hash,
        rubric_hash=loaded.rubric.hash,
        criteria=[
            CriterionAbout(id=c.id, name=c.name, weight=c.weight, gate=c.gate, core=c.core)
            for c in loaded.rubric.criteria
        ],
        members=[*_seated(cast, scenario, wanted), *attack.members(cast.personas)],
    )


def _seated(cast: Cast, scenario: str, wanted: Sequence[str]) -> list[Member]:
    """Return who sits besides searches; nobody where nothing but a search is wanted."""
    named = others(wanted)
    return cast.members(scenario, named) if named or not wanted else []


def swap_hash() -> str:
    """Return the hash of the swap corpus, the frozen file that verdicts depend on."""
    import hashlib

    return hashlib.sha256(CORPUS.read_bytes()).hexdigest()
