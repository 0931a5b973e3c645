"""The index as the answerer sees it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from qa_bot.answer.citations import PlacesOf, TextOf
from qa_bot.answer.question import Vocabulary
from qa_bot.records import Passage
from qa_bot.search.vector_search import VectorSearch


class Keywords(Vocabulary, Protocol):
    """The keyword search of a generation, implemented by :class:`qa_bot.search.keyword_search.KeywordSearch`."""

    def search(self, question: str, count: int, within: Sequence[str] | None = None) -> list[tuple[Passage, float]]:
        """Return the ``count`` passages of the highest BM25 score, best first, with that score."""

    def containing(self, text: str, within: Sequence[str] | None = None) -> list[Passage]:
        """Return the passages that have every word of ``text``, best first."""

    def passages(self, within: Sequence[str] | None = None) -> Iterable[Passage]:
        """Return all passages, or those of documents (ids), in any order."""

    def terms_by_language(self, text: str) -> Mapping[str, frozenset[str]]:
        """Return the terms of ``text`` in each language of the passages, without its stop words."""

    def respelled(self, question: str, is_common: Callable[[str], bool]) -> str:
        """Return the question with its names spelled as the documents spell them."""

    def with_aliases(self, question: str, is_common: Callable[[str], bool]) -> str:
        """Return the question with the documents' other names for what it names."""


class ListedDocument(Protocol):
    """A document by its names, implemented by :class:`qa_bot.store.reports.IndexedFile`."""

    @property
    def document_id(self) -> str:
        """The document's id."""

    @property
    def source(self) -> str:
        """The file's path relative to the folder."""

    @property
    def title(self) -> str:
        """The title, or else the file's path."""

    @property
    def language(self) -> str:
        """The code of its language (ISO 639-1), "" where it is not known."""


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """One generation of the index while a question is answered from it.

    Attributes:
        name: The generation's name.
        vector_search: Its passages by their vectors.
        keyword_search: Its passages by their words.
        renamed: Gives a passage under the present name of its file.
        text_of: Gives the stored text of a document.
        places_of: Gives the places of a document.
        documents: Its documents.
    """

    name: str
    vector_search: VectorSearch
    keyword_search: Keywords
    renamed: Callable[[Passage], Passage]
    text_of: TextOf
    places_of: PlacesOf
    documents: Sequence[ListedDocument] = ()

    @property
    def language(self) -> str:
        """The code of the language that most documents are in, "" where none is known."""
        counts = Counter(document.language for document in self.documents if document.language)
        return max(counts, key=lambda code: counts[code], default="")

    def renamed_in_order(self, passages: Iterable[Passage]) -> list[Passage]:
        """Return passages under the present names of their files, in the order of the text."""
        return sorted(map(self.renamed, passages), key=lambda passage: passage.span)
