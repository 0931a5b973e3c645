"""The page's address: what a link, a reload or the browser's way back restores. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qa_bot.records import Span

PageName = Literal["chat", "documents", "document"]
"""What the page shows: a chat, the list of documents, or the page of one document."""

_NUMBER = re.compile("[0-9]{1,18}")
"""An answer's id; limited because Python refuses to convert thousands of digits."""
_SPAN = re.compile("([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Address:
    """What the address names.

    Attributes:
        view: What the page shows.
        chat: The open chat's id, or "".
        answer: The id of the answer to scroll to, or 0.
        about: The id of the document whose page is shown, or "".
        document: The id of the document in the document view, or "".
        quote: The span marked there, in characters of its text.
    """

    view: PageName = "chat"
    chat: str = ""
    answer: int = 0
    about: str = ""
    document: str = ""
    quote: Span | None = None

    def parameters(self) -> dict[str, str]:
        """Return the query: ``view=documents`` or ``about``, ``chat``, ``answer``, ``document``, ``quote=3-9``."""
        found: dict[str, str] = {"view": self.view} if self.view == "documents" else {}
        found |= {"about": self.about} if self.view == "document" else {}
        found |= {"chat": self.chat} if self.chat else {}
        found |= {"answer": str(self.answer)} if self.chat and self.answer > 0 else {}
        return found | document_parameters(self.document, self.quote)


def document_parameters(document_id: str, quote: Span | None) -> dict[str, str]:
    """Return the part of the query that opens a document at a quote; {} without a document."""
    if not document_id:
        return {}
    return {"document": document_id} | ({"quote": f"{quote.start}-{quote.end}"} if quote else {})


def parsed(parameters: Mapping[str, str]) -> Address:
    """Return what a query names; what is not valid is left out."""
    about, document = parameters.get("about", ""), parameters.get("document", "")
    answer, quote = parameters.get("answer", ""), parameters.get("quote", "")
    shown: PageName = "documents" if parameters.get("view") == "documents" else "document" if about else "chat"
    return Address(
        view=shown,
        chat=parameters.get("chat", ""),
        answer=int(answer) if _NUMBER.fullmatch(answer) else 0,
        about=about if shown == "document" else "",
        document=document,
        quote=_span(quote) if document else None,
    )


def _span(text: str) -> Span | None:
    found = _SPAN.fullmatch(text)
    start, end = map(int, found.groups()) if found else (0, 0)
    return Span(start, end) if start < end else None
