"""`check` and `new`: what is wrong with a scenario, in which line, and what to do next."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out, talk
from interviewer.content import Library, content_root, nearest
from interviewer.errors import Exit, Problem, UsageError
from interviewer.settings import Settings
from interviewer.workshop.catalogue import CANDIDATE_SILENT, KNOWN, UNPAIRED, rule_named
from interviewer.workshop.findings import Finding, folded
from interviewer.workshop.rule import Rule

if TYPE_CHECKING:
    from interviewer.retrieval.base import Embedder
    from interviewer.rubric import Rubric


ENDS = (".", "?", "!")
_ANSWER = "write an answer to each, without the rubric's points; `hook:` takes any of these ids"


def check_content(
    settings: Settings,
    paths: list[Path],
    *,
    as_json: bool,
    fast: bool = False,
    notes: bool = False,
    today: date | None = None,
) -> int:
    """Check files and print what is to be mended; exit code 1 for any error or warning.

    Raises:
        UsageError: a path does not exist.
    """
    from interviewer.evidence.swap import elsewhere
    from interviewer.workshop.reading import Reader, targets_of
    from interviewer.workshop.session import check

    for path in paths:
        if not path.exists():
            hint = "Give a scenario, a rubric or a folder."
            raise UsageError(f"{path} does not exist.", hint=hint)
    library = Library.shipped(settings.content)
    targets = targets_of(library, paths)
    embedder = None if fast else _embedder(settings)
    reader = Reader(library, today or date.today(), partial(_candidates, embedder))
    found: list[Finding] = []
    for number, (path, findings) in enumerate(check(reader, targets, embedder, elsewhere), start=1):
        found += findings
        _progress(number, len(targets), path)
    _print(found, len(targets), as_json=as_json, notes=notes)
    bad = [finding for finding in found if finding.counts]
    if not targets:
        talk("Nothing was checked: no .yaml file is there.")
    return int(Exit.FINDINGS if bad or not targets else Exit.GOOD)


def _candidates(embedder: Embedder | None, path: Path, rubric: Rubric) -> list[Finding]:
    """Load authored candidates, and find the experts among them who lack an answer.

    A talker need not have one: it is there to fail.
    """
    from interviewer.audit.authored import unanswered
    from interviewer.audit.scripts import has_blanks, load_scripts, place_of
    from interviewer.authoring.asked import listed

    rule, found = CANDIDATE_SILENT, []
    for script in load_scripts(path, rubric).candidates:
        if script.kind != "legitimate" or has_blanks(script):
            continue
        if silent := unanswered(script, rubric, embedder):
            message = f"{script.id} has no answer to: {listed(rubric, silent)}"
            problem = Problem(path, *place_of(path, script.id), "", message, _ANSWER)
            found.append(Finding.of(problem, rule.id, rule.severity))
    return found


def _embedder(settings: Settings) -> Embedder | None:
    """Return what compares meanings, or nothing, and say so."""
    from interviewer.retrieval.loading import load_embedder

    found, trouble = load_embedder(settings.cache)
    if found.semantic:
        return found
    talk(f"note: rules that compare meanings were left out. {trouble}")
    return None


def _progress(number: int, of: int, path: Path) -> None:
    if sys.stderr.isatty() and of > 1:
        end = "\n" if number == of else ""
        print(f"\r\x1b[K{number}/{of} {path.name}", end=end, file=sys.stderr, flush=True)


def _print(found: Sequence[Finding], files: int, *, as_json: bool, notes: bool) -> None:
    if as_json:
        print_json([vars(finding) for finding in found])
        return
    bad = [one for one in found if one.counts or notes or one.rule == UNPAIRED.id]
    shown: Path | None = None
    for finding, more in folded(sorted(bad, key=lambda finding: _place(bad, finding))):
        if shown not in (None, finding.path):
            out()
        shown = finding.path
        out(str(finding))
        if finding.hint:
            out(f"    {finding.hint}")
        if more:
            out(f"    and {len(more)} more like it, to line {more[-1].line}; --json lists each")
    problems = [finding for finding in bad if finding.counts]
    out(f"{_count(files, 'file')}, {_count(len(problems), 'problem')}")
    _say_next(len(found) - len(bad), problems)


def _place(found: Sequence[Finding], finding: Finding) -> int:
    """Return the place of a finding's file in the order of work; within it, nothing changes."""
    files = list(dict.fromkeys(one.path for one in found))
    return files.index(finding.path)


def _say_next(hidden: int, problems: Sequence[Finding]) -> None:
    """Say what to do first, and how many notes were not shown."""
    if hidden:
        talk(f"{_count(hidden, 'note')} besides; --notes shows them.")
    if problems:
        first = problems[0]
        where = f"{first.where} " if first.where else ""
        todo = f": {first.hint}" if first.hint else ""
        says = f"{where}{first.message}{todo}"
        talk(f"Next: {first.path.name}:{first.line}: {says}{'' if says.endswith(ENDS) else '.'}")
        if rule_named(first.rule):
            talk(f"Why: interviewer check --explain {first.rule}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


# --- explain --------------------------------------------------------------------------------------


def explain(name: str, *, as_json: bool) -> int:
    """Print a rule's reason with an example; `all` prints every rule's.

    Raises:
        UsageError: there is no such rule; the nearest name is offered.
    """
    rules = list(KNOWN) if name == "all" else [rule for rule in KNOWN if rule.id == name]
    if not rules:
        near = nearest(name, [rule.id for rule in KNOWN])
        hint = f"Did you mean {near}?" if near else "`interviewer check --explain all` lists them."
        raise UsageError(f"There is no rule `{name}`.", hint=hint)
    if as_json:
        keys = ("id", "severity", "why", "bad", "good")
        print_json([{key: getattr(rule, key) for key in keys} for rule in rules])
    else:
        out("\n\n".join(map(_explained, rules)))
    return int(Exit.GOOD)


def _explained(rule: Rule) -> str:
    look = rule.look or rule.look_near
    what = " ".join(((look and look.__doc__) or "").split()).replace("Find ", "It finds ", 1)
    lines = [
        f"{rule.id} ({rule.severity}{', compares meanings' if rule.look_near else ''})",
        textwrap.fill(rule.why, 88, initial_indent="  ", subsequent_indent="  "),
        textwrap.fill(what, 88, initial_indent="  ", subsequent_indent="  "),
        textwrap.fill(rule.bad, 88, initial_indent="    not:     ", subsequent_indent=" " * 13),
        textwrap.fill(rule.good, 88, initial_indent="    rather:  ", subsequent_indent=" " * 13),
    ]
    return "\n".join(filter(None, lines))


# --- new ------------------------------------------------------------------------------------------


def new_scenario(name: str, folder: Path | None) -> int:
    """Write a commented scaffold, and say what comes next.

    Raises:
        UsageError: the name cannot be one, or a file is there already.
    """
    from interviewer.workshop.scaffold import write

    paths = write(name, folder or Path(), date.today())
    for path in paths:
        out(str(path))
    where, guide = paths[0].parent.parent, content_root() / "scenarios" / "AUTHORING.md"
    talk(
        f"Next: interviewer --content {where} check {paths[0]}\n"
        f"It leads from blank to blank. {guide} shows one built up."
    )
    return int(Exit.GOOD)
