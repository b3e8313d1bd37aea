"""Who plays what in an interview: embedded code, or language models on top of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewer.content import Loaded
from interviewer.engine.backstage import Backstage
from interviewer.engine.facts import RetrievedFacts
from interviewer.engine.listening import EmbeddedListener, Listener
from interviewer.engine.state import Spending
from interviewer.engine.voice import EmbeddedVoice, Voice
from interviewer.prompts import hashes
from interviewer.settings import EMBEDDED, Models, Settings
from interviewer.wiring.parts import embedder, fact_index, substance

if TYPE_CHECKING:
    from interviewer.providers.base import ChatModel
    from interviewer.providers.calling import Limits
    from interviewer.providers.usage import Meter
    from interviewer.retrieval.index import FactIndex

LISTENS = 15.0
"""Seconds that a hosted model may take to read a turn before the embedded listener stands in."""
LISTENS_LOCALLY = 120.0
UNHURRIED = 3600.0
"""The same where nobody waits: whoever hired the model sees to its patience."""


@dataclass
class Company:
    """All that an interview is played with: what is shared, and the models behind the roles."""

    settings: Settings
    loaded: Loaded
    seed: int
    session: str
    facts: RetrievedFacts
    backstage: Backstage
    budget: float | None
    spent: Spending = field(default_factory=Spending)
    models: dict[str, ChatModel] = field(default_factory=dict)
    hired: Mapping[str, ChatModel] = field(default_factory=dict)
    """Models that somebody else made ready and will close."""
    sheet: FactIndex | None = None
    """The fact sheet, to be closed at the end; None where others share it."""
    _meter: Meter | None = None

    @property
    def meter(self) -> Meter:
        """What counts the calls of all roles; it goes on from what was spent before a resume."""
        from interviewer.providers.usage import Meter

        if self._meter is None:
            self._meter = Meter(
                budget=self.budget, total=self.spent.price, unpriced=self.spent.unpriced
            )
        return self._meter

    async def cast(self, models: Models) -> tuple[Listener, Voice]:
        """Return who listens and who speaks.

        Raises:
            ProviderError: a model that was named cannot be had: no such name, no key, no adapter.
        """
        vectors = await asyncio.to_thread(substance, self.settings, self.loaded)
        listener: Listener = EmbeddedListener(vectors, self.loaded.scenario)
        voice: Voice = EmbeddedVoice(self.seed)
        if models.listener != EMBEDDED:
            from interviewer.engine.model_listening import ModelListener

            model, patience = await self._had(models.listener, "listener")
            listener = ModelListener(
                model, listener, self.facts, self.session, self.backstage, patience
            )
        if models.interviewer != EMBEDDED:
            from interviewer.engine.model_voice import ModelVoice

            model, _ = await self._had(models.interviewer, "interviewer")
            semantic = embedder(self.settings.cache)[0].semantic
            voice = ModelVoice(
                model, self.seed, self.session, self.backstage, vectors if semantic else None
            )
        return listener, voice

    async def _had(self, name: str, role: str) -> tuple[ChatModel, float]:
        """Return a model for a role, its calls paid for, and the seconds that it may take."""
        from interviewer.providers.calling import LOCAL
        from interviewer.providers.registry import chat_model

        if name in self.hired:
            return self._metered(self.hired[name], role), UNHURRIED
        if name not in self.models:
            model = chat_model(name)
            if getattr(model, "limits", None) is not LOCAL:
                model = chat_model(name, _lively())
            await model.warm()
            self.models[name] = model
        model = self.models[name]
        local = getattr(model, "limits", None) is LOCAL
        return self._metered(model, role), LISTENS_LOCALLY if local else LISTENS

    def _metered(self, model: ChatModel, role: str) -> ChatModel:
        from interviewer.providers.metering import MeteredModel

        return MeteredModel(model, role, self.meter, self.backstage.used)

    async def leave(self) -> None:
        """Give back the models' connections and the fact store."""
        from interviewer.providers.errors import ProviderError

        models, self.models = self.models, {}
        for model in models.values():
            with suppress(ProviderError):  # it is closed or it is gone: both will do
                await model.close()
        if self.sheet:
            await asyncio.to_thread(self.sheet.close)


def _lively() -> Limits:
    """How patient a candidate is who waits for the next question."""
    from interviewer.providers.calling import Limits

    return Limits(first=20.0, between=10.0, whole=60.0, attempts=2, retrying=8.0)


def company(
    settings: Settings,
    loaded: Loaded,
    seed: int,
    session: str,
    budget: float | None,
    spent: Spending | None = None,
) -> Company:
    """Return what an interview is played with, its fact sheet ready. Blocks."""
    sheet = fact_index(settings, loaded)
    facts = RetrievedFacts(loaded.scenario, sheet)
    spent = spent or Spending()
    return Company(settings, loaded, seed, session, facts, Backstage(), budget, spent, sheet=sheet)


def prompts_of(models: Models) -> dict[str, str]:
    """Return the hashes of the prompts that these models are given."""
    used: list[str] = []
    if models.interviewer != EMBEDDED:
        used += ["interviewer", "directions"]
    if models.listener != EMBEDDED:
        used += ["listener"]
    return hashes(*used)
