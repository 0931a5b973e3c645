"""An indexing run: apply the changes of a folder to a copy of the live index, and publish the copy."""

import datetime
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy

from qa_bot.errors import FileUnreadable, FileVanished, FolderUnusable, StoreUnusable
from qa_bot.ingest.bounds import bounds_of
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.scan import SourceFile, identity, list_files
from qa_bot.ingest.worker import Worker
from qa_bot.models.embedder import Embedder
from qa_bot.records import Document, Passage
from qa_bot.search.terms import rules_of, terms_of
from qa_bot.settings import Settings
from qa_bot.store.diff import Changes, compare_by
from qa_bot.store.generation import Draft
from qa_bot.store.library import Library
from qa_bot.store.manifest import DocumentRow, FileRow, Manifest, configuration_of, limits_of, write_manifest
from qa_bot.store.progress_tracker import OnProgress, ProgressTracker
from qa_bot.store.reports import Failure, FileNote, IndexReport
from qa_bot.store.run_start import RunStart, run_start
from qa_bot.store.unread import unread_languages
from qa_bot.store.vector_cache import Vector
from qa_bot.text.languages import detect
from qa_bot.text.passages import split

_FLUSHED = 500
"""Passages embedded in memory before they are written."""

_NO_WORDS = "no words in it can be searched for: it is found by its meaning only"
_STILL_READ = "another process still reads this older index: what was erased goes with it at a later run"


@dataclass(slots=True)
class _Work:
    """The state of a run: the rows of the next manifest, and the entries of the report.

    ``new`` are the new documents, by id, each with its file; ``indexed`` all that are added to the indexes.
    """

    rows: dict[str, FileRow] = field(default_factory=dict)
    documents: dict[str, DocumentRow] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    indexed: dict[str, str] = field(default_factory=dict)
    vanished: list[str] = field(default_factory=list)
    notes: list[FileNote] = field(default_factory=list)
    embedded: int = 0


class IndexingRun:
    """One indexing run under the writer's lock: it ends with a new live generation, or leaves the old as it was."""

    def __init__(self, settings: Settings, library: Library, embedder: Embedder, on_progress: OnProgress) -> None:
        """Do nothing before :meth:`run`, which calls ``on_progress`` at each step, in its own thread.

        An error that ``on_progress`` raises (:class:`qa_bot.errors.Stopped`) ends the run.
        """
        self._settings = settings
        self._library = library
        self._embedder = embedder
        self._progress = ProgressTracker(on_progress)
        self._work = _Work()

    def run(self, rebuild: bool = False) -> IndexReport:
        """Bring the index in step with the folder; ``rebuild`` starts from nothing.

        Raises:
            FolderUnusable: the folder is missing, unreadable, or empty and not the one that was indexed.
            StoreUnusable: the store cannot be written, is busy, or was built with other settings.
            EmbeddingUnavailable: the embedding fails; the next run goes on from what was embedded.
        """
        started = time.monotonic()
        files = self._files()  # before a store is made for a folder that cannot be used
        with self._library.writing() as waited:
            erasures = self._library.erasures.read()
            start = run_start(self._settings, self._library, rebuild, is_erasing=bool(erasures))
            changes = compare_by(self._settings, self._files() if waited else files, start.live)
            live = start.live
            name = live.generation if live else ""
            if changes or live is None or start.writes_indexes:
                name = self._publish(changes, start)
            else:
                self._work.rows, self._work.documents = dict(changes.rows), dict(live.documents)
                self._update_rows(live)
            in_use = self._library.clean_up(erasures.values())
            self._library.erasures.done(erasures)
        if erasures:
            self._work.notes += [FileNote(name, _STILL_READ) for name in in_use]
        return self._report(changes, start, name, time.monotonic() - started)

    def _update_rows(self, live: Manifest) -> None:
        """Write the new times of files with the same content, so that later runs need not hash them."""
        if self._work.rows != live.files:
            with suppress(OSError):  # a full disk only costs the hashing
                write_manifest(self._library.folder / live.generation, replace(live, files=self._work.rows))

    def _files(self) -> list[SourceFile]:
        files = list_files(self._settings.seeds, self._settings.exclude, self._settings.store)
        if not files and not self._is_emptied():
            raise FolderUnusable(
                f"The folder {self._settings.seeds} holds no files: put documents into it, or name another by --seeds."
            )
        return files

    def _is_emptied(self) -> bool:
        """Return whether the folder is the one that was indexed: then its files were removed, no drive is missing."""
        live = self._library.current()
        try:
            known = self._library.manifest(live).folder if live else ""
        except StoreUnusable:
            return False
        return bool(known) and known == identity(self._settings.seeds)

    def _publish(self, changes: Changes, start: RunStart) -> str:
        with self._library.draft(start.copied) as draft:
            self._fill(draft, changes, start)
            self._progress.writing()
            self._library.publish(draft, self._manifest(draft.name), start.copied)
        if start.copied:
            self._library.vector_cache.remove(start.copied.documents.keys() - self._work.documents.keys())
        else:
            self._library.vector_cache.keep_only(self._work.documents)
        return draft.name

    def _manifest(self, name: str) -> Manifest:
        """Return the manifest of the generation of this name."""
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
        for new in self._work.new:
            self._work.documents[new] = self._work.documents[new]._replace(indexed_at=now)
        return Manifest(
            generation=name,
            made_at=now,
            configuration=configuration_of(self._settings),
            reading=limits_of(self._settings),
            files=self._work.rows,
            documents=self._work.documents,
            folder=identity(self._settings.seeds),
        )

    def _fill(self, draft: Draft, changes: Changes, start: RunStart) -> None:
        """Add every new document to the draft, and remove those that no file has any more."""
        work, live = self._work, start.live
        work.rows = dict(changes.rows)
        known = dict(live.documents) if live else {}
        with Worker(bounds_of(self._settings)) as worker:
            for document in self._read_all(changes.to_read, worker):
                if document.id not in known and document.id not in work.documents:
                    self._keep_text(document)
        for source in work.vanished:
            del work.rows[source]
        needed = {row.document_id for row in work.rows.values()}
        unchanged = {name: row for name, row in known.items() if name in needed}
        work.documents |= unchanged
        work.indexed = work.new
        if live and start.writes_indexes:
            work.indexed = {name: source for name, source in live.sources().items() if name in unchanged} | work.new
        removed = [] if start.writes_indexes else [name for name in known if name not in needed]
        for added, vectors in self._embedded_in_parts():
            draft.change(removed, added, vectors)
            removed = []

    def _read_all(self, files: Sequence[SourceFile], worker: Worker) -> Iterator[Document]:
        """Yield the documents of the files that can be read; each file's row has the result."""
        for number, file in enumerate(files):
            self._progress.reading(file.source, number, len(files))
            try:
                document = self._read(file, worker)
            except FileVanished:
                self._work.vanished.append(file.source)
            except FileUnreadable as error:
                self._work.rows[file.source] = self._work.rows[file.source]._replace(reason=str(error))
            else:
                yield document

    def _read(self, file: SourceFile, worker: Worker) -> Document:
        row = self._work.rows[file.source]
        content = load(file, self._settings.file_megabytes * 1_000_000)
        self._work.rows[file.source] = row = row._replace(sha256=content.sha256, size=len(content.data))
        document = worker.read(file.source, content.data)
        self._work.rows[file.source] = row._replace(document_id=document.id, note=document.note)
        if document.note:
            self._work.notes.append(FileNote(file.source, document.note))
        return document

    def _keep_text(self, document: Document) -> None:
        """Write a new document's text; its passages are embedded once all files are read."""
        checksum = self._library.texts.put(document)
        title = "" if document.title == document.source else document.title
        passages = split(document, self._settings.passage_characters)
        language = detect(document.text).code
        self._work.documents[document.id] = DocumentRow(title, len(passages), checksum, language=language)
        self._work.new[document.id] = document.source
        if not any(terms_of(passage.searched, rules_of(passage.language)) for passage in passages):
            self._work.notes.append(FileNote(document.source, _NO_WORDS))

    def _embedded_in_parts(self) -> Iterator[tuple[list[Passage], list[Vector]]]:
        """Yield the passages to be added, with their vectors, in parts that fit into memory; at least one part."""
        added: list[Passage] = []
        vectors: list[Vector] = []
        self._progress.embedding(sum(self._work.documents[name].passages for name in self._work.indexed))
        for name, source in self._work.indexed.items():
            row = self._work.documents[name]
            document = self._library.texts.document(name, source, row.title, row.places)
            passages = split(document, self._settings.passage_characters)
            added += passages
            vectors += self._vectors(document, [passage.searched for passage in passages])
            if len(added) >= _FLUSHED:
                yield added, vectors
                added, vectors = [], []
        yield added, vectors

    def _vectors(self, document: Document, texts: list[str]) -> list[Vector]:
        """Return a vector for each text, from the cache or the model; those of the model are cached at once."""
        known = self._library.vector_cache.vectors_of(texts)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        size = self._embedder.batch_size
        self._progress.embedded(document.source, len(texts) - len(missing), made=0)
        for start in range(0, len(missing), size):
            part = missing[start : start + size]
            made = self._embedder.texts(part, self._progress.waiting)
            vectors = {text: numpy.asarray(one, numpy.float32) for text, one in zip(part, made, strict=True)}
            self._library.vector_cache.add(document.id, vectors)
            known |= vectors
            self._work.embedded += len(part)
            self._progress.embedded(document.source, len(part), made=len(part))
        return [known[text] for text in texts]

    def _report(self, changes: Changes, start: RunStart, generation: str, seconds: float) -> IndexReport:
        work, live = self._work, start.live
        failures = tuple(Failure(row.source, row.reason) for row in work.rows.values() if row.reason)
        failed = {failure.source for failure in failures}
        passed = failed.union(work.vanished)
        differing = failed.union(changes.added, changes.changed, (new for _, new in changes.renamed))
        removed = [source for source in work.vanished if live and source in live.files]
        return IndexReport(
            added=tuple(source for source in changes.added if source not in passed),
            changed=tuple(source for source in changes.changed if source not in passed),
            renamed=changes.renamed,
            removed=(*changes.removed, *removed),
            failed=failures,
            notes=tuple(work.notes),
            unchanged=len(work.rows.keys() - differing),
            documents=sum(1 for row in work.rows.values() if row.document_id),
            passages=sum(row.passages for row in work.documents.values()),
            embedded=work.embedded,
            generation=generation,
            rebuilt=start.reason,
            hint=unread_languages((row.language for row in work.documents.values()), self._settings.embedding),
            seconds=seconds,
        )
