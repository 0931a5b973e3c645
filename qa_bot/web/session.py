"""One visitor's session: the open chat, the open document, and the address that names them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from qa_bot.chats.notes import Note
from qa_bot.chats.records import Chat, CitingExchange, Exchange
from qa_bot.chats.store import Chats
from qa_bot.errors import ChatGone, QaBotError
from qa_bot.records import Answer, Intent, Mode, Span
from qa_bot.web.address import Address, PageName, parsed
from qa_bot.web.question_run import AskedQuestion, QuestionRun
from qa_bot.web.seen_chat import SeenChat
from qa_bot.web.uploading import UploadResult
from qa_bot.web.views.document import Opened, from_quote
from qa_bot.web.views.documents_table import RemovedRow, TableQuery

Parameters = Mapping[str, str]
"""The address's query, as in :mod:`qa_bot.web.address`."""

RECENT = 3
"""Number of exchanges at the end of a chat that are always expanded."""


@dataclass(slots=True)
class Session:
    """What the page remembers of one visitor between runs of the script.

    ``erasing`` is the id of the removed file to be erased, and the question to the visitor. ``removed`` are the files
    removed from the table that is shown, ``deleted_elsewhere`` is the title of the chat that another window deleted.
    ``removed_note`` is its chat, itself and its place; ``download`` is a file's name, media type and content.
    """

    chats: Chats
    view: PageName = "chat"
    about: str = ""
    chat: Chat | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    submitted: AskedQuestion | None = None
    question_run: QuestionRun | None = None
    target: int = 0
    expanded: set[int] = field(default_factory=set)
    opened: Opened | None = None
    opened_by: int = 0
    within: tuple[str, ...] = ()
    mode: Intent = "question"
    writing: Mode | None = None
    search: str = ""
    table: TableQuery = field(default_factory=TableQuery)
    deleted: Chat | None = None
    removed_note: tuple[str, Note, int] | None = None
    has_pinned: bool = False
    download: tuple[str, str, bytes] | None = None
    problem: str = ""
    deleted_elsewhere: str = ""
    erasing: tuple[str, str] | None = None
    removed: dict[str, RemovedRow] = field(default_factory=dict)
    upload_results: list[UploadResult] = field(default_factory=list)
    upload_count: int = 0
    _limits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _address: dict[str, str] | None = None
    seen: SeenChat = field(default_factory=SeenChat)
    _opening_numbers: "count[int]" = field(default_factory=lambda: count(1))
    _unstored_ids: "count[int]" = field(default_factory=lambda: count(-1, -1))

    def read_address(self, parameters: Parameters, is_navigation: bool = False) -> None:
        """Go where the address points: in the first run, and if the browser has gone back or forward.

        At other times the browser may send an older address than :meth:`written_address` has named last.
        """
        if self._address is not None and (not is_navigation or dict(parameters) == self._address):
            return
        address = parsed(parameters)
        self.view, self.about, self.target = address.view, address.about, address.answer
        if address.chat != (self.chat.id if self.chat else ""):
            self._switch_chat(address.chat)
        if self._open_address() != (address.document, address.quote):
            self._follow(address)

    def written_address(self) -> dict[str, str]:
        """Return the query that names the open chat, answer and document, and take it for the present address."""
        document, quote = self._open_address()
        chat = self.chat.id if self.chat else ""
        self._address = Address(self.view, chat, self.target, self.about, document, quote).parameters()
        return self._address

    def link(self, exchange: Exchange) -> str:
        """Return the query of a link to one answer; "" if the chat is not stored."""
        return f"?chat={self.chat.id}&answer={exchange.id}" if self.chat and exchange.id > 0 else ""

    def show(self, view: PageName) -> None:
        """Show the chat or the documents."""
        self.view, self.problem, self.erasing, self.table = view, "", None, TableQuery()
        self.removed = {}
        chat = self.chat
        if chat and all(one.id > 0 for one in self.exchanges):  # its answers may have been erased meanwhile
            self._attempt(lambda: self.load(chat.id))

    def show_about(self, document_id: str) -> None:
        """Show the page of a document."""
        self.show("document")
        self.about = document_id
        self.close()

    def ask_only(self, source: str) -> None:
        """Return to the chat, with one file to be searched."""
        self.view = "chat"
        self.limit([source])

    def citing(self, document_id: str, limit: int) -> tuple[CitingExchange, ...]:
        """Return the last exchanges of the visitor's chats that cite a document."""
        found: list[CitingExchange] = []
        self._attempt(lambda: found.extend(self.chats.citing(document_id, limit)))
        return tuple(found)

    def open_chat(self, chat_id: str) -> None:
        """Open a stored chat at its last answer."""
        self._switch_chat(chat_id)
        self.view, self.target = "chat", self.exchanges[-1].id if self.exchanges else 0

    def begin(self) -> None:
        """Begin a new chat, which is stored with its first question."""
        self.open_chat("")

    def ensure_chat(self, title: str) -> Chat:
        """Return the open chat, a new one if there is none.

        Raises:
            StoreUnusable: it cannot be stored.
        """
        self.chat = self.chat or self.chats.begin(title)
        return self.chat

    def submit(self, question: object) -> None:
        """Take a question to be answered, as the visitor has chosen."""
        self.submitted = AskedQuestion(str(question), self.within, self.mode)

    def add(self, question: str, outcome: Answer | str, within: tuple[str, ...]) -> None:
        """Add a question's outcome to the chat; if it cannot be stored, to the page only."""
        self.problem = ""
        added: list[Exchange] = []
        if not self._attempt(lambda: added.append(self._stored(question, outcome, within))):
            moment = datetime.now(UTC).isoformat(timespec="milliseconds")
            added.append(Exchange(next(self._unstored_ids), question, outcome, moment, within))
        self.exchanges.append(added[0])
        self.target = added[0].id
        self.seen.note(self.chats, self.chat)

    def rate(self, exchange: Exchange, helpful: bool | None, remark: str) -> None:
        """Store the visitor's rating of an answer."""
        if self._attempt(lambda: self.chats.rate(exchange.id, helpful, remark)):
            rated = replace(exchange, helpful=helpful, remark=remark)
            self.exchanges = [rated if one.id == exchange.id else one for one in self.exchanges]
            self.seen.note(self.chats, self.chat)

    def recent(self) -> set[int]:
        """Return the ids of the last exchanges, which are always expanded."""
        return {exchange.id for exchange in self.exchanges[-RECENT:]}

    def expanded_ids(self) -> set[int]:
        """Return the ids of the exchanges that are displayed in full."""
        return self.recent() | self.expanded | {self.target, self.opened_by}

    def expand(self, exchange_ids: Iterable[int]) -> None:
        """Expand exchanges."""
        self.expanded |= set(exchange_ids)

    def collapse(self, exchange_id: int) -> None:
        """Collapse an older exchange, and close its document."""
        self.expanded.discard(exchange_id)
        if self.target == exchange_id:
            self.target = 0
        if self.opened_by == exchange_id:
            self.close()

    def exchange(self, exchange_id: object) -> Exchange | None:
        """Return the exchange of the open chat with this id."""
        return next((one for one in self.exchanges if one.id == exchange_id), None)

    def limit(self, within: Iterable[str]) -> None:
        """Search only these files and folders from now on in the open chat, all if there are none."""
        self.within = tuple(within)
        if self.chat:
            self._limits[self.chat.id] = self.within

    def answer_as(self, mode: Intent) -> None:
        """Take the next questions for this intent."""
        self.mode = mode

    def choose_writing(self, mode: Mode) -> None:
        """Have answers written by the language model, or quoted, from now on."""
        self.writing = mode

    def search_chats(self, words: str) -> None:
        """List only chats with these words."""
        self.search = words

    def list_documents(self, query: TableQuery) -> None:
        """Change which documents are listed, and how."""
        self.table = query

    def rename(self, title: str) -> None:
        """Rename the open chat."""
        chat = self.chat
        if chat and self._attempt(lambda: self.chats.rename(chat.id, title)):
            self.chat = self.chats.get(chat.id)
            self.seen.note(self.chats, self.chat)

    def delete(self) -> None:
        """Delete the open chat; :meth:`restore` undoes it."""
        chat = self.chat
        if chat and self._attempt(lambda: self.chats.delete(chat.id)):
            self.begin()
            self.deleted = chat

    def restore(self) -> None:
        """Undo the last deletion."""
        chat, self.deleted = self.deleted, None
        if chat and self._attempt(lambda: self.chats.restore(chat.id)):
            self.open_chat(chat.id)

    def listed(self) -> tuple[Chat, ...]:
        """Return the stored chats that match the search."""
        found: list[Chat] = []
        self._attempt(lambda: found.extend(self.chats.listed(self.search)))
        return tuple(found)

    def open(self, opened: Opened, exchange: int = 0) -> None:
        """Open a document, from the citation or passage of an exchange if given."""
        self.opened, self.opened_by = replace(opened, opening=next(self._opening_numbers)), exchange

    def show_citation(self, number: int) -> None:
        """Make another quote of the open document the current one."""
        if self.opened and number in self.opened.quotes:
            self.opened = replace(self.opened, current=number)

    def show_page(self, number: int, citation: int) -> None:
        """Show a page of the open document as an image, with its current citation; 0 shows the text."""
        if self.opened:
            self.opened = replace(self.opened, page=number, current=citation)

    def close(self) -> None:
        """Close the document view."""
        self.opened, self.opened_by = None, 0

    def _open_address(self) -> tuple[str, Span | None]:
        """Return the id of the open document and its current quote, as the address names them."""
        return (self.opened.document_id, self.opened.quotes.get(self.opened.current)) if self.opened else ("", None)

    def _follow(self, address: Address) -> None:
        """Open the document of an address at its quote: as cited in the chat if it is, or close it."""
        first = sorted(self.exchanges, key=lambda one: one.id != address.answer)
        answers = ((one.id, one.outcome) for one in first if isinstance(one.outcome, Answer))
        cited = ((key, from_quote(address.document, address.quote, answer.citations)) for key, answer in answers)
        quotes = {1: address.quote} if address.quote else {}
        uncited = 0, Opened(address.document, quotes=quotes, current=len(quotes))
        exchange_id, opened = next(((key, found) for key, found in cited if found), uncited)
        if address.document:
            self.open(opened, exchange_id)
        else:
            self.close()

    def _switch_chat(self, chat_id: str) -> None:
        if self.question_run:  # its answer would be added to another chat
            self.question_run.stop()
        self.chat, self.question_run, self.deleted, self.problem = None, None, None, ""
        self.deleted_elsewhere = ""
        self.exchanges = []
        self.expanded = set()
        self.close()
        if chat_id:
            self._attempt(lambda: self.load(chat_id))
        self.within = self._limits.get(chat_id, self.exchanges[-1].within if self.exchanges else ())

    def load(self, chat_id: str) -> None:
        """Read a chat from the store."""
        self.exchanges = list(self.chats.exchanges(chat_id))
        self.chat = self.chats.get(chat_id)
        self.seen.note(self.chats, self.chat)

    def _stored(self, question: str, outcome: Answer | str, within: tuple[str, ...]) -> Exchange:
        """Store an exchange in its chat, or in a new one if another window has deleted that chat."""
        try:
            if self.chat:
                return self.chats.add(self.chat.id, question, outcome, within)
        except ChatGone:
            self.exchanges = []
        self.chat = self.chats.begin(question)
        return self.chats.add(self.chat.id, question, outcome, within)

    def _attempt(self, action: Callable[[], object]) -> bool:
        """Call `action`; return whether it succeeded, else set the problem that the page displays."""
        try:
            action()
        except QaBotError as error:
            self.problem = str(error)
            return False
        return True
