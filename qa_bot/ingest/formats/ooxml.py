"""Open XML packages (ISO/IEC 29500-2: DOCX, PPTX, XLSX): core properties, and the strict variant made transitional."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Container, Mapping
from functools import partial
from urllib.parse import unquote

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.archives import member, opened
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.properties import NOTHING, Properties, stated
from qa_bot.text.wording import counted

DAMAGE = (AttributeError, LookupError, SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error)
"""Raised by python-docx, python-pptx and lxml (whose syntax errors are Python's) for damaged packages, by fuzzing."""

_CORE = "docProps/core.xml"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACE = re.compile(re.escape(_STRICT) + rb"(?P<kind>\w+)/")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*/>")
_TARGET = re.compile(rb"\sTarget=\"([^\"#]+)\"")
_TYPES = "[Content_Types].xml"
_MAIN_TYPE = re.compile(
    rb"application/vnd\.(?:ms-(?P<program>word|powerpoint)\.\w+\.macroEnabled\w*"
    rb"|openxmlformats-officedocument\.(?P<kind>word|presentation)\w+\.(?:template|slideshow))\.main\+xml"
)
"""The type of the main part of templates, slide shows and files with macros, whose parts are those of documents."""

_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PRESENTATION = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_PARTS_WITH_NAMESPACE = ("_rels/.rels", "xl/workbook.xml")


def readable_package(data: bytes, limits: Limits, kind: str) -> tuple[bytes, Properties, list[str]]:
    """Return a package that the libraries can read, its core properties, and messages about missing parts.

    Namespaces are transitional, templates and files with macros are documents; relationships to missing parts, which
    some programs write, are removed.

    Raises:
        FileUnreadable: It is not a package of this ``kind`` (``DOCX``), is encrypted or damaged, or exceeds ``limits``.
    """
    with opened(data, limits, kind) as archive:
        names = dict.fromkeys(archive.namelist())
        relations = {name: member(archive, name) for name in names if name.endswith(".rels")}
        sound = {name: _RELATION.sub(partial(_existing, name, names), part) for name, part in relations.items()}
        missing = sum(len(_RELATION.findall(relations[name])) - len(_RELATION.findall(sound[name])) for name in sound)
        notes = [f"{counted(missing, 'part')} missing in the file"] if missing else []
        changed = (sound if missing else {}) | _types(archive)
        return _transitional(data, archive, changed), core_properties(archive), notes


def _types(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the list of parts' types if the main one's has to be changed to that of a document."""
    types = member(archive, _TYPES) if _TYPES in archive.namelist() else b""
    changed = _MAIN_TYPE.sub(_document_type, types)
    return {_TYPES: changed} if changed != types else {}


def _document_type(found: re.Match[bytes]) -> bytes:
    return _DOCUMENT if b"word" in (found["program"], found["kind"]) else _PRESENTATION


def core_properties(archive: zipfile.ZipFile) -> Properties:
    """Return the package's declared properties (clause 11); none where that part is missing or damaged."""
    if _CORE not in archive.namelist():
        return NOTHING
    try:
        root = ElementTree.fromstring(member(archive, _CORE))
    except (SyntaxError, DefusedXmlException, ValueError, LookupError, FileUnreadable):
        return NOTHING  # the text can still be read
    names = (f"{_DUBLIN_CORE}title", f"{_DUBLIN_CORE}creator", f"{_TERMS}created")
    title, author, created = (clean_line(root.findtext(name) or "") for name in names)
    return stated(title, author, created or root.findtext(f"{_TERMS}modified"))


def _transitional(data: bytes, archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Return the package with transitional namespaces for those of ISO/IEC 29500 Strict, and the changed members."""
    names = dict.fromkeys(archive.namelist())
    is_strict = any(_STRICT in member(archive, name) for name in _PARTS_WITH_NAMESPACE if name in names)
    if not is_strict and not changed:
        return data
    rewritten = io.BytesIO()
    with zipfile.ZipFile(rewritten, "w") as package:
        for name in names:
            part = changed[name] if name in changed else member(archive, name)
            is_renamed = is_strict and name.endswith((".xml", ".rels"))
            package.writestr(name, _NAMESPACE.sub(_transitional_namespace, part) if is_renamed else part)
    return rewritten.getvalue()


def _existing(source: str, names: Container[str], relation: re.Match[bytes]) -> bytes:
    """Return a relationship of the part ``source``, or nothing where its target is missing in the package."""
    target = _TARGET.search(relation[0])
    if target is None or b'"External"' in relation[0]:
        return relation[0]
    folder = posixpath.dirname(posixpath.dirname(source))
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target[1].decode("utf-8", "replace"))))
    return relation[0] if path[1:] in names else b""


def _transitional_namespace(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found["kind"] + b"/2006/"
