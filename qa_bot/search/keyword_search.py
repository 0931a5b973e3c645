"""Keyword search: BM25 over a tantivy index, which also has the documents' spellings of names and their aliases."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from qa_bot.errors import StoreDamaged, StoreUnusable, translated
from qa_bot.records import Passage, Span
from qa_bot.search.aliases import Alias, Aliases, find_aliases
from qa_bot.search.nodes import pack, unpack
from qa_bot.search.spellings import Names, respell
from qa_bot.search.terms import ENGLISH_RULES, rules_of, terms_of, word_terms
from qa_bot.search.typing_errors import CommonWords, HasWord
from qa_bot.search.vector_search import ScoredPassage
from qa_bot.text.wording import one_line
from qa_bot.text.words import composed, without_stop_words

VERSION = 5
"""To be raised with every change of the fields or their analysis; part of an index configuration."""

_HEAP = 64_000_000
_LONGEST_WORD = 60
_SEPARATOR = "\t"
_PANIC = "pyo3_runtime"
"""The module of the exception raised for a panic in Rust; it cannot be imported, and is no ``Exception``."""


def _speller() -> tantivy.TextAnalyzer:
    """Return the analyzer of spellings: words as they are written."""
    return TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_WORD)).build()


def _schema() -> tantivy.Schema:
    """Return the fields: the passage itself, and for searching its words, their spellings, and the aliases in it.

    ``text`` has a second value where the passage is searched by another text than its own.

    The words are terms already, made by the ``rules`` of the passage's language; tantivy only separates them.
    """
    builder = tantivy.SchemaBuilder()
    for name in ("id", "document_id", "source", "title", "sentences", "language"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("text", stored=True)
    builder.add_text_field("words", tokenizer_name="words", index_option="freq")
    builder.add_text_field("spelled", tokenizer_name="spelled", index_option="basic")
    for name in ("aliases", "rules"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("start", "end"):
        builder.add_unsigned_field(name, stored=True)
    return builder.build()


_FEWEST_PASSAGES = 20
"""Words are weighed as if there were at least so many passages: in a single one, each word is in every passage."""


class KeywordSearch:
    """Passages in a tantivy folder. Its segments are immutable, so that a copy may share them by hard links."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, or make it.

        Raises:
            StoreDamaged: its content is no such index.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._schema = _schema()
        with self._translated_errors():
            self._index = tantivy.Index(self._schema, path=str(folder))
        self._index.register_tokenizer("words", TextAnalyzerBuilder(Tokenizer.whitespace()).build())
        self._index.register_tokenizer("spelled", _speller())

    def change(self, removed: Sequence[str], added: Sequence[Passage]) -> None:
        """Remove the passages of the documents ``removed`` (ids) and add the passages ``added`` in one commit.

        Raises:
            StoreUnusable: it cannot be written.
        """
        with translated(ValueError, self._unwritable):
            writer = self._index.writer(heap_size=_HEAP, num_threads=1)
            for document_id in removed:
                writer.delete_documents_by_term("document_id", document_id)
            for passage in added:
                writer.add_document(_to_row(passage))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        for cached in ("_names", "_common_words", "_aliases", "_rules", "_languages"):
            self.__dict__.pop(cached, None)

    def passage_ids(self, document_ids: Sequence[str]) -> list[str]:
        """Return the ids of all passages of these documents (ids)."""
        query = Query.term_set_query(self._schema, "document_id", list(document_ids))
        with self._translated_errors():
            searcher = self._index.searcher()
            hits = searcher.search(query, max(1, searcher.num_docs)).hits
            return [str(searcher.doc(place).get_first("id")) for _, place in hits]

    def search(self, question: str, count: int, within: Sequence[str] | None = None) -> list[ScoredPassage]:
        """Return the ``count`` passages with the best BM25 scores, best first; ``within`` keeps to documents (ids)."""
        terms = sorted({term for word in without_stop_words(question) for term in self._variants(word)})
        return self._ranked([(Occur.Should, self._term(term)) for term in terms], count, within)

    def containing(self, text: str, within: Sequence[str] | None = None) -> list[Passage]:
        """Return the passages that have every word of ``text`` but stop words, best first; none if it has no other."""
        variants = {tuple(sorted(self._variants(word))) for word in without_stop_words(text)}
        required = [(Occur.Must, self._any(terms)) for terms in sorted(variants) if terms]
        return [passage for passage, _ in self._ranked(required, max(1, self.count()), within)]

    def _ranked(
        self, parts: Sequence[tuple[Occur, Query]], count: int, within: Sequence[str] | None
    ) -> list[ScoredPassage]:
        if not parts:
            return []
        query = Query.boolean_query(parts)
        if within is not None:
            only = Query.const_score_query(Query.term_set_query(self._schema, "document_id", list(within)), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only)])
        with self._translated_errors():
            searcher = self._index.searcher()
            return [(_from_row(searcher.doc(place)), score) for score, place in searcher.search(query, count).hits]

    def terms(self, text: str) -> list[str]:
        """Return the terms of ``text`` in all languages of this index, without stop words.

        Each is prefixed by its language, since different words of two languages may have one stem.
        """
        return list(dict.fromkeys(f"{rules} {term}" for rules in self._rules for term in terms_of(text, rules)))

    def terms_by_language(self, text: str) -> Mapping[str, frozenset[str]]:
        """Return the terms of ``text`` in each language of this index that has any, without its stop words."""
        found = {rules: frozenset(terms_of(text, rules)) for rules in self._rules}
        return {rules: terms for rules, terms in found.items() if terms}

    def has_language(self, code: str) -> bool:
        """Return whether passages are in a language."""
        return code in self._languages

    def _variants(self, word: str) -> set[str]:
        """Return the terms of one word in all languages of this index."""
        return {term for rules in self._rules for term in word_terms(word, rules)}

    def respelled(self, question: str, dictionary: HasWord) -> str:
        """Return the question with names and mistyped words respelled as in the documents.

        Words of any passage and of ``dictionary`` (the language's common words) stay as they are. See
        :func:`qa_bot.search.spellings.respell`.
        """
        with self._translated_errors():
            return respell(question, self._nearest, self._nearest_word, self._has, dictionary)

    def with_aliases(self, question: str, dictionary: HasWord) -> str:
        """Return the question with each name followed by its alias in the documents, in brackets.

        "What does the NDU (National Defense University) teach?" See :meth:`qa_bot.search.aliases.Aliases.expanded`.
        """
        with self._translated_errors():
            return self._aliases.expanded(composed(question), dictionary)

    def rarity(self, word: str) -> float:
        """Return how rare a word is: its inverse document frequency as a share of the largest possible one.

        0 for a stop word or one in every passage, 1 for one in none.
        """
        terms = self._variants(word)
        count = self.count()
        if not terms or not count:
            return 0.0
        with self._translated_errors():
            frequency = max(int(self._index.searcher().doc_freq("words", term)) for term in terms)
        count = max(count, _FEWEST_PASSAGES)
        return math.log((count + 1) / (frequency + 1)) / math.log(count + 1)

    def count(self) -> int:
        """Return the number of passages."""
        return int(self._index.searcher().num_docs)

    def _nearest(self, word: str, most: float) -> str:
        """Return the name most similar to a word; the names are read when a question first has an unknown word."""
        return self._names.nearest(word, most)

    def _nearest_word(self, word: str) -> str:
        return self._common_words.nearest(word)

    def _stem(self, word: str) -> str:
        return " ".join(self.terms(word))

    @cached_property
    def _languages(self) -> frozenset[str]:
        return frozenset(code for code, _ in self._terms_of("language"))

    @cached_property
    def _rules(self) -> tuple[str, ...]:
        """The languages by whose rules the passages' terms are made."""
        return tuple(sorted(rules for rules, _ in self._terms_of("rules"))) or (ENGLISH_RULES,)

    @cached_property
    def _common_words(self) -> CommonWords:
        return CommonWords(self._terms_of("spelled"), self._stem)

    @cached_property
    def _names(self) -> Names:
        return Names(self._terms_of("spelled"))

    @cached_property
    def _aliases(self) -> Aliases:
        return Aliases(_to_alias(term) for term, _ in self._terms_of("aliases"))

    def _terms_of(self, field: str) -> list[tuple[str, int]]:
        """Return the terms of a field with the number of their passages, without those of removed passages only."""
        return list(self._index.searcher().terms_with_prefix(field, "", filter_query=Query.all_query()))

    def _has(self, word: str) -> bool:
        """Return whether any passage has a word, or it is a stop word."""
        terms, searcher = self._variants(word), self._index.searcher()
        return not terms or any(searcher.search(self._term(term), 1).hits for term in terms)

    def _any(self, terms: Sequence[str]) -> Query:
        return Query.boolean_query([(Occur.Should, self._term(term)) for term in terms])

    def _term(self, term: str) -> Query:
        return Query.term_query(self._schema, "words", term, "freq")

    def passages(self, within: Sequence[str] | None = None) -> Iterator[Passage]:
        """Yield all passages, as they were added, or those of the documents ``within`` (ids)."""
        query = Query.all_query()
        if within is not None:
            query = Query.term_set_query(self._schema, "document_id", list(within))
        with self._translated_errors():
            searcher = self._index.searcher()
            if searcher.num_docs:
                for _, place in searcher.search(query, searcher.num_docs).hits:
                    yield _from_row(searcher.doc(place))

    def _unwritable(self, error: BaseException) -> StoreUnusable:
        reason = one_line(str(error))
        return StoreUnusable(f"{self._folder} cannot be written ({reason}): free space and allow writing there.")

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Raise ``StoreDamaged`` for what tantivy says of damaged files; over some of them it panics."""
        try:
            yield
        except BaseException as error:
            if isinstance(error, ValueError) or type(error).__module__ == _PANIC:
                raise StoreDamaged(
                    f"{self._folder} is damaged ({one_line(str(error))}): run `qa-bot index --rebuild`."
                ) from None
            raise


def _to_alias(term: str) -> Alias:
    short, _, long = term.partition(_SEPARATOR)
    return Alias(short, long)


def _to_row(passage: Passage) -> tantivy.Document:
    return tantivy.Document(
        id=passage.id,
        document_id=passage.document_id,
        source=passage.source,
        title=passage.title,
        text=[one.encode() for one in (passage.text, passage.described) if one],
        words=" ".join(terms_of(passage.searched, rules_of(passage.language))),
        spelled=composed(passage.text),
        aliases=[f"{alias.short}{_SEPARATOR}{alias.long}" for alias in find_aliases(composed(passage.text))],
        start=passage.span.start,
        end=passage.span.end,
        sentences=pack(passage.sentences),
        language=passage.language,
        rules=rules_of(passage.language),
    )


def _from_row(row: tantivy.Document) -> Passage:
    field: Callable[[str], Any] = row.get_first
    text, described = (*(bytes(one).decode() for one in row.get_all("text")), "")[:2]
    return Passage(
        id=field("id"),
        document_id=field("document_id"),
        source=field("source"),
        title=field("title"),
        span=Span(field("start"), field("end")),
        text=text,
        sentences=unpack(field("sentences")),
        language=field("language"),
        described=described,
    )
