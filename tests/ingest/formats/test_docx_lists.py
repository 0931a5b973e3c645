"""The numbers of Word's items and headings, which are not in the text of their paragraphs."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.docx import read
from qa_bot.ingest.formats.docx_lists import Lists, formatted
from tests.ingest.formats import samples

LEVELS = (
    ("decimal", "%1."),
    ("decimal", "%1.%2"),
    ("lowerLetter", "(%3)"),
    ("upperRoman", "%4:"),
    ("chineseCounting", "%5"),
)


def text_of(*items: tuple[int, int, str], restart: int | None = None, heading: int | None = None) -> str:
    """The text of a file with items (list, level, text) of two lists that share a definition.

    ``restart``: the first number of the second list; ``heading``: the number of the item that is a heading.
    """
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/></w:lvl>'
        for number, (form, mark) in enumerate(LEVELS)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart}"/></w:lvlOverride>' if restart else ""
    for name, more in ((91, ""), (92, override)):
        xml = f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="90"/>{more}</w:num>'
        numbering.append(parse_xml(xml))
    for number, (name, level, text) in enumerate(items):
        paragraph = document.add_heading(text) if number == heading else document.add_paragraph(text)
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{90 + name}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))
    return read(samples.saved(document.save), Limits()).text.replace("\n\n", " | ")


def test_numbers_of_several_levels_are_those_that_word_shows() -> None:
    items = [(1, 0, "Rent"), (1, 1, "Sum"), (1, 1, "Date"), (1, 2, "by bank"), (1, 2, "in cash"), (1, 3, "coins"),
             (1, 0, "Term"), (1, 1, "Length"), (1, 2, "in years")]  # fmt: skip
    assert text_of(*items) == (
        "1. Rent | 1.1 Sum | 1.2 Date | (a) by bank | (b) in cash | I: coins | 2. Term | 2.1 Length | (a) in years"
    )


def test_a_heading_has_its_number() -> None:
    assert text_of((1, 0, "Rent"), (1, 0, "Term"), heading=1) == "1. Rent | 2. Term"


def test_lists_that_share_a_definition_go_on_unless_one_begins_anew() -> None:
    items = [(1, 0, "a"), (1, 0, "b"), (2, 0, "c"), (2, 0, "d")]
    assert text_of(*items) == "1. a | 2. b | 3. c | 4. d"
    assert text_of(*items, restart=7) == "1. a | 2. b | 7. c | 8. d"


def test_a_level_may_write_all_numbers_in_digits_and_go_on_where_others_restart() -> None:
    numbering = parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:isLgl/><w:lvlText w:val="%1.%2"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    lists = Lists(numbering)
    assert [lists.mark("5", level) for level in (0, 1, 0, 1)] == ["I. ", "1.0 ", "II. ", "2.1 "]


def test_a_number_in_a_format_that_is_not_known_is_left_out() -> None:
    assert text_of((1, 0, "a"), (1, 4, "b")) == "1. a | b"


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (7, "decimal", "7"), (7, "decimalZero", "07"), (12, "decimalZero", "12"), (28, "lowerLetter", "bb"),
        (4, "lowerRoman", "iv"), (9, "upperRoman", "IX"), (3, "upperLetter", "C"), (0, "lowerRoman", ""),
        (10**9, "upperRoman", ""), (10**9, "lowerLetter", ""), (1, "ordinal", ""),
    ],
)  # fmt: skip
def test_numbers_are_written_in_words_formats(number: int, number_format: str, text: str) -> None:
    assert formatted(number, number_format) == text
