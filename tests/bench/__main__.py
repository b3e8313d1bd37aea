"""Measurements by hand: `python -m tests.bench [NAME] [ARGUMENTS]`; without a name, the budgets.

Every other module in this folder is one of them: its first line says what it measures, its `main`
measures and prints. Figures are for a quiet machine; no test depends on them.
"""

from __future__ import annotations

import ast
import inspect
import sys
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent
BUDGETS = ("startup", "turn", "embedding")


def main(arguments: list[str]) -> int:
    """Run one measurement, or all that have a budget."""
    known = {path.stem: path for path in sorted(FOLDER.glob("*.py")) if path.stem != "__main__"}
    if not arguments:
        codes = [_title(name) or _run(name, []) for name in BUDGETS if name in known]
        return max(codes, default=1)
    name, rest = arguments[0], arguments[1:]
    if name in ("-h", "--help") or name not in known:
        print("python -m tests.bench [NAME] [ARGUMENTS]\n")
        for each, path in known.items():
            print(f"  {each:12} {_about(path)}")
        return 0 if name in ("-h", "--help") else 2
    return _run(name, rest)


def _about(path: Path) -> str:
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]


def _title(name: str) -> int:
    print(f"\n== {name} ==")
    return 0


def _run(name: str, arguments: list[str]) -> int:
    measure = import_module(f"tests.bench.{name}").main
    takes_arguments = bool(inspect.signature(measure).parameters)
    return int((measure(arguments) if takes_arguments else measure()) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
