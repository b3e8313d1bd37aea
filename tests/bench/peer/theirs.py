"""The peer's side: the same conversations as a task of inspect_ai, in its own environment.

`.venv-peer/bin/python -m tests.bench.peer.theirs PLAN` where PLAN is a `plan.Plan` as JSON. It is
set up as its users advise for many fast calls: no display, no realtime log (UKGovernmentBEIS/
inspect_ai issue 3173), no raw requests in the log, one limit for connections and samples, its own
binary log on disk, logs returned without their samples.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from inspect_ai import Task, __version__, eval
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import (
    ChatMessage,
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageUser,
    Model,
    get_model,
)
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from tests.bench.peer.plan import Plan
from tests.bench.peer.took import measured, size, tell
from tests.bench.peer.words import NEED, filler


@solver  # type: ignore[untyped-decorator]
def conversation(plan: Plan) -> Solver:
    """Let the candidate and the interviewer talk, turn by turn."""
    system = {role: ChatMessageSystem(content=filler(plan.prompt[role])) for role in plan.prompt}

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        candidate, interviewer = get_model(role="candidate"), get_model(role="interviewer")
        for _ in range(plan.turns):
            heard = [system["candidate"], *_turned(state.messages)]
            said = await candidate.generate(heard)
            state.messages.append(ChatMessageUser(content=said.completion))
            answer = await interviewer.generate([system["interviewer"], *state.messages])
            state.messages.append(ChatMessageAssistant(content=answer.completion))
        return state

    return solve


def _turned(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """Return a talk with the roles turned round: what the interviewer said is the user's."""
    return [
        ChatMessageUser(content=message.text)
        if message.role == "assistant"
        else ChatMessageAssistant(content=message.text)
        for message in messages
    ]


@scorer(metrics=[mean()])  # type: ignore[untyped-decorator]
def criteria(plan: Plan) -> Scorer:
    """Ask the judge about one criterion after the other, with the transcript in each prompt."""
    system = ChatMessageSystem(content=filler(plan.prompt["judge"]))

    async def score(state: TaskState, target: Target) -> Score:
        judge: Model = get_model(role="judge")
        transcript = "\n".join(
            json.dumps({"record": place, "who": message.role, "text": message.text})
            for place, message in enumerate(state.messages)
        )
        credited = 0
        for number in range(plan.judging):
            asked = [
                system,
                ChatMessageUser(content=transcript),
                ChatMessageUser(content=f"Report your observations on criterion {number}."),
            ]
            answer = await judge.generate(asked)
            observations = json.loads(answer.completion)["observations"]
            credited += sum(one["quote"] in transcript for one in observations)
        return Score(value=credited)

    return score


def main(arguments: list[str]) -> None:
    """Hold the conversations and print what they took."""
    plan = Plan.read(arguments[0])
    os.environ["BENCH_API_KEY"] = "none"
    samples = [
        Sample(id=number, input=[ChatMessageAssistant(content=NEED)])
        for number in range(plan.conversations)
    ]
    with measured() as took:
        roles = {
            role: get_model(f"openai-api/bench/{role}", base_url=plan.address)
            for role in plan.prompt
        }
        task = Task(
            dataset=MemoryDataset(samples), solver=conversation(plan), scorer=criteria(plan)
        )
        logs = eval(
            task,
            model=roles["candidate"],
            model_roles=roles,
            display="none",
            log_dir=plan.folder,
            log_format="eval",
            log_realtime=False,
            log_model_api=False,
            log_header_only=True,
            score_display=False,
            ctl_server=False,
            max_samples=plan.concurrency,
            max_connections=plan.concurrency,
        )
    log = logs[0]
    if log.status != "success" or log.results is None:
        sys.exit(f"The peer's run ended with {log.status}: {log.error}")
    took.held = log.results.completed_samples
    took.disk = size(plan.folder)
    took.version = f"inspect_ai {__version__}"
    tell(took)


if __name__ == "__main__":
    main(sys.argv[1:])
