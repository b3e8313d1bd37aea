"""Faults of a rubric: its criteria and hooks, and those that only meanings show."""

from __future__ import annotations

import copy
import random

from interviewer.evidence.swap import elsewhere
from tests.workshop.breaking import Data, breaks

_MACHINERY = [
    "Requests go through a load balancer to stateless servers behind a gateway.",
    "A Redis cache in front of the database keeps the latency of reads low.",
    "Kafka queues decouple the services, and consumers scale horizontally with traffic.",
    "Shards are split by key and each partition has two replicas for failover.",
    "Retries are idempotent, with timeouts and a circuit breaker between services.",
]


@breaks("not-ml")
def _turn_into_systems(s: Data, r: Data, rng: random.Random) -> None:
    chosen = {c["id"] for c in rng.sample(r["criteria"], 6)}
    for hook in r["hooks"]:
        if hook["criterion"] in chosen:
            for k, point in enumerate(hook["substance"]):
                said = [_MACHINERY[(k + n) % 5] for n in range(4)]
                point["says"], point["paraphrases"] = said[0], said


@breaks("presence-only")
def _ask_for_mentions(s: Data, r: Data, rng: random.Random) -> None:
    verb = rng.choice(["Mentions", "Discusses", "Is aware of", "Shows an understanding of"])
    criterion = rng.choice(r["criteria"])
    criterion["expects"] = f"{verb} class imbalance, label noise and drift in this setting of ours."


@breaks("presence-only")
def _ask_for_mentions_in_a_point(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(r["hooks"])["substance"][0]["says"] = "Talks about the delay of the labels."


@breaks("compound-criterion")
def _compound(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(r["criteria"])["name"] = rng.choice(
        ["Data, model, evaluation and monitoring", "Handles labels, training, metrics and privacy"]
    )


@breaks("algorithm-only")
def _name_an_algorithm(s: Data, r: Data, rng: random.Random) -> None:
    name = rng.choice(["MinHash", "collaborative filtering", "XGBoost", "a two-tower model"])
    point = rng.choice(r["hooks"])["substance"][0]
    point["says"] = f"Uses {name}."
    point["paraphrases"] = [f"I'd use {name}.", f"{name} here.", f"We would use {name}.", name]


@breaks("jargon-only")
def _speak_jargon(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(rng.choice(r["hooks"])["substance"])["paraphrases"] = [
        "Stratified bootstrap with cluster-robust variance on the holdout.",
        "Propensity-weighted counterfactual estimator with SHAP on top.",
        "Calibrate the logits by isotonic regression per stratum.",
        "Use quantile loss and early stopping on the validation set.",
    ]


@breaks("thin-expectation")
def _thin(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(r["criteria"])["expects"] = "Good thinking about the problem."


@breaks("unprobed")
def _leave_unprobed(s: Data, r: Data, rng: random.Random) -> None:
    gone = rng.choice(r["criteria"])["id"]
    r["hooks"] = [hook for hook in r["hooks"] if hook["criterion"] != gone]


@breaks("gate-unchecked")
def _uncheck_a_gate(s: Data, r: Data, rng: random.Random) -> None:
    gate = rng.choice([c["id"] for c in r["criteria"] if c["gate"]])
    for hook in r["hooks"]:
        if hook["criterion"] == gate:
            hook["check"] = None


@breaks("no-fresh-approach")
def _accept_nothing(s: Data, r: Data, rng: random.Random) -> None:
    for criterion in r["criteria"]:
        criterion["accepts"] = []


@breaks("reference")
def _misname_a_criterion(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(r["hooks"])["criterion"] = "no-such-criterion"


@breaks("few-hooks")
def _drop_hooks(s: Data, r: Data, rng: random.Random) -> None:
    r["hooks"] = rng.sample(r["hooks"], 6)


@breaks("phase-starved")
def _starve_a_phase(s: Data, r: Data, rng: random.Random) -> None:
    phase = rng.choice(r["phases"])["id"]
    gone = {c["id"] for c in r["criteria"] if c["phase"] == phase}
    r["hooks"] = [hook for hook in r["hooks"] if hook["criterion"] not in gone]


@breaks("phase-heavy")
def _dwell_on_a_phase(s: Data, r: Data, rng: random.Random) -> None:
    for criterion in rng.sample(r["criteria"], 6):
        criterion["phase"] = "model"


@breaks("press-repeats")
def _press_again(s: Data, r: Data, rng: random.Random) -> None:
    hook = rng.choice(r["hooks"])
    hook["presses"][0] = f"So again: {hook['asks'][0]}"


@breaks("decision-presumed")
def _presume_a_decision(s: Data, r: Data, rng: random.Random) -> None:
    begun = rng.choice(["You want to train on clicks", "You have said that it is safe"])
    rng.choice(r["hooks"])[rng.choice(["asks", "presses"])][0] = f"{begun}. What goes wrong first?"


@breaks("few-hollow")
def _drop_hollow(s: Data, r: Data, rng: random.Random) -> None:
    hook = rng.choice(r["hooks"])
    hook["hollow"] = hook["hollow"][:3]


@breaks("hollow-alike")
def _repeat_hollow(s: Data, r: Data, rng: random.Random) -> None:
    hollow = rng.choice(r["hooks"])["hollow"]
    hollow.append(f"Well, {hollow[0][0].lower()}{hollow[0][1:]}")


_ANYWHERE = [
    "I would look at this very carefully and then iterate.",
    "It is a trade-off, as always in machine learning.",
    "We would tune the hyperparameters and monitor drift.",
    "A robust pipeline with good governance is key.",
    "An ensemble of XGBoost and a transformer tends to work best.",
    "I would follow best practices here.",
    "Overfitting is a concern, so regularisation helps.",
    "Communication with stakeholders matters most.",
]


@breaks("hollow-unbound")
def _unbind_hollow(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(r["hooks"])["hollow"] = list(_ANYWHERE)


@breaks("few-paraphrases")
def _drop_paraphrases(s: Data, r: Data, rng: random.Random) -> None:
    point = rng.choice(rng.choice(r["hooks"])["substance"])
    point["paraphrases"] = point["paraphrases"][:3]


@breaks("paraphrase-repeated")
def _repeat_a_paraphrase(s: Data, r: Data, rng: random.Random) -> None:
    said = rng.choice(rng.choice(r["hooks"])["substance"])["paraphrases"]
    said.append(f"Well, {said[0][0].lower()}{said[0][1:]}")


@breaks("one-point")
def _leave_one_point(s: Data, r: Data, rng: random.Random) -> None:
    hook = rng.choice(r["hooks"])
    hook["substance"], hook["needs"] = hook["substance"][:1], 1


@breaks("placeholder")
def _leave_a_blank(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(r["hooks"])["about"] = "<what it is about, in a few words>"


# --- meanings -------------------------------------------------------------------------------------


@breaks("asks-alike")
def _ask_alike(s: Data, r: Data, rng: random.Random) -> None:
    asks = max((fact["asks"] for fact in s["facts"]), key=lambda asks: len(asks[0]))
    asks.append(f"{asks[0].rstrip('?')}, please?")


@breaks("fact-locked")
def _lock_a_fact(s: Data, r: Data, rng: random.Random) -> None:
    rng.choice(s["facts"])["asks"] = [
        "Which colour does the office have?",
        "Who paints the walls of the building?",
        "Is the canteen open at noon?",
        "What do people eat for lunch here?",
        "Does the lift work?",
    ]


@breaks("twin-facts")
def _make_twins(s: Data, r: Data, rng: random.Random) -> None:
    one, other = rng.sample(s["facts"], 2)
    other["asks"] = [f"And {ask[0].lower()}{ask[1:]}" for ask in one["asks"]]


@breaks("substance-told")
def _tell_the_substance(s: Data, r: Data, rng: random.Random) -> None:
    point = rng.choice(rng.choice(r["hooks"])["substance"])
    told = [fact["says"].split(". ")[0] for fact in rng.sample(s["facts"], 4)]
    point["paraphrases"] = [f"Well, {text[0].lower()}{text[1:]}" for text in told]


@breaks("substance-generic")
def _say_what_fits_anywhere(s: Data, r: Data, rng: random.Random) -> None:
    point = rng.choice(rng.choice(r["hooks"])["substance"])
    point["says"] = "Monitors the model and retrains it."
    point["paraphrases"] = [
        "I'd monitor the model in production and retrain it from time to time.",
        "We should watch for drift and retrain the model.",
        "Split the data into train, validation and test.",
        "I'd run an A/B test before rolling it out to everybody.",
        "Precision and recall have to be balanced by tuning the threshold.",
    ]


@breaks("substance-generic")
def _borrow_substance(s: Data, r: Data, rng: random.Random) -> bool:
    others = [texts for name, texts in elsewhere(s["id"]).items() if texts]
    point = rng.choice(rng.choice(r["hooks"])["substance"])
    point["paraphrases"] = [
        f"Well, {text[0].lower()}{text[1:]}" for text in rng.sample(rng.choice(others), 6)
    ]
    point["says"] = point["paraphrases"][0]
    return True


@breaks("hollow-passes")
def _let_hollow_pass(s: Data, r: Data, rng: random.Random) -> None:
    hook = rng.choice(r["hooks"])
    said = max(hook["substance"][0]["paraphrases"], key=len)
    hook["hollow"].append(f"Well, {said[0].lower()}{said[1:]}")


@breaks("twin-hooks")
def _double_a_hook(s: Data, r: Data, rng: random.Random) -> None:
    twin = copy.deepcopy(rng.choice(r["hooks"]))
    twin["id"] += "-again"
    twin["asks"] = [f"So, {text[0].lower()}{text[1:]}" for text in twin["asks"]]
    r["hooks"].append(twin)
