"""What is done in the model picker: choosing, naming, setting the budget, testing.

What is chosen is in force at once, so nothing is left to be confirmed or lost.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.widgets import Input

from interviewer.config import NO_LIMIT, dollars
from interviewer.errors import InterviewerError
from interviewer.settings import EMBEDDED, ROLES, Models
from interviewer.text import safe_text
from interviewer.tui.casting import Casting
from interviewer.tui.costs import money
from interviewer.tui.desk import Desk
from interviewer.tui.screens.page import Page
from interviewer.tui.widgets.field import Field
from interviewer.tui.widgets.model_list import ModelList
from interviewer.tui.widgets.role_bar import RoleBar
from interviewer.tui.widgets.status import Status

if TYPE_CHECKING:
    from interviewer.tui.app import InterviewerApp


class Choosing(Page):
    """The picker's actions. `models` is the list, `other` and `purse` are the fields."""

    app: InterviewerApp
    models: ModelList
    other: Field
    purse: Field
    roles: RoleBar
    status: Status
    _desk: Desk
    _casting: Casting
    _choosing = False

    def __init__(self) -> None:
        super().__init__()
        self._tried: dict[str, tuple[str, str]] = {}
        """How the tests of models went: words, and how they are painted."""

    def paint(self) -> None:
        """Show who plays now."""
        raise NotImplementedError

    def paint_offer(self) -> None:
        """Show the model under the cursor."""
        raise NotImplementedError

    def look(self) -> object:
        """Look again which models there are."""
        raise NotImplementedError

    def say(self, said: str | InterviewerError, kind: str = "") -> None:
        """Say how something went."""
        self.status.say(_words(said), kind)

    def _names(self) -> list[str]:
        models = self._casting.models()
        return [models.of(role) for role in ROLES]

    def _playing(self) -> str:
        """Return the model of the role that is chosen for; nothing where all have another."""
        if self.roles.role is not None:
            return self._casting.models().of(self.roles.role)
        names = set(self._names())
        return names.pop() if len(names) == 1 else ""

    # --- choosing --------------------------------------------------------------------------------

    def on_option_list_option_selected(self) -> None:
        """Let a model play, if it can; of a provider whose models nobody knows, ask for a name."""
        offer = self.models.chosen
        if offer is None:
            return
        if offer.ready:
            self._cast(offer.name)
        elif offer.name.endswith("/…") and (offer.key or offer.address):
            self.action_write("name")
            self.other.value = offer.name.removesuffix("…")
            self.other.cursor_position = len(self.other.value)
            self.say(offer.todo)
        else:
            self.say(f"{offer.name} is not ready. {offer.todo}", "warn")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take a name, or a budget."""
        text = safe_text(event.value).strip()
        if event.input is self.other:
            self._take_name(text)
            return
        try:
            budget = dollars(text or NO_LIMIT, "That")
        except InterviewerError as error:
            self.say(error, "bad")
            return
        says = "No limit." if budget is None else f"An interview may cost {money(budget)}."
        self._use(self._casting.models(), budget, says)

    def _take_name(self, name: str) -> None:
        from interviewer.providers.redaction import redact

        if "[key]" in redact(name):
            self.other.value = ""
            self.say("That looks like a key: keys are set in the environment, never here.", "bad")
        elif name:
            self._cast(name)

    def _cast(self, name: str) -> None:
        role = self.roles.role
        now = self._casting.models()
        models = Models.all(name) if role is None else replace(now, **{role: name})
        plays = "No language model plays" if name == EMBEDDED else f"{name} plays"
        whom = "any role" if name == EMBEDDED else "all roles"
        says = f"{plays} {f'the {role}' if role else whom}."
        self._use(models, self._casting.budget(), says)

    def _use(self, models: Models, budget: float | None, says: str) -> None:
        if not self._choosing:
            self._choosing = True
            self.say(self._casting.waits())
            # The app's worker, not the screen's: a choice that has to wait outlives the picker.
            self.app.run_worker(self._apply(models, budget, says), group="use")

    async def _apply(self, models: Models, budget: float | None, says: str) -> None:
        said: str | InterviewerError = f"{says} {self._casting.kept}"
        kind = "good"
        try:
            await self._casting.use(models, budget)
        except InterviewerError as error:
            said, kind = error, "bad"
        self._choosing = False
        if self not in self.app.screen_stack:
            self.app.say(_words(said))
            return
        self.say(said, kind)
        if kind == "good":
            self.other.hold("")
            self.models.focus()
        self.paint()
        self.look()

    # --- the rest --------------------------------------------------------------------------------

    @work(group="test", exclusive=True)
    async def action_test(self) -> None:
        """Make one small call, and say how it went."""
        offer = self.models.chosen
        assert offer is not None
        self._tried[offer.name] = ("Testing: one small call …", "$muted")
        self.paint_offer()
        try:
            self._tried[offer.name] = (f"✓ {await self._desk.test(offer.name)}", "$good")
        except InterviewerError as error:
            self._tried[offer.name] = (f"✗ {error.message} {error.hint}", "$bad")
        self.paint_offer()

    def action_separate(self) -> None:
        """Choose for all roles, or for each by itself."""
        self.roles.choose(None if self.roles.role else ROLES[0])
        self._turned()

    def action_role(self, by: int) -> None:
        """Turn to the next role."""
        self.roles.step(by)
        self._turned()

    def _turned(self) -> None:
        self.models.mark(self._playing())
        if playing := self._playing():
            self.models.point_at(playing)
        self.refresh_bindings()

    def action_write(self, what: str) -> None:
        """Go to one of the fields."""
        (self.purse if what == "budget" else self.other).focus()

    def action_look(self) -> None:
        """Look again."""
        self.say("Looking again …")
        self.look()

    def action_back(self) -> None:
        """From a field to the list; from there, back."""
        if self.models.has_focus:
            self.dismiss()
        else:
            self.models.focus()


def _words(said: str | InterviewerError) -> str:
    return f"{said.message} {said.hint}" if isinstance(said, InterviewerError) else said
