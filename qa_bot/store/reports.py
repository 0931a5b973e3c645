"""Records about an index: progress and report of a run, content, differences of the folder, verification."""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its path relative to the folder, and the reason in one line."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileNote:
    """A note on how a file was read: its path relative to the folder, and the note in one line."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an indexing run has come.

    First all files that differ are read (``files`` of ``files_total``), then their passages are embedded (``passages``
    of ``passages_total``, which is 0 until then), then the new index is written. ``source`` is the current file, "" for
    none. ``rate`` is in passages per second since embedding began; ``seconds_left`` is None while unknown.
    """

    step: Literal["reading", "embedding", "writing"]
    source: str = ""
    files: int = 0
    files_total: int = 0
    passages: int = 0
    passages_total: int = 0
    rate: float = 0.0
    seconds_left: float | None = None

    @property
    def share(self) -> float:
        """The share of the present step that is done, from 0 to 1."""
        done, total = (self.files, self.files_total) if self.step == "reading" else (self.passages, self.passages_total)
        return min(1.0, done / total) if total else 0.0


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What one indexing run did, file by file. ``generation`` is the live one after the run.

    ``notes`` are of the files that were read in this run. ``rebuilt`` says why the index was built from nothing, ""
    where it was not, or where that was asked for. ``hint`` is that of :class:`Status`.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    notes: tuple[FileNote, ...] = ()
    unchanged: int = 0
    documents: int = 0
    passages: int = 0
    embedded: int = 0
    generation: str = ""
    rebuilt: str = ""
    hint: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """One file of the live index: enough to list it and to open its text.

    ``size`` is in bytes, ``indexed_at`` the moment of its indexing (ISO 8601 in UTC), ``note`` as in
    :class:`qa_bot.records.Document`, ``language`` the code of its language (ISO 639-1), "" where it is not known.
    """

    source: str
    document_id: str
    title: str
    size: int
    passages: int
    note: str = ""
    indexed_at: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """The differences of the folder from the live index: files by their paths relative to the folder."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Status:
    """The content of the live index, and the differences of the folder from it.

    ``indexed_at`` is ISO 8601 in UTC, or None. ``folder_problem`` says why the folder could not be listed, "" where it
    could; ``damage`` what of the store is missing or damaged, "" for nothing: the next indexing run repairs it.
    ``hint`` says in which languages documents are that the embedding does not read, "" where there are none.
    """

    generation: str | None
    documents: int
    passages: int
    indexed_at: str | None
    model: str
    pending: Pending = Pending()
    failed: tuple[Failure, ...] = ()
    files: tuple[IndexedFile, ...] = field(default=())
    folder_problem: str = ""
    damage: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying a store: the number of passages, and one line for each problem."""

    generation: str
    passages: int
    problems: tuple[str, ...] = ()
