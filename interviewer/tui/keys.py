"""How a key is bound: with an id, so that it can be remapped, and a tooltip for the help."""

from __future__ import annotations

from enum import StrEnum
from typing import cast

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.binding import Binding


class Taught(StrEnum):
    """Keys that Textual does not tell from others."""

    ALT_ENTER = "alt+enter"


def teach() -> None:
    """Tell Alt+Enter from Enter in terminals without the kitty protocol.

    Textual 8.2 reads ESC CR as a plain Enter, which would send an answer meant to go on.
    """
    known = cast("dict[str, object]", ANSI_SEQUENCES_KEYS)
    known.setdefault("\x1b\r", (Taught.ALT_ENTER,))


def key(
    keys: str,
    action: str,
    name: str,
    identifier: str,
    tooltip: str,
    *,
    show: bool = True,
    priority: bool = False,
) -> Binding:
    """Return a binding; `keys` may name several, separated by commas.

    A letter stands for its capital too: the help spells it so, and caps lock may be on. `g` does
    not, since `G` is the other end of a page.
    """
    named = [one for each in keys.split(",") for one in (each, *_capital(each))]
    return Binding(
        ",".join(named), action, name, show=show, priority=priority, tooltip=tooltip, id=identifier
    )


def _capital(letter: str) -> tuple[str, ...]:
    return (letter.upper(),) if len(letter) == 1 and letter.islower() and letter != "g" else ()
