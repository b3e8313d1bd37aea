"""Which public question titles `check` refuses as a prompt, and by which rules; and good prompts.

The titles were collected from public lists (tests/workshop/titles.json names them). A title is put
in the place of a prompt, and only the rules about prompts are run.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from interviewer.workshop.pair import Pair
from interviewer.workshop.rules import prompt
from tests.bench.mutations import whole

TITLES = Path(__file__).parents[1] / "workshop" / "titles.json"


def lists() -> Any:
    """Return the collected titles, and the essay's prompts."""
    return json.loads(TITLES.read_text("utf-8"))


def flags(text: str) -> list[str]:
    """Return the rules that refuse a text as a prompt."""
    pair = whole("bank-scams")
    changed = pair.scenario.model_copy(update={"prompt": text})
    judged = Pair(changed, pair.rubric, pair.scenario_source, pair.rubric_source, pair.today)
    return [rule.id for rule in prompt.RULES if rule.look and list(rule.look(judged))]


def main() -> None:
    """Print shares and the titles that pass."""
    data = lists()
    titles = [title for each in data["lists"] for title in each["titles"]]
    found = {title: flags(title) for title in titles}
    fired = Counter(rule for rules in found.values() for rule in rules)
    flagged = sum(map(bool, found.values()))
    about = sum(any(rule != "prompt-length" for rule in rules) for rules in found.values())
    print(f"{flagged} of {len(titles)} titles flagged; {about} by more than their length")
    for rule, count in fired.most_common():
        print(f"  {rule:20} {count}")
    print("pass:", *(title for title, rules in found.items() if not rules), sep="\n  ")
    needs = data["needs"]["texts"]
    refused = {text: rules for text in needs if (rules := flags(text))}
    print(f"{len(refused)} of {len(needs)} needs of other trades refused", refused or "")
    for kind in ("good", "bad"):
        for text in data["essay"][kind]:
            print(f"essay, {kind}: {', '.join(flags(text)) or 'nothing'}: {text[:70]}")
