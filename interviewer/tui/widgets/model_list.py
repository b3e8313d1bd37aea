"""The models that can be chosen: name, what an interview costs, and which of them plays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from interviewer.settings import EMBEDDED
from interviewer.tui.costs import about
from interviewer.tui.keys import key
from interviewer.tui.show import join

if TYPE_CHECKING:
    from interviewer.wiring.models import Offer


class ModelList(OptionList):
    """One option a model; the cursor stays where it was when the list is read again."""

    BINDINGS = [
        key("enter", "select", "Choose", "model.choose", "Let this model play"),
        key("j", "cursor_down", "Down", "model.down", "Next model", show=False),
        key("k", "cursor_up", "Up", "model.up", "Previous model", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offers: dict[str, Offer] = {}
        self._playing = ""

    def fill(self, offers: Sequence[Offer], playing: str) -> None:
        """Show these; `playing` is marked, and under the cursor at first."""
        at = (self.chosen.name if self.chosen else "") or playing
        self._offers = {offer.name: offer for offer in offers}
        self._playing = playing
        self.set_options(
            Option(_prompt(offer, playing), id=str(index)) for index, offer in enumerate(offers)
        )
        self.point_at(at if at in self._offers else EMBEDDED)

    def mark(self, playing: str) -> None:
        """Mark the one that plays."""
        self.fill(tuple(self._offers.values()), playing)

    def point_at(self, name: str) -> None:
        """Put the cursor on a model."""
        names = list(self._offers)
        self.highlighted = names.index(name) if name in names else (0 if names else None)

    @property
    def chosen(self) -> Offer | None:
        """The model under the cursor."""
        offers = list(self._offers.values())
        at = self.highlighted
        return offers[at] if at is not None and at < len(offers) else None


def _prompt(offer: Offer, playing: str) -> Content:
    plays = offer.name == playing
    head = join(
        ("◉ " if plays else "○ ", "bold $accent" if plays else "$muted"),
        (offer.name, "bold" if plays or offer.ready else ""),
    )
    if offer.name == EMBEDDED:
        return join(head, ("\n  no language model · free", "$muted"))
    if not offer.ready:
        return join(head, ("\n  ! not ready", "$warn"))
    cost = f"{about(offer.interview)}{' an interview' if offer.interview else ''}"
    served = " · a server of yours" if offer.address else ""
    return join(head, (f"\n  {cost}{served}", "$muted"))
