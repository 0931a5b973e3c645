"""The bot: index a folder of documents, ask, show the status, verify."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, cached_property

from qa_bot.answer.answerer import Answerer
from qa_bot.answer.by_language import LanguageReranker
from qa_bot.answer.composing.model_summary import ModelSummarizer
from qa_bot.answer.composing.model_writer import ModelWriter, reply_of
from qa_bot.answer.extractive import ExtractiveWriter
from qa_bot.answer.late_interaction import LateInteractionReranker
from qa_bot.answer.open_index import OpenIndex
from qa_bot.answer.reading import ReadingReranker
from qa_bot.answer.stages import ModelStages, OnPartial, OnStep, Reranker, Stages
from qa_bot.answer.suggester import Suggester
from qa_bot.chats.quotes import ChatQuotes
from qa_bot.conversation import rewrite
from qa_bot.conversation.model_rewriting import ModelRewriter
from qa_bot.errors import FolderUnusable, SettingUnusable
from qa_bot.ingest.scan import list_files
from qa_bot.models.embedder import Embedder
from qa_bot.models.embedding import OFFLINE_MODELS, published_name
from qa_bot.models.llm.language_model import LanguageModel, language_model
from qa_bot.records import Answer, Intent, Mode, Turn
from qa_bot.settings import E5, MINILM, ON, Settings
from qa_bot.store.diff import compare_by
from qa_bot.store.documents import Documents
from qa_bot.store.indexing_run import IndexingRun
from qa_bot.store.library import Library
from qa_bot.store.manifest import Manifest
from qa_bot.store.progress_tracker import OnProgress
from qa_bot.store.reports import IndexReport, Status, Verification
from qa_bot.store.unread import unread_languages
from qa_bot.store.verify import Verifier


def default_stages(settings: Settings, llm: LanguageModel | None = None) -> Stages:
    """Return the stages of the answerer: another implementation is one new module and its line here."""
    return Stages(
        rewriter=rewrite,
        reranker=_reranker(is_read=settings.reader == ON, is_multilingual=settings.embedding == E5),
        writer=ExtractiveWriter(),
        model=_model_stages(llm, settings.hits) if llm else None,
    )


@cache
def _reranker(*, is_read: bool, is_multilingual: bool) -> Reranker:
    """Return this process's only reranker of a kind: what it has read of a passage serves every bot."""
    late_interaction = LateInteractionReranker(OFFLINE_MODELS[MINILM], for_reader=is_read)
    english: Reranker = ReadingReranker(late_interaction) if is_read else late_interaction
    return LanguageReranker(english, LateInteractionReranker(OFFLINE_MODELS[E5])) if is_multilingual else english


def _model_stages(model: LanguageModel, most: int) -> ModelStages:
    return ModelStages(
        name=model.name,
        rewriter=ModelRewriter(reply_of(model), rewrite),
        writer=ModelWriter(model, most),
        summarizer=ModelSummarizer(model),
    )


class Bot:
    """One folder of documents and its index. Threads may share it.

    Attributes:
        settings: The settings in force.
        documents: The documents' texts, places and files, and the proof of citations.
        language_model: The model that may write answers, None if the settings name none.
        answerer: The pipeline from a question to an answer.
        suggester: Questions that the documents answer.
    """

    def __init__(self, settings: Settings, stages: Stages | None = None) -> None:
        """Open, read and load nothing before it is needed.

        Raises:
            SettingUnusable: the setting ``llm`` names no model, or one whose client is not installed.
        """
        self.settings = settings
        self._library = Library(settings, ChatQuotes(settings.store))
        self.documents = Documents(settings, self._library)
        self.language_model = language_model(settings)
        stages = stages or default_stages(settings, self.language_model)
        self.answerer = Answerer(settings, lambda: self._embedder, self._open_index, stages)
        self.suggester = Suggester(self.ask, self.documents.text)

    @cached_property
    def _embedder(self) -> Embedder:
        return Embedder(self.settings.embedding)

    def warm(self) -> None:
        """Load the models and, if there is one, the index, so that the first question does not wait for them."""
        self.answerer.warm()
        if self.language_model:
            self.language_model.warm()
        if self._library.current():
            with self._open_index() as index:
                index.keyword_search.respelled("Wxarm", lambda _: False)  # reads the documents' names

    def close(self) -> None:
        """Close the index's files; the next call of any method opens them again."""
        self._library.close()
        self.documents.close()

    def index(self, on_progress: OnProgress | None = None, rebuild: bool = False) -> IndexReport:
        """Bring the index in step with the folder; until that is done, questions are answered from the old one.

        ``on_progress`` is called at each step; it ends the run by raising :class:`qa_bot.errors.Stopped`. What was
        embedded before a stop or a crash is not embedded again by the next run.

        Raises:
            FolderUnusable: the folder is missing, unreadable, or empty and not the one that was indexed.
            StoreUnusable: the store cannot be written, is busy, or was built with other settings.
            EmbeddingUnavailable: the embedding fails; the next run goes on from what was embedded.
        """
        return IndexingRun(self.settings, self._library, self._embedder, on_progress or (lambda _: None)).run(rebuild)

    def ask(  # noqa: PLR0913 - all but the question have defaults
        self,
        question: str,
        history: Sequence[Turn] = (),
        within: Sequence[str] | None = None,
        on_step: OnStep = lambda: None,
        intent: Intent | None = None,
        *,
        mode: Mode | None = None,
        on_partial: OnPartial = lambda *_: None,
    ) -> Answer:
        """Answer a question, every statement proven.

        Args:
            question: What is asked.
            history: The conversation before it.
            within: The ids of the documents to search, None for all.
            on_step: Called before each passage is reranked, and while a failed embedding or the language model is
                waited for; it ends the question by raising :class:`qa_bot.errors.Stopped`.
            intent: ``comparison`` or ``occurrences`` where the question asks for it by no words of its own.
            mode: ``extract``, or ``compose`` by the language model; None composes if there is one.
            on_partial: Called while the model writes, with the answer so far and the sentence that is being written.

        Raises:
            QuestionUnusable: the question is empty or too long.
            EmbeddingUnavailable: the embedding fails.
            SettingUnusable: the mode is ``compose``, and there is no language model.
            StoreUnusable: there is no index, or it cannot be used.
        """
        if mode == "compose" and not self.answerer.can_compose:
            raise SettingUnusable("There is no language model to compose with: name one by QA_BOT_LLM (docs/llm.md).")
        chosen: Mode = mode or ("compose" if self.answerer.can_compose else "extract")
        return self.answerer.ask(question, history, within, on_step, intent, mode=chosen, on_partial=on_partial)

    def status(self, *, compare_folder: bool = True) -> Status:
        """Return what is indexed and how the folder differs from it; without ``compare_folder``, nothing is pending.

        Raises:
            StoreUnusable: the index cannot be used.
        """
        status, manifest = self._indexed()
        if not compare_folder:
            return status
        try:
            files, problem = list_files(self.settings.seeds, self.settings.exclude, self.settings.store), ""
        except FolderUnusable as error:
            files, problem = [], str(error)
        pending = compare_by(self.settings, files, manifest).pending
        return replace(status, pending=pending, folder_problem=problem, damage=str(self._library.damage(manifest)))

    def verify(self) -> Verification:
        """Prove every stored passage against the stored texts, and compare both searches with the manifest.

        Raises:
            StoreUnusable: there is no index, or it cannot be opened.
        """
        damaged = self._library.damaged_files()
        if damaged:  # not opened: Chroma may read a damaged file as whole, or crash the process
            problems = tuple(f"the file {name} is missing or damaged" for name in damaged)
            return Verification(self._library.current() or "", 0, problems)
        with self.documents.open_generation() as generation:
            characters = self.settings.passage_characters
            return Verifier(generation, self._library.texts, self._library.vector_cache, characters).run()

    @contextmanager
    def _open_index(self) -> Iterator[OpenIndex]:
        with self.documents.open_generation() as generation:
            yield OpenIndex(
                name=generation.name,
                vector_search=generation.vectors,
                keyword_search=generation.keywords,
                renamed=generation.named,
                text_of=self.documents.text,
                places_of=self.documents.places_in(generation),
                documents=generation.status.files,
            )

    def _indexed(self) -> tuple[Status, Manifest | None]:
        if self._library.current() is None:
            return Status(None, 0, 0, None, published_name(self.settings.embedding)), None
        with self.documents.open_generation() as generation:
            languages = (row.language for row in generation.manifest.documents.values())
            hint = unread_languages(languages, self.settings.embedding)
            return replace(generation.status, hint=hint), generation.manifest
