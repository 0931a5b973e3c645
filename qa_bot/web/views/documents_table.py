"""Turn a status into the JSON of one page of the documents table. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from qa_bot.store.reports import IndexedFile, Status
from qa_bot.text.wording import fold
from qa_bot.web.views.document import View
from qa_bot.web.views.wording import ago, file_size

PAGE_ROWS = 100

_LAST = "￿"
"""Sorts after every date."""

_LONGEST_SEARCH = 200


class _Entry(NamedTuple):
    """A row of the table; `file` is None if it is not in the index."""

    source: str
    title: str
    state: str
    file: IndexedFile | None


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
    """

    words: str = ""
    by: str = ""
    is_descending: bool = False
    page: int = 0


def query_of(sent: Mapping[str, Any]) -> TableQuery:
    """Return the query from a browser, with invalid values replaced by defaults."""
    by, page = str(sent.get("by")), sent.get("page")
    return TableQuery(
        words=str(sent.get("words", ""))[:_LONGEST_SEARCH],
        by=by if by in _ORDERS else "",
        is_descending=sent.get("descending") is True,
        page=max(0, page) if isinstance(page, int) else 0,
    )


def table_view(status: Status, query: TableQuery, now: datetime) -> View:
    """Return the JSON of one page of the table, which lists indexed, new and failed files.

    ``found`` is the number of files that match, ``all`` the number of all files, ``first`` the index of the first row.
    """
    everything = list(_entries(status))
    words = query.words.lower()
    found = everything
    if words:
        found = [one for one in everything if words in f"{one.title} {one.source} {one.state}".lower()]
    if query.by:
        found = sorted(found, key=_ORDERS[query.by], reverse=query.is_descending)
    page = min(query.page, max(0, len(found) - 1) // PAGE_ROWS)
    first = page * PAGE_ROWS
    return {
        "rows": [_row(entry, now) for entry in found[first : first + PAGE_ROWS]],
        "first": first,
        "found": len(found),
        "all": len(everything),
        "query": {"words": query.words, "by": query.by, "descending": query.is_descending, "page": page},
    }


def _entries(status: Status) -> Iterator[_Entry]:
    """Yield all files, failed and new ones first."""
    failed = {failure.source: failure.reason for failure in status.failed}
    files = {file.source: file for file in status.files}
    for source, reason in failed.items():
        yield _entry(source, f"failed: {reason}", files.get(source))
    for source in status.pending.added:
        if source not in files and source not in failed:
            yield _entry(source, "new in the folder, not indexed yet", None)
    changed, removed = set(status.pending.changed), set(status.pending.removed)
    for file in status.files:
        if file.source not in failed:
            state = _state(file.source, changed, removed)
            yield _entry(file.source, f"{state}; {file.note}" if file.note else state, file)


def _entry(source: str, state: str, file: IndexedFile | None) -> _Entry:
    return _Entry(source, file.title if file else source, state, file)


def _state(source: str, changed: set[str], removed: set[str]) -> str:
    if source in changed:
        return "changed in the folder since"
    return "no longer in the folder" if source in removed else "indexed"


def _row(entry: _Entry, now: datetime) -> View:
    source, title, state, file = entry
    return {
        "source": source,
        "title": title,
        "size": file_size(file.size) if file else "",
        "passages": f"{file.passages:,}" if file else "",
        "indexed": ago(file.indexed_at, now) if file else "",
        "state": state,
        "failed": state.startswith("failed"),
        "open": file is not None,
        "there": not state.startswith("no longer"),
    }
