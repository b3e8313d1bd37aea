"""Faults of a scenario: its prompt, its facts and sources, its figures and estimates."""

from __future__ import annotations

import random
from datetime import date

from interviewer.evidence.quantities import find
from interviewer.formula import names_in
from tests.workshop.breaking import Data, breaks


@breaks("design-a-system")
def _design(s: Data, r: Data, rng: random.Random) -> None:
    about = rng.choice(["fraud detection", "ranking", "content moderation", "search"])
    s["prompt"] = f"Design a scalable {about} system for our customers. They complain a lot today."


@breaks("design-a-system")
def _build_a_model(s: Data, r: Data, rng: random.Random) -> None:
    s["prompt"] += " How would you build a machine-readable scoring pipeline for this?"


@breaks("solution-in-prompt")
def _name_a_solution(s: Data, r: Data, rng: random.Random) -> None:
    named = rng.choice(["embeddings", "a classifier", "an LLM", "collaborative filtering"])
    s["prompt"] += f" We think that {named} would help our people."


@breaks("prompt-length")
def _cut_to_a_title(s: Data, r: Data, rng: random.Random) -> None:
    s["prompt"] = s["title"]


@breaks("no-need")
def _drop_the_need(s: Data, r: Data, rng: random.Random) -> None:
    s["prompt"] = (
        "The platform ingests events from several upstream feeds every hour and writes the merged "
        "output to a central store, from which other components read it in batches."
    )


@breaks("few-facts")
def _drop_facts(s: Data, r: Data, rng: random.Random) -> None:
    for fact in s["facts"][8:]:
        s["facts"][0]["values"] |= fact["values"]
    s["facts"] = s["facts"][:8]


@breaks("few-asks")
def _drop_asks(s: Data, r: Data, rng: random.Random) -> None:
    fact = rng.choice(s["facts"])
    fact["asks"] = fact["asks"][:2]


@breaks("ask-repeated")
def _repeat_an_ask(s: Data, r: Data, rng: random.Random) -> None:
    asks = rng.choice(s["facts"])["asks"]
    asks.append(f"So {asks[0][0].lower()}{asks[0][1:]}")


@breaks("ask-shared")
def _share_an_ask(s: Data, r: Data, rng: random.Random) -> None:
    one, other = rng.sample(s["facts"], 2)
    other["asks"].append(one["asks"][0])


@breaks("figure-in-topic")
def _tell_by_topic(s: Data, r: Data, rng: random.Random) -> bool:
    for fact in rng.sample(s["facts"], len(s["facts"])):
        figures = [q.text for q in find(fact["says"]) if q.text[:1].isdigit()]
        if figures:
            fact["topic"] += f" ({figures[0]})"
            return True
    return False


@breaks("fact-expired")
def _expire(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(s["facts"])["valid_until"] = date(2026, 11, 20)


@breaks("review-due")
def _age(s: Data, r: Data, rng: random.Random) -> None:
    s["reviewed"] = date(2025, 1, 31)


@breaks("never-stale")
def _forget_staleness(s: Data, r: Data, rng: random.Random) -> None:
    s["stale_when"] = []


@breaks("no-primitives")
def _hand_over_nothing(s: Data, r: Data, rng: random.Random) -> None:
    s["primitives"] = []


@breaks("twist-unused")
def _orphan_a_twist(s: Data, r: Data, rng: random.Random) -> None:
    gone = rng.choice(s["twists"])["id"]
    r["hooks"] = [hook for hook in r["hooks"] if hook["twist"] != gone]


@breaks("source-missing")
def _lose_a_source(s: Data, r: Data, rng: random.Random) -> bool:
    sourced = [fact for fact in s["facts"] if fact["source"] and fact["status"] != "invented"]
    if sourced:
        rng.choice(sourced)["source"] = None
    return bool(sourced)


@breaks("status-above-source")
def _overstate(s: Data, r: Data, rng: random.Random) -> bool:
    seen = [fact["source"] for fact in s["facts"] if fact["status"] == "seen" and fact["source"]]
    for source in s["sources"]:
        if source["id"] in seen:
            source["read"] = "from_memory"
            return True
    return False


@breaks("unverified-citation")
def _cite_from_memory(s: Data, r: Data, rng: random.Random) -> None:
    s["facts"][0] |= {"status": "from_memory", "source": s["sources"][0]["id"]}
    s["facts"][0]["says"] = "The study of 2019 found that 43.7% of them gave up on the first day."


@breaks("reference")
def _misname_a_source(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(s["facts"])["source"] = "no-such-source"


# --- figures and estimates ------------------------------------------------------------------------


def _used(r: Data) -> set[str]:
    return {name for estimate in r["estimates"] for name in names_in(estimate["formula"])}


def _falsify(s: Data, r: Data, rng: random.Random, used: bool) -> bool:
    values = [
        value
        for fact in s["facts"]
        for name, value in fact["values"].items()
        if (name in _used(r)) is used
    ]
    if values:
        rng.choice(values)["value"] *= rng.choice([0.37, 1.7, 7.3])
    return bool(values)


@breaks("share-in-per-cent")
def _write_per_cent(s: Data, r: Data, rng: random.Random) -> bool:
    shares = [
        value
        for fact in s["facts"]
        for value in fact["values"].values()
        if value["unit"] == "share" and value["value"] > 0.01
    ]
    if shares:
        rng.choice(shares)["value"] *= 100
    return bool(shares)


@breaks("input-untold")
def _falsify_an_input(s: Data, r: Data, rng: random.Random) -> bool:
    return _falsify(s, r, rng, used=True)


@breaks("figure-disagrees")
def _falsify_a_value(s: Data, r: Data, rng: random.Random) -> bool:
    return _falsify(s, r, rng, used=False)


@breaks("assumption-untold")
def _assume_silently(s: Data, r: Data, rng: random.Random) -> bool:
    estimate = rng.choice(r["estimates"])
    estimate["assumes"]["hidden_factor"] = 37.5
    estimate["formula"] = f"({estimate['formula']}) * hidden_factor"
    estimate["asks"] = ["About how many are there in a year, if you take our own figures?"]
    return True


@breaks("figure-unknown")
def _misquote(s: Data, r: Data, rng: random.Random) -> bool:
    told = {q.written for fact in s["facts"] for q in find(fact["says"]) if q.written >= 20}
    for hook in rng.sample(r["hooks"], len(r["hooks"])):
        for q in find(hook["asks"][0]):
            if (
                q.written in told
                and q.text[:1].isdigit()
                and q.unit
                and f"{q.written:,g}" in q.text
            ):
                wrong = q.text.replace(f"{q.written:,g}", f"{round(q.written * 1.31):,}")
                hook["asks"][0] = hook["asks"][0].replace(q.text, wrong, 1)
                return True
    return False


@breaks("formula-fails")
def _break_a_formula(s: Data, r: Data, rng: random.Random) -> None:
    estimate = rng.choice(r["estimates"])
    estimate["formula"] = f"({estimate['formula']}) / (2 - 2)"


@breaks("reference")
def _misname_a_value(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(r["estimates"])["formula"] += " * no_such_value"


def _ranged(r: Data) -> list[Data]:
    return [e for e in r["estimates"] if e["accept"]["low"] and e["accept"]["low"] > 0]


@breaks("range-excludes-result")
def _shift_a_range(s: Data, r: Data, rng: random.Random) -> None:
    accept = rng.choice(_ranged(r))["accept"]
    accept["low"], accept["high"] = accept["high"] * 10, accept["high"] * 20


@breaks("range-too-wide")
def _widen_a_range(s: Data, r: Data, rng: random.Random) -> None:
    accept = rng.choice(_ranged(r))["accept"]
    accept["low"], accept["high"] = accept["low"] / 20, accept["high"] * 20


@breaks("few-estimates")
def _drop_estimates(s: Data, r: Data, rng: random.Random) -> None:
    r["estimates"] = r["estimates"][:1]
