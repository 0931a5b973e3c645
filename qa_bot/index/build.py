"""Folder → generation: apply the difference between a folder and the live index to a copy of it, and publish that."""

import datetime
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa_bot.documents import SourceFile, list_files, load, read
from qa_bot.errors import FileUnreadable, FolderUnusable
from qa_bot.index.changes import Changes, compare
from qa_bot.index.generations import Draft, Library
from qa_bot.index.manifest import DocumentRow, FileRow, Manifest, check_shape, read_manifest, shape_of
from qa_bot.passages import split
from qa_bot.records import Document, IndexReport, Passage, Progress
from qa_bot.settings import Settings

OnProgress = Callable[[Progress], None]

_FLUSHED = 500
"""Passages; so many new ones are held in memory before they are written."""


class Build:
    """One indexing run under the writer's lock: it ends with a new live generation, or leaves the old as it was."""

    def __init__(self, settings: Settings, library: Library, embedding: BaseEmbedding, on_progress: OnProgress) -> None:
        """Nothing is done before :meth:`run`; ``on_progress`` is told each step from the thread that runs."""
        self._settings = settings
        self._library = library
        self._embedding = embedding
        self._tell = on_progress
        self._rows: dict[str, FileRow] = {}
        self._documents: dict[str, DocumentRow] = {}
        self._embedded = 0

    def run(self, rebuild: bool = False) -> IndexReport:
        """Bring the index in step with the folder; ``rebuild`` starts from nothing.

        Raises:
            FolderUnusable: the folder is missing, unreadable or empty.
            StoreUnusable: the store cannot be written, is busy, or was built with other settings.
        """
        started = time.monotonic()
        self._files()  # a folder that cannot be used is told before a store is made for it
        with self._library.writing():
            live = self._live_manifest(rebuild)
            changes = compare(self._files(), live, self._largest)
            name = live.generation if live else ""
            if changes or live is None:
                name = self._publish(changes, live)
            else:
                self._rows, self._documents = dict(live.files), dict(live.documents)
        return self._report(changes, name, time.monotonic() - started)

    @property
    def _largest(self) -> int:
        return self._settings.file_megabytes * 1_000_000

    def _files(self) -> list[SourceFile]:
        files = list_files(self._settings.seeds)
        if not files:
            raise FolderUnusable(
                f"The folder {self._settings.seeds} holds no files: put documents into it, or name another by --seeds."
            )
        return files

    def _live_manifest(self, rebuild: bool) -> Manifest | None:
        live = self._library.current()
        if live is None or rebuild:
            return None
        manifest = read_manifest(self._library.folder / live)
        check_shape(manifest, shape_of(self._settings))
        return manifest

    def _publish(self, changes: Changes, live: Manifest | None) -> str:
        draft = self._library.draft(afresh=live is None)
        try:
            self._fill(draft, changes, live)
            self._tell(Progress("writing", "", len(self._rows), len(self._rows)))
            made_at = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
            manifest = Manifest(draft.name, made_at, shape_of(self._settings), self._rows, self._documents)
            self._library.publish(draft, manifest)
        except BaseException:  # also Ctrl-C: what is half built goes, what is live stays
            self._library.discard(draft)
            raise
        return draft.name

    def _fill(self, draft: Draft, changes: Changes, live: Manifest | None) -> None:
        """Put every new document into the draft, and take out those that no file holds any more."""
        self._rows = dict(changes.rows)
        known = dict(live.documents) if live else {}
        added: list[Passage] = []
        vectors: list[list[float]] = []
        for document in self._read_all(changes.to_read):
            if document.id in known or document.id in self._documents:
                continue
            passages = split(document, self._settings.passage_characters)
            title = "" if document.title == document.source else document.title
            self._documents[document.id] = DocumentRow(title, len(passages))
            self._library.texts.put(document)
            added += passages
            vectors += self._vectors(draft, passages, self._before(document.source, live))
            if len(added) >= _FLUSHED:
                draft.change((), added, vectors)
                added, vectors = [], []
        held = {row.document_id for row in self._rows.values()}
        self._documents |= {name: row for name, row in known.items() if name in held}
        draft.change([name for name in known if name not in held], added, vectors)

    def _read_all(self, files: tuple[SourceFile, ...]) -> Iterator[Document]:
        """The documents of the files that can be read; each file's row tells what came of it."""
        for number, file in enumerate(files):
            self._tell(Progress("reading", file.source, number, len(files)))
            row = self._rows[file.source]
            try:
                content = load(file, self._largest)
                row = replace(row, sha256=content.sha256, size=len(content.data))
                document = read(file.source, content)
            except FileUnreadable as error:
                self._rows[file.source] = replace(row, reason=str(error))
                continue
            self._rows[file.source] = replace(row, document_id=document.id)
            self._tell(Progress("embedding", file.source, number, len(files)))
            yield document

    def _before(self, source: str, live: Manifest | None) -> str:
        """The document that a changed file held before, or ""."""
        row = live.files.get(source) if live else None
        return row.document_id if row else ""

    def _vectors(self, draft: Draft, passages: list[Passage], before: str) -> list[list[float]]:
        """A vector for each passage; one whose text stood in the document before keeps the vector that it had."""
        kept = draft.by_meaning.vectors_of(before) if before else {}
        texts = [passage.text for passage in passages if passage.text not in kept]
        made = self._embedding.get_text_embedding_batch(texts)
        self._embedded += len(made)
        kept |= dict(zip(texts, made, strict=True))
        return [kept[passage.text] for passage in passages]

    def _report(self, changes: Changes, generation: str, seconds: float) -> IndexReport:
        manifest = Manifest(generation, "", {}, self._rows, self._documents)
        failed = {failure.source for failure in manifest.failures}
        differing = failed.union(changes.added, changes.changed, (new for _, new in changes.renamed))
        return IndexReport(
            added=tuple(source for source in changes.added if source not in failed),
            changed=tuple(source for source in changes.changed if source not in failed),
            renamed=changes.renamed,
            removed=changes.removed,
            failed=manifest.failures,
            unchanged=sum(source not in differing for source in self._rows),
            documents=len(manifest.listed()),
            passages=manifest.passages,
            embedded=self._embedded,
            generation=generation,
            seconds=seconds,
        )
