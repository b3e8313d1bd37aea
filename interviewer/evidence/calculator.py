"""Works out a row of parts: + - * / ^ ( ), functions and "of".

Recursive descent with a limit of depth. It knows nothing of words and of units.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interviewer.evidence.quantity import Quantity

Reading = Callable[[Quantity], float]
_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "ln": math.log,
    "log": math.log,
    "exp": math.exp,
}
_FUNCTIONS |= {"log2": math.log2, "log10": math.log10}
_DEEPEST = 40


@dataclass(frozen=True)
class Part:
    """An element of an expression: a quantity or a sign out of + - * / ^ ( ) or a function."""

    sign: str
    quantity: Quantity | None = None


class _Failure(Exception):
    """The row is no expression."""


class _Parser:
    """Precedence: + -, * /, of, ^."""

    def __init__(self, parts: Sequence[Part], reading: Reading) -> None:
        self.parts, self.reading, self.index, self.depth = parts, reading, 0, 0

    @property
    def sign(self) -> str:
        return self.parts[self.index].sign if self.index < len(self.parts) else ""

    def total(self) -> float:
        value = self.product()
        while self.sign in ("+", "-"):
            sign, self.index = self.sign, self.index + 1
            value = value + self.product() if sign == "+" else value - self.product()
        return value

    def product(self) -> float:
        value = self.portion()
        while self.sign in ("*", "/", "/of", "/at"):
            sign, self.index = self.sign, self.index + 1
            value = value * self.portion() if sign == "*" else value / self.portion()
        return value

    def portion(self) -> float:
        value = self.power()
        while self.sign == "*of":
            self.index += 1
            value *= self.power()
        return value

    def power(self) -> float:
        value = self.atom()
        if self.sign == "^":
            self.index += 1
            self.depth += 1
            value = math.pow(value, self.power())
            self.depth -= 1
        return value

    def atom(self) -> float:
        if self.index >= len(self.parts) or self.depth > _DEEPEST:
            raise _Failure
        part, self.index = self.parts[self.index], self.index + 1
        if part.quantity is not None:
            return self.reading(part.quantity)
        if part.sign in _FUNCTIONS:
            self.depth += 1
            value = self.atom()
            self.depth -= 1
            return _FUNCTIONS[part.sign](value)
        if part.sign != "(":
            raise _Failure
        self.depth += 1
        value = self.total()
        self.depth -= 1
        if self.sign != ")":
            raise _Failure
        self.index += 1
        return value


def evaluate(parts: Sequence[Part], reading: Reading) -> float | None:
    """Return the value of a row with each quantity read in one way, None if it has none."""
    parser = _Parser(parts, reading)
    try:
        value = parser.total()
    except (_Failure, ArithmeticError, ValueError):
        return None
    return value if parser.index == len(parts) and math.isfinite(value) else None
