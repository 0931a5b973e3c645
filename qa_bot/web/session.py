"""One visitor's side of the page: the chat at hand, the document at hand, and the address that names both."""

import re
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Literal

from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.store import Chats
from qa_bot.errors import ChatGone, QaBotError
from qa_bot.records import Answer, Turn
from qa_bot.web.question_run import QuestionRun
from qa_bot.web.uploading import Offer
from qa_bot.web.views.document import Opened
from qa_bot.web.views.documents_table import TableQuery

View = Literal["chat", "documents"]
Parameters = MutableMapping[str, str]
"""The address's query: ``chat`` and ``answer`` name what is read, ``view`` is ``documents`` on their page."""

RECENT = 3
"""So many exchanges at a chat's end are drawn in full."""

_NUMBER = re.compile("[0-9]{1,18}")
"""An answer's, as the database counts them: Python refuses to read numbers of thousands of digits."""


@dataclass(slots=True)
class Session:
    """What the page remembers of one visitor between two runs of the script. ``chats`` are the visitor's kept ones.

    ``erasing`` is the removed file (its id) that the visitor is asked about before it is erased, and what is said.
    """

    chats: Chats
    view: View = "chat"
    chat: Chat | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    asking: QuestionRun | None = None
    target: int = 0
    expanded: set[int] = field(default_factory=set)
    opened: Opened | None = None
    opened_by: int = 0
    within: tuple[str, ...] = ()
    search: str = ""
    table: TableQuery = field(default_factory=TableQuery)
    deleted: Chat | None = None
    problem: str = ""
    erasing: tuple[str, str] | None = None
    offers: list[Offer] = field(default_factory=list)
    uploads: int = 0
    _led: dict[str, str] | None = None
    _openings: "count[int]" = field(default_factory=lambda: count(1))
    _unkept: "count[int]" = field(default_factory=lambda: count(-1, -1))

    def follow(self, parameters: Parameters) -> None:
        """Go where the address points, if it is not what :meth:`lead` made it: a link, or the browser's way back."""
        if dict(parameters) == self._led:
            return
        self.view = "documents" if parameters.get("view") == "documents" else "chat"
        wanted = parameters.get("chat", "")
        if wanted != (self.chat.id if self.chat else ""):
            self._turn_to(wanted)
        answer = parameters.get("answer", "")
        self.target = int(answer) if _NUMBER.fullmatch(answer) else 0

    def lead(self, parameters: Parameters) -> None:
        """Make the address name what is read now."""
        wanted: dict[str, str] = {"view": self.view} if self.view != "chat" else {}
        wanted |= {"chat": self.chat.id} if self.chat else {}
        wanted |= {"answer": str(self.target)} if self.chat and self.target > 0 else {}
        if dict(parameters) != wanted:
            for name in set(parameters) - set(wanted):
                del parameters[name]
            parameters.update(wanted)
        self._led = wanted

    def link(self, exchange: Exchange) -> str:
        """The query that leads to one answer; "" where the chat is not kept."""
        return f"?chat={self.chat.id}&answer={exchange.id}" if self.chat and exchange.id > 0 else ""

    def show(self, view: View) -> None:
        """Turn to the chat or to the documents."""
        self.view, self.problem, self.erasing, self.table = view, "", None, TableQuery()
        chat = self.chat
        if chat and all(one.id > 0 for one in self.exchanges):  # an erasing may have changed what is kept of it
            self._attempt(lambda: self._load(chat.id))

    def turn_to(self, chat_id: str) -> None:
        """Go on with a kept chat, from its last answer."""
        self._turn_to(chat_id)
        self.view, self.target = "chat", self.exchanges[-1].id if self.exchanges else 0

    def begin(self) -> None:
        """Begin a new chat; it is kept from its first question on."""
        self.turn_to("")

    def keep(self, question: str, outcome: Answer | str, within: tuple[str, ...]) -> None:
        """Keep what came of a question, on the page at any rate."""
        self.problem = ""
        kept: list[Exchange] = []
        if not self._attempt(lambda: kept.append(self._kept(question, outcome, within))):
            moment = datetime.now(UTC).isoformat(timespec="milliseconds")
            kept.append(Exchange(next(self._unkept), question, outcome, moment, within))
        self.exchanges.append(kept[0])
        self.target = kept[0].id

    def rate(self, exchange: Exchange, helpful: bool | None, remark: str) -> None:
        """Keep what the visitor thinks of an answer."""
        if self._attempt(lambda: self.chats.rate(exchange.id, helpful, remark)):
            rated = replace(exchange, helpful=helpful, remark=remark)
            self.exchanges = [rated if one.id == exchange.id else one for one in self.exchanges]

    def recent(self) -> set[int]:
        """The last few exchanges, which are always drawn in full."""
        return {exchange.id for exchange in self.exchanges[-RECENT:]}

    def shown(self) -> set[int]:
        """All that are drawn in full: the recent ones, the one that is scrolled to, those that the reader opened."""
        return self.recent() | self.expanded | {self.target, self.opened_by}

    def expand(self, exchange_ids: Iterable[int]) -> None:
        """Draw these exchanges in full from now on."""
        self.expanded |= set(exchange_ids)

    def collapse(self, exchange_id: int) -> None:
        """Draw an older exchange in two lines again, and close its document."""
        self.expanded.discard(exchange_id)
        if self.target == exchange_id:
            self.target = 0
        if self.opened_by == exchange_id:
            self.close()

    def exchange(self, exchange_id: object) -> Exchange | None:
        """The exchange of the chat that has this id."""
        return next((one for one in self.exchanges if one.id == exchange_id), None)

    def limit(self, sources: Iterable[str]) -> None:
        """Ask only in these files from now on; in all where none is named."""
        self.within = tuple(sources)

    def seek(self, words: str) -> None:
        """List only the chats that have these words."""
        self.search = words

    def list_documents(self, query: TableQuery) -> None:
        """List these documents on their page."""
        self.table = query

    def rename(self, title: str) -> None:
        """Give the chat another title."""
        chat = self.chat
        if chat and self._attempt(lambda: self.chats.rename(chat.id, title)):
            self.chat = self.chats.get(chat.id)

    def delete(self) -> None:
        """Delete the chat; it can be had back by :meth:`restore`."""
        chat = self.chat
        if chat and self._attempt(lambda: self.chats.delete(chat.id)):
            self.begin()
            self.deleted = chat

    def restore(self) -> None:
        """Undo the last deletion."""
        chat, self.deleted = self.deleted, None
        if chat and self._attempt(lambda: self.chats.restore(chat.id)):
            self.turn_to(chat.id)

    def listed(self) -> tuple[Chat, ...]:
        """The kept chats that the search finds."""
        found: list[Chat] = []
        self._attempt(lambda: found.extend(self.chats.listed(self.search)))
        return tuple(found)

    def open(self, opened: Opened, exchange: int = 0) -> None:
        """Show a document."""
        self.opened, self.opened_by = replace(opened, opening=next(self._openings)), exchange

    def turn_page(self, number: int, citation: int) -> None:
        """Show a page of the open document, where its reader is at ``citation``, as a picture; 0 for its text."""
        if self.opened:
            self.opened = replace(self.opened, page=number, current=citation)

    def close(self) -> None:
        """Close the document view."""
        self.opened, self.opened_by = None, 0

    def _turn_to(self, chat_id: str) -> None:
        if self.asking:  # its answer would come to stand in another chat
            self.asking.stop()
        self.chat, self.asking, self.deleted, self.problem = None, None, None, ""
        self.exchanges = []
        self.expanded = set()
        self.close()
        if chat_id:
            self._attempt(lambda: self._load(chat_id))

    def _load(self, chat_id: str) -> None:
        self.exchanges = list(self.chats.exchanges(chat_id))
        self.chat = self.chats.get(chat_id)

    def _kept(self, question: str, outcome: Answer | str, within: tuple[str, ...]) -> Exchange:
        """Keep it in its chat, or in a new one: another window may have deleted that one."""
        try:
            if self.chat:
                return self.chats.add(self.chat.id, question, outcome, within)
        except ChatGone:
            self.exchanges = []
        self.chat = self.chats.begin(question)
        return self.chats.add(self.chat.id, question, outcome, within)

    def _attempt(self, action: Callable[[], object]) -> bool:
        """Do ``action``; whether it could be done. Why not is told on the page."""
        try:
            action()
        except QaBotError as error:
            self.problem = str(error)
            return False
        return True


def history(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The conversation as a follow-up sees it: what could be asked at all, in order."""
    return tuple(Turn(one.question, one.outcome.text) for one in exchanges if isinstance(one.outcome, Answer))
