"""What holds for every test: no network, no user, no keys, no terminal settings of the developer's.

It knows nothing of the program but its environment variables. There is no fixed clock here: clocks
are handed in, so a test that needs one makes one.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# Settings that change what a program prints, whom it pays or where it looks; none may leak in.
_PREFIXES = ("INTERVIEWER_", "XDG_", "TEXTUAL", "OPENAI_", "ANTHROPIC_", "LITELLM_", "OLLAMA_")
_SUFFIXES = ("_API_KEY", "_API_BASE", "_BASE_URL", "_AUTH_TOKEN", "_PROXY")
_OURS = frozenset({"TEXTUAL_SNAPSHOT_TEMPDIR"})  # how the snapshot plugin speaks to itself
_NAMES = frozenset(
    {"NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORTERM", "COLUMNS", "LINES"}
    | {"EDITOR", "VISUAL", "PAGER", "PYTHONWARNINGS"}
)
_LOCAL = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost", "::1"})


class NetworkRefused(ConnectionRefusedError):
    """A test tried to leave this machine."""


def _leaks(name: str) -> bool:
    upper = name.upper()
    leaks = upper.startswith(_PREFIXES) or upper.endswith(_SUFFIXES) or upper in _NAMES
    return leaks and upper not in _OURS


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    return name in _LOCAL or name.startswith("127.")


@pytest.fixture(scope="session", autouse=True)
def _utc() -> Iterator[None]:
    """Local time is UTC, wherever the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def _nobody(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The user has no settings, no keys and an empty home; only sentence vectors are shared."""
    if not _records(request):
        for name in filter(_leaks, list(os.environ)):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CACHE", "CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    monkeypatch.setenv("INTERVIEWER_CACHE", str(_vector_cache(request.config)))


def _vector_cache(config: pytest.Config) -> Path:
    """Return the folder in which the embedder keeps vectors by hash: they are computed once."""
    return config.rootpath / ".cache" / "interviewer"


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections go to this machine or nowhere; a test that tried another address fails.

    The caller gets the error it would get offline, so that a fall back can be tested: such a test
    carries the mark `tries_network`.
    """
    if _records(request):
        yield
        return
    tried: list[str] = []

    def guard(real: Callable[..., Any]) -> Callable[..., Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX and not _is_local(address[0]):
                raise _refuse(f"{address[0]}:{address[1]}")
            return real(self, address)

        return connect

    def look_up(host: Any, *args: Any, **options: Any) -> Any:
        if not _is_local(host):
            raise _refuse(str(host))
        return real_look_up(host, *args, **options)

    def _refuse(address: str) -> NetworkRefused:
        tried.append(address)
        return NetworkRefused(f"tests have no network, and this one wanted {address}")

    real_look_up = socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", guard(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guard(socket.socket.connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield
    if tried and not request.node.get_closest_marker("tries_network"):
        pytest.fail(f"this test tried to reach {', '.join(dict.fromkeys(tried))}", pytrace=False)


def _records(request: pytest.FixtureRequest) -> bool:
    """Whether this test records a provider's replies anew (`make record`)."""
    mode = request.config.getoption("--record-mode", default=None)
    return mode not in (None, "none") and request.node.get_closest_marker("vcr") is not None
