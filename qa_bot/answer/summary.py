"""Summarize a document by its own statements: the first below each of its headings, word for word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest

from qa_bot.answer.anaphora import begins_with_pronoun
from qa_bot.answer.citations import claim_of, prove
from qa_bot.answer.open_index import ListedDocument, OpenIndex
from qa_bot.answer.request import Request
from qa_bot.answer.sentence_roles import roles_of
from qa_bot.records import Answer, Claim, Hit, Passage, Span
from qa_bot.text.languages import alternation
from qa_bot.text.languages.english_comparison import DOCUMENT_KINDS
from qa_bot.text.languages.english_requests import (
    NAMED_DOCUMENT_DETERMINERS,
    PROPERTY_LINE,
    UNNAMED_DOCUMENT_WORDS,
    WRITINGS,
)
from qa_bot.text.paragraphs import is_heading
from qa_bot.text.wording import fold

_ENOUGH, _MOST = 350, 500
"""Characters of a summary: statements are added until there are enough, none that makes it too long."""
_SHORTEST = 25
"""Characters of a statement; a shorter one is a fragment."""
_MOST_PASSAGES = 300
"""Passages at a document's beginning that a summary is taken from."""
_DETERMINER = re.compile(rf"(?:{alternation(NAMED_DOCUMENT_DETERMINERS)})\s+", re.IGNORECASE)
_NAME_PART = re.compile(r"[^\W_]+")

Statements = list[tuple[Passage, Span]]
Terms = Mapping[str, frozenset[str]]
"""Terms by the language of their rules."""
_NONE = frozenset[str]()


def summarize(request: Request, index: OpenIndex, within: Sequence[str] | None = None) -> Answer | None:
    """Return the summary of the document that a request names; None where it names none, or not one alone."""
    if request.intent != "summary":
        return None
    documents = [one for one in index.documents if within is None or one.document_id in within]
    document = named_document(request.subject, documents, index)
    if document is None:
        return None
    passages = index.renamed_in_order(index.keyword_search.passages([document.document_id]))[:_MOST_PASSAGES]
    found = {passage.id: passage for passage in passages}
    statements, citations = prove(_claims(passages), found, index.text_of, index.places_of)
    if not citations:
        return None
    cited = [one for one in passages if any(one.span.overlaps(citation.span) for citation in citations)]
    return Answer(
        question=request.text,
        searched=request.subject,
        found=True,
        confidence=1.0,
        statements=statements,
        citations=citations,
        hits=tuple(Hit(passage, 1.0, {}) for passage in cited),
        intent="summary",
    )


def named_document(subject: str, documents: Sequence[ListedDocument], index: OpenIndex) -> ListedDocument | None:
    """Return the one document that ``subject`` names, by its file's name, its title, or words of both.

    "The document" names the only one there is. A document whose name is all of the subject comes before those that
    have its words among others. Files with one text are one document.
    """
    found = _named(subject, documents, index, UNNAMED_DOCUMENT_WORDS)
    return found or _named(subject, documents, index, UNNAMED_DOCUMENT_WORDS | DOCUMENT_KINDS | WRITINGS)


def _named(
    subject: str, documents: Sequence[ListedDocument], index: OpenIndex, unnaming: AbstractSet[str]
) -> ListedDocument | None:
    """Return the one document that the words of ``subject`` name, without those that any document might be called."""
    unique = {document.document_id: document for document in reversed(documents)}
    name = fold(_DETERMINER.sub("", subject.strip(" \"'“”«»"), count=1))
    words = [word for word in name_words(name) if word not in unnaming]
    wanted = index.keyword_search.terms_by_language(" ".join(words))
    if not (wanted and any(wanted.values())):
        return next(iter(unique.values())) if name and len(unique) == 1 else None
    files = [one for one in unique.values() if name in _file_names(one.source)]
    equal = [one for one in unique.values() if _is_name(wanted, one, index)]
    similar = [one for one in unique.values() if is_in_name(wanted, one, index)]
    return next((found[0] for found in (files, equal, similar) if len(found) == 1), None)


def name_words(text: str) -> list[str]:
    """Return the folded words and numbers of a name."""
    return _NAME_PART.findall(fold(text))


def _file_names(source: str) -> tuple[str, str, str]:
    """Return a file's path, name, and name without its ending."""
    name = fold(source.rpartition("/")[2])
    return fold(source), name, name.rpartition(".")[0]


def name_terms(document: ListedDocument, index: OpenIndex) -> tuple[Terms, Terms]:
    """Return the terms of a document's title and of its file's name."""
    stem = " ".join(name_words(_file_names(document.source)[2]))
    return index.keyword_search.terms_by_language(document.title), index.keyword_search.terms_by_language(stem)


def _is_name(wanted: Terms, document: ListedDocument, index: OpenIndex) -> bool:
    """Return whether words are a document's title or its file's name, by the rules of one language."""
    return any(name.get(rules) == terms for name in name_terms(document, index) for rules, terms in wanted.items())


def is_in_name(wanted: Terms, document: ListedDocument, index: OpenIndex) -> bool:
    """Return whether a document has words in its title and its file's name, by the rules of one language."""
    title, stem = name_terms(document, index)
    return any(terms <= title.get(rules, _NONE) | stem.get(rules, _NONE) for rules, terms in wanted.items())


def _claims(passages: Sequence[Passage]) -> Iterator[Claim]:
    """Yield the statements of a summary in the order of the text: the first of each section, then the second."""
    chosen: Statements = []
    length = 0
    for passage, span in statements_by_section(passages):
        if length >= _ENOUGH:
            break
        if length + len(span) <= _MOST or not chosen:
            chosen.append((passage, span))
            length += len(span)
    for passage, span in sorted(chosen, key=lambda one: one[1]):
        yield claim_of(passage, span)


def statements_by_section(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Span]]:
    """Yield the statements of a document: the first of each section, then the second of each."""
    return (one for row in zip_longest(*_sections(passages)) for one in row if one)


def _sections(passages: Sequence[Passage]) -> list[Statements]:
    """Return the statements below each heading or question, and those before the first."""
    sections: list[Statements] = [[]]
    for passage in passages:
        sentences = [passage.slice(span) for span in passage.sentences]
        for span, sentence, role in zip(passage.sentences, sentences, roles_of(sentences), strict=True):
            if role in ("heading", "question"):
                sections.append([])
            elif role == "statement" and _is_whole(sentence) and (sections[-1] or not begins_with_pronoun(sentence)):
                sections[-1].append((passage, span))
    return sections


def _is_whole(sentence: str) -> bool:
    """Return whether a statement is a sentence of its own: no fragment, no heading, no line with a property."""
    return len(sentence) >= _SHORTEST and not is_heading(sentence) and not PROPERTY_LINE.match(sentence)
