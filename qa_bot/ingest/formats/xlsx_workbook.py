"""The parts of an XLSX package besides the sheets' cells: list of sheets, strings, styles and comments."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from defusedxml import ElementTree

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.formats.archives import member, pieces
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.number_formats import BUILT_IN, Format, format_of
from qa_bot.ingest.formats.xlsx_xml import Values, read_strings, unescaped

_TEXTS = ("{*}text/{*}t", "{*}text/{*}r/{*}t")
_THREADED_HINT = re.compile(r"\[Threaded comment\].*?Comment:\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet listed in the workbook: its name, whether it is visible, and the path of its part."""

    name: str
    is_shown: bool
    path: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """An XLSX package."""

    archive: zipfile.ZipFile
    sheets: tuple[SheetPart, ...]
    values: Values


def read_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Return the workbook in a package.

    Raises:
        FileUnreadable: The package is not a workbook.
        SyntaxError, DefusedXmlException, ValueError, LookupError: It is damaged.
    """
    path = next(_targets(archive, "", "officeDocument"), "")
    if not path:
        raise FileUnreadable("it is not an XLSX file")
    root = _root(archive, path)
    if _name(root) != "workbook":
        raise FileUnreadable("it is not an XLSX file")
    related = _related(archive, path)
    sheets = []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        kind, target = related.get(_relation(sheet), ("", ""))
        if kind == "worksheet" and target:
            sheets.append(
                SheetPart(clean_line(sheet.get("name") or ""), sheet.get("state") in {None, "visible"}, target)
            )
        elif kind == "worksheet":
            raise FileUnreadable("it is damaged: a sheet that it lists is not in it")
    properties = root.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    parts = _targets(archive, path, "sharedStrings")
    strings = [text for part in parts for text in read_strings(pieces(archive, part))]
    styles, bold = _styles(archive, next(_targets(archive, path, "styles"), ""), from_1904)
    return Workbook(archive, tuple(sheets), Values(strings, styles, bold))


def comments(archive: zipfile.ZipFile, sheet: str) -> Iterator[tuple[str, str]]:
    """Yield address and text, replies included, of the comments on the sheet at this path."""
    threads: dict[str, list[str]] = {}
    for part in _targets(archive, sheet, "threadedComment"):
        for comment in _root(archive, part).iterfind("{*}threadedComment"):
            threads.setdefault(comment.get("ref") or "", []).append(clean_line(comment.findtext("{*}text") or ""))
    for part in _targets(archive, sheet, "comments"):
        for comment in _root(archive, part).iterfind("{*}commentList/{*}comment"):
            runs = "".join(run.text or "" for path in _TEXTS for run in comment.iterfind(path))
            text = clean_line(_THREADED_HINT.sub("", unescaped(runs)))
            threads.setdefault(comment.get("ref") or "", [text])
    for address, texts in threads.items():
        if text := " – ".join(filter(None, texts)):
            yield address, text


def has_drawn_text(archive: zipfile.ZipFile) -> bool:
    """Whether there are charts or drawings with text, which are not read."""
    for name in archive.namelist():
        if name.startswith("xl/charts/chart"):
            return True
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name) and b":t>" in member(archive, name):
            return True
    return False


def _styles(archive: zipfile.ZipFile, path: str, from_1904: bool) -> tuple[list[Format], frozenset[str]]:
    """Return the number format of each cell style, and the indexes of those with a bold font."""
    if not path:
        return [], frozenset()
    root = _root(archive, path)
    formats = root.iterfind("{*}numFmts/{*}numFmt")
    codes = {int(code.get("numFmtId") or 0): code.get("formatCode") or "" for code in formats}
    marks = [font.find("{*}b") for font in root.iterfind("{*}fonts/{*}font")]
    bold_fonts = {
        str(number) for number, mark in enumerate(marks) if mark is not None and mark.get("val") not in {"0", "false"}
    }
    styles = list(root.iterfind("{*}cellXfs/{*}xf"))
    bold = frozenset(str(number) for number, style in enumerate(styles) if style.get("fontId") in bold_fonts)
    numbers = [int(style.get("numFmtId") or 0) for style in styles]
    return [format_of(codes.get(number) or BUILT_IN.get(number, ""), from_1904=from_1904) for number in numbers], bold


def _targets(archive: zipfile.ZipFile, path: str, kind: str) -> Iterator[str]:
    """Yield the paths of parts related to the part at ``path`` by this kind of relationship."""
    return (target for found, target in _related(archive, path).values() if found == kind and target)


def _related(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Map the relationship ids of the part at ``path`` to the relationship's kind and the related part's path.

    The path of a missing part is "".
    """
    folder, name = posixpath.split(path.replace("\\", "/"))
    listed = _member(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    if not listed:
        return {}
    return {
        relation.get("Id") or "": (
            (relation.get("Type") or "").rpartition("/")[2],
            _member(archive, posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))[1:]),
        )
        for relation in _root(archive, listed).iterfind("{*}Relationship")
        if relation.get("TargetMode") != "External"
    }


def _member(archive: zipfile.ZipFile, path: str) -> str:
    """Return the name of the part at ``path``, ignoring case and the kind of slashes; "" where it is missing."""
    if path in archive.NameToInfo:
        return path
    sought = path.replace("\\", "/").lower()
    return next((name for name in archive.namelist() if name.replace("\\", "/").lower() == sought), "")


def _relation(element: Any) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("}id")), "")


def _root(archive: zipfile.ZipFile, path: str) -> Any:
    return ElementTree.fromstring(member(archive, path))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
