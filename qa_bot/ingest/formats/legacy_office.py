"""Word, Excel and PowerPoint files from before 2007 (DOC, XLS, PPT), converted by LibreOffice where it is installed.

The conversion runs within the limits of the worker process: its memory, its time, and its temporary folder, which the
bot removes. LibreOffice gets a profile of its own that runs no macros and loads nothing that a document links to.
"""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qa_bot.errors import FileUnreadable
from qa_bot.ingest import timer
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import FileReader, reader_of
from qa_bot.ingest.formats.archives import OLE2

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
"""Settings of the profile: no macros, no links, and a proxy that does not answer."""

_LARGEST_SAMPLE = 4096


@dataclass(frozen=True, slots=True)
class _Kind:
    """A format from before 2007.

    Attributes:
        suffix: The suffix of its files.
        successor: That of the format that replaced it.
        target: That of the format that it is converted to; of texts LibreOffice writes some DOCX with parts missing.
        streams: Names of streams, one of which its files have.
        member: The name of a member that files of the successor have.
    """

    suffix: str
    successor: str
    target: str
    streams: tuple[str, ...]
    member: bytes


_KINDS = (
    _Kind(".doc", ".docx", ".odt", ("WordDocument",), b"word/document.xml"),
    _Kind(".xls", ".xlsx", ".xlsx", ("Workbook", "Book"), b"xl/workbook.xml"),
    _Kind(".ppt", ".pptx", ".pptx", ("PowerPoint Document",), b"ppt/presentation.xml"),
)


def converter() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the content of the file, converted to a newer format.

    Newer files, RTF and HTML with one of the old suffixes are read as what they are.

    Raises:
        FileUnreadable: It is another file, LibreOffice is not installed or cannot read it, or the result is refused.
    """
    if other := _other_reader(data):
        return other(data, limits)
    kind = next((kind for kind in _KINDS if any(_has_stream(data, name) for name in kind.streams)), None)
    if not data.startswith(OLE2) or kind is None:
        raise FileUnreadable("it is not a Word, Excel or PowerPoint file from before 2007")
    program = converter()
    if program is None:
        raise FileUnreadable(
            "it is of an Office format from before 2007: "
            f"save it as {kind.successor[1:].upper()}, or install LibreOffice, which converts it"
        )
    reader = reader_of(kind.target)
    if reader is None:
        raise AssertionError("the targets are formats of this package")
    extraction = reader(_converted(program, data, kind, limits), limits)
    return replace(extraction, note="; ".join(filter(None, ("converted by LibreOffice", extraction.note))))


def _other_reader(data: bytes) -> FileReader | None:
    """Return the reader of a file that has an old suffix, and is of another format."""
    if data.startswith(b"PK\3\4"):
        return next((reader_of(kind.successor) for kind in _KINDS if kind.member in data), None)
    head = data[:_LARGEST_SAMPLE].lstrip()
    if head.startswith(b"{\\rtf"):
        return reader_of(".rtf")
    return reader_of(".html") if head.startswith(b"<") and b"<html" in head.lower() else None


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the directory of a compound file lists a stream; names are in UTF-16 (MS-CFB 2.6)."""
    return f"{name}\0".encode("utf-16-le") in data


def _converted(program: str, data: bytes, kind: _Kind, limits: Limits) -> bytes:
    with _writing_allowed(), tempfile.TemporaryDirectory(prefix="qa-bot-") as name:
        folder = Path(name)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (folder / f"document{kind.suffix}").write_bytes(data)
        subprocess.run(
            [
                *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
                *("--convert-to", kind.target[1:], "--outdir", name, str(folder / f"document{kind.suffix}")),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"HOME": name, "TMPDIR": name, "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            check=False,
            preexec_fn=_limit_time,  # the worker has one thread
        )
        result = folder / f"document{kind.target}"
        if not result.is_file() or result.stat().st_size > limits.expanded_bytes:
            raise FileUnreadable("LibreOffice cannot convert it: it may be damaged, or have a password")
        return result.read_bytes()


@contextmanager
def _writing_allowed() -> Iterator[None]:
    """Raise the limit of written files to the hard one, which the worker leaves where LibreOffice is installed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _limit_time() -> None:
    """Limit the processor time to the seconds that the worker has left, if it has a limit."""
    seconds = int(timer.seconds_left())
    if seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
