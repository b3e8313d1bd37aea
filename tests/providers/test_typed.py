"""What is read as a typed answer and what is not."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, Field

from interviewer.providers import typed
from interviewer.providers.base import Message, Prompt, TokenUsage
from interviewer.providers.errors import MalformedReply, ProviderDown
from interviewer.providers.scripted import ScriptedModel


class Note(BaseModel):
    """A score and a quote."""

    score: int = Field(ge=0, le=4)
    quote: str = ""


PROMPT = Prompt("Judge.", (Message("user", "I said it."),))
READ = {
    "plain": '{"score": 3, "quote": "so"}',
    "byte order mark": '\ufeff{"score": 3, "quote": "so"}',
    "fenced": '```json\n{"score": 3, "quote": "so"}\n```',
    "fenced, with words": 'Here:\n\n```\n{"score": 3, "quote": "so"}\n```\nHope it helps.',
    "words around": 'The answer is {"score": 3, "quote": "so"} as I see it.',
    "thoughts before": '<think>{"score": 1}? no</think>\n{"score": 3, "quote": "so"}',
    "indented": '{\n  "score": 3,\n\n  "quote": "so"\n}\n',
}


@pytest.mark.parametrize("text", READ.values(), ids=READ.keys())
def test_read(text: str) -> None:
    """One JSON object is found whatever stands around it."""
    assert typed.parse(text, Note) == Note(score=3, quote="so")


def test_line_breaks_in_strings_are_read() -> None:
    """Small local models write them, and what they mean is clear."""
    assert typed.parse('{"score": 1, "quote": "a\n\tb"}', Note).quote == "a\n\tb"


def test_strings_are_made_safe_after_decoding() -> None:
    """An escape sequence hidden as a JSON escape is still one."""
    assert typed.parse('{"score": 1, "quote": "\\u001b]0;x\\ud800"}', Note).quote == "␛]0;x\ufffd"


REFUSED = {
    "empty": ("", "empty"),
    "prose": ("A three, I would say.", "no JSON object"),
    "cut": ('{"score": 3, "quote": "s', "not valid JSON"),
    "single quotes": ("{'score': 3}", "not valid JSON"),
    "trailing comma": ('{"score": 3,}', "not valid JSON"),
    "twins": ('{"score": 3, "score": 4}', "twice"),
    "two objects": ('{"score": 3} {"score": 4}', "more than one"),
    "a list": ('[{"score": 3}]', "a list"),
    "not a number": ('{"score": NaN}', "NaN"),
    "too deep": ('{"score":' + "[" * 100_000, "not valid JSON"),
    "deep, but whole": ('{"score":' + "[" * 600 + "]" * 600 + "}", ""),
    "out of range": ('{"score": 7}', "score: "),
    "missing": ('{"quote": "so"}', "score: Field required"),
    "wrong type": ('{"score": "lots"}', "score: "),
    "infinite": ('{"score": 1e999}', "score: "),
    "huge": ('{"score": ' + "9" * 5000 + "}", ""),
}


@pytest.mark.parametrize(("text", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_refused(text: str, why: str) -> None:
    """Nothing is guessed: what is wrong is said, and the model's text is not quoted at length."""
    with pytest.raises(typed.Unreadable) as refused:
        typed.parse(text, Note)
    assert why in str(refused.value)
    assert len(str(refused.value)) < 400


async def test_one_correction() -> None:
    """The second prompt is the first with the bad answer and the complaint appended."""
    model = ScriptedModel().answer({"score": 9}).answer(Note(score=4))
    answer, _ = await model.ask_typed(PROMPT, Note)
    assert answer.score == 4
    first, second = model.prompts
    assert second.messages[: len(first.messages)] == first.messages
    assert second.messages[-2] == Message("assistant", '{"score": 9}')
    assert "less than or equal to 4" in second.messages[-1].text
    assert second.system == first.system


async def test_then_malformed_with_the_raw_text_and_the_cost() -> None:
    """Two bad answers are an error that keeps the second and what both cost."""
    used = TokenUsage(10, 0, 5)
    model = ScriptedModel().answer("well", usage=used).answer("well, well", usage=used)
    with pytest.raises(MalformedReply) as failed:
        await model.ask_typed(PROMPT, Note)
    assert failed.value.raw == "well, well"
    assert failed.value.spent == TokenUsage(20, 0, 10)


async def test_a_correction_that_fails_keeps_what_the_first_cost() -> None:
    """The first answer was paid for, whatever became of the second."""
    model = ScriptedModel().answer("well", usage=TokenUsage(10, 0, 5)).fail(ProviderDown("gone"))
    with pytest.raises(ProviderDown) as failed:
        await model.ask_typed(PROMPT, Note)
    assert failed.value.spent == TokenUsage(10, 0, 5)


async def test_a_cut_answer_is_told_so() -> None:
    """A model that ran out of tokens is told to be shorter."""
    model = ScriptedModel().say('{"score": ', finish="length").answer(Note(score=1))
    await model.ask_typed(PROMPT, Note)
    assert "too long" in model.prompts[1].messages[-1].text
