"""Two plain candidates who try the plumbing: one asks for every fact, one names every hook.

They are no persona: nobody talks like this. What they are not told, and what they do not set off,
an author wants to know. They know the files, which no candidate does.
"""

from __future__ import annotations

import re

from interviewer.audit.candidate import Kind
from interviewer.audit.fidelity import was_told
from interviewer.evidence.sentences import STOP
from interviewer.rubric import Rubric
from interviewer.scenario import Fact, Scenario

_FIGURE = re.compile(r"[£$€]?\d[\d,.]*%?")
_CURT = 6
_LONGER = 9
"""Words of a question that is hardly one, as people type them."""


class Asker:
    """Asks for each fact in two ways that no author wrote: its topic cut short, what it is about.

    Only a fact that neither question earns is asked for by its whole topic. `aims` says which fact
    each question was meant for. One interview is too short for a whole sheet: `part` counts from 1.
    """

    name = "asker"
    kind: Kind = "legitimate"

    def __init__(self, scenario: Scenario, part: int = 1) -> None:
        share = _share(scenario)
        self._facts = scenario.facts[(part - 1) * share : part * share]
        self._left = [fact for fact in self._facts for _ in range(3)]
        self._ways: dict[str, int] = {}
        self._told: set[str] = set()
        self.aims: dict[str, str] = {}

    async def reply(self, heard: str) -> str | None:
        """Ask the next question; None once there is no fact left to ask for."""
        self._told |= {fact.id for fact in self._facts if was_told(fact, heard)}
        while self._left:
            fact = self._left.pop(0)
            way = self._ways.get(fact.id, 0)
            self._ways[fact.id] = way + 1
            question = own_words(fact)[way]
            if (way < 2 or fact.id not in self._told) and question not in self.aims:
                self.aims[question] = fact.id
                return question
        return None


def parts(scenario: Scenario) -> int:
    """Return how many askers it takes to ask for every fact."""
    return -(-len(scenario.facts) // _share(scenario))


def _share(scenario: Scenario) -> int:
    """Return how many facts can be asked for: three questions each, at most one in 40 seconds."""
    return max(2, scenario.minutes // 4)


def own_words(fact: Fact) -> tuple[str, str, str]:
    """Return three questions for a fact, none of them an authored one; the last names its topic."""
    return (
        f"{_cut(fact.topic, _CURT)}?".capitalize(),
        f"Is anything known about {_cut(_FIGURE.sub('', fact.says), _LONGER)}?",
        f"What can you tell me about {fact.topic}?",
    )


def _cut(text: str, most: int) -> str:
    """Return the first words of a text that carry content."""
    words = (word.strip(".,;:()\"'") for word in text.split())
    return " ".join([word for word in words if word and word.lower() not in STOP][:most])


class Namer:
    """Names what each criterion and hook is about, and applies none of it: this must set hooks off.

    One turn a criterion; whatever is asked in between goes unanswered.
    """

    name = "namer"
    kind: Kind = "smooth"

    def __init__(self, rubric: Rubric) -> None:
        self._turns = [
            " ".join(
                [f"We need {name}." for name in criterion.names]
                + [f"Then there is {hook.about}." for hook in rubric.hooks_of(criterion.id)]
            )
            for criterion in rubric.criteria
        ]

    async def reply(self, heard: str) -> str | None:
        """Name the next criterion's concepts."""
        return self._turns.pop(0) if self._turns else None
