"""`models`: which language models there are, which are chosen and why, and whether one answers.

Nothing is sent to another machine and nothing is spent, but for the one call of `--test`. No key is
ever shown: only the name of its variable.
"""

from __future__ import annotations

import asyncio
import textwrap
from typing import Any

from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out, talk
from interviewer.config import config_path
from interviewer.errors import Exit
from interviewer.providers.redaction import redact
from interviewer.providers.usage import price_table, usual_models
from interviewer.settings import EMBEDDED, Settings
from interviewer.wiring.models import (
    MINUTES,
    Casting,
    Offer,
    castings,
    in_dollars,
    offers,
    quote,
)
from interviewer.wiring.trial import MOST_TOKENS, Trial, try_model

_WORST_FIRST = (Exit.USAGE, Exit.KEY, Exit.PROVIDER)


def show_models(settings: Settings, *, as_json: bool, probe: bool) -> int:
    """Print who plays which role and what there is.

    The exit code is about the roles: 2 for a name that is none, 4 for a missing key, 3 for a server
    that does not answer. With no key and no server it is 0, for the list is not empty: the embedded
    interviewer always plays.
    """
    found = offers(settings, probe=probe)
    roles = castings(settings, found)
    if as_json:
        print_json(_report(settings, roles, found))
    else:
        _print_roles(settings, roles)
        out()
        _print_offers(found, probe=probe)
    codes = {casting.problem.exit_code for casting in roles if casting.problem}
    return int(next((code for code in _WORST_FIRST if code in codes), Exit.GOOD))


def test_model(name: str, *, as_json: bool) -> int:
    """Make one small call and print what came of it; the exit code is the error's."""
    if name == EMBEDDED:
        trial = Trial(EMBEDDED, price=0.0)
    else:
        talk(f"One call of at most {MOST_TOKENS} tokens to {redact(name, 80)} ...")
        trial = asyncio.run(try_model(name))
    if as_json:
        print_json(_trial(trial))
    else:
        _print_trial(trial)
    return int(trial.error.exit_code if trial.error else Exit.GOOD)


# --- in words -------------------------------------------------------------------------------------


def _print_roles(settings: Settings, roles: list[Casting]) -> None:
    problems: dict[str, str] = {}
    for one in roles:
        mark = "NO" if one.problem else "ok"
        judges = "; it observes, code judges" if one.role == "judge" else ""
        note = judges if one.model != EMBEDDED else ""
        out(f"{mark} {one.role:12} {redact(one.model, 80):30} {one.origin}{note}")
        if one.problem:
            problems[one.problem.message] = one.problem.hint
    limit = "no limit" if settings.budget is None else f"${settings.budget:.2f}"
    out(f"   {'budget':12} {limit:30} {settings.origin('budget')}")
    for message, hint in problems.items():
        out(f"   {message} {hint}".rstrip())
    if settings.models.named and not problems:
        found = quote(settings.models, MINUTES)
        unknown = f", without {', '.join(found.unpriced)}" if found.unpriced and found.price else ""
        out(f"   {'an interview':12} {in_dollars(found.price)} for {MINUTES} minutes{unknown}")
    if not settings.origins:
        line = f'model = "{usual_models("openai")[0]}"'
        talk(f"Choose with --model NAME, INTERVIEWER_MODEL, or a line such as {line} in")
        talk(f"{config_path()}. A flag beats the environment, that the file.")


def _print_offers(found: list[Offer], *, probe: bool) -> None:
    for offer in sorted(found, key=lambda offer: not offer.ready):
        mark, name = "ok" if offer.ready else "NO", redact(offer.name, 80)
        out(f"{mark} {name:30} {_terms(offer) if offer.ready else _lacking(offer)}")
    if not any(offer.ready for offer in found if offer.name != EMBEDDED):
        talk("No language model is ready, and none is needed: embedded always plays.")
    asked = "Only servers on this machine were asked" if probe else "Nobody was asked"
    talk(f"Prices: US dollars a million tokens, from {price_table().source}.")
    talk(f"An interview: {MINUTES} minutes with that model in every role, estimated.")
    talk(f"{asked}; `--test NAME` makes one small call.")


def _terms(offer: Offer) -> str:
    """Return what a model costs, and by which key or at which address it is reached."""
    if offer.name == EMBEDDED:
        return "free; needs no key, no server and no network"
    cost = f"; {in_dollars(offer.interview)} an interview" if offer.interview else ""
    return f"{offer.price}{cost}; {offer.address or offer.key}"


def _lacking(offer: Offer) -> str:
    """Return what there is and what is missing."""
    there = f"{offer.key} is set. " if offer.key else ""
    if offer.address and offer.address not in offer.todo:
        there = f"{offer.address}: "
    return f"{there}{offer.todo}"


def _print_trial(trial: Trial) -> None:
    name = redact(trial.model, 80)
    if trial.error:
        said = trial.error.message
        out(f"NO {said}" if said.startswith((name, f"`{name}")) else f"NO {name}: {said}")
        if trial.error.hint:
            _indented(trial.error.hint)
        return
    if trial.usage is None:
        out(f"ok {name}: always works; nothing was sent")
        return
    out(f"ok {name} works")
    if trial.first is None:
        _indented(f"It thought for all {MOST_TOKENS} tokens and said nothing, which is no fault.")
    else:
        _indented(f"first token after {trial.first:.2f} s, done after {trial.whole:.2f} s")
    used = trial.usage
    guessed = " (estimated: the provider did not say)" if used.estimated else ""
    _indented(f"{used.input} tokens in ({used.cached} of them cached), {used.output} out{guessed}")
    _indented(f"price: {'not known' if trial.price is None else f'${trial.price:.6f}'}")


def _indented(text: str) -> None:
    out(textwrap.indent(text.strip(), " " * 16))


# --- in JSON --------------------------------------------------------------------------------------


def _report(settings: Settings, roles: list[Casting], found: list[Offer]) -> dict[str, Any]:
    cost = quote(settings.models, MINUTES)
    return {
        "roles": [
            {
                "role": one.role,
                "model": redact(one.model, 200),
                "source": one.origin.kind,
                "named_by": one.origin.name,
                "ready": one.problem is None,
                "problem": one.problem.message if one.problem else "",
                "todo": one.problem.hint if one.problem else "",
            }
            for one in roles
        ],
        "budget": {
            "dollars": settings.budget,
            "source": settings.origin("budget").kind,
            "named_by": settings.origin("budget").name,
        },
        "interview": {
            "minutes": cost.minutes,
            "calls": cost.calls,
            "tokens": {"input": cost.input, "cached": cost.cached, "output": cost.output},
            "dollars": cost.price,
            "unpriced": [redact(name, 200) for name in cost.unpriced],
        },
        "models": [
            {
                "name": redact(offer.name, 200),
                "ready": offer.ready,
                "key": offer.key,
                "address": offer.address,
                "price": offer.price,
                "interview_dollars": offer.interview,
                "todo": offer.todo,
            }
            for offer in found
        ],
        "prices": price_table().source,
        "config": str(config_path()),
    }


def _trial(trial: Trial) -> dict[str, Any]:
    used, error = trial.usage, trial.error
    return {
        "model": redact(trial.model, 200),
        "works": error is None,
        "first_token_seconds": trial.first,
        "seconds": trial.whole,
        "tokens": used
        and {
            "input": used.input,
            "cached": used.cached,
            "output": used.output,
            "estimated": used.estimated,
        },
        "dollars": trial.price,
        "error": error
        and {"kind": type(error).__name__, "message": error.message, "hint": error.hint},
    }
