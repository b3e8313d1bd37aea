"""The authored words of a move: leads, asks, facts, without repeating itself.

It takes up the candidate's words where a move carries them, and asks one question at the most. What
is said was decided elsewhere (`policy`); nothing here adds a fact or a hint.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from interviewer import transcript as t
from interviewer.content import load_yaml, plain
from interviewer.engine.again import asked_again, last_question
from interviewer.engine.board import written
from interviewer.engine.policy import (
    AGAINST_BOARD,
    HELPED,
    NARROWED_ALREADY,
    REWORDED,
    STRAYED,
    UNCLEAR_PART,
    View,
)
from interviewer.engine.quoting import WHOLE_QUOTE, leading, short
from interviewer.evidence.sentences import words

_SHORTEST_PHRASE = 3
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


_MOVES_ON = re.compile(r"(?:let|so|we are|last)\b", re.IGNORECASE)
"""Open questions that lead over by themselves."""
_LAST = re.compile(r"\blast question\b", re.IGNORECASE)
"""What is never announced: a probe may follow the open question of any phase."""


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
                choices = [text for text in choices if not _LAST.search(text)] or choices
                return self._among(choices, f"{'redirect' if redirect else 'enter'}:{phase.id}")
            case "twist":
                return next(tw for tw in self._view.scenario.twists if tw.id == move.twist).asks
            case _:
                return ""

    def pick(self, bank: str, **fill: object) -> str:
        """Return the phrase of a bank that was said least, in an order shuffled by the seed."""
        order = list(phrases()[bank])
        random.Random(f"{self._seed}:{bank}").shuffle(order)
        said = [self._times_said(phrase) for phrase in order]
        least = min((count for count in said if count is not None), default=0)
        bare = least - 1 + 2 * (self._turn // 2 % 2)
        worn = [bare if count is None else count for count in said]
        chosen = order[worn.index(min(worn))]
        self._taken[chosen] += 1
        return chosen.format(**fill)

    def _times_said(self, phrase: str) -> int | None:
        """Return how often a phrase was said in this interview; None if it is a slot alone.

        A phrase is known by its longest piece between slots. A slot alone comes every other turn.
        """
        fixed = max(re.split(r"\{\w+\}", phrase), key=len).strip()
        if len(fixed) < _SHORTEST_PHRASE:
            return None
        before = sum(
            line.text.count(fixed) for line in self._view.state.lines if line.who == "interviewer"
        )
        return before + self._taken[phrase]

    def _among(self, choices: list[str], key: str) -> str:
        return choices[random.Random(f"{self._seed}:{key}").randrange(len(choices))]

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
        if reading and reading.wants == "narrow":
            return self._say_aside("not_known")
        return self._say_aside("heard") if self._turn % 3 == 0 else ""

    def _say_aside(self, bank: str) -> str:
        self._has_aside = True
        return self.pick(bank)

    def _open(self, move: t.MoveChosen) -> str:
        scenario = self._view.scenario
        greeting = self.pick("greeting", role=scenario.role, minutes=self._view.minutes)
        return f"{greeting}\n\n{scenario.prompt}\n\n{self.pick('first_question')}"

    def _answer(self, move: t.MoveChosen) -> str:
        pieces = self._told(move.facts)
        for question in move.declined[:2]:
            if move.facts or len(move.declined) > 1:
                pieces.append(self.pick("unknown_too", question=f'"{short(question)}"'))
            else:
                pieces.append(self.pick("unknown"))
        if move.turned_back and not move.declined:
            pieces.append(self.pick("turned_back"))
        if move.reason == UNCLEAR_PART:
            pieces.append(self.pick("unclear_part", question=f'"{short(move.quote, WHOLE_QUOTE)}"'))
        if move.ambiguous:
            pieces.append(self._which(move))
        return " ".join(pieces)

    def _told(self, facts: Sequence[str]) -> list[str]:
        """Return the words that tell facts; among several, those told before are not said again."""
        earlier = set(self._told_before())
        new = [fact for fact in facts if fact not in earlier]
        if len(facts) == 1:
            return [self.pick("told_one" if new else "told_again", says=self.fact(facts[0]))]
        if not facts:
            return []
        listed = " ".join(self.fact(fact) for fact in new or facts)
        bank = "told_again" if not new else "told_one" if len(new) == 1 else "told_many"
        rest = [self.pick("told_rest")] if new and len(new) < len(facts) else []
        return [self.pick(bank, says=listed, list=listed), *rest]

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
        quote = leading(move.quote)
        if len(words(quote)) < 4 or self._quoted(quote):
            bare = self._has_aside or _OPENS_ITSELF.match(ask)
            return "" if bare else self.pick("plain_probe")
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
        quote = short(move.quote, WHOLE_QUOTE)
        if not any(character.isdigit() for character in quote):
            return self.pick("checking_blank")
        return self.pick("checking", quote=quote)

    def _redirect(self, move: t.MoveChosen) -> str:
        quote = leading(move.quote)
        lead = self.pick("quoting", quote=quote) if len(words(quote)) >= 3 else ""
        return f"{lead} {self.question(move)}".strip()

    def _twist(self, move: t.MoveChosen) -> str:
        twist = next(tw for tw in self._view.scenario.twists if tw.id == move.twist)
        return f"{self.pick('twisting')} {twist.says} {self.question(move)}"

    def _advance(self, move: t.MoveChosen) -> str:
        ask = self.question(move)
        if move.quote:
            return f"{self.pick('pointing', component=move.quote)} {ask}"
        leads = self._has_aside or _MOVES_ON.match(ask)
        return ask if leads else f"{self.pick('moving_on')} {ask}"

    def _repeat(self, move: t.MoveChosen) -> str:
        question = self._open_question() or last_question(self._view)
        if move.reason in _COMES_BACK:
            return self.pick(_COMES_BACK[move.reason], question=self._again(question))
        if move.reason == REWORDED:
            return self.pick("rewording", question=self._otherwise(question))
        if not (move.hook or move.estimate):
            told = self._just_told()
            return self.pick("told_again" if told else "repeating", says=told, question=question)
        tells = any(other.facts for other in self._view.state.plan)
        return self.pick("back_to_it" if tells else "still_open", question=self._again(question))

    def _again(self, question: str) -> str:
        """Return as much of a question as can be understood by itself; of a sum, all its inputs."""
        probe = self._view.state.open_probe
        return question if probe and probe.kind == "estimate" else asked_again(question)

    def _otherwise(self, question: str) -> str:
        """Return the open question in words that were not used yet, as long as there are any."""
        said = [line.text for line in self._view.state.lines if line.who == "interviewer"]
        others = [text for text in self._wordings() if text != question]
        fresh = [text for text in others if not any(text in line for line in said)]
        return (fresh or others or [question])[0]

    def _wordings(self) -> list[str]:
        """Return every authored wording of what was asked last."""
        state, rubric = self._view.state, self._view.rubric
        if (probe := state.open_probe) is None:
            phase = next(phase for phase in rubric.phases if phase.id == state.phase)
            return [text for text in phase.enters if not _LAST.search(text)]
        if probe.kind == "estimate":
            return list(rubric.estimate(probe.id).asks)
        hook = rubric.hook(probe.id)
        return [*hook.asks, *hook.presses]

    def _just_told(self) -> str:
        """Return the facts of the interviewer's last line; empty if it was about something else."""
        last = next((x for x in reversed(self._view.state.lines) if x.who == "interviewer"), None)
        if last is None or last.move != "answer" or not last.plan:
            return ""
        return " ".join(self.fact(fact) for move in last.plan for fact in move.facts)

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
        earlier, now = short(move.earlier, WHOLE_QUOTE), short(move.quote, WHOLE_QUOTE)
        if move.reason != AGAINST_BOARD:
            return self.pick("reconciling", earlier=earlier, now=now)
        whiteboard = self._view.state.whiteboard
        first = written(whiteboard, move.earlier)
        board = first or written(whiteboard, move.quote)
        return self.pick("reconciling_board", board=board, said=now if first else earlier)

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


_COMES_BACK: Mapping[str, str] = {
    STRAYED: "straying",
    HELPED: "nothing_open",
    NARROWED_ALREADY: "narrowed_already",
}
"""The bank of phrases that leads back to a question, by the reason for it."""
Pressed = Literal["evaded", "partly", "wrong", "unknown", "held"]
_PRESSES: Mapping[Pressed, str] = {
    "evaded": "pressing",
    "partly": "deepening",
    "wrong": "mending",
    "unknown": "narrowing",
    "held": "going_deeper",
}
"""The bank of phrases that leads to a press."""


def pressed_why(move: t.MoveChosen) -> Pressed:
    """Return what a press answers to; the policy wrote it down as the reason."""
    first = move.reason.split()[0]
    found: dict[str, Pressed] = {
        "did": "unknown",
        "half": "partly",
        "wrong:": "wrong",
        "held:": "held",
    }
    return found.get(first, "evaded")


def joined(pieces: Iterable[str]) -> str:
    """Return pieces as one text."""
    return re.sub(r"[ \t]+", " ", " ".join(piece for piece in pieces if piece)).strip()
