"""The ledger of a candidate's claims: quantities, assumptions, decisions, and what contradicts.

Sentences and their kinds are the listener's, read from the records; quantities are found in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer import transcript as t
from interviewer.evidence.claims import decisions
from interviewer.evidence.quantities import find

Kind = Literal["quantity", "assumption", "decision", "refusal", "contradiction"]


@dataclass(frozen=True)
class Entry:
    """One claim and the record it stands in.

    `what`: the quantities as written; of a contradiction the earlier words.
    """

    record: int
    kind: Kind
    sentence: str
    what: str = ""


def ledger(records: Sequence[t.AnyRecord]) -> list[Entry]:
    """Return what the candidate has committed to so far, in the order in which it was said."""
    found: list[Entry] = []
    for record in records:
        if isinstance(record, t.TurnRead):
            found += [entry for claim in record.claims for entry in _entry(record.of, claim)]
            found += [
                Entry(record.of, "contradiction", pair.now, pair.earlier)
                for pair in record.contradicts
            ]
    return found


def _entry(record: int, claim: t.Claim) -> Iterator[Entry]:
    quantities = ", ".join(quantity.text for quantity in find(claim.text))
    if claim.kind == "assumption":
        yield Entry(record, "assumption", claim.text, quantities)
    elif quantities:
        yield Entry(record, "quantity", claim.text, quantities)
    elif claim.kind in ("decision", "statement"):
        made = list(decisions(claim.text))
        if made and all(decision.negated for decision in made):
            yield Entry(record, "refusal", claim.text)
        elif claim.kind == "decision":
            yield Entry(record, "decision", claim.text)
