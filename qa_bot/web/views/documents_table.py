"""Turn a status into the JSON of one page of the documents table. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from qa_bot.store.reports import IndexedFile, Status
from qa_bot.text.wording import fold
from qa_bot.web.views.document import View
from qa_bot.web.views.document_filter import folders
from qa_bot.web.views.wording import ago, file_size

PAGE_ROWS = 100

_MOST_FOLDERS = 500

_LAST = "￿"
"""Sorts after every date."""

_LONGEST_SEARCH = 200
_LONGEST_FOLDER = 4096


@dataclass(frozen=True, slots=True)
class RemovedRow:
    """A file that was removed from the table, to be put back from there: its id in the trash, and what was indexed."""

    id: str
    file: IndexedFile | None


class _Entry(NamedTuple):
    """A row of the table; `file` is None if it is not in the index, `undo` the id in the trash if it was removed."""

    source: str
    title: str
    state: str
    file: IndexedFile | None
    undo: str = ""


_ORDERS: Mapping[str, Callable[[_Entry], Any]] = {
    "title": lambda entry: fold(entry.title),
    "size": lambda entry: entry.file.size if entry.file else -1,
    "passages": lambda entry: entry.file.passages if entry.file else -1,
    "indexed": lambda entry: entry.file.indexed_at if entry.file else _LAST,
    "state": lambda entry: entry.state,
}
"""Sort key of each column."""


@dataclass(frozen=True, slots=True)
class TableQuery:
    """Which documents to list, and in which order.

    Attributes:
        words: Text that title, file or state must contain; "" for all.
        by: The column to sort by; "" lists failed and new files first.
        is_descending: Whether to reverse the order.
        page: From 0; a number too high means the last page.
        folder: The folder, with ``/`` at the end, whose files are listed; "" for all.
    """

    words: str = ""
    by: str = ""
    is_descending: bool = False
    page: int = 0
    folder: str = ""


def query_of(sent: Mapping[str, Any]) -> TableQuery:
    """Return the query from a browser, with invalid values replaced by defaults."""
    by, page = str(sent.get("by")), sent.get("page")
    return TableQuery(
        words=str(sent.get("words", ""))[:_LONGEST_SEARCH],
        by=by if by in _ORDERS else "",
        is_descending=sent.get("descending") is True,
        page=max(0, page) if isinstance(page, int) else 0,
        folder=str(sent.get("folder", ""))[:_LONGEST_FOLDER],
    )


def table_view(
    status: Status, query: TableQuery, now: datetime, removed: Mapping[str, RemovedRow] = MappingProxyType({})
) -> View:
    """Return the JSON of one page of the table, which lists indexed, new and failed files.

    ``removed`` files, by source, stay where they were. ``found`` is the number of files that match, ``all`` the number
    of all files, ``first`` the index of the first row, ``folders`` the folders with their numbers of files.
    """
    everything = list(_entries(status, removed))
    words = query.words.lower()
    counts = folders(entry.source for entry in everything)
    folder = query.folder if query.folder in counts else ""
    found = [entry for entry in everything if entry.source.startswith(folder)] if folder else everything
    if words:
        found = [one for one in found if words in f"{one.title} {one.source} {one.state}".lower()]
    if query.by:
        found = sorted(found, key=_ORDERS[query.by], reverse=query.is_descending)
    page = min(query.page, max(0, len(found) - 1) // PAGE_ROWS)
    first = page * PAGE_ROWS
    return {
        "rows": [_row(entry, now) for entry in found[first : first + PAGE_ROWS]],
        "first": first,
        "found": len(found),
        "all": len(everything),
        "folders": [[one, counts[one]] for one in sorted(counts)[:_MOST_FOLDERS]],
        "query": {
            "words": query.words,
            "by": query.by,
            "descending": query.is_descending,
            "page": page,
            "folder": folder,
        },
    }


def _entries(status: Status, removed: Mapping[str, RemovedRow]) -> Iterator[_Entry]:
    """Yield all files, failed and new ones first."""
    failed = {failure.source: failure.reason for failure in status.failed}
    files = {file.source: file for file in status.files}
    for source, reason in failed.items():
        if source in removed:
            yield _removed(source, removed[source])
        else:
            yield _entry(source, f"failed: {reason}", files.get(source))
    for source in status.pending.added:
        if source not in files and source not in failed:
            yield _entry(source, "new in the folder, not indexed yet", None)
    changed, missing = set(status.pending.changed), set(status.pending.removed)
    gone = {source: row.file for source, row in removed.items() if row.file and source not in files}
    listed = sorted((*status.files, *gone.values()), key=attrgetter("source")) if gone else status.files
    for file in listed:
        if file.source in failed:
            continue
        if file.source in removed:
            yield _removed(file.source, removed[file.source])
            continue
        state = _state(file.source, changed, missing)
        yield _entry(file.source, f"{state}; {file.note}" if file.note else state, file)


def _removed(source: str, row: RemovedRow) -> _Entry:
    return _Entry(source, row.file.title if row.file else source, "removed from the folder", row.file, row.id)


def _entry(source: str, state: str, file: IndexedFile | None) -> _Entry:
    return _Entry(source, file.title if file else source, state, file)


def _state(source: str, changed: set[str], removed: set[str]) -> str:
    if source in changed:
        return "changed in the folder since"
    return "no longer in the folder" if source in removed else "indexed"


def _row(entry: _Entry, now: datetime) -> View:
    source, title, state, file, undo = entry
    return {
        "source": source,
        "title": title,
        "size": file_size(file.size) if file else "",
        "passages": f"{file.passages:,}" if file else "",
        "indexed": ago(file.indexed_at, now) if file else "",
        "state": state,
        "failed": state.startswith("failed"),
        "open": file is not None and not undo,
        "there": not undo and not state.startswith("no longer"),
        "undo": undo,
    }
