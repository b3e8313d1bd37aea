"""Author formulas: + - * / ** log sqrt over named values, evaluated without `eval`.

It knows nothing of files or of what a formula is for.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping

from simpleeval import DEFAULT_OPERATORS, InvalidExpression, SimpleEval

MAX_LENGTH = 500
_FUNCTIONS = {
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "exp": math.exp,
}
_OPERATORS = {
    kind: DEFAULT_OPERATORS[kind]
    for kind in (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, ast.UAdd)
}
_ALLOWED = (
    *(ast.Expression, ast.BinOp, ast.UnaryOp, ast.Call, ast.Constant, ast.Name, ast.Load),
    *_OPERATORS,
)


def names_in(formula: str) -> list[str]:
    """Return the value names of a formula in order of appearance; none if it does not parse."""
    try:
        tree = _parse(formula)
    except ValueError:
        return []
    found = sorted(
        (node for node in ast.walk(tree) if isinstance(node, ast.Name)),
        key=lambda node: (node.lineno, node.col_offset),
    )
    return [name for name in dict.fromkeys(node.id for node in found) if name not in _FUNCTIONS]


def evaluate(formula: str, values: Mapping[str, float]) -> float:
    """Return the value of a formula.

    Raises:
        ValueError: it does not parse, names an unknown value, or has no finite result.
    """
    tree = _parse(formula)
    try:
        result = SimpleEval(operators=_OPERATORS, functions=_FUNCTIONS, names=dict(values)).eval(
            formula, previously_parsed=tree.body
        )
        number = float(result)
    except (InvalidExpression, ArithmeticError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"`{formula}` does not evaluate: {error}") from error
    if not math.isfinite(number):
        raise ValueError(f"`{formula}` has no finite result")
    return number


def _parse(formula: str) -> ast.Expression:
    """Return the tree of a formula that holds arithmetic and nothing else."""
    if len(formula) > MAX_LENGTH:
        raise ValueError(f"a formula has at most {MAX_LENGTH} characters, not {len(formula):,}")
    try:
        tree = ast.parse(" ".join(formula.split()), mode="eval")
        for node in ast.walk(tree):
            number = type(getattr(node, "value", 0.0)) in (int, float)
            if not isinstance(node, _ALLOWED) or (isinstance(node, ast.Constant) and not number):
                raise ValueError(
                    "only numbers, names, + - * / **, log, sqrt and exp may stand in it"
                )
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise ValueError(f"`{formula}` does not parse: {reason}") from error
    return tree
