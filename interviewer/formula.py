"""Author formulas: + - * / ** log sqrt over named values, evaluated without `eval`.

It knows nothing of files or of what a formula is for.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping

from simpleeval import DEFAULT_OPERATORS, InvalidExpression, SimpleEval

_FUNCTIONS = {"log": math.log, "log2": math.log2, "log10": math.log10, "sqrt": math.sqrt, "exp": math.exp}
_OPERATORS = {
    kind: DEFAULT_OPERATORS[kind]
    for kind in (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub, ast.UAdd)
}


def names_in(formula: str) -> list[str]:
    """Return the value names of a formula in order of appearance; none if it does not parse."""
    try:
        tree = ast.parse(formula, mode="eval")
    except SyntaxError:
        return []
    found = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return [name for name in dict.fromkeys(found) if name not in _FUNCTIONS]


def evaluate(formula: str, values: Mapping[str, float]) -> float:
    """Return the value of a formula.

    Raises:
        ValueError: it does not parse, names an unknown value, or has no finite result.
    """
    try:
        result = SimpleEval(operators=_OPERATORS, functions=_FUNCTIONS, names=dict(values)).eval(formula)
        number = float(result)
    except (InvalidExpression, SyntaxError, ArithmeticError, TypeError, ValueError) as error:
        raise ValueError(f"`{formula}` does not evaluate: {error}") from error
    if not math.isfinite(number):
        raise ValueError(f"`{formula}` has no finite result")
    return number
