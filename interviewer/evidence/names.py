"""What a clause is about, as a set of words: two clauses are compared only if these are equal.

Words that carry nothing are dropped and a few synonyms joined; whatever narrows (when, where, for
whom, which of several) stays, so that "the first arm" is never "the second arm". So most pairs that
a person would compare are left alone, and hardly any are compared wrongly.
"""

from __future__ import annotations

from interviewer.evidence.quantities import Quantity, find
from interviewer.evidence.quantity import kind, period
from interviewer.evidence.sentences import stem
from interviewer.evidence.sentences import words as words_of
from interviewer.evidence.tables import words

Name = frozenset[str]

LIGHT = words(
    """a an the this that these those our my your their its his her it we i you he she they them us
    me there here and also so as of for to in on at by with from into about around roughly well
    approximately nearly almost only just even really very quite simply basically ok okay yes yeah
    right is are was were be been being am do does did done has have had having will would shall
    should can could must i'd i'll i'm i've we'd we'll we're we've it's that's there's let's
    they're she's he's say says set sets setting get gets got getting give gives gave given giving
    take takes took taken taking make makes made making put puts use uses used using need needs
    needed needing want wants manage manages handle handles place places run runs running work
    works working stay stays sit sits keep keeps kept keeping come comes came go goes going lead
    leads land lands mean means per each every any all up most least assume assumes assuming
    suppose let guess estimate estimated reckon think remember know see note overall altogether
    together total exactly precisely somebody someone anybody anyone everybody everyone people
    person something anything thing things one's because since while which who whom whose what
    then plan plans planned expect expects figure number value level fine good bad enough easy
    easily hard plenty possible sure maximum minimum ever whatsoever circumstances case honestly
    frankly anyway like obviously clearly actually course maybe perhaps probably usually typically
    literally essentially pretty kind sort bit lot folks guys bot system tool team"""
)
_SAME = {
    "transfer": "payment",
    "delay": "hold",
    "pause": "hold",
    "block": "hold",
    "ring": "call",
    "phone": "call",
    "mention": "tag",
    "ping": "tag",
    "cutoff": "cut",
    "customers": "customer",
}
_NUMBER_WORDS = words(
    """hundred thousand million billion k m bn mn half third quarter dozen couple percent per cent
    pounds pound pence dollars dollar euros euro cents grand quid usd gbp eur once twice"""
)
_NO_NOUN = ("second", "share", "byte", "ratio")


def name_of(text: str) -> Name:
    """Return the telling words of a text, stemmed; a time of day or a list number is one, too."""
    telling = [
        word for word in words_of(text) if word not in LIGHT and (len(word) > 1 or word.isdigit())
    ]
    return frozenset(_root(word) for word in telling)


def named(quantity: Quantity, rest: str) -> Name:
    """Return what a quantity is of: the telling words of its clause and the nouns of its unit."""
    own = frozenset() if kind(quantity.unit) in _NO_NOUN else _nouns(quantity)
    name = name_of(rest) | own
    if kind(quantity.unit) in ("GBP", "USD", "EUR"):
        return frozenset(name - {"cost", "pric", "pay"}) | {"cost"}
    return name


def _nouns(quantity: Quantity) -> Name:
    timed = period(quantity.unit)
    said = [
        word
        for word in words_of(quantity.text)
        if word not in _NUMBER_WORDS and not find(word) and word.rstrip("s") != timed
    ]
    return name_of(" ".join(said)) | ({"person"} & {quantity.unit.split("/")[0]})


def _root(word: str) -> str:
    """Return a stem without a doubled consonant, joined with its synonyms: "tagged" is "tag"."""
    base = _SAME.get(word, word)
    found = stem(base)
    if len(found) > 3 and found[-1] == found[-2] and found[-1] not in "sel":
        found = found[:-1]
    return _SAME.get(found, found)
