"""Images of PDF pages, rendered in worker processes; the most recent ones are cached."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.bounds import bounds_of
from qa_bot.ingest.file_contents import Content, load
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.page_rendering import PageImage, PageRequest, has_pages
from qa_bot.ingest.scan import list_files
from qa_bot.ingest.worker import Worker
from qa_bot.settings import Settings

_WORKERS = 2
"""Pages rendered concurrently, so that one slow page does not block all visitors."""

_CACHED_IMAGES = 16
"""The image of a page of text takes some 300 kB."""

Files = tuple[tuple[str, str], ...]
"""Files with the same document: paths relative to the folder, and the SHA-256 of their bytes when indexed."""


class PageImages:
    """Renders pages; safe for concurrent use. A process starts with the first page and serves the following ones."""

    def __init__(self, settings: Settings) -> None:
        """Start no process yet."""
        self._settings = settings
        self._workers: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(_WORKERS):
            self._workers.put(Worker(bounds_of(settings)))
        self._outcome = lru_cache(maxsize=_CACHED_IMAGES)(self._render)

    def page(self, files: Files, request: PageRequest) -> PageImage:
        """Return the image of a page of the document that ``files`` hold.

        Raises:
            FileUnreadable: None of the files is a PDF or an image that is unchanged since it was indexed, or the page
                cannot be rendered. The message is one line for users.
            FolderUnusable: The folder cannot be listed.
        """
        drawn = tuple((source, sha256) for source, sha256 in files if has_pages(source))
        if not drawn:
            raise FileUnreadable("There is no PDF of this document in the folder any more: read its text instead.")
        outcome = self._outcome(drawn, request)
        if isinstance(outcome, str):
            raise FileUnreadable(outcome)
        return outcome

    def close(self) -> None:
        """End the idle processes; later pages start them again."""
        idle: list[Worker] = []
        with suppress(queue.Empty):
            while True:
                idle.append(self._workers.get_nowait())
        for worker in idle:
            worker.close()
            self._workers.put(worker)

    def _render(self, files: Files, request: PageRequest) -> PageImage | str:
        """Return the image, or the reason that there is none; both are cached, as a retry would fail again."""
        source, content = self._unchanged(files)
        with self._worker() as worker:
            try:
                return worker.draw(content.data, request)
            except FileUnreadable as error:
                page = f"Page {request.number:,} of {clean_line(source)}"
                return f"{page} cannot be shown ({error}): read its text instead."

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._workers.get()
        try:
            yield worker
        finally:
            self._workers.put(worker)

    def _unchanged(self, files: Files) -> tuple[str, Content]:
        """Return the first of ``files`` whose content is as it was indexed, with its path."""
        wanted = dict(files)
        problem = f"The file {clean_line(files[0][0])} is not in the folder any more: read its text instead."
        for file in list_files(self._settings.seeds, self._settings.exclude, self._settings.store):
            if file.source not in wanted:
                continue
            try:
                content = load(file, self._settings.file_megabytes * 1_000_000)
            except FileUnreadable as error:
                problem = f"The file {clean_line(file.source)} cannot be opened ({error}): read its text instead."
                continue
            if content.sha256 == wanted[file.source]:
                return file.source, content
            problem = f"The file {clean_line(file.source)} has changed since: re-index to see its pages."
        raise FileUnreadable(problem)
