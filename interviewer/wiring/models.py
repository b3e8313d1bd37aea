"""Language models: which there are, what they would cost, and whether they can play.

Nothing is sent to any other machine here, and nothing costs anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interviewer.providers import registry, usage
from interviewer.providers.base import TokenUsage
from interviewer.providers.errors import BudgetReached, KeyMissing, ProviderDown, ProviderError
from interviewer.settings import EMBEDDED, ROLES, Models, Origin, Role, Settings

MINUTES = 45
"""An interview of this length is what an offer's price is about."""
UNKNOWN = "price not known"


@dataclass(frozen=True)
class Offer:
    """A model that could be chosen. `key` is the name of a variable, never its value.

    A name that ends in `/…` stands for a provider or a server whose models we do not know; it is
    never ready, and `todo` says how to name one.
    """

    name: str
    ready: bool
    key: str = ""
    address: str = ""
    todo: str = ""
    price: str = ""
    """In words: what a million tokens cost, `free`, or `price not known`."""
    interview: float | None = None
    """US dollars that 45 minutes would cost with it in all roles; None where not known."""


@dataclass(frozen=True)
class Quote:
    """What an interview is likely to cost, before it begins."""

    models: Models
    minutes: int
    calls: int
    input: int
    cached: int
    output: int
    price: float | None
    """US dollars, of the models whose price is known; None if it is known of none."""
    unpriced: tuple[str, ...] = ()
    """Models whose price is not known."""


@dataclass(frozen=True)
class Casting:
    """Which model is to play a role, who chose it, and why it cannot if it cannot."""

    role: Role
    model: str
    origin: Origin
    problem: ProviderError | None = None


# --- who can play ---------------------------------------------------------------------------------


def castings(settings: Settings, found: Sequence[Offer] = ()) -> list[Casting]:
    """Return who is to play each role; offers that were probed tell of servers that are gone."""
    silent = {offer.name: offer.todo for offer in found if offer.address and not offer.ready}
    castings = []
    for role in ROLES:
        name = settings.models.of(role)
        problem = _problem(name)
        if problem is None and name in silent:
            problem = ProviderDown(f"{name} cannot be reached.", hint=silent[name])
        castings.append(Casting(role, name, settings.origin(role), problem))
    return castings


def check_models(models: Models, budget: float | None = None) -> None:
    """Make sure that models can play, as far as that can be known without asking them.

    Raises:
        BadModelName: no such name, or no adapter for it.
        KeyMissing: its key is not set.
        BudgetReached: there is a budget, and a price that nobody knows.
    """
    for name in dict.fromkeys(models.named.values()):
        if problem := _problem(name):
            raise problem
    for name in asked_of(models).values():
        if budget is not None and not is_priced(name):
            raise BudgetReached(
                f"The price of {name} is not known, so no budget can be kept.",
                hint="Choose another model, or say --budget none.",
            )


def _problem(name: str) -> ProviderError | None:
    if name == EMBEDDED:
        return None
    try:
        registry.chat_model(name)
        registry.need_key(name)
    except KeyMissing as error:
        error.hint = f"{error.hint} To play without a language model: --model {EMBEDDED}."
        return error
    except ProviderError as error:
        return error
    return None


# --- what there is --------------------------------------------------------------------------------


def offers(settings: Settings, *, probe: bool) -> list[Offer]:
    """Return what could be chosen: no model first, then local servers, then providers.

    Servers on this machine are asked what they serve only with `probe`, which blocks for half a
    second each at the most.
    """
    states = registry.available(probe=probe)
    served = {state.provider for state in states if state.address}
    named = tuple(dict.fromkeys(settings.models.named.values()))
    found = [
        offer
        for state in states
        if state.address or state.provider not in served
        for offer in _offers_of(state, named)
    ]
    embedded = Offer(EMBEDDED, True, price="free", interview=0.0)
    return [embedded, *sorted(found, key=lambda offer: _rank(offer))]


def _rank(offer: Offer) -> int:
    """Return where an offer stands: what is ready first, servers of one's own before others."""
    return 2 * (not offer.ready) + (not offer.address)


def _offers_of(state: registry.ModelState, named: tuple[str, ...]) -> Iterator[Offer]:
    provider = state.provider
    chosen = tuple(name for name in named if name.startswith(f"{provider}/"))
    usual = state.models if state.address else usage.usual_models(provider)
    names = tuple(dict.fromkeys((*chosen, *usual)))
    if not names:
        todo = state.todo or f"Name one of its models: {provider}/NAME."
        yield _offer(state, f"{provider}/…", todo)
        return
    one_is_enough = not state.ready and not state.models  # to say what to do
    for name in names[: 1 if one_is_enough else None]:
        yield _offer(state, name, state.todo)


def _offer(state: registry.ModelState, name: str, todo: str) -> Offer:
    return Offer(
        name=name,
        ready=not todo,
        key=state.key,
        address=state.address,
        todo=todo,
        price=price_in_words(name),
        interview=quote(Models.all(name), MINUTES).price,
    )


# --- what it costs --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Tokens:
    """Tokens of one role, as `python -m tests.bench tokens` measures them, with longer answers.

    `prefix` is the same in every call of an interview, `growth` is added to the prompt with each
    turn, `cacheable` is the part of the last prompt that a provider's cache serves.
    """

    prefix: int
    growth: int
    output: int
    calls: float
    """Calls a turn of the candidate."""
    cacheable: float


_TURNS_A_MINUTE = 24 / MINUTES
SCENARIO_TOKENS = 1_800
"""A scenario's facts and pointed questions, which the listener is given with every turn."""
_TOKENS: dict[Role, _Tokens] = {
    "listener": _Tokens(prefix=1_300, growth=180, output=250, calls=1.0, cacheable=0.82),
    "interviewer": _Tokens(prefix=850, growth=250, output=90, calls=1.0, cacheable=0.93),
}
_OBSERVATIONS, _WARRANTS = 27, 50
"""Calls of a model that judges an expert's interview (talkers take a quarter of them)."""


def quote(models: Models, minutes: float, scenario_prompt_tokens: int = SCENARIO_TOKENS) -> Quote:
    """Return what an interview of that length is likely to cost."""
    asked = asked_of(models)
    made = [
        (name, call)
        for role, name in asked.items()
        for call in _calls_of(role, minutes, scenario_prompt_tokens)
    ]
    total = sum((call for _, call in made), TokenUsage(0))
    unpriced = dict.fromkeys(name for name in asked.values() if not is_priced(name))
    known = [usage.price_of(name, call) or 0.0 for name, call in made if name not in unpriced]
    return Quote(
        models=models,
        minutes=round(minutes),
        calls=len(made),
        input=total.input,
        cached=total.cached,
        output=total.output,
        price=sum(known) if known or not unpriced else None,
        unpriced=tuple(unpriced),
    )


def _calls_of(role: Role, minutes: float, scenario: int) -> Iterator[TokenUsage]:
    if role == "judge":
        return _judging(minutes)
    return _calls(_TOKENS[role], minutes, scenario if role == "listener" else 0)


def _judging(minutes: float) -> Iterator[TokenUsage]:
    """Yield what a judge's calls use: a transcript that is cached after the first, and a quote."""
    transcript = round(7_200 * minutes / MINUTES)
    for number in range(_OBSERVATIONS):
        cached = transcript if number else 0
        yield TokenUsage(transcript + 1_600, cached, 450, written=0 if number else transcript)
    for _ in range(_WARRANTS):
        yield TokenUsage(450, output=40)


def _calls(tokens: _Tokens, minutes: float, extra: int) -> Iterator[TokenUsage]:
    """Yield what each call of a role uses; what no cache serves is counted as written to one."""
    before = 0
    for turn in range(round(minutes * _TURNS_A_MINUTE * tokens.calls)):
        prompt = tokens.prefix + extra + turn * tokens.growth
        cached = int(before * tokens.cacheable)
        yield TokenUsage(prompt, cached, tokens.output, written=prompt - cached)
        before = prompt


def asked_of(models: Models) -> dict[Role, str]:
    """Return the language models that are asked, by role."""
    return models.named


def is_priced(name: str) -> bool:
    """Whether a model's price is known; that of no model is."""
    return name == EMBEDDED or usage.price_of(name, TokenUsage(1_000, output=1_000)) is not None


def price_in_words(name: str) -> str:
    """Return what a million tokens cost, `free`, or that it is not known."""
    into = usage.price_of(name, TokenUsage(1_000))
    out = usage.price_of(name, TokenUsage(0, output=1_000))
    if into is None or out is None:
        return UNKNOWN
    if not into and not out:
        return "free"
    return f"{_rate(into)} in, {_rate(out)} out"


def _rate(thousand: float) -> str:
    """Return the price of a million tokens, with as many digits as it has: $2.00, $0.075."""
    exact = f"{thousand * 1_000:.4f}".rstrip("0")
    whole, _, part = exact.partition(".")
    return f"${whole}.{part:0<2}"


def in_dollars(price: float | None) -> str:
    """Return an estimate for people."""
    if price is None:
        return UNKNOWN
    if price == 0:
        return "free"
    return f"about ${price:.2f}" if price >= 0.01 else "less than a cent"
