"""The adapters under test, quick to lose patience, and a key that must not be seen."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

import pytest

from interviewer.providers.anthropic import AnthropicModel
from interviewer.providers.calling import Limits, RemoteModel
from interviewer.providers.openai import OpenAIModel

CANARY = "sk-canary-4f1d0b7a93e25c68"
QUICK = Limits(first=1.0, between=0.3, whole=5.0, tail=0.2, connect=1.0, retrying=2.0, pause=0.01)
"""Patient enough for a busy machine, short enough for a test."""


def _openai(limits: Limits) -> RemoteModel:
    return OpenAIModel("gpt-test", limits)


def _anthropic(limits: Limits) -> RemoteModel:
    return AnthropicModel("claude-test", limits)


def _litellm_openai(limits: Limits) -> RemoteModel:
    from interviewer.providers.litellm import LiteLLMModel

    return LiteLLMModel("hosted_vllm/test", limits)


def _litellm_anthropic(limits: Limits) -> RemoteModel:
    from interviewer.providers.litellm import LiteLLMModel

    return LiteLLMModel("anthropic/claude-test", limits)


Maker = Callable[[Limits], RemoteModel]
ADAPTERS = [pytest.param(_openai, id="openai"), pytest.param(_anthropic, id="anthropic")]
if importlib.util.find_spec("litellm"):
    _OWN_WARNINGS = pytest.mark.filterwarnings("ignore::DeprecationWarning")
    ADAPTERS += [
        pytest.param(_litellm_openai, id="litellm-openai", marks=_OWN_WARNINGS),
        pytest.param(_litellm_anthropic, id="litellm-anthropic", marks=_OWN_WARNINGS),
    ]
