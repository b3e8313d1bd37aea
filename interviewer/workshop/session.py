"""One check of many files: findings as they come, in order of files and of work.

The only module that decides whether meanings are compared; it loads no embedder itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from interviewer.retrieval.base import Embedder
from interviewer.workshop.checking import find_all
from interviewer.workshop.findings import Finding
from interviewer.workshop.nearness import Nearness
from interviewer.workshop.pair import Pair
from interviewer.workshop.reading import Reader

Elsewhere = Callable[[str], Mapping[str, Sequence[str]]]


def check(
    reader: Reader,
    targets: Sequence[Path],
    embedder: Embedder | None = None,
    elsewhere: Elsewhere = lambda _: {},
) -> Iterator[tuple[Path, list[Finding]]]:
    """Yield each file with what was found in it, in its rubric and in its candidates.

    Args:
        reader: reads files as members of a library.
        targets: the files.
        embedder: compares meanings; without it those rules are left out.
        elsewhere: substance of the scenarios other than the one of this id, for the swap test.
    """
    seen: set[Finding] = set()
    for path in targets:
        read = reader.read(path, targets)
        found = list(read.findings)
        if read.pair is not None:
            found += find_all(read.pair, _near(read.pair, embedder, elsewhere))
            found += reader.candidates_of(read.pair, targets)
        fresh = [finding for finding in found if finding not in seen]
        seen.update(fresh)
        yield path, fresh


def _near(pair: Pair, embedder: Embedder | None, elsewhere: Elsewhere) -> Nearness | None:
    if embedder is None or pair.alone:
        return None
    return Nearness(pair, embedder, elsewhere(pair.scenario.id))
