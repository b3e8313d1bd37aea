"""The keys that work here, in one line: what does not fit is left to the help."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from interviewer.tui.show import join

if TYPE_CHECKING:
    from textual.screen import Screen

ALWAYS = (("^P", "Menu"), ("F1", "Help"))

GAP = "  "


class KeyBar(Static):
    """Painted anew when the keys change. One text, where Textual's Footer mounts a widget a key."""

    def on_mount(self) -> None:
        """Follow the screen's keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)
        self.call_after_refresh(self._paint)

    def on_resize(self) -> None:
        """Show as many as fit."""
        self._paint()

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self._paint()

    def _paint(self) -> None:
        keys: dict[str, tuple[str, str]] = {}
        # A key taken from the focused widget would stand in that one's place, before our own.
        active = sorted(
            self.screen.active_bindings.values(), key=lambda each: each.binding.priority
        )
        for _, binding, enabled, _ in active:
            if binding.show and binding.id and enabled:
                name = self.app.get_key_display(binding)
                keys.setdefault(binding.action, (name, binding.description))
        left = [pair for pair in keys.values() if pair not in ALWAYS]
        room = self.size.width + len(GAP) - _width(ALWAYS)
        while left and _width(left) > room:
            left.pop()
        gap = " " * max(0, room - _width(left))
        self.update(Content.assemble(*map(_key, left), gap, *map(_key, ALWAYS)).rstrip())


def _width(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(len(key) + 1 + len(says) + len(GAP) for key, says in pairs)


def _key(pair: tuple[str, str]) -> Content:
    return join((pair[0], "bold $accent"), (f" {pair[1]}{GAP}", "$muted"))
