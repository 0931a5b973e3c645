"""The same passages by their words: BM25 over a tantivy index, which also knows how the documents spell their names."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from qa_bot.errors import StoreDamaged, StoreUnusable
from qa_bot.records import Passage, Span
from qa_bot.search.aliases import Alias, Aliases, find_aliases
from qa_bot.search.nodes import pack, unpack
from qa_bot.search.spellings import Holds, Names, respell
from qa_bot.text.wording import one_line

VERSION = 3
"""To be raised with every change of the fields or their analysis; part of the store's fingerprint."""

_HEAP = 64_000_000
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
_LONGEST_WORD = 60
_BETWEEN = "\t"
_PANIC = "pyo3_runtime"
"""The module of the exception that a panic in Rust becomes; it cannot be imported, and is no ``Exception``."""


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


def _speller() -> tantivy.TextAnalyzer:
    """Words as they are written."""
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD)).build()


def _schema() -> tantivy.Schema:
    """A passage as it is, and beside it what is looked up: its words, their spelling, the aliases that it brings."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "document_id", "source", "title", "sentences"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("text", stored=True)
    builder.add_text_field("words", tokenizer_name="words", index_option="freq")
    builder.add_text_field("spelled", tokenizer_name="spelled", index_option="basic")
    builder.add_text_field("aliases", tokenizer_name="raw", index_option="basic")
    for name in ("start", "end"):
        builder.add_unsigned_field(name, stored=True)
    return builder.build()


class KeywordSearch:
    """Passages in a tantivy folder. Its segments never change once written, so a copy may share them by hard links."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, making it where it is not there.

        Raises:
            StoreDamaged: what is in it is no such index.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._schema = _schema()
        self._analyzer = _analyzer()
        with self._reading():
            self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer("words", self._analyzer)
        self._index.register_tokenizer("spelled", _speller())

    def change(self, removed: Sequence[str], added: Sequence[Passage]) -> None:
        """Take out every passage of the documents ``removed``, and put in the passages ``added``, at one stroke.

        Raises:
            StoreUnusable: it cannot be written.
        """
        try:
            writer = self._index.writer(heap_size=_HEAP, num_threads=1)
            for document_id in removed:
                writer.delete_documents_by_term("document_id", document_id)
            for passage in added:
                writer.add_document(_to_row(passage))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        except ValueError as error:
            raise StoreUnusable(
                f"{self._folder} cannot be written ({one_line(str(error))}): make room and allow writing there."
            ) from None
        for learned in ("_names", "_aliases"):
            self.__dict__.pop(learned, None)

    def passages_of(self, document_ids: Sequence[str]) -> list[str]:
        """The ids of all passages of these documents."""
        query = Query.term_set_query(self._schema, "document_id", list(document_ids))
        with self._reading():
            searcher = self._index.searcher()
            hits = searcher.search(query, max(1, searcher.num_docs)).hits
            return [str(searcher.doc(place).get_first("id")) for _, place in hits]

    def search(self, question: str, count: int, within: Sequence[str] | None = None) -> list[tuple[Passage, float]]:
        """The ``count`` passages that score highest for the question's words, best first, with their BM25 scores."""
        terms = sorted(set(self.terms(question)))
        if not terms:
            return []
        wanted = [(Occur.Should, self._term(term)) for term in terms]
        query = Query.boolean_query(wanted)
        if within is not None:
            only = Query.const_score_query(Query.term_set_query(self._schema, "document_id", list(within)), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only)])
        with self._reading():
            searcher = self._index.searcher()
            return [(_from_row(searcher.doc(place)), score) for score, place in searcher.search(query, count).hits]

    def terms(self, text: str) -> list[str]:
        """The words of ``text`` as this index knows them: folded, without stop words, by their stems."""
        return list(self._analyzer.analyze(_composed(text)))

    def respelled(self, question: str, dictionary: Holds) -> str:
        """The question with the documents' own spelling of the names that they spell otherwise.

        A word that any passage has stays as it is, and so does each that ``dictionary`` holds (the common words of the
        language: that the documents lack one is no sign of a slip). See :func:`qa_bot.search.spellings.respell`.
        """
        with self._reading():
            return respell(question, self._nearest, self._has, dictionary)

    def with_aliases(self, question: str, dictionary: Holds) -> str:
        """The question with, in brackets behind each name, what the documents say is the same.

        "What does the NDU (National Defense University) teach?" See :meth:`qa_bot.search.aliases.Aliases.beside`.
        """
        with self._reading():
            return self._aliases.beside(_composed(question), dictionary)

    def rarity(self, word: str) -> float:
        """How rare a word is, from 0 (a stop word, or everywhere) to 1 (nowhere).

        Its inverse document frequency as a share of the largest possible one.
        """
        terms = self.terms(word)
        count = self.count()
        if not terms or not count:
            return 0.0
        with self._reading():
            frequency = max(int(self._index.searcher().doc_freq("words", term)) for term in terms)
        return math.log((count + 1) / (frequency + 1)) / math.log(count + 1)

    def count(self) -> int:
        """How many passages there are."""
        return int(self._index.searcher().num_docs)

    def _nearest(self, word: str, most: float) -> str:
        """The name most like a word; the names are read only when a question first has a word that is not there."""
        return self._names.nearest(word, most)

    @cached_property
    def _names(self) -> Names:
        return Names(self._living("spelled"))

    @cached_property
    def _aliases(self) -> Aliases:
        return Aliases(_to_alias(kept) for kept, _ in self._living("aliases"))

    def _living(self, field: str) -> list[tuple[str, int]]:
        """The terms of a field with the number of their passages; a term of removed passages alone is not told."""
        return list(self._index.searcher().terms_with_prefix(field, "", filter_query=Query.all_query()))

    def _has(self, word: str) -> bool:
        """Whether any passage has a word, or none could be found by it (a stop word)."""
        terms, searcher = self.terms(word), self._index.searcher()
        return not terms or any(searcher.search(self._term(term), 1).hits for term in terms)

    def _term(self, term: str) -> Query:
        return Query.term_query(self._schema, "words", term, "freq")

    def passages(self) -> Iterator[Passage]:
        """All passages, as they were put in."""
        with self._reading():
            searcher = self._index.searcher()
            if searcher.num_docs:
                for _, place in searcher.search(Query.all_query(), searcher.num_docs).hits:
                    yield _from_row(searcher.doc(place))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """What tantivy says of damaged files, as an error of the house; some of them make it panic.

        Raises:
            StoreDamaged: the files are not what was written.
        """
        try:
            yield
        except BaseException as error:
            if isinstance(error, ValueError) or type(error).__module__ == _PANIC:
                raise StoreDamaged(
                    f"{self._folder} is damaged ({one_line(str(error))}): run `qa-bot index --rebuild`."
                ) from None
            raise


def _composed(text: str) -> str:
    """The text with each letter and its marks as one character, and without what is not seen within a word.

    A mark that stands alone would part a word, and so would a soft hyphen or a space of no width.
    """
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _to_alias(kept: str) -> Alias:
    short, _, long = kept.partition(_BETWEEN)
    return Alias(short, long)


def _to_row(passage: Passage) -> tantivy.Document:
    return tantivy.Document(
        id=passage.id,
        document_id=passage.document_id,
        source=passage.source,
        title=passage.title,
        text=passage.text.encode(),
        words=_composed(passage.text),
        spelled=_composed(passage.text),
        aliases=[f"{alias.short}{_BETWEEN}{alias.long}" for alias in find_aliases(_composed(passage.text))],
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
        text=bytes(field("text")).decode(),
        sentences=unpack(field("sentences")),
    )
