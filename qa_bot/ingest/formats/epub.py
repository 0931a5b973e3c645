"""EPUB: the chapters in reading order, named by the book's table of contents."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.archives import member, opened
from qa_bot.ingest.formats.blocks import Part, clean_line, laid_out, named
from qa_bot.ingest.formats.html_blocks import write_blocks
from qa_bot.ingest.formats.html_boilerplate import TOO_DEEP, remove, select
from qa_bot.ingest.formats.html_style import apply_styles
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.ingest.properties import Properties, stated

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONT_OBFUSCATION = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_PAGES = {"application/xhtml+xml", "text/html", "application/xml", "text/xml"}
_CONTENTS = "application/x-dtbncx+xml"
_REMOVED = "script, style, noscript, template, svg, iframe, form, rt, rp, img"
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_MOST_ANCHORS = 20_000
_MOST_SHEETS = 20
# XHTML may have an empty element (<title/>); HTML, as which it is read, would take all that follows for its content.
_SELF_CLOSED = re.compile(r"<([A-Za-z][\w:.-]*+)(?:\s[^<>]*+(?<=/)|/)>")
_VOID = set("area base br col embed hr img input link meta param source track wbr".split())


@dataclass(frozen=True, slots=True)
class _Item:
    path: str
    kind: str
    properties: str


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the chapters' text; each is a place, ``chapter “One”`` or, without a name, ``chapter 3``.

    Raises:
        FileUnreadable: it is no EPUB file, is protected or damaged, or has too many chapters.
    """
    with opened(data, limits, "EPUB") as archive:
        if _CONTAINER not in archive.namelist():
            raise FileUnreadable("it is not an EPUB file")
        _check_protection(archive)
        package_path = _package_path(archive)
        package = _xml(archive, package_path)
        items = _items(package, posixpath.dirname(package_path))
        order = _order(package, items)
        if len(order) > limits.pages:
            raise FileUnreadable(f"it has {len(order):,} chapters, more than the {limits.pages:,} allowed")
        there = [path for path in order if path in archive.NameToInfo]
        pages = _Pages(archive)
        text, places = laid_out("chapter", _chapters(pages, there, _names(archive, items)))
    missing = len(order) - len(there)
    notes = [f"{missing} of its {len(order)} parts are not in the file"] if missing else []
    properties = _properties(package)
    note = "; ".join([*notes, *sorted(pages.notes)])
    return Extraction(text, properties.title, places, note, properties)


def _properties(package: Any) -> Properties:
    """Return the book's title, authors and date (EPUB 3.3, 5.5)."""
    found = package.find("{*}metadata")
    title, date = (clean_line(package.findtext(f"{{*}}metadata/{{*}}{name}") or "") for name in ("title", "date"))
    authors = found.iterfind("{*}creator") if found is not None else ()
    return stated(title, ", ".join(clean_line(author.text or "") for author in authors), date)


def _check_protection(archive: zipfile.ZipFile) -> None:
    """Refuse a book whose text is encrypted; obfuscated fonts do no harm."""
    if _ENCRYPTION in archive.namelist():
        methods = _xml(archive, _ENCRYPTION).iterfind(".//{*}EncryptedData/{*}EncryptionMethod")
        if {method.get("Algorithm") for method in methods} - _FONT_OBFUSCATION:
            raise FileUnreadable("it is protected (DRM): only the shop's own programs can read it")


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    try:
        return ElementTree.fromstring(member(archive, name))
    except (SyntaxError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileUnreadable("it is damaged: its list of contents is not sound XML") from error


def _package_path(archive: zipfile.ZipFile) -> str:
    found = _xml(archive, _CONTAINER).find(".//{*}rootfile")
    return posixpath.normpath(unquote((found.get("full-path") if found is not None else "") or ""))


def _items(package: Any, folder: str) -> dict[str, _Item]:
    """Return the manifest's files by their ids."""
    return {
        item.get("id") or "": _Item(
            _resolved(folder, item.get("href") or ""), item.get("media-type") or "", item.get("properties") or ""
        )
        for item in package.iterfind("{*}manifest/{*}item")
    }


def _resolved(folder: str, href: str) -> str:
    """Return the archive's name of ``href`` as used by a file in ``folder``."""
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _order(package: Any, items: Mapping[str, _Item]) -> list[str]:
    """Return the names of the pages in reading order, each once, without the table of contents."""
    listed = (items.get(one.get("idref") or "") for one in package.iterfind("{*}spine/{*}itemref"))
    pages = (item for item in listed if item and item.kind in _PAGES and "nav" not in item.properties.split())
    return list(dict.fromkeys(item.path for item in pages))


def _names(archive: zipfile.ZipFile, items: Mapping[str, _Item]) -> dict[str, str]:
    """Return the files' first names in the table of contents, by file."""
    names: dict[str, str] = {}
    for item in sorted(items.values(), key=lambda item: "nav" not in item.properties.split()):
        if item.path not in archive.NameToInfo:
            continue
        if "nav" in item.properties.split():
            found = _names_of_page(archive, item.path)
        elif item.kind == _CONTENTS:
            found = _names_of_index(archive, item.path)
        else:
            continue
        for path, name in found:
            names.setdefault(path, name)
    return names


def _names_of_page(archive: zipfile.ZipFile, page: str) -> Iterator[tuple[str, str]]:
    """Yield file and name of each link of an EPUB 3 navigation document."""
    body = _page(archive, page).body
    for link in body.query_selector_all("nav a[href]")[:_MOST_ANCHORS] if body is not None else ():
        if name := clean_line(link.text or ""):
            yield _resolved(posixpath.dirname(page), link.getattr("href") or ""), name


def _names_of_index(archive: zipfile.ZipFile, index: str) -> Iterator[tuple[str, str]]:
    """Yield file and name of each entry of an EPUB 2 table of contents (NCX)."""
    for point in _xml(archive, index).iterfind(".//{*}navPoint"):
        content, name = point.find("{*}content"), clean_line(point.findtext("{*}navLabel/{*}text") or "")
        if content is not None and name:
            yield _resolved(posixpath.dirname(index), content.get("src") or ""), name


@dataclass(slots=True)
class _Pages:
    """The pages of one book, with its style sheets and notes on what was left out of them."""

    archive: zipfile.ZipFile
    notes: set[str] = field(default_factory=set)
    _sheets: dict[str, str] = field(default_factory=dict)

    def text_of(self, page: str, tree: HTMLTree) -> str:
        """Return the visible text of a page."""
        if tree.body is None:
            return ""
        self.notes.update(apply_styles(tree, tree.body, self._sheets_of(page, tree)))
        remove(select(tree.body, _REMOVED))
        write_blocks(tree, tree.body)
        return str(extract_plain_text(tree, main_content=False, skip_elements=TOO_DEEP))

    def _sheets_of(self, page: str, tree: HTMLTree) -> str:
        links = tree.document.query_selector_all("link[rel~=stylesheet][href]").values() if tree.document else []
        paths = [_resolved(posixpath.dirname(page), link.getattr("href") or "") for link in links[:_MOST_SHEETS]]
        for path in paths:
            if path not in self._sheets:
                known = path in self.archive.NameToInfo
                self._sheets[path] = member(self.archive, path).decode("utf-8", "replace") if known else ""
        return "\n".join(self._sheets[path] for path in paths)


def _chapters(pages: _Pages, paths: list[str], names: Mapping[str, str]) -> Iterator[Part]:
    """Yield a part for each page that holds text, numbered among those."""
    number = 0
    for path in paths:
        tree = _page(pages.archive, path)
        text = pages.text_of(path, tree)
        if text.strip():
            number += 1
            name = names.get(path) or _heading(tree)
            yield Part(named("chapter", name) if name else f"chapter {number}", number, (text,))


def _page(archive: zipfile.ZipFile, name: str) -> HTMLTree:
    text, _ = decoded(member(archive, name))
    return HTMLTree.parse(_SELF_CLOSED.sub(_closed, text))


def _closed(tag: re.Match[str]) -> str:
    return tag[0] if tag[1].lower() in _VOID else f"{tag[0][:-2]}></{tag[1]}>"


def _heading(tree: HTMLTree) -> str:
    heading = tree.body.query_selector(_HEADINGS) if tree.body is not None else None
    return clean_line(heading.text or "") if heading is not None else ""
