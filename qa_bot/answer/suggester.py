"""Suggest questions on an index: each is asked before it is suggested."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol

from qa_bot.answer.citations import TextOf
from qa_bot.answer.stages import OnStep
from qa_bot.answer.suggestions import follow_ups, is_good, suggestions
from qa_bot.records import Answer

_SUGGESTED, _FROM_NEWEST, _OF_DOCUMENT = 4, 2, 3
"""Numbers of suggested questions, of those on the newest documents, and of those on one document."""


class DatedDocument(Protocol):
    """A document and when it was indexed, implemented by :class:`qa_bot.store.reports.IndexedFile`."""

    @property
    def document_id(self) -> str:
        """The document's id."""

    @property
    def indexed_at(self) -> str:
        """The moment of its indexing, ISO 8601 in UTC."""


class Suggester:
    """Suggests questions that the documents answer. Threads may share it."""

    def __init__(self, ask: Callable[..., Answer], text_of: TextOf) -> None:
        """Ask nothing yet; ``ask`` is :meth:`qa_bot.bot.Bot.ask`, ``text_of`` gives the text of a document."""
        self._ask = partial(ask, mode="extract")
        self._text_of = text_of

    def on_documents(self, documents: Sequence[DatedDocument]) -> tuple[str, ...]:
        """Return questions on the documents of the last indexing run, if it is not the first, and on all of them."""
        last = max((one.indexed_at for one in documents), default="")
        added = [one for one in documents if one.indexed_at == last]
        first = self._on(added, _FROM_NEWEST) if 2 * len(added) <= len(documents) else ()
        return tuple(dict.fromkeys((*first, *self._on(documents, _SUGGESTED))))[:_SUGGESTED]

    def on_document(self, document_id: str) -> tuple[str, ...]:
        """Return questions that one document answers."""
        is_answered = self._is_answered(within=(document_id,))
        return suggestions([self._text_of(document_id)], is_answered, _OF_DOCUMENT)

    def has_follow_ups(self, answer: Answer) -> bool:
        """Return whether questions may be suggested after an answer: none after one that is not good itself."""
        return answer.intent == "question" and is_good(answer)

    def after(self, answer: Answer, asked: Iterable[str], on_step: OnStep) -> tuple[str, ...]:
        """Return questions on what an answer quotes, none of those ``asked``; ``on_step`` may end the search."""
        return follow_ups(answer, asked, self._is_answered(on_step=on_step))

    def _on(self, documents: Iterable[DatedDocument], count: int) -> tuple[str, ...]:
        return suggestions((self._text_of(one.document_id) for one in documents), self._is_answered(), count)

    def _is_answered(self, **options: object) -> Callable[[str], bool]:
        return lambda question: is_good(self._ask(question, **options))
