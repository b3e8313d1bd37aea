"""`scenarios` and `show`: what there is to sit; no embedder, no screen."""

from __future__ import annotations

import textwrap

from interviewer.cli.say import as_json as print_json
from interviewer.cli.say import out, talk
from interviewer.content import Library, load_scenario
from interviewer.errors import ContentError, Exit
from interviewer.settings import Settings


def list_scenarios(settings: Settings, *, as_json: bool) -> int:
    """Print the scenarios; broken ones are named on stderr and skipped."""
    rows = []
    for path in Library.shipped(settings.content).scenario_paths().values():
        try:
            rows.append(load_scenario(path))
        except ContentError as error:
            talk(str(error))
    if as_json:
        keys = {"id", "title", "level", "minutes", "about"}
        print_json([row.model_dump(include=keys, mode="json") for row in rows])
    else:
        for row in rows:
            out(f"{row.id:16} {row.level:7} {row.minutes:3} min  {row.title}\n{'':16} {row.about}")
    return int(Exit.GOOD if rows else Exit.FINDINGS)


def show_scenario(settings: Settings, name: str, *, facts: bool) -> int:
    """Print a scenario's brief; the facts only if asked, for they are earned in the interview."""
    scenario = load_scenario(Library.shipped(settings.content).find(name))
    out(f"{scenario.title}  ({scenario.level}, {scenario.minutes} minutes)\n")
    out(textwrap.fill(scenario.prompt, 80))
    out(f"\nThe interviewer is {scenario.role}.")
    for primitive in scenario.primitives:
        out(_bullet(primitive))
    if facts:
        out("\nFacts (told when asked for):")
        for fact in scenario.facts:
            out(_bullet(f"{fact.says} [{fact.status}]"))
    return int(Exit.GOOD)


def _bullet(text: str) -> str:
    return textwrap.fill(text, 80, initial_indent="- ", subsequent_indent="  ")
