"""What a dry run shows to be wrong with a scenario, each with its place and what to do about it.

`stake` is by how much it may falsify a verdict: the share of the rubric's weight that it touches,
times the share of interviews in which it was seen. Credit for talk counts twice, since it lets the
wrong people pass; a hook that nobody sets off half where naming it does. A fact counts for its part
of the sheet, half where its author's words unlock it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer import transcript as t
from interviewer.authoring.asked import criteria_of, listed
from interviewer.authoring.duplicates import twins
from interviewer.authoring.places import Place, Places
from interviewer.authoring.sittings import Sitting
from interviewer.content import Loaded
from interviewer.engine import agenda
from interviewer.judge.scorecard import LEVELS, CriterionResult, ProbeResult
from interviewer.retrieval.base import Embedder
from interviewer.rubric import Rubric
from interviewer.text import clip

Kind = Literal[
    "leak",
    "no answer",
    "expert",
    "starved phase",
    "hook not set off",
    "fact",
    "wording",
    "near-duplicate",
]
EXPECTED = 2
"""Rung from which a criterion earns credit: applied."""
MOST = 0.5
"""Share of interviews from which a phase counts as starved."""
QUOTE = 200


@dataclass(frozen=True)
class Fault:
    """One finding: what is wrong, where, what to do, and the words or questions that show it."""

    kind: Kind
    what: str
    message: str
    do: str
    place: Place
    stake: float
    shown_by: tuple[str, ...] = ()


class Weights:
    """Shares of a rubric's weight, 0-1, by criterion, hook and phase."""

    def __init__(self, loaded: Loaded) -> None:
        self._rubric = loaded.rubric
        self._whole = sum(criterion.weight for criterion in loaded.rubric.criteria)

    def of(self, criterion: str) -> float:
        """Return a criterion's share."""
        return self._rubric.criterion(criterion).weight / self._whole

    def of_hook(self, hook: str) -> float:
        """Return a hook's part of its criterion's share."""
        criterion = self._rubric.hook(hook).criterion
        return self.of(criterion) / len(self._rubric.hooks_of(criterion))

    def of_phase(self, phase: str) -> float:
        """Return the share of the criteria that belong to a phase."""
        return sum(self.of(c.id) for c in self._rubric.criteria if c.phase == phase)


@dataclass(frozen=True)
class Run:
    """All that the rules look at."""

    loaded: Loaded
    sittings: Sequence[Sitting]
    places: Places
    embedder: Embedder

    @property
    def weights(self) -> Weights:
        """The rubric's weights."""
        return Weights(self.loaded)

    def of(self, *roles: str) -> list[Sitting]:
        """Return the interviews of these roles."""
        return [sitting for sitting in self.sittings if sitting.role in roles]


def faults(run: Run) -> list[Fault]:
    """Return everything found, what is most at stake first; ties in the order of the rules."""
    found = [fault for rule in _RULES for fault in rule(run)]
    return sorted(found, key=lambda fault: -fault.stake)


def edits(found: Sequence[Fault], most: int = 3) -> list[Fault]:
    """Return the first faults that are mended in different places: what to do first."""
    chosen: dict[Place, Fault] = {}
    for fault in found:
        chosen.setdefault(fault.place, fault)
    return list(chosen.values())[:most]


# --- talk that pays -------------------------------------------------------------------------------


def leaks(run: Run) -> Iterator[Fault]:
    """Find what talkers were credited with: hooks held, and criteria applied by any words."""
    talkers = run.of("talker")
    held: dict[tuple[str, str], list[tuple[Sitting, ProbeResult]]] = {}
    for sitting in talkers:
        for probe in sitting.card.probes:
            if probe.outcome == "held":
                held.setdefault((probe.kind, probe.id), []).append((sitting, probe))
    for (kind, name), cases in held.items():
        yield _held(run, kind, name, cases, len(talkers))
    known = {(id(s), probe.criterion) for cases in held.values() for s, probe in cases}
    applied: dict[str, list[tuple[Sitting, CriterionResult]]] = {}
    for sitting in talkers:
        for result in sitting.card.criteria:
            if (result.level or 0) >= EXPECTED and (id(sitting), result.id) not in known:
                applied.setdefault(result.id, []).append((sitting, result))
    for criterion, earned in applied.items():
        yield _applied(run, criterion, earned, len(talkers))


def _held(
    run: Run, kind: str, name: str, cases: list[tuple[Sitting, ProbeResult]], of: int
) -> Fault:
    criterion = cases[0][1].criterion
    share = 2 * run.weights.of(criterion) * len(cases) / of
    quotes = tuple(
        f"{sitting.persona}: “{clip(_earned_by(sitting, probe), QUOTE)}”"
        for sitting, probe in cases
    )
    message = f"{_of(len(cases), of, 'talker')} held `{name}`"
    if kind == "estimate":
        place = run.places.of("estimates", name)
        do = "narrow what it accepts, or ask for the working: the number was met without it"
        return Fault("leak", name, message, do, place, share, quotes)
    do = "put these words among its hollow answers, or ask for one point more"
    return Fault("leak", name, message, do, run.places.of("hooks", name, "hollow"), share, quotes)


def _earned_by(sitting: Sitting, probe: ProbeResult) -> str:
    """Return the words that earned it: the best quote in its answers, else the answer."""
    result = next(c for c in sitting.card.criteria if c.id == probe.criterion)
    quotes = [q for q in result.quotes if q.record in probe.answer_records]
    best = max(quotes, key=lambda quote: (quote.hook == probe.id, quote.level), default=None)
    if best:
        return best.text
    said = {r.seq: r.text for r in sitting.records if isinstance(r, t.CandidateSaid)}
    return " ".join(said.get(record, "") for record in probe.answer_records[-1:])


def _applied(
    run: Run, criterion: str, cases: list[tuple[Sitting, CriterionResult]], of: int
) -> Fault:
    bests = [
        (sitting, max(result.quotes, key=lambda quote: quote.level))
        for sitting, result in cases
        if result.quotes
    ]
    hook = next((q.hook for _, q in bests if q.hook and _is_hook(run, q.hook)), None)
    place = run.places.of("hooks", hook, "hollow") if hook else run.places.of("criteria", criterion)
    return Fault(
        "leak",
        criterion,
        f"{_of(len(cases), of, 'talker')} got `{criterion}` to {LEVELS[EXPECTED]} or above",
        "put these words among the near-misses or the hollow answers, if they decide nothing",
        place,
        2 * run.weights.of(criterion) * len(cases) / of,
        tuple(f"{sitting.persona}: “{clip(q.text, QUOTE)}”" for sitting, q in bests),
    )


def _is_hook(run: Run, name: str) -> bool:
    return any(hook.id == name for hook in run.loaded.rubric.hooks)


# --- experts who are not seen ---------------------------------------------------------------------


def speechless_experts(run: Run) -> Iterator[Fault]:
    """Find experts whose author gave them no answer to what they were asked."""
    rubric = run.loaded.rubric
    for sitting in run.of("expert"):
        if not (sitting.speechless and sitting.script):
            continue
        concerned = {c for name in sitting.speechless for c in criteria_of(rubric, name)}
        yield Fault(
            "no answer",
            sitting.persona,
            f"{sitting.persona} had no answer of its own to "
            f"{_of(len(sitting.speechless), len(sitting.put), 'question')}: "
            f"{listed(rubric, sitting.speechless)}",
            _write_them(rubric, sitting),
            sitting.script,
            sum(map(run.weights.of, concerned)),
        )


def _write_them(rubric: Rubric, sitting: Sitting) -> str:
    do = "write these answers before you mend the rubric: it cannot be judged by their lack"
    if any(hook.twist for hook in rubric.hooks if hook.id in sitting.speechless):
        do += "; a twist is asked in the scenario's words, which its answer needs under `when`"
    return do


def missed_experts(run: Run) -> Iterator[Fault]:
    """Find criteria that experts did not reach, though they were asked and had an answer."""
    experts = run.of("expert")
    missed: dict[str, list[tuple[Sitting, CriterionResult]]] = {}
    for sitting in experts:
        for result in sitting.card.criteria:
            low = result.probed and result.level is not None and result.level < EXPECTED
            if low and not _all_speechless(sitting, result.id):
                missed.setdefault(result.id, []).append((sitting, result))
    for criterion, cases in missed.items():
        hook = run.loaded.rubric.hooks_of(criterion)[0].id
        quotes = tuple(
            f"{sitting.persona}: “{clip(result.quotes[0].text, QUOTE)}” {result.why_not_higher}"
            if result.quotes
            else f"{sitting.persona}: {result.why_not_higher}"
            for sitting, result in cases
        )
        yield Fault(
            "expert",
            criterion,
            f"{_of(len(cases), len(experts), 'expert')} did not get `{criterion}` to "
            f"{LEVELS[EXPECTED]}",
            "if what they say is right, make it a paraphrase of a point",
            run.places.of("hooks", hook, "substance"),
            run.weights.of(criterion) * len(cases) / len(experts),
            quotes,
        )


def _all_speechless(sitting: Sitting, criterion: str) -> bool:
    """Tell whether an expert had no answer to any pointed question on a criterion."""
    asked = {probe.id for probe in sitting.card.probes if probe.criterion == criterion}
    return bool(asked) and asked <= sitting.speechless


# --- the run of the interview ---------------------------------------------------------------------


def starved_phases(run: Run) -> Iterator[Fault]:
    """Find phases that had fewer pointed questions than half their worth, in most interviews."""
    stayed = [sitting for sitting in run.of("talker", "expert") if sitting.stayed]
    rubric = run.loaded.rubric
    for phase in rubric.phases if stayed else ():
        scenario = run.loaded.scenario
        worth = agenda.probes_worth(rubric, phase, scenario.minutes, scenario.level)
        made = [sum(probe.phase == phase.id for probe in s.state.probes) for s in stayed]
        short = sum(2 * number < worth for number in made)
        if short < MOST * len(stayed):
            continue
        hooks = sum(
            rubric.criterion(hook.criterion).phase == phase.id and not hook.twist
            for hook in rubric.hooks
        )
        do = (
            f"write more hooks for it: it has {hooks} and is worth {worth}"
            if hooks < worth
            else "give it more of the clock, or an earlier phase less"
        )
        yield Fault(
            "starved phase",
            phase.id,
            f"{_of(short, len(stayed), 'interview')} asked less than half of what `{phase.id}` is "
            f"worth ({sum(made) / len(made):.1f} of {worth} on average)",
            do,
            run.places.of("phases", phase.id),
            run.weights.of_phase(phase.id) * short / len(stayed),
        )


def silent_hooks(run: Run) -> Iterator[Fault]:
    """Find hooks that no candidate's words set off, and whether naming them does."""
    candidates = run.of("talker", "expert")
    off = frozenset[str]().union(*(sitting.triggered for sitting in candidates))
    named = frozenset[str]().union(*(sitting.triggered for sitting in run.of("probe")))
    for hook in run.loaded.rubric.hooks:
        if hook.twist or hook.id in off:
            continue
        near = max(
            (
                (claim.similarity, claim.text)
                for sitting in candidates
                for _, claim in sitting.state.claims
                if claim.hook == hook.id
            ),
            default=None,
        )
        also = "though naming it does" if hook.id in named else "nor by naming it"
        shown = (f"nearest, {near[0]:.2f}: “{clip(near[1], QUOTE)}”",) if near else ()
        yield Fault(
            "hook not set off",
            hook.id,
            f"`{hook.id}` was set off in none of {len(candidates)} interviews, {also}",
            "word its triggers as a candidate would say it before having thought about it",
            run.places.of("hooks", hook.id, "triggers"),
            run.weights.of_hook(hook.id) * (0.5 if hook.id in named else 1.0),
            shown,
        )


# --- facts ----------------------------------------------------------------------------------------


def silent_facts(run: Run) -> Iterator[Fault]:
    """Find facts that were told to nobody, and those that other words than the author's miss."""
    told = {
        one.fact
        for sitting in run.sittings
        for record in sitting.records
        if isinstance(record, t.FactsReleased)
        for one in record.facts
        if not one.question.startswith("(")  # told with an estimate, without being asked for
    }
    missed = _missed_questions(run)
    stake = 1 / len(run.loaded.scenario.facts)
    for fact in run.loaded.scenario.facts:
        shown = tuple(missed.get(fact.id, ()))
        place = run.places.of("facts", fact.id, "asks")
        if fact.id not in told and shown:
            message = f"`{fact.id}` was told in none of {len(run.sittings)} interviews"
            do = "ask for it in more different words, or name it in the prompt"
            yield Fault("fact", fact.id, message, do, place, stake, shown)
        elif len(shown) > 1:
            message = f"`{fact.id}` was not told to questions in other words than its author's"
            do = "add these questions to its asks, or make the fact told in its place less like it"
            yield Fault("wording", fact.id, message, do, place, stake / 2, shown)


def _missed_questions(run: Run) -> dict[str, list[str]]:
    """Return the questions that were meant for a fact and did not earn it, by fact."""
    found: dict[str, list[str]] = {}
    for sitting in run.sittings:
        earned: dict[str, set[str]] = {}
        heard: set[str] = set()
        for record in sitting.records:
            if isinstance(record, t.FactsReleased):
                for one in record.facts:
                    earned.setdefault(one.question, set()).add(one.fact)
            elif isinstance(record, t.TurnRead):
                heard.update(record.questions)
        for question, fact in sitting.aims.items():
            got = earned.get(question, set())
            if question in heard and fact not in got:
                instead = f": `{'`, `'.join(sorted(got))}` was told" if got else ": not told"
                found.setdefault(fact, []).append(f"“{question}”{instead}")
    return found


def doubled_hooks(run: Run) -> Iterator[Fault]:
    """Find pairs of hooks that ask much the same."""
    for pair in twins(run.loaded.rubric, run.embedder):
        names = (pair.first.id, pair.second.id)
        yield Fault(
            "near-duplicate",
            " + ".join(names),
            f"`{names[0]}` and `{names[1]}` ask much the same: cosine of the answers "
            f"{pair.answers:.2f}, of the questions {pair.questions:.2f}",
            "make one of them ask for something that the other's answer does not hold",
            run.places.of("hooks", names[1]),
            min(map(run.weights.of_hook, names)),
        )


def _of(number: int, whole: int, noun: str) -> str:
    return f"{number} of {whole} {noun}{'' if whole == 1 else 's'}"


_RULES = (
    leaks,
    speechless_experts,
    missed_experts,
    starved_phases,
    silent_hooks,
    silent_facts,
    doubled_hooks,
)
