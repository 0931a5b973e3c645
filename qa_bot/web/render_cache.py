"""One drawing of the page and the documents that it shows: each is read from disk and hashed at most once."""

from collections.abc import MutableMapping, Sequence
from functools import cache, cached_property

from qa_bot.errors import QaBotError
from qa_bot.records import Citation, CitationStatus
from qa_bot.store.documents import Documents
from qa_bot.web.views.answer import Proof
from qa_bot.web.views.document import paragraph_offsets

KEPT_DOCUMENTS = 256
"""Of how many documents the paragraphs are kept from one drawing to the next."""

Paragraphs = MutableMapping[str, Sequence[int]]
"""Where paragraphs begin, by the document's id: a text never changes under its id."""


class RenderCache:
    """The documents' texts as they are on disk now, and the proofs against them. For one thread."""

    def __init__(self, documents: Documents, paragraphs: Paragraphs) -> None:
        """Nothing is read yet; ``paragraphs`` are those of earlier drawings, and get what is read here."""
        self._documents = documents
        self._paragraphs = paragraphs
        self._texts: dict[str, str | QaBotError] = {}

    def text(self, document_id: str) -> str:
        """Return the stored text of a document, compared with its hash in this drawing.

        Raises:
            StoreDamaged: it is not there, or is not what was read.
        """
        if document_id not in self._texts:
            try:
                self._texts[document_id] = self._documents.read_text(document_id)
            except QaBotError as error:
                self._texts[document_id] = error
        found = self._texts[document_id]
        if isinstance(found, QaBotError):
            raise found
        return found

    @cached_property
    def proof(self) -> Proof:
        """How an answer of this drawing is checked and placed."""
        return Proof(self._offsets, self._holds, cache(self._documents.places), cache(self._citation_status))

    def _offsets(self, document_id: str) -> Sequence[int]:
        offsets = self._paragraphs.get(document_id)
        if offsets is None:
            offsets = paragraph_offsets(self.text(document_id))
            if len(self._paragraphs) >= KEPT_DOCUMENTS:
                self._paragraphs.clear()
            self._paragraphs[document_id] = offsets
        return offsets

    def _holds(self, citation: Citation) -> bool:
        try:
            return citation.is_proven_by(self.text(citation.document_id))
        except QaBotError:
            return False

    def _citation_status(self, citation: Citation) -> CitationStatus:
        try:
            return self._documents.citation_status(citation)
        except QaBotError:  # there is no index that it could stand in
            return "gone"
