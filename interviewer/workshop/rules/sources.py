"""Where facts come from: nothing is quoted that nobody read."""

from __future__ import annotations

import re

from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_scenario

RULES = Shelf()
_STRENGTH = {"from_memory": 0, "secondary": 1, "seen": 2}
"""How well something is known; what is invented or derived claims no source."""
_HEDGED = re.compile(
    r"\b(?:remember|recall|reportedly|by reports|reported|said to|apparently|i think|we think|"
    r"as far as (?:we|i) know|believed|roughly|about|around|unclear)\b",
    re.I,
)


@RULES.rule(
    "source-missing",
    "error",
    why="A figure of the real world without a source cannot be checked or renewed.",
    bad="status: secondary, and no source",
    good="source: uk-finance-2025, with that id under `sources`",
)
def source_missing(pair: Pair) -> Finds:
    """Find facts that claim to be of the real world and name no source."""
    for n, fact in enumerate(pair.scenario.facts):
        if fact.status in _STRENGTH and not fact.source:
            message = f"is `{fact.status}` and names no source"
            do = "add it to `sources` and name its id here, or make the fact `invented`"
            yield in_scenario(("facts", n, "status"), message, do)


@RULES.rule(
    "status-above-source",
    "error",
    why="A report of a report must not be told as if the source had been read.",
    bad="status: seen, where the source says read: secondary",
    good="read the source, or write status: secondary",
)
def status_above_source(pair: Pair) -> Finds:
    """Find facts that are surer than the author's knowledge of their source."""
    read = {source.id: source.read for source in pair.scenario.sources}
    for n, fact in enumerate(pair.scenario.facts):
        known = _STRENGTH.get(read.get(fact.source or "", "seen"), 2)
        if _STRENGTH.get(fact.status, -1) > known:
            message = f"is `{fact.status}`, but its source is only `{read[fact.source or '']}`"
            do = "read the source, or lower the status"
            yield in_scenario(("facts", n, "status"), message, do)


@RULES.rule(
    "unverified-citation",
    "warning",
    why="A figure from memory, told flatly, becomes a citation in the candidate's head.",
    bad="status: from_memory, says: 'The study found 43.7%.'",
    good="says: 'As we remember it, the study found a little over 40%.'",
)
def unverified_citation(pair: Pair) -> Finds:
    """Find facts from memory that are told with figures and without a hedge."""
    for n, fact in enumerate(pair.scenario.facts):
        if fact.status != "from_memory" or not re.search(r"\d", fact.says):
            continue
        if not _HEDGED.search(fact.says):
            message = "tells a figure from memory as a fact"
            do = "verify it, or hedge it: 'as we remember it, about ...'"
            yield in_scenario(("facts", n, "says"), message, do)


@RULES.rule(
    "source-unused",
    "note",
    why="A source that no fact names is background, or a fact has lost it.",
    bad="a source that no fact names",
    good="name it in a fact, or leave it as further reading",
)
def source_unused(pair: Pair) -> Finds:
    """Find sources that no fact names."""
    used = {fact.source for fact in pair.scenario.facts}
    for n, source in enumerate(pair.scenario.sources):
        if source.id not in used:
            message = "no fact names it"
            yield in_scenario(("sources", n), message, "fine for further reading")


@RULES.rule(
    "source-unaddressed",
    "note",
    why="Who reviews the scenario wants to open the source.",
    bad="a source that was seen, without an address",
    good="address: https://...",
)
def source_unaddressed(pair: Pair) -> Finds:
    """Find sources that were read and have no address."""
    for n, source in enumerate(pair.scenario.sources):
        if source.read == "seen" and not source.address:
            yield in_scenario(("sources", n), "was seen, and has no address", "add `address`")
