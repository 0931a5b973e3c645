"""RTF: text in the encodings of its fonts, tables, notes, the sections of its outline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import rtf
from tests.cost import assert_linear
from tests.ingest.formats import samples

FONTS = rb"{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fcharset204{\*\panose 0204}Times;}{\f2\fcharset128 Mincho;}}"


def read(body: bytes) -> Extraction:
    """The extraction of a file with this body."""
    extraction = rtf.read(rb"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + body + b"}", Limits())
    samples.check(extraction)
    return extraction


def test_paragraphs_are_separated_by_blank_lines() -> None:
    assert read(rb"{\b One} two\par" + b"\r\n" + rb"three\line four\tab five\sect six").text == (
        "One two\n\nthree\nfour\tfive\n\nsix"
    )


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"caf\'e9", "café"),
        (rb"{\f1 \'cf\'f0\'e8}", "При"),
        (rb"{\f2 \'83A\'83\'5c}", "アソ"),
        (rb"\f1\'cf\plain\'e9", "Пé"),
        ("schön".encode("cp1252"), "schön"),
        (rb"it\rquote s \ldblquote x\rdblquote\emdash y", "it’s “x”—y"),
        (rb"\u8364\'80\u8364?\u-257?", "€€\ufeff"),
        (rb"{\uc0\u8364 x}{\uc2\u8364 abc}", "€x€c"),
        (rb"\u8217\rquote s", "’s"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"a\{b\}c\\d e\~f e\_g co\-op", "a{b}c\\d e\xa0f e\u2011g coop"),
        (rb"a" + b"\n" + rb"b", "ab"),
        (rb"bullet \u-3913 ?x", "bullet x"),
        (b"\\u7 ?\\u28 ?a\x07\\'00b", "ab"),
    ],
)
def test_characters_are_written_as_displayed(body: bytes, text: str) -> None:
    assert read(body).text == text


def test_the_files_code_page_holds_where_no_font_says_otherwise() -> None:
    extraction = rtf.read(rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}", Limits())
    assert extraction.text == "При"


def test_unknown_code_pages_are_ignored() -> None:
    assert rtf.read(rb"{\rtf1\ansi\ansicpg99999 caf\'e9}", Limits()).text == "café"


def test_groups_without_text_are_left_out() -> None:
    body = (
        rb"{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\*\generator Riched20;}{\*\unknown what}"
        rb"{\pict\wmetafile8 0102}{\pict\bin5 {{{{{}{\field{\*\fldinst{HYPERLINK "
        rb'"http://example.org"}}{\fldrslt link}}{\*\bkmkstart b}'
    )
    extraction = read(body)
    assert extraction.text == "link"
    assert extraction.note == "2 pictures not read"
    assert read(rb"a{\*\shppict{\pict 01}}{\nonshppict{\pict 01}}").note == "1 picture not read"


def test_check_boxes_of_forms_are_told() -> None:
    field = rb"{\field{\*\fldinst { FORMCHECKBOX }}{\fldrslt {}}}"
    assert read(b"Cover: " + field + b" full " + field + b" part").note == "2 form check marks not read"
    assert read(b"FORMCHECKBOX is a field").note == ""


def test_comments_and_page_headers_and_footers_come_last_each_once() -> None:
    heads = rb"{\headerl Town {\b council}}{\headerr Town council}{\footer\qc Draft\par}{\footerf 12}"
    comments = rb"{\*\atnid AB}{\*\atnauthor Ada B.}\chatn{\*\annotation{\*\atndate 7}Is it\par so?}{\*\annotation No.}"
    extraction = read(heads + rb"One." + comments + rb" Two.")
    assert extraction.text.split("\n\n") == [
        "One. Two.",
        "Comment by Ada B.: Is it so?",
        "Comment: No.",
        "Town council",
        "Draft",
    ]
    assert [place.name for place in extraction.places] == ["comment 1", "comment 2", "page header", "page footer"]


def test_the_files_own_title_and_author_are_kept_unless_a_program_set_them() -> None:
    extraction = read(rb"{\info{\title Word Document}{\author Ada B.}{\operator x}}Text.")
    assert (extraction.title, extraction.properties.author) == ("", "Ada B.")
    assert read(rb"{\info{\title Water plan}}Text.").title == "Water plan"


def test_hidden_and_deleted_text_is_left_out_and_reported() -> None:
    extraction = read(rb"a{\v obey me}b{\deleted gone}c\v x\v0 d\v\plain e")
    assert extraction.text == "abcde"
    assert extraction.note == "hidden text left out"
    assert read(rb"a{\v }b").note == ""


def test_rows_of_a_table_carry_their_columns_names() -> None:
    row = rb"\trowd\cellx1\cellx2\pard\intbl %s\cell %s\cell\row "
    body = rb"before\par " + row % (rb"a\par more", rb"b|c") + row % (rb"1", rb"2") + rb"\pard after\par"
    assert read(body).text == "before\n\na more: 1; b|c: 2\n\nafter"


def test_a_table_that_only_lays_out_has_a_line_to_a_row() -> None:
    assert read(rb"\trowd\intbl one\cell two\cell\row\pard after\par").text == "one | two\n\nafter"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"145{\super 3} people", "145 [3] people"),
        (rb"6 \'d7 10\super 2\super 3\nosupersub  atoms", "6 × 10^23 atoms"),
        (rb"CO{\dn6 2} on 60 m{\up8 2}, the 1{\super st}", "CO₂ on 60 m², the 1st"),
        (rb"145{\super\chftn{\footnote Of them all}} men", "145 [1] men\n\n[1] Of them all"),
        (rb"\intbl Men\cell 9\super 2\cell\row\pard x\par", "Men | 9 [2]\n\nx"),
    ],
)
def test_raised_and_lowered_figures_are_separate_from_the_number_before(body: bytes, text: str) -> None:
    assert read(body).text == text


def test_struck_text_is_left_out_and_reported() -> None:
    extraction = read(rb"The fee is {\strike 10} 15 lira.\par\strike Gone.\par\striked1 Gone too.\plain\par Here.\par")
    assert extraction.text == "The fee is 15 lira.\n\nHere."
    assert extraction.note == "struck-out text left out"


def test_notes_come_last_with_the_numbers_that_refer_to_them() -> None:
    body = rb"A{\super\chftn}{\footnote\pard{\chftn} First\par note} and B{\footnote Second}.\par Next"
    assert read(body).text == "A[1] and B[2].\n\nNext\n\n[1] First note\n\n[2] Second"


def test_text_boxes_are_read_once() -> None:
    body = rb"text{\shp{\*\shpinst\shpleft1{\sp{\sn fill}{\sv 1}}{\shptxt boxed\par}}{\shprslt{\*\do boxed}}}"
    assert read(body).text == "text\n\nboxed"


def test_the_outline_gives_sections() -> None:
    extraction = read(
        rb"Before\par\pard\outlinelevel0 {\b One}\par\pard text\par\pard\outlinelevel1 Two\par\pard more\par"
    )
    assert [(place.name, place.span.of(extraction.text)) for place in extraction.places] == [
        ("section “One”", "One\n\ntext"),
        ("section “Two”", "Two\n\nmore"),
    ]


def test_the_title_is_the_declared_one() -> None:
    assert read(rb"{\info{\title The \'e9nd}{\author Someone}{\*\company C}}text").title == "The énd"
    assert read(rb"text").title == ""


def test_a_file_that_ends_in_the_middle_is_read_and_reported() -> None:
    extraction = rtf.read(rb"{\rtf1 text {\b more", Limits())
    assert (extraction.text, extraction.note) == ("text more", "it ends in the middle: something is missing")


def test_what_follows_the_end_is_not_read() -> None:
    assert rtf.read(rb"{\rtf1 text}{\rtf1 more}", Limits()).text == "text"


@pytest.mark.parametrize("data", [b"", b"text", b"\\rtf", b"{\\html}"])
def test_other_files_are_reported(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match=r"^it is not an RTF file$"):
        rtf.read(data, Limits())


@pytest.mark.parametrize(
    "body",
    [
        b"{" * 200_000 + b"x",
        b"}" * 200_000,
        b"\\f1" * 100_000,
        b"{\\fonttbl" + b"\\f1" * 100_000 + b"}",
        b"{\\field{\\*\\fldinst{HYPERLINK " * 10_000,
        b"\\" * 200_001,
        b"\\bin9999999" * 50_000,
        b"\\'" * 100_000,
        b"{\\footnote " * 30_000,
        b"\\cell" * 100_000,
    ],
    ids=["open", "close", "fonts", "font table", "fields", "backslashes", "binary", "hex", "notes", "cells"],
)
def test_the_cost_of_a_hostile_file_grows_with_its_length_alone(body: bytes) -> None:
    def work(part: bytes) -> None:
        samples.survives(rtf.read, iter([b"{\\rtf1 " + part]))

    assert_linear(work, body[: len(body) // 4], body)


WORDS = st.sampled_from(
    rb"""{ } \\ \b \par \cell \row \u8364 \u-10179 \uc0 \uc9 \'e9 \'8 \bin3 \f1 \fcharset128 {\fonttbl {\footnote
    {\info{\title \pard \intbl \outlinelevel0 \v \v0 \* \ansicpg932 \ansicpg \u \f \bin \plain text""".split()
)


@given(st.lists(WORDS | st.binary(max_size=4), max_size=40))
def test_any_tokens_are_read_without_harm(tokens: list[bytes]) -> None:
    samples.survives(rtf.read, iter([b"{\\rtf1" + b" ".join(tokens)]))
