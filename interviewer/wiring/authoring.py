"""The author's side of an interview: what is seen behind it, what a save changed, any turn again.

Files that are read anew never reach an interview that is held with others: it goes on in a
transcript of its own, so that each transcript is held with one version of its files.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from interviewer import transcript as t
from interviewer.authoring import replay
from interviewer.authoring.changes import News, changes
from interviewer.authoring.triggers import Triggers
from interviewer.authoring.view import AuthorView, author_view
from interviewer.authoring.watching import Watch
from interviewer.content import Loaded
from interviewer.engine.clock import RunningClock
from interviewer.engine.interview import Interview
from interviewer.engine.state import fold
from interviewer.errors import InterviewerError
from interviewer.retrieval.index import FactIndex
from interviewer.settings import Models, Settings
from interviewer.wiring.casting import company
from interviewer.wiring.interviews import ClockOf
from interviewer.wiring.parts import embedder, fact_index, library, loaded_for, substance
from interviewer.wiring.sessions import delete_session


class Workshop:
    """One author at work on one scenario; made for the interview that is open. Making it blocks."""

    def __init__(self, settings: Settings, header: t.Header, loaded: Loaded) -> None:
        self._settings, self._header = settings, header
        self.latest = loaded
        self._watch = Watch(self._files(loaded))
        self._prepared: dict[tuple[str, str], tuple[FactIndex, Triggers]] = {}
        self._copies: dict[Path, int] = {}
        self._elsewhere = 0.0
        self._prepare(loaded)

    def look(self, interview: Interview) -> AuthorView:
        """Return what the interviewer sees now, judged as far as the interview got. Blocks."""
        from interviewer.judge.judging import judge

        records, loaded = t.read(interview.path).records, interview.loaded
        index, triggers = self._prepare(loaded)
        judged = any(isinstance(record, t.CandidateSaid) for record in records)
        card = judge(records, loaded, substance(self._settings, loaded)) if judged else None
        return author_view(records, loaded, index, triggers, card)

    def poll(self) -> News | None:
        """Return what a save changed, None if there was none; `latest` is the newest that works.

        Blocks, longer after a save: what is new is embedded at once.
        """
        if not self._watch.saved():
            return None
        try:
            found = loaded_for(self._settings, self._header)
            files = self._files(found)
        except InterviewerError as error:
            return News(problem=str(error))
        news = News(changes(self.latest, found))
        self.latest = found
        self._watch.watch(files)
        self._prepare(found)
        return news

    async def again(
        self, interview: Interview, record: int | None = None, clock: ClockOf = RunningClock
    ) -> Interview:
        """Return the interview as it was before a message (None: as it is), with the newest files.

        It goes on in a new transcript; the one that is open stays as it is, and open.

        Raises:
            UsageError: there is no such message, or what was said rests on what the files no longer
                hold.
            ProviderError: a model that plays it cannot be had any more.
            JournalError: the new transcript cannot be written.
        """
        records = t.read(interview.path).records
        kept, loaded = replay.before(records, record), self.latest
        replay.check_rest(kept, loaded)
        state, spent = fold(kept), fold(records).spending
        self._elsewhere += spent.price - state.spending.price
        session = _session(interview.header.scenario)
        playing = await asyncio.to_thread(
            company,
            self._settings,
            loaded,
            interview.header.seed,
            session,
            interview.header.budget,
            replace(state.spending, price=state.spending.price + self._elsewhere),
        )
        listener, voice = await playing.cast(Models(**state.models))
        header = replay.reheaded(interview.header, session, loaded)
        journal, written = self._copied(interview.path.parent / f"{session}.jsonl", header, kept)
        return Interview(
            loaded,
            journal,
            written,
            listener=listener,
            voice=voice,
            company=playing,
            clock=clock(written[-1].clock),
        )

    def forget(self, path: Path) -> bool:
        """Delete a copy that was made here if nothing was said in it since; True if it was so."""
        unused = path in self._copies and _said(t.read(path).records) == self._copies[path]
        if unused:
            delete_session(path)
            del self._copies[path]
        return unused

    def close(self) -> None:
        """Give back what the fact sheets hold."""
        for index, _ in self._prepared.values():
            index.close()
        self._prepared.clear()

    def _prepare(self, loaded: Loaded) -> tuple[FactIndex, Triggers]:
        """Return the fact sheet and the triggers of these files, made once.

        Two versions are kept at a time: what the open interview is held with, and the newest.
        """
        key = (loaded.scenario_hash, loaded.rubric.hash)
        if key not in self._prepared:
            while len(self._prepared) > 1:
                self._prepared.pop(next(iter(self._prepared)))[0].close()
            vectors = embedder(self._settings.cache)[0]
            substance(self._settings, loaded)
            made = fact_index(self._settings, loaded), Triggers(loaded.rubric, vectors)
            self._prepared[key] = made
        return self._prepared[key]

    def _files(self, loaded: Loaded) -> list[Path]:
        layers = library(self._settings).open_rubric(loaded.rubric_path)[1]
        return [loaded.scenario_path, *(path for path, _ in layers.files)]

    def _copied(
        self, path: Path, header: t.Header, kept: Sequence[t.AnyRecord]
    ) -> tuple[t.Journal, list[t.AnyRecord]]:
        journal, first = t.Journal.create(path, header)
        written: list[t.AnyRecord] = [first]
        try:
            for clock, group in replay.commits(kept):
                written += journal.append(group, clock=clock)
        except BaseException:
            journal.close()
            delete_session(path)
            raise
        self._copies[path] = _said(written)
        return journal, written


def workshop(settings: Settings, interview: Interview) -> Workshop:
    """Return an author's workshop around an interview. Blocks."""
    return Workshop(settings, interview.header, interview.loaded)


def _said(records: Sequence[t.AnyRecord]) -> int:
    return len(t.said_by_candidate(records))


def _session(scenario: str) -> str:
    """Return a name like those of other sessions; none is the beginning of another."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{scenario}-{secrets.token_hex(2)}"
