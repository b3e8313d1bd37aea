"""What the model that speaks is told: the talk so far, and the direction of this turn.

The messages of a turn begin with those of the turn before, letter for letter, so that a provider's
cache serves them; a resumed interview sends the same. Nothing in here but the scenario's prompt,
what has been told, what was asked and what the candidate said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from interviewer import transcript as t
from interviewer.engine.policy import View
from interviewer.engine.quoting import short
from interviewer.engine.state import Line, State
from interviewer.engine.wording import Wording, pressed_why
from interviewer.prompts import document
from interviewer.providers.base import Message, Prompt
from interviewer.providers.tokens import count_tokens
from interviewer.text import clip

LONGEST = 8_000
"""Characters of one message of the candidate that a prompt holds; a longer one is cut."""
STRIDE = 8
"""Lines that are folded away at once, so that a provider's cache is broken seldom."""


def nonce_of(session: str) -> str:
    """Return the mark of a session's directions: stable, and unknown to a candidate."""
    return hashlib.sha256(f"direction:{session}".encode()).hexdigest()[:10]


class Directions:
    """Makes the prompt of a reply."""

    def __init__(self, wording: Wording, view: View, nonce: str) -> None:
        self._wording, self._view, self._nonce = wording, view, nonce
        self._texts = document("directions").sections

    def prompt(self, plan: tuple[t.MoveChosen, ...], budget: int) -> Prompt:
        """Return all that the model is sent, in at most about `budget` tokens."""
        standing = document("interviewer")
        scenario = self._view.scenario
        system = standing.render(
            role=scenario.role,
            prompt=scenario.prompt,
            given=given(self._view),
            nonce=self._nonce,
        )
        return Prompt(
            system,
            self._fitting(plan, budget - count_tokens(system)),
            max_tokens=standing.max_tokens,
            temperature=standing.temperature,
        )

    def of(self, plan: tuple[t.MoveChosen, ...]) -> str:
        """Return the direction of one turn."""
        moves = "\n".join(line for move in plan for line in self._lines(move))
        if not plan or not asks(plan[-1]):
            moves = f"{moves}\n{self._say('nothing_to_ask')}"
        return self._say("frame", nonce=self._nonce, moves=moves)

    def _fitting(self, plan: tuple[t.MoveChosen, ...], budget: int) -> tuple[Message, ...]:
        lines = self._view.state.lines
        for cut in range(0, len(lines), STRIDE):
            messages = talk(lines[cut:], self.of, ledger(self._view.state, lines, cut), plan)
            if sum(count_tokens(message.text) for message in messages) <= budget:
                return messages
        return talk(lines[-1:], self.of, ledger(self._view.state, lines, len(lines) - 1), plan)

    def _say(self, name: str, **values: str) -> str:
        return self._texts[name].render(**values)

    def _lines(  # noqa: PLR0911 - a case for each kind of move
        self, move: t.MoveChosen
    ) -> list[str]:
        ask = self._wording.question(move)
        match move.move:
            case "answer":
                told = [self._say("facts", facts=self._facts(move))] if move.facts else []
                return told + [self._say("unknown")] * bool(move.declined)
            case "clarify":
                first, second = (self._view.scenario.fact(f).topic for f in move.ambiguous[0])
                return [self._say("clarify", first=first, second=second)]
            case "probe":
                quote = short(move.quote)
                lead = [self._say("quoted", quote=quote)] if quote else []
                return [*lead, self._say("probe", ask=ask)]
            case "press":
                return [self._say(f"press_{pressed_why(move)}", ask=ask)]
            case "ask_estimate":
                inputs = self._say("estimate_inputs", facts=self._facts(move)) if move.facts else ""
                return [text for text in (inputs, self._say("estimate", ask=ask)) if text]
            case "check_estimate":
                blank = pressed_why(move) == "unknown" or not any(map(str.isdigit, move.quote))
                name = "check_estimate_blank" if blank else "check_estimate"
                return [self._say(name, **({} if blank else {"quote": short(move.quote)}))]
            case "twist":
                twist = next(tw for tw in self._view.scenario.twists if tw.id == move.twist)
                return [self._say("twist", says=twist.says, ask=ask)]
            case "redirect" | "advance":
                return [self._say(move.move, ask=ask)]
            case "open" | "repeat" | "reconcile" | "listen" | "close":
                return [self._say(move.move)]

    def _facts(self, move: t.MoveChosen) -> str:
        return " ".join(self._view.scenario.fact(fact).says for fact in move.facts)


def asks(move: t.MoveChosen) -> bool:
    """Whether a move ends in a question."""
    return move.move not in ("answer", "listen", "close")


def given(view: View) -> str:
    """Return what the candidate need not derive, as a line; empty if there is nothing."""
    listed = "; ".join(text.rstrip(".") for text in view.scenario.primitives)
    return f"Taken as given, if the candidate asks: {listed}." if listed else ""


def talk(
    lines: tuple[Line, ...],
    direct: Callable[[tuple[t.MoveChosen, ...]], str],
    before: str,
    plan: tuple[t.MoveChosen, ...],
) -> tuple[Message, ...]:
    """Return the talk as messages: the candidate's words with a direction, then what was said."""
    messages: list[Message] = []
    waiting = [before] if before else []
    for line in lines:
        if line.who == "candidate":
            waiting.append(bounded(line.text))
            continue
        waiting.append(direct(line.plan))
        messages += [Message("user", "\n\n".join(waiting)), Message("assistant", line.text)]
        waiting = []
    waiting.append(direct(plan))
    return (*messages, Message("user", "\n\n".join(waiting)))


def bounded(text: str) -> str:
    """Return a candidate's message as far as a prompt holds it."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]} [… {len(text) - LONGEST:,} more characters]"


def ledger(state: State, lines: tuple[Line, ...], cut: int) -> str:
    """Return what is left of the lines before `cut`: decisions, assumptions and figures."""
    if not cut:
        return ""
    first = lines[cut].seq
    held = [
        f"- {clip(claim.text, 200)}"
        for of, claim in state.claims
        if of < first and claim.kind in ("decision", "assumption", "number")
    ]
    return "(Earlier, in short. The candidate said:\n" + "\n".join(held[-30:]) + ")"
