"""Every rule of the evidence engine as data: what it does, and the sentence in which it says so.

The numbers are sections of rubrics/JUDGING.md, which lists them. Rules may remove and cap; what
credits is near substance, a number that checks and an answer that holds, and neither words nor
length ever do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Effect = Literal["removes", "caps", "lowers", "withholds", "reports", "credits"]
"""Removes a sentence from the evidence, caps a level, lowers it by one, withholds *held up*, only
reports, or credits."""


@dataclass(frozen=True)
class Rule:
    """One rule: its name and label, what it does, its sentence with places to fill, and when."""

    name: str
    label: str
    does: Effect
    section: str
    says: str
    about: str

    def sentence(self, **filled: object) -> str:
        """Return what the rule says of one case; KeyError where a place is not filled."""
        return self.says.format(**filled)


RULES: tuple[Rule, ...] = (
    Rule(
        "quarantine",
        "words to the grader",
        "removes",
        "3.7",
        "left out: {reason}",
        "Text to the grader, role tags, verdicts, delimiters and hidden characters.",
    ),
    Rule(
        "copy",
        "copied from the rubric",
        "removes",
        "3.1",
        "copied from the rubric",
        "A run of eight content words, or most neighbouring words, of an authored text.",
    ),
    Rule(
        "echo",
        "the interviewer's words",
        "removes",
        "3.1",
        "repeats what the interviewer said",
        "Three quarters of the content words stand in one earlier line of the interviewer.",
    ),
    Rule(
        "restatement",
        "nothing new",
        "removes",
        "3.1",
        "adds nothing to what was told",
        "Fewer than two content words are new against everything heard.",
    ),
    Rule(
        "repeat",
        "said before",
        "removes",
        "3.1",
        "said before",
        "Four fifths of the content words stand in one earlier sentence of one's own.",
    ),
    Rule(
        "too-little",
        "too few words",
        "removes",
        "3.1",
        "too little is said",
        "Fewer than three content words cannot be told from chance.",
    ),
    Rule(
        "takes-back",
        "takes something back",
        "removes",
        "2",
        "takes something back",
        "A sentence that only retracts is no evidence for what it names.",
    ),
    Rule(
        "denies",
        "a denial of one's own words",
        "removes",
        "3.1",
        "denies words of one's own, and decides nothing",
        "A sentence that only says what one never said, wanted or meant.",
    ),
    Rule(
        "margin",
        "near-miss",
        "caps",
        "3.2",
        "capped at mentioned: it is as near to an empty answer as to substance",
        "Substance must be nearer than every hollow answer, near-miss and generic sentence.",
    ),
    Rule(
        "unbound",
        "not about this scenario",
        "caps",
        "3.2",
        "capped at mentioned: it is not about this scenario",
        "A sentence must be near some fact or some substance of this scenario.",
    ),
    Rule(
        "thin",
        "an answer that is talk",
        "caps",
        "3.2",
        "capped at mentioned: the answer as a whole is nearer to talk than to substance",
        "In the mean, and with the person's other answers, it must be nearer to substance.",
    ),
    Rule(
        "named",
        "only named",
        "caps",
        "3.2",
        "capped at mentioned: named, and bound to nothing here",
        "A term of the criterion without a decision or mechanism.",
    ),
    Rule(
        "alone",
        "one point unasked",
        "caps",
        "3.2",
        "capped at mentioned: one near hit that answers no question aimed at it is chance",
        "Two points make *applied*, or one that is sure and was asked for.",
    ),
    Rule(
        "swap",
        "a generic sentence",
        "caps",
        "3.3",
        "capped at mentioned: this sentence fits {others} as well",
        "What another scenario's substance is nearer to is generic.",
    ),
    Rule(
        "list",
        "a list",
        "caps",
        "3.4",
        "capped at mentioned: a list of {count} terms that decides nothing",
        "Three terms or more without number, reason or enough verbs.",
    ),
    Rule(
        "anecdote",
        "a story",
        "caps",
        "3.2",
        "capped at mentioned: a story of what was done elsewhere decides nothing here",
        "One's own past, in sentences that say nothing of what is, must or would be.",
    ),
    Rule(
        "decade",
        "a power of ten",
        "caps",
        "3.5",
        "capped at mentioned: #{record} is out by a power of ten: {detail}",
        "A stated calculation or an asked estimate whose result is ten times off, not corrected.",
    ),
    Rule(
        "given",
        "a told number",
        "withholds",
        "3.5",
        "no credit for the number: it was told, not worked out",
        "Only a derived number earns *justified*.",
    ),
    Rule(
        "contradiction",
        "contradicted",
        "caps",
        "3.5",
        "capped at mentioned: contradicted, {what}: #{first_record} “{first}” "
        "and #{second_record} “{second}”",
        "One thing under two values, or done and not done, with no correction between.",
    ),
    Rule(
        "astray",
        "answers another question",
        "withholds",
        "3.6",
        "does not answer this question: it is nearer to another one, on {about}",
        "The answer as a whole must not be much nearer to another question's substance.",
    ),
    Rule(
        "foreign",
        "fits another scenario",
        "withholds",
        "3.3",
        "does not answer this question: as a whole it is nearer to another scenario ({scenario})",
        "The swap test over an answer: its sentences are nearer to one other scenario on average.",
    ),
    Rule(
        "nothing-new",
        "not new",
        "withholds",
        "3.6",
        "not held up: what it says had been said before the question",
        "Holding up needs a point that is new.",
    ),
    Rule(
        "beside",
        "a sum beside its question",
        "withholds",
        "3.6",
        "not held up: the sum in #{record} is right, and was given {when} the question, not to it",
        "An estimate worked out elsewhere counts as a number, not as one that was defended.",
    ),
    Rule(
        "check",
        "a wrong answer",
        "caps",
        "3.8",
        "capped at mentioned: the answer to a pointed question was wrong, #{record}",
        "A number, a choice or an order that the hook's check contradicts.",
    ),
    Rule(
        "retraction",
        "taken back",
        "lowers",
        "2",
        "one down: #{record} “{text}” was taken back in #{later} “{words}”",
        "A claim taken back, and nothing put in its place.",
    ),
    Rule(
        "wrong-claim",
        "near a wrong claim",
        "reports",
        "2",
        "worth a human look: near a claim that is wrong (“{claim}”)",
        "Nearness to a wrong claim; embeddings cannot see a “not”, so this never caps.",
    ),
    Rule(
        "substance",
        "substance",
        "credits",
        "3.2",
        "nearer to what is expected than to any empty answer",
        "A decision or mechanism of this scenario: *applied*.",
    ),
    Rule(
        "reason",
        "a reason",
        "credits",
        "2",
        "gives a reason or a cost against an alternative",
        "*Justified*.",
    ),
    Rule(
        "number",
        "a number",
        "credits",
        "3.5",
        "worked out, and the number checks",
        "*Justified*: derived, and right to 1 %, or 15 % where it is approximate.",
    ),
    Rule(
        "held",
        "held up",
        "credits",
        "3.6",
        "new, and said in answer to a question aimed at it",
        "*Held up*.",
    ),
)
_BY_NAME = {rule.name: rule for rule in RULES}


def rule(name: str) -> Rule:
    """Return the rule of this name; KeyError if there is none."""
    return _BY_NAME[name]


def say(name: str, **filled: object) -> str:
    """Return the sentence of a rule for one case."""
    return _BY_NAME[name].sentence(**filled)


def rule_of(sentence: str) -> Rule | None:
    """Return the rule whose sentence this is, None where it is nobody's."""
    return next(
        (rule for rule in RULES if sentence.startswith(rule.says.split("{")[0].strip())), None
    )
