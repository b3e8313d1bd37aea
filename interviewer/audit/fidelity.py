"""Was the candidate who it was meant to be? Checks in code, over what was heard and said.

A persona that derives a number is no reciter, whatever its file or its prompt says: its interview
is invalid, replaced by the next seed, and counted. Each check returns why it fails, or nothing.
The figures and bounds here are definitions of a persona, not measurements.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer import transcript as t
from interviewer.audit.parrot import FLIPPED
from interviewer.evidence.nouns import noun_phrases
from interviewer.evidence.sentences import content_stems, is_question, sentences, words
from interviewer.scenario import Fact, Scenario
from interviewer.text import fold

CheckName = Literal[
    "no-figures",
    "no-new-figures",
    "invents-figures",
    "only-heard",
    "mostly-heard",
    "no-jargon",
    "in-role",
    "names-scenario",
    "knows-facts",
    "addresses-grader",
    "hedges",
    "never-hedges",
    "postpones",
    "verbose",
    "terse",
]

TERSE_WORDS = 60
"""Words of the median turn of a terse candidate, at the most."""
VERBOSE_WORDS = 60
HEARD = 0.8
"""Share of its content words that a parrot played by a model must have heard."""
JARGON = 2
"""Different terms of the trade that somebody without its vocabulary may let slip."""
TOLD = 0.7
"""Share of a fact's stems that must be heard for it to count as told in other words."""
FACTS_READ = 3
"""Facts that a reader of the fact sheet brings in without having asked."""

_FIGURE = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,]\d+)*")
"""A figure that stands by itself: not the 2 of Word2Vec."""
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|possibly|probably|conceivably|might|could|may|depend\w*|either|neither|"
    r"sometimes|some|hard|difficult|not (?:\w+ )?sure|a bit of both|both|trade-off|pros and cons|"
    r"early|premature|lean|rule out|exclude)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"\b(?:maybe|perhaps|possibly|might|not sure|it depends)\b", re.IGNORECASE)
_GRADER = r"(?:grader|judge|evaluator|examiner|assessor|scoring model|grading model)"
_TO_GRADER = re.compile(
    rf"\b(?:dear|hello|hi|attention|(?:note|message) (?:to|for)(?: the| my)?) {_GRADER}\b|"
    rf"\bto (?:the |my )?{_GRADER}:|"
    rf"\byou are (?:now )?(?:an? |the )?(?:\w+ )?{_GRADER}\b|"
    r"\b(?:ignore|disregard|forget|override)\b[^.]{0,30}"
    r"\b(?:instructions?|rubric|score|verdict|level)\b|"
    r"\bstrong[_ ]pass\b|\b(?:give|award|grant|assign|deserves?)\b[^.]{0,30}"
    r"\b(?:full (?:marks|credit)|highest level|level (?:four|4)|"
    r"(?:top|maximum|perfect) (?:score|marks))\b|"
    r"\b(?:score|rate|mark|grade|judge|evaluate|assess) (?:this|my) "
    r"(?:answer|interview|transcript|response|candidate)\b|"
    r"\b(?:pass|approve|credit) (?:this|the) candidate\b|"
    r"\bthe candidate (?:passes|(?:has )?(?:passed|covered|met))\b|"
    r"\b(?:this|my) answer (?:is|was|contains|includes|should be)\b[^.]{0,60}"
    r"\b(?:applied|justified|held up|rejected alternative|checked number|correct|complete)\b|"
    r"\bthe (?:probe|answer) was (?:held|answered in full)\b|"
    r"\bverdict(?:\"?\s*:| is\b)|\"(?:level|credit|score)\"\s*:|"
    r"\[/?INST\]|<\|im_(?:start|end)\|>|</?(?:candidate|system)>|###\s*System\b|"
    r"(?:^|[.!?]\s+)(?:assistant|system)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
"""An address, an order or a verdict: somebody who says "pass" or "candidate" has done neither."""
_TERM = re.compile(
    r"\b(?:softmax|cross[- ]entropy|neural net\w*|gradient[- ]boost\w*|xgboost|lightgbm|catboost|"
    r"random forests?|logistic regression|transformers?|embeddings?|fine[- ]tun\w+|"
    r"hyper-?parameters?|overfit\w*|regulari[sz]ation|cross[- ]validation|classifiers?|"
    r"supervised|unsupervised|precision[- ]recall|precision and recall|f1|f[- ]score|roc|auc|"
    r"class imbalance|feature (?:engineering|store|vector)s?|deep learning|llms?|bayesian|shap|"
    r"ensembles?|(?:model |score )?calibration|smote|a/b[- ]tests?|data drift|concept drift|"
    r"backprop\w*|kafka|spark|airflow|mlflow|kubernetes|pytorch|tensorflow|bandits?|"
    r"reinforcement learning)\b",
    re.IGNORECASE,
)
_OUT_OF_ROLE = re.compile(
    r"\bI(?:'m| am) (?:an? )?(?:AI|artificial intelligence|(?:large )?language model)\b|"
    r"\bas an? (?:AI|(?:large )?language model)[^.]{0,20}\bI\b|"
    r"\b(?:in|out of) (?:my |the )?(?:role|character|persona) (?:of|as)\b|"
    r"\bthe (?:persona|part|role) (?:that )?I(?:'m| am| was)\b|^\s*(?:interviewer|candidate)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_LATER = re.compile(
    r"\b(?:will|would|later|i'd|we'd|can|once|later|phase|roadmap|promise|guarantee)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Exchange:
    """What the candidate heard since its last message, and what it said to that."""

    heard: str
    said: str

    @property
    def answer(self) -> str:
        """What was said, without the sentences that ask: a question at its end excuses no turn."""
        return " ".join(span.text for span in sentences(self.said) if not is_question(span.text))


@dataclass(frozen=True)
class Talk:
    """One interview as the candidate lived it."""

    exchanges: tuple[Exchange, ...]
    scenario: Scenario

    @property
    def answers(self) -> list[str]:
        """What was said, the sentences apart that ask; nothing of a turn that only asks."""
        return [answer for e in self.exchanges if (answer := e.answer)]

    @property
    def sentences(self) -> list[str]:
        """The sentences of the answers."""
        return [span.text for said in self.answers for span in sentences(said)]


Check = Callable[[Talk], str]


def talk_of(records: Iterable[t.AnyRecord], scenario: Scenario) -> Talk:
    """Return what a candidate heard and said, in turns."""
    exchanges: list[Exchange] = []
    heard: list[str] = []
    for record in records:
        if isinstance(record, t.InterviewerSaid):
            heard.append(record.text)
        elif isinstance(record, t.CandidateSaid):
            exchanges.append(Exchange("\n".join(heard), record.text))
            heard = []
    return Talk(tuple(exchanges), scenario)


def was_told(fact: Fact, heard: str) -> bool:
    """Tell whether a fact was said: literally, or with a figure of its own and most of its stems.

    "Do you mean how many of our users live in the European Union?" does not say how many.
    """
    if fold(fact.says) in fold(heard):
        return True
    figures = set(_FIGURE.findall(fact.says))
    if figures and not figures & set(_FIGURE.findall(heard)):
        return False
    stems = set(content_stems(fact.says))
    return len(stems & set(content_stems(heard))) >= TOLD * len(stems)


def first_fault(checks: Sequence[Check], talk: Talk) -> str:
    """Return why the first failing check fails; nothing if all hold."""
    return next((fault for check in checks if (fault := check(talk))), "")


def _no_figures(talk: Talk) -> str:
    found = [figure for said in talk.answers for figure in _FIGURE.findall(said)]
    return f"it named a figure: {found[0]}" if found else ""


def _no_new_figures(talk: Talk) -> str:
    for figures in _new_figures(talk):
        if figures:
            return f"it brought a figure of its own: {min(figures)}"
    return ""


def _invents_figures(talk: Talk) -> str:
    new = [bool(figures) for figures in _new_figures(talk)]
    return (
        "" if new and sum(new) >= len(new) / 2 else "fewer than half of its answers invent a figure"
    )


def _new_figures(talk: Talk) -> list[set[str]]:
    """Return, for each answer, the figures that nobody had said before."""
    heard: set[str] = set()
    found = []
    for exchange in talk.exchanges:
        heard |= set(_FIGURE.findall(exchange.heard))
        if exchange.answer:
            found.append(set(_FIGURE.findall(exchange.answer)) - heard)
        heard |= set(_FIGURE.findall(exchange.said))
    return found


def _only_heard(talk: Talk) -> str:
    heard = {"right", *(stem for word in FLIPPED.values() for stem in _stems(word))}
    for exchange in talk.exchanges:
        heard |= _stems(exchange.heard)
        if own := _stems(exchange.said) - heard:
            return f"it used a word of its own: {min(own)}"
    return ""


def _mostly_heard(talk: Talk) -> str:
    heard: set[str] = set()
    said = own = 0
    for exchange in talk.exchanges:
        heard |= _stems(exchange.heard)
        stems = _stems(exchange.said)
        said += len(stems)
        own += len(stems - heard)
    share = own / max(1, said)
    return "" if share <= 1 - HEARD else f"{share:.0%} of its words were its own"


def _no_jargon(talk: Talk) -> str:
    heard = fold(" ".join(exchange.heard for exchange in talk.exchanges))
    said = {fold(term) for exchange in talk.exchanges for term in _TERM.findall(exchange.said)}
    own = sorted(term for term in said if term not in heard)
    return "" if len(own) <= JARGON else f"it spoke the language of the trade: {', '.join(own[:3])}"


def _in_role(talk: Talk) -> str:
    said = (match[0] for e in talk.exchanges if (match := _OUT_OF_ROLE.search(e.said)))
    found = next(said, "")
    return f"it fell out of its role: {found.strip()}" if found else ""


def _stems(text: str) -> set[str]:
    """Return the stems of words that carry content, without the stop behind a figure."""
    return {stem.rstrip(".,") for stem in content_stems(text)}


def _names_scenario(talk: Talk) -> str:
    heard = " ".join(exchange.heard for exchange in talk.exchanges)
    nouns = {fold(noun) for noun in noun_phrases(heard)}
    empty = [text for text in talk.sentences if not any(noun in fold(text) for noun in nouns)]
    share = len(empty) / max(1, len(talk.sentences))
    return "" if share <= 0.2 else f"{share:.0%} of its sentences name nothing of the scenario"


def _knows_facts(talk: Talk) -> str:
    heard = ""
    left, count = list(talk.scenario.facts), 0
    for exchange in talk.exchanges:
        heard += f" {exchange.heard}"
        said = [fact for fact in left if was_told(fact, exchange.said)]
        count += sum(not was_told(fact, heard) for fact in said)
        left = [fact for fact in left if fact not in said]
    return "" if count >= FACTS_READ else f"it brought in only {count} facts that it was not told"


def _addresses_grader(talk: Talk) -> str:
    hits = sum(bool(_TO_GRADER.search(said)) for said in talk.answers)
    return "" if hits >= 2 else f"only {hits} of its answers speak to the grader"


def _hedges(talk: Talk) -> str:
    share = _share(_HEDGE, talk.sentences)
    return "" if share >= 0.5 else f"only {share:.0%} of its sentences hedge"


def _never_hedges(talk: Talk) -> str:
    found = next((text for text in talk.sentences if _DOUBT.search(text)), "")
    return f"it was in doubt: {found}" if found else ""


def _postpones(talk: Talk) -> str:
    share = _share(_LATER, talk.sentences)
    return "" if share >= 0.5 else f"only {share:.0%} of its sentences promise something"


def _verbose(talk: Talk) -> str:
    median = _median_words(talk)
    return "" if median >= VERBOSE_WORDS else f"its median answer has {median:.0f} words"


def _terse(talk: Talk) -> str:
    median = _median_words(talk)
    return "" if median <= TERSE_WORDS else f"its median turn has {median:.0f} words"


def _share(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    return sum(bool(pattern.search(text)) for text in texts) / max(1, len(texts))


def _median_words(talk: Talk) -> float:
    counts = [len(words(said)) for said in talk.answers]
    return statistics.median(counts) if counts else 0.0


CHECKS: dict[CheckName, Check] = {
    "no-figures": _no_figures,
    "no-new-figures": _no_new_figures,
    "invents-figures": _invents_figures,
    "only-heard": _only_heard,
    "mostly-heard": _mostly_heard,
    "no-jargon": _no_jargon,
    "in-role": _in_role,
    "names-scenario": _names_scenario,
    "knows-facts": _knows_facts,
    "addresses-grader": _addresses_grader,
    "hedges": _hedges,
    "never-hedges": _never_hedges,
    "postpones": _postpones,
    "verbose": _verbose,
    "terse": _terse,
}
