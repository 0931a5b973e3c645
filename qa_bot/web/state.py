"""State shared by all visitors of a server: the bot, its status, and the current indexing run.

Indexing has its own thread: Streamlit ends a visitor's thread at each interaction.
"""

import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

import streamlit as st

from qa_bot.answer.stages import OnStep
from qa_bot.bot import Bot
from qa_bot.chats.quotes import ChatQuotes, QuoteCount
from qa_bot.chats.store import Chats
from qa_bot.errors import StoreUnusable
from qa_bot.models.llm.language_model import LanguageModel
from qa_bot.models.llm.presence import ollama_here
from qa_bot.records import Answer, Intent, Mode, Turn
from qa_bot.settings import Settings
from qa_bot.store.erasures import Erasure
from qa_bot.store.reports import Status
from qa_bot.uploads.trash import Removed, Trash
from qa_bot.uploads.uploads import Uploads
from qa_bot.web.folder_monitor import FolderMonitor
from qa_bot.web.follow_ups import FollowUps
from qa_bot.web.indexer import BackgroundRun, Indexer, indexer_of
from qa_bot.web.question_run import QuestionRun
from qa_bot.web.render_cache import Paragraphs, RenderCache
from qa_bot.web.views.document_filter import is_within
from qa_bot.web.views.documents_table import RemovedRow

_LATEST_ANSWERS = 9


@dataclass
class ApplicationState:
    """The bot and the work in progress. Thread-safe."""

    indexer: Indexer
    monitor: FolderMonitor = field(init=False)
    follow_ups: FollowUps = field(init=False)
    _suggested: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _suggested_by_document: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _paragraphs: Paragraphs = field(default_factory=dict)
    _chats: dict[str, Chats] = field(default_factory=dict)
    _writing_seconds: deque[float] = field(default_factory=lambda: deque(maxlen=_LATEST_ANSWERS))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Create the folder monitor, which does nothing before the first status, and what tries follow-ups."""
        self.monitor = FolderMonitor(self.bot)
        self.follow_ups = FollowUps(self.bot)

    @property
    def bot(self) -> Bot:
        """The bot that answers and indexes."""
        return self.indexer.bot

    @cached_property
    def uploads(self) -> Uploads:
        """Uploads into the folder."""
        return Uploads(self.bot.settings)

    @cached_property
    def trash(self) -> Trash:
        """Files removed from the folder."""
        return Trash(self.bot.settings)

    @property
    def run(self) -> BackgroundRun | None:
        """The current or last indexing run, started by any visitor."""
        return self.indexer.last

    @property
    def is_indexing(self) -> bool:
        """Whether an indexing run is in progress."""
        return self.indexer.is_running

    def status(self) -> Status:
        """Return the bot's status, with the folder as the monitor last compared it.

        Raises:
            QaBotError: the store cannot be read.
        """
        return self.monitor.status()

    def folder_changed(self) -> None:
        """Compare the folder after a visitor has added or removed a file, and start indexing."""
        self.monitor.refresh()
        self.start_indexing()

    @property
    def is_erasing(self) -> bool:
        """Whether an erased file is still in the index."""
        return bool(self.indexer.erasures)

    def remove(self, source: str) -> RemovedRow:
        """Move a file from the folder to the trash, and start indexing; return what its row in the table becomes.

        Raises:
            QaBotError: the file cannot be moved.
        """
        file = next((file for file in self.status().files if file.source == source), None)
        removed = self.trash.remove(source, file.document_id if file else "")
        self.folder_changed()
        return RemovedRow(removed.id, file)

    def restore(self, name: str) -> str:
        """Put a file from the trash back into the folder, and start indexing; return its path.

        Raises:
            FileRefused: the file is not in the trash, or cannot be put back.
        """
        source = self.trash.restore(name)
        self.folder_changed()
        return source

    def quoting(self, removed: Removed) -> QuoteCount:
        """Count the answers in all chats that quote a removed file, which are erased with it.

        Raises:
            QaBotError: the chats or the store cannot be read.
        """
        status = self.status()
        live = {file.document_id for file in status.files if file.source not in status.pending.removed}
        return ChatQuotes(self.bot.settings.store).count({removed.document_id}, {removed.source}, live)

    def erase(self, removed: Removed) -> None:
        """Erase a removed file permanently, and start a run that removes it from every file of the store.

        Raises:
            FileRefused: the file is not in the trash, or cannot be erased.
        """
        self.indexer.erasures.add(Erasure(removed.document_id, removed.source))
        self.trash.erase(removed.id)
        self.start_indexing()

    def rebuild(self) -> None:
        """Start building the index from scratch."""
        self.indexer.start(rebuild=True)

    def start_indexing(self) -> None:
        """Start an indexing run, unless one is in progress."""
        self.indexer.start()

    def stop_indexing(self) -> None:
        """Stop the indexing run; the index stays unchanged."""
        self.indexer.stop()

    @property
    def model(self) -> LanguageModel | None:
        """The language model that may write answers."""
        return self.bot.language_model

    @cached_property
    def offered_models(self) -> list[str]:
        """The models of an Ollama on this machine, where no model is set."""
        return [] if self.model else ollama_here()

    def writing_seconds(self) -> float | None:
        """Return how long the model took lately for an answer, the median; None before the first."""
        return median(self._writing_seconds) if self._writing_seconds else None

    def ask(
        self,
        question: str,
        history: tuple[Turn, ...],
        within: tuple[str, ...],
        intent: Intent = "question",
        mode: Mode | None = None,
    ) -> QuestionRun:
        """Start answering a question, from the files and folders of `within` only if there are any."""
        run = QuestionRun(question, within)
        wanted = None if intent == "question" else intent

        def answer(on_step: OnStep) -> Answer:
            documents = self._documents(within)
            with self.follow_ups.paused():
                found = self.bot.ask(question, history, documents, on_step, wanted, mode=mode, on_partial=run.show)
            if found.mode == "compose":
                self._writing_seconds.append(found.seconds)
            return found

        run.start(answer)
        return run

    def _documents(self, within: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the document ids of the files' current content."""
        if not within:
            return None
        return tuple(file.document_id for file in self.status().files if is_within(file.source, within))

    def render_cache(self) -> RenderCache:
        """Return a cache of documents for one run of the script."""
        return RenderCache(self.bot.documents, self._paragraphs)

    def chats(self, owner: str) -> Chats:
        """Return the chats of one owner."""
        with self._lock:
            if owner not in self._chats:
                self._chats[owner] = Chats(self.bot.settings.store, owner)
            return self._chats[owner]

    def suggestions(self, status: Status) -> tuple[str, ...]:
        """Return questions that the index answers, computed once per generation."""
        generation = status.generation or ""
        if generation not in self._suggested:
            self._suggested = {generation: self.bot.suggester.on_documents(status.files)}
        return self._suggested[generation]

    def questions_of(self, document_id: str) -> tuple[str, ...]:
        """Return questions that one document answers, computed once for its text in each generation."""
        key = f"{self.status().generation} {document_id}"
        if key not in self._suggested_by_document:
            self._suggested_by_document[key] = self.bot.suggester.on_document(document_id)
        return self._suggested_by_document[key]


_states: dict[Settings, ApplicationState] = {}
_opening = threading.Lock()
"""Not in Streamlit's cache, which any browser can clear without a login."""


def application_state(settings: Settings) -> ApplicationState:
    """Return the state for these settings, with the models loaded; the first visitor waits some seconds.

    Raises:
        QaBotError: the bot cannot be created with these settings.
    """
    state = _states.get(settings)
    if state is not None:
        return state
    with st.spinner("Loading"):
        return load_application_state(settings)


def load_application_state(settings: Settings) -> ApplicationState:
    """Return the same, without drawing anything meanwhile."""
    with _opening:
        if settings not in _states:
            indexer = indexer_of(settings)
            with suppress(StoreUnusable):  # the page offers to rebuild a damaged store
                indexer.bot.warm()
            _states[settings] = ApplicationState(indexer)
        return _states[settings]


def close_application_states() -> None:
    """Stop all monitors, close all bots, and forget all states."""
    for state in _states.values():
        state.monitor.close()
        state.bot.close()
    _states.clear()
