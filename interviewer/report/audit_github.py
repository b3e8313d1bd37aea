"""An audit as annotations of a pull request: workflow commands that GitHub Actions reads.

Words of candidates are escaped, so that none can end a command or begin another. The report itself
is printed between `stop` and `resume`: a candidate's line may begin with `::`, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interviewer.outcome import Audit, ScenarioAudit
from interviewer.report import audit_words as words
from interviewer.report.audit_edits import Edit
from interviewer.report.clean import cleaned

_TONES = {"good": "notice", "warn": "warning", "bad": "error"}


def audit_github(
    found: Audit, todo: Sequence[Edit], files: Mapping[str, str] | None = None
) -> list[str]:
    """Return one workflow command a line: the verdict of each scenario, then what to edit.

    GitHub shows ten of a kind a step, so what decides comes first. `files` maps scenarios to their
    rubrics.
    """
    found, files = cleaned(found), files or {}
    verdicts = [
        _verdict(scenario, files.get(scenario.scenario, "")) for scenario in found.scenarios
    ]
    return [*verdicts, *(_edit(cleaned(edit)) for edit in todo)]


def stop(token: str) -> str:
    """Return the command after which GitHub reads no commands until `resume(token)`."""
    return f"::stop-commands::{token}"


def resume(token: str) -> str:
    """Return the command that ends `stop(token)`."""
    return f"::{token}::"


def _verdict(found: ScenarioAudit, file: str) -> str:
    _, said, tone = words.verdict(found)
    says = f"{found.says} {words.more(found)}".strip()
    return command(_TONES[tone], says, file=file, line=1, title=f"{found.scenario}: {said}")


def _edit(edit: Edit) -> str:
    said = [edit.says]
    for quote in edit.quotes:
        said.append(f"“{quote.text}” ({quote.key.persona}, seed {quote.key.seed})")
        said += [f"  taken for: {quote.point}"] if quote.point else []
    title = f"{edit.scenario}: {edit.title.replace('`', '')}"
    return command(edit.weight, "\n".join(said), file=edit.file, line=edit.line, title=title)


def command(name: str, message: str, *, file: str, line: int, title: str) -> str:
    """Return a workflow command; without a file it is shown with the run and not in a diff."""
    where = f"file={_property(file)},line={line}," if file else ""
    return f"::{name} {where}title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
