"""What all visitors of one server share: the bot, its status, and the re-index under way.

A re-index runs in a thread of its own, never in a visitor's: Streamlit ends a visitor's thread at each click, and
the other visitors go on asking meanwhile.
"""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

import streamlit as st

from qa_bot.answer.suggestions import suggestions
from qa_bot.bot import Bot
from qa_bot.chats.quotes import ChatQuotes, QuoteCount
from qa_bot.chats.store import Chats
from qa_bot.errors import StoreUnusable
from qa_bot.records import Turn
from qa_bot.settings import Settings
from qa_bot.store.erasures import Erasure
from qa_bot.store.reports import Status
from qa_bot.uploads.trash import Removed, Trash
from qa_bot.uploads.uploads import Uploads
from qa_bot.web.folder_monitor import FolderMonitor
from qa_bot.web.indexer import BackgroundRun, Indexer, indexer_of
from qa_bot.web.question_run import QuestionRun
from qa_bot.web.render_cache import Paragraphs, RenderCache


@dataclass
class ApplicationState:
    """The bot and what goes on around it. Safe to use from many threads."""

    indexer: Indexer
    monitor: FolderMonitor = field(init=False)
    _suggested: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _paragraphs: Paragraphs = field(default_factory=dict)
    _chats: dict[str, Chats] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Nothing looks at the folder before somebody asks for a status."""
        self.monitor = FolderMonitor(self.bot)

    @property
    def bot(self) -> Bot:
        """The bot."""
        return self.indexer.bot

    @cached_property
    def uploads(self) -> Uploads:
        """The way into the folder."""
        return Uploads(self.bot.settings)

    @cached_property
    def trash(self) -> Trash:
        """The way out of it, and back."""
        return Trash(self.bot.settings)

    @property
    def run(self) -> BackgroundRun | None:
        """The re-index that was begun last, by anybody."""
        return self.indexer.last

    @property
    def is_indexing(self) -> bool:
        """Whether a re-index is under way."""
        return self.indexer.is_running

    def status(self) -> Status:
        """The bot's status, the folder as it was last compared: no visitor's thread looks at it.

        Raises:
            QaBotError: the store cannot be read.
        """
        return self.monitor.status()

    def folder_changed(self) -> None:
        """Take note of a file that a visitor has put into the folder or taken out of it, and re-index."""
        self.monitor.refresh()
        self.start_indexing()

    @property
    def is_erasing(self) -> bool:
        """Whether something that was erased is still in the index."""
        return bool(self.indexer.erasures)

    def remove(self, source: str) -> None:
        """Take a file out of the folder into the trash, and re-index.

        Raises:
            QaBotError: it cannot be taken out.
        """
        documents = (file.document_id for file in self.status().files if file.source == source)
        self.trash.remove(source, next(documents, ""))
        self.folder_changed()

    def quoting(self, removed: Removed) -> QuoteCount:
        """What the chats of everybody quote of a removed file, and lose when it is erased.

        Raises:
            QaBotError: the chats or the store cannot be read.
        """
        status = self.status()
        live = {file.document_id for file in status.files if file.source not in status.pending.removed}
        return ChatQuotes(self.bot.settings.store).count({removed.document_id}, {removed.source}, live)

    def erase(self, removed: Removed) -> None:
        """Erase a removed file for good, and re-index: the run takes it out of every file of the store.

        Raises:
            FileRefused: it is not in the trash, or cannot be removed.
        """
        self.indexer.erasures.add(Erasure(removed.document_id, removed.source))
        self.trash.erase(removed.id)
        self.start_indexing()

    def rebuild(self) -> None:
        """Begin a re-index from nothing in its own thread."""
        self.indexer.start(rebuild=True)

    def start_indexing(self) -> None:
        """Begin a re-index in its own thread; nothing to do where one is under way."""
        self.indexer.start()

    def stop_indexing(self) -> None:
        """End the re-index under way; the index is what it was."""
        self.indexer.stop()

    def ask(self, question: str, history: tuple[Turn, ...], sources: tuple[str, ...]) -> QuestionRun:
        """Begin to answer a question, from the files ``sources`` alone where any are named."""
        asking = QuestionRun(question, sources)
        asking.start(lambda on_step: self.bot.ask(question, history, self._documents(sources), on_step))
        return asking

    def _documents(self, sources: tuple[str, ...]) -> tuple[str, ...] | None:
        """The ids of what the files hold now: a file that has changed is asked as it is."""
        if not sources:
            return None
        return tuple(file.document_id for file in self.status().files if file.source in sources)

    def render_cache(self) -> RenderCache:
        """Return what one drawing of the page reads the documents by."""
        return RenderCache(self.bot.documents, self._paragraphs)

    def chats(self, owner: str) -> Chats:
        """The kept chats of one owner."""
        with self._lock:
            if owner not in self._chats:
                self._chats[owner] = Chats(self.bot.settings.store, owner)
            return self._chats[owner]

    def suggestions(self, status: Status) -> tuple[str, ...]:
        """Questions that the index answers; worked out once for each generation."""
        generation = status.generation or ""
        if generation not in self._suggested:
            texts = (self.bot.documents.text(file.document_id) for file in status.files)
            self._suggested = {generation: suggestions(texts, lambda question: self.bot.ask(question).found)}
        return self._suggested[generation]


_states: dict[Settings, ApplicationState] = {}
_opening = threading.Lock()
"""Not in Streamlit's cache: any browser, logged in or not, may tell Streamlit to clear that."""


def application_state(settings: Settings) -> ApplicationState:
    """The one state over these settings, warmed up: the first visitor waits some seconds, with a quiet sign.

    Raises:
        QaBotError: the bot cannot be had with these settings.
    """
    state = _states.get(settings)
    if state is not None:
        return state
    with st.spinner("Making ready"), _opening:
        if settings not in _states:
            indexer = indexer_of(settings)
            with suppress(StoreUnusable):  # a damaged store can be rebuilt from the page
                indexer.bot.warm()
            _states[settings] = ApplicationState(indexer)
        return _states[settings]


def close_application_states() -> None:
    """Forget all states, leave their folders alone, and let go of their bots' files."""
    for state in _states.values():
        state.monitor.close()
        state.bot.close()
    _states.clear()
