"""200 interviews by models through a server that fails, killed three times: lost, repeated, equal?

`python -m tests.bench model_arm [--n 200] [--share 0.05] [--kills 3]`: the real command and the
real client against a server on this machine that plays candidate and, unless `--code-judges`,
judge. Exit code 1 if an interview was lost or held again, or if the report differs from that of an
uninterrupted audit.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.drill.model_arm import Double, Held, Wanted, hold, playing

PERSONAS = (
    *("reciter", "waffler", "hedger", "cheat-sheet", "injector", "name-dropper", "framework"),
    *("terse-expert", "fresh-approach", "average"),
)


def main(arguments: list[str]) -> int:
    """Hold the audit twice, killed and whole, and print what differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench model_arm", description=__doc__)
    parser.add_argument("--n", type=int, default=200, help="interviews")
    parser.add_argument("--share", type=float, default=0.05, help="of the answers that are faults")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1, help="of the faults")
    parser.add_argument("--code-judges", action="store_true", help="no model observes")
    parser.add_argument("--out", type=Path, help="keep everything in this folder")
    asked = parser.parse_args(arguments)
    wanted = Wanted(PERSONAS, -(-asked.n // len(PERSONAS)), judge=not asked.code_judges)
    n = wanted.seeds * len(PERSONAS)
    kills = [n * number // (asked.kills + 1) for number in range(1, asked.kills + 1)]
    with tempfile.TemporaryDirectory() as name:
        folder = asked.out or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        with playing(Double(), asked.share, asked.seed) as played:
            killed = hold(played, wanted, folder / "killed", kills)
        faults, calls = dict(sorted(played.faults.items())), played.calls
        with playing(Double(), 0.0) as undisturbed:
            whole = hold(undisturbed, wanted, folder / "whole")
        return _print(killed, whole, faults, calls, undisturbed.calls)


def _print(killed: Held, whole: Held, faults: dict[str, int], calls: int, needed: int) -> int:
    equal, same = killed.report == whole.report, killed.said() == whole.said()
    rows = {
        "interviews (invalid ones replaced)": f"{killed.interviews} ({_invalid(killed)})",
        "calls to models; an undisturbed audit": f"{calls}; {needed}",
        "faults injected": f"{sum(faults.values())}: {faults}",
        "kills (SIGKILL)": killed.kills,
        "interviews lost": killed.lost,
        "finished interviews held again": killed.repeated,
        "interviews given up by a provider, tried again": killed.errors,
        "report equal to an uninterrupted one, but for `took`": "yes" if equal else "NO",
        "every word of every interview equal": "yes" if same else "NO",
        "wall time, killed; whole": f"{killed.seconds:.0f} s; {whole.seconds:.0f} s",
    }
    for name, value in rows.items():
        print(f"{name:54} {value}")
    return int(bool(killed.lost or killed.repeated) or not (equal and same))


def _invalid(held: Held) -> int:
    return sum(persona.invalid for persona in held.audit.scenarios[0].personas)
