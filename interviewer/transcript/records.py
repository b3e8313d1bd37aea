"""What can stand in a transcript: one frozen class a kind, told apart by `type`.

It knows neither how a record becomes a line (`lines`) nor how it becomes durable (`journal`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from interviewer.scenario import Identifier, Level, Strict

FORMAT = 1

MoveKind = Literal[
    "open",
    "answer",
    "probe",
    "press",
    "ask_estimate",
    "check_estimate",
    "redirect",
    "twist",
    "advance",
    "repeat",
    "clarify",
    "reconcile",
    "listen",
    "close",
]
Outcome = Literal["held", "partly", "evaded", "wrong"]
ProbeKind = Literal["hook", "estimate"]


class Record(Strict):
    """What all records share: `seq` counts from 0 (the header), `clock` is seconds of interview."""

    seq: int = -1
    at: str = ""
    clock: float = 0.0


class Header(Record):
    """The first line: everything that a reader needs to know what the rest is about."""

    type: Literal["header"] = "header"
    format: int = FORMAT
    package: str
    session: str
    scenario: Identifier
    scenario_hash: str
    rubric: Identifier
    rubric_hash: str
    rubric_file: str = Field(
        default="", description="Set where another file than the library's was used."
    )
    models: dict[str, str] = Field(default_factory=dict)
    prompts: dict[str, str] = Field(default_factory=dict)
    budget: float | None = Field(default=None, description="US dollars it may cost at the most.")
    embedder: str
    seed: int
    level: Level
    minutes: int


class CandidateSaid(Record):
    """A message of the candidate: acknowledged once this record is on disk."""

    type: Literal["candidate_said"] = "candidate_said"
    text: str


class Claim(Strict):
    """One sentence of the candidate as the listener read it."""

    text: str
    kind: Literal["decision", "assumption", "number", "statement", "hedge", "help", "unknown"]
    criterion: str | None = None
    hook: str | None = None
    similarity: float = 0.0
    asked: float = Field(default=0.0, description="How near it is to the question of that hook.")


class Pick(Strict):
    """The facts that a listener found to answer a question of the candidate; none: unknown."""

    question: str
    facts: list[str] = Field(default_factory=list)


class Against(Strict):
    """Two sentences of the candidate that cannot both stand."""

    earlier: str
    now: str


class TurnRead(Record):
    """What the listener understood of a candidate's message."""

    type: Literal["turn_read"] = "turn_read"
    of: int
    questions: list[str] = Field(default_factory=list)
    claims: list[Claim] = Field(default_factory=list)
    triggered: list[str] = Field(
        default_factory=list, description="Hooks set off, strongest first."
    )
    covered: list[str] = Field(
        default_factory=list, description="`hook/point` pairs that were said."
    )
    outcome: Outcome | None = Field(default=None, description="How the open probe was answered.")
    contradicts: list[Against] = Field(default_factory=list)
    corrects: bool = Field(default=False, description="Openly changes what was said before.")
    wants: Literal["repeat", "reword", "narrow", "advance", "back", "end", "off_topic"] | None = (
        None
    )
    modelled: bool = Field(default=False, description="Spoke of a model or solution.")
    picks: list[Pick] = Field(
        default_factory=list, description="Set where a model chose among the nearest facts."
    )
    listener: str = "embedded"


class MoveChosen(Record):
    """What the policy decided to do next, and why."""

    type: Literal["move_chosen"] = "move_chosen"
    move: MoveKind
    reason: str
    hook: str | None = None
    estimate: str | None = None
    phase: str | None = None
    twist: str | None = None
    facts: list[str] = Field(default_factory=list)
    declined: list[str] = Field(default_factory=list)
    turned_back: list[str] = Field(
        default_factory=list, description="Questions for a judgement that is the candidate's."
    )
    ambiguous: list[list[str]] = Field(default_factory=list)
    quote: str = Field(default="", description="The candidate's words that the move takes up.")
    earlier: str = Field(default="", description="Earlier words that they contradict.")


class InterviewerSaid(Record):
    """What the interviewer said. `complete` is false for a reply that was cut off."""

    type: Literal["interviewer_said"] = "interviewer_said"
    text: str
    move: MoveKind
    hook: str | None = None
    facts: list[str] = Field(default_factory=list)
    complete: bool = True
    voice: str = "embedded"


class Released(Strict):
    """A fact told, the question that earned it and how near the two were."""

    fact: str
    question: str
    similarity: float


class FactsReleased(Record):
    """Facts that the candidate has been told."""

    type: Literal["facts_released"] = "facts_released"
    facts: list[Released]


class QuestionDeclined(Record):
    """A question that no fact answers; the candidate is asked to assume."""

    type: Literal["question_declined"] = "question_declined"
    question: str
    nearest: str | None = None
    similarity: float = 0.0
    why: Literal["unknown", "ambiguous", "already_told", "opinion"] = "unknown"


class ProbeOpened(Record):
    """A pointed question is open until `ProbeSettled`."""

    type: Literal["probe_opened"] = "probe_opened"
    kind: ProbeKind
    probe: str
    criterion: str
    press: int = 0


class ProbeSettled(Record):
    """How a probe ended. It steers the interview; the judge works it out again."""

    type: Literal["probe_settled"] = "probe_settled"
    kind: ProbeKind
    probe: str
    outcome: Outcome


class PhaseEntered(Record):
    """A phase of the interview began."""

    type: Literal["phase_entered"] = "phase_entered"
    phase: str


class TwistPlayed(Record):
    """A constraint changed."""

    type: Literal["twist_played"] = "twist_played"
    twist: str


class WhiteboardSaved(Record):
    """The candidate's notes, whole; they count as the candidate's words."""

    type: Literal["whiteboard_saved"] = "whiteboard_saved"
    text: str


class Paused(Record):
    """The clock stopped."""

    type: Literal["paused"] = "paused"


class Resumed(Record):
    """The clock went on."""

    type: Literal["resumed"] = "resumed"


class ModelChanged(Record):
    """Another model took over a role."""

    type: Literal["model_changed"] = "model_changed"
    role: str
    model: str


class Usage(Record):
    """Tokens and price of one model call; `price` in US dollars, null where unknown."""

    type: Literal["usage"] = "usage"
    role: str
    model: str
    input_tokens: int = Field(description="The whole prompt; the cached ones are part of it.")
    cached_tokens: int = 0
    output_tokens: int
    estimated: bool = Field(default=False, description="The provider did not say; our guess.")
    price: float | None = None


class Fault(Record):
    """Something failed, and what was done instead; `text` is what a model said and was not used."""

    type: Literal["fault"] = "fault"
    what: str
    instead: str
    role: str = ""
    text: str = ""
    shown: bool = Field(default=False, description="The candidate was told: a line a turn at most.")


class Closed(Record):
    """The interview ended."""

    type: Literal["closed"] = "closed"
    why: Literal["finished", "time", "candidate", "end_of_input"]


AnyRecord = Annotated[
    Header
    | CandidateSaid
    | TurnRead
    | MoveChosen
    | InterviewerSaid
    | FactsReleased
    | QuestionDeclined
    | ProbeOpened
    | ProbeSettled
    | PhaseEntered
    | TwistPlayed
    | WhiteboardSaved
    | Paused
    | Resumed
    | ModelChanged
    | Usage
    | Fault
    | Closed,
    Field(discriminator="type"),
]
RECORD: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)


def said_by_candidate(records: Iterable[AnyRecord]) -> list[CandidateSaid | WhiteboardSaved]:
    """Return the records that hold the candidate's own words, in order."""
    return [record for record in records if isinstance(record, CandidateSaid | WhiteboardSaved)]
