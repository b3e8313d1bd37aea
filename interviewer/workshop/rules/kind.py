"""Whether it is an ML question at all, and what else it is if not."""

from __future__ import annotations

import re

from interviewer.rubric import Criterion, Rubric
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_rubric

RULES = Shelf()
SHARE_OF_POINTS = 0.3
SHARE_OF_CRITERIA = 0.5

_DATA = re.compile(
    r"\b(?:label\w*|sampl\w*|random\w*|by lot|at random|draw\w*|shares?|rates?|per ?cent|percent|"
    r"\d+ ?%|one in|out of (?:ten|a hundred|every)|of (?:ten|a hundred|every)|averag\w*|mean|"
    r"median|"
    r"distribut\w*|estimat\w*|measur\w*|compar\w*|control|baseline|test(?:s|ed|ing)?|trial|bias\w*|"
    r"nois\w*|errors?|wrong|mistak\w*|false|missed|misses|accura\w*|precis\w*|recall\w*|"
    r"calibrat\w*|"
    r"predict\w*|scores?|scored|scoring|rank\w*|model\w*|train\w*|learn\w*|data|examples?|drift\w*|"
    r"caus\w*|signals?|features?|similar\w*|alike|probab\w*|likel\w*|chance|uncertain\w*|"
    r"interval\w*|"
    r"threshold\w*|cut-?off|evaluat\w*|judg\w*|annotat\w*|histor\w*|held? (?:back|out)|left out|"
    r"count(?:s|ed|ing)?|half|third|quarter|twice|fewer|rare\w*|often|base|guess\w*|evidence|proof|"
    r"prove\w*|believ\w*|sure|unsure|doubt\w*)\b",
    re.I,
)
_KINDS = {
    "a system design question": r"latenc\w*|throughput|cach\w*|shard\w*|replica\w*|queue\w*|"
    r"load balanc\w*|database\w*|index(?:es)?|servers?|regions?|failover|availab\w*|consisten\w*|"
    r"partition\w*|kubernetes|docker|deploy\w*|rollback|retr(?:y|ies)|idempoten\w*|autoscal\w*|cdn|"
    r"websockets?|microservices?|brokers?|kafka|redis|disk|bandwidth|locks?|nodes?|clusters?|"
    r"requests?|traffic|scal(?:e|es|ing|able)|horizontal\w*|apis?|gateway|timeouts?|backups?",
    "a data engineering question": r"etl|elt|warehouse\w*|schemas?|backfill\w*|dbt|ingest\w*|"
    r"parquet|airflow|orchestrat\w*|lineage|tables?|joins?|partitions?|batch(?:es)?|streams?|sql|"
    r"spark|lakehouse|columns?",
    "a coding question": r"big-?o|complexity|linked lists?|hash ?maps?|recurs\w*|binary search|"
    r"dynamic programming|heaps?|stacks?|pointers?|sort(?:ed|ing)?|arrays?|loops?|o\(n\)|"
    r"unit tests?|"
    r"functions?|class(?:es)?|refactor\w*",
    "a product question": r"roadmap\w*|stakeholders?|mvp|go-to-market|pricing|competitors?|okrs?|"
    r"launch\w*|onboarding|user interviews?|market\w*|backlog|sprints?|vision|positioning",
}


@RULES.rule(
    "not-ml",
    "error",
    why="A systems interview with ML words in it is passed by talk on both sides: too few "
    "criteria turn on data, chance or evidence.",
    bad="substance about queues, replicas and caches in most criteria",
    good="substance about where labels come from, what is rare, how one would know that it works",
    alone=True,
)
def not_ml(pair: Pair) -> Finds:
    """Find rubrics of whose criteria fewer than half have statistical or data-related substance."""
    criteria = pair.rubric.criteria
    counted = sum(_is_ml(pair.rubric, criterion) for criterion in criteria)
    if counted < SHARE_OF_CRITERIA * len(criteria):
        message = (
            f"{counted} of {len(criteria)} criteria turn on data, chance or evidence: "
            f"this is rather {_kind(pair.rubric)}"
        )
        do = "ask what is learnt from what, how rare it is, and how one would know"
        yield in_rubric(("criteria",), message, do)


def texts_of(rubric: Rubric, criterion: Criterion) -> list[str]:
    """Return what counts as substance for a criterion, a text a point."""
    hooks = rubric.hooks_of(criterion.id)
    return [
        " ".join([point.says, *point.paraphrases]) for hook in hooks for point in hook.substance
    ]


def _is_ml(rubric: Rubric, criterion: Criterion) -> bool:
    """Tell whether enough points speak of data more than of machinery."""
    points = texts_of(rubric, criterion)
    other = re.compile(rf"\b(?:{'|'.join(_KINDS.values())})\b", re.I)
    leaning = [len(_DATA.findall(text)) > len(other.findall(text)) for text in points]
    return bool(points) and sum(leaning) >= SHARE_OF_POINTS * len(points)


def _kind(rubric: Rubric) -> str:
    text = " ".join(text for criterion in rubric.criteria for text in texts_of(rubric, criterion))
    counts = {
        name: len(re.findall(rf"\b(?:{said})\b", text, re.I)) for name, said in _KINDS.items()
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "a talk about something else"
