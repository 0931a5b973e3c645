"""ODP: each slide is a place, its title first, its notes last."""

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import odp
from tests.ingest.formats import samples

STYLES = """<style:style style:name="Dark">
<style:drawing-page-properties presentation:visibility="hidden"/></style:style>
<style:style style:name="Off"><style:drawing-page-properties presentation:display-footer="false"/></style:style>
<style:style style:name="Up"><style:text-properties style:text-position="super 58%"/></style:style>"""


def frame(text: str, attributes: str = "") -> str:
    return f"<draw:frame {attributes}><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"


def slide(*shapes: str, notes: str = "", attributes: str = "") -> str:
    spoken = f"<presentation:notes>{frame(notes)}</presentation:notes>" if notes else ""
    return f"<draw:page {attributes}>{''.join(shapes)}{spoken}</draw:page>"


def read(*slides: str, limits: Limits | None = None) -> Extraction:
    """Return the extraction of a presentation."""
    extraction = odp.read(samples.odf("presentation", "".join(slides), STYLES), limits or Limits())
    samples.check(extraction)
    return extraction


TITLE = 'presentation:class="title" svg:y="9cm"'


def test_slides_are_places_with_title_first_and_notes_last() -> None:
    extraction = read(
        slide(frame("Body.", 'svg:y="2cm"'), frame("Plan", TITLE), notes="Speak up."), slide(frame("Two", TITLE))
    )
    assert extraction.text == "Plan\n\nBody.\n\nNotes:\n\nSpeak up.\n\nTwo"
    assert extraction.title == "Plan"
    assert [(place.kind, place.name, place.number) for place in extraction.places] == [
        ("slide", "slide 1", 1),
        ("slide", "slide 2", 2),
    ]


@pytest.mark.parametrize(
    ("shapes", "text"),
    [
        ([frame("b", 'svg:y="5cm"'), frame("a", 'svg:y="1cm"')], "a\n\nb"),
        ([frame("b", 'svg:y="1cm" svg:x="8cm"'), frame("a", 'svg:y="1.1cm" svg:x="2cm"')], "a\n\nb"),
        ([frame("b", 'svg:y="2in"'), frame("a", 'svg:y="20mm"')], "a\n\nb"),
        ([frame("a", 'svg:y="odd"'), frame("b")], "a\n\nb"),
        ([frame("a"), frame("7", 'presentation:class="page-number"')], "a"),
        ([frame("a"), frame("5 May", 'presentation:class="date-time"')], "a"),
        (["<draw:custom-shape><text:p>shape</text:p></draw:custom-shape>"], "shape"),
        ([f"<draw:g>{frame('in a group')}</draw:g>"], "in a group"),
        ([frame('10<text:span text:style-name="Up">6</text:span>')], "10^6"),
        (["<draw:frame><draw:text-box><text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>",
          "</draw:text-box></draw:frame>"], "item"),
    ],
)  # fmt: skip
def test_shapes_are_read_in_their_order(shapes: list[str], text: str) -> None:
    assert read(slide(*shapes)).text == text


def test_rows_of_a_table_have_the_slides_title() -> None:
    rows = "".join(
        "<table:table-row>" + "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        + "</table:table-row>" for texts in (("Town", "Lit"), ("Lima", "1921"))
    )  # fmt: skip
    extraction = read(slide(frame("Lights", TITLE), f"<draw:frame><table:table>{rows}</table:table></draw:frame>"))
    assert extraction.text == "Lights\n\nLights; Town: Lima; Lit: 1921"
    assert [place.name for place in extraction.places] == ["slide 1", "slide 1, table 1, row 1"]


def test_hidden_slides_are_read_and_reported_and_comments_come_last() -> None:
    comment = "<office:annotation><dc:creator>Jo</dc:creator><text:p>Shorter.</text:p></office:annotation>"
    dark = slide(frame(f"Two{comment}"), attributes='draw:style-name="Dark"')
    extraction = read(slide(frame("One")), dark)
    assert extraction.text == "One\n\nTwo\n\nComment by Jo: Shorter."
    assert extraction.note == "hidden slide read too: 2"


def test_footers_that_are_shown_are_read_once_after_the_slides() -> None:
    declared = "".join(
        f'<presentation:{kind}-decl presentation:name="{name}">{text}</presentation:{kind}-decl>'
        for kind, name, text in (
            ("footer", "f1", "ACME Corp"), ("footer", "f2", "unused"), ("header", "h1", "Board"),
            ("date-time", "d1", "5 May"),
        )
    )  # fmt: skip
    field = frame("<presentation:footer/>", 'presentation:class="footer"')
    use = 'presentation:use-footer-name="f1" presentation:use-date-time-name="d1"'
    notes = f'<presentation:notes presentation:use-header-name="h1">{frame("Speak.")}{field}</presentation:notes>'
    extraction = read(
        declared,
        slide(frame("One"), field, attributes=use),
        slide(frame("Two"), field, notes, attributes=use),
        slide(frame("Three"), frame("Own footer", 'presentation:class="footer"')),
        slide(frame("Four"), field, attributes='presentation:use-footer-name="f2" draw:style-name="Off"'),
    )
    lines = ["One", "Two", "Notes:", "Speak.", "Three", "Four", "Board", "ACME Corp", "Own footer"]
    assert extraction.text.split("\n\n") == lines
    assert [place.name for place in extraction.places[4:]] == ["slide header", "slide footer", "slide footer"]


def test_too_many_slides_and_other_files_are_refused() -> None:
    with pytest.raises(FileUnreadable, match="it has 3 slides, more than the 2 allowed"):
        read(*[slide(frame("a"))] * 3, limits=Limits(pages=2))
    with pytest.raises(FileUnreadable, match="it is not an ODP file"):
        odp.read(samples.odf("text", "<text:p>a</text:p>"), Limits())


def test_damaged_presentations_do_no_harm() -> None:
    data = samples.odf("presentation", slide(frame("a", TITLE), frame("b"), notes="c"), STYLES)
    assert samples.survives(odp.read, samples.damaged(data, 100)) > 0
    samples.survives(odp.read, samples.damaged_inside(data, 40))


def test_a_value_stays_with_the_label_below_it() -> None:
    def box(text: str, x: float, y: float) -> str:
        return frame(text, f'svg:x="{x}cm" svg:y="{y}cm" svg:width="5cm" svg:height="1.5cm"')

    values = [box("41,300", 1, 5), box("87 %", 8, 5), box("5.1 m", 15, 5)]
    labels = [box("loans a year", 1, 6.8), box("satisfied readers", 8, 6.8), box("far below", 15, 12)]
    text = "41,300 loans a year\n\n87 % satisfied readers\n\n5.1 m\n\nfar below"
    assert read(slide(*values, *labels)).text == text
    words = [box("Plans", 1, 5), box("for the year", 1, 6.8)]
    assert read(slide(*words)).text == "Plans\n\nfor the year"
