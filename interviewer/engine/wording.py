"""The authored words of a move: leads, asks, facts, without repeating itself.

It takes up the candidate's words where a move carries them, and asks one question at the most. What
is said was decided elsewhere (`policy`); nothing here adds a fact or a hint.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from interviewer import transcript as t
from interviewer.content import load_yaml, plain
from interviewer.engine.policy import View
from interviewer.evidence.sentences import words

QUOTE_WORDS = 18
_NO_ASIDE = frozenset(
    {"open", "answer", "clarify", "press", "check_estimate", "redirect", "repeat", "close"}
    | {"reconcile", "listen"}
)
"""Moves that begin with words of their own."""
_SPEAKS_FOR_ITSELF = frozenset(
    {"open", "answer", "clarify", "repeat", "reconcile", "listen", "check_estimate", "close"}
)
"""Moves before which not even a correction is acknowledged."""
_OPENS_ITSELF = re.compile(
    r"(?:take|say|suppose|imagine|picture|think|here|before|let)\b", re.IGNORECASE
)
"""Questions that put their own case need no lead-in."""


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, list[str]]:
    """Return the phrase banks."""
    banks: Mapping[str, list[str]] = plain(load_yaml(Path(__file__).with_name("phrases.yaml")))
    return banks


class Wording:
    """Words for one reply."""

    def __init__(self, seed: int, view: View) -> None:
        self._seed = seed
        self._view = view
        self._turn = len(view.state.lines)
        self._taken: Counter[str] = Counter()
        self._has_aside = False

    def reply(self, plan: tuple[t.MoveChosen, ...]) -> str:
        """Return the words for all moves of a turn."""
        return joined([self._aside(plan), *(self.says(move) for move in plan)])

    def says(self, move: t.MoveChosen) -> str:
        """Return the words for one move."""
        return self._words[move.move](self, move)

    def fact(self, fact: str) -> str:
        """Return the words that tell a fact."""
        return self._view.scenario.fact(fact).says

    def bare(self, move: t.MoveChosen) -> str:
        """Return the shortest words that ask what a move asks."""
        return self.question(move) or self.says(move)

    def question(self, move: t.MoveChosen) -> str:
        """Return the authored question of a move without what leads to it; empty if it asks none.

        It hangs on the seed and the move alone, so it is the same whenever it is asked for.
        """
        rubric = self._view.rubric
        match move.move:
            case "probe":
                return self._among(rubric.hook(move.hook or "").asks, f"ask:{move.hook}")
            case "press":
                return self._among(rubric.hook(move.hook or "").presses, f"press:{move.hook}")
            case "ask_estimate":
                return self._among(
                    rubric.estimate(move.estimate or "").asks, f"ask:{move.estimate}"
                )
            case "redirect" | "advance":
                phase = next(p for p in rubric.phases if p.id == move.phase)
                redirect = move.move == "redirect"
                choices = phase.redirects if redirect else phase.enters
                return self._among(choices, f"{'redirect' if redirect else 'enter'}:{phase.id}")
            case "twist":
                return next(tw for tw in self._view.scenario.twists if tw.id == move.twist).asks
            case _:
                return ""

    def pick(self, bank: str, **fill: object) -> str:
        """Return the next phrase of a bank, in an order shuffled by the seed."""
        choices = phrases()[bank]
        index = self._turn + self._taken[bank]
        self._taken[bank] += 1
        order = list(choices)
        random.Random(f"{self._seed}:{bank}:{index // len(order)}").shuffle(order)
        return order[index % len(order)].format(**fill)

    def _among(self, choices: list[str], key: str, skip: int = 0) -> str:
        return choices[
            (random.Random(f"{self._seed}:{key}").randrange(len(choices)) + skip) % len(choices)
        ]

    # --- pieces -----------------------------------------------------------------------------------

    def _aside(self, plan: tuple[t.MoveChosen, ...]) -> str:
        """Return a word about what was just answered, if anything was."""
        reading = self._view.state.reading
        if reading and reading.corrects and plan[0].move not in _SPEAKS_FOR_ITSELF:
            return self._say_aside("corrected")
        if plan[0].move in _NO_ASIDE:
            return ""
        settled = [probe for probe in self._view.state.probes if probe.outcome]
        last = settled[-1] if settled else None
        if last and reading and reading.outcome == "held" and self._turn % 4 < 2:
            return self._say_aside("held")
        if last and reading and reading.outcome in ("evaded", "wrong") and last.press:
            return self._say_aside("dropped")
        return self._say_aside("heard") if self._turn % 3 == 0 else ""

    def _say_aside(self, bank: str) -> str:
        self._has_aside = True
        return self.pick(bank)

    def _open(self, move: t.MoveChosen) -> str:
        scenario = self._view.scenario
        greeting = self.pick("greeting", role=scenario.role, minutes=self._view.minutes)
        return f"{greeting}\n\n{scenario.prompt}\n\n{self.pick('first_question')}"

    def _answer(self, move: t.MoveChosen) -> str:
        facts = [self._view.scenario.fact(fact) for fact in move.facts]
        earlier = set(self._told_before())
        pieces = []
        if len(facts) == 1:
            bank = "told_again" if facts[0].id in earlier else "told_one"
            pieces.append(self.pick(bank, says=facts[0].says))
        elif facts:
            listed = " ".join(
                self.pick("told_item", topic=fact.topic, says=fact.says) for fact in facts
            )
            pieces.append(self.pick("told_many", list=listed))
        for question in move.declined[:2]:
            if facts or len(move.declined) > 1:
                pieces.append(self.pick("unknown_too", question=f'"{short(question)}"'))
            else:
                pieces.append(self.pick("unknown"))
        if move.turned_back and not move.declined:
            pieces.append(self.pick("turned_back"))
        if move.ambiguous:
            pieces.append(self._which(move))
        return " ".join(pieces)

    def _which(self, move: t.MoveChosen) -> str:
        first, second = (self._view.scenario.fact(fact).topic for fact in move.ambiguous[0])
        return self.pick("which", first=first, second=second)

    def _told_before(self) -> list[str]:
        said = self._view.state.moves[: -len(self._view.state.plan) or None]
        return [fact for move in said for fact in move.facts]

    def _probe(self, move: t.MoveChosen) -> str:
        ask = self.question(move)
        return f"{self._lead(move, ask)} {ask}".strip()

    def _lead(self, move: t.MoveChosen, ask: str) -> str:
        quote = short(move.quote)
        if len(words(quote)) < 4 or self._quoted(quote):
            return "" if _OPENS_ITSELF.match(ask) else self.pick("plain_probe")
        said = [line.text for line in self._view.state.lines if line.who == "candidate"]
        now = bool(said) and " ".join(move.quote.split()) in " ".join(said[-1].split())
        return self.pick("quoting" if now else "quoting_earlier", quote=quote)

    def _quoted(self, quote: str) -> bool:
        return any(
            quote in line.text for line in self._view.state.lines if line.who == "interviewer"
        )

    def _press(self, move: t.MoveChosen) -> str:
        return f"{self.pick(_PRESSES[pressed_why(move)])} {self.question(move)}"

    def _ask_estimate(self, move: t.MoveChosen) -> str:
        pieces = [self.pick("estimating")]
        if move.facts:
            listed = " ".join(self._view.scenario.fact(fact).says for fact in move.facts)
            pieces.append(self.pick("given", list=listed))
        return " ".join([*pieces, self.question(move)])

    def _check_estimate(self, move: t.MoveChosen) -> str:
        if pressed_why(move) == "unknown":
            return f"{self.pick('narrowing')} {self.pick('checking_blank')}"
        quote = short(move.quote)
        if not any(character.isdigit() for character in quote):
            return self.pick("checking_blank")
        return self.pick("checking", quote=quote)

    def _redirect(self, move: t.MoveChosen) -> str:
        quote = short(move.quote)
        lead = self.pick("quoting", quote=quote) if len(words(quote)) >= 3 else ""
        return f"{lead} {self.question(move)}".strip()

    def _twist(self, move: t.MoveChosen) -> str:
        twist = next(tw for tw in self._view.scenario.twists if tw.id == move.twist)
        return f"{self.pick('twisting')} {twist.says} {self.question(move)}"

    def _advance(self, move: t.MoveChosen) -> str:
        lead = "" if self._has_aside else self.pick("moving_on")
        return f"{lead} {self.question(move)}"

    def _repeat(self, move: t.MoveChosen) -> str:
        question = self._open_question() or last_question(self._view)
        return self.pick(
            "back_to_it" if move.hook or move.estimate else "repeating", question=question
        )

    def _open_question(self) -> str:
        """Return the wording in which the open probe was put last; empty if none is open."""
        probe = self._view.state.open_probe
        if probe is None:
            return ""
        if probe.kind == "estimate":
            estimate = self._view.rubric.estimate(probe.id)
            return self._among(estimate.asks, f"ask:{probe.id}")
        hook = self._view.rubric.hook(probe.id)
        if probe.press:
            return self._among(hook.presses, f"press:{probe.id}")
        return self._among(hook.asks, f"ask:{probe.id}")

    def _reconcile(self, move: t.MoveChosen) -> str:
        return self.pick("reconciling", earlier=short(move.earlier), now=short(move.quote))

    def _listen(self, move: t.MoveChosen) -> str:
        return self.pick("listening")

    def _close(self, move: t.MoveChosen) -> str:
        return self.pick("ending_time" if move.reason == "the time is up" else "ending")

    _words: Mapping[str, Callable[[Wording, t.MoveChosen], str]] = {
        "open": _open,
        "answer": _answer,
        "clarify": _answer,
        "probe": _probe,
        "press": _press,
        "ask_estimate": _ask_estimate,
        "check_estimate": _check_estimate,
        "redirect": _redirect,
        "twist": _twist,
        "advance": _advance,
        "repeat": _repeat,
        "reconcile": _reconcile,
        "listen": _listen,
        "close": _close,
    }


Pressed = Literal["evaded", "partly", "wrong", "unknown"]
_PRESSES: Mapping[Pressed, str] = {
    "evaded": "pressing",
    "partly": "deepening",
    "wrong": "mending",
    "unknown": "narrowing",
}
"""The bank of phrases that leads to a press."""


def pressed_why(move: t.MoveChosen) -> Pressed:
    """Return what a press answers to; the policy wrote it down as the reason."""
    first = move.reason.split()[0]
    found: dict[str, Pressed] = {"did": "unknown", "half": "partly", "wrong:": "wrong"}
    return found.get(first, "evaded")


def joined(pieces: Iterable[str]) -> str:
    """Return pieces as one text."""
    return re.sub(r"[ \t]+", " ", " ".join(piece for piece in pieces if piece)).strip()


def short(quote: str) -> str:
    """Return a quotable piece: no opener, no inner quotation marks, cut at a word."""
    bare = re.sub(
        r"^(?:so|and|but|well|okay|ok|then|also|now|yes|no),?\s+",
        "",
        " ".join(quote.split()),
        flags=re.I,
    )
    bare = bare.replace('"', "'").rstrip(" .;,:")
    pieces = bare.split(" ")
    return (
        bare if len(pieces) <= QUOTE_WORDS else " ".join(pieces[:QUOTE_WORDS]).rstrip(",;:.") + " …"
    )


def last_question(view: View) -> str:
    """Return the last question that the interviewer asked, without what led to it."""
    for line in reversed(view.state.lines):
        if line.who != "interviewer" or line.move in ("answer", "repeat"):
            continue
        found = re.findall(r"[^.!?\n]*\?", line.text)
        if found:
            return str(found[-1]).strip()
        return line.text.rsplit("\n", 1)[-1].strip()
    return view.scenario.prompt
