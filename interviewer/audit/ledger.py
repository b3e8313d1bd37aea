"""What an audit's models cost, call by call: `calls.jsonl`, also for interviews that were cut off.

An outcome holds what its interview cost. What a killed or failed one had spent stands only here,
so that a budget is one budget however often an audit is resumed. A line lost with the machine's
power is a call that is not counted; a line that cannot be read is left out.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from interviewer.providers.metering import Call

NAME = "calls.jsonl"


class Ledger:
    """Appends a line a call, from any number of processes: one short write each."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def note(self, call: Call) -> None:
        """Write a call down; if the disk is full the audit ends elsewhere, with the reason."""
        usage = call.usage
        data = {
            "model": call.model,
            "in": usage.input,
            "cached": usage.cached,
            "out": usage.output,
            "price": call.price,
        }
        try:
            file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError:
            return
        try:
            os.write(file, json.dumps(data, separators=(",", ":")).encode() + b"\n")
        except OSError:
            return
        finally:
            os.close(file)


def total(folder: Path) -> float:
    """Return what all calls together cost, in US dollars, as far as prices are known."""
    found = 0.0
    try:
        with (folder / NAME).open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                found += _price(line)
    except OSError:
        return 0.0
    return found


def _price(line: str) -> float:
    try:
        price = json.loads(line).get("price")
    except (ValueError, AttributeError):
        return 0.0
    return float(price) if isinstance(price, int | float) else 0.0
