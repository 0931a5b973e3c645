"""HTML: a page's text without menus and scripts, and a section for each heading."""

import contextlib
import re
from dataclasses import replace

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import map_encoding_to_html5
from resiliparse.parse.html import ElementNode, HTMLTree

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.html_blocks import write_blocks
from qa_bot.ingest.formats.html_boilerplate import TOO_DEEP, remove_boilerplate, select
from qa_bot.ingest.formats.html_style import apply_styles
from qa_bot.ingest.formats.plain_text import BROWSERS, decoded, in_units, is_known
from qa_bot.ingest.formats.sections import MOST, sections
from qa_bot.ingest.properties import Properties, stated

_NAMED_ENCODING = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_ENCODING_SAMPLE = 4096
"""Bytes; a page names its encoding within the first 1,024, or somewhat later behind a long comment."""

_AUTHORS = ("author", "dc.creator", "dcterms.creator", "citation_author", "article:author")
_DATES = ("date", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date", "article:published_time")
_MOST_PROPERTIES = 200
"""``<meta>`` elements of the head that are read."""

_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000(?P<number>[0-9]{1,6})\ue001[^\\S\n]*")
_PRIVATE = re.compile("[\ue000\ue001]")


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the page's text; its title is the first heading of level 1, or else the head's title.

    Raises:
        FileUnreadable: the bytes are no text.
    """
    source, note = _characters(data)
    tree = HTMLTree.parse(_PRIVATE.sub("", source))
    if tree.body is None:
        return Extraction("")
    properties = _properties(tree)
    notes = apply_styles(tree, tree.body)
    remove_boilerplate(tree.body)
    write_blocks(tree, tree.body)
    title = _title(properties.title, tree.body)
    names = _mark_headings(tree, tree.body)
    marked = cleaned(extract_plain_text(tree, skip_elements=TOO_DEEP))
    text, starts = _without_marks(marked, len(names))
    places = sections(((start, names[number]) for start, number in starts), len(text))
    note = "; ".join(filter(None, [note, *notes]))
    return Extraction(text, title, places, note, replace(properties, title=title))


def _characters(data: bytes) -> tuple[str, str]:
    """Decode a page: UTF-8 where it is valid, or else the encoding that it names; NUL bytes go, as in browsers."""
    wide = in_units(data)
    if wide:
        return wide
    data = data.replace(b"\0", b"")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), ""
    named = _NAMED_ENCODING.search(data, 0, _ENCODING_SAMPLE)
    name = map_encoding_to_html5(named[1].decode("ascii"), fallback_utf8=False) if named else None
    if name and is_known(name) and not name.startswith("utf"):
        return data.decode(BROWSERS.get(name, name), "replace"), ""
    return decoded(data)


def _properties(tree: HTMLTree) -> Properties:
    """Return title, author and date by the page's ``<title>`` and ``<meta>`` elements."""
    found: dict[str, list[str]] = {}
    head = tree.head
    for node in head.query_selector_all("meta[content]")[:_MOST_PROPERTIES] if head is not None else ():
        name = (node.getattr("name") or node.getattr("property") or "").lower()
        found.setdefault(name, []).append(clean_line(node.getattr("content") or ""))
    authors = next((found[name] for name in _AUTHORS if name in found), [])
    names = [author for author in authors if not author.startswith("http")]  # article:author is often an address
    date = next((found[name][0] for name in _DATES if name in found), "")
    return stated(clean_line(tree.title or ""), ", ".join(dict.fromkeys(names)), date)


def _title(head_title: str, body: ElementNode) -> str:
    """Return the ``h1`` that the head's title begins with, or else the first one, or else the head's title."""
    headings = [heading for node in select(body, "h1") if (heading := clean_line(node.text or ""))]
    repeated = (heading for heading in headings if head_title.startswith(heading))
    return next(repeated, headings[0] if headings else head_title)


def _mark_headings(tree: HTMLTree, body: ElementNode) -> list[str]:
    """Return the headings' texts; put a mark with its number into each, to find it again in the page's text."""
    names = []
    for number, node in enumerate(select(body, "h1, h2, h3, h4, h5, h6")[: MOST + 1]):
        names.append(clean_line(node.text or ""))
        mark = tree.create_text_node(_MARK.format(number))
        if mark is not None and names[number]:
            node.insert_before(mark, node.first_child)
    return names


def _without_marks(marked: str, known: int) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without marks, and the offset and number of each mark."""
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = done = 0
    for mark in _MARKED.finditer(marked):
        pieces.append(marked[done : mark.start()])
        length += mark.start() - done
        done = mark.end()
        if int(mark["number"]) < known:
            starts.append((length, int(mark["number"])))
    return "".join([*pieces, marked[done:]]), starts
