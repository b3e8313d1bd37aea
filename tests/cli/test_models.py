"""`models`, the options that choose one, and the doctor: no key shown, nothing sent unasked."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interviewer import transcript as t
from interviewer.cli import meter
from interviewer.config import config_path
from interviewer.engine.state import Spending
from interviewer.errors import Exit
from interviewer.providers import usage
from interviewer.settings import Models
from interviewer.wiring import trial
from tests.cli.conftest import ANSWERS, Cli
from tests.providers.making import CANARY
from tests.providers.server import Server, Wire, says, serving

HAS_LITELLM = importlib.util.find_spec("litellm") is not None
PLAIN = ("practice", "bank-scams", "--plain", "--seed", "1")
KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "MISTRAL_API_KEY")


@pytest.fixture(autouse=True)
def _own_table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The figures of these tests are those of our own table."""
    monkeypatch.setattr(usage, "litellm_folder", lambda: None)
    usage.price_table.cache_clear()
    yield
    usage.price_table.cache_clear()


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that must not be seen."""
    for name in KEYS:
        monkeypatch.setenv(name, CANARY)


@pytest.fixture
def server(keys: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server on this machine, for OpenAI's adapter and for Anthropic's."""
    with serving() as found:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{found.url}/v1")
        monkeypatch.setenv("ANTHROPIC_BASE_URL", found.url)
        yield found


def _role(told: Any, name: str) -> Any:
    return next(role for role in told["roles"] if role["role"] == name)


# --- what there is --------------------------------------------------------------------------------


def test_with_no_key_and_no_server_embedded_plays(cli: Cli) -> None:
    """Exit code 0, for the list is not empty, and that is said plainly."""
    ran = cli("models", "--no-probe")
    assert ran.code == Exit.GOOD
    assert "ok embedded                       free; needs no key, no server" in ran.out
    assert "NO openai/" in ran.out
    assert "Set OPENAI_API_KEY." in ran.out
    assert "No language model is ready, and none is needed" in ran.err
    assert "2026-11-21" in ran.err


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_keys_are_named_and_never_shown(cli: Cli, keys: None, form: tuple[str, ...]) -> None:
    """Not in words, not in JSON."""
    ran = cli("models", *form)
    assert ran.code == Exit.GOOD
    assert "OPENAI_API_KEY" in ran.out
    assert CANARY not in ran.out + ran.err


def test_a_key_in_a_wrong_place_is_not_shown_either(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a model's name, a budget, a line of the file, the user of an address."""
    wrong = [
        cli("models", "--test", CANARY),
        cli("--model", CANARY, "models"),
        cli("--model", CANARY, "models", "--json"),
        cli("--model", f"openai/{CANARY}", "models", "--json"),
        cli(*PLAIN, "--model", CANARY),
        cli(*PLAIN, "--budget", CANARY),
    ]
    monkeypatch.setenv("INTERVIEWER_LISTENER_MODEL", CANARY)
    wrong += [cli("doctor"), cli("doctor", "--json")]
    monkeypatch.setenv("OPENAI_BASE_URL", f"https://me:{CANARY}@gateway.example/v1")
    wrong += [cli("models"), cli("models", "--json")]
    config_path().parent.mkdir(parents=True)
    config_path().write_text(f'openai_api_key = "{CANARY}"\n')
    wrong += [cli("models"), cli("doctor")]
    for ran in wrong:
        assert ran.code != Exit.GOOD
        assert CANARY not in ran.out + ran.err


def test_who_plays_what_and_why(cli: Cli, keys: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag, a variable, a line of the file and the default, each named."""
    config_path().parent.mkdir(parents=True)
    config_path().write_text('judge_model = "openai/gpt-5.4"\nbudget = 0.5\n')
    monkeypatch.setenv("INTERVIEWER_LISTENER_MODEL", "openai/gpt-6-luna")
    told = json.loads(cli("models", "--json").out)
    assert _role(told, "interviewer")["source"] == "default"
    assert _role(told, "listener")["named_by"] == "INTERVIEWER_LISTENER_MODEL"
    assert _role(told, "judge")["named_by"] == f"judge_model in {config_path()}"
    assert told["budget"] == {
        "dollars": 0.5,
        "source": "file",
        "named_by": f"budget in {config_path()}",
    }
    assert 0 < told["interview"]["dollars"] < 1
    told = json.loads(cli("--model", "openai/gpt-6.1-sol", "models", "--json").out)
    assert {role["named_by"] for role in told["roles"]} == {"--model"}
    words = cli("--model", "openai/gpt-6.1-sol", "models").out
    assert re.search(r"about \$0\.\d\d for 45 minutes", words)
    assert "it observes, code judges" in words


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("gpt-5.4", Exit.USAGE, "Did you mean openai/gpt-5.4?"),
        ("openai/gpt-5.4", Exit.KEY, "Set OPENAI_API_KEY."),
        ("embedded", Exit.GOOD, "ok judge"),
        pytest.param(
            "gemini/gemini-4-argon",
            Exit.USAGE,
            "pip install '.[litellm]' in the project's folder",
            marks=pytest.mark.skipif(HAS_LITELLM, reason="about its absence"),
        ),
    ],
)
def test_the_exit_code_is_about_the_roles(cli: Cli, name: str, code: Exit, says: str) -> None:
    """What is chosen can play, or what to do; in JSON the same."""
    ran = cli("--model", name, "models", "--no-probe")
    assert ran.code == code
    assert says in ran.out
    ran = cli("--model", name, "models", "--no-probe", "--json")
    assert ran.code == code
    assert json.loads(ran.out)["roles"][0]["ready"] is (code == Exit.GOOD)


def test_local_servers_are_asked_what_they_serve(cli: Cli, server: Server) -> None:
    """Without a key, and only with a probe."""
    server.play(lambda wire: wire.whole(200, b'{"data": [{"id": "small"}]}'))
    cli("models", "--no-probe")
    assert not server.requests
    ran = cli("models")
    assert f"ok openai/small                   price not known; {server.url}/v1" in ran.out
    assert [request.path for request in server.requests] == ["/v1/models"]
    assert "authorization" not in server.requests[0].headers


def test_a_chosen_server_that_does_not_answer_is_told(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, where it was looked for; without a probe nobody knows."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    ran = cli("--model", "openai/small", "models")
    assert ran.code == Exit.PROVIDER
    assert "openai/small cannot be reached. Nothing answers at http://127.0.0.1:9/v1." in ran.out
    assert cli("--model", "openai/small", "models", "--no-probe").code == Exit.GOOD


# --- one small call -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["openai/small", "anthropic/small"])
def test_a_model_that_works(cli: Cli, server: Server, name: str) -> None:
    """One streamed call of 16 tokens; how long, how many tokens, what it cost."""
    server.play(says("ready"))
    ran = cli("models", "--test", name)
    assert ran.code == Exit.GOOD
    assert f"ok {name} works" in ran.out
    assert "first token after 0." in ran.out
    assert "120 tokens in (40 of them cached), 17 out" in ran.out
    assert "price: not known" in ran.out
    (request,) = server.requests
    assert request.body["stream"] is True
    assert request.body.get("max_tokens", request.body.get("max_completion_tokens")) == 16
    told = json.loads(cli("models", "--test", name, "--json").out)
    assert told["works"]
    assert told["tokens"] == {"input": 120, "cached": 40, "output": 17, "estimated": False}
    assert 0 < told["first_token_seconds"] <= told["seconds"]
    assert (told["dollars"], told["error"]) == (None, None)


def _refuses_tokens(wire: Wire) -> None:
    wire.error(
        400, "Could not finish the message because max_tokens or model output limit was reached."
    )


@pytest.mark.parametrize("behaviour", [says("", reason="length"), _refuses_tokens])
def test_a_model_that_only_thinks_works_too(cli: Cli, server: Server, behaviour: Any) -> None:
    """It spends 16 tokens before it says a word: name, key and address are right."""
    server.play(behaviour)
    ran = cli("models", "--test", "openai/small")
    assert ran.code == Exit.GOOD
    assert "It thought for all 16 tokens" in ran.out


@pytest.mark.parametrize(
    ("behaviour", "code", "kind", "says"),
    [
        (
            lambda wire: wire.error(401, f"Incorrect API key provided: {CANARY}."),
            Exit.KEY,
            "KeyRefused",
            "Check OPENAI_API_KEY.",
        ),
        (
            lambda wire: wire.error(429, "Slow down.", Retry_After="7"),
            Exit.PROVIDER,
            "RateLimited",
            "Slow down.",
        ),
        (
            lambda wire: wire.error(429, "You have no quota", "insufficient_quota"),
            Exit.KEY,
            "KeyRefused",
            "no credit",
        ),
        (
            lambda wire: wire.error(404, "No such model", "model_not_found"),
            Exit.USAGE,
            "BadModelName",
            "Check the model's name and the address.",
        ),
        (lambda wire: wire.error(500, "Broken"), Exit.PROVIDER, "ProviderDown", "Broken"),
        (lambda wire: wire.reset(), Exit.PROVIDER, "ProviderDown", "openai/small"),
        (lambda wire: wire.stall(), Exit.PROVIDER, "Timeout", "no answer within 0.5 s"),
    ],
)
def test_a_model_that_does_not_work(
    cli: Cli,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    behaviour: Any,
    code: Exit,
    kind: str,
    says: str,
) -> None:
    """Asked once, never again; what is wrong, what to do, the exit code, and no key."""
    monkeypatch.setattr(trial, "FIRST", 0.5)
    server.play(behaviour)
    ran = cli("models", "--test", "openai/small", "--json")
    assert ran.code == code
    error = json.loads(ran.out)["error"]
    assert error["kind"] == kind
    assert says in error["message"] + error["hint"]
    assert len(server.requests) == 1
    words = cli("models", "--test", "openai/small")
    assert words.code == code
    assert words.out.startswith("NO openai/small")
    assert CANARY not in ran.out + ran.err + words.out + words.err


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [
        ("gpt-5.4", Exit.USAGE, "Did you mean openai/gpt-5.4?"),
        ("", Exit.USAGE, "Write provider/model"),
        ("openai/gpt-5.4", Exit.KEY, "Set OPENAI_API_KEY."),
        ("embedded", Exit.GOOD, "always works; nothing was sent"),
    ],
)
def test_what_needs_no_call_gets_none(cli: Cli, name: str, code: Exit, says: str) -> None:
    """The network guard of the tests would tell."""
    ran = cli("models", "--test", name)
    assert ran.code == code
    assert says in ran.out


# --- practice -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        ("--model gpt-5.4", Exit.USAGE, "Did you mean openai/gpt-5.4?"),
        ("--judge-model embeded", Exit.USAGE, "Did you mean embedded?"),
        ("--listener-model openai/gpt-5.4", Exit.KEY, "Set OPENAI_API_KEY."),
        ("--budget much", Exit.USAGE, "The budget (flag: --budget) is no amount"),
        ("--budget -1", Exit.USAGE, "no amount"),
        ("--budget nan", Exit.USAGE, "no amount"),
    ],
)
def test_what_cannot_play_is_told_before_anything_starts(
    cli: Cli, folder: Path, options: str, code: Exit, says: str
) -> None:
    """On stderr, with its exit code; there is no transcript."""
    for arguments in ((*PLAIN, *options.split()), (*options.split(), *PLAIN)):
        ran = cli(*arguments, input=ANSWERS[0])
        assert (ran.code, ran.out) == (code, "")
        assert says in ran.err
        assert not folder.exists()


def test_a_budget_and_a_price_that_nobody_knows(cli: Cli, keys: None) -> None:
    """Exit code 5: it could not be kept."""
    ran = cli(*PLAIN, "--model", "openai/unheard-of", "--budget", "1", input="")
    assert ran.code == Exit.BUDGET
    assert "--budget none" in ran.err


def test_an_interview_without_a_model_says_nothing_of_models(cli: Cli) -> None:
    """`/cost` and `/model` answer all the same, and what cannot play changes nothing."""
    lines = ["/cost", "/model", "/model gpt-5.4", "/model judge", "/model a b", "/end"]
    ran = cli(*PLAIN, input="\n".join(lines))
    assert "No language model was asked." in ran.err
    assert "interviewer  embedded" in ran.err
    assert "Did you mean openai/gpt-5.4?\nNothing was changed." in ran.err
    assert "/model interviewer|listener|judge NAME" in ran.err
    assert "budget" not in ran.err
    assert "is sent to" not in ran.err


def test_an_interview_with_a_model_says_who_plays_and_what_it_cost(
    cli: Cli, server: Server, folder: Path
) -> None:
    """Before the first question and after the last, on stderr; changed on the way."""
    lines = [ANSWERS[0], "/cost", "/model listener embedded", "/model judge openai/other", "/end"]
    ran = cli(*PLAIN, "--listener-model", "openai/small", input="\n".join(lines))
    assert ran.code in (Exit.GOOD, Exit.INCOMPLETE), ran.err
    before, _, after = ran.err.partition("saved")
    assert "interviewer  embedded" in before
    assert "listener     openai/small" in before
    assert "Price not known: openai/small. You set no budget." in before
    assert f"What you write is sent to: {server.url}/v1." in before
    assert "to language models:" in after
    assert "Price: not known." in after
    assert "judge        openai/other (observes; code judges)" in after
    assert CANARY not in ran.out + ran.err
    (path,) = folder.glob("*.jsonl")
    changed = [r for r in t.read(path).records if isinstance(r, t.ModelChanged)]
    assert [(record.role, record.model) for record in changed] == [
        ("listener", "embedded"),
        ("judge", "openai/other"),
    ]


def test_an_interview_is_gone_on_with_by_its_own_models_or_by_a_flag_s(
    cli: Cli, server: Server, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment and the file are about interviews to come."""
    kept.write_bytes(b"".join(kept.read_bytes().splitlines(keepends=True)[:4]))
    monkeypatch.setenv("INTERVIEWER_MODEL", "openai/small")
    ran = cli("practice", "--resume", "last", "--plain", input="/cost\n")
    assert "openai/small" not in ran.err
    kept.write_bytes(b"".join(kept.read_bytes().splitlines(keepends=True)[:4]))
    ran = cli("practice", "--resume", "last", "--plain", "--listener-model", "openai/big", input="")
    assert "listener     openai/big" in ran.err
    assert "interviewer  embedded" in ran.err


def test_a_budget_can_be_raised_and_not_dropped_on_the_way(
    cli: Cli, folder: Path, keys: None
) -> None:
    """It is part of what the transcript says; exit code 2 names what to do."""
    cli(*PLAIN, "--budget", "0.5", input=ANSWERS[0])
    (path,) = folder.glob("*.jsonl")
    assert t.read(path).header.budget == 0.5
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:4]))
    resuming = ("practice", "--resume", "last", "--plain", "--listener-model", "openai/gpt-5.4")
    assert "Your budget is $0.50." in cli(*resuming, input="").err
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:4]))
    assert "Your budget is $0.75." in cli(*resuming, "--budget", "0.75", input="").err
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:4]))
    ran = cli(*resuming, "--budget", "none", input="")
    assert ran.code == Exit.USAGE
    assert "begun with a budget of $0.50, and keeps one" in ran.err


def test_a_configured_model_is_asked_by_no_command_that_asks_none(
    cli: Cli, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo says that it asks no model, whatever is chosen."""
    monkeypatch.setenv("INTERVIEWER_MODEL", "openai/small")
    assert cli("demo").code == Exit.GOOD
    assert not server.requests


# --- in words -------------------------------------------------------------------------------------


def test_the_announcement_is_about_what_is_known() -> None:
    """The price, whose is not in it, the budget, and whether it will do."""
    small = "openai/gpt-6-luna"
    assert meter.announcement(Models(), 45, 1.0) == []
    assert len(meter.announcement(Models(judge=small), 45, 1.0)) == 5
    text = meter.estimate(Models.all("openai/gpt-6.1-sol"), 45, None)
    assert re.match(r"About \$0\.\d\d for 45 minutes \(prices: LiteLLM ", text)
    assert text.endswith("You set no budget.")
    text = meter.estimate(Models(small, "groq/llama"), 45, None)
    assert "without groq/llama, whose price is not known" in text
    assert "is $0.05: expect it to be reached" in meter.estimate(
        Models.all("openai/gpt-6.1-sol"), 45, 0.05
    )
    assert meter.estimate(Models.all("ollama/x"), 45, 1.0) == (
        "Free for 45 minutes. Your budget is $1.00."
    )


@pytest.mark.parametrize(
    ("spent", "budget", "says"),
    [
        (Spending(), None, "No language model was asked."),
        (
            Spending(2, 1_200, 400, 90, 0.0123),
            0.5,
            "2 calls to language models: 1,200 tokens in (400 of them cached), 90 out. "
            "Price: $0.0123. Of your budget of $0.50, $0.4877 is left.",
        ),
        (Spending(1, 10, 0, 1, 0.0, 1), None, "Price: not known."),
        (Spending(3, 10, 0, 1, 0.5, 1), None, "$0.5000, and what 1 call cost whose price is not"),
        (Spending(1, 10, 0, 1), None, "Price: nothing."),
    ],
)
def test_totals(spent: Spending, budget: float | None, says: str) -> None:
    """What is unknown is named as unknown, never 0."""
    assert says in meter.totals(spent, budget)


# --- doctor ---------------------------------------------------------------------------------------


def _found(cli: Cli, *options: str) -> dict[str, Any]:
    told = json.loads(cli(*options, "doctor", "--json").out)
    return {finding["what"]: finding for finding in told}


def test_the_doctor_looks_at_models_and_asks_nobody(cli: Cli, server: Server) -> None:
    """Who plays, which adapters and keys, how tokens are counted, of when the prices are."""
    found = _found(cli)
    assert found["models"]["good"]
    assert "none chosen" in found["models"]["detail"]
    assert "OPENAI_API_KEY" in found["adapters"]["detail"]
    assert found["tokens"]["good"]
    assert "2026-11-21" in found["prices"]["detail"]
    found = _found(cli, "--model", "openai/small", "--judge-model", "gpt-5.4")
    assert not found["models"]["good"]
    assert "listener: openai/small (flag: --model)" in found["models"]["detail"]
    assert "Did you mean openai/gpt-5.4?" in found["models"]["todo"]
    assert not server.requests


def test_the_doctor_survives_a_file_that_nothing_else_does(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong key is a finding for it, and exit code 2 for every other command."""
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text("budgt = 1\n")
    assert cli("history").code == Exit.USAGE
    found = _found(cli)["choices"]
    assert not found["good"]
    assert f"{path}:1:1: budgt: unknown key (did you mean `budget`?)" in found["detail"]
    path.write_text("budget = 1\n")
    assert _found(cli)["choices"]["good"]
    monkeypatch.setenv("INTERVIEWER_BUDGET", "x")
    assert "INTERVIEWER_BUDGET" in _found(cli)["choices"]["detail"]


# --- what a command drags in ----------------------------------------------------------------------

_RUN = """
import json, sys
from interviewer.cli import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted({name.split('.')[0] for name in sys.modules})]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--help",), set()),
        (("models",), set()),
        (("models", "--json", "--no-probe"), set()),
        (("--model", "openai/gpt-5.4", "models"), set()),
        (("doctor",), {"chromadb"}),
    ],
)
def test_no_sdk_no_screen_and_no_store_is_imported(
    arguments: tuple[str, ...], allowed: set[str]
) -> None:
    """The doctor looks at the store; nothing looks at an SDK."""
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "OPENAI_API_KEY": CANARY},
        text=True,
    )
    code, modules = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0, ran.stderr
    heavy = {"openai", "anthropic", "litellm", "textual", "chromadb", "tomlkit"}
    assert heavy & set(modules) <= allowed
