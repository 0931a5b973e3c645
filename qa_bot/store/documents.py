"""A view of the documents: their texts, places, pages and files, and the proof and status of citations."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from qa_bot.errors import StoreDamaged
from qa_bot.ingest.file_contents import load_named
from qa_bot.ingest.page_images import PageImages
from qa_bot.ingest.page_rendering import PageImage, page_request
from qa_bot.records import Citation, CitationStatus, Place, Span
from qa_bot.settings import Settings
from qa_bot.store.generation import Generation
from qa_bot.store.library import Library
from qa_bot.store.manifest import check_configuration, configuration_of


class Documents:
    """The documents of the live index and of earlier ones. Threads may share it."""

    def __init__(self, settings: Settings, library: Library) -> None:
        """Open nothing yet."""
        self._settings = settings
        self._library = library
        self._page_images = PageImages(settings)

    def close(self) -> None:
        """Remove the page images."""
        self._page_images.close()

    @contextmanager
    def open_generation(self) -> Iterator[Generation]:
        """Open the live generation until the block ends.

        Raises:
            StoreUnusable: there is no index, it cannot be opened, or it was built with other settings.
        """
        with self._library.reading() as generation:
            check_configuration(generation.manifest, configuration_of(self._settings))
            yield generation

    def text(self, document_id: str) -> str:
        """Return the stored text of a document, also of one that is no longer indexed.

        Raises:
            StoreDamaged: the text is missing or does not match its hash.
        """
        return self._library.texts.get(document_id)

    def read_text(self, document_id: str) -> str:
        """Return the same as :meth:`text`, read from disk and hashed now rather than taken from memory.

        Raises:
            StoreDamaged: the text is missing or does not match its hash.
        """
        return self._library.texts.read(document_id)

    def places(self, document_id: str) -> tuple[Place, ...]:
        """Return the places of an indexed document in order, () if its format has none.

        Raises:
            StoreUnusable: there is no index, or the places do not match their checksum.
        """
        with self.open_generation() as generation:
            return self.places_in(generation)(document_id)

    def places_in(self, generation: Generation) -> Callable[[str], tuple[Place, ...]]:
        """Return a function from the id of a document of ``generation`` to its places."""
        rows = generation.manifest.documents

        def places(document_id: str) -> tuple[Place, ...]:
            row = rows.get(document_id)
            return self._library.texts.get_places(document_id, row.places) if row else ()

        return places

    def prove(self, citation: Citation) -> bool:
        """Return whether the quote is the stored text at its span, read from disk and hashed now."""
        try:
            return citation.is_proven_by(self.read_text(citation.document_id))
        except StoreDamaged:
            return False

    def citation_status(self, citation: Citation) -> CitationStatus:
        """Return whether the cited text is still indexed, under any file name.

        Raises:
            StoreUnusable: there is no index, or it cannot be used.
        """
        with self.open_generation() as generation:
            if citation.document_id in generation.sources:
                return "unchanged"
            return "changed" if citation.source in generation.manifest.files else "gone"

    def page_image(
        self, document_id: str, number: int, quotes: Mapping[int, Span], width_pixels: int = 1400
    ) -> PageImage:
        """Return page ``number`` (from 1) of a PDF as an image, with the boxes of the numbered ``quotes`` on it.

        Raises:
            StoreUnusable: there is no index, or it cannot be used.
            FileUnreadable: the folder has no PDF with this text, or the page cannot be rendered.
            FolderUnusable: the folder cannot be listed.
        """
        with self.open_generation() as generation:
            files = [row for row in generation.manifest.files.values() if row.document_id == document_id]
            places = self.places_in(generation)(document_id)
        request = page_request(self.text(document_id), places, number, quotes, width_pixels)
        return self._page_images.page(tuple((row.source, row.sha256) for row in files), request)

    def file_bytes(self, source: str) -> bytes:
        """Return the content of a file of the folder, given its path relative to the folder.

        Raises:
            FileUnreadable: the file is missing or cannot be read.
            FolderUnusable: the folder cannot be listed.
        """
        return load_named(self._settings, source).data
