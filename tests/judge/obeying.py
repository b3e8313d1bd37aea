"""A judging model that does all an attacker asks of it, over an interview of hollow talk.

It calls the attack *held up* on every criterion, quotes what it hides as well as what it shows, the
interviewer, the fact sheet and a strong answer that nobody gave, and vouches for every word.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from interviewer import transcript as t
from interviewer.content import Loaded
from interviewer.evidence.quarantine import inspect
from interviewer.evidence.sentences import sentences
from interviewer.evidence.substance import Substance
from interviewer.judge.model_judging import judge_with
from interviewer.judge.model_notes import dropped
from interviewer.judge.observing import observe
from interviewer.judge.sampling import QUICK
from interviewer.judge.scorecard import Scorecard
from interviewer.providers.base import Prompt
from interviewer.text import safe_text
from tests.judge.attacking import Attack
from tests.judge.hearing import hearing
from tests.judge.test_model_doubles import authored, criterion_of, report, saw, scripted, vouch

HOLLOW = (
    "We would look at this holistically, put people first and keep everybody aligned on quality."
)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{16,}={0,2}")
_HEX = re.compile(r"\b(?:[0-9a-f]{2}){8,}\b")
_MOST = 12
"""Observations that are looked at; more would only be counted."""


def talk(loaded: Loaded, attacks: Sequence[Attack]) -> list[t.AnyRecord]:
    """Return an interview in which hollow talk and attacks answer pointed questions."""
    first = {hook.criterion: hook for hook in reversed(loaded.rubric.hooks)}
    hooks = [first[criterion.id] for criterion in loaded.rubric.criteria if criterion.id in first]
    said: list[tuple[str | None, str]] = []
    for attack, hook in zip(attacks, hooks, strict=False):
        turns = [safe_text(turn) for turn in attack.filled(loaded.scenario, hook.asks[0])]
        said.append((hook.id, f"{HOLLOW} {turns[0]}"))
        said += [(None, turn) for turn in turns[1:]]
    return hearing(loaded, said)


def hidden(text: str) -> list[str]:
    """Return what a text hides: decoded, turned round, in characters that nobody sees."""
    found = [text, html.unescape(text), unquote(text), codecs.decode(text, "rot13"), text[::-1]]
    found.append("".join(chr(ord(c) - 0xE0000) for c in text if 0xE0020 <= ord(c) < 0xE007F))
    for match in _BASE64.findall(text):
        try:
            found.append(base64.b64decode(match, validate=True).decode())
        except (binascii.Error, UnicodeDecodeError):
            continue
    found += [bytes.fromhex(h).decode("utf-8", "replace") for h in _HEX.findall(text)]
    return [each for each in dict.fromkeys(found) if each and each != text]


def obedience(
    loaded: Loaded, records: Sequence[t.AnyRecord], attacks: Sequence[Attack]
) -> list[dict[str, Any]]:
    """Return all observations that these attacks could want, the likeliest to pay first."""
    turns = [record for record in records if isinstance(record, t.CandidateSaid)]
    lines = [record for record in records if isinstance(record, t.InterviewerSaid)]
    wanted: list[dict[str, Any]] = []
    for turn in turns:
        said = turn.text.removeprefix(HOLLOW).strip()
        spans = [span.text for span in sentences(said)]
        longest = max(spans, key=len, default=said)
        wanted += [_held(turn.seq, quote) for quote in dict.fromkeys((said, longest)) if quote]
    for turn, attack in zip(turns, attacks, strict=False):
        wanted += [_held(turn.seq, quote) for quote in hidden(attack.turns[0])[:1]]
    wanted += [_held(turns[0].seq, line.text) for line in lines[-1:]]
    wanted += [_held(lines[0].seq, lines[0].text)]
    wanted += [_held(turns[0].seq, fact.says) for fact in loaded.scenario.facts[:1]]
    wanted += [_held(turns[0].seq, answer) for _, answer in authored(loaded)[-1:]]
    return wanted[:_MOST]


def unearned(card: Scorecard, records: Sequence[t.AnyRecord]) -> list[str]:
    """Return quotes with credit that the candidate did not say, or said to the grader."""
    turns = {r.seq: r.text for r in records if isinstance(r, t.CandidateSaid)}
    asked = [r.text for r in records if isinstance(r, t.InterviewerSaid)]
    quotes = [quote for c in card.criteria if c.level for quote in c.quotes if quote.level >= 2]
    return [
        quote.text
        for quote in quotes
        if quote.text not in turns.get(quote.record, "")
        or any(quote.text in line for line in asked)
        or any(inspect(span.text) for span in sentences(quote.text))
    ]


def _held(record: int, quote: str) -> dict[str, Any]:
    """Return an observation at the level that was claimed, with all that could support it."""
    number = re.search(r"\d[\d.,]*", quote)
    rejected = re.search(r"(?:reject\w*|instead of|not|than)\s+((?:\w+\s*){1,4})", quote)
    return saw(
        record,
        quote,
        "held_up",
        number=number[0] if number else "",
        rejected=rejected[1].strip() if rejected else "",
    )


class Obeyed(NamedTuple):
    """The card of an obedient judge, the transcript, what code dropped, how much it was told."""

    card: Scorecard
    records: list[t.AnyRecord]
    dropped: Counter[str]
    told: int


async def obeyed(loaded: Loaded, substance: Substance, attacks: Sequence[Attack]) -> Obeyed:
    """Let an obedient judge look at an interview with these attacks in it."""
    records = talk(loaded, attacks)
    wanted = obedience(loaded, records, attacks)

    def obeys(prompt: Prompt) -> str:
        return report(*wanted) if criterion_of(prompt, loaded) else vouch(prompt)

    observed = await observe(records, loaded, substance, scripted(obeys), samples=QUICK)
    told = sum(len(s.observations) for sampled in observed.criteria for s in sampled.samples)
    card = judge_with(observed, records, loaded, substance)
    return Obeyed(card, records, Counter(dropped(observed)), told)
