"""Folder → documents. The only place that opens source files.

A format is one reader: bytes in, text and title out. A new format is a new row of :data:`READERS`.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

from qa_bot.errors import FileUnreadable, FolderUnusable
from qa_bot.records import Document
from qa_bot.titles import find_title

_NOT_CONTENT = "nav, aside, footer, form, script, style, noscript, template, svg, iframe, button, dialog"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the folder, not opened yet: its path relative to the folder (with ``/``), size and time of change."""

    source: str
    path: Path
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes and their hash, read at one moment."""

    data: bytes
    sha256: str


def list_files(folder: Path) -> list[SourceFile]:
    """The files of ``folder`` and its sub-folders, by name; hidden ones (a leading dot) are passed over.

    Raises:
        FolderUnusable: it is not there, is no folder or cannot be listed.
    """
    if not folder.exists():
        raise FolderUnusable(f"The folder {folder} does not exist: create it, or name another with --seeds.")
    if not folder.is_dir():
        raise FolderUnusable(f"{folder} is not a folder: name a folder of documents with --seeds.")
    try:
        return sorted(_walk(folder, folder), key=lambda file: file.source)
    except PermissionError as error:
        raise FolderUnusable(
            f"The folder {error.filename} cannot be listed: allow reading it, and try again."
        ) from None


def _walk(top: Path, folder: Path) -> Iterator[SourceFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(top, Path(entry.path))
                continue
            with contextlib.suppress(FileNotFoundError):  # gone since the folder was opened: then it is not there
                found = entry.stat(follow_symlinks=False)
                path = Path(entry.path)
                yield SourceFile(_named(path.relative_to(top)), path, found.st_size, found.st_mtime_ns)


def _named(path: Path) -> str:
    """The path as text; bytes of a name that are no UTF-8 are written out, because no store could keep them."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def load(file: SourceFile, largest: int) -> Content:
    """The bytes of ``file``.

    Raises:
        FileUnreadable: it is no regular file, has more than ``largest`` bytes, or cannot be read.
    """
    try:
        if not stat.S_ISREG(file.path.lstat().st_mode):
            raise FileUnreadable("it is not a regular file")
        if file.size > largest:
            raise FileUnreadable(f"it has {file.size / 1e6:.0f} MB, more than the {largest / 1e6:.0f} MB allowed")
        data = file.path.read_bytes()
    except OSError as error:
        raise FileUnreadable(f"it cannot be opened ({error.strerror})") from None
    return Content(data, hashlib.sha256(data).hexdigest())


def read(source: str, content: Content) -> Document:
    """The document that a file's bytes hold.

    Raises:
        FileUnreadable: the format is not read here, the bytes are not what the name says, or there is no text.
    """
    suffix = Path(source).suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise FileUnreadable(f"files of the kind {suffix or 'without an ending'} are not read")
    text, title = reader(content.data)
    if not text.strip():
        raise FileUnreadable("it holds no text")
    return Document(document_id(text), source, title or find_title(text) or source, text)


def document_id(text: str) -> str:
    """The name of a text by its content: 32 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def _read_plain(data: bytes) -> tuple[str, str]:
    """UTF-8, line ends untouched; a byte-order mark is not text."""
    if b"\0" in data:
        raise FileUnreadable("it is not text: it holds NUL bytes")
    try:
        return data.decode("utf-8").removeprefix("\ufeff"), ""
    except UnicodeDecodeError as error:
        raise FileUnreadable(
            f"it is not UTF-8 text (byte 0x{data[error.start]:02x} at {error.start}); save it as UTF-8"
        ) from None


def _read_html(data: bytes) -> tuple[str, str]:
    """What a page says, without its menus, forms and scripts."""
    tree = HTMLTree.parse_from_bytes(data, detect_encoding(data, html5_compatible=True) or "utf-8")
    if tree.body is None:
        return "", ""
    for node in tree.body.query_selector_all(_NOT_CONTENT):
        if node.parent is not None:
            node.parent.remove_child(node)
    heading = tree.body.query_selector("h1")
    title = " ".join(((heading.text if heading is not None else tree.title) or "").split())
    return extract_plain_text(tree, main_content=False).replace("\0", ""), title


READERS: dict[str, Callable[[bytes], tuple[str, str]]] = {
    ".txt": _read_plain,
    ".md": _read_plain,
    ".markdown": _read_plain,
    ".html": _read_html,
    ".htm": _read_html,
}
"""By a file's ending: the reader that gives its text and, where the format knows one, its title ("" where not)."""
