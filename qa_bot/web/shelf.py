"""What is indexed, and how the folder differs → the rows of the table of documents. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from qa_bot.reports import IndexedFile, Status
from qa_bot.web.documents import View
from qa_bot.web.wording import ago, file_size

_LAST = "￿"
"""Sorts behind every date."""


def shelf_rows(status: Status, now: datetime) -> list[View]:
    """A row for each file that is in the index, in the folder, or failed; those that need a look come first."""
    failed = {failure.source: failure.reason for failure in status.failed}
    files = {file.source: file for file in status.files}
    new = [source for source in status.pending.added if source not in files]
    rows = [_row(source, f"failed: {reason}", files.get(source), now) for source, reason in failed.items()]
    rows += [_row(source, "new in the folder, not indexed yet", None, now) for source in new if source not in failed]
    rows += [_row(source, state, file, now) for source, state, file in _indexed(status) if source not in failed]
    return rows


def _indexed(status: Status) -> Iterator[tuple[str, str, IndexedFile]]:
    changed, removed = set(status.pending.changed), set(status.pending.removed)
    for file in status.files:
        state = "indexed"
        if file.source in changed:
            state = "changed since in the folder"
        elif file.source in removed:
            state = "no longer in the folder"
        yield file.source, f"{state}; {file.note}" if file.note else state, file


def _row(source: str, state: str, file: IndexedFile | None, now: datetime) -> View:
    order: dict[str, Any] = {
        "title": (file.title if file else source).casefold(),
        "size": file.size if file else -1,
        "passages": file.passages if file else -1,
        "indexed": file.indexed_at if file else _LAST,
        "state": state,
    }
    return {
        "source": source,
        "title": file.title if file else source,
        "size": file_size(file.size) if file else "",
        "passages": f"{file.passages:,}" if file else "",
        "indexed": ago(file.indexed_at, now) if file else "",
        "state": state,
        "failed": state.startswith("failed"),
        "open": file is not None,
        "there": not state.startswith("no longer"),
        "order": order,
    }
