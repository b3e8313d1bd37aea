"""Which language models an audit is held with, what that will cost, and where it stops.

An audit holds hundreds of interviews: no model takes part unless a flag of this very run names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewer.cli.say import talk
from interviewer.errors import UsageError
from interviewer.outcome import Arm, Design, Ended, RunKey
from interviewer.settings import EMBEDDED, ROLES, Models, Settings

if TYPE_CHECKING:
    from interviewer.audit.agency import Terms
    from interviewer.audit.cast import Cast
    from interviewer.audit.pricing import Estimate

CONCURRENCY = 16
"""Interviews that wait for models at the same time, and calls to one provider, if not said."""
ARMS: tuple[Arm, ...] = ("scripted", "authored", "model")

GO_ON = "What was held stands: go on with --resume and a larger --budget."


@dataclass(frozen=True)
class Playing:
    """Who plays what, for how much, and how many at the same time."""

    candidate: str = EMBEDDED
    models: Models = field(default_factory=Models)
    budget: float | None = None
    concurrency: int = CONCURRENCY
    limits: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def said(
        cls,
        settings: Settings,
        *,
        model: str | None,
        candidate_model: str | None,
        interviewer_model: str | None,
        listener_model: str | None,
        judge_model: str | None,
        budget: str | None,
        concurrency: int | None,
        limits: Sequence[str],
    ) -> Playing:
        """Return what the flags say; what environment and file choose is for interviews.

        Raises:
            UsageError: a budget or a limit that is none.
        """
        flagged = replace(
            settings,
            models=Models(
                *(settings.models.of(r) if settings.insists(r) else EMBEDDED for r in ROLES)
            ),
            budget=settings.budget if settings.insists("budget") else None,
        ).with_flags(
            model=model,
            interviewer_model=interviewer_model,
            listener_model=listener_model,
            judge_model=judge_model,
            budget=budget,
        )
        return cls(
            candidate=(candidate_model or model or EMBEDDED).strip(),
            models=flagged.models,
            budget=flagged.budget,
            concurrency=concurrency or CONCURRENCY,
            limits=dict(_limit(text) for text in limits),
        )

    @property
    def named(self) -> dict[str, str]:
        """The roles that a language model plays."""
        named = {str(role): name for role, name in self.models.named.items()}
        return named | ({"candidate": self.candidate} if self.candidate != EMBEDDED else {})

    def judging(self) -> Playing:
        """Return who judges and nobody else, where no interview is held."""
        return replace(self, candidate=EMBEDDED, models=Models(judge=self.models.judge))

    def going_on(self, begun: Design) -> Playing:
        """Return who goes on with an audit: those it was begun with, unless others are named."""
        if self.named:
            return replace(self, budget=self.budget if self.budget is not None else begun.budget)
        roles = dict(begun.models)
        candidate = roles.pop("candidate", EMBEDDED)
        budget = begun.budget if self.budget is None else self.budget
        models = Models(**roles)
        return replace(self, candidate=candidate, models=models, budget=budget)

    def check(self) -> None:
        """Make sure that the models can play, as far as can be known without asking them.

        Raises:
            ProviderError: one cannot, or its price is not known and there is a budget.
        """
        from interviewer.wiring.models import check_models

        for name in dict.fromkeys(self.named.values()):
            check_models(Models.all(name), self.budget)

    def terms(self, folder: Path, spent: float) -> Terms:
        """Return what may be spent and how hard providers may be pressed."""
        from interviewer.audit.agency import Terms

        return Terms(self.budget, spent, self.concurrency, self.limits, folder)

    def plays_all(self, design: Design) -> bool:
        """Whether every interview of a design waits for a model."""
        arms = {member.arm for part in design.parts for member in part.members}
        return bool(self.models.named) or arms == {"model"}

    def waits(self, key: RunKey) -> bool:
        """Whether an interview waits for a model rather than computes."""
        return key.arm == "model" or bool(self.models.named)


def _limit(text: str) -> tuple[str, int]:
    provider, sign, number = text.partition("=")
    if not sign or not provider.strip() or not number.strip().isdecimal() or int(number) < 1:
        raise UsageError(
            f"`{text}` is no limit.", hint="Write provider=calls, such as --limit openai=8."
        )
    return provider.strip(), int(number)


def announce(
    playing: Playing, design: Design, cast: Cast, done: Iterable[Ended], spent: float
) -> None:
    """Say who plays what and what it will cost; refuse if that is more than may be spent.

    Raises:
        BudgetReached: the estimate passes what is left of the budget.
    """
    from interviewer.audit.analysis import favours
    from interviewer.audit.pricing import estimate
    from interviewer.providers.errors import BudgetReached

    for role, name in design.models.items():
        talk(f"{role:12} {name}")
    if warning := favours(design):
        talk(f"Warning: {warning} Name another with --judge-model.")
    found = estimate(design, cast, done)
    talk(_expected(found, playing.budget, spent))
    left = None if playing.budget is None else playing.budget - spent
    if left is not None and found.price is not None and found.price > max(0.0, left):
        raise BudgetReached(
            f"About ${found.price:.2f} is more than the ${max(0.0, left):.2f} that may be spent.",
            hint="No model was asked. Raise --budget, or name fewer --seeds or --personas.",
        )


def _expected(found: Estimate, budget: float | None, spent: float) -> str:
    from interviewer.providers.usage import price_table
    from interviewer.wiring.models import in_dollars

    cost = in_dollars(found.price)
    parts = [
        f"{found.interviews:,} interviews with models: about {found.calls:,} calls, "
        f"{found.input:,} tokens in ({found.cached:,} of them cached), {found.output:,} out: {cost}"
    ]
    if found.unpriced and found.price is not None:
        parts.append(f", without {', '.join(found.unpriced)}, whose price is not known")
    if found.price:
        parts.append(f" (prices: {price_table().source})")
    parts.append(f". ${spent:.2f} is spent." if spent else ".")
    parts.append(f" Your budget is ${budget:.2f}." if budget is not None else " You set no budget.")
    return "".join(parts)


def settle(folder: Path) -> None:
    """Say what the models have cost so far, interviews that were cut off or failed included."""
    from interviewer.audit.ledger import NAME, total

    if (folder / NAME).is_file():
        spent = f"${total(folder):.2f}"
        talk(f"The models have cost {spent} as far as prices are known; call by call: {NAME}.")


def arms_of(said: str | None) -> tuple[Arm, ...]:
    """Return the arms that a flag names.

    Raises:
        UsageError: there is no such arm.
    """
    names = [name.strip() for name in (said or "").split(",") if name.strip()]
    if strange := next((name for name in names if name not in ARMS), ""):
        raise UsageError(f"There is no arm `{strange}`.", hint=f"There are: {', '.join(ARMS)}.")
    return tuple(arm for arm in ARMS if arm in names)
