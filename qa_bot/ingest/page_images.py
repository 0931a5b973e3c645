"""The pages of the folder's PDFs as pictures: drawn by reading processes, the last ones kept."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import PurePosixPath

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.file_contents import Content, load
from qa_bot.ingest.formats.blocks import one_line
from qa_bot.ingest.page_rendering import PageImage, PageRequest
from qa_bot.ingest.scan import list_files
from qa_bot.ingest.worker import Worker, bounds_of
from qa_bot.settings import Settings

_AT_ONCE = 2
"""Pages that are drawn side by side: one that takes its whole time must not keep all visitors waiting."""

_KEPT = 16
"""Pictures; one of a page of text has some 300 kB."""

Files = tuple[tuple[str, str], ...]
"""Files that hold one document: their paths relative to the folder, and the SHA-256 of their bytes when indexed."""


class PageImages:
    """Draws pages, for many threads at once. A process is started with the first page, and stays for the next ones."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is started yet."""
        self._settings = settings
        self._workers: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(_AT_ONCE):
            self._workers.put(Worker(bounds_of(settings)))
        self._outcome = lru_cache(maxsize=_KEPT)(self._drawn)

    def page(self, files: Files, asked: PageRequest) -> PageImage:
        """The picture of a page of the document that ``files`` hold.

        Raises:
            FileUnreadable: none of them is a PDF that is still what it was, or the page cannot be drawn; in one line
                that says what to do.
            FolderUnusable: the folder cannot be listed.
        """
        pdfs = tuple((source, sha256) for source, sha256 in files if PurePosixPath(source).suffix.lower() == ".pdf")
        if not pdfs:
            raise FileUnreadable("There is no PDF of this document in the folder any more: read its text instead.")
        outcome = self._outcome(pdfs, asked)
        if isinstance(outcome, str):
            raise FileUnreadable(outcome)
        return outcome

    def close(self) -> None:
        """End the processes that are idle; the gallery stays usable."""
        idle: list[Worker] = []
        with suppress(queue.Empty):
            while True:
                idle.append(self._workers.get_nowait())
        for worker in idle:
            worker.close()
            self._workers.put(worker)

    def _drawn(self, files: Files, asked: PageRequest) -> PageImage | str:
        """The picture, or why there is none: what a file does to its reader once, it does again."""
        source, content = self._content(files)
        with self._worker() as worker:
            try:
                return worker.draw(content.data, asked)
            except FileUnreadable as error:
                return f"Page {asked.number:,} of {one_line(source)} cannot be shown ({error}): read its text instead."

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._workers.get()
        try:
            yield worker
        finally:
            self._workers.put(worker)

    def _content(self, files: Files) -> tuple[str, Content]:
        """The first of ``files`` that is what it was."""
        wanted = dict(files)
        problem = f"The file {one_line(files[0][0])} is not in the folder any more: read its text instead."
        for file in list_files(self._settings.seeds, self._settings.exclude, self._settings.store):
            if file.source not in wanted:
                continue
            try:
                content = load(file, self._settings.file_megabytes * 1_000_000)
            except FileUnreadable as error:
                problem = f"The file {one_line(file.source)} cannot be opened ({error}): read its text instead."
                continue
            if content.sha256 == wanted[file.source]:
                return file.source, content
            problem = f"The file {one_line(file.source)} has changed since: re-index to see its pages."
        raise FileUnreadable(problem)
