"""Whatever an author writes: a scenario and a rubric, or errors with file, line and key."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer.content import (
    Library,
    Loaded,
    check_pair,
    content_root,
    load_scenario,
    load_yaml,
    merge,
    plain,
)
from interviewer.content.reading import key_path
from interviewer.errors import ContentError, UsageError

ROOT = content_root()
SCENARIO = """\
id: tiny
title: "T"
level: senior
minutes: 45
about: "A"
role: "R"
prompt: "P"
facts:
  - id: size
    topic: "how big"
    says: "We are big."
    asks:
      - "How big are you?"
    status: invented
    source: report
    values:
      shops: {value: 12, unit: shops}
  - id: rate
    topic: "how often"
    says: "Often."
    asks: ["How often?"]
    status: invented
twists:
  - id: half
    says: "Half the team is gone."
    asks: "What now?"
sources:
  - {id: report, title: "R", publisher: "P", year: 2024}
reviewed: 2026-01-31
"""
HOOK = """\
  - id: late
    criterion: data
    about: "late labels"
    triggers: ["labels"]
    asks: "When do you know?"
    presses: "And then?"
    needs: 1
    substance:
      - id: wait
        says: "Wait."
        paraphrases: ["I'd wait.", "Waiting helps.", "Hold on."]
    hollow: ["Labels matter.", "Labels are late.", "Labels are hard."]
"""
ESTIMATE = """\
  - id: load
    criterion: data
    phase: model
    asks: "How many?"
    formula: "shops * 2"
    unit: shops
    accept: {low: 20, high: 30}
    explains: "Twice."
"""
_TEXTS = """\
    names: ["n"]
    expects: "E"
    anchors: {mentioned: "a", applied: "b", justified: "c", held_up: "d"}
    near_misses: ["a", "b", "c"]
"""
_CRITERIA = ["framing", "data", "approach", "evaluation", "sizing", "operations", "feedback"]
_CRITERIA += ["rollout", "people"]
RUBRIC = (
    "id: tiny\nextends: ml-system-design\ncriteria:\n"
    + "".join(f"  - id: {name}\n{_TEXTS}" for name in _CRITERIA)
    + f"hooks:\n{HOOK}estimates:\n{ESTIMATE}"
)
Write = Callable[..., Library]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a small scenario with its rubric, and returns the library that has it on top."""

    def put(scenario: str | bytes = SCENARIO, rubric: str = RUBRIC) -> Library:
        for folder, text in (("scenarios", scenario), ("rubrics", rubric)):
            (tmp_path / folder).mkdir(exist_ok=True)
            raw = text if isinstance(text, bytes) else text.encode()
            (tmp_path / folder / "tiny.yaml").write_bytes(raw)
        return Library.shipped([tmp_path])

    return put


def _changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def _problems(library: Library, name: str = "tiny") -> list[str]:
    """Return the problems of loading as `folder/file:line: key: message (hint)`."""
    with pytest.raises(ContentError) as caught:
        library.load(name)
    return [
        f"{p.path.parent.name}/{p.path.name}:{p.line}: {p.where}: {p.message} ({p.hint})"
        for p in caught.value.problems
    ]


# --- what is right --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [path.stem for path in (ROOT / "scenarios").glob("*.yaml")])
def test_the_shipped_library_loads(name: str) -> None:
    """Every shipped scenario loads with its rubric, under its own name."""
    loaded = Library.shipped().load(name)
    assert loaded.scenario.id == loaded.rubric.id == name
    assert len(loaded.scenario.facts) >= 20
    assert len(loaded.rubric.hooks) >= 14


def test_a_small_pair_loads_merged_with_the_base(write: Write) -> None:
    """A criterion has the base's weight and the child's words; a single text is a list of one."""
    loaded = write().load("tiny")
    data = loaded.rubric.criterion("data")
    assert (data.weight, data.gate, data.expects) == (2, True, "E")
    assert loaded.rubric.hook("late").asks == ["When do you know?"]
    assert loaded.rubric.phases[0].id == "clarify"


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(write: Write) -> None:
    """A file saved by another editor is the same scenario."""
    raw = b"\xef\xbb\xbf" + SCENARIO.replace("\n", "\r\n").encode()
    assert write(raw).load("tiny").scenario_hash == write().load("tiny").scenario_hash


def test_prose_may_hold_what_looks_like_yaml(write: Write) -> None:
    """Brackets, ampersands, stars and exclamation marks in text are text."""
    prose = "[[[ R&D: !important *now* {x << y " * 20
    text = _changed(SCENARIO, 'prompt: "P"', f"prompt: >-\n  {prose}\n  - &x *y !z")
    assert "!important" in write(text).load("tiny").scenario.prompt


# --- bombs and slips ------------------------------------------------------------------------------

_S = SCENARIO
BOMBS: dict[str, tuple[str | bytes, str]] = {
    "brackets": ("id: " + "[" * 200_000, "1: id: is nested too deeply"),
    "brackets on lines": ("id: " + "[\n" * 60_000, "32: id: is nested too deeply"),
    "braces": ("id: " + "{a: " * 60_000, "1: id: is nested too deeply"),
    "dashes": ("id:\n  " + "- " * 100_000, "2: id: is nested too deeply"),
    "questions": ("? " * 100_000, "1: : is nested too deeply"),
    "indents": ("\n".join(" " * n + "a:" for n in range(500)), "is nested too deeply"),
    "million empty lists": ("id: [" + "[]," * 150_000 + "]", "1: id: holds too many entries"),
    "aliases": ("a: &a [x, x]\nb: &b [*a, *a]\n", "1: a: uses an anchor"),
    "lone alias": ("id: *x\n", "1: id: uses an alias"),
    "merge key": ("v:\n  <<: {a: 1}\n", "2: v: uses a merge key"),
    "tag": ("id: !!int x\n", "1: id: uses a tag"),
    "code": ("id: !!python/object/apply:os.system ['ls']\n", "1: id: uses a tag"),
    "own tag": ("facts:\n  - id: !foo bar\n", "2: facts.id: uses a tag"),
    "binary": ("id: !!binary abcd\n", "1: id: uses a tag"),
    "too large": (_S + "# x\n" * 300_000, "1: : is larger than 512 kB"),
    "endless text": ("id: " + "x " * 250_000, "1: id: has 499,999 characters"),
    "endless colons": ("id: " + ":" * 250_000, "1: id: there is a `: ` too many"),
    "newlines": ("id: x" + "\n" * 500_000, "1: title: is missing"),
    "NUL": (_changed(_S, "We are", "We\0 are"), "11: facts[size].says: holds a control character"),
    "escape": (_changed(_S, '"T"', '"\x1b[31mT"'), "2: title: holds a control character (U+001B)"),
    "C1": (_changed(_S, '"T"', '"\x9bT"'), "2: title: holds a control character (U+009B)"),
    "Latin-1": (_S.encode().replace(b'"T"', b'"\xe9"'), "2: title: is not UTF-8 text"),
    "UTF-16": (_S.encode("utf-16"), "1: : is not UTF-8 text"),
    "surrogate": (b"id: \xed\xa0\x80\n", "1: id: is not UTF-8 text"),
    "tab": (_changed(_S, "  - id: size", "\t- id: size"), "9: facts: a tab stands where"),
    "two documents": (_S + "---\nid: x\n", "30: reviewed: holds more than one document"),
    "empty": ("", "1: : is empty"),
    "comment": ("# nothing\n", "1: : is empty"),
    "text": ("hello", "1: : must hold keys and values"),
    "list": ("- a\n", "1: : must hold keys and values"),
    "twice": (
        _changed(_S, "minutes:", "level: staff\nminutes:"),
        "4: level: the key `level` stands",
    ),
    "twice inside": (
        _changed(_S, "    status: invented", "    topic: x\n    status: invented"),
        "14: facts[size].topic: the key `topic` stands twice",
    ),
    "same id": (
        _changed(_S, "- id: rate", "- id: size"),
        "18: facts[size]: stands twice (the other is on line 9",
    ),
    "unknown": (
        _changed(_S, "minutes:", "minuts:"),
        "4: minuts: unknown key (did you mean `minutes`",
    ),
    "unknown inside": (
        _changed(_S, "unit: shops", "units: shops"),
        "17: facts[size].values.shops.units: unknown key (did you mean `unit`?)",
    ),
    "unknown far": (_changed(_S, "minutes:", "zzz:"), "4: zzz: unknown key (known here: about, "),
    "missing": (_changed(_S, '    topic: "how often"\n', ""), "18: facts[rate].topic: is missing"),
    "missing above": (_changed(_S, 'role: "R"\n', ""), "1: role: is missing"),
    "no such day": (
        _changed(_S, "2026-01-31", "2026-02-30"),
        "29: reviewed: `2026-02-30` is not a date",
    ),
    "date in words": (_changed(_S, "2026-01-31", "soon"), "29: reviewed: must be a date, not text"),
    "bad id": (
        _changed(_S, "- id: size", "- id: Our Size"),
        "9: facts[Our Size].id: `Our Size` cannot be a name (small letters, digits and single "
        "hyphens: our-size)",
    ),
    "number for id": (
        _changed(_S, "- id: size", "- id: 12"),
        '9: facts[0].id: must be text, not a number (put it in quotes: "12")',
    ),
    "list for id": (
        _changed(_S, "- id: size", "- id: [a]"),
        "9: facts[0].id: must be one text, not a list",
    ),
    "bad value name": (
        _changed(_S, "shops: {", "Big-shops: {"),
        "17: facts[size].values.Big-shops: `Big-shops` cannot be a name (small letters, digits "
        "and underscores: big_shops)",
    ),
    "out of range": (
        _changed(_S, "minutes: 45", "minutes: 5"),
        "4: minutes: is 5; it must be at least 10",
    ),
    "above range": (
        _changed(_S, "2024", "12024"),
        "28: sources[report].year: is 12024; it must be at most 2100",
    ),
    "number in quotes": (
        _changed(_S, "minutes: 45", 'minutes: "45"'),
        "4: minutes: must be a whole number, not the text `45`",
    ),
    "fraction": (
        _changed(_S, "minutes: 45", "minutes: 45.5"),
        "4: minutes: is 45.5; it must be a whole number",
    ),
    "sexagesimal": (
        _changed(_S, "minutes: 45", "minutes: 12:30:00"),
        "4: minutes: must be a whole number",
    ),
    "infinite": (
        _changed(_S, "value: 12", "value: .inf"),
        "17: facts[size].values.shops: is not a finite",
    ),
    "overflow": (
        _changed(_S, "value: 12", "value: 1e999"),
        "17: facts[size].values.shops: is not a finite",
    ),
    "5,000 digits": (
        _changed(_S, "value: 12", "value: " + "9" * 5000),
        "17: facts[size].values.shops: is too long",
    ),
    "400 hex digits": (
        _changed(_S, "value: 12", "value: 0x" + "f" * 400),
        "17: facts[size].values.shops: is too large",
    ),
    "true for a number": (
        _changed(_S, "value: 12", "value: true"),
        "17: facts[size].values.shops.value: must be a number, not true or false",
    ),
    "Norway": (
        _changed(_S, "level: senior", "level: NO"),
        "3: level: `NO` is not known here (choose senior or staff)",
    ),
    "choice": (
        _changed(_S, "level: senior", "level: seniour"),
        "3: level: `seniour` is not known here (did you mean `senior`?)",
    ),
    "colon in text": (
        _changed(_S, '"We are big."', "We are: big"),
        "11: facts[size].says: there is a `: ` too many",
    ),
    "colon in a list": (
        _changed(_S, '"How big are you?"', "How big: you?"),
        "13: facts[size].asks[0]: must be text (put text that contains `: ` in quotes)",
    ),
    "text for a list": (
        _changed(_S, '["How often?"]', "How often?"),
        "21: facts[rate].asks: must be a list",
    ),
    "mapping for a list": (
        _changed(_S, '["How often?"]', "{a: b}"),
        "21: facts[rate].asks: must be a list, not keys and values",
    ),
    "empty list": (
        _changed(_S, '["How often?"]', "[]"),
        "21: facts[rate].asks: has no entries; at least 1 is needed",
    ),
    "empty text": (_changed(_S, '"how often"', '" "'), "19: facts[rate].topic: is empty"),
    "nothing": (_changed(_S, '"how often"', ""), "19: facts[rate].topic: is empty"),
    "open quote": (_changed(_S, '"T"', '"T'), "2: title: a quote is opened and not closed"),
    "open quote to the end": (
        'id: tiny\ntitle: "T\n',
        "2: title: a quote is opened and not closed",
    ),
    "open bracket": ("id: [a, b\nx: 1\n", "1: id: a bracket is opened and not closed"),
    "at sign": ("id: @x\n", "1: id: begins with a character that YAML reserves"),
    "backslash": ('id: "a\\qb"\n', "1: id: a backslash stands inside double quotes"),
    "no colon": (
        _changed(_S, "level: senior", "level senior"),
        "3: title: a key has no `:` behind it",
    ),
    "outdented": (_changed(_S, "    topic:", "  topic:"), "10: facts.topic: does not line up"),
    "number for a key": (
        _changed(_S, "minutes:", "12: x\nminutes:"),
        "4: 12: the key `12` is not text",
    ),
    "null for a key": ("~: x\n", "1: : the key `None` is not text"),
    "list for a key": ("? [a]\n: x\n", "1: : the key"),
    "other YAML": ("%YAML 9.9\n---\nid: a\n", "1: : is not valid YAML"),
    "no-break space": ("id:\u00a0x\n", "1: : must hold keys and values"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_malformed_file_is_an_error_with_its_line_and_key(tmp_path: Path, name: str) -> None:
    """Each slip and each bomb: one ContentError that says where, in under two seconds."""
    content, expected = BOMBS[name]
    path = tmp_path / "tiny.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    started = time.process_time()
    with pytest.raises(ContentError) as caught:
        load_scenario(path)
    assert time.process_time() - started < 2
    problem = caught.value.problems[0]
    assert problem.path == path
    found = f"{problem.line}: {problem.where}: {problem.message} ({problem.hint})"
    assert expected in found
    assert len(found) < 400


def test_a_misspelt_key_is_one_problem_and_not_two(write: Write) -> None:
    """`prmpt` is unknown; that `prompt` is missing follows from it and is not said."""
    found = _problems(write(_changed(SCENARIO, "prompt:", "prmpt:")))
    assert found == ["scenarios/tiny.yaml:7: prmpt: unknown key (did you mean `prompt`?)"]


def test_all_problems_of_a_file_are_told_in_its_order(write: Write) -> None:
    """An author mends a file once, not once a problem."""
    text = _changed(_changed(SCENARIO, "minutes: 45", "minutes: 5"), "year: 2024", "year: 12")
    text = _changed(text, "    status: invented\n    source", "    status: made-up\n    source")
    lines = [int(problem.split(":")[1]) for problem in _problems(write(text))]
    assert lines == [4, 14, 28]


@pytest.mark.parametrize("kind", ["none", "folder", "dangling"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, kind: str) -> None:
    """Missing, a folder, a link to nothing: an error that names it."""
    path = tmp_path / "x.yaml"
    if kind == "folder":
        path.mkdir()
    if kind == "dangling":
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ContentError, match=r"x\.yaml:1:1: cannot be read"):
        load_scenario(path)


def test_what_an_error_quotes_cannot_act_on_a_terminal(write: Write) -> None:
    """Text that hides or reorders is not repeated as it stands."""
    found = _problems(write(_changed(SCENARIO, "level: senior", 'level: "\\e[31m\u202ered"')))
    assert "\x1b" not in found[0]
    assert "\u202e" not in found[0]


_SMALL = SCENARIO.encode(), (ROOT / "rubrics" / "ml-system-design.yaml").read_bytes()
_BITS = [b":", b"-", b" ", b"\n", b'"', b"[", b"{", b"}", b"]", b"&a ", b"*a ", b"!!str ", b"\t"]
_BITS += [
    b"? ",
    b"| ",
    b"> ",
    b"#",
    b"%",
    b"\x00",
    b"\xff",
    b"~",
    b".inf",
    b"1e999",
    b"---\n",
    b"id: a\n",
]


def _mutate(raw: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randrange(1, 4)):
        at, end = sorted(rng.randrange(len(raw) + 1) for _ in range(2))
        end = min(end, at + 80)
        match rng.randrange(5):
            case 0:
                raw = raw[:at] + rng.choice(_BITS) + raw[at:]
            case 1:
                raw = raw[:at] + raw[end:]
            case 2:
                raw = raw[:at] + raw[at:end] + raw[at:]
            case 3:
                raw = raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]
            case _:
                raw = raw[:at]
    return raw


@given(st.integers(0, 2**32), st.booleans())
@settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_mutation_of_a_file_raises_anything_else(
    tmp_path: Path, seed: int, rubric: bool
) -> None:
    """500 mutations of a scenario and the base rubric: loaded, or ContentError in a moment."""
    path = tmp_path / "rubrics" / "tiny.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(_mutate(_SMALL[rubric], random.Random(seed)))
    started = time.process_time()
    try:
        if rubric:
            Library.shipped([tmp_path]).load_rubric(path)
        else:
            load_scenario(path)
    except ContentError as error:
        problems = error.problems
    else:
        problems = []
    assert all(problem.line >= 1 and problem.message for problem in problems)
    assert time.process_time() - started < 2


@given(st.text(max_size=300), st.integers(0, 12))
@settings(max_examples=200, deadline=None)
def test_the_path_to_a_line_is_found_or_empty_in_any_text(text: str, line: int) -> None:
    """Guessing keys from indentation never fails."""
    assert isinstance(key_path(text, line), str)


# --- extending ------------------------------------------------------------------------------------


def test_lists_merge_by_id_null_removes_and_keys_replace() -> None:
    """The three rules of `extends`, and neither argument is changed."""
    base: dict[str, Any] = {
        "phases": [{"id": "a", "share": 1}, {"id": "b", "share": 2, "more": {"x": 1, "y": 2}}],
        "pass": {"credit": 1, "margin": 2},
        "words": ["one", "two"],
        "gone": 1,
    }
    child = {
        "phases": [{"id": "c"}, {"id": "b", "share": 3, "more": {"x": None}}],
        "pass": {"credit": 9},
        "words": ["three"],
        "gone": None,
    }
    before = repr((base, child))
    assert merge(base, child) == {
        "phases": [
            {"id": "a", "share": 1},
            {"id": "b", "share": 3, "more": {"y": 2}},
            {"id": "c"},
        ],
        "pass": {"credit": 9, "margin": 2},
        "words": ["three"],
    }
    assert repr((base, child)) == before
    assert merge(base, {"phases": [{"id": "a", "removed": True}]})["phases"] == base["phases"][1:]


_leaves = st.none() | st.integers() | st.text(max_size=3)
_trees: st.SearchStrategy[Any] = st.recursive(
    _leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "a", "b", "removed"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(_trees, _trees)
@settings(max_examples=300, deadline=None)
def test_merging_never_fails(base: Any, child: Any) -> None:
    """Whatever two files hold, merging gives something that can then be judged."""
    merge(base, child)
    assert merge({}, {"a": base}) == {"a": base}


def test_an_entry_that_is_only_an_id_is_incomplete_and_not_ignored(write: Write) -> None:
    """A hook of which nothing but the id is written is an error in its own line."""
    found = _problems(write(rubric=RUBRIC + "  - id: forgotten\n"))
    number = len(RUBRIC.split("\n"))
    assert (
        f"rubrics/tiny.yaml:{number}: estimates[forgotten].asks: is missing (add it here)" in found
    )


def test_null_for_an_unknown_key_is_an_unknown_key(write: Write) -> None:
    """`wieght: null` is a slip, not a removal."""
    text = _changed(RUBRIC, "  - id: data\n", "  - id: data\n    wieght: null\n")
    assert "unknown key (did you mean `weight`?)" in _problems(write(rubric=text))[0]


def test_removing_what_the_base_does_not_have_is_an_error(write: Write) -> None:
    """A removal that removes nothing is a slip."""
    text = _changed(RUBRIC, "hooks:\n", "hooks:\n  - {id: lat, removed: true}\n")
    found = " ".join(_problems(write(rubric=text)))
    assert "hooks[lat].removed: there is nothing of this name to remove" in found


def _line(text: str, part: str, after: str = "") -> int:
    return text.count("\n", 0, text.index(part, text.index(after))) + 1


def test_an_error_in_a_merged_list_points_to_the_childs_own_line(write: Write) -> None:
    """The child's third criterion is the base's fifth: the line is the child's."""
    reordered = _changed(RUBRIC, f"  - id: framing\n{_TEXTS}", "")
    reordered = _changed(reordered, "hooks:", f"  - id: framing\n{_TEXTS}hooks:")
    text = _changed(
        reordered, f"  - id: sizing\n{_TEXTS}", f"  - id: sizing\n    weight: 99\n{_TEXTS}"
    )
    where = f"rubrics/tiny.yaml:{_line(text, 'weight: 99')}: criteria[sizing].weight: "
    assert _problems(write(rubric=text)) == [f"{where}is 99; it must be at most 10 ()"]


def test_an_entry_of_the_base_that_the_child_left_incomplete_is_shown_where_it_is_nearest(
    write: Write,
) -> None:
    """A criterion that only the base names lacks its words: the base's line says so."""
    found = _problems(write(rubric=_changed(RUBRIC, f"  - id: people\n{_TEXTS}", "")))
    base = (ROOT / "rubrics" / "ml-system-design.yaml").read_text("utf-8")
    line = _line(base, "- id: people")
    assert f"rubrics/ml-system-design.yaml:{line}: criteria[people].names: is missing" in found[0]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("needs: 1", "needs: 3", "hooks[late]: needs 3 points but names only 1"),
        (
            'triggers: ["labels"]',
            "triggers: []",
            "hooks[late]: a hook without a twist needs triggers",
        ),
        (
            "accept: {low: 20, high: 30}",
            "accept: {low: 20}",
            "estimates[load].accept: give either low",
        ),
        ("{low: 20, high: 30}", "{low: 40, high: 30}", "estimates[load].accept: low (40) is above"),
        (
            "hollow: [",
            "check: {kind: numbr}\n    hollow: [",
            "hooks[late].check.kind: `numbr` is not known here (did you mean `number`?)",
        ),
        (
            "hollow: [",
            "check: {right: [a]}\n    hollow: [",
            "hooks[late].check.kind: is missing (choose number, choice or order)",
        ),
        (
            "hollow: [",
            "check: {kind: order, more: [a]}\n    hollow: [",
            "hooks[late].check.less: is missing",
        ),
        (
            "hollow: [",
            "check: {kind: number, acept: []}\n    hollow: [",
            "hooks[late].check.acept: unknown key (did you mean `accept`?)",
        ),
        (
            '"Waiting helps.", "Hold on."',
            '"Waiting."',
            "hooks[late].substance[wait].paraphrases: has 2 entries; at least 3 are needed",
        ),
        (
            "    needs: 1\n",
            "    needs: 1\n    twist: 5\n",
            "hooks[late].twist: must be text, not a number",
        ),
        (
            "extends: ml-system-design",
            "extends: ml-sytem-design",
            "extends: `ml-sytem-design` is not a rubric (did you mean `ml-system-design`?)",
        ),
        (
            "extends: ml-system-design",
            "extends: ../../etc/passwd",
            "extends: `../../etc/passwd` is not a rubric",
        ),
        ("extends: ml-system-design", "extends: [a]", "is not a rubric"),
        ("extends: ml-system-design", "extends: tiny", "extends: extends itself (tiny > tiny)"),
    ],
)
def test_a_slip_in_a_rubric_is_told_by_ids(write: Write, old: str, new: str, says: str) -> None:
    """Entries are named by their id, not by a number that nobody counts."""
    text = _changed(RUBRIC, old, new)
    found = _problems(write(rubric=text))
    assert says in found[0]
    line = int(found[0].split(":")[1])
    assert line > 1


# --- references -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "old", "new", "says"),
    [
        (
            "scenario",
            "source: report",
            "source: reprot",
            "facts[size].source: `reprot` is not one of the sources (did you mean `report`?)",
        ),
        (
            "scenario",
            '["How often?"]',
            '["How often?"]\n    values: {shops: {value: 1, unit: x}}',
            "facts[rate].values.shops: `shops` stands twice",
        ),
        (
            "rubric",
            "    criterion: data\n    about",
            "    criterion: date\n    about",
            "hooks[late].criterion: `date` is not a criterion (did you mean `data`?)",
        ),
        (
            "rubric",
            "    needs: 1",
            "    needs: 1\n    twist: halve",
            "hooks[late].twist: `halve` is not a twist of the scenario (did you mean `half`?)",
        ),
        (
            "rubric",
            "shops * 2",
            "shop * 2",
            "estimates[load].formula: `shop` is not a value of a fact (did you mean `shops`?)",
        ),
        (
            "rubric",
            "    phase: model\n",
            "    phase: modle\n",
            "estimates[load].phase: `modle` is not a phase (did you mean `model`?)",
        ),
        (
            "rubric",
            "  - id: people\n",
            "  - id: people\n    phase: wrapup\n",
            "criteria[people].phase: `wrapup` is not a phase (did you mean `wrap-up`?)",
        ),
        (
            "rubric",
            "    criterion: data\n    phase",
            "    criterion: nothing-like-it\n    phase",
            "estimates[load].criterion: `nothing-like-it` is not a criterion (",
        ),
    ],
)
def test_a_reference_that_meets_nothing_is_told_in_its_line(
    write: Write, which: str, old: str, new: str, says: str
) -> None:
    """Hook, twist, source, phase, value: the line of the reference, and the nearest target."""
    texts = {"scenario": SCENARIO, "rubric": RUBRIC}
    texts[which] = _changed(texts[which], old, new)
    (found,) = _problems(write(**texts))
    assert says in found
    word = re.search("`(.*?)`", says)
    assert word
    line = int(found.split(":")[1])
    assert re.search(rf"\b{word[1]}\b", texts[which].split("\n")[line - 1])


def test_references_can_be_checked_without_a_library(write: Write) -> None:
    """`check_pair` by itself finds the line as well."""
    library = write()
    loaded = library.load("tiny")
    hook = loaded.rubric.hook("late").model_copy(update={"criterion": "nope"})
    rubric = loaded.rubric.model_copy(update={"hooks": [hook]})
    with pytest.raises(ContentError, match=r"hooks\[late\].criterion: `nope` is not a criterion"):
        check_pair(loaded.scenario, rubric, loaded.scenario_path, loaded.rubric_path)


# --- hashes and folders ---------------------------------------------------------------------------


def test_a_reformatted_file_keeps_its_hash_and_a_changed_one_does_not(write: Write) -> None:
    """Order of keys, quotes, comments and folding do not count; a word does."""
    before = write().load("tiny")
    flow = _changed(SCENARIO, '    asks: ["How often?"]\n', "    asks:\n    - How often?  # x\n")
    flow = _changed(flow, 'id: tiny\ntitle: "T"\n', "# words\ntitle: >-\n  T\nid: 'tiny'\n\n")
    loose = _changed(
        RUBRIC,
        '    about: "late labels"\n    triggers: ["labels"]\n',
        "    triggers:\n      - labels\n    about: late labels\n",
    )
    after = write(flow, loose).load("tiny")
    assert (after.scenario_hash, after.rubric.hash) == (before.scenario_hash, before.rubric.hash)
    other = write(rubric=_changed(RUBRIC, "late labels", "later labels")).load("tiny")
    assert other.rubric.hash != before.rubric.hash
    assert (
        write(_changed(SCENARIO, "Often.", "Seldom.")).load("tiny").scenario_hash
        != before.scenario_hash
    )


def test_a_further_folder_wins_over_the_shipped_one(tmp_path: Path, write: Write) -> None:
    """`--content DIR` adds scenarios and replaces those of the same name; the rest stays."""
    library = write()
    assert {"tiny", "bank-scams"} <= set(library.scenario_paths())
    mine = tmp_path / "scenarios" / "bank-scams.yaml"
    mine.write_text(_changed(SCENARIO, "id: tiny", "id: bank-scams"), "utf-8")
    assert library.find("bank-scams") == mine
    assert library.rubric_path("bank-scams").parent == ROOT / "rubrics"
    assert library.rubric_path("tiny").parent == tmp_path / "rubrics"


def test_a_folder_without_content_is_a_wrong_argument(tmp_path: Path) -> None:
    """A path that adds nothing is said to add nothing."""
    with pytest.raises(UsageError, match="There is no folder"):
        Library.shipped([tmp_path / "nowhere"])
    with pytest.raises(UsageError, match="neither scenarios/ nor rubrics/"):
        Library.shipped([tmp_path])


@pytest.mark.parametrize(
    ("name", "offer"),
    [
        ("bank-scam", "Did you mean bank-scams"),
        ("scenarios/bank-scams.yaml", "Did you mean bank-scams"),
        ("slackhelper", "Did you mean slack-helper"),
        ("zzzzzz", "There are: bank-scams"),
        ("", "There are: bank-scams"),
        ("x" * 100_000, "There are: bank-scams"),
        ("../rubrics/bank-scams", "Did you mean bank-scams"),
    ],
)
def test_the_nearest_scenarios_are_offered(name: str, offer: str) -> None:
    """A wrong name is answered with right ones, whatever was typed."""
    with pytest.raises(UsageError, match="There is no scenario") as caught:
        Library.shipped().find(name)
    assert offer in caught.value.hint
    assert len(str(caught.value)) < 300


def test_a_scenario_without_a_rubric_says_so(tmp_path: Path, write: Write) -> None:
    """The rubric's place is named."""
    library = write()
    (tmp_path / "rubrics" / "tiny.yaml").unlink()
    with pytest.raises(UsageError, match="There is no rubric `tiny`"):
        library.load("tiny")


def test_plain_data_has_nothing_of_the_parser_left(write: Write, tmp_path: Path) -> None:
    """Only dicts, lists, texts, numbers, dates and None leave the loader."""
    write()

    def kinds(node: Any) -> set[type]:
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        return {type(node)}.union(*map(kinds, inner))

    found = kinds(plain(load_yaml(tmp_path / "scenarios" / "tiny.yaml")))
    assert {kind.__name__ for kind in found} <= {"dict", "list", "str", "int", "float", "date"}


def test_loaded_pairs_are_equal_when_their_files_are(write: Write) -> None:
    """Loading twice gives the same pair."""
    first: Loaded = write().load("tiny")
    assert first == write().load("tiny")
