"""Criteria: one thing each, shown by reasoning, and open to an approach that nobody foresaw."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewer.evidence.sentences import content_stems, sentences, words
from interviewer.rubric import Point
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_rubric
from interviewer.workshop.texts import jargon_in, techniques_in, without_techniques

RULES = Shelf()
Places = Iterator[tuple[tuple[int | str, ...], str]]

_PRESENCE = re.compile(
    r"(?:^|[.;:]\s+|,\s+|\band\s+|\bor\s+|\bcandidate\s+|\bmust\s+|\bshould\s+|\bcan\s+)"
    r"(?P<verb>mentions?|discuss(?:es)?|talks? about|speaks? about|(?:is|are|be) aware of|"
    r"(?:has|have|shows?|demonstrates?|displays?) (?:an? |some |good |basic |general )*"
    r"(?:awareness|understanding|knowledge|familiarity|grasp)|brings? up|touch(?:es)? (?:on|upon)|"
    r"acknowledges?|(?:is|are|be) familiar with|has heard of|recogni[sz]es the importance of|"
    r"thinks? about|covers? (?:the )?topics?|addresses (?:the )?(?:topic|issue|question)s? of|"
    r"considers? (?:the )?(?:topic|importance|issue)s? of|refers? to|alludes? to|cites?)\b",
    re.I,
)


def _demands(pair: Pair) -> Places:
    """Yield what a criterion and its hooks ask of a candidate; a mention's anchor is a mention."""
    for n, criterion in enumerate(pair.rubric.criteria):
        yield ("criteria", n, "name"), criterion.name
        yield ("criteria", n, "expects"), criterion.expects
        for level in ("applied", "justified", "held_up"):
            yield ("criteria", n, "anchors", level), getattr(criterion.anchors, level)
    for where, point in _points(pair):
        yield (*where, "says"), point.says


def _points(pair: Pair) -> Iterator[tuple[tuple[int | str, ...], Point]]:
    for n, hook in enumerate(pair.rubric.hooks):
        for k, point in enumerate(hook.substance):
            yield ("hooks", n, "substance", k), point
    for n, criterion in enumerate(pair.rubric.criteria):
        for k, point in enumerate(criterion.accepts):
            yield ("criteria", n, "accepts", k), point


@RULES.rule(
    "presence-only",
    "error",
    why="Naming a thing is what a reciter does best; ask for what is decided with it.",
    bad="expects: Discusses class imbalance and mentions drift.",
    good="expects: Sets the cut-off by what 140 agents can call, and says who is then missed.",
    alone=True,
)
def presence_only(pair: Pair) -> Finds:
    """Find demands that are met by mentioning something."""
    for where, text in _demands(pair):
        if match := _PRESENCE.search(text):
            message = f"is met by a mention (`{match['verb']}`)"
            do = "say what is decided, with which reason, number or mechanism"
            yield in_rubric(where, message, do)


_STAGES = {
    "the data": r"data(?:sets?)?|labels?|labelling|features?|feature engineering",
    "the model": r"models?|modelling|algorithms?|architectures?|training",
    "the evaluation": r"evaluations?|metrics?|a/b tests?|experiments?|validation",
    "serving": r"serving|deployment|deploys?|latency|scal(?:e|ing|ability)|inference",
    "monitoring": r"monitoring|drift|alerts?|retraining|maintenance",
    "people": r"privacy|fairness|ethics|bias(?:es)?|security|compliance",
}
_LIST = re.compile(r"[^.;:]*?(?:,[^.;:,]{2,40}){1,}(?:,)?\s(?:and|or|&)\s[^.;:,]{2,40}", re.I)
_BOTH = re.compile(r"\band/or\b|\betc\b|\band so on\b|\bas well as\b.*\bas well as\b", re.I)
MOST_STAGES = 3


@RULES.rule(
    "compound-criterion",
    "error",
    why="Who has half of a compound criterion gets all of it or nothing, and nobody can say why.",
    bad="name: Data, model, evaluation and monitoring",
    good="four criteria, each with hooks of its own",
    alone=True,
)
def compound_criterion(pair: Pair) -> Finds:
    """Find criteria that list three or more stages of the work, or end in 'and so on'."""
    for n, criterion in enumerate(pair.rubric.criteria):
        for key in ("name", "expects"):
            text = getattr(criterion, key)
            stages = max(
                (_stages(found.group()) for found in _LIST.finditer(text)), key=len, default=[]
            )
            vague = _BOTH.search(text)
            if len(stages) >= MOST_STAGES:
                message = f"judges {', '.join(stages)} in one"
                yield in_rubric(("criteria", n, key), message, "make a criterion of each")
            elif vague:
                message = f"leaves open what it wants (`{vague.group()[:12]}`)"
                yield in_rubric(("criteria", n, key), message, "name the one thing that is judged")


def _stages(text: str) -> list[str]:
    return [name for name, said in _STAGES.items() if re.search(rf"\b(?:{said})\b", text, re.I)]


_USES = re.compile(
    r"^(?:the candidate )?(?:uses?|names?|suggests?|proposes?|chooses?|picks?|recommends?|applies|"
    r"knows?|trains?|builds?|says?|i(?:'d| would) (?:use|train|build|pick)|use|"
    r"we(?:'d| would) use)\b",
    re.I,
)
FEWEST_REASON = 5
"""Content words beside the algorithm's name from which there is something like a reason."""


@RULES.rule(
    "algorithm-only",
    "error",
    why="Somebody who never heard of the algorithm but reasons well must be able to pass.",
    bad="says: Uses MinHash with LSH.",
    good="says: Compares short fingerprints, so that only pages that share pieces meet.",
    alone=True,
)
def algorithm_only(pair: Pair) -> Finds:
    """Find demands and points that are met by naming an algorithm.

    A point is one if its `says` is little more than a name, or each of its paraphrases is.
    """
    for n, criterion in enumerate(pair.rubric.criteria):
        for span in sentences(criterion.expects):
            if _only_names(span.text):
                message = f"is met by a name (`{span.text[:50]}`)"
                do = "say what it has to achieve here, in plain words"
                yield in_rubric(("criteria", n, "expects"), message, do)
    for where, point in _points(pair):
        if all(map(_only_names, point.paraphrases)) or _only_names(point.says):
            named = techniques_in(" ".join([point.says, *point.paraphrases]))
            message = f"is met by a name (`{named[0]}`)"
            yield in_rubric(where, message, "say what it does to whom, in words without the name")
    for n, hook in enumerate(pair.rubric.hooks):
        right = hook.check.right if hook.check and hook.check.kind == "choice" else []
        if right and all(_bare_name(phrase) for phrase in right):
            message = "every right choice is the name of a technique"
            do = "add what it means in plain words"
            yield in_rubric(("hooks", n, "check", "right"), message, do)


def _only_names(text: str) -> bool:
    """Tell whether a sentence is the name of a technique and hardly anything else."""
    if not techniques_in(text):
        return False
    rest = content_stems(without_techniques(_USES.sub("", text.strip())))
    return len(rest) < FEWEST_REASON and (bool(_USES.match(text.strip())) or len(rest) < 3)


def _bare_name(phrase: str) -> bool:
    return bool(techniques_in(phrase)) and not content_stems(without_techniques(phrase))


@RULES.rule(
    "jargon-only",
    "error",
    why="A plain-spoken expert must be able to reach every point.",
    bad="paraphrases that all say 'stratified sampling', 'calibration', 'threshold'",
    good="one that says 'draw the same number from each age band'",
)
def jargon_only(pair: Pair) -> Finds:
    """Find points that have no paraphrase free of field terms.

    What the prompt, a primitive or a fact says is the scenario's own word and no jargon.
    """
    own = _own_words(pair)
    for where, point in _points(pair):
        said = [
            [term for term in jargon_in(text) if not set(content_stems(term)) <= own]
            for text in point.paraphrases
        ]
        if all(said):
            terms = list(dict.fromkeys(term.lower() for found in said for term in found))
            message = f"has no paraphrase free of field terms ({', '.join(terms[:4])})"
            do = "add how somebody without the vocabulary would say it"
            yield in_rubric((*where, "paraphrases"), message, do)


def _own_words(pair: Pair) -> set[str]:
    scenario = pair.scenario
    told = [scenario.prompt, *scenario.primitives]
    told += [f"{fact.topic} {fact.says}" for fact in scenario.facts]
    told += [twist.says for twist in scenario.twists]
    return {stem for text in told for stem in content_stems(text)}


@RULES.rule(
    "thin-expectation",
    "warning",
    why="`expects` is what the judge commits to before it sees a candidate.",
    bad="expects: Good data work.",
    good="expects: Sees that a label comes 74 days later, so that recent cases look genuine.",
    alone=True,
)
def thin_expectation(pair: Pair) -> Finds:
    """Find expectations of fewer than ten words."""
    for n, criterion in enumerate(pair.rubric.criteria):
        if len(words(criterion.expects)) < 10:
            message = "says too little to judge by"
            do = "say what is decided here, bound to this scenario's facts"
            yield in_rubric(("criteria", n, "expects"), message, do)


@RULES.rule(
    "unprobed",
    "error",
    why="Credit is for what survived a question.",
    bad="a criterion that no hook names",
    good="a hook with `criterion: data`",
    alone=True,
)
def unprobed(pair: Pair) -> Finds:
    """Find criteria that no hook probes."""
    for n, criterion in enumerate(pair.rubric.criteria):
        if not pair.rubric.hooks_of(criterion.id):
            yield in_rubric(("criteria", n), "no hook probes it", "write one")


@RULES.rule(
    "gate-unchecked",
    "error",
    why="Likeness of sentences cannot see a mechanism told the wrong way round; a check can.",
    bad="gate: true, and no hook of it with `check`",
    good="check: {kind: choice, right: [...], wrong: [...]}",
    alone=True,
)
def gate_unchecked(pair: Pair) -> Finds:
    """Find gates without a hook, outside the twists, whose answer code can verify."""
    for n, criterion in enumerate(pair.rubric.criteria):
        hooks = pair.rubric.hooks_of(criterion.id)
        if criterion.gate and not any(hook.check and not hook.twist for hook in hooks):
            message = "is a gate, and no hook of it has a check that code can verify"
            yield in_rubric(("criteria", n), message, "add `check` to one")


@RULES.rule(
    "no-fresh-approach",
    "error",
    why="A rubric that knows one solution fails the candidate with a newer or simpler one.",
    bad="no criterion has `accepts`",
    good="accepts: a rule instead of a model; a small language model with the policy as its prompt",
    alone=True,
)
def no_fresh_approach(pair: Pair) -> Finds:
    """Find rubrics in which no approach but the expected one is named as strong."""
    if not any(criterion.accepts for criterion in pair.rubric.criteria):
        ids = [criterion.id for criterion in pair.rubric.criteria]
        n = ids.index("approach") if "approach" in ids else 0
        message = "no criterion accepts an approach other than the expected one"
        do = "add `accepts`: a heuristic, a small language model, a change of the product"
        yield in_rubric(("criteria", n), message, do)
