"""Our side, in a process of its own: `python -m tests.bench.peer.ours KIND PLAN`.

KIND `calls` holds conversations of exactly the planned calls through the layers that an audit's
interviews go through: runner, executor, agency, adapters, journal, results. KIND `interviews` holds
whole ones, with embedder, engine and the judge's code, whose calls nobody plans. PLAN is a
`plan.Plan` as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewer import __version__
from interviewer import transcript as t
from interviewer.audit.agency import Crew, Terms, agency, disband
from interviewer.audit.candidate import Candidate, Kind
from interviewer.audit.cast import Cast
from interviewer.audit.designing import design_audit
from interviewer.audit.distil import charged
from interviewer.audit.executor import Hold, InProcess
from interviewer.audit.results import Results, read_outcomes
from interviewer.audit.runner import run
from interviewer.audit.venue import Venue, draft_of
from interviewer.content import Loaded
from interviewer.judge.observations import Observations
from interviewer.judge.remembering import Memory, store_path
from interviewer.outcome import Outcome, RunKey
from interviewer.providers.base import ChatModel, Message, Prompt, Role
from interviewer.settings import Models, Settings
from interviewer.wiring import Bench, library
from interviewer.wiring.interviews import header_of
from tests.bench.peer.plan import Plan
from tests.bench.peer.took import measured, size, tell
from tests.bench.peer.words import NEED, ROLES, filler

SCENARIO, PERSONA = "bank-scams", "expert"
NAMES = {role: f"openai/{role}" for role in ROLES}


# --- exactly the planned calls -------------------------------------------------------------------


@dataclass(frozen=True)
class Calls:
    """Holds conversations of a planned number of calls, and computes no more than they need."""

    plan: Plan
    settings: Settings
    loaded: Loaded
    terms: Terms

    async def __call__(self, key: RunKey) -> Outcome:
        """Hold one conversation and ask the judge about it."""
        crew = await agency(self.terms).crew(NAMES)
        path = Path(self.plan.folder) / key.file
        with draft_of(path) as draft:
            models = Models(interviewer=NAMES["interviewer"])
            first = header_of(self.settings, self.loaded, path.stem, key.seed, models, None, None)
            journal, _ = t.Journal.create(draft, first, durable=False)
            try:
                await self._talk(journal, crew)
            finally:
                journal.close()
        await self._judge(path, crew)
        outcome = Outcome(
            key=key,
            status="scored",
            verdict="fail",
            transcript=key.file,
            scenario_hash=self.loaded.scenario_hash,
            rubric_hash=self.loaded.rubric.hash,
        )
        return charged(outcome, crew.paid)

    async def _talk(self, journal: t.Journal, crew: Crew) -> None:
        """Let both models speak in turn; every message is written down before it is answered."""
        talk: list[Message] = [Message("user", NEED)]
        for _ in range(self.plan.turns):
            said = (await _model(crew, "candidate").whole(self._prompt("candidate", talk))).text
            journal.append([t.CandidateSaid(text=said), _used(crew)])
            talk.append(Message("assistant", said))
            turned = [Message(_OTHER[line.role], line.text) for line in talk]
            heard = await _model(crew, "interviewer").whole(self._prompt("interviewer", turned))
            line = t.InterviewerSaid(text=heard.text, move="probe", voice="model")
            journal.append([line, _used(crew)])
            talk.append(Message("user", heard.text))
        journal.append([t.Closed(why="candidate")])

    async def _judge(self, path: Path, crew: Crew) -> None:
        """Ask about one criterion after the other; what is answered is kept at once."""
        records = t.read(path).records
        lines = (
            {"record": r.seq, "who": r.type, "text": r.text}
            for r in records
            if isinstance(r, t.CandidateSaid | t.InterviewerSaid)
        )
        transcript = Message("user", "\n".join(map(json.dumps, lines)))
        memory = Memory(store_path(path))
        for number in range(self.plan.judging):
            task = Message("user", f"Report your observations on criterion {number}.")
            prompt = self._prompt("judge", [transcript, task])
            answer, used = await _model(crew, "judge").ask_typed(prompt, Observations)
            memory.keep(f"{number}", answer, used, f"criterion {number}")

    def _prompt(self, role: str, messages: Sequence[Message]) -> Prompt:
        return Prompt(filler(self.plan.prompt[role]), tuple(messages))


_OTHER: dict[Role, Role] = {"user": "assistant", "assistant": "user"}


def _model(crew: Crew, role: str) -> ChatModel:
    return crew.hired[NAMES[role]]


def _used(crew: Crew) -> t.Usage:
    call = crew.paid[-1]
    return t.Usage(
        role=call.role,
        model=call.model,
        input_tokens=call.usage.input,
        output_tokens=call.usage.output,
        price=call.price,
    )


# --- whole interviews ----------------------------------------------------------------------------


class Brief:
    """A candidate that leaves after so many turns."""

    def __init__(self, inner: Candidate, turns: int) -> None:
        self.name: str = inner.name
        self.kind: Kind = inner.kind
        self._inner, self._left = inner, turns

    async def reply(self, heard: str) -> str | None:
        """Reply as the other does, and so often."""
        self._left -= 1
        return await self._inner.reply(heard) if self._left >= 0 else None


@dataclass(frozen=True)
class BriefCast(Cast):
    """A cast whose candidates leave after so many turns."""

    turns: int = 8

    def candidate(self, key: RunKey, model: ChatModel | None = None) -> Candidate:
        """Return the candidate of an interview."""
        return Brief(super().candidate(key, model), self.turns)


# --- a run ---------------------------------------------------------------------------------------


async def hold(kind: str, plan: Plan) -> int:
    """Hold all conversations; return how many came to their end."""
    settings = Settings.load()
    cast = BriefCast(settings, model=NAMES["candidate"], arms=("model",), turns=plan.turns)
    models = Models(interviewer=NAMES["interviewer"], judge=NAMES["judge"])
    design = design_audit(
        cast,
        [SCENARIO],
        mode="fixed",
        seeds=plan.conversations,
        wanted=[PERSONA],
        models=models,
    )
    folder, terms = Path(plan.folder), Terms(calls=plan.concurrency)
    holding: Hold = Venue(
        cast, folder, models=models, bench=Bench(models.judge), terms=terms, forgets=True
    )
    if kind == "calls":
        holding = Calls(plan, settings, library(settings).load(SCENARIO), terms)
    with Results(folder, design) as results:
        try:
            await run(design, InProcess(holding, plan.concurrency), results)
        finally:
            await disband()
    return sum(outcome.status == "scored" for outcome in read_outcomes(folder))


def main(arguments: list[str]) -> None:
    """Hold the conversations and print what they took."""
    kind, plan = arguments[0], Plan.read(arguments[1])
    os.environ["OPENAI_BASE_URL"] = plan.address
    with measured() as took:
        took.held = asyncio.run(hold(kind, plan))
    took.disk = size(plan.folder)
    took.version = f"interviewer {__version__}"
    tell(took)


if __name__ == "__main__":
    main(sys.argv[1:])
