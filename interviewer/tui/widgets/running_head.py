"""The running head of an interview: its title, the clock, the phases, and what it has cost."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from interviewer.tui.show import clock, join, plain

LAST_MINUTES = 5 * 60
GAP = 2


class RunningHead(Vertical):
    """Two lines: title and clock, then phases and meter."""

    def __init__(self, title: str, phases: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._title = title
        self._phases = phases
        self._phase: str | None = None
        self._meter: tuple[str, ...] = ()
        self._over = False

    def compose(self) -> ComposeResult:
        """Lay out both lines."""
        with Horizontal():
            yield Static(plain(self._title), id="title")
            yield Static(id="clock")
        with Horizontal():
            yield Static(id="phases")
            yield Static(id="meter")

    def on_mount(self) -> None:
        """Paint the phases."""
        self._paint_phases()

    def on_resize(self) -> None:
        """Spell the phases out where there is room."""
        self._paint_phases()

    def enter(self, phase: str | None) -> None:
        """Mark a phase as the current one."""
        self._phase = phase
        self._paint_phases()

    def tick(self, elapsed: float, remaining: float, *, paused: bool, over: bool) -> None:
        """Show the clock."""
        self._over = over
        self.query_one("#clock", Static).update(
            _clock(elapsed, remaining, paused=paused, over=over)
        )

    def meter(self, forms: tuple[str, ...]) -> None:
        """Show what models used so far, in the longest of these forms that fits; none: nothing."""
        if forms != self._meter:
            self._meter = forms
            self._paint_phases()

    def _paint_phases(self) -> None:
        if self.is_mounted:
            room = (self.size.width or self.app.size.width) - 4
            widths = (_full(self._phases), _brief(self._phases, self._phase))
            fitting = (
                form for width in widths for form in self._meter if width + GAP + len(form) <= room
            )
            meter = next(fitting, "")
            self.query_one("#meter", Static).update(plain(meter, "$muted"))
            room -= len(meter) + GAP if meter else 0
            self.query_one("#phases", Static).update(_phases(self._phases, self._phase, room))


def _clock(elapsed: float, remaining: float, *, paused: bool, over: bool) -> Content:
    spent = f"{clock(elapsed)} of {clock(round(elapsed + max(0.0, remaining)))}"
    if over:
        return plain(f"over · {clock(elapsed)}", "bold")
    if paused:
        return join((f"‖ paused at {clock(elapsed)}", "bold $warn"))
    if remaining <= 0:
        return join((f"! time is up · {clock(elapsed)}", "bold $bad"))
    if remaining <= LAST_MINUTES:
        return join((f"! last minutes: {clock(remaining)} left", "bold $warn"))
    return join((spent, "$muted"), ("  ", ""), (f"{clock(remaining)} left", "bold"))


def _full(phases: tuple[tuple[str, str], ...]) -> int:
    """Return the width of all phases spelled out."""
    return sum(len(name) + 2 for _, name in phases) + 3 * (len(phases) - 1)


def _brief(phases: tuple[tuple[str, str], ...], current: str | None) -> int:
    """Return the width of the phases with only the current one spelled out."""
    return len(dict(phases).get(current or "", "")) + 2 + len(" (1 of 9)") + 3 * (len(phases) - 1)


def _phases(phases: tuple[tuple[str, str], ...], current: str | None, room: int) -> Content:
    ids = [identifier for identifier, _ in phases]
    at = ids.index(current) if current in ids else -1
    full = _full(phases)
    parts: list[tuple[str, str]] = []
    for index, (_, name) in enumerate(phases):
        if index:
            parts.append((" ─ " if full <= room else "  ", "$rule"))
        if index == at:
            label = name if full <= room else f"{name} ({index + 1} of {len(phases)})"
            parts.append((f"▸ {label}", "bold $accent"))
        elif index < at:
            parts.append((f"✓ {name}" if full <= room else "✓", "$muted"))
        else:
            parts.append((f"· {name}" if full <= room else "·", "$muted"))
    return join(*parts)
