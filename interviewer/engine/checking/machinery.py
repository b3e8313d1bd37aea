"""Patterns of the machinery: rubric, instructions, the model itself, the roles of a chat.

None of it is part of the story that the interviewer plays.
"""

from __future__ import annotations

from interviewer.engine.checking.patterns import any_of, compiled

_MODEL = any_of(
    r"""ai | llm | language model | large language model | large language | virtual assistant |
    ai assistant | ai model | chat ?bot | artificial intelligence"""
)
_SPEAKERS = any_of(
    """interviewer | candidate | assistant | system | user | human | ai | bot | developer |
    direction | response | reply | answer | output | question | note | thought | reasoning |
    analysis | action | me | you"""
)

MACHINERY = compiled(
    r"\b(?:rubrics?|scorecards?|scoring|graded|grading|near[- ]miss(?:es)?|json|yaml|xml|"
    r"markdown)\b",
    r"\b(?:the|this|a|my|next|active|open|new|another|your|which|following|current|each|of) "
    r"(?:hooks?|probes?|substance|criterion)\b|\b(?:my|next|active) (?:moves?|directions?)\b",
    r"\b(?:hook|probe|criterion) (?:number )?(?:\d|one|two|three|four|five|six)|"
    r"\bhooks? (?:id|fires?|is|are|asks?)\b|\bprob(?:e|ing) (?:you|further|deeper|this|that)\b",
    r"\b(?:evaluation|assessment|judging|marking|grading|gate|weighted) criteri(?:on|a)\b|"
    r"\bcriterion (?:\d|one|two|three|four|five|six)\b|\bcriteria for (?:you|your)\b|"
    r"\b(?:this|that|the next) gate\b",
    r"\b(?:score|grade|rate|mark|judge|assess|evaluate) (?:you|this answer|your answer|the "
    r"candidate)\b|\byour? answer (?:is )?(?:scored|rated|marked|graded)\b",
    r"\b(?:system|developer|hidden|initial|original|my) (?:prompt|instructions?)\b|"
    r"\bthe prompt (?:says|tells|asks|above|i)\b|"
    r"\b(?:my|these|given|following|secret|above) (?:instructions?|guidelines|directives?|"
    r"orders)\b|"
    r"\bi(?:'m| am| was) instructed\b|\binstructions? says?\b|"
    r"\bi(?:'m| am| was|'ve been| have been) "
    + any_of(
        """told | asked | supposed | required | allowed | programmed | configured | designed |
        prompted | meant | not allowed | not permitted | directed | forbidden"""
    )
    + r" to\b",
    rf"\bas an? (?:{_MODEL}|interviewer)\b|"
    rf"\bi(?:'m| am) (?:just |only |actually |really )?(?:an? )?(?:{_MODEL}|bot|assistant|machine|"
    r"program|claude|gpt|gemini|model|computer)\b",
    r"\bi (?:don't|do not|can't|cannot) (?:have|access|browse|provide|share|reveal|disclose|comply|"
    r"assist|help with) (?:opinions|feelings|real|the internet|that request|this request|with|"
    r"hints?|"
    r"my|the (?:rubric|answer|prompt|system))",
    r"\b(?:i(?:'m| am) sorry|apolog\w+|unfortunately),? (?:but )?i (?:can't|cannot|am (?:unable|"
    r"not "
    r"able))\b|\b(?:happy|here) to (?:help|assist)\b|\bhow (?:can|may) i (?:help|assist)\b|"
    r"\b(?:guidelines|policy|policies) (?:do|does) not (?:permit|allow)\b",
    r"\bi can (?:certainly|definitely|absolutely|help you|do that for you|write|generate)\b|"
    r"\bhere(?:'s| is| are) (?:a|an|the|some|your|my) (?:poem|story|code|function|script|list of|"
    r"summary|system|rubric|sample|full|complete|json|table|answer)",
    r"\b(?:knowledge cut-?off|context window|token limit|max[_ ]tokens|function call|tool call)\b",
    r"\b(?:phase|step|move|level|question|section|part) (?:\d+|one|two|three|four|five|six) of "
    r"(?:\d+|three|four|five|six|seven|eight)\b|\blevel [0-5]\b",
    rf"(?:^|[\n.!?]\s*)\W*{_SPEAKERS}\s*\d*\s*\W?:(?=\s|$)",
    r"^\W*(?:nods|smiles|laughs|leans|note to self)\b|"
    r"\((?:pause|nod|smil|laugh|thinking|sigh|lean|note|silence|wait)\w*[^)]*\)",
    r"\b(?:ignore|disregard|forget|override) (?:all|any|the|your|my|previous|prior|earlier|these|"
    r"those)\b[^.]{0,30}\b(?:instructions?|rules?|prompt|directions?|guidelines)\b",
    r"\b(?:moving|move|go|going|proceed\w*|continu\w+) (?:on )?(?:to|with) (?:the )?next (?:hook|"
    r"probe|criterion|move)\b",
)
