"""Align the sentences that documents have in like words but that differ: two leases, the reports of two years. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from qa_bot.answer.differing_words import differing, likeness
from qa_bot.answer.sentence_roles import roles_of
from qa_bot.records import Passage, Span
from qa_bot.text.wording import fold, one_line

_LIKE = 0.6
"""Two sentences are about the same if they have at least this share of words in common and in order."""
_SHORTEST = 4
"""Words of a sentence that is compared."""
_LONGEST = 60
_MOST_SENTENCES = 1_500
"""Sentences at the beginning of each document that are compared."""
_MOST_ROWS = 12
_MOST_TRIED = 3

Sentence = tuple[Passage, Span]
AlignedRow = tuple[Sentence | None, ...]


def aligned_sentences(documents: Sequence[Sequence[Passage]]) -> list[AlignedRow]:
    """Return the first 12 sentences of the first document that another one has with other words or values.

    ``documents`` are the passages of each, in order. A row has a sentence of each document, None where that document
    has none like it.
    """
    first, *others = [list(_statements(passages)) for passages in documents]
    indexes = [_Index(sentences) for sentences in others]
    rows: list[AlignedRow] = []
    for sentence in first:
        row = (sentence, *(index.like(_text(sentence)) for index in indexes))
        texts = [_text(one) for one in row if one]
        if len(set(map(fold, texts))) > 1 and any(differing(texts)):
            rows.append(row)
            if len(rows) == _MOST_ROWS:
                break
    return rows


class _Index:
    """The sentences of a document by their words."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._texts = [_text(one) for one in sentences]
        self._by_word: dict[str, list[int]] = {}
        for at, text in enumerate(self._texts):
            for word in set(fold(text).split()):
                self._by_word.setdefault(word, []).append(at)

    def like(self, text: str) -> Sentence | None:
        """Return the sentence that is most like ``text``, None if none is: those with most words of it are tried."""
        common: Counter[int] = Counter()
        for word in set(fold(text).split()):
            common.update(self._by_word.get(word, ()))
        tried = [at for at, _ in common.most_common(_MOST_TRIED)]
        best = max(tried, key=lambda at: likeness(text, self._texts[at]), default=None)
        return self._sentences[best] if best is not None and likeness(text, self._texts[best]) >= _LIKE else None


def _statements(passages: Sequence[Passage]) -> Iterator[Sentence]:
    """Yield the sentences that state something, of a length to be compared."""
    count = 0
    for passage in passages:
        texts = [passage.slice(span) for span in passage.sentences]
        for span, text, role in zip(passage.sentences, texts, roles_of(texts), strict=True):
            if role == "statement" and _SHORTEST <= len(text.split()) <= _LONGEST:
                count += 1
                yield passage, span
        if count >= _MOST_SENTENCES:
            return


def _text(sentence: Sentence) -> str:
    passage, span = sentence
    return one_line(passage.slice(span))
