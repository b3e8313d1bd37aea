"""Begins a scenario: two commented files full of blanks, a stub of candidates, schemas for editors.

`check` then leads from blank to blank. It knows the base rubric, since each of its criteria gets a
place; what makes a good scenario, the rules know.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from interviewer.content import Library, load_yaml, plain
from interviewer.errors import UsageError

BASE = "ml-system-design"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HINTS = {
    "framing": (
        "which decision is taken, when, by whom, and which aim is the right one although another "
        "is easier to count",
        "whose trouble is counted, and what does the obvious count hide?",
    ),
    "data": (
        "where a label comes from here, who is missing from it, and how late it is",
        "what does a model trained up to last month believe that is wrong?",
    ),
    "approach": (
        "what is done first and works without a model; what a model adds, and to which action",
        "what happens to one of them when your score is high?",
    ),
    "evaluation": (
        "how one would know that it works before the truth is known, and against what",
        "what would your measure show if it did not work?",
    ),
    "sizing": (
        "which number, worked out from the facts, decides between two designs",
        "how many can be dealt with, and what does the rest get?",
    ),
    "operations": (
        "what must hold on an ordinary day, who steps in, what happens when a part is missing",
        "it is Friday, 15:40: who does what, with what in front of them?",
    ),
    "feedback": (
        "what the system does to its own data and to how people behave",
        "what does next year's data no longer show, because of what you did?",
    ),
    "rollout": (
        "who gets it first, what is compared with what, which figure stops it",
        "whom do you leave without it, for how long, and is that right?",
    ),
    "people": (
        "who is treated wrongly by it, how they learn of it and what they can do",
        "who pays for your mistakes, and how would you hear of it?",
    ),
}
"""For each criterion of the base: what to expect, and the kind of question that shows it."""


def write(name: str, folder: Path, today: date) -> list[Path]:
    """Write the files of a new scenario; return the scenario, the rubric and the candidates.

    Raises:
        UsageError: the name cannot be an id, or one of the files is there.
    """
    if not _NAME.fullmatch(name) or len(name) > 60:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "some-name"
        raise UsageError(f"`{name}` cannot be an id.", hint=f"Small letters and hyphens: {slug}")
    paths = {
        "scenario": folder / "scenarios" / f"{name}.yaml",
        "rubric": folder / "rubrics" / f"{name}.yaml",
        "candidates": folder / "scenarios" / "candidates" / f"{name}.yaml",
    }
    for path in paths.values():
        if path.exists():
            raise UsageError(f"{path} is there already.", hint="Choose another id, or --in DIR.")
    details = {
        "id": name,
        "today": today,
        "folder": folder,
        "schemas": _schemas(folder),
        "criteria": _criteria(),
        "phases": _phases(),
    }
    for kind, path in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_render(f"{kind}.yaml.jinja", details), "utf-8")
    return list(paths.values())


def _render(template: str, details: dict[str, Any]) -> str:
    import jinja2

    environment = jinja2.Environment(  # YAML, and nothing of a browser's
        loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    return environment.get_template(template).render(details)


def _schemas(folder: Path) -> str:
    """Return where an editor finds the schemas, seen from the files; copy them there if need be."""
    shipped = Path(__file__).parents[1] / "schemas"
    if (folder / "interviewer" / "schemas").resolve() == shipped.resolve():
        return "../interviewer/schemas"
    (folder / "schemas").mkdir(parents=True, exist_ok=True)
    for kind in ("scenario", "rubric"):
        shutil.copy(shipped / f"{kind}.schema.json", folder / "schemas")
    return "../schemas"


def _base() -> dict[str, Any]:
    base: dict[str, Any] = plain(load_yaml(Library.shipped().rubric_path(BASE)))
    return base


def _phases() -> list[dict[str, str]]:
    """Return the base rubric's phases, each with a question that leads into it."""
    return [{"id": phase["id"], "asks": phase["enters"][0]} for phase in _base()["phases"]]


def _criteria() -> list[dict[str, Any]]:
    """Return the base rubric's criteria, each with what to expect and a question."""
    return [
        {
            "id": criterion["id"],
            "name": criterion["name"],
            "gate": bool(criterion.get("gate")),
            "hint": _HINTS.get(criterion["id"], ("what is decided here", ""))[0],
            "question": _HINTS.get(criterion["id"], ("", "a pointed question"))[1],
        }
        for criterion in _base()["criteria"]
    ]
