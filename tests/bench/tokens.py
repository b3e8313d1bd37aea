"""Tokens of an interview: total, cacheable, growth a turn; beside a client that resends everything.

The doubles say what was asked of them, so the prompts are the real ones and no model is needed. A
token counts as cacheable if it stands in the beginning that a prompt shares with the prompt before
it of the same role. The naive client sends, each turn, the whole rubric, the fact sheet and the
talk, and says itself what to do: one call a turn, nothing cached.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path

import numpy as np

from interviewer import transcript as t
from interviewer import wiring
from interviewer.content import Loaded
from interviewer.engine.clock import VirtualClock
from interviewer.providers import registry
from interviewer.providers.base import Prompt
from interviewer.providers.scripted import ScriptedModel
from interviewer.providers.tokens import count_tokens, is_exact
from interviewer.settings import Models, Settings
from tests.drill.faults import TURNS

VOICE, EARS = "openai/gpt-5.4", "openai/gpt-5.4-mini"
REPORT = '{"outcome": "partly", "outcome_quote": "", "claims": [], "questions": []}'


def main(arguments: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench tokens", description=__doc__)
    parser.add_argument("--scenario", default="bank-scams")
    parser.add_argument("--turns", type=int, default=20)
    wanted = parser.parse_args(arguments)
    voice, ears, loaded, path = asyncio.run(_interview(wanted.scenario, wanted.turns))
    counted = "counted" if is_exact(VOICE) else "estimated at 4 characters a token"
    print(f"{wanted.scenario}, {wanted.turns} turns of a candidate; tokens {counted}")
    total = 0
    for role, model in (("interviewer", voice), ("listener", ears)):
        total += _row(role, model.prompts)
    naive = _naive(loaded, path)
    fresh = sum(_fresh(model.prompts)[0] for model in (voice, ears))
    print(f"both roles      {total:9,} in, of it not cacheable {fresh:8,}")
    print(f"naive client    {sum(naive):9,} in, of it not cacheable {sum(naive):8,}")
    return 0


def _row(role: str, prompts: list[Prompt]) -> int:
    sizes = [count_tokens(_text(prompt)) for prompt in prompts]
    fresh, each = _fresh(prompts)
    growth = float(np.polyfit(np.arange(len(sizes)), sizes, 1)[0]) if len(sizes) > 1 else 0.0
    print(
        f"{role:15} {sum(sizes):9,} in over {len(sizes)} calls; cacheable "
        f"{1 - fresh / sum(sizes):.0%}; not cacheable a call: median {np.median(each):.0f}, "
        f"last {each[-1]}; prompt grows {growth:.0f} a turn, from {sizes[0]:,} to {sizes[-1]:,}"
    )
    return sum(sizes)


def _fresh(prompts: list[Prompt]) -> tuple[int, list[int]]:
    """Return tokens beyond the beginning shared with the prompt before, in all and for each."""
    each, before = [], ""
    for prompt in prompts:
        text = _text(prompt)
        shared = next(
            (n for n, (a, b) in enumerate(zip(before, text, strict=False)) if a != b),
            min(len(before), len(text)),
        )
        each.append(count_tokens(text[shared:]))
        before = text
    return sum(each), each


def _naive(loaded: Loaded, path: Path) -> list[int]:
    system = "\n".join((loaded.rubric.model_dump_json(), loaded.scenario.model_dump_json()))
    said, sizes = count_tokens(system), []
    for record in t.read(path).records:
        if isinstance(record, t.CandidateSaid):
            said += count_tokens(record.text)
            sizes.append(said)
        elif isinstance(record, t.InterviewerSaid):
            said += count_tokens(record.text)
    return sizes


def _text(prompt: Prompt) -> str:
    return "\n".join((prompt.system, *(message.text for message in prompt.messages)))


def _obey(prompt: Prompt) -> str:
    direction = prompt.messages[-1].text
    marks = ("own words: ", "another side: ", "for the rest: ", "nothing more: ")
    for line in direction.splitlines():
        for mark in marks:
            if mark in line:
                return line.split(mark, 1)[1]
    return "I see."


async def _interview(
    scenario: str, turns: int
) -> tuple[ScriptedModel, ScriptedModel, Loaded, Path]:
    voice = ScriptedModel(VOICE, otherwise=_obey)
    ears = ScriptedModel(EARS, otherwise=lambda _: REPORT)
    had = {VOICE: voice, EARS: ears}
    registry.chat_model = lambda name, limits=None: had[name]
    clock = VirtualClock()
    settings = Settings(transcripts=Path(tempfile.mkdtemp()), cache=Settings.load().cache)
    interview = await wiring.start(
        settings,
        scenario,
        seed=7,
        minutes=45,
        clock=lambda _: clock,
        models=Models(interviewer=VOICE, listener=EARS),
    )
    async for _ in interview.open():
        pass
    for text in (TURNS * 3)[:turns]:
        clock.advance(100)
        async for _ in interview.reply(text):
            pass
    await interview.leave()
    return voice, ears, interview.loaded, interview.path
