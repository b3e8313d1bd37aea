"""Plots of an audit as SVG that takes its colours from the page, drawn by Matplotlib.

Each is drawn twice, for a wide screen and for a narrow one: one that is scaled down cannot be read.
Nothing in it is loaded from anywhere, and text stays text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from interviewer.outcome import BAR, PersonaResult
from interviewer.report import audit_words as words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDE, NARROW = 8.6, 3.6
"""Widths in inches of 96 CSS pixels."""
_ROW = 0.27

_INKS = {
    "#000001": "text",
    "#000002": "muted",
    "#000003": "rule",
    "#000004": "good",
    "#000005": "warn",
    "#000006": "bad",
    "#000007": "accent",
}
_INK = {name: colour for colour, name in _INKS.items()}
"""Stand-ins for the page's colours; the drawing knows them, the page replaces them."""

Draw = Callable[["Axes", Sequence[PersonaResult], bool], None]


def rates_svg(personas: Sequence[PersonaResult]) -> tuple[str, str]:
    """Return the pass rates as dots with their 99 % intervals: wide, narrow; empty without any."""
    return _both(_rates, [p for p in personas if p.member.interval])


def credits_svg(personas: Sequence[PersonaResult]) -> tuple[str, str]:
    """Return each persona's credit, a disc a value as large as it is frequent: wide, narrow."""
    return _both(_credits, [p for p in personas if p.credits])


def tone(persona: PersonaResult) -> str:
    """Return the colour of a persona's rate: what its interval says of the bar."""
    low, high = persona.passes.wilson99 or (0.0, 1.0)
    if low > BAR:
        return "bad"
    if persona.passes.k:
        return "warn"
    return "good" if high <= BAR else "accent"


def _rates(axes: Axes, personas: Sequence[PersonaResult], wide: bool) -> None:
    axes.axvline(BAR, color=_INK["text"], linewidth=0.9, dashes=(3, 2))
    for row, persona in enumerate(personas):
        low, high = persona.passes.wilson99 or (0.0, 1.0)
        ink = _INK[tone(persona)]
        if not persona.passes.n:
            continue
        axes.plot([low, high], [row, row], color=ink, linewidth=2.2, solid_capstyle="round")
        axes.plot([persona.passes.share], [row], "o", color=ink, markersize=6, clip_on=False)
    axes.set_xlim(0, 1)
    ticks, labels = [0, BAR, 0.5, 1.0], ["0", "10 %", "50 %", "100 %"]
    axes.set_xticks(ticks if wide else ticks[1:], labels if wide else labels[1:])
    _names(axes, personas, [words.rate(p.passes) for p in personas])


def _credits(axes: Axes, personas: Sequence[PersonaResult], wide: bool) -> None:
    import numpy as np

    for row, persona in enumerate(personas):
        ink = _INK["bad" if persona.member.kind == "smooth" else "good"]
        values, counts = np.unique(np.round(persona.credits, 2), return_counts=True)
        sizes = 14 + 90 * counts / counts.sum()
        axes.scatter(
            values, [row] * len(values), s=sizes, color=ink, alpha=0.45, linewidth=0, clip_on=False
        )
        middle = float(np.median(persona.credits))
        axes.plot([middle, middle], [row - 0.32, row + 0.32], color=ink, linewidth=2, clip_on=False)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.5, 1.0], ["0", "0.5", "1"])
    _names(axes, personas, [f"{max(p.credits):.2f}" for p in personas])


def _names(axes: Axes, personas: Sequence[PersonaResult], figures: Sequence[str]) -> None:
    rows = list(range(len(personas)))
    axes.set_ylim(len(personas) - 0.4, -0.6)
    axes.set_yticks(rows, [persona.member.label for persona in personas], parse_math=False)
    right = axes.secondary_yaxis("right")
    right.set_yticks(rows, list(figures))
    for side in (axes, right):
        side.tick_params(length=0, labelcolor=_INK["text"], pad=9)
    axes.tick_params(axis="x", labelcolor=_INK["muted"])
    axes.grid(axis="x", color=_INK["rule"], linewidth=0.7)
    axes.set_axisbelow(True)
    for frame in (*axes.spines.values(), *right.spines.values()):
        frame.set_visible(False)


def _both(draw: Draw, personas: Sequence[PersonaResult]) -> tuple[str, str]:
    if not personas:
        return "", ""
    return _drawn(draw, personas, wide=True), _drawn(draw, personas, wide=False)


def _drawn(draw: Draw, personas: Sequence[PersonaResult], *, wide: bool) -> str:
    """Draw into a figure of its own: no window system, no state shared with other plots."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    width, height = WIDE if wide else NARROW, _ROW * len(personas) + 0.42
    salt = f"{draw.__name__}-{wide}-{[(p.member.persona, p.credits) for p in personas]}"
    # an inch has 72 points in SVG and 96 in CSS: sizes are points, so that 9.75 shows as 13 pixels
    points = 9.75 if wide else 9.0
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": salt, "font.size": points}):
        figure = Figure(figsize=(width, height))
        left, right = (1.55, 0.75) if wide else (1.25, 0.62)
        axes = figure.add_axes(
            (left / width, 0.32 / height, (width - left - right) / width, 1 - 0.36 / height)
        )
        draw(axes, personas, wide)
        stream = io.StringIO()
        figure.savefig(
            stream,
            format="svg",
            transparent=True,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    return _inlined(stream.getvalue(), int(width * 96))


def _inlined(svg: str, pixels: int) -> str:
    """Return the drawing as part of a page: its own colours, fonts and style sheet taken out."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font: (?:\w+ )*([\d.]+px)[^;\"]*", r"font-size: \1", svg)
    svg = re.sub(r" font-family: [^;\"]*;?", "", svg)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    svg = re.sub(r' xmlns:xlink="[^"]*"', "", svg).replace("xlink:href", "href")
    svg = re.sub(r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', _opening(pixels), svg, count=1)
    for colour, ink in _INKS.items():
        svg = svg.replace(colour, f"var(--{ink})")
    return re.sub(r"\n\s*", "\n", svg).strip()


def _opening(pixels: int) -> str:
    return rf'<svg class="plot" viewBox="\1" width="{pixels}" aria-hidden="true">'
