"""A scripted interview with the real one's face: real records in a real journal, no listening.

A reply that contains `?` is told the next fact, `twist` plays the next twist, `next` enters the
next phase, `goodbye` closes. `listen`, `think` and `hold` keep the interviewer listening, thinking,
speaking, until they are set or it is interrupted; `fail` is raised instead of saving.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from interviewer import events as e
from interviewer import transcript as t
from interviewer.authoring.changes import News
from interviewer.authoring.claims import Entry
from interviewer.authoring.questions import Bounds, QuestionSeen
from interviewer.authoring.triggers import SetOff
from interviewer.authoring.view import AuthorView, HookSeen, PhaseSeen, PointSeen
from interviewer.content import Loaded
from interviewer.engine.interview import Interview
from interviewer.engine.state import Probe, State, fold
from interviewer.errors import InterviewerError, JournalError, UsageError
from interviewer.judge import scorecard as s
from interviewer.judge.observations import Progress
from interviewer.retrieval.index import Hit
from interviewer.rubric import Rubric
from interviewer.scenario import Scenario
from interviewer.settings import EMBEDDED, ROLES, Models
from interviewer.tui.desk import Card, Choice, Kind
from interviewer.wiring import Session
from interviewer.wiring.models import Offer, Quote

PHASES = {
    "clarify": "Clarify",
    "data": "Data",
    "model": "Approach and evaluation",
    "serving": "Running it",
    "monitoring": "Living with it",
    "wrap-up": "Wrap-up",
}


def loaded(prompt: str = "") -> Loaded:
    """Return a small scenario and rubric."""
    scenario = Scenario.model_validate(
        {
            "id": "slack-helper",
            "title": "A Slack community where questions lie unanswered",
            "minutes": 45,
            "about": "A volunteer Slack for data engineers wants more questions answered.",
            "role": "the volunteer organiser of a free Slack community for data engineers",
            "prompt": prompt
            or "We run a free Slack where people learn data engineering and volunteers answer "
            "questions. Too many "
            "questions sit there while the one person who'd know never saw them, and our best "
            "people are getting "
            "tired. Could a bot @mention someone who might be able to help, without making "
            "everyone mute it?",
            "primitives": [
                "A text embedding model and a small hosted language model are available as paid "
                "services.",
                "Slack's event stream and its posting, reaction and direct message calls work as "
                "documented.",
            ],
            "facts": [
                {
                    "id": "message-volume",
                    "topic": "how much is written in the help channels",
                    "says": "About 1,540 top-level messages a week arrive in the help channels, "
                    "and roughly 850 of "
                    "them are real questions.",
                    "asks": ["How many questions a week?"],
                    "status": "invented",
                },
                {
                    "id": "unanswered",
                    "topic": "how many questions are left lying",
                    "says": "38% of the questions have no reply after four hours, and 15% never "
                    "get one at all.",
                    "asks": ["What share is never answered?"],
                    "status": "invented",
                },
            ],
            "twists": [
                {
                    "id": "opt-out",
                    "says": "Two of our best volunteers have just said that they leave if the "
                    "bot tags them once more.",
                    "asks": "What changes in your design?",
                }
            ],
            "reviewed": date(2026, 11, 1),
        }
    )
    phases = [
        {"id": i, "name": n, "share": 0.16, "enters": ["x"], "redirects": ["x"]}
        for i, n in PHASES.items()
    ]
    point = {"id": "p", "says": "a point", "paraphrases": ["a", "b", "c"]}
    rubric = Rubric.model_validate(
        {
            "id": "slack-helper",
            "phases": phases,
            "criteria": [
                {
                    "id": "framing",
                    "name": "Turns the need into a decision",
                    "weight": 2,
                    "phase": "clarify",
                    "names": ["objective"],
                    "expects": "x",
                    "anchors": {"mentioned": "x", "applied": "x", "justified": "x", "held_up": "x"},
                    "near_misses": ["a", "b", "c"],
                }
            ],
            "hooks": [
                {
                    "id": "cost",
                    "criterion": "framing",
                    "about": "the cost of a wrong mention",
                    "triggers": ["x"],
                    "asks": "What does a wrong mention cost?",
                    "presses": "And whom?",
                    "needs": 1,
                    "substance": [point],
                    "hollow": ["a", "b", "c"],
                }
            ],
            "estimates": [
                {
                    "id": "load",
                    "criterion": "framing",
                    "phase": "clarify",
                    "asks": "How many mentions a day?",
                    "formula": "1",
                    "unit": "mentions",
                    "accept": {"sign": "positive"},
                    "explains": "x",
                }
            ],
            "pass": {
                "credit": {"senior": 0.45, "staff": 0.55},
                **dict.fromkeys(("strong_margin", "core_applied", "held_share"), 0.5),
                **dict.fromkeys(("justified", "checked_numbers", "probed", "strong_held"), 1),
            },
        }
    )
    return Loaded(scenario, rubric, Path("slack-helper.yaml"), Path("slack-helper.yaml"), "0" * 64)


class FakeInterview:
    """An interview by script."""

    def __init__(self, content: Loaded, journal: t.Journal, records: Sequence[t.AnyRecord]) -> None:
        self.loaded = content
        self.path = journal.path
        assert isinstance(records[0], t.Header)
        self.header = records[0]
        self.state: State = fold(records)
        self.spent = self.state.clock
        self.fail: InterviewerError | None = None
        self.break_off: InterviewerError | None = None
        self.listen: asyncio.Event | None = None
        self.think: asyncio.Event | None = None
        self.hold: asyncio.Event | None = None
        self.usage: t.Usage | None = None
        self.faults: list[tuple[str, str]] = []
        self.pieces: list[str] = []
        self.greeting = ""
        self.boards: list[str] = []
        self.heard: list[str] = []
        self.closed_file = False
        self._journal = journal
        self._stop = asyncio.Event()

    def elapsed(self) -> float:
        """Return seconds that the test lets pass."""
        return self.spent

    def remaining(self) -> float:
        """Return seconds left."""
        return max(0.0, 45 * 60 - self.spent)

    async def open(self) -> AsyncIterator[e.Event]:
        """Greet, or finish the turn."""
        if self.state.phase is None:
            self._write(t.PhaseEntered(phase="clarify"))
            greeting = (
                self.greeting or self.loaded.scenario.prompt + "\n\nWhere would you like to start?"
            )
            async for event in self._say(greeting, "open"):
                yield event
        elif self.state.lines and self.state.lines[-1].who == "candidate":
            async for event in self._say("Go on.", "repeat"):
                yield event

    async def reply(self, text: str) -> AsyncIterator[e.Event]:
        """Follow the script."""
        if self.fail is not None:
            raise self.fail
        self._stop.clear()
        record = self._write(t.CandidateSaid(text=text))
        self.heard.append(text)
        yield e.Acknowledged(record.seq, text)
        await self._unless_stopped(self.listen)
        self._write(t.TurnRead(of=record.seq))
        for number, (what, instead) in enumerate(self.faults):
            self._write(t.Fault(what=what, instead=instead, shown=number == 0))
            if number == 0:
                yield e.Faulted(what, instead)
        scenario = self.loaded.scenario
        answer: list[str] = []
        facts: list[str] = []
        if "?" in text:
            left = [fact for fact in scenario.facts if fact.id not in self.state.facts_told]
            for fact in left[:1]:
                self._write(
                    t.FactsReleased(
                        facts=[t.Released(fact=fact.id, question=text[:80], similarity=0.8)]
                    )
                )
                yield e.FactTold(fact.id, fact.topic, fact.says)
                answer.append(fact.says)
                facts.append(fact.id)
        if "next" in text:
            ids = list(PHASES)
            phase = ids[ids.index(self.state.phase or "clarify") + 1]
            self._write(t.PhaseEntered(phase=phase))
            yield e.PhaseChanged(phase, PHASES[phase])
        move: t.MoveKind = "probe"
        if "twist" in text:
            twist = scenario.twists[0]
            self._write(t.TwistPlayed(twist=twist.id))
            yield e.TwistAnnounced(twist.id, twist.says)
            answer.append(twist.says)
            move = "twist"
        answer.append(
            "What would a wrong mention cost, and whom?" if "goodbye" not in text else "Thank you."
        )
        async for event in self._say("\n\n".join(answer), move, facts):
            yield event
        if "goodbye" in text:
            closed = self._write(t.Closed(why="finished"))
            assert isinstance(closed, t.Closed)
            yield e.Ended(closed)

    def interrupt(self) -> None:
        """Go on at once, in authored words."""
        self._stop.set()

    async def _unless_stopped(self, event: asyncio.Event | None) -> None:
        if event is not None:
            waits = [asyncio.create_task(each.wait()) for each in (event, self._stop)]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()

    def recast(self, models: Models) -> None:
        """Write down who plays from now on."""
        for role in ROLES:
            if self.state.models.get(role, EMBEDDED) != models.of(role):
                self._write(t.ModelChanged(role=role, model=models.of(role)))

    async def save_whiteboard(self, text: str) -> None:
        """Save it."""
        if self.fail is not None:
            raise self.fail
        self.boards.append(text)
        self._write(t.WhiteboardSaved(text=text))

    async def pause(self) -> None:
        """Stop the clock."""
        self._write(t.Paused())

    async def unpause(self) -> None:
        """Let it run."""
        self._write(t.Resumed())

    async def end(self) -> AsyncIterator[e.Event]:
        """End it."""
        closed = self._write(t.Closed(why="candidate"))
        assert isinstance(closed, t.Closed)
        yield e.Ended(closed)

    async def leave(self) -> None:
        """Release the file."""
        self.closed_file = True
        self._journal.close()

    async def _say(
        self, text: str, move: t.MoveKind, facts: Sequence[str] = ()
    ) -> AsyncIterator[e.Event]:
        await self._unless_stopped(self.think)
        pieces = self.pieces or [word + " " for word in text.split(" ")]
        for piece in pieces:
            yield e.Speaking(piece, move)
        await self._unless_stopped(self.hold)
        text = "".join(pieces).strip() if self.pieces else text
        if self._stop.is_set():
            text += " In authored words."
            yield e.Speaking(" In authored words.", move)
        if self.usage is not None:
            self._write(self.usage)
        if self.break_off is not None:
            error, self.break_off = self.break_off, None
            raise error
        said = self._write(t.InterviewerSaid(text=text, move=move, facts=list(facts)))
        assert isinstance(said, t.InterviewerSaid)
        yield e.Spoke(said)

    def _write(self, record: t.AnyRecord) -> t.AnyRecord:
        (written,) = self._journal.append([record], clock=self.spent)
        self.state = fold([written], self.state)
        return written


def header(session: str, models: Models | None = None, budget: float | None = None) -> t.Header:
    """Return a header."""
    return t.Header(
        models={str(role): name for role, name in (models or Models()).named.items()},
        budget=budget,
        package="0",
        session=session,
        scenario="slack-helper",
        scenario_hash="0",
        rubric="slack-helper",
        rubric_hash="0",
        embedder="none",
        seed=0,
        level="senior",
        minutes=45,
    )


@dataclass
class FakeDesk:
    """A desk with one scenario, over a folder of real transcripts."""

    folder: Path
    content: Loaded = field(default_factory=loaded)
    past: list[Session] = field(default_factory=list)
    extra: list[Card] = field(default_factory=list)
    card: s.Scorecard | None = None
    judging: list[Progress] = field(default_factory=list)
    judged: asyncio.Event = field(default_factory=asyncio.Event)
    greeting: str = ""
    refuse: InterviewerError | None = None
    choices: list[Choice] = field(default_factory=list)
    deleted: list[Path] = field(default_factory=list)
    held: list[FakeInterview] = field(default_factory=list)
    exported: list[tuple[Path, Kind, Path]] = field(default_factory=list)
    cast: Models = field(default_factory=Models)
    purse: float | None = None
    new_here: bool = False
    offered: list[Offer] = field(default_factory=lambda: [Offer(EMBEDDED, True, price="free")])
    priced: dict[str, float] = field(default_factory=dict)
    tests: dict[str, str | InterviewerError] = field(default_factory=dict)
    tested: list[str] = field(default_factory=list)
    probed: list[bool] = field(default_factory=list)
    workshops: list[FakeWorkshop] = field(default_factory=list)

    @property
    def interview(self) -> FakeInterview:
        """The interview that was opened last."""
        return self.held[-1]

    def cards(self) -> Iterator[Card]:
        """Yield the scenario, and whatever else the test adds."""
        found = self.content.scenario
        yield Card(
            found.id,
            found.title,
            found.level,
            found.minutes,
            found.about,
            found.role,
            found.prompt,
            tuple(found.primitives),
        )
        yield from self.extra

    def sessions(self) -> Sequence[Session]:
        """Return what the test put there."""
        return self.past

    async def open(self, choice: Choice) -> Interview:
        """Start, or resume from the file."""
        self.choices.append(choice)
        if self.refuse is not None:
            raise self.refuse
        if choice.path is not None:
            journal, read = t.Journal.resume(choice.path)
            records: Sequence[t.AnyRecord] = read.records
        else:
            name = f"s{len(self.choices)}"
            first_record = header(name, self.cast, self.purse)
            journal, first = t.Journal.create(self.folder / f"{name}.jsonl", first_record)
            records = [first]
        interview = FakeInterview(self.content, journal, records)
        interview.greeting = self.greeting
        self.held.append(interview)
        return cast("Interview", interview)

    def workshop(self, interview: Interview) -> FakeWorkshop:
        """Return a scripted one."""
        self.workshops.append(FakeWorkshop(self))
        return self.workshops[-1]

    async def score(
        self, path: Path, on_progress: Callable[[Progress], None] | None = None
    ) -> s.Scorecard:
        """Return the card, once the judge is done with `judging`."""
        for now in self.judging:
            assert on_progress is not None
            on_progress(now)
        if self.judging:
            await self.judged.wait()
        if self.card is None:
            raise JournalError("The judge is away.", hint="Try again tomorrow.")
        return self.card

    def read(self, path: Path) -> tuple[t.Transcript, Loaded | None]:
        """Read it."""
        return t.read(path), self.content

    def delete(self, path: Path) -> None:
        """Note it."""
        self.deleted.append(path)
        self.past = [session for session in self.past if session.path != path]

    def export(self, path: Path, kind: Kind, to: Path) -> Path:
        """Note it."""
        self.exported.append((path, kind, to))
        return to

    def models(self) -> Models:
        """Return who plays."""
        return self.cast

    def budget(self) -> float | None:
        """Return what it may cost."""
        return self.purse

    def undecided(self) -> bool:
        """Return whether this is the first time."""
        return self.new_here

    def offers(self, probe: bool) -> Sequence[Offer]:
        """Return what the test put there."""
        self.probed.append(probe)
        return self.offered

    def quote(self, models: Models, minutes: int) -> Quote:
        """Return a quote from the test's own prices of 45 minutes in one role."""
        names = list(models.named.values())
        known = [self.priced[name] * minutes / 45 for name in names if name in self.priced]
        unpriced = tuple(dict.fromkeys(name for name in names if name not in self.priced))
        price = sum(known) if known or not names else None
        return Quote(models, minutes, 40, 200_000, 150_000, 6_000, price, unpriced)

    def choose(self, models: Models, budget: float | None) -> None:
        """Take it, unless a name is none."""
        for name in models.named.values():
            if "/" not in name:
                raise UsageError(f"`{name}` is no model.", hint=f"Did you mean openai/{name}?")
        self.cast, self.purse, self.new_here = models, budget, False

    async def test(self, name: str) -> str:
        """Return what the test says."""
        self.tested.append(name)
        found = self.tests[name]
        if isinstance(found, InterviewerError):
            raise found
        return found

    async def change_models(self, interview: Interview, models: Models) -> None:
        """Recast it."""
        cast("FakeInterview", interview).recast(models)


class FakeWorkshop:
    """An author's workshop by script: `news` is what the next save did."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.news: News | None = None
        self.refuse: InterviewerError | None = None
        self.looks = 0
        self.again_from: list[int | None] = []
        self.forgotten: list[Path] = []
        self.closed = False

    def look(self, interview: Interview) -> AuthorView:
        """Return a view of the turn."""
        self.looks += 1
        return author_view(interview.state.lines[-1].seq, len(interview.state.lines))

    def poll(self) -> News | None:
        """Return what the test put there, once."""
        news, self.news = self.news, None
        return news

    async def again(self, interview: Interview, record: int | None = None) -> Interview:
        """Return another interview."""
        if self.refuse is not None:
            raise self.refuse
        self.again_from.append(record)
        return await self._desk.open(Choice("slack-helper"))

    def forget(self, path: Path) -> bool:
        """Note it."""
        self.forgotten.append(path)
        return False

    def close(self) -> None:
        """Note it."""
        self.closed = True


def author_view(turn: int, lines: int) -> AuthorView:
    """Return what an author may see: a hook set off, a fact told and one declined, some levels."""
    words = "A false mention costs the volunteers' patience, so I would ask before I tag."
    found = SetOff("cost", words, "Tag whoever fits best.", 0.61)
    missed = SetOff("load", words, "About a hundred mentions a day.", 0.43)
    return AuthorView(
        turn=turn,
        said=words if lines > 1 else "",
        hooks=(
            HookSeen(found, "the cost of a wrong mention", "framing", True, "not asked yet"),
            HookSeen(missed, "the load of a day", "framing", False, "waits for serving"),
        ),
        questions=(
            QuestionSeen(
                "How many questions a week?",
                "told",
                ("message-volume",),
                (Hit("message-volume", 0.79, 1.0, 0.9), Hit("unanswered", 0.13, 0.52, 0.1)),
            ),
            QuestionSeen("Who pays for it?", "declined", (), (Hit("unanswered", 0.09, 0.2, 0.0),)),
        ),
        bounds=Bounds(0.34, 0.16, 0.2),
        topics={},
        phases=(
            PhaseSeen("clarify", "Clarify", 7.2, 6.6, 2, 1, 3, True),
            PhaseSeen("data", "Data", 9.0, 0.0, 3, 0, 0, False),
        ),
        pressure="",
        claims=(
            Entry(4, "assumption", "I would assume ten tags a day.", "ten"),
            Entry(7, "contradiction", "We never tag.", "I would tag two people."),
        ),
        levels=(scorecard(4, "costs patience").criteria[0],),
        verdict="Not a pass: labels were not reached.",
        moves=(t.MoveChosen(move="probe", reason="set off by the candidate's words", hook="cost"),),
        open_probe=Probe("hook", "cost", "framing", "clarify"),
        points=(PointSeen("The answerer's patience runs out first.", True),),
    )


def offers() -> list[Offer]:
    """Return offers of every kind."""
    return [
        Offer(EMBEDDED, True, price="free", interview=0.0),
        Offer(
            "ollama/llama3.2", True, address="http://127.0.0.1:11434", price="free", interview=0.0
        ),
        Offer(
            "openai/gpt-5.4",
            True,
            key="OPENAI_API_KEY",
            price="$1.25 in, $10.00 out",
            interview=0.0512,
        ),
        Offer(
            "openai/gpt-5.4-mini",
            True,
            key="OPENAI_API_KEY",
            price="$0.25 in, $2.00 out",
            interview=0.0102,
        ),
        Offer(
            "groq/…",
            False,
            key="GROQ_API_KEY",
            todo="Name one of its models: groq/NAME.",
            price="price not known",
        ),
        Offer(
            "anthropic/claude-sonnet-5",
            False,
            todo="Set ANTHROPIC_API_KEY.",
            price="$3.00 in, $15.00 out",
            interview=0.12,
        ),
        Offer(
            "gemini/…",
            False,
            todo="Set GEMINI_API_KEY, and: pip install '.[litellm]' in the project's folder",
        ),
    ]


def scorecard(record: int, quote: str, summary: str = "") -> s.Scorecard:
    """Return a scorecard with one quote in a record."""
    words = s.Quote(
        record=record,
        text=quote,
        level=2,
        hook="cost",
        point="a wrong mention costs the answerer's patience",
        rules=["names a quantity of this scenario: +1", "gives no reason: stays at applied"],
    )

    def criterion(
        identifier: str, name: str, level: int | None, *quotes: s.Quote, gate: bool = False
    ) -> s.CriterionResult:
        return s.CriterionResult(
            id=identifier,
            name=name,
            weight=2,
            gate=gate,
            core=gate,
            phase="clarify",
            level=level,
            unscored="" if level is not None else "The judge's reply could not be verified.",
            probed=bool(quotes),
            quotes=list(quotes),
            why_not_higher="No reason was given that holds for these volunteers.",
            why_not_lower="It is applied to the 850 questions a week of this community.",
        )

    return s.Scorecard(
        scenario="slack-helper",
        title="A Slack community where questions lie unanswered",
        level="senior",
        session="s1",
        judge="embedded",
        verdict="borderline",
        summary=summary or "Borderline: enough credit, but the gate on labels was not reached.",
        credit=0.52,
        bar=0.45,
        criteria=[
            criterion(
                "framing", "Turns the need into a decision and an objective", 2, words, gate=True
            ),
            criterion(
                "data", "Knows where the labels come from and what is wrong with them", 1, gate=True
            ),
            criterion("approach", "Chooses an approach that fits and starts simple", 3, words),
            criterion("evaluation", "Would know whether it works", 4, words),
            criterion("sizing", "Works out what it takes", 0),
            criterion("cost", "Knows what a mistake costs", None),
        ],
        gates=[
            s.GateResult(
                id="credit", name="Enough credit", passed=True, detail="0.52 of at least 0.45"
            ),
            s.GateResult(
                id="labels",
                name="Labels reached `applied`",
                passed=False,
                detail="level 1, needs 2",
            ),
        ],
        arithmetic=[
            s.ArithmeticResult(
                record=record,
                text="850 / 7 is about 120 a day",
                what="questions a day",
                expected="121",
                found="120",
                right=True,
                derived=True,
            )
        ],
        probes=[
            s.ProbeResult(
                kind="hook",
                id="cost",
                criterion="framing",
                record=2,
                question="What would a wrong mention cost, and whom?",
                outcome="evaded",
                in_interview="partly",
                answer_records=[record],
                points=[],
                missing=[
                    "The answerer's patience runs out before the asker's",
                    "A muted bot helps nobody",
                ],
            )
        ],
        talk=s.Talk(
            words=812,
            turns=14,
            median_turn_words=58,
            mentions=21,
            applications=6,
            words_per_application=135,
            questions_asked=7,
            facts_told=5,
        ),
        coverage=dict(zip(PHASES, (3, 3, 4, 2, 1, 1), strict=True)),
        notes=["The embedded judge reads sentences one by one."],
        fingerprints=s.Fingerprints(
            transcript="ab" * 32,
            scenario="cd" * 32,
            rubric="ef" * 32,
            embedder="none",
            swap_corpus="1",
            package="0",
        ),
    )
