"""The page of a scorecard: self-contained, escaped, and every quote leads to its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewer import transcript as t
from interviewer.judge.scorecard import Scorecard
from interviewer.report.html import scorecard_html
from interviewer.report.page import Highlight, find, pieces
from interviewer.text import safe_text
from tests.report import fixture

VOID = {"meta", "line", "circle", "path", "link", "img", "br", "input"}
OURS = set(
    "html head meta title style body div main header p span h1 h2 h3 small b section nav a ul "
    "ol li svg line circle path article blockquote details summary dl dd dt table caption tr th td "
    "footer aside mark".split()
)


@dataclass
class Element:
    """A tag with its attributes, and the text inside it."""

    tag: str
    attrs: dict[str, str | None]
    text: str = ""


@dataclass
class Page(HTMLParser):
    """A parsed page; it minds that what is opened is closed."""

    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag not in VOID:
            assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Give text to all that is open."""
        for element in self.open:
            element.text += data

    def all(self, tag: str, **attrs: str) -> list[Element]:
        """Return the elements of a tag whose attributes contain these words."""
        names = {"class": "kind"}
        wanted = {
            next((k for k, v in names.items() if v == key), key): value
            for key, value in attrs.items()
        }
        return [
            e
            for e in self.elements
            if e.tag == tag and all(v in (e.attrs.get(k) or "").split() for k, v in wanted.items())
        ]


def parse(html: str) -> Page:
    """Return the page, whole."""
    page = Page()
    page.feed(html)
    page.close()
    assert not page.open, "something was not closed"
    return page


@pytest.fixture
def page() -> Page:
    """The page of the hostile scorecard."""
    return parse(scorecard_html(fixture.scorecard(), fixture.records()))


def test_nothing_is_loaded_and_nothing_runs(page: Page) -> None:
    """No script, no handler, no address outside the page; a policy that forbids them besides."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"

    assert page.all("meta")[1].attrs == {"http-equiv": "Content-Security-Policy", "content": policy}
    assert {element.tag for element in page.elements} <= OURS
    for element in page.elements:
        assert not {"src", "srcset", "action", "formaction", "data"} & set(element.attrs)
        assert not any(name.startswith("on") for name in element.attrs)
        assert (element.attrs.get("href") or "#").startswith("#")
        assert re.fullmatch(r"|(width|left):\d+\.\d%", element.attrs.get("style") or "")
    style = page.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_foreign_words_are_text(page: Page) -> None:
    """Markup in a name, a quote, a note, a phase or a turn is shown, not read."""
    html = scorecard_html(fixture.scorecard(), fixture.records())

    assert "<script" not in html
    assert "<img" not in html
    assert html == safe_text(html)
    assert page.all("body")[0].text.count("<script>alert") >= 8
    assert "a real ␛[2J escape" in page.all("article", id="r25")[0].text


def test_a_title_cannot_leave_its_place() -> None:
    """Not the title of the page, and not an attribute."""
    bad = '"></title></style><h1 onclick="x">'
    quotes = [fixture.scorecard().criteria[0].quotes[0].model_copy(update={"point": bad})]
    criteria = [fixture.scorecard().criteria[0].model_copy(update={"name": bad, "quotes": quotes})]
    card = fixture.scorecard().model_copy(
        update={"title": bad, "session": bad, "judge": bad, "criteria": criteria}
    )
    page = parse(scorecard_html(card, fixture.records()))

    assert page.all("title")[0].text == f"Borderline: {bad}"
    assert len(page.all("h1")) == 1
    assert any(bad in str(mark.attrs["title"]) for mark in page.all("mark"))


@pytest.mark.parametrize(
    "records", [fixture.records(), fixture.records()[:12], []], ids=["whole", "torn", "none"]
)
@pytest.mark.parametrize("card", [fixture.scorecard(), fixture.empty()], ids=["full", "empty"])
def test_every_link_has_a_target(card: Scorecard, records: list[t.AnyRecord]) -> None:
    """A record that is not on the page is named but not linked; ids stand once."""
    page = parse(scorecard_html(card, records))
    ids = [element.attrs["id"] for element in page.elements if "id" in element.attrs]
    links = [str(element.attrs["href"])[1:] for element in page.all("a")]

    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)


def test_every_quote_leads_to_its_turn_and_is_marked_there(page: Page) -> None:
    """The turn that a quote links to shows exactly the quote's words as credited."""
    quotes = [quote for found in fixture.scorecard().criteria for quote in found.quotes]

    for quote in quotes:
        links = [a for a in page.all("a", href=f"#r{quote.record}") if a.text == f"“{quote.text}”"]
        assert links, quote.text
    marks = [(mark.text, mark.attrs["class"]) for mark in page.all("mark")]
    assert (fixture.WAIT, "m4") in marks
    assert (fixture.LIST, "m1") in marks
    assert (fixture.BRIBE, "set-aside") in marks
    (mute,) = [mark for mark in page.all("mark") if mark.text == fixture.MUTE]
    assert mute.attrs["class"] == "m3", "the highest level of two quotes of the same words"
    assert str(mute.attrs["title"]).count(";") >= 1


def test_the_findings_are_said_in_words(page: Page) -> None:
    """Verdict, gates, levels, outcomes and what was missing are text, and pictures have names."""
    assert [p.text.split() for p in page.all("p", kind="word")] == [["◐", "Borderline"]]
    assert [e.text.strip() for e in page.all("span", kind="mark")].count("✗ failed") == 2
    assert [e.text for e in page.all("p", kind="level")][-2:] == ["unscored", "applied"]
    assert all(svg.attrs["aria-label"] and svg.attrs["role"] == "img" for svg in page.all("svg"))
    missing = " ".join(e.text for e in page.all("div", kind="missing"))
    assert "A substantive answer contains" in " ".join(missing.split())
    assert "Counting answers makes volume win" in missing
    assert "A cheaper nudge" not in page.all("main")[0].text
    (ending,) = page.all("p", kind="ending")
    assert ending.text.startswith("Ended early by the candidate")
    (advice,) = page.all("section", id="next-time")
    assert "Answers that would have come anyway" in advice.text
    assert page.all("a", href="#c-evaluation")
    assert not page.all("a", href="#c-elsewhere")
    assert "counted as" in [p.text for p in page.all("p", kind="counted")]
    ruled = " ".join(page.all("section", id="rules")[0].text.split())
    for words in ("contradicted, one thing under two values", "worth a look", "said before"):
        assert words in ruled


def test_the_transcript_is_all_there(page: Page) -> None:
    """Each turn in full, the last whiteboard and no earlier one, and what stands between."""
    for record in fixture.records():
        if isinstance(record, t.CandidateSaid | t.InterviewerSaid):
            assert safe_text(record.text) in page.all("article", id=f"r{record.seq}")[0].text
    text = page.all("aside")[0].text
    assert fixture.BOARD in text
    assert "an earlier state" not in text
    for words in (
        "Fact told: Message volume",
        "A constraint changes: opt out",
        "This reply was cut off.",
    ):
        assert words in text


def test_a_whiteboard_that_is_quoted_is_kept() -> None:
    """An earlier state of the whiteboard stands on the page if a quote is from it."""
    board = fixture.record_of("an earlier state")
    quoted = [
        fixture.scorecard()
        .quarantined[0]
        .model_copy(update={"record": board, "text": "an earlier state"})
    ]
    html = scorecard_html(
        fixture.scorecard().model_copy(update={"quarantined": quoted}), fixture.records()
    )

    assert parse(html).all("article", id=f"r{board}")


def test_a_card_without_anything_is_a_page() -> None:
    """Empty lists and no transcript: no empty sections, no division by nothing."""
    page = parse(scorecard_html(fixture.empty(), []))

    assert not page.all("aside")
    assert "nothing was probed" in page.all("main")[0].text


@pytest.mark.parametrize(
    ("quote", "found"),
    [("b c", "b c"), ("B  C", "b c"), ("c d", "c\n d"), ("x", None), (" ", None)],
)
def test_a_quote_is_found_whatever_its_spaces_and_case(quote: str, found: str | None) -> None:
    """The judge may have folded what the candidate typed."""
    text = "a b c\n d e"
    span = find(text, quote)

    assert (text[slice(*span)] if span else None) == found


@given(
    text=st.text(alphabet="ab c\n", max_size=40),
    quotes=st.lists(
        st.tuples(st.text(alphabet="ab c", max_size=8), st.integers(-1, 4)), max_size=5
    ),
)
def test_marks_change_no_word(text: str, quotes: list[tuple[str, int]]) -> None:
    """Cut into pieces, overlapping or not, a turn is the same text; a mark lies in a quote."""
    cut = pieces(text, [Highlight(quote, level, str(level)) for quote, level in quotes])

    assert "".join(piece.text for piece in cut) == text
    folded = ["".join(quote.split()).lower() for quote, _ in quotes]
    for piece in cut:
        if piece.level is not None:
            assert any("".join(piece.text.split()).lower() in quote for quote in folded)
