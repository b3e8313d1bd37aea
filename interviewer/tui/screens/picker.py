"""The model picker: who plays the interviewer, the listener and the judge, and for how much.

It knows offers and names, never a key, and asks for no call but the one that tests a model.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from interviewer.errors import InterviewerError
from interviewer.settings import EMBEDDED, Models
from interviewer.tui.casting import Casting
from interviewer.tui.desk import Desk
from interviewer.tui.keys import key
from interviewer.tui.messages import Offered, Quoted
from interviewer.tui.screens.picker_choosing import Choosing
from interviewer.tui.show import join
from interviewer.tui.widgets.field import Field
from interviewer.tui.widgets.model_detail import ModelDetail
from interviewer.tui.widgets.model_list import ModelList
from interviewer.tui.widgets.role_bar import RoleBar
from interviewer.tui.widgets.status import Status

if TYPE_CHECKING:
    from interviewer.wiring.models import Offer


class Picker(Choosing):
    """Offers on the left; what there is to know of one, and who plays, on the right."""

    CSS_PATH = "picker.tcss"
    BINDINGS = [
        key("t", "test", "Test", "picker.test", "Make one small call to see whether it works"),
        key("escape", "back", "Back", "picker.back", "Back: what was chosen is in force"),
        # These stand beside what they are for.
        key(
            "s",
            "separate",
            "Separate",
            "picker.separate",
            "One model for all roles, or one each",
            show=False,
        ),
        key(
            "o",
            "write('name')",
            "Other",
            "picker.other",
            "Write the name of another model",
            show=False,
        ),
        key(
            "b",
            "write('budget')",
            "Budget",
            "picker.budget",
            "What an interview may cost",
            show=False,
        ),
        key("r", "look", "Look again", "picker.look", "Look again for servers", show=False),
        key("left", "role(-1)", "Role before", "picker.before", "The role before", show=False),
        key("right", "role(1)", "Next role", "picker.next", "The next role", show=False),
    ]

    def __init__(self, desk: Desk, casting: Casting) -> None:
        super().__init__()
        self._desk, self._casting = desk, casting
        self._offers: dict[str, Offer] = {}

    def body(self) -> Iterable[Widget]:
        """Heading, roles, the two columns, a line for how things went."""
        about = (f"   {self._casting.about}", "$muted")
        yield Static(join(("Language models", "bold $accent"), about), id="name")
        self.roles = RoleBar(separate=len(set(self._names())) > 1)
        yield self.roles
        self.models, self.detail, self.status = ModelList(), ModelDetail(), Status()
        self.other = Field("Other model O", "Enter chooses it", "provider/name", name="other")
        self.purse = Field("Budget B", "US dollars an interview", "no limit", name="purse")
        with Horizontal(id="both"):
            yield Vertical(self.models, self.other, id="choices")
            yield Vertical(self.detail, self.purse, id="about")
        yield self.status

    def on_mount(self) -> None:
        """Show who plays; look what else there is."""
        self.purse.display = self._casting.budget_open
        self.models.focus()
        self.paint()
        self.look()

    # --- what there is ---------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="look")
    def look(self) -> None:
        """Look which models are in reach: first without, then with asking servers."""
        for probe in (False, True):
            try:
                self.post_message(Offered(self._desk.offers(probe)))
            except InterviewerError as error:
                self.app.call_from_thread(self.say, error, "bad")

    def on_offered(self, message: Offered) -> None:
        """Fill the list; whoever plays is on it, even if nobody offers it."""
        from interviewer.wiring.models import Offer

        found = {offer.name: offer for offer in message.offers}
        for name in (*self._names(), *self._tried):
            found.setdefault(name, Offer(name, ready=True))
        self._offers = found
        self.models.fill(list(found.values()), self._playing())

    @work(thread=True, exclusive=True, group="quote")
    def _quote(self, models: Models, minutes: int) -> None:
        try:
            self.post_message(Quoted(self._desk.quote(models, minutes)))
        except InterviewerError as error:
            self.app.call_from_thread(self.say, error, "bad")

    def on_quoted(self, message: Quoted) -> None:
        """Show what those who play would cost."""
        self.detail.show_quote(message.quote, self._casting.budget())

    # --- painting --------------------------------------------------------------------------------

    def paint(self) -> None:
        """Show who plays now, for how much."""
        models, budget = self._casting.models(), self._casting.budget()
        self.models.mark(self._playing())
        self.detail.show_cast(models)
        self.purse.hold("" if budget is None else f"{budget:g}")
        self._quote(models, self._casting.minutes)

    def paint_offer(self) -> None:
        """Show what there is to know of the model under the cursor."""
        if offer := self.models.chosen:
            self.detail.show_offer(offer, self._tried.get(offer.name))

    def on_option_list_option_highlighted(self) -> None:
        """Show it."""
        self.paint_offer()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if action == "test":
            offer = self.models.chosen if self.is_mounted else None
            return offer is not None and offer.name != EMBEDDED and not offer.name.endswith("/…")
        if action == "role":
            return self.is_mounted and self.roles.role is not None
        if action == "write" and parameters == ("budget",):
            return self._casting.budget_open
        return super().check_action(action, parameters)
