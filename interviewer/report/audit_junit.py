"""An audit as JUnit XML: a suite a scenario; a case for its verdict, each persona, each finding.

What makes the audit fail is a failure; what could not be found out is an error. A finding that
decides nothing passes and says what it has to say. Where only some verdicts are to fail, a scenario
with another one is green: its cases say all that they know, and the exit code is 0.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree import ElementTree as ET

from interviewer.outcome import (
    Audit,
    Decision,
    Finding,
    PersonaResult,
    ScenarioAudit,
    failing,
)
from interviewer.report import audit_words as words
from interviewer.report.audit_edits import is_cause
from interviewer.report.clean import cleaned

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""
_COUNTED = ("failure", "error")


def audit_junit(found: Audit, fail_on: Collection[Decision] | None = None) -> str:
    """Return an audit as JUnit XML, with its declaration and without a line end after the last.

    Args:
        found: the audit; its words are made safe here.
        fail_on: the only verdicts that are to fail, as for the exit code; None: as they come.
    """
    found = cleaned(found)
    root = ET.Element("testsuites", {"name": "interviewer audit"})
    for scenario in found.scenarios:
        suite = _suite(scenario)
        if fail_on is not None and scenario.decision not in failing(fail_on):
            _acquit(suite)
        _count(suite)
        root.append(suite)
    _count(root)
    root.set("time", f"{found.took.seconds:.3f}")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _suite(found: ScenarioAudit) -> ET.Element:
    suite = ET.Element("testsuite", {"name": found.scenario})
    suite.append(_verdict(found))
    for persona in found.personas:
        suite.append(_persona(found, persona))
    for finding in found.findings:
        if finding.criterion:
            suite.append(_finding(found, finding))
    return suite


def _acquit(suite: ET.Element) -> None:
    """Take failures and errors out; what they said stands in the output of their cases."""
    for case in suite.iter("testcase"):
        for blame in [child for child in case if child.tag in _COUNTED]:
            case.remove(blame)
            said = case.find("system-out")
            if said is not None and (told := blame.get("message", "")) not in (said.text or ""):
                said.text = f"{said.text}\n{told}"


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(list(suite.iter("testcase")))))
    for name in _COUNTED:
        suite.set(f"{name}s", str(len(list(suite.iter(name)))))


def _case(found: ScenarioAudit, name: str, said: str) -> ET.Element:
    case = ET.Element("testcase", {"classname": found.scenario, "name": _safe(name)})
    case.set("time", "0")
    ET.SubElement(case, "system-out").text = _safe(said)
    return case


def _blame(case: ET.Element, tag: str, kind: str, message: str, more: str = "") -> None:
    """Put a failure or an error before the output, where readers of JUnit expect it."""
    blame = ET.Element(tag, {"type": kind, "message": _safe(message)})
    blame.text = _safe(more or message)
    case.insert(0, blame)


def _verdict(found: ScenarioAudit) -> ET.Element:
    says = f"{found.says} {words.more(found)}".strip()
    case = _case(found, "verdict", says)
    tone = words.DECISIONS[found.decision][2]
    if tone != "good":
        _blame(case, "failure" if tone == "bad" else "error", found.decision, says)
    return case


def _persona(found: ScenarioAudit, persona: PersonaResult) -> ET.Element:
    member, passes = persona.member, persona.passes
    said = [f"{words.rate(passes)} passed"]
    said += [f"99 % interval {words.interval(passes.wilson99)}"] if passes.wilson99 else []
    said += words.apart(persona)
    said += [words.attack_best(attack) for attack in found.attacks if attack.member == member]
    case = _case(found, f"{member.persona} ({member.arm})", ", ".join(said))
    mine = [f for f in found.findings if (f.persona, f.arm) == (member.persona, member.arm)]
    decides = [f for f in mine if f.decides and f.kind != "error"]
    if decides:
        more = [f.says for f in decides] + [path for f in decides for path in f.transcripts]
        _blame(case, "failure", decides[0].kind, decides[0].says, "\n".join(more))
    elif persona.errors or persona.unscored:
        kind = "error" if persona.errors else "unscored"
        _blame(case, "error", kind, "; ".join(persona.reasons) or kind)
    return case


def _finding(found: ScenarioAudit, finding: Finding) -> ET.Element:
    criterion = next((c for c in found.criteria if c.about.id == finding.criterion), None)
    quotes = [
        f"“{quote.text}” ({quote.transcript} #{quote.record})"
        + (f"\n  taken for: {quote.point}" if quote.point else "")
        for quote in (criterion.quotes if criterion else ())
    ]
    said = "\n".join([finding.says, *quotes])
    case = _case(found, f"criterion {finding.criterion}", said)
    if is_cause(found, finding):
        _blame(case, "failure", finding.kind, finding.says, said)
    return case


def _safe(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
