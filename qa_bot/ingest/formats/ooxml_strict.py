"""Strict Open XML (ISO/IEC 29500 Strict) → the transitional form that the libraries read, by its namespaces."""

import io
import re
import zipfile

from qa_bot.ingest.formats.archives import member

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACE = re.compile(re.escape(_STRICT) + rb"(?P<kind>\w+)/")
_MARKED = ("_rels/.rels", "xl/workbook.xml")


def transitional(data: bytes, archive: zipfile.ZipFile) -> bytes:
    """Return the package as it is, or with transitional namespaces where it is a strict one.

    Raises:
        FileUnreadable: a part of it is damaged.
    """
    names = archive.namelist()
    if not any(_STRICT in member(archive, name) for name in _MARKED if name in names):
        return data
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in dict.fromkeys(names):
            part = member(archive, name)
            is_xml = name.endswith((".xml", ".rels"))
            package.writestr(name, _NAMESPACE.sub(_transitional, part) if is_xml else part)
    return written.getvalue()


def _transitional(found: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/" + found["kind"] + b"/2006/"
