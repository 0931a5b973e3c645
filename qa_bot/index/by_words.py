"""The same passages by their words: BM25 over a tantivy index."""

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from qa_bot.index.nodes import pack, unpack
from qa_bot.records import Passage, Span

VERSION = 1
"""To be raised with every change of the analysis; part of the store's fingerprint."""

_HEAP = 64_000_000
_LONGEST_WORD = 60


def _analyzer() -> tantivy.TextAnalyzer:
    """Words without accents and case, English ones by their stems: `Turkiye` finds `Türkiye`, `trained` `training`.

    Accents go first: a capital İ without its dot is an I, which has a small letter of its own.
    """
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.remove_long(_LONGEST_WORD))
        .filter(Filter.ascii_fold())
        .filter(Filter.lowercase())
        .filter(Filter.stopword("english"))
        .filter(Filter.stemmer("english"))
        .build()
    )


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "document_id"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="words", index_option="freq")
    for name in ("source", "title", "sentences"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("start", "end"):
        builder.add_unsigned_field(name, stored=True)
    return builder.build()


class ByWords:
    """Passages in a tantivy folder. Its segments never change once written, so a copy may share them by hard links."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, making it where it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self._schema = _schema()
        self._analyzer = _analyzer()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer("words", self._analyzer)

    def change(self, removed: Sequence[str], added: Sequence[Passage]) -> None:
        """Take out every passage of the documents ``removed``, and put in the passages ``added``, at one stroke."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for document_id in removed:
            writer.delete_documents_by_term("document_id", document_id)
        for passage in added:
            writer.add_document(_to_row(passage))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def best(self, question: str, count: int, within: Sequence[str] | None = None) -> list[tuple[Passage, float]]:
        """The ``count`` passages that score highest for the question's words, best first, with their BM25 scores."""
        terms = sorted(set(self._analyzer.analyze(question)))
        if not terms:
            return []
        wanted = [(Occur.Should, Query.term_query(self._schema, "text", term, "freq")) for term in terms]
        query = Query.boolean_query(wanted)
        if within is not None:
            only = Query.const_score_query(Query.term_set_query(self._schema, "document_id", list(within)), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only)])
        searcher = self._index.searcher()
        return [(_from_row(searcher.doc(place)), score) for score, place in searcher.search(query, count).hits]

    def terms(self, text: str) -> list[str]:
        """The words of ``text`` as this index knows them: folded, without stop words, by their stems."""
        return list(self._analyzer.analyze(text))

    def rarity(self, word: str) -> float:
        """How rare a word is, from 0 (a stop word, or everywhere) to 1 (nowhere).

        Its inverse document frequency as a share of the largest possible one.
        """
        terms = self.terms(word)
        count = self.count()
        if not terms or not count:
            return 0.0
        frequency = max(int(self._index.searcher().doc_freq("text", term)) for term in terms)
        return math.log((count + 1) / (frequency + 1)) / math.log(count + 1)

    def count(self) -> int:
        """How many passages there are."""
        return int(self._index.searcher().num_docs)

    def passages(self) -> Iterator[Passage]:
        """All passages, as they were put in."""
        searcher = self._index.searcher()
        if searcher.num_docs:
            for _, place in searcher.search(Query.all_query(), searcher.num_docs).hits:
                yield _from_row(searcher.doc(place))


def _to_row(passage: Passage) -> tantivy.Document:
    return tantivy.Document(
        id=passage.id,
        document_id=passage.document_id,
        source=passage.source,
        title=passage.title,
        text=passage.text,
        start=passage.span.start,
        end=passage.span.end,
        sentences=pack(passage.sentences),
    )


def _from_row(row: tantivy.Document) -> Passage:
    field: Callable[[str], Any] = row.get_first
    return Passage(
        id=field("id"),
        document_id=field("document_id"),
        source=field("source"),
        title=field("title"),
        span=Span(field("start"), field("end")),
        text=field("text"),
        sentences=unpack(field("sentences")),
    )
