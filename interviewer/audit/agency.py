"""Language models for the interviews of one process: hired once, paid from one purse, unhurried.

One client a model, calls to one provider bounded, a budget that all calls are held against. A
provider that fails in spite of all retries fails its interview: nobody stands in for it unseen. It
knows neither candidates nor judges.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from weakref import WeakKeyDictionary

from interviewer.audit.ledger import Ledger
from interviewer.audit.purse import Purse
from interviewer.errors import Exit
from interviewer.providers import registry
from interviewer.providers.base import Answer, ChatModel, Done, Piece, Prompt, Reply, TokenUsage
from interviewer.providers.calling import LOCAL, Limits
from interviewer.providers.errors import CutReply, ProviderError, ProviderGone
from interviewer.providers.metering import Call, MeteredModel
from interviewer.providers.usage import Meter

PATIENT = Limits(
    first=600.0, each=90.0, between=60.0, whole=900.0, attempts=6, retrying=300.0, pause=1.0
)
"""Nobody sits at the keyboard: six attempts, ten minutes, as long as the provider asks us to wait.

An attempt of which nothing is heard for a minute and a half is given up and made again."""
PATIENT_HERE = replace(LOCAL, first=1200.0, whole=1800.0, each=300.0, attempts=6, retrying=900.0)
"""The same for a server on this machine, which may read for minutes."""
CALLS = 16
"""Calls to one provider at the same time, where nothing else is said."""
FAILURES = 5
"""Equal failures in a row, each after all its attempts, from which a provider is given up."""


@dataclass(frozen=True)
class Terms:
    """What an audit may spend and how hard it may press; picklable, so that workers get it."""

    budget: float | None = None
    """US dollars of all calls together; None is no limit."""
    spent: float = 0.0
    """US dollars that earlier runs of this audit have spent."""
    calls: int = CALLS
    """Calls to one provider at the same time."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Provider (`openai`) -> calls at the same time, where it is another number."""

    ledger: Path | None = None
    """The folder in which every call is written down, if any."""

    def calls_to(self, model: str) -> int:
        """Return how many calls to a model's provider may be under way at the same time."""
        return max(1, self.limits.get(provider_of(model), self.calls))


def provider_of(model: str) -> str:
    """Return the provider of a model: what stands before its name."""
    return model.partition("/")[0]


class Gate:
    """The way to one provider: so many calls at the same time, and none once it is given up.

    Calls that were under way together fail together: they are one failure. So a short outage costs
    the interviews that met it, and a dead provider ends the audit.
    """

    def __init__(self, provider: str, calls: int) -> None:
        self._provider = provider
        self._room = asyncio.Semaphore(calls)
        self._kind: type[ProviderError] | None = None
        self._why = ""
        self._row = 0

    @asynccontextmanager
    async def call(self) -> AsyncIterator[None]:
        """Let one call through.

        Raises:
            ProviderGone: the provider is given up, with this call or before it.
        """
        async with self._room:
            self._check()
            row = self._row
            try:
                yield
            except ProviderError as error:
                if _is_theirs(error) and row == self._row:
                    self._row = row + 1 if type(error) is self._kind else 1
                    self._kind, self._why = type(error), error.message
                    self._check()
                raise
            self._row = 0

    def _check(self) -> None:
        if self._row >= FAILURES:
            raise ProviderGone(
                f"{self._provider} has failed {FAILURES} times in a row: {self._why}",
                hint="What was done stands: go on with --resume when it answers again.",
            )


class Agency:
    """The models of one event loop. `leave` gives their connections back."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.meter = Meter(budget=terms.budget, total=terms.spent)
        self.purse = Purse(self.meter)
        self._models: dict[str, ChatModel] = {}
        self._gates: dict[str, Gate] = {}
        self._hiring = asyncio.Lock()
        self._note = Ledger(terms.ledger).note if terms.ledger else lambda _: None

    async def crew(self, names: Mapping[str, str]) -> Crew:
        """Return the models of one interview by role; one that plays two roles is hired once.

        Raises:
            ProviderError: one cannot be had.
        """
        models = {name: await self._model(name) for name in dict.fromkeys(names.values())}
        gates = {name: self._gate(name) for name in models}
        return Crew(names, models, gates, self.purse, self._note)

    async def _model(self, name: str) -> ChatModel:
        async with self._hiring:
            if name not in self._models:
                model = registry.chat_model(name)
                here = getattr(model, "limits", None) is LOCAL
                model = registry.chat_model(name, PATIENT_HERE if here else PATIENT)
                await model.warm()
                self._models[name] = model
        return self._models[name]

    def _gate(self, name: str) -> Gate:
        provider = provider_of(name)
        if provider not in self._gates:
            self._gates[provider] = Gate(provider, self.terms.calls_to(name))
        return self._gates[provider]

    async def leave(self) -> None:
        """Give back all connections."""
        models, self._models = self._models, {}
        for model in models.values():
            with suppress(ProviderError):  # it is closed or it is gone: both will do
                await model.close()


_here: WeakKeyDictionary[asyncio.AbstractEventLoop, Agency] = WeakKeyDictionary()


def agency(terms: Terms) -> Agency:
    """Return the agency of the running event loop, to which its connections belong."""
    loop = asyncio.get_running_loop()
    if loop not in _here:
        _here[loop] = Agency(terms)
    return _here[loop]


async def disband() -> None:
    """Give back the connections of the running event loop, before it ends."""
    if found := _here.pop(asyncio.get_running_loop(), None):
        await found.leave()


class Crew:
    """The models of one interview, what they used, and whether one of them failed."""

    def __init__(
        self,
        names: Mapping[str, str],
        models: Mapping[str, ChatModel],
        gates: Mapping[str, Gate],
        purse: Purse,
        note: Callable[[Call], None],
    ) -> None:
        self._note = note
        self.names = MappingProxyType(dict(names))
        self.failures: list[ProviderError] = []
        self.used: list[Call] = []
        """Calls of roles that are reported here, and not in the transcript."""
        self.paid: list[Call] = []
        """All calls, whoever reports them."""
        self.hired: dict[str, ChatModel] = {
            name: Hired(model, gates[name], purse, self) for name, model in models.items()
        }

    def pay(self, call: Call) -> None:
        """Take note of a call."""
        self.paid.append(call)
        self._note(call)

    def playing(self, role: str, report: Callable[[Call], None] | None = None) -> ChatModel | None:
        """Return the model that plays a role, its calls reported; None if no model does."""
        if role not in self.names:
            return None
        model = self.hired[self.names[role]]
        return MeteredModel(model, role, Meter(), report or self.used.append)

    def check(self) -> None:
        """Raise the gravest of the failures that somebody else may have covered up."""
        grave = sorted(self.failures, key=lambda error: not ends_all(error))
        if grave:
            raise grave[0]


class Hired:
    """A model at work in one interview; closing it gives nothing back, it belongs to the agency.

    A stream is shown in one piece, when it is whole: nobody reads along, and a reply that was cut
    can be asked for again.
    """

    def __init__(
        self,
        model: ChatModel,
        gate: Gate,
        purse: Purse,
        crew: Crew,
    ) -> None:
        self._model = MeteredModel(model, "", purse.meter, crew.pay)
        self._gate, self._purse, self._crew = gate, purse, crew

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    async def warm(self) -> None:
        """It is warm."""

    async def whole(self, prompt: Prompt) -> Reply:
        """Return a whole reply; a failure for good is noted."""
        try:
            async with self._gate.call(), self._purse.hold(self.name, prompt):
                return await self._model.whole(prompt)
        except ProviderError as error:
            self._note(error)
            raise

    async def stream(self, prompt: Prompt) -> AsyncGenerator[Piece | Done]:
        """Yield the whole reply as one piece."""
        reply = await self.whole(prompt)
        yield Piece(reply.text)
        yield Done(reply)

    async def ask_typed(self, prompt: Prompt, schema: type[Answer]) -> tuple[Answer, TokenUsage]:
        """Return a typed answer; a failure for good is noted."""
        try:
            async with self._gate.call(), self._purse.hold(self.name, prompt, times=2):
                return await self._model.ask_typed(prompt, schema)
        except ProviderError as error:
            self._note(error)
            raise

    async def close(self) -> None:
        """Leave it to the agency."""

    def _note(self, error: ProviderError) -> None:
        """Note a failure that lies with the provider.

        A poor answer is the model's own, and so is one that was cut each time it was asked for.
        """
        if _is_theirs(error) or ends_all(error):
            self._crew.failures.append(error)


def _is_theirs(error: ProviderError) -> bool:
    return error.retryable and not isinstance(error, CutReply)


def ends_all(error: ProviderError) -> bool:
    """Whether an error would meet every other interview too: a key, a name, the budget."""
    return error.exit_code is not Exit.PROVIDER or isinstance(error, ProviderGone)
