"""XML of any vocabulary: records are lines of their fields, running text is paragraphs, paths are the places."""

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import xml_text
from tests.ingest.formats import samples

CATALOG = """<?xml version="1.0"?><catalog xmlns="urn:x"><book id="b1"><author>Ada Lovelace</author>
<price currency="USD">44.95</price><tag>a</tag><tag>b</tag><about>It is on engines and numbers.</about>
<chapter n="1"><p>Mixed <b>content</b> here.</p></chapter></book><book id="b2"/></catalog>"""


def read(text: str) -> Extraction:
    """Return the extraction of a file."""
    extraction = xml_text.read(text.encode(), Limits())
    samples.check(extraction)
    return extraction


def test_records_are_lines_with_their_paths() -> None:
    extraction = read(CATALOG)
    fields = "author: Ada Lovelace; price: 44.95 (currency: USD); tag: a, b; about: It is on engines and numbers."
    assert [(place.name, place.span.of(extraction.text)) for place in extraction.places] == [
        ("catalog/book[1]", f"book; id: b1; {fields}"),
        ("catalog/book[1]/chapter", "chapter; n: 1"),
        ("catalog/book[1]/chapter/p", "Mixed content here."),
        ("catalog/book[2]", "book; id: b2"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<a>text</a>", ["text"]),
        ("<a><b>1</b><c>2</c></a>", ["a; b: 1; c: 2"]),
        ("<a><p>One is a sentence.</p><p>Two is another one.</p></a>", ["One is a sentence.", "Two is another one."]),
        ("<a><title>T</title><p>One is a sentence.</p><p>Two is another one.</p></a>",
         ["a; title: T", "One is a sentence.", "Two is another one."]),
        ("<a><x:b xmlns:x='urn:y' x:k='v'>1</x:b></a>", ["a; b: 1 (k: v)"]),
        ("<a><!-- comment --><b>1</b><?php echo 1 ?></a>", ["a; b: 1"]),
        ("<a><b><![CDATA[5 < 6]]></b></a>", ["a; b: 5 < 6"]),
        ("<a><b/><c></c><d>1</d></a>", ["a; d: 1"]),
        ("<a>before<b>in</b>after</a>", ["beforeinafter"]),
        ("<rss><item><title>Rents</title><link>u</link></item></rss>", ["item; title: Rents; link: u"]),
        ("<!DOCTYPE a><a><b>1</b></a>", ["a; b: 1"]),
        ('<!DOCTYPE a [<!ENTITY firm "ACME &#38;#38; Sons">]><a by="&firm;"><b>for &firm;</b></a>',
         ["a; by: ACME & Sons; b: for ACME & Sons"]),
        ('<!DOCTYPE a SYSTEM "a.dtd" [<!NOTATION t SYSTEM "t"><!ENTITY p SYSTEM "p.tif" NDATA t>]><a f="p"/>',
         ["a; f: p"]),
        ('<!DOCTYPE a SYSTEM "a.dtd"><a><b>5 &agr; &kg;</b></a>', ["a; b: 5 &agr; &kg;"]),
        ("<a><b>5&nbsp;kg, caf&eacute;</b></a>", ["a; b: 5 kg, café"]),
        ("<a k='v'/>", ["a; k: v"]),
        ("<a><b>Ü &amp; \u00a0ş</b></a>", ["a; b: Ü & ş"]),
    ],
)  # fmt: skip
def test_elements_are_fields_or_paragraphs(text: str, lines: list[str]) -> None:
    assert read(text).text.split("\n\n") == lines


def test_long_texts_are_paragraphs() -> None:
    extraction = read(f"<a><b>1</b><c>{'word ' * 200}</c></a>")
    assert [place.name for place in extraction.places] == ["a", "a/c"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("iso-8859-9", "Şişli"),
        ("Shift_JIS", "東京"),
        ("Big5", "台北"),
        ("EUC-KR", "서울"),
        ("utf-16", "Şişli"),
        ("koi8-r", "Омск"),
    ],
)
def test_the_declared_encoding_is_used(encoding: str, text: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>'.encode(encoding)
    assert xml_text.read(data, Limits()).text == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not XML"),
        ("plain", "it is not XML"),
        ("<a>", "it is not XML"),
        ("<a>&unknown;</a>", "it is not XML"),
        (f"{samples.BILLION_LAUGHS}<a>&a9;</a>", "it is not XML"),
        (f"{samples.FILE_OF_THE_MACHINE}<a>&a9;</a>", "it is not XML"),
        ('<!DOCTYPE a [<!ENTITY e "<b>1</b>">]><a>&e;</a>', "it is not XML"),
        ("<!DOCTYPE a [<!ENTITY % e 'x'>]><a>1</a>", "it is not XML"),
        (f'<!DOCTYPE a [<!ENTITY e "{"x" * 1_001}">]><a>&e;</a>', "it is not XML"),
        (f'<!DOCTYPE a [<!ENTITY e "{"x" * 999}">]><a>{"&e;" * 9_000}</a>', "its entities repeat too much text"),
        ("<a><b/></a>", "it holds no text"),
        ("<a>" * 200 + "x" + "</a>" * 200, "nested too deeply"),
        ("<a>" + "<b c='1'/>" * 200_001 + "</a>", "more than 200,000 rows"),
    ],
)
def test_other_and_hostile_files_are_refused(text: str, message: str) -> None:
    with pytest.raises(FileUnreadable, match=message):
        read(text)


def test_damaged_files_do_no_harm() -> None:
    assert samples.survives(xml_text.read, samples.damaged(CATALOG.encode(), 200)) > 0
