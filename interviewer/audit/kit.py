"""What a worker on another machine is sent, what it checks before it begins, what it sends back.

No disk is shared. Scenarios, rubrics and personas of one's own travel to the worker, a transcript
travels back with its outcome; the package, the embedder's weights, the vectors' cache and the keys
are the worker's own. It does not know how anything is sent (`cluster`).
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from interviewer import __version__, wiring
from interviewer.audit.cast import Cast
from interviewer.audit.designing import swap_hash
from interviewer.audit.executor import held_alone
from interviewer.audit.venue import Venue, strike
from interviewer.errors import Exit, InterviewerError, UsageError
from interviewer.outcome import Design, Outcome, Part, RunKey
from interviewer.settings import Settings

CONTENT = ("scenarios", "rubrics", "personas")
"""What travels of a `--content` folder; what else lies there does not."""
SUFFIXES = frozenset({".yaml", ".md"})
MOST_BYTES = 20_000_000
PACKAGE = Path(__file__).parents[1]
_APART = ("__pycache__", "_content")
"""What Python makes of the modules, and a wheel's scenarios: each is compared by its own hash."""
SAME = "Every worker needs this same package, and a new start after it has changed."

Files = Mapping[str, bytes]
"""A folder's files by their paths in it, with forward slashes."""


class ClusterError(InterviewerError):
    """The cluster cannot be used, or one of its workers cannot."""

    exit_code = Exit.PROVIDER


@dataclass(frozen=True)
class Returned:
    """One interview as a worker gives it back; no transcript where none was held."""

    outcome: Outcome
    transcript: bytes


@dataclass(frozen=True)
class Kit:
    """All that a worker needs beside the package: a venue, and the files that its paths mean."""

    venue: Venue
    design: Design
    content: tuple[Files, ...]
    personas: tuple[Files, ...]
    code: str
    """Of the package that made the kit: a checkout changes and keeps its version."""

    @classmethod
    def packed(cls, venue: Venue, design: Design) -> Kit:
        """Return a venue with the content that it reads. Blocks.

        Raises:
            UsageError: there is too much of it.
        """
        cast = venue.cast
        content = tuple(
            _read(root, (path for name in CONTENT for path in (root / name).rglob("*")))
            for root in cast.settings.content
        )
        personas = tuple(_read(folder, folder.glob("*")) for folder in cast.folders)
        size = sum(len(data) for files in (*content, *personas) for data in files.values())
        if size > MOST_BYTES:
            raise UsageError(
                f"The --content and --personas-dir folders hold {size / 1e6:.0f} MB of YAML and "
                f"Markdown; at most {MOST_BYTES / 1e6:.0f} MB are sent to a cluster.",
                hint="Name folders with fewer files.",
            )
        return cls(venue, design, content, personas, code_hash())

    def unpacked(self, folder: Path) -> Venue:
        """Write the content into a folder of this machine and return the venue over it."""
        settings = replace(
            self.venue.cast.settings,
            content=tuple(_written(folder / f"content-{n}", f) for n, f in enumerate(self.content)),
            cache=Settings.without_file().cache,
            transcripts=folder,
        )
        personas = (_written(folder / f"personas-{n}", f) for n, f in enumerate(self.personas))
        cast = replace(self.venue.cast, settings=settings, folders=tuple(personas))
        return replace(self.venue, cast=cast, folder=folder / "held")


class Room:
    """A kit on a worker, unpacked when first used; its folder goes when it does.

    Pickled, it is the kit alone, and another process unpacks its own.
    """

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._opening = threading.Lock()
        self._venue: Venue | None = None

    def __reduce__(self) -> tuple[type[Room], tuple[Kit]]:
        return Room, (self._kit,)

    def venue(self, scratch: str | None = None) -> Venue:
        """Return where interviews are held here, unpacked below `scratch`; checked once. Blocks.

        Raises:
            ClusterError: this process differs from the one that designed the audit.
            InterviewerError: the content cannot be read here.
        """
        with self._opening:
            if self._venue is None:
                folder = Path(tempfile.mkdtemp(prefix="interviewer-", dir=scratch))
                weakref.finalize(self, _cleared, folder)
                venue = self._kit.unpacked(folder)
                if found := differences(self._kit, venue.cast):
                    raise ClusterError(
                        f"It differs from this machine: {'; '.join(found[:3])}.",
                        hint=SAME,
                    )
                self._venue = venue
            return self._venue

    def hold(self, key: RunKey, scratch: str | None = None) -> Returned:
        """Hold one interview and take its transcript away. Blocks.

        Raises:
            InterviewerError: what would fail every interview on this worker.
        """
        venue = self.venue(scratch)
        outcome = asyncio.run(held_alone(venue, key))
        path = venue.folder / key.file
        transcript = path.read_bytes() if path.is_file() else b""
        path.unlink(missing_ok=True)
        return Returned(outcome, transcript)


@lru_cache(maxsize=1)
def code_hash() -> str:
    """Return the hash of the package's files, as they were when this process first asked.

    Prompts, word lists and frozen vectors decide what is heard and judged, as modules do.
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.is_file()):
        name = path.relative_to(PACKAGE)
        if not any(part in _APART or part.startswith(".") for part in name.parts):
            data = path.read_bytes()
            digest.update(f"{name.as_posix()}\n{len(data)}\n".encode() + data)
    return digest.hexdigest()


def differences(kit: Kit, cast: Cast) -> list[str]:
    """Return in what this process differs from the one that made a kit; empty if in nothing."""
    design = kit.design
    embedder, why = wiring.embedder(cast.settings.cache)
    found = []
    if __version__ != design.package:
        found.append(f"interviewer is {__version__}, not {design.package}")
    elif code_hash() != kit.code:
        found.append(f"its code is not that of interviewer {design.package} here")
    if embedder.name != design.embedder:
        found.append(f"the embedder is {embedder.name}, not {design.embedder} {why}".rstrip())
    if swap_hash() != design.swap_corpus:
        found.append("the swap corpus is another")
    return [*found, *(line for part in design.parts for line in _differs(part, cast))]


def _differs(part: Part, cast: Cast) -> Iterable[str]:
    try:
        loaded = wiring.library(cast.settings).load(part.scenario)
    except UsageError as error:
        return [error.message.rstrip(".")]
    found = []
    if loaded.scenario_hash != part.scenario_hash:
        found.append(f"the scenario {part.scenario} is another")
    if loaded.rubric.hash != part.rubric_hash:
        found.append(f"the rubric of {part.scenario} is another")
    here = {(one.persona, one.arm): one.file_hash for one in cast.members(part.scenario)}
    for member in part.members:
        if here.get((member.persona, member.arm), member.file_hash) != member.file_hash:
            found.append(f"the persona {member.persona} is another")
    return found


def _read(root: Path, paths: Iterable[Path]) -> Files:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(paths)
        if path.suffix in SUFFIXES and path.is_file()
    }


def _written(root: Path, files: Files) -> Path:
    for name in CONTENT[:2]:  # a library's folder has one of them
        (root / name).mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def _cleared(folder: Path) -> None:
    strike(folder)
    shutil.rmtree(folder, ignore_errors=True)
