"""Documents read during one run of the script: each is read from disk and hashed at most once."""

from collections.abc import MutableMapping, Sequence
from functools import cache, cached_property

from qa_bot.errors import QaBotError
from qa_bot.records import Citation, CitationStatus
from qa_bot.store.documents import Documents
from qa_bot.web.views.document import paragraph_offsets
from qa_bot.web.views.proof import Proof

CACHED_DOCUMENTS = 256
"""Number of documents whose paragraph offsets are cached between runs."""

Paragraphs = MutableMapping[str, Sequence[int]]
"""Paragraph offsets by document id; the text of an id never changes."""


class RenderCache:
    """The documents' current texts and the proofs against them. Not thread-safe."""

    def __init__(self, documents: Documents, paragraphs: Paragraphs) -> None:
        """Read nothing yet; `paragraphs` is shared between runs and gets what is read here."""
        self._documents = documents
        self._paragraphs = paragraphs
        self._texts: dict[str, str | QaBotError] = {}

    def text(self, document_id: str) -> str:
        """Return a document's stored text, compared with its hash in this run.

        Raises:
            StoreDamaged: the text is missing or altered.
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
        """Checks and locates citations for this run."""
        return Proof(self._offsets, self._holds, cache(self._documents.places), cache(self._citation_status))

    def _offsets(self, document_id: str) -> Sequence[int]:
        offsets = self._paragraphs.get(document_id)
        if offsets is None:
            offsets = paragraph_offsets(self.text(document_id))
            if len(self._paragraphs) >= CACHED_DOCUMENTS:
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
        except QaBotError:  # there is no index that could have it
            return "gone"
