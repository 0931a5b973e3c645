"""How a folder differs from what a manifest says of it, decided by content."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from qa_bot.errors import FileUnreadable, FileVanished
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.scan import SourceFile
from qa_bot.settings import Settings
from qa_bot.store.manifest import FileRow, Manifest, reading_of
from qa_bot.store.reports import Pending

_SETTLED_NS = 2_000_000_000
"""A file changed so shortly before it was hashed may change again within one tick of its clock: hash it again."""

_KEPT_HASHES = 50_000

Rows = Mapping[str, FileRow]


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference, file by file.

    ``rows`` has every file that is there now. A file in ``to_read`` has neither a document nor a reason in its row yet.
    ``added``, ``changed`` and ``removed`` are names; ``renamed`` pairs the old name with the new one.
    """

    rows: Rows
    to_read: tuple[SourceFile, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]
    failed: tuple[str, ...]

    @property
    def pending(self) -> Pending:
        """The difference by names; a renamed file is one added and one removed."""
        old, new = zip(*self.renamed, strict=True) if self.renamed else ((), ())
        return Pending(self.added + new, self.changed, self.removed + old)

    def __bool__(self) -> bool:
        """Whether anything is to be done; ``failed`` are the files that fail for the first time, or another reason."""
        return bool(self.pending or self.failed or self.to_read)


def compare_by(settings: Settings, files: Sequence[SourceFile], manifest: Manifest | None) -> Changes:
    """:func:`compare` as the settings say; files that failed are read again where these decide otherwise by now."""
    retry = manifest is not None and manifest.reading != reading_of(settings)
    return compare(files, manifest, settings.file_megabytes * 1_000_000, retry)


def compare(files: Sequence[SourceFile], manifest: Manifest | None, largest: int, retry: bool = False) -> Changes:
    """The difference between the files of the folder and those of ``manifest`` (None: there is no index yet).

    Only a file whose size, times or inode differ is opened; ``largest`` is the size in bytes up to which one is.
    ``retry`` reads files again that failed before, although they are what they were.
    """
    known = manifest.files if manifest else {}
    if retry:
        known = {source: _forgiven(row) for source, row in known.items()}
    present = dict(_present(files, known, largest))
    gone = {source: row for source, row in known.items() if source not in present}
    # Mostly nearly all is as it was: only what is not is looked at from here on.
    moved = {source: row for source, row in present.items() if row is not known.get(source) or _is_unread(row)}
    renamed = _renames(moved, gone)
    moved = _with_documents(moved, known)
    failed = (source for source, row in moved.items() if row.reason and row.reason != _reason(known, source))
    return Changes(
        rows=present | moved,
        to_read=tuple(file for file in files if file.source in moved and _is_unread(moved[file.source])),
        added=tuple(source for source in moved if source not in known and source not in renamed.values()),
        changed=tuple(source for source in moved if _differs(moved[source], known.get(source))),
        renamed=tuple(renamed.items()),
        removed=tuple(source for source in gone if source not in renamed),
        failed=tuple(failed),
    )


def _is_unread(row: FileRow) -> bool:
    return not row.document_id and not row.reason


def _forgiven(row: FileRow) -> FileRow:
    """The row of a file that failed, as if it had not been read yet."""
    return replace(row, reason="") if row.reason and row.sha256 else row


def _present(files: Sequence[SourceFile], known: Rows, largest: int) -> Iterator[tuple[str, FileRow]]:
    """The rows of what is there, and of what was there in folders that cannot be looked into now."""
    for file in files:
        before = known.get(file.source)
        if before is not None and _is_as_before(file, before):
            yield file.source, before
            continue
        with suppress(FileVanished):
            yield file.source, _row_of(file, before, largest)
    closed = {file.source: file.problem for file in files if file.source.endswith("/")}
    for source, row in known.items():
        for folder, problem in closed.items():
            if source.startswith(folder) and source != folder:
                yield source, replace(row, sha256="", reason=f"its folder is closed: {problem}")


def _is_as_before(file: SourceFile, before: FileRow) -> bool:
    """Whether nothing tells that a file has changed since it was hashed."""
    return (  # one by one: a hot path
        before.changed_ns == file.changed_ns
        and before.inode == file.inode
        and before.modified_ns == file.modified_ns
        and before.size == file.size
        and bool(before.sha256)
    )


def _has_settled(file: SourceFile) -> bool:
    """Whether it has not just changed; a time far in the future was set, and tells nothing."""
    now = time.time_ns()
    return all(abs(now - moment) >= _SETTLED_NS for moment in (file.modified_ns, file.changed_ns))


def _row_of(file: SourceFile, before: FileRow | None, largest: int) -> FileRow:
    """The file's row as of now, with what is known of its content; a file that cannot be opened keeps its document."""
    changed = file.changed_ns if _has_settled(file) else 0
    row = FileRow(file.source, "", file.size, file.modified_ns, changed, file.inode)
    try:
        row = replace(row, sha256=_hashed(file, largest))
    except FileVanished:
        raise
    except FileUnreadable as error:
        return replace(row, document_id=before.document_id if before else "", reason=str(error))
    if before and before.sha256 == row.sha256:
        return replace(row, document_id=before.document_id, reason=before.reason, note=before.note)
    return row


def _hashed(file: SourceFile, largest: int) -> str:
    """The hash of a file's bytes; whoever looks at the folder again and again hashes a file that is left alone once."""
    return _hashed_once(file, largest) if _has_settled(file) else load(file, largest).sha256


@lru_cache(maxsize=_KEPT_HASHES)
def _hashed_once(file: SourceFile, largest: int) -> str:
    return load(file, largest).sha256


def _renames(present: Rows, gone: Rows) -> dict[str, str]:
    """Old names to new ones: files that are gone, and the same content under a name that has no document yet."""
    homeless = {row.sha256: source for source, row in gone.items() if row.document_id and row.sha256}
    found: dict[str, str] = {}
    for source, row in present.items():
        old = homeless.pop(row.sha256, None) if not row.document_id else None
        if old is not None:
            found[old] = source
    return found


def _with_documents(present: Rows, known: Rows) -> dict[str, FileRow]:
    """The rows; a new one whose content is known under another name gets what came of it there."""
    unread = {row.sha256 for row in present.values() if _is_unread(row)}
    read = (row for row in known.values() if row.sha256 in unread and (row.document_id or row.reason))
    twins = {_content(row): row for row in read}
    return {source: _like(row, twins) if _is_unread(row) else row for source, row in present.items()}


def _like(row: FileRow, twins: Mapping[tuple[str, str], FileRow]) -> FileRow:
    twin = twins.get(_content(row))
    if twin is None:
        return row
    return replace(row, document_id=twin.document_id, note=twin.note, reason="" if twin.document_id else twin.reason)


def _content(row: FileRow) -> tuple[str, str]:
    """What a document is made of: the bytes, and the ending that tells how they are read."""
    return row.sha256, Path(row.source).suffix.lower()


def _differs(row: FileRow, before: FileRow | None) -> bool:
    return before is not None and not row.reason and row.sha256 != before.sha256


def _reason(known: Rows, source: str) -> str:
    return known[source].reason if source in known else ""
