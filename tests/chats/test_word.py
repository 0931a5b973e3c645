"""A chat as a Word document: real footnotes, each with its place, and nothing that Word could not read."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from hypothesis import given, settings

from qa_bot.chats import Exchange
from qa_bot.chats.word import word_document
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats import docx as docx_format
from qa_bot.text.wording import printable
from tests.chats.made import answer
from tests.chats.test_escaping import hostile
from tests.chats.test_export import ASKED, CHAT, EXCHANGES, nasty, unchanged
from tests.strategies import texts


def part(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return parse_xml(package.read(f"word/{name}.xml"))


def notes(data: bytes) -> dict[str, str]:
    """The text of each footnote by its id, but the separators."""
    found = part(data, "footnotes").findall(qn("w:footnote"))
    return {one.get(qn("w:id")): text_of(one) for one in found if one.get(qn("w:type")) is None}


def text_of(element: Any) -> str:
    return "".join(one.text for one in element.iter(qn("w:t")))


def references(data: bytes) -> list[str]:
    return [one.get(qn("w:id")) for one in part(data, "document").iter(qn("w:footnoteReference"))]


def test_each_citation_is_a_footnote_that_names_file_place_and_offsets() -> None:
    data = word_document(CHAT, EXCHANGES[:1], unchanged)
    assert references(data) == ["1", "2"]
    assert notes(data) == {
        "1": " Quoted from Shusha (a.txt, page 3, characters 10 to 54, document d1): "
        "“The declaration was signed on 15 June 2021.”",
        "2": " Quoted from Treaties (b.txt, characters 0 to 24, document d2)",
    }


def test_no_footnote_is_referred_to_twice_and_later_marks_point_to_the_first() -> None:
    data = word_document(CHAT, EXCHANGES, unchanged)
    assert references(data) == ["1", "2", "3", "4"]
    fields = [one.get(qn("w:instr")) for one in part(data, "document").iter(qn("w:fldSimple"))]
    bookmarks = {one.get(qn("w:name")) for one in part(data, "document").iter(qn("w:bookmarkStart"))}
    assert fields
    assert {field.split()[1] for field in fields} <= bookmarks


def test_headings_and_paragraphs_are_styled_and_a_reader_of_documents_reads_them() -> None:
    data = word_document(CHAT, EXCHANGES[:3], unchanged)
    read = docx.Document(io.BytesIO(data))
    styled = [(one.style.name, one.text) for one in read.paragraphs if one.style]
    assert styled[0] == ("Title", "When was it signed?")
    assert ("Heading 1", "Who is the king?") in styled
    assert any("“It was ratified in 1992.”" in text for _, text in styled)
    text = docx_format.read(data, Limits()).text
    assert "It was ratified in 1992." in text
    assert "characters 0 to 24" in text


@pytest.mark.parametrize("text", ["\x00\x0b", "\ud800", "\ufffe\uffff", "<w:p>&amp;", "\u202e"])
def test_characters_that_xml_cannot_have_are_replaced(text: str) -> None:
    data = word_document(CHAT, [Exchange(1, text, answer(text), ASKED)], unchanged)
    shown = text_of(part(data, "document"))
    assert printable(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") in shown


@settings(max_examples=30)  # each one is a package of Word, written and read again
@given(hostile | texts)
def test_any_text_can_be_exported(text: str) -> None:
    data = word_document(CHAT, nasty(text), unchanged)
    assert docx.Document(io.BytesIO(data)).paragraphs
