"""Files that a visitor asks for, saved by the page at the end of the run in which they are read.

``st.download_button`` reads a file on request too, but fails in the moment in which the page is drawn again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from streamlit.runtime import get_instance

from qa_bot.web import widgets
from qa_bot.web.indexer import error_line
from qa_bot.web.session import Session
from qa_bot.web.views.document import View

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be saved: its path or name, its media type, and what reads it."""

    name: str
    mime: str
    read: Callable[[], bytes | str]


def button(session: Session, label: str, key: str, download: Download, **options: Any) -> None:
    """Draw a button that saves a file."""
    widgets.button(label, key, request, args=(session, download), **options)


def request(session: Session, download: Download) -> None:
    """Read a file, to be saved by the page that is drawn now, or set the session's problem."""
    found: list[bytes | str] = []
    problem = error_line(lambda: found.append(download.read()))
    session.problem = f"{download.name} cannot be downloaded: {problem.rstrip('.')}." if problem else ""
    for data in found:
        content = data.encode("utf-8") if isinstance(data, str) else data
        session.download = download.name.rpartition("/")[2], download.mime, content


def requested(session: Session) -> View | None:
    """Return the requested file's name, address on this server and unique number; None if there is none.

    Streamlit keeps the bytes for two more runs, at an address that is a hash of them, so nobody can guess it.
    """
    if session.download is None:
        return None
    name, mime, data = session.download
    address = get_instance().media_file_mgr.add(data, mime, "download", file_name=name, is_for_static_download=True)
    return {"name": name, "address": address, "number": next(_numbers)}
