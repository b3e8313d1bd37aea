"""Reading and rendering a prompt document.

A place to fill is written `{{name}}`. A missing value is an error that lists all that are missing,
and so is one that no place asks for: a prompt has no holes and nothing is handed in for nothing.
What is filled in is not searched for places again, so a candidate's braces stay braces.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

_FOLDER = Path(__file__).parent
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_SECTION = re.compile(r"^## ([a-z_]+)[ \t]*\n", re.MULTILINE)


class Unrendered(ValueError):
    """Values and places of a prompt do not match: a fault of the program, never of a user."""


@dataclass(frozen=True)
class Text:
    """A text with places to fill."""

    name: str
    body: str

    @property
    def places(self) -> frozenset[str]:
        """The names of its places."""
        return frozenset(_PLACE.findall(self.body))

    def render(self, **values: str) -> str:
        """Return it with every place filled.

        Raises:
            Unrendered: values are missing, or there is no place for them; all are listed.
        """
        missing = sorted(self.places - values.keys())
        unused = sorted(values.keys() - self.places)
        if missing or unused:
            raise Unrendered(f"prompt {self.name}: missing {missing}, no place for {unused}")
        return _PLACE.sub(lambda found: values[found[1]], self.body)


@dataclass(frozen=True)
class Document(Text):
    """A whole document. `max_tokens` bounds the reply; `hash` names this very wording."""

    about: str
    max_tokens: int
    temperature: float | None
    hash: str
    sections: Mapping[str, Text]

    def section(self, name: str) -> Text:
        """Return one of its sections; KeyError if there is none of that name."""
        return self.sections[name]


@lru_cache(maxsize=32)
def document(name: str) -> Document:
    """Return the document `<name>.md` of this folder."""
    path = _FOLDER / f"{name}.md"
    raw = path.read_text("utf-8")
    head = _HEAD.match(raw)
    if head is None:
        raise Unrendered(f"prompt {name}: no front matter")
    matter = YAML(typ="safe", pure=True).load(head[1])
    rest = raw[head.end() :]
    body, *pieces = _SECTION.split(rest)
    named = zip(pieces[::2], pieces[1::2], strict=True)
    return Document(
        name=name,
        body=body.strip(),
        about=matter["about"],
        max_tokens=matter["max_tokens"],
        temperature=matter.get("temperature"),
        hash=hashlib.sha256(raw.encode()).hexdigest()[:16],
        sections={key: Text(f"{name}.{key}", text.strip()) for key, text in named},
    )


def hashes(*names: str) -> dict[str, str]:
    """Return the hash of each document by its name."""
    return {name: document(name).hash for name in names}
