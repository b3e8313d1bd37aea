"""Light stems: "calls" and "calling" are one word. It knows nothing of numbers."""

from __future__ import annotations

_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ers", "ed", "es", "er", "ly", "s", "e", "y")
_ODD = {"people": "person", "women": "woman", "men": "man", "children": "child", "false": "fals"}


def stem(word: str) -> str:
    """Return a lower-case word without its commonest endings, at least three letters long."""
    word = word.removesuffix("'s")
    if word in _ODD:
        return _ODD[word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word
