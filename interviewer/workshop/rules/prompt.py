"""The prompt: a need that somebody has, never a system to design or a solution to fill in."""

from __future__ import annotations

import re

from interviewer.evidence.sentences import sentences, words
from interviewer.workshop.pair import Pair
from interviewer.workshop.rule import Finds, Shelf, in_scenario
from interviewer.workshop.texts import names_people, names_trouble, techniques_in

RULES = Shelf()
AT: tuple[str, ...] = ("prompt",)
FEWEST_WORDS = 15
MOST_WORDS = 130

_LEAD = (
    r"(?:^|[.!?:;]\s+|\n|\b(?:how (?:would|do|can|should|could) (?:you|we|i)|you(?:'re| are)? "
    r"(?:asked|have|need|tasked) (?:to|with)|your task is to|(?:would|could|can) you|please|"
    r"let's|"
    r"we (?:want|need|would like) (?:you )?to|i want you to|how to(?: you)?)\s+)"
    r"(?:please\s+|then\s+|now\s+)?"
)
"""Where an order begins: at the start of a sentence, or after "how would you"."""
_DESIGN = re.compile(_LEAD + r"(?:re)?(?:design|architect|sketch an? architecture)\b", re.I)
_BUILD = re.compile(
    _LEAD
    + r"(?:build|create|develop|implement|train|deploy|make|propose|write|set up|come up with|"
    r"scale|productioni[sz]e)\s+(?P<what>[^.;:?!]{3,120})",
    re.I,
)
_SYSTEM = re.compile(
    r"\b(?:\w+ing )?(?:(?:sub)?systems?|engines?|pipelines?|platforms?|services?|models?|"
    r"classifiers?|recommenders?|recommendations?|algorithms?|architectures?|frameworks?|"
    r"infrastructure|detectors?|detection|rankers?|chatbots?|agents?|solutions?|assistants?|"
    r"search|backend|feature stores?|network|predictors?|databases?)\b",
    re.I,
)
_ORDER = re.compile(
    r"\s*(?:automatically|predict|detect|classify|recommend|rank|route|identify|suggest|forecast|"
    r"describe|imagine|suppose|given|personali[sz]ed?|filter|explain|estimate|match|find|help|tell|"
    r"how|what|which|can|could|would)\b",
    re.I,
)
SHORTEST_SENTENCE = 6
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def unquoted(text: str) -> str:
    """Return a text without what somebody in it is quoted as saying."""
    return _QUOTED.sub(" ", text)


@RULES.rule(
    "design-a-system",
    "error",
    why="'Design a ... system' invites a recital; a need makes a candidate ask who is hurt, by "
    "what, and what may be done about it.",
    bad="Design a fraud detection system for a banking application.",
    good="Our bank's customers are being scammed and lose their life savings. Find a way to "
    "prevent this from happening.",
)
def design_a_system(pair: Pair) -> Finds:
    """Find an order to design something, or to build a system, a model, a pipeline."""
    prompt = unquoted(pair.scenario.prompt)
    match = _DESIGN.search(prompt)
    for built in _BUILD.finditer(prompt):
        match = match or (built if _SYSTEM.search(_head(built["what"])) else None)
    if match:
        said = " ".join(prompt[match.start() :].strip(" .!?:;").split()[:7])
        yield in_scenario(
            AT,
            f"asks for a system (`{said} ...`) and not for help with a need",
            "say who is hurt, by what and how often, and leave open what would help",
        )


_TAIL = re.compile(r"\b(?:that|which|who|to|for|so that|when|where)\b", re.I)


def _head(built: str) -> str:
    """Return the name of what is to be built, without what it is for."""
    return _TAIL.split(built, maxsplit=1)[0]


@RULES.rule(
    "solution-in-prompt",
    "error",
    why="A prompt that names a technique has made the decision that the interview should be about.",
    bad="Use embeddings and a classifier to route our tickets.",
    good="Tickets wander between teams for weeks. Get each to people who can mend it.",
)
def solution_in_prompt(pair: Pair) -> Finds:
    """Find techniques in the prompt; what somebody in it is quoted with does not count."""
    named = list(dict.fromkeys(techniques_in(unquoted(pair.scenario.prompt))))
    if named:
        yield in_scenario(
            AT,
            f"names a solution: {', '.join(named[:4])}",
            "take it out; whoever needs it will bring it",
        )


@RULES.rule(
    "no-need",
    "warning",
    why="A prompt in which nobody is troubled gives a candidate nothing to ask about.",
    bad="Automatically route JIRA tickets to the right subteam.",
    good="A crash lay for twenty-three days with a team that did not own it, while four hundred "
    "people reported it again. The next one must reach the right people on its first day.",
)
def no_need(pair: Pair) -> Finds:
    """Find a prompt without somebody who is affected, or without what happens to them.

    What happens is told by a word of trouble, or by a sentence about people that is no order.
    """
    prompt = pair.scenario.prompt
    told = names_trouble(prompt) or any(_tells(span.text) for span in sentences(prompt))
    lacks = [] if names_people(prompt) else ["who is affected"]
    lacks += [] if told else ["what troubles them"]
    if lacks:
        yield in_scenario(
            AT, f"does not say {' or '.join(lacks)}", "tell it as the person who has the problem"
        )


def _tells(sentence: str) -> bool:
    """Tell whether a sentence says something of people, and does not order or ask."""
    order = _DESIGN.search(sentence) or _BUILD.search(sentence) or _ORDER.match(sentence)
    long = len(words(sentence)) >= SHORTEST_SENTENCE
    return bool(long and not order and "?" not in sentence and names_people(sentence))


@RULES.rule(
    "prompt-length",
    "warning",
    why="Two to four sentences: a title invites a recital, and a page answers the questions that "
    "candidates should ask.",
    bad="YouTube recommendations",
    good="Who has the trouble, how often, what it costs them, what they ask of the candidate.",
)
def prompt_length(pair: Pair) -> Finds:
    """Find prompts below 15 words, the length of a title, or above 130."""
    count = len(words(pair.scenario.prompt))
    if count < FEWEST_WORDS:
        message, do = "is as short as a title", "tell the need in two to four sentences"
        yield in_scenario(AT, f"has {count} words: it {message}", do)
    if count > MOST_WORDS:
        do = "keep two to four sentences; move the rest into facts that must be asked for"
        yield in_scenario(AT, f"has {count} words", do)
