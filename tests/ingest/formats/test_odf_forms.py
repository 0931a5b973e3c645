"""Controls of forms in ODT, ODS and ODP files: their values where they stand, check boxes with their marks."""

import pytest

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import odp, ods, odt
from tests.ingest.formats import samples


def forms(*controls: str) -> str:
    """A form of these controls, ``c1`` and so on by their ids; each is the name of its element with its attributes."""
    elements = []
    for number, control in enumerate(controls, 1):
        start, _, inner = control.partition(">")
        name = start.split()[0]
        attributes = f'form:id="c{number}" xml:id="c{number}"{start.removeprefix(name)}'
        elements.append(f"<form:{name} {attributes}>{inner}</form:{name}>")
    return f"<office:forms><form:form>{''.join(elements)}</form:form></office:forms>"


def placed(number: int, anchor: str = "as-char") -> str:
    """The place of a control."""
    return f'<draw:control text:anchor-type="{anchor}" draw:control="c{number}"/>'


def read_text(body: str) -> Extraction:
    """Return the extraction of an ODT."""
    extraction = odt.read(samples.odf("text", body), Limits())
    samples.check(extraction)
    return extraction


def option(label: str, state: str = "") -> str:
    return f'<form:option form:label="{label}" {state}/>'


@pytest.mark.parametrize(
    ("control", "shown"),
    [
        ('checkbox form:label="Vegan" form:current-state="checked"', "[x] Vegan"),
        ('checkbox form:state="checked"', "[x]"),
        ('checkbox form:label="Nuts" form:state="checked" form:current-state="unchecked"', "[ ] Nuts"),
        ('radio form:label="Boat" form:current-selected="true"', "[x] Boat"),
        ('radio form:label="Road" form:value="b"', "[ ] Road"),
        ('text form:name="keeper" form:value="old" form:current-value="Ada Rowe"', "Ada Rowe"),
        ('text form:value="initial"', "initial"),
        ('textarea form:current-value="two&#10;lines"', "two lines"),
        ("textarea><text:p>rich <text:span>text</text:span></text:p>", "rich text"),
        ('formatted-text form:current-value="42"', "42"),
        ('date form:current-value="2024-05-01"', "2024-05-01"),
        ('combobox form:current-value="Larch"><form:item form:label="Oak"/><form:item form:label="Larch"/>', "Larch"),
        ("listbox>" + option("Oak") + option("Elm", 'form:current-selected="true"'), "Elm"),
        ("listbox>" + option("Oak", 'form:selected="true"') + option("Elm", 'form:selected="true"'), "Oak, Elm"),
        ('fixed-text form:label="Only a label"', "Only a label"),
        ("text", ""),
        ('button form:label="Send"', ""),
        ('hidden form:value="secret"', ""),
        ('password form:current-value="secret"', ""),
    ],
)
def test_a_control_is_written_in_its_line(control: str, shown: str) -> None:
    text = read_text(f"{forms(control)}<text:p>Entry:{placed(1)}, signed</text:p>").text
    assert text == (f"Entry: {shown}, signed" if shown else "Entry:, signed")


def test_controls_side_by_side_are_set_off_and_those_beside_the_text_follow_their_paragraph() -> None:
    controls = forms('checkbox form:label="A"', 'checkbox form:label="B"', 'text form:current-value="Ada"')
    body = f"<text:p>Diets: {placed(1)}{placed(2)}</text:p><text:p>Keeper{placed(3, 'paragraph')} now</text:p>"
    assert read_text(controls + body).text == "Diets: [ ] A [ ] B\n\nKeeper now\n\nAda"
    assert read_text(f"{controls}<text:p>a</text:p>{placed(3, 'page')}{placed(9, 'page')}").text == "a\n\nAda"


def test_a_label_of_a_field_precedes_its_value_and_is_not_repeated() -> None:
    controls = forms(
        'fixed-text form:label="Keeper:" form:for="c2"', 'text form:current-value="Ada"',
        'fixed-text form:label="Deputy:" form:for="c4"', "text",
    )  # fmt: skip
    body = "".join(f"<text:p>{placed(number)}</text:p>" for number in range(1, 5))
    assert read_text(controls + body).text == "Keeper: Ada\n\nDeputy:"


def test_controls_on_slides_are_read_from_top_to_bottom() -> None:
    controls = forms('checkbox form:label="Low"', 'text form:current-value="High"')
    shapes = '<draw:control svg:y="9cm" draw:control="c1"/><draw:control svg:y="2cm" draw:control="c2"/>'
    slide = samples.odf("presentation", f"<draw:page>{controls}{shapes}</draw:page>")
    assert odp.read(slide, Limits()).text == "High\n\n[ ] Low"


def sheet(controls: str, attributes: str = "") -> str:
    """A sheet with a form, whose controls are shapes, and a row."""
    start = f'<table:table table:name="Trips"{attributes}>{controls}<table:shapes>{placed(1)}</table:shapes>'
    return samples.ods_rows("Trips", "Alm").replace('<table:table table:name="Trips">', start)


def test_controls_on_sheets_follow_the_rows_with_their_labels_or_names() -> None:
    controls = forms(
        'checkbox form:name="b1" form:label="Paid" form:current-state="checked"',
        'text form:name="Keeper" form:current-value="Ada"',
        'fixed-text form:label="Boat:" form:for="c4"',
        'text form:name="t" form:current-value="Jo"',
        "textarea><text:p>rich text</text:p>",
        'text form:name="empty"',
    )
    extraction = ods.read(samples.ods(sheet(controls)), Limits())
    samples.check(extraction)
    lines = ["Alm", "Trips; [x] Paid", "Trips; Keeper: Ada", "Trips; Boat: Jo", "Trips; rich text"]
    assert extraction.text.split("\n\n") == lines
    assert [place.name for place in extraction.places[1:3]] == ["Trips, form field 1", "Trips, form field 2"]
    assert extraction.note == ""
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    secret = sheet(controls, ' table:style-name="h"')
    assert ods.read(samples.ods(samples.ods_rows("A", "seen"), secret, styles=hidden), Limits()).text == "seen"


def test_controls_without_content_in_the_file_are_counted_in_the_note() -> None:
    controls = forms("grid", "generic-control", 'text form:current-value="Ada"')
    assert read_text(f"{controls}<text:p>{placed(3)}</text:p>").note == "2 form controls not read"
    assert ods.read(samples.ods(sheet(controls)), Limits()).note == "2 form controls not read"


def test_damaged_forms_do_no_harm() -> None:
    controls = forms("listbox>" + option("Oak", 'form:selected="true"'), 'text form:current-value="Ada"')
    nested = controls.replace("<form:form>", f"<form:form>{controls}")
    assert "Oak" in ods.read(samples.ods(sheet(nested)), Limits()).text
    for read, data in (
        (ods.read, samples.ods(sheet(controls))),
        (odt.read, samples.odf("text", f"{controls}<text:p>{placed(1)}</text:p>")),
    ):
        assert samples.survives(read, samples.damaged_inside(data, 30, only={"content.xml"})) > 5
