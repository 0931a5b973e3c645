"""EPUB: the chapters in their order, under the names that the book gives them."""

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import epub
from tests.ingest.formats import samples

CONTENTS = '<nav epub:type="toc"><ol><li><a href="text/a.xhtml#top">One  more</a></li></ol></nav>'
CHAPTERS = {
    "a.xhtml": "<h1>Heading</h1><p>First.</p>",
    "b.xhtml": "<h2>Named within</h2><p>Second.</p>",
    "c.xhtml": "<p>Third.</p>",
}
SMALL = samples.epub(CHAPTERS, title="The &amp; book", contents=CONTENTS)


def read(data: bytes, limits: Limits | None = None) -> Extraction:
    """The extract of a book."""
    extract = epub.read(data, limits or Limits())
    samples.check(extract)
    return extract


def text_of(body: str) -> str:
    """The text of a book of one chapter."""
    return read(samples.epub({"a.xhtml": body})).text


def test_chapters_come_in_the_order_of_reading() -> None:
    extract = read(SMALL)
    assert extract.text == "Heading\n\nFirst.\n\nNamed within\n\nSecond.\n\nThird."
    assert extract.title == "The & book"
    assert extract.places[1].span.of(extract.text) == "Named within\n\nSecond."


def test_a_chapter_is_named_by_the_contents_or_its_heading_or_its_number() -> None:
    assert [(place.kind, place.name, place.number) for place in read(SMALL).places] == [
        ("chapter", "chapter “One more”", 1),
        ("chapter", "chapter “Named within”", 2),
        ("chapter", "chapter 3", 3),
    ]


def test_the_contents_of_older_books_name_chapters_too() -> None:
    index = (
        '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Old name</text></navLabel>'
        '<content src="text/c.xhtml"/></navPoint></navMap></ncx>'
    )
    package = samples.unzipped(SMALL)["OEBPS/content.opf"].replace(
        b"<manifest>", b'<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    )
    data = samples.with_members(SMALL, {"OEBPS/toc.ncx": index.encode(), "OEBPS/content.opf": package})
    assert [place.name for place in read(data).places][2] == "chapter “Old name”"


def test_pages_without_text_are_no_chapters() -> None:
    extract = read(samples.epub({"cover.xhtml": "<img src='x.png' alt='cover'/>", "b.xhtml": "<p>text</p>"}))
    assert [place.name for place in extract.places] == ["chapter 1"]


def test_a_missing_chapter_file_is_noted() -> None:
    members = samples.unzipped(SMALL)
    del members["OEBPS/text/b.xhtml"]
    extract = read(samples.zipped(members))
    assert extract.text == "Heading\n\nFirst.\n\nThird."
    assert extract.note == "1 of its 3 parts are not in the file"


def test_elements_that_are_closed_at_once_swallow_nothing() -> None:
    assert text_of('<script src="x.js"/><p>a<br/>b</p><div/><p>c<a id="x"/></p>') == "a\nb\n\nc"


def test_what_is_no_text_is_left_out() -> None:
    body = "<style>x</style><script>y()</script><p>co&#173;op &amp; <ruby>漢<rt>kan</rt></ruby> 1 &lt; 2</p>"
    assert text_of(body) == "coop & 漢 1 < 2"


def test_pages_are_read_as_the_books_style_sheets_show_them() -> None:
    head = '<link rel="stylesheet" href="../css/a.css"/>'
    body = (
        f"{head}<p>145<sup>3</sup> of 31<span class='n'>2</span> boats</p><p class='x'>unseen</p>"
        "<p>It was <s>old</s> new.</p><table><tr><th>Town</th><th>Lit</th></tr><tr><td>Ica</td><td>7</td></tr></table>"
    )
    sheet = {"OEBPS/css/a.css": b".x{display:none} .n{vertical-align:super}"}
    extract = read(samples.epub({"a.xhtml": body}, more=sheet))
    assert extract.text == "145 [3] of 31 [2] boats\n\nIt was new.\n\nTown: Ica; Lit: 7"
    assert extract.note == "struck-out text left out"


def test_a_page_is_read_once_however_often_it_is_named() -> None:
    members = samples.unzipped(SMALL)
    spine = members["OEBPS/content.opf"].replace(b"<spine>", b'<spine><itemref idref="i0"/>')
    assert read(samples.zipped(members | {"OEBPS/content.opf": spine})).text == read(SMALL).text


def test_names_in_lists_lead_nowhere_but_into_the_archive() -> None:
    members = samples.unzipped(SMALL)
    package = members["OEBPS/content.opf"].replace(b"text/b.xhtml", b"../../../../etc/passwd")
    assert read(samples.zipped(members | {"OEBPS/content.opf": package})).text == "Heading\n\nFirst.\n\nThird."


def encryption(method: str) -> dict[str, bytes]:
    """The member that says that something is encrypted by this method."""
    text = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{method}"/></enc:EncryptedData></encryption>'
    )
    return {"META-INF/encryption.xml": text.encode()}


def test_a_protected_book_is_refused() -> None:
    with pytest.raises(FileUnreadable, match=r"^it is protected \(DRM\)"):
        read(samples.epub(CHAPTERS, more=encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")))


def test_scrambled_fonts_are_no_protection() -> None:
    assert read(samples.epub(CHAPTERS, more=encryption("http://www.idpf.org/2008/embedding"))).text


def test_too_many_chapters_are_refused() -> None:
    with pytest.raises(FileUnreadable, match="it has 3 chapters, more than the 2 allowed"):
        read(SMALL, Limits(pages=2))
    assert read(SMALL, Limits(pages=3))


def test_a_file_that_is_no_epub_is_refused() -> None:
    for data in (b"", b"text", samples.zipped({"a": b"b"})):
        with pytest.raises(FileUnreadable, match=r"^it is not an EPUB file"):
            read(data)


@pytest.mark.parametrize("doctype", [samples.BILLION_LAUGHS, samples.FILE_OF_THE_MACHINE])
@pytest.mark.parametrize("name", ["META-INF/container.xml", "OEBPS/content.opf", "OEBPS/text/a.xhtml"])
def test_entities_do_no_harm(doctype: str, name: str) -> None:
    members = samples.unzipped(SMALL)
    head, end, rest = members[name].decode().rpartition("?>")
    rest = (
        rest.replace("First.", "First. &a9;")
        .replace("The &amp; book", "&a9;")
        .replace("</container>", "&a9;</container>")
    )
    assert "&a9;" in rest
    try:
        extract = read(samples.zipped(members | {name: (head + end + doctype + rest).encode()}))
    except FileUnreadable:
        return
    assert "haha" not in extract.text + extract.title
    assert "root:" not in extract.text + extract.title


def test_a_book_that_is_cut_off_or_altered_does_no_harm() -> None:
    assert samples.survives(epub.read, samples.damaged(SMALL, 200)) > 200
    assert samples.survives(epub.read, samples.damaged_inside(SMALL, 30)) > 30
