"""What an import drags in, what a wheel carries and what the lock holds.

The layers themselves are contracts in `pyproject.toml`, checked by `make lint`.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"textual", "chromadb", "openai", "anthropic", "litellm"}
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]

# Runs the program as its script does, then says on the last line of stderr what was imported.
_RUN = """
import json, sys
sys.argv[0] = "interviewer"
from interviewer.__main__ import main
try:
    code = main()
except SystemExit as stop:
    code = stop.code
modules = sorted({name.split(".")[0] for name in sys.modules})
print(json.dumps({"code": code or 0, "modules": modules}), file=sys.stderr)
"""


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [(["--help"], {0}), (["scenarios"], {0}), (["check"], {0, 1})],
    ids=["help", "scenarios", "check"],
)
def test_a_command_that_needs_no_screen_and_no_model_imports_none(
    arguments: list[str], codes: set[int]
) -> None:
    """`--help`, `scenarios` and `check` start without Textual, Chroma or an SDK."""
    ran = _python(_RUN, *arguments)

    assert ran.returncode == 0, ran.stderr
    end = json.loads(ran.stderr.splitlines()[-1])
    assert end["code"] in codes, ran.stderr
    assert ran.stdout, "it said nothing"
    dragged = HEAVY & set(end["modules"])
    assert not dragged, f"{dragged} came along: import them inside the function that needs them"


def test_importing_the_package_loads_nothing() -> None:
    """`import interviewer` brings no other module of ours, nothing of others, and says nothing."""
    ran = _python(
        "import sys; before = set(sys.modules); import interviewer; "
        "print(*(set(sys.modules) - before - sys.stdlib_module_names), file=sys.stderr)"
    )

    assert ran.stdout == ""
    assert ran.stderr.strip() == "interviewer"


@pytest.mark.tries_network
@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.invalid", 443)])
def test_tests_have_no_network(address: tuple[str, int]) -> None:
    """A connection to anywhere but this machine is refused, by number and by name."""
    with pytest.raises(ConnectionRefusedError, match="no network"):
        socket.create_connection(address)


async def test_tests_have_this_machine() -> None:
    """A server on loopback can be reached, which the providers' tests rest on."""

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hello")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1") as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        assert await reader.read() == b"hello"
        writer.close()


def test_every_folder_with_code_is_a_package() -> None:
    """A folder without `__init__.py` would slip through the layers contract unseen."""
    folders = {path.parent for path in (ROOT / "interviewer").rglob("*.py")}

    assert {str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").is_file()} == set()


def test_a_wheel_carries_what_authors_wrote(tmp_path: Path) -> None:
    """Scenarios, rubrics and the data files beside the code are in it, where they are read."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())

    content = {
        f"interviewer/_content/{name}"
        for folder in ("scenarios", "rubrics", "transcripts")
        for name in _files(folder)
    }
    assert any(name.startswith("interviewer/_content/scenarios/") for name in content)
    assert content | _files("interviewer") <= inside


def _files(folder: str) -> set[str]:
    """Return what git would keep of a folder: no caches, nothing hidden."""
    found = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        str(path)
        for path in found
        if not any(part.startswith((".", "__pycache__")) for part in path.parts)
    }


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_hashed_and_names_no_address(name: str) -> None:
    """Every pin has hashes; no registry, folder or link is written down."""
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==.*?(?=^[a-z0-9._-]+==|\Z)", text, re.MULTILINE | re.DOTALL)

    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"://|^-|--(?:index|find|trusted)\S*", text, re.MULTILINE) == []


def test_the_locks_agree_and_leave_torch_out() -> None:
    """One version of a package in all of them, every dependency pinned, and no torch."""
    pins = {name: _pins(ROOT / name) for name in LOCKS}
    everything = pins["requirements-dev.txt"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {
        re.split(r"[^A-Za-z0-9.-]", line)[0].replace(".", "-").lower()
        for line in project["project"]["dependencies"] + project["dependency-groups"]["embedder"]
    }

    assert wanted - set(pins["requirements.txt"]) == set()
    assert all(
        pin <= everything.get(name, set()) for lock in pins.values() for name, pin in lock.items()
    )
    assert not {"torch", "sentence-transformers", "litellm"} & set(everything)


def _pins(path: Path) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9._-]+)==(\S+)", path.read_text(encoding="utf-8"), re.M
    ):
        pins.setdefault(name, set()).add(version)
    return pins
