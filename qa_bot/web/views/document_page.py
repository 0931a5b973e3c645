"""Turn a document into the JSON of its own page: what it is, its outline and opening, and where it was cited. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from qa_bot.answer.bylines import byline
from qa_bot.answer.file_properties import author_and_date
from qa_bot.chats.records import CitingExchange
from qa_bot.ingest.properties import PROPERTIES
from qa_bot.records import Place
from qa_bot.store.reports import IndexedFile
from qa_bot.text.wording import counted
from qa_bot.web.views.document import View
from qa_bot.web.views.outline import opening
from qa_bot.web.views.wording import ago, file_size

_SUFFIX = re.compile(r"\.(\w{1,8})$")


def document_page_view(
    file: IndexedFile,
    text: str,
    places: Sequence[Place],
    cited: Sequence[CitingExchange],
    now: datetime,
) -> View:
    """Return the JSON of a document's page, without its outline and questions.

    Args:
        file: The document as it is listed.
        text: Its text.
        places: Its places.
        cited: The exchanges of the visitor's chats that cite it, the last first.
        now: The time, for how long ago something was.
    """
    properties = next((place.span.of(text) for place in places if place.name == PROPERTIES), "")
    return {
        "key": file.document_id,
        "title": file.title,
        "file": file.source if file.source != file.title else "",
        "by": " · ".join(_author_and_date(properties, text, file.title)),
        "facts": " · ".join(_facts(file, places, now)),
        "note": file.note,
        "opening": opening(text, file.title),
        "cited": [_cited(one, now) for one in cited],
    }


def _author_and_date(properties: str, text: str, title: str) -> Iterator[str]:
    """Yield what the file declares, else what the lines below the title state."""
    for declared, stated in zip(author_and_date(properties), byline(text, title), strict=True):
        if declared or stated:
            yield declared or stated


def _facts(file: IndexedFile, places: Sequence[Place], now: datetime) -> Iterator[str]:
    suffix = _SUFFIX.search(file.source)
    if suffix:
        yield suffix[1].upper()
    for kind in ("page", "slide", "chapter"):
        number = sum(place.kind == kind for place in places)
        if number:
            yield counted(number, kind)
    yield counted(file.passages, "passage")
    yield file_size(file.size)
    if file.indexed_at:
        yield f"indexed {ago(file.indexed_at, now)}"


def _cited(one: CitingExchange, now: datetime) -> View:
    return {
        "exchange": one.exchange.id,
        "chat": one.chat,
        "question": one.exchange.question,
        "detail": f"{one.title} · {ago(one.exchange.asked_at, now)}",
    }
