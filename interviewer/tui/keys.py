"""How a key is bound: with an id, so that it can be remapped, and a tooltip for the help."""

from __future__ import annotations

from textual.binding import Binding


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
    """Return a binding; `keys` may name several, separated by commas."""
    return Binding(keys, action, name, show=show, priority=priority, tooltip=tooltip, id=identifier)
