"""Units of quantities: which words name them and how they convert.

Bases: `share` (0-1), `ratio`, `GBP`, `USD`, `EUR`, `second`, `byte`, `token`, else the noun that
follows, lower case and singular; "" when nothing follows. A rate keeps its period as written:
`call/month`, `/week`, `GBP/call`, `byte/second`. It knows nothing of sentences.
"""

from __future__ import annotations

from typing import NamedTuple

from interviewer.evidence.lexer import Token, at, joined
from interviewer.evidence.tables import values, words

CURRENCY_SIGNS = {"£": "GBP", "$": "USD", "€": "EUR"}
CURRENCIES = {"GBP", "USD", "EUR"}
_MONEY = {"gbp": ("GBP", 1.0), "pound": ("GBP", 1.0), "pounds": ("GBP", 1.0), "quid": ("GBP", 1.0)}
_MONEY |= {
    "pence": ("GBP", 0.01),
    "penny": ("GBP", 0.01),
    "usd": ("USD", 1.0),
    "dollar": ("USD", 1.0),
}
_MONEY |= {
    "dollars": ("USD", 1.0),
    "bucks": ("USD", 1.0),
    "cent": ("USD", 0.01),
    "cents": ("USD", 0.01),
}
_MONEY |= {"eur": ("EUR", 1.0), "euro": ("EUR", 1.0), "euros": ("EUR", 1.0)}
PERIODS = values(
    """second 1 minute 60 hour 3600 day 86400 week 604800 month 2.6298e+06 quarter 7.8894e+06 year
    3.15576e+07"""
)
_TIME_WORDS = values("millisecond 0.001 microsecond 1e-06 nanosecond 1e-09 sec 1 min 60 hr 3600")
_TIME_WORDS |= {
    "msec": 1e-3,
    "fortnight": 1209600.0,
    "yr": PERIODS["year"],
    "decade": 10 * PERIODS["year"],
} | PERIODS
_TIME_WORDS |= {"mth": PERIODS["month"]}
TIMES = (
    _TIME_WORDS
    | {word + "s": seconds for word, seconds in _TIME_WORDS.items()}
    | {"ms": 1e-3, "µs": 1e-6, "μs": 1e-6}
)
_TIGHT_TIMES = {"s": 1.0, "h": 3600.0, "d": 86400.0, "w": 604800.0, "ns": 1e-9, "us": 1e-6}
_PERIOD_WORDS = {
    "s": "second",
    "sec": "second",
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "d": "day",
    "mo": "month",
}
_PERIOD_WORDS |= {"yr": "year", "annum": "year", "wk": "week", "mth": "month", "w": "week"}
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annually": "year",
}
_SIZES = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "p": 1e15}
BYTES = {f"{size}b": factor for size, factor in _SIZES.items()} | {"byte": 1.0, "bytes": 1.0}
BYTES |= {f"{size}ib": 1024.0**power for power, size in enumerate("kmgtp", 1)}
BYTES |= {
    f"{name}byte{s}": _SIZES[name[0]]
    for name in ("kilo", "mega", "giga", "tera", "peta")
    for s in ("", "s")
}
BYTES |= {f"{name}s": _SIZES[name[0]] for name in ("meg", "gig")} | {"gig": 1e9, "meg": 1e6}
_SHARES = {"pp": 0.01, "pps": 0.01, "ppt": 0.01, "ppts": 0.01}
_SHARES |= {"bp": 1e-4, "bps": 1e-4, "ppm": 1e-6, "‰": 1e-3}
_RATES = {"qps": "query", "rps": "request", "tps": "transaction"}
_PER = {"per", "/", "a", "an", "each", "every"}
_AS_MANY = words("as more the larger bigger higher")
MAGNITUDES = values(
    """hundred 100 thousand 1e3 million 1e6 billion 1e9 m 1e6 mn 1e6 k 1e3 mille 1e3"""
)
_MANY = MAGNITUDES | values("1,000 1e3 1000 1e3 10,000 1e4 10k 1e4 100,000 1e5")
_MANY |= {"ten thousand": 1e4, "hundred thousand": 1e5}
STOP = words(
    """a about after again against all also although an and any are as at be because been before
    being below both but by can cost costs could did do does done down each else equal equals
    every few for from gave get gets give gives giving go goes got had has have he her here his
    how however i if in into is it its it's just leave leaves leaving less like made make makes
    making may mean means might minus more most much must my need needs no nor not now of off on
    once one ones only onto or other our out over per plus reach roughly same say says she should
    since so some still such take takes than that that's the their them then there these they this
    those though through times to too twice under until up upon us use very via was we were what
    when where whether which while who whom whose why will with within without would x yes yet you
    your divided multiplied equalling totals total works work comes come turns ends yields only_
    reaches stays i'd i'll we'd we'll we're they're there's isn't aren't don't doesn't won't
    around approximately nearly almost half double triple left square squared cubed sqrt am versus
    vs instead split turn needed spread shared taking log ln next last later earlier ago back
    nobody everyone everybody"""
)
_SINGULAR = {
    "people": "person",
    "queries": "query",
    "replies": "reply",
    "men": "man",
    "women": "woman",
    "children": "child",
    "pts": "point",
    "pt": "point",
}
_POINTS = words("point points pt pts")


class Unit(NamedTuple):
    """A unit that was read: its name, the factor of the written number, the next token's index."""

    name: str
    factor: float
    end: int


def singular(noun: str) -> str:
    """Return a noun in lower case without its plural ending."""
    noun = noun.lower()
    if noun in _SINGULAR:
        return _SINGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses")):
        return noun[:-2]
    return noun[:-1] if plural(noun) else noun


def plural(noun: str) -> bool:
    """Tell whether a word looks like a plural noun."""
    return noun in _SINGULAR or (
        len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    )


def unit_at(stream: list[Token], index: int, money: str = "") -> Unit:
    """Return the unit that starts at a token; `money` is a currency sign already read."""
    head = Unit(money, 1.0, index) if money else _head(stream, index)
    if money and at(stream, index).low in _MONEY:
        head = Unit(money, 1.0, index + 1)
    return _denominators(stream, head)


def _head(stream: list[Token], index: int) -> Unit:
    hyphen = at(stream, index).low == "-" and joined(stream, index)
    index += hyphen and at(stream, index + 1).kind == "word"
    if at(stream, index).kind in ("number", "line"):
        return Unit("", 1.0, index)
    return (
        _share(stream, index)
        or _measure(stream, index)
        or _multiple(stream, index)
        or _noun(stream, index)
    )


def _measure(stream: list[Token], index: int) -> Unit | None:
    """Read money in words, a time, bytes, or a rate like "QPS"."""
    word, tight = at(stream, index).low, joined(stream, index)
    if word in _MONEY or (word == "p" and tight):
        return Unit(*_MONEY.get(word, ("GBP", 0.01)), index + 1)
    if word in TIMES:
        return Unit("second", TIMES[word], index + 1)
    if word in _TIGHT_TIMES and (tight or word in ("s", "h")) and at(stream, index + 1).low != "of":
        return Unit("second", _TIGHT_TIMES[word], index + 1)
    if word in BYTES:
        return Unit("byte", BYTES[word], index + 1)
    return Unit(f"{_RATES[word]}/second", 1.0, index + 1) if word in _RATES else None


def _multiple(stream: list[Token], index: int) -> Unit | None:
    """Read "10x", "three times as many" (a ratio) and "three times a week"."""
    word, after = at(stream, index).low, at(stream, index + 1).low
    if word == "x" and joined(stream, index) and not _operand(stream, index + 1):
        return Unit("ratio", 1.0, index + 1)
    if word != "times":
        return None
    if after in _PER:
        return Unit("time", 1.0, index + 1)
    return Unit("ratio", 1.0, index + 1) if after in _AS_MANY else None


def _operand(stream: list[Token], index: int) -> bool:
    token = at(stream, index)
    return token.kind == "number" or token.text in CURRENCY_SIGNS or token.text == "("


def _share(stream: list[Token], index: int) -> Unit | None:
    word, after = at(stream, index).low, at(stream, index + 1).low
    hyphen = after == "-" and at(stream, index + 2).low in _POINTS
    after = at(stream, index + 2).low if hyphen else after
    if word in ("%", "percent", "pct"):
        return Unit("share", 0.01, index + 1 + (1 + hyphen) * (after in _POINTS))
    if word == "per" and after == "cent":
        return Unit("share", 0.01, index + 2)
    if word in ("percentage", "basis") and after in _POINTS:
        return Unit("share", 0.01 if word == "percentage" else 0.0001, index + 2 + hyphen)
    if word in _SHARES:
        return Unit("share", _SHARES[word], index + 1)
    return _per_million(stream, index)


def _per_million(stream: list[Token], index: int) -> Unit | None:
    """Read "per million", "in a thousand", "out of every million", "payments per million"."""
    start, lead = index, at(stream, index).low
    if (
        at(stream, index).kind == "word"
        and at(stream, index + 1).low in ("per", "in", "for")
        and lead not in STOP
        and lead not in _MONEY
    ):
        start += 1
    lead, after = at(stream, start).low, at(stream, start + 1).low
    step = start + 1
    if lead == "out" and after == "of":
        step = start + 2
    elif lead not in ("per", "in", "of", "for"):
        return None
    article = at(stream, step).low in ("a", "every", "each", "one", "1")
    if not article and lead != "per":
        return None
    step += article
    end = step + 1 + (at(stream, step + 1).low in ("thousand", "million"))
    scale = _MANY.get(" ".join(token.low for token in stream[step:end]))
    return Unit("share", 1 / scale, end) if scale else None


def _noun(stream: list[Token], index: int) -> Unit:
    """The noun that is counted: the first plural among the next three words, else the next word."""
    for step in range(index, index + 5):
        token = at(stream, step)
        if step > index and token.low == "-" and joined(stream, step) and joined(stream, step + 1):
            continue
        if token.kind != "word" or token.low in STOP:
            break
        if token.low in TIMES and (step == index or token.low not in PERIODS):
            return Unit("second", TIMES[token.low], step + 1)
        if plural(token.low):
            return Unit(singular(token.low), 1.0, step + 1)
    token = at(stream, index)
    if token.kind != "word" or token.low in STOP:
        return Unit("", 1.0, index)
    return Unit(singular(token.low), 1.0, index + 1)


def _denominators(stream: list[Token], unit: Unit) -> Unit:
    for _ in range(2):
        found = _denominator(stream, unit)
        if found is None:
            break
        unit = found
    return unit


def _denominator(stream: list[Token], unit: Unit) -> Unit | None:
    name, factor, index = unit
    if at(stream, index).low in _ADVERBS and "/" not in name:
        return Unit(f"{name}/{_ADVERBS[at(stream, index).low]}", factor, index + 1)
    index += at(stream, index).low == "each" and at(stream, index + 1).low in _PER
    link, word = at(stream, index).low, at(stream, index + 1).low
    if link in ("for", "to", "in") and word in ("each", "every"):
        index, link, word = index + 1, "for", at(stream, index + 2).low
    if link not in _PER and not (link == "for" and index > unit.end):
        return None
    period = _PERIOD_WORDS.get(word, word.removesuffix("s"))
    if period in PERIODS and (
        link != "a" or unit.name not in ("second",) or at(stream, index + 2).kind != "number"
    ):
        return Unit(f"{name}/{period}", factor, index + 2)
    return _per_noun(stream, unit, index + 1) if link in ("per", "/", "for") else None


def _per_noun(stream: list[Token], unit: Unit, index: int) -> Unit | None:
    word, name, factor = at(stream, index), unit.name, unit.factor
    scale = MAGNITUDES.get(word.low) if name.split("/")[0] in CURRENCIES else None
    if scale:
        noun = at(stream, index + 1)
        known = noun.kind == "word" and noun.low not in STOP
        return Unit(
            f"{name}/{singular(noun.low) if known else 'unit'}", factor / scale, index + 1 + known
        )
    if (
        word.kind != "word"
        or len(word.low) < 2
        or (word.low in STOP - {"one"})
        or ("/" in name and not name.endswith(tuple(PERIODS)))
    ):
        return None
    follows = at(stream, index + 1)
    adjective = (
        follows.kind == "word" and follows.low not in STOP - {"one"} and not plural(word.low)
    )
    adjective = adjective and at(stream, index - 1).low != "/"
    noun_word = follows.low if adjective and follows.low != "one" else word.low
    return Unit(f"{name}/{singular(noun_word)}", factor, index + 1 + adjective)
