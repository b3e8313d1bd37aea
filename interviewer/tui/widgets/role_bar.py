"""For whom a model is chosen: for all roles at once, or for one after the other."""

from __future__ import annotations

from textual.widgets import Static

from interviewer.settings import ROLES, Role
from interviewer.tui.show import join

DOES: dict[Role, str] = {
    "interviewer": "words what code has decided",
    "listener": "understands what you said",
    "judge": "observes; code judges",
}


class RoleBar(Static):
    """One line; `role` is the one that is chosen for, None for all."""

    def __init__(self, *, separate: bool) -> None:
        super().__init__()
        self.role: Role | None = ROLES[0] if separate else None

    def on_mount(self) -> None:
        """Paint it."""
        self._paint()

    def choose(self, role: Role | None) -> None:
        """Turn to a role, or to all of them."""
        self.role = role
        self._paint()

    def step(self, by: int) -> None:
        """Turn to the next role, if it is chosen for one by one."""
        if self.role is not None:
            self.choose(ROLES[(ROLES.index(self.role) + by) % len(ROLES)])

    def _paint(self) -> None:
        if self.role is None:
            names = [("▸ one model for all roles", "bold $accent")]
            says = [("    S", "bold $accent"), (" a model for each", "$muted")]
        else:
            names = [
                (f"▸ {role}  ", "bold $accent") if role == self.role else (f"· {role}  ", "$muted")
                for role in ROLES
            ]
            says = [("  ← →", "bold $accent"), (f" {DOES[self.role]}", "$muted")]
        self.update(join(*names, *says))
