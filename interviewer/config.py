"""The user's file of choices: read strictly, changed without losing a comment.

A choice has one name in three spellings: `listener_model` here, `--listener-model` on the command
line, `INTERVIEWER_LISTENER_MODEL` in the environment. No key is kept here, and no value is repeated
in an error: it may be a key in a wrong place. It knows not what is done with the choices.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path

from interviewer.errors import ContentError, JournalError, Problem, UsageError
from interviewer.text import clip, safe_text

APP = "interviewer"
NAMES = ("model", "interviewer_model", "listener_model", "judge_model", "budget")
"""What can be chosen; `model` is for each role that has none of its own from the same source."""
NO_LIMIT = "none"
"""A budget in words: there is none, whatever a weaker source says."""
Said = str | float | None
"""A value as a source gives it; None where it says nothing."""


def config_path() -> Path:
    """Return where the user's file is, whether there is one or not."""
    return user_config_path(APP) / "config.toml"


def variable(name: str) -> str:
    """Return the environment variable of one of `NAMES`."""
    return f"{APP}_{name}".upper()


def flag(name: str) -> str:
    """Return the option of one of `NAMES`."""
    return "--" + name.replace("_", "-")


def dollars(said: Said, where: str) -> float | None:
    """Return a budget; None for `none`.

    Raises:
        UsageError: it is no amount.
    """
    if isinstance(said, str) and said.strip().lower() == NO_LIMIT:
        return None
    try:
        amount = float(said.strip().removeprefix("$") if isinstance(said, str) else said or 0)
    except (ValueError, OverflowError):
        amount = math.nan
    if not math.isfinite(amount) or amount < 0:
        hint = "Write a number such as 0.50, or none for no limit."
        raise UsageError(f"{where} is no amount of US dollars.", hint=hint)
    return amount


def read_config(path: Path) -> dict[str, Said]:
    """Return what the file says; nothing if there is none.

    Raises:
        ContentError: it cannot be read, is no TOML, or has a key or a value that is not known; all
            that is wrong with it, each with its line.
    """
    text = _text(path)
    if not text.strip():
        return {}
    import tomllib

    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # the first is the root of TOML's own
        raise ContentError([_not_toml(path, text, str(error))]) from None
    problems = [
        Problem(path, _line(text, name), 1, clip(safe_text(name), 60), *wrong)
        for name, value in data.items()
        if (wrong := _wrong(name, value))
    ]
    if problems:
        raise ContentError(problems)
    return data


def write_config(path: Path, changes: Mapping[str, Said]) -> None:
    """Set values in the file; all else stays, comments too.

    It is replaced in one step: after a crash the old file or the new one is there, whole.

    Raises:
        ContentError: the file cannot be read.
        JournalError: it cannot be written.
    """
    import tomlkit

    document = tomlkit.parse(_text(path))
    document.update(changes)
    try:
        _replace(path.resolve(), document.as_string())
    except OSError as error:
        hint = "The choice holds for this run only."
        wrong = f"{path} was not written: {error.strerror or error}."
        raise JournalError(wrong, hint=hint) from error


def _text(path: Path) -> str:
    """Return the file with its own line ends."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError) as error:
        if not os.path.lexists(path):  # somebody else's home, which we may not enter
            return ""
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        hint = "mend it, or move it away"
        raise ContentError([Problem(path, 1, 1, "", f"cannot be read: {why}", hint)]) from None


def _wrong(name: str, value: object) -> tuple[str, str] | None:
    """Return what is wrong with a key or its value, and what to do; None if nothing is."""
    if name not in NAMES:
        return "unknown key", _meant(name)
    if name != "budget":
        good = isinstance(value, str) and bool(value.strip())
        hint = 'such as "openai/gpt-5.4" or "embedded"'
        return None if good else ("must be a model's name, in quotes", hint)
    try:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            dollars(value, name)
            return None
    except UsageError:
        pass
    return "must be an amount of US dollars", 'such as 0.50, or "none" for no limit'


def _meant(name: str) -> str:
    import difflib
    import re

    if re.search(r"key|token|secret|password", name, re.IGNORECASE):
        return "keys do not belong here; set them in the environment, such as OPENAI_API_KEY"
    near = difflib.get_close_matches(name.lower().replace("-", "_"), NAMES, 1)
    return f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(NAMES)}"


def _line(text: str, name: str) -> int:
    """Return the line of a key, or of the table that begins with it."""
    import re

    key = re.compile(rf"^\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[.=\]]", re.MULTILINE)
    found = key.search(text)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _not_toml(path: Path, text: str, said: str) -> Problem:
    """Return the problem of a file that is no TOML; Python names the place in words."""
    import re

    place = re.search(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)", said)
    line, column = text.count("\n") + 1, 1
    if place and place[1]:
        line, column = int(place[1]), int(place[2])
    what = said[: place.start()] if place else said
    message = f"is not TOML: {what[:1].lower()}{what[1:]}"
    return Problem(path, line, column, "", safe_text(message), 'write lines such as model = "name"')


def _replace(path: Path, text: str) -> None:
    """Replace a file by a whole one, with the permissions of the old."""
    import shutil
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, new)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
