"""Who chose a model: precedence, a strict file, and a choice remembered whole or not at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from interviewer.config import NAMES, config_path, flag, read_config, variable
from interviewer.errors import ContentError, Exit, JournalError, UsageError
from interviewer.settings import ROLES, Models, Settings, remember

CANARY = "sk-canary-4f1d0b7a93e25c68"


@pytest.fixture
def file() -> Path:
    """Where the user's file lies in this test; its folder is there, it is not."""
    path = config_path()
    path.parent.mkdir(parents=True)
    return path


# --- precedence -----------------------------------------------------------------------------------


def test_a_flag_beats_the_environment_that_the_file_that_the_default(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each source in turn, and each says who it is."""
    assert Settings.load().models == Models()
    assert str(Settings.load().origin("judge")) == "default"
    file.write_text('model = "openai/file"\nbudget = 1\n')
    assert Settings.load().models == Models.all("openai/file")
    assert str(Settings.load().origin("judge")) == f"file: model in {file}"
    monkeypatch.setenv("INTERVIEWER_MODEL", "openai/environment")
    monkeypatch.setenv("INTERVIEWER_BUDGET", "2")
    found = Settings.load()
    assert (found.models, found.budget) == (Models.all("openai/environment"), 2.0)
    assert str(found.origin("budget")) == "environment: INTERVIEWER_BUDGET"
    found = Settings.load(model="openai/flag", budget="$3")
    assert (found.models, found.budget) == (Models.all("openai/flag"), 3.0)
    assert str(found.origin("listener")) == "flag: --model"
    assert found.insists("listener")


def test_a_role_of_its_own_beats_all_roles_in_the_same_source_only(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--model` on the command line means every role, whatever a weaker source says of one."""
    file.write_text('listener_model = "openai/small"\n')
    assert Settings.load().models == Models(listener="openai/small")
    monkeypatch.setenv("INTERVIEWER_MODEL", "openai/big")
    monkeypatch.setenv("INTERVIEWER_JUDGE_MODEL", "embedded")
    assert Settings.load().models == Models("openai/big", "openai/big", "embedded")
    assert Settings.load(model="x/y").models == Models.all("x/y")
    assert Settings.load(interviewer_model="x/y").models.interviewer == "x/y"


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_three_names(
    role: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One name, spelt for the file, the environment and the command line."""
    name = f"{role}_model"
    assert name in NAMES
    assert (flag(name), variable(name)) == (f"--{role}-model", f"INTERVIEWER_{role.upper()}_MODEL")
    file.write_text(f'{name} = "a/file"\n')
    assert getattr(Settings.load().models, role) == "a/file"
    monkeypatch.setenv(variable(name), "an/environment")
    assert getattr(Settings.load().models, role) == "an/environment"
    flags: dict[str, Any] = {name: "a/flag"}
    assert getattr(Settings.load(**flags).models, role) == "a/flag"


def test_a_command_s_own_options_come_on_top() -> None:
    """`interviewer --model a practice --listener-model b`."""
    found = Settings.load(model="a/a").with_flags(listener_model="b/b")
    assert found.models == Models("a/a", "b/b", "a/a")


def test_an_empty_variable_says_nothing_and_an_empty_flag_says_something_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`INTERVIEWER_MODEL=` is the way to unset one; `--model "$UNSET"` is a slip."""
    monkeypatch.setenv("INTERVIEWER_MODEL", " ")
    monkeypatch.setenv("INTERVIEWER_BUDGET", "")
    assert Settings.load().models == Models()
    assert Settings.load(model="").models.judge == ""


def test_only_a_flag_changes_who_goes_on_with_an_interview(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The environment and the file are about interviews to come."""
    held = Models("a/a", "b/b")
    monkeypatch.setenv("INTERVIEWER_MODEL", "c/c")
    assert Settings.load().recast(held) is None
    assert Settings.load(listener_model="d/d").recast(held) == Models("a/a", "d/d")
    assert Settings.load(listener_model="b/b").recast(held) is None


@pytest.mark.parametrize("said", ["none", " None ", "NONE"])
def test_no_limit_can_be_said(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """For one run, against a budget in the environment."""
    monkeypatch.setenv("INTERVIEWER_BUDGET", "0.5")
    assert Settings.load().budget == 0.5
    assert Settings.load(budget=said).budget is None
    assert Settings.load(budget=said).insists("budget")


@pytest.mark.parametrize("said", ["x", "", "nan", "inf", "-1", "1e999", "0,50", CANARY])
def test_a_budget_that_is_no_amount_is_refused_without_being_repeated(
    said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a flag and from the environment, and each is named."""
    with pytest.raises(UsageError, match=r"The budget \(flag: --budget\) is no amount") as refused:
        Settings.load(budget=said)
    assert refused.value.exit_code == Exit.USAGE
    if said:
        monkeypatch.setenv("INTERVIEWER_BUDGET", said)
        with pytest.raises(UsageError, match="environment: INTERVIEWER_BUDGET") as refused:
            Settings.load()
        assert CANARY not in str(refused.value)


# --- the file is read strictly --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('modle = "a/b"', ":1:1: modle: unknown key (did you mean `model`?)"),
        ('\n\n"listener-model"="a/b"', ":3:1: listener-model: unknown key (did you mean `listen"),
        ('colour = "red"', "(known here: model, interviewer_model, listener_model, judge_model, b"),
        (f'openai_api_key = "{CANARY}"', ":1:1: openai_api_key: unknown key (keys do not belong"),
        ('model = "a/b"\n[models]\njudge = "c"', ":2:1: models: unknown key (did you mean `model`"),
        ("model = 3", ":1:1: model: must be a model's name, in quotes"),
        ('judge_model = ""', ":1:1: judge_model: must be a model's name"),
        ('budget = "much"', ":1:1: budget: must be an amount of US dollars (such as 0.50"),
        ("budget = true", "budget: must be an amount"),
        ("budget = -1", "budget: must be an amount"),
        ("budget = inf", "budget: must be an amount"),
        (f"budget = {'9' * 400}", "budget: must be an amount"),
        (f"budget = {'9' * 5000}", "is not TOML:"),
        (f"model = {CANARY}", ":1:9: is not TOML: invalid value"),
        ('model = "a"\nmodel = "b"', ":2:"),
        ('model = "a', ":1:"),
        ("model = " + "[" * 5000, "is not TOML:"),
    ],
)
def test_a_wrong_file_is_told_with_its_line_and_left_alone(
    file: Path, text: str, says: str
) -> None:
    """Exit code 2; no value is repeated, and a choice is not written over what a person wrote."""
    file.write_text(text)
    with pytest.raises(ContentError) as refused:
        Settings.load(model="a/flag")
    assert f"{file}:" in str(refused.value)
    assert says in str(refused.value)
    assert CANARY not in str(refused.value)
    assert refused.value.exit_code == Exit.USAGE
    with pytest.raises(ContentError):
        remember(Models.all("a/b"), None)
    assert file.read_text() == text


def test_all_that_is_wrong_is_told_at_once(file: Path) -> None:
    """One run, one list."""
    file.write_text("modle = 1\nbudget = []\njudge_model = 2\n")
    with pytest.raises(ContentError) as refused:
        Settings.load()
    assert [problem.line for problem in refused.value.problems] == [1, 2, 3]


def test_what_cannot_be_read_is_told(file: Path) -> None:
    """Bytes that are no text, a folder, a name that would act on a terminal."""
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ContentError, match="it is not UTF-8"):
        Settings.load()
    file.write_text('"\\u001b[2J" = 1')
    with pytest.raises(ContentError) as refused:
        Settings.load()
    assert "\x1b" not in str(refused.value)
    file.unlink()
    file.mkdir()
    with pytest.raises(ContentError, match="cannot be read: Is a directory"):
        Settings.load()


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "\ufeffbudget = 0\r\n"])
def test_an_empty_file_is_no_choice(file: Path, text: str) -> None:
    """Nor is one that is not there; an editor's mark at the beginning is passed over."""
    assert read_config(file) == {}
    file.write_text(text, encoding="utf-8")
    assert Settings.load().models == Models()


def test_a_home_that_may_not_be_entered_is_one_without_a_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that runs as somebody else still runs; a file that is there and shut is told."""

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert Settings.load().models == Models()
    file.write_text("budget = 1\n")
    with pytest.raises(ContentError, match="cannot be read: Permission denied"):
        Settings.load()


# --- a choice is remembered -----------------------------------------------------------------------


def test_remembering_keeps_what_a_person_wrote(file: Path) -> None:
    """Comments, order, line ends, quotes and permissions stay; only values change."""
    file.write_bytes(
        b"# mine\r\nlistener_model = 'a/small' # cheap\r\n\r\n# half a dollar\r\n"
        b"budget = 0.5 # at most\r\nmodel = 'a/big'\r\n"
    )
    file.chmod(0o640)
    remember(Models("b/new", "a/small", "b/new"), 0.25)
    text = file.read_bytes().decode()
    for kept in ("# mine\r\n", "listener_model = 'a/small' # cheap\r\n", "# half a dollar\r\n"):
        assert kept in text
    assert "budget = 0.25 # at most\r\n" in text
    assert file.stat().st_mode & 0o777 == 0o640
    found = Settings.load()
    assert (found.models, found.budget) == (Models("b/new", "a/small", "b/new"), 0.25)


CASTS = [Models(), Models.all("a/a"), Models("a/a", "b/b"), Models("a/a", "b/b", "c/c")]


@pytest.mark.parametrize("before", CASTS)
@pytest.mark.parametrize("after", CASTS)
@pytest.mark.parametrize("budgets", [(None, 0.5), (0.5, None), (0.0, 2.0)])
def test_what_was_remembered_is_what_is_loaded(
    before: Models, after: Models, budgets: tuple[float | None, float | None]
) -> None:
    """Whatever the file said before; no model and no limit are choices too."""
    for models, budget in zip((before, after), budgets, strict=True):
        assert remember(models, budget) == config_path()
        found = Settings.load()
        assert (found.models, found.budget) == (models, budget)
    assert Settings.load().origin("interviewer").kind == "file"


def test_nothing_is_written_where_nothing_changes(file: Path) -> None:
    """The file's date stays as it is."""
    remember(Models.all("a/a"), 1.0)
    os.utime(file, (1, 1))
    remember(Models.all("a/a"), 1.0)
    assert file.stat().st_mtime == 1


def test_a_link_to_the_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    """People keep such files elsewhere."""
    real = tmp_path / "dotfiles.toml"
    real.write_text("# mine\n")
    file.symlink_to(real)
    remember(Models.all("a/a"), None)
    assert file.is_symlink()
    assert real.read_text() == '# mine\nmodel = "a/a"\n'


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_crash_while_writing_leaves_the_old_file_whole(
    file: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no other file beside it."""
    file.write_text('model = "a/old" # mine\n')

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os if step == "fsync" else Path, step, fail)
        with pytest.raises(JournalError, match=re.escape(f"{file} was not written: No space left")):
            remember(Models.all("a/new"), None)
    assert file.read_text() == 'model = "a/old" # mine\n'
    assert list(file.parent.iterdir()) == [file]


def test_settings_are_light_to_import() -> None:
    """The app's first paint waits for them."""
    code = (
        "import sys; import interviewer.settings as s; s.Settings.load(); "
        "heavy = {'pydantic', 'tomlkit', 'ruamel', 'rapidfuzz', 'interviewer.content'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
