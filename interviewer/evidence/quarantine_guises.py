"""What a text looks like without its disguise: folded, decoded, turned round, without quotations.

It knows nothing of what is an attack.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from interviewer.text import safe_text

HIDDEN = re.compile("[\u2400-\u241f\u2421\ufffd]")
"""What `safe_text` leaves of control characters."""
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u0432"
    "\u043a\u043c\u043d\u0442\u03b1\u03b5\u03bf\u03c1\u03b9\u03ba\u03bd\u03c4\u03c5\u03c7"
    "\u1d00\u1d05\u1d07\u1d0a\u1d0b\u1d0d\u1d0f\u1d18\u1d1b\u1d1c\u1d20\u1d21\u1d22"
    "\u0299\u0262\u029c\u026a\u029f\u0274\u0280\u028f\u0493\ua731",
    "aeopcyxijshdqwbkmhtaeopikvtuxadejkmoptuvwzbghilnryfs",
)
"""Letters that look like a Latin one: the common ones of Unicode's confusables."""
_DIGITS = str.maketrans("0134579@$", "oieastgas")
_QUOTED = re.compile(
    r"\"[^\"\n]{2,200}\"|\u201c[^\u201d\n]{2,200}\u201d|(?<!\w)'[^'\n]{2,200}'(?!\w)"
)
_LEAST_OUTSIDE = 4
"""Words that must stand outside the quotation marks for what is inside to be a quotation."""
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,}={0,2}")
_HEX = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{2}){8,}(?![0-9a-f])")
_GAP = "\u2003"
_SPELLED = re.compile(r"(?<!\S)(?:\S ){2,}\S(?!\S)")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_LEET = re.compile(r"[A-Za-z]*\d[A-Za-z]+\d[A-Za-z0-9]*|[A-Za-z]+\d[A-Za-z]+|\d[A-Za-z]+\d\w*")
_TELLING = (
    "grade judge mark score level verdict rubric criteri candidate instruct ignore award pass"
).split()
_TURNED = tuple(codecs.encode(word, "rot13") for word in _TELLING)
_REVERSED = tuple(word[::-1] for word in _TELLING)
"""Words of which a text that is worth turning round holds one."""
_LEAST_LETTERS = 8
_MOST = 4000
"""Characters of a sentence that are decoded; nobody says a longer one."""


@lru_cache(maxsize=1_000)
def plain(text: str) -> str:
    """Return text for comparison: no invisible or combining marks, Latin letters, one space."""
    bare = unicodedata.normalize("NFKD", safe_text(text))
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    lines = (" ".join(line.split()) for line in bare.casefold().splitlines())
    folded = "\n".join(lines).replace("\u2019", "'")
    latin = folded.translate(_LOOKALIKES)
    return latin if latin != folded and latin.isascii() else folded


def foreign(text: str) -> bool:
    """Tell whether most letters of a text are of another alphabet than the Latin one.

    Embedded, such a sentence lies anywhere: what it is near to is chance.
    """
    letters = [sign for sign in plain(text) if sign.isalpha()]
    return (
        len(letters) >= _LEAST_LETTERS and sum(ord(s) > 0x24F for s in letters) > len(letters) / 2
    )


def unquoted(text: str) -> str:
    """Return text without what it quotes, where it says something of its own beside."""
    told = _QUOTED.sub(" ", text)
    return told if len(told.split()) >= _LEAST_OUTSIDE else text


def decoded(text: str) -> Iterator[str]:
    """Yield what a text says when it is decoded in one of the usual ways."""
    text = text[:_MOST]
    tags = "".join(chr(ord(sign) - 0xE0000) for sign in text if 0xE0020 <= ord(sign) < 0xE007F)
    yield from filter(None, [tags])
    for changed in (html.unescape(text), unquote(text), _unescaped(text), _joined(text)):
        if changed != text:
            yield changed
    if len(_LEET.findall(text)) >= 2:
        yield text.translate(_DIGITS)
    yield from _blobs(text)
    low = text.lower()
    if any(word in low for word in _TURNED):
        yield codecs.decode(text, "rot13")
    if any(word in low for word in _REVERSED):
        yield safe_text(text)[::-1]


def _blobs(text: str) -> Iterator[str]:
    for blob in _BASE64.findall(text):
        try:
            yield base64.b64decode(blob + "=" * (-len(blob) % 4)).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    for blob in _HEX.findall(text.lower()):
        yield bytes.fromhex(blob).decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\\n", "\n")


def _joined(text: str) -> str:
    """Return text in which words that are s p e l l e d are words; two spaces part them."""
    wide = re.sub(r"\s{2,}", _GAP, text)
    if not _SPELLED.search(wide):
        return text
    closed = _SPELLED.sub(lambda found: found[0].replace(" ", ""), wide)
    return closed.replace(_GAP, " ")
