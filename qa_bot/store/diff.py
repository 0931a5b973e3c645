"""Differences between a folder and the manifest of an index, decided by content."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qa_bot.errors import FileUnreadable, FileVanished
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.formats.ocr_languages import OCR_SETTING
from qa_bot.ingest.scan import SourceFile
from qa_bot.settings import Settings
from qa_bot.store.manifest import FileRow, Manifest, limits_of
from qa_bot.store.reports import Pending

_SETTLED_NS = 2_000_000_000
"""A file changed so shortly before it was hashed may change again within one tick of its clock: hash it again."""

_HASHES = 50_000
_STATUS = slice(2, 6)
"""Size, times and inode, in a row of the manifest as in a file of the folder: a comparison for each of 10,000 files."""

Rows = Mapping[str, FileRow]


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences, file by file.

    ``rows`` has every file that is there now. A file in ``to_read`` has neither a document nor a reason in its row yet.
    ``added``, ``changed`` and ``removed`` are names; ``renamed`` has pairs of the old name and the new one. ``failed``
    are the files that fail for the first time, or for another reason.
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
        """The differences by name; a renamed file is one added and one removed."""
        old, new = zip(*self.renamed, strict=True) if self.renamed else ((), ())
        return Pending(self.added + new, self.changed, self.removed + old)

    def __bool__(self) -> bool:
        """Whether an indexing run has anything to do."""
        return bool(self.pending or self.failed or self.to_read)


def compare_by(settings: Settings, files: Sequence[SourceFile], manifest: Manifest | None) -> Changes:
    """Call :func:`compare` with the settings; failed and partly read files are read again if other limits applied."""
    retry = manifest is not None and manifest.reading != limits_of(settings)
    return compare(files, manifest, settings.file_megabytes * 1_000_000, retry)


def compare(files: Sequence[SourceFile], manifest: Manifest | None, largest: int, retry: bool = False) -> Changes:
    """Return the differences between the files of the folder and those of ``manifest`` (None: there is no index yet).

    Only files whose size, times or inode differ are opened, up to a size of ``largest`` bytes. ``retry`` reads failed
    and partly read files again, although they have not changed.
    """
    known = manifest.files if manifest else {}
    if retry:
        known = {source: _unread_if_incomplete(row) for source, row in known.items()}
    present, moved = _present(files, known, largest)
    gone = {source: known[source] for source in sorted(known.keys() - present.keys())}
    renamed = _renames(moved, gone)
    moved = _with_documents(moved, known)
    return Changes(
        rows=present | moved,
        to_read=tuple(file for file in files if file.source in moved and _is_unread(moved[file.source])),
        added=tuple(source for source in moved if source not in known and source not in renamed.values()),
        changed=tuple(source for source, row in moved.items() if _differs(row, known.get(source))),
        renamed=tuple(renamed.items()),
        removed=tuple(source for source in gone if source not in renamed),
        failed=tuple(source for source, row in moved.items() if _fails_anew(row, known.get(source))),
    )


def _is_unread(row: FileRow) -> bool:
    return not row.document_id and not row.reason


def _unread_if_incomplete(row: FileRow) -> FileRow:
    """Return a row to be read again where the file failed or waits for OCR, any other row unchanged."""
    if row.reason and row.sha256:
        return row._replace(reason="")
    return row._replace(document_id="", note="") if OCR_SETTING in row.note else row


def _present(files: Sequence[SourceFile], known: Rows, largest: int) -> tuple[dict[str, FileRow], dict[str, FileRow]]:
    """Return the rows of the files that are there, and of those known in folders that cannot be listed now.

    The second result has those of them that differ from ``known`` or are unread: mostly few.
    """
    present: dict[str, FileRow] = {}
    moved: dict[str, FileRow] = {}
    for file in files:
        source, before = file[0], known.get(file[0])
        if before is not None and before[_STATUS] == file[_STATUS] and before.sha256:
            present[source] = before  # nothing indicates that it has changed since it was hashed
            if _is_unread(before):
                moved[source] = before
        else:
            with suppress(FileVanished):
                present[source] = moved[source] = _row_of(file, before, largest)
    closed = {file.source: file.problem for file in files if file.source.endswith("/")}
    for source, row in known.items() if closed else ():
        for folder, problem in closed.items():
            if source.startswith(folder) and source != folder:
                present[source] = moved[source] = row._replace(sha256="", reason=f"its folder is closed: {problem}")
    return present, moved


def _has_settled(file: SourceFile) -> bool:
    """Return whether a file has not just changed; a time far in the future was set by somebody, and is ignored."""
    now = time.time_ns()
    return all(abs(now - moment) >= _SETTLED_NS for moment in (file.modified_ns, file.changed_ns))


def _row_of(file: SourceFile, before: FileRow | None, largest: int) -> FileRow:
    """Return a file's present row, with what is known of its content; one that cannot be opened keeps its document."""
    changed = file.changed_ns if _has_settled(file) else 0
    row = FileRow(file.source, "", file.size, file.modified_ns, changed, file.inode)
    try:
        row = row._replace(sha256=_hash_of(file, largest))
    except FileVanished:
        raise
    except FileUnreadable as error:
        return row._replace(document_id=before.document_id if before else "", reason=str(error))
    if before and before.sha256 == row.sha256:
        return row._replace(document_id=before.document_id, reason=before.reason, note=before.note)
    return row


def _hash_of(file: SourceFile, largest: int) -> str:
    return _settled_hash_of(file, largest) if _has_settled(file) else load(file, largest).sha256


@lru_cache(maxsize=_HASHES)  # for repeated comparisons of the same folder
def _settled_hash_of(file: SourceFile, largest: int) -> str:
    return load(file, largest).sha256


def _renames(present: Rows, gone: Rows) -> dict[str, str]:
    """Map old names to new ones: files that are gone, and equal content under a name that has no document yet."""
    old_names = {row.sha256: source for source, row in gone.items() if row.document_id and row.sha256}
    found: dict[str, str] = {}
    for source, row in present.items():
        old = old_names.pop(row.sha256, None) if not row.document_id else None
        if old is not None:
            found[old] = source
    return found


def _with_documents(present: Rows, known: Rows) -> dict[str, FileRow]:
    """Return the rows; an unread file whose content is known gets the document of that content."""
    unread = {row.sha256 for row in present.values() if _is_unread(row)}
    read = (row for row in known.values() if row.sha256 in unread and (row.document_id or row.reason))
    equals = {_content(row): row for row in read} if unread else {}
    return {source: _as_equal(row, equals) if _is_unread(row) else row for source, row in present.items()}


def _as_equal(row: FileRow, equals: Mapping[tuple[str, str], FileRow]) -> FileRow:
    equal = equals.get(_content(row))
    if equal is None:
        return row
    reason = "" if equal.document_id else equal.reason
    return row._replace(document_id=equal.document_id, note=equal.note, reason=reason)


def _content(row: FileRow) -> tuple[str, str]:
    """Return what determines a document: the bytes, and the extension, by which they are read."""
    return row.sha256, Path(row.source).suffix.lower()


def _differs(row: FileRow, before: FileRow | None) -> bool:
    return before is not None and not row.reason and row.sha256 != before.sha256


def _fails_anew(row: FileRow, before: FileRow | None) -> bool:
    return bool(row.reason) and row.reason != (before.reason if before else "")
