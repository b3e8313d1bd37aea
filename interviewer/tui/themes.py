"""Two themes of our own, set like a book page: paper by day, lamplight by night.

One restrained accent, ink blue. Every text colour keeps a contrast of at least 4.5:1 on each
ground it is used on (`tests/tui/test_app.py` measures it). Nothing is said by colour alone.
"""

from __future__ import annotations

from textual.theme import Theme

LIGHT, DARK = "paper", "lamplight"


def _theme(name: str, *, dark: bool, ink: dict[str, str]) -> Theme:
    """Return a theme whose every variable is spelled out, so that nothing is blended by chance."""
    return Theme(
        name=name,
        dark=dark,
        primary=ink["accent"],
        secondary=ink["muted"],
        accent=ink["accent"],
        foreground=ink["text"],
        background=ink["page"],
        surface=ink["page"],
        panel=ink["leaf"],
        boost=ink["leaf"],
        success=ink["good"],
        warning=ink["warn"],
        error=ink["bad"],
        text_alpha=1.0,
        variables={
            **{key: ink[key] for key in ("muted", "rule", "leaf", "good", "warn", "bad", "mark")},
            "text": ink["text"],
            "text-muted": ink["muted"],
            "text-disabled": ink["muted"],
            "block-cursor-foreground": ink["page"],
            "block-cursor-background": ink["accent"],
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": ink["text"],
            "block-cursor-blurred-background": ink["mark"],
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": ink["leaf"],
            "border": ink["accent"],
            "border-blurred": ink["rule"],
            "scrollbar": ink["rule"],
            "scrollbar-hover": ink["muted"],
            "scrollbar-active": ink["accent"],
            "scrollbar-background": ink["page"],
            "scrollbar-background-hover": ink["page"],
            "scrollbar-background-active": ink["page"],
            "scrollbar-corner-color": ink["page"],
            "footer-background": ink["leaf"],
            "footer-foreground": ink["muted"],
            "footer-key-foreground": ink["accent"],
            "footer-description-foreground": ink["muted"],
            "input-cursor-background": ink["text"],
            "input-cursor-foreground": ink["page"],
            "input-selection-background": ink["mark"],
            "input-selection-foreground": ink["text"],
        },
    )


PAPER = _theme(
    LIGHT,
    dark=False,
    ink={
        "page": "#fbf8f1",
        "leaf": "#f2ecdf",
        "mark": "#e2dccb",
        "rule": "#c9c0ac",
        "text": "#26231e",
        "muted": "#625b4f",
        "accent": "#1d4f7c",
        "good": "#2c6234",
        "warn": "#7a4f00",
        "bad": "#9c2a1c",
    },
)
LAMPLIGHT = _theme(
    DARK,
    dark=True,
    ink={
        "page": "#16181b",
        "leaf": "#1f2226",
        "mark": "#31363d",
        "rule": "#464b53",
        "text": "#dcd8cf",
        "muted": "#a29e95",
        "accent": "#93b9de",
        "good": "#95c795",
        "warn": "#e3b86e",
        "bad": "#f09488",
    },
)
# What a style sheet may name before one of the two is chosen.
DEFAULTS = {
    key: PAPER.variables[key] for key in ("muted", "rule", "leaf", "good", "warn", "bad", "mark")
}
