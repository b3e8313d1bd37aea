"""The rules of the evidence engine, in the order of JUDGING, for reports and documents.

The table itself stands in `evidence.rules`, since most rules are applied where words are read.
`python -m interviewer.judge.rules` prints it as Markdown.
"""

from __future__ import annotations

from interviewer.evidence.rules import RULES, Effect, Rule, rule, rule_of, say

__all__ = ["RULES", "Effect", "Rule", "rule", "rule_of", "say", "table"]


def table() -> str:
    """Return the rules as a Markdown table."""
    rows = [
        f"| {rule.name} | {rule.section} | {rule.does} | {rule.says} | {rule.about} |"
        for rule in RULES
    ]
    head = ["| rule | JUDGING | does | says | when |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


if __name__ == "__main__":
    print(table())
