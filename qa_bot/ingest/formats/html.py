"""Web pages: what a page says, without its menus and scripts, and a section for each heading."""

import contextlib
import re
from dataclasses import replace

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import map_encoding_to_html5
from resiliparse.parse.html import ElementNode, HTMLTree

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.html_blocks import write_blocks
from qa_bot.ingest.formats.html_parts import TOO_DEEP, found, keep_what_is_said
from qa_bot.ingest.formats.html_properties import page_properties
from qa_bot.ingest.formats.html_style import apply_looks
from qa_bot.ingest.formats.plain_text import BROWSERS, decoded, in_units, is_known
from qa_bot.ingest.formats.runs import STRUCK_NOTE
from qa_bot.ingest.formats.sections import MOST, sections

_NAMED_ENCODING = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_LOOKED_AT = 4096
"""Bytes; a page names its encoding within the first 1,024, and pages with long comments before it exist."""

_MARK = "\ue000{}\ue001"
_MARKED = re.compile("\ue000(?P<number>[0-9]{1,6})\ue001[^\\S\n]*")
_PRIVATE = re.compile("[\ue000\ue001]")


def read(data: bytes, limits: Limits) -> Extraction:
    """What the page says. Its title is its first heading of the first level, or else what its head says.

    Raises:
        FileUnreadable: the bytes are no text.
    """
    source, note = _characters(data)
    tree = HTMLTree.parse(_PRIVATE.sub("", source))
    if tree.body is None:
        return Extraction("")
    properties = page_properties(tree)
    has_struck = apply_looks(tree, tree.body)
    keep_what_is_said(tree.body)
    write_blocks(tree, tree.body)
    title = _title(properties.title, tree.body)
    names = _mark_headings(tree, tree.body)
    marked = cleaned(extract_plain_text(tree, skip_elements=TOO_DEEP))
    text, starts = _without_marks(marked, len(names))
    places = sections(((start, names[number]) for start, number in starts), len(text))
    note = "; ".join(filter(None, [note, STRUCK_NOTE if has_struck else ""]))
    return Extraction(text, title, places, note, replace(properties, title=title))


def _characters(data: bytes) -> tuple[str, str]:
    """The page's source: UTF-8 where it is that, or else in the encoding that it names. A browser skips NUL bytes."""
    wide = in_units(data)
    if wide:
        return wide
    data = data.replace(b"\0", b"")
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), ""
    named = _NAMED_ENCODING.search(data, 0, _LOOKED_AT)
    name = map_encoding_to_html5(named[1].decode("ascii"), fallback_utf8=False) if named else None
    if name and is_known(name) and not name.startswith("utf"):
        return data.decode(BROWSERS.get(name, name), "replace"), ""
    return decoded(data)


def _title(said: str, body: ElementNode) -> str:
    """The heading that the page's head repeats, or else the first, or else what the head says."""
    said = clean_line(said)
    headings = [clean_line(node.text or "") for node in found(body, "h1")]
    named = [heading for heading in headings if heading]
    return next((heading for heading in named if said.startswith(heading)), named[0] if named else said)


def _mark_headings(tree: HTMLTree, body: ElementNode) -> list[str]:
    """What the headings say. Each is marked in the tree with its number, to be found again in the text."""
    names = []
    for number, node in enumerate(found(body, "h1, h2, h3, h4, h5, h6")[: MOST + 1]):
        names.append(clean_line(node.text or ""))
        mark = tree.create_text_node(_MARK.format(number))
        if mark is not None and names[number]:
            node.insert_before(mark, node.first_child)
    return names


def _without_marks(marked: str, known: int) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where each stood in it, with its number."""
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
