"""What there is to know of a model before it is chosen, and who plays now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from interviewer.settings import EMBEDDED, ROLES, Models
from interviewer.tui.costs import UNKNOWN, quoted
from interviewer.tui.show import join, plain

if TYPE_CHECKING:
    from interviewer.wiring.models import Offer, Quote

PROVIDERS = {"openai": "OpenAI", "anthropic": "Anthropic", "gemini": "Google", "xai": "xAI"}
NO_MODEL = (
    "Code holds the interview and authored words are spoken; facts are found and answers judged on "
    "this machine. Nothing is sent anywhere."
)


class ModelDetail(VerticalScroll):
    """Paints one offer, and below it the cast."""

    def compose(self) -> ComposeResult:
        """The offer; the cast."""
        yield Static(id="offer", classes="prose")
        yield Static(plain("Chosen now"), classes="heading")
        yield Static(id="cast")
        yield Static(id="quote")

    def show_offer(self, offer: Offer, tested: tuple[str, str] | None) -> None:
        """Show an offer, and how its test went: the words and their style."""
        parts: list[Content | tuple[str, str]] = [(offer.name, "bold"), ("\n", "")]
        if offer.name == EMBEDDED:
            parts += [("✓ always ready", "$good"), (f"\n{NO_MODEL}", "")]
        else:
            parts += [_state(offer), (_prices(offer), ""), (f"\n{_goes(offer)}", "$muted")]
        if tested is not None:
            words, style = tested
            parts.append((f"\n{words}", style))
        self.query_one("#offer", Static).update(join(*parts))

    def show_cast(self, models: Models) -> None:
        """Show who plays."""
        names = {models.of(role) for role in ROLES}
        if len(names) == 1:
            (name,) = names
            words = (
                "No language model: nothing is sent." if name == EMBEDDED else f"{name}, all roles"
            )
            lines = plain(words)
        else:
            lines = Content("\n").join(
                join((f"{role:<13}", "$muted"), models.of(role)) for role in ROLES
            )
        self.query_one("#cast", Static).update(lines)

    def show_quote(self, quote: Quote, budget: float | None) -> None:
        """Show what they would cost."""
        line, warns = quoted(quote, budget, named=False)
        words = f"{'! ' if warns else ''}{quote.minutes} minutes: {line}" if line else ""
        quote_line = self.query_one("#quote", Static)
        quote_line.update(plain(words, "$warn" if warns else "$muted"))
        quote_line.display = bool(words)


def _state(offer: Offer) -> Content:
    if not offer.ready:
        return plain(f"! not ready. {offer.todo}", "$warn")
    if offer.address:
        return plain(f"✓ ready: served at {offer.address}", "$good")
    if offer.key:
        return plain(f"✓ ready: {offer.key} is set", "$good")
    return plain("○ not tried yet: T makes one small call", "$muted")


def _prices(offer: Offer) -> str:
    rate = offer.price or UNKNOWN
    if rate in ("free", UNKNOWN):
        return f"\n{rate}"
    return f"\n{rate} per million tokens"


def _goes(offer: Offer) -> str:
    from interviewer.providers.addresses import is_loopback
    from interviewer.providers.registry import destination

    where = offer.address or destination(offer.name)
    if is_loopback(where):
        return "Your words stay on this machine."
    return f"Your words are sent to {PROVIDERS.get(where, where)}."
