"""What an audit measures and finds, as data: the outcome of each interview, the findings of all.

Outcomes are appended to a file as they come; an `Audit` is computed from them and from nothing
else. It is data: how it is made stands in `audit`, how it is shown in `report`.
"""

from interviewer.outcome.design import (
    FORMAT,
    CriterionAbout,
    Design,
    Kind,
    Member,
    Mode,
    Part,
)
from interviewer.outcome.found import (
    AttackFound,
    Audit,
    CriterionFound,
    Decision,
    Finding,
    LeakQuote,
    PairAuc,
    PersonaResult,
    Rate,
    Sat,
    ScenarioAudit,
    Separation,
    Share,
    Source,
    Took,
)
from interviewer.outcome.interview import (
    PASSED,
    Arm,
    CriterionOutcome,
    Earned,
    Ended,
    Outcome,
    RunKey,
    Status,
)
from interviewer.outcome.rejudged import (
    Flip,
    Noise,
    Rejudged,
    Rejudgement,
)
from interviewer.outcome.searched import KeywordAttack, Searched

__all__ = [
    "FORMAT",
    "PASSED",
    "Arm",
    "AttackFound",
    "Audit",
    "CriterionAbout",
    "CriterionFound",
    "CriterionOutcome",
    "Decision",
    "Design",
    "Earned",
    "Ended",
    "Finding",
    "Flip",
    "KeywordAttack",
    "Kind",
    "LeakQuote",
    "Member",
    "Mode",
    "Noise",
    "Outcome",
    "PairAuc",
    "Part",
    "PersonaResult",
    "Rate",
    "Rejudged",
    "Rejudgement",
    "RunKey",
    "Sat",
    "ScenarioAudit",
    "Searched",
    "Separation",
    "Share",
    "Source",
    "Status",
    "Took",
]
