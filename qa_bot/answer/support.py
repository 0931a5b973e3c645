"""Decide whether the passages that a language model's sentence cites support it. Pure.

Every number, date, name, unit, quantifier, denial and quotation of the sentence must stand in the sentences of its
sources that together cover its words; these are returned as exact spans. What is missing is named in plain words.
Measured by ``python -m benchmarks.support`` (docs/evidence.md).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qa_bot.answer.near_duplicates import same_words
from qa_bot.answer.proof.contexts import crossed, substituted
from qa_bot.answer.proof.displaced import displaced
from qa_bot.answer.proof.evidence import Text, covering, source_texts
from qa_bot.answer.proof.invention import invented
from qa_bot.answer.proof.named import miscoded, misnamed, unnamed
from qa_bot.answer.proof.opposites import exclusive, opposites, rates
from qa_bot.answer.proof.polarity import denials
from qa_bot.answer.proof.quantifiers import unproven_quantifiers
from qa_bot.answer.proof.quoted import misquoted
from qa_bot.answer.proof.replaced import miscounted, replaced
from qa_bot.answer.proof.roles import exchanged, moved
from qa_bot.answer.proof.silence import says_nothing
from qa_bot.answer.proof.stated import unstated
from qa_bot.answer.written import visible
from qa_bot.records import Span
from qa_bot.text.sentences import sentences

_Check = Callable[[Text, Sequence[Text]], Iterator[str]]
_IN_ALL_LANGUAGES: tuple[_Check, ...] = (unstated,)
_ALL = (*_IN_ALL_LANGUAGES, denials, opposites, exclusive, rates, unproven_quantifiers, exchanged, moved, crossed)
"""What is compared with the sentences that cover the statement."""
_IN_ALL_SENTENCES: tuple[_Check, ...] = (miscoded, misnamed, miscounted, substituted, replaced, displaced)
"""What is compared with all sentences of the cited passages."""


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a statement is supported.

    Attributes:
        is_supported: Whether nothing is missing.
        spans: The index of a passage and an exact span of its text, for each sentence that supports the statement;
            none if it is not supported, or says nothing that needs a source ("The documents do not say.").
        reasons: Why it is not supported, each a plain line: "the number 90 stands in none of its sources".
    """

    is_supported: bool
    spans: tuple[tuple[int, Span], ...] = ()
    reasons: tuple[str, ...] = ()


def check_support(
    statement: str,
    passages: Sequence[str],
    cited: Sequence[int],
    titles: Sequence[str] = (),
) -> Support:
    """Return whether the passages at the indexes ``cited`` support a statement, and where.

    Args:
        statement: One sentence, without citation marks.
        passages: The passages that the writer was given.
        cited: Indexes of passages, counted from 0; one beyond them is a reason against the statement.
        titles: The titles of the passages' documents: what is said of "it" may be said of the document's subject.
    """
    text = visible(statement)
    if says_nothing(text):
        return Support(is_supported=True)
    known = [index for index in dict.fromkeys(cited) if 0 <= index < len(passages)]
    reasons = [f"it cites [{index + 1}], and there is no such source" for index in cited if index not in known]
    if not known:
        return Support(is_supported=False, reasons=tuple(dict.fromkeys(reasons)) or ("it cites no source",))
    verbatim = _verbatim(text, passages, known)
    if verbatim and not reasons:
        return Support(is_supported=True, spans=(verbatim,))
    sources = source_texts(passages, known)
    stated = Text(text)
    chosen = covering(stated, sources)
    subjects = [Text(title) for title in {titles[index] for index in known if index < len(titles)}]
    reasons.extend(_reasons(stated, chosen, sources, subjects))
    if reasons:
        return Support(is_supported=False, reasons=tuple(dict.fromkeys(reasons)))
    return Support(is_supported=True, spans=tuple((one.passage, one.span) for one in chosen if one.span is not None))


def _reasons(stated: Text, chosen: Sequence[Text], sources: Sequence[Text], subjects: Sequence[Text]) -> Iterator[str]:
    """Yield what the sentences of the sources do not support."""
    is_translated = any(text.language is not stated.language for text in chosen)
    yield from misquoted(stated, sources)
    for check in _IN_ALL_LANGUAGES if is_translated else _ALL:
        yield from check(stated, chosen)
    yield from unnamed(stated, [*chosen, *subjects], is_translated)
    for check in () if is_translated else _IN_ALL_SENTENCES:
        yield from check(stated, sources)
    if not is_translated:
        yield from invented(stated, [*chosen, *subjects])
    elif not any(text.has_part_of(stated) for text in chosen):
        yield "its sources are in another language, and share no number, date or name with it"


def _verbatim(statement: str, passages: Sequence[str], cited: Sequence[int]) -> tuple[int, Span] | None:
    """Return the sentence of a cited passage that has the same words."""
    for index in cited:
        for span in sentences(passages[index]):
            if same_words(statement, visible(span.of(passages[index]))):
                return index, span
    return None
