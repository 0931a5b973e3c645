"""The bot: it learns a folder, and answers questions from it."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from qa_bot.answer.citations import is_proven, prove
from qa_bot.answer.confidence import ConfidenceFeatures, confidence, confidence_features
from qa_bot.answer.differences import differences
from qa_bot.answer.extractive import extract
from qa_bot.answer.sentence_scorer import ScoredSentence, SentenceScorer, best_of_each
from qa_bot.chats.quotes import ChatQuotes
from qa_bot.conversation import ContextWeights, complete
from qa_bot.errors import FolderUnusable, QuestionUnusable, StoreDamaged
from qa_bot.ingest.file_contents import load_named
from qa_bot.ingest.page_images import PageImages
from qa_bot.ingest.page_rendering import PageImage, page_request
from qa_bot.ingest.scan import list_files
from qa_bot.models.embedder import Embedder
from qa_bot.records import Answer, Citation, CitationStatus, Hit, Place, Span, Turn
from qa_bot.search.fusion import fuse, rescore
from qa_bot.settings import Settings
from qa_bot.store.diff import compare_by
from qa_bot.store.generation import Generation
from qa_bot.store.indexing_run import IndexingRun
from qa_bot.store.library import Library
from qa_bot.store.manifest import Manifest, check_configuration, configuration_of
from qa_bot.store.progress_tracker import OnProgress
from qa_bot.store.reports import IndexReport, Status, Verification
from qa_bot.store.verify import Verifier


@dataclass(frozen=True, slots=True)
class _Found:
    """What a question brought: the best passages, their sentences (best first), and what speaks for an answer."""

    hits: tuple[Hit, ...]
    evidence: list[ScoredSentence]
    signs: ConfidenceFeatures


@dataclass(frozen=True, slots=True)
class _Worded:
    """A question in the documents' words: as passages are read for it, and as they are searched, with other names.

    ``words`` are those of the corpus, lighter where the conversation brought them into the question.
    """

    read: str
    searched: str
    words: ContextWeights


class Bot:
    """One folder of documents, its index, and the way from a question to a proven answer. Threads may share it."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened, read or loaded before it is needed."""
        self.settings = settings
        self._library = Library(settings, ChatQuotes(settings.store))
        self._gallery = PageImages(settings)

    @cached_property
    def _embedder(self) -> Embedder:
        return Embedder(self.settings.embedding)

    @cached_property
    def _reader(self) -> SentenceScorer:
        return SentenceScorer()

    def warm(self) -> None:
        """Load the models and, where there is one, the index, so that the first question does not wait for them."""
        self._embedder.query("warm")
        self._reader.warm()
        if self._library.current():
            with self._library.reading() as generation:
                generation.keywords.respelled("Wxarm", self._reader.knows)  # reads the documents' names

    def close(self) -> None:
        """Let go of the index's files; the bot stays usable, and opens them anew when it is asked."""
        self._library.close()
        self._gallery.close()

    def index(self, on_progress: OnProgress | None = None, rebuild: bool = False) -> IndexReport:
        """Bring the index in step with the folder; until it is whole, questions are answered from the old one.

        ``on_progress`` is told each step; it ends the run by raising :class:`qa_bot.errors.Stopped`. What has been
        embedded until then, or until a crash, is not embedded again by the next run.

        Raises:
            FolderUnusable: the folder is missing, unreadable, or empty and not the one that was indexed.
            StoreUnusable: the store cannot be written, is busy, or was built with other settings.
            EmbeddingUnavailable: the embedding fails; the next run goes on from what was embedded.
        """
        return IndexingRun(self.settings, self._library, self._embedder, on_progress or (lambda _: None)).run(rebuild)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        within: Sequence[str] | None = None,
        on_step: Callable[[], object] = lambda: None,
    ) -> Answer:
        """The answer to a question, each of its sentences proven; ``within`` keeps to documents by their ids.

        ``on_step`` is called before each passage is read, and while an embedding that failed is waited for; it ends
        the question by raising :class:`qa_bot.errors.Stopped`.

        Raises:
            QuestionUnusable: it is empty or too long.
            EmbeddingUnavailable: the embedding fails.
            StoreUnusable: there is no index, or it cannot be used.
        """
        started = time.monotonic()
        asked = self._checked(question)
        with self._reading() as generation:
            worded = self._worded(asked, history, generation)
            found = self._find(worded, generation, within, on_step)
            trust = confidence(found.signs)
            claims = extract(worded.read, found.evidence) if trust >= self.settings.threshold else []
            passages = {one.passage.id: one.passage for one in found.evidence}
            statements, citations = prove(claims, passages, self._library.texts.get, self._places(generation))
            return Answer(
                question=asked,
                searched=worded.searched,
                found=bool(citations),
                confidence=trust,
                statements=statements,
                citations=citations,
                hits=found.hits,
                differences=differences(worded.read, citations, passages.values()),
                seconds=time.monotonic() - started,
                generation=generation.name,
            )

    def retrieve(self, question: str, count: int, within: Sequence[str] | None = None) -> list[Hit]:
        """Return the `count` passages nearest to a question, by vectors and words, best first; no sentence is scored.

        Raises:
            QuestionUnusable, EmbeddingUnavailable, StoreUnusable: as :meth:`ask` does.
        """
        asked = self._checked(question)
        with self._reading() as generation:
            searched = self._worded(asked, (), generation).searched
            return self._candidates(searched, generation, max(count, self.settings.candidates), within)[0][:count]

    def confidence_features(self, question: str, history: Sequence[Turn] = ()) -> ConfidenceFeatures:
        """What speaks for an answer to a question: that which its confidence is made of."""
        with self._reading() as generation:
            return self._find(self._worded(self._checked(question), history, generation), generation).signs

    def text(self, document_id: str, *, anew: bool = False) -> str:
        """The stored text of a document, also of one that has left the corpus; ``anew``: read and hashed just now.

        Raises:
            StoreDamaged: it is not there, or is not what was read.
        """
        return self._library.texts.read(document_id) if anew else self._library.texts.get(document_id)

    def prove(self, citation: Citation) -> bool:
        """Whether a citation's words stand at its place in the stored text, read from disk and hashed just now."""
        try:
            return is_proven(citation, self._library.texts.read)
        except StoreDamaged:
            return False

    def citation_status(self, citation: Citation) -> CitationStatus:
        """What has become of a citation's document since: its text may be indexed still, under any name.

        Raises:
            StoreUnusable: there is no index, or it cannot be used.
        """
        with self._reading() as generation:
            if citation.document_id in generation.sources:
                return "unchanged"
            return "changed" if citation.source in generation.manifest.files else "gone"

    def status(self) -> Status:
        """What the live index holds, and how the folder differs from it (all of it is new where there is no index).

        Raises:
            StoreUnusable: the index cannot be used.
        """
        status, manifest = self._indexed()
        try:
            files, problem = list_files(self.settings.seeds, self.settings.exclude, self.settings.store), ""
        except FolderUnusable as error:
            files, problem = [], str(error)
        pending = compare_by(self.settings, files, manifest).pending
        return replace(status, pending=pending, folder_problem=problem, damage=str(self._library.damage(manifest)))

    def indexed(self) -> Status:
        """:meth:`status` without a look at the folder: nothing is pending.

        Raises:
            StoreUnusable: the index cannot be used.
        """
        return self._indexed()[0]

    def verify(self) -> Verification:
        """Every stored passage proven against the stored texts, and both indexes against the manifest.

        Raises:
            StoreUnusable: there is no index, or it cannot be opened.
        """
        damaged = self._library.damaged()
        if damaged:  # not even opened: a damaged file tells lies, or takes the process down
            told = tuple(f"the file {name} is missing or damaged" for name in damaged)
            return Verification(self._library.current() or "", 0, told)
        with self._reading() as generation:
            characters = self.settings.passage_characters
            return Verifier(generation, self._library.texts, self._library.vector_cache, characters).run()

    def places(self, document_id: str) -> tuple[Place, ...]:
        """The places of a document of the live index, in order; none where its format has none.

        Raises:
            StoreUnusable: there is no index, or the places are not what was read.
        """
        with self._reading() as generation:
            return self._places(generation)(document_id)

    def page(self, document_id: str, number: int, quotes: Mapping[int, Span], width_pixels: int = 1400) -> PageImage:
        """A page of a PDF as a picture, counted from 1, and where on it the ``quotes`` stand, by their numbers.

        Raises:
            StoreUnusable: there is no index, or it cannot be used.
            FileUnreadable: no PDF of the document is there as it was indexed, or its page cannot be drawn.
            FolderUnusable: the folder cannot be listed.
        """
        with self._reading() as generation:
            files = [row for row in generation.manifest.files.values() if row.document_id == document_id]
            places = self._places(generation)(document_id)
        asked = page_request(self.text(document_id), places, number, quotes, width_pixels)
        return self._gallery.page(tuple((row.source, row.sha256) for row in files), asked)

    def file(self, source: str) -> bytes:
        """The bytes of a file of the folder, by its path relative to it.

        Raises:
            FileUnreadable: it is not there (any more), or cannot be read; the reason alone.
            FolderUnusable: the folder cannot be listed.
        """
        return load_named(self.settings, source).data

    def _places(self, generation: Generation) -> Callable[[str], tuple[Place, ...]]:
        documents = generation.manifest.documents

        def places(document_id: str) -> tuple[Place, ...]:
            row = documents.get(document_id)
            return self._library.texts.get_places(document_id, row.places) if row else ()

        return places

    def _checked(self, question: str) -> str:
        asked = " ".join(question.split())
        if not asked:
            raise QuestionUnusable("The question is empty: write one.")
        if len(asked) > self.settings.question_characters:
            raise QuestionUnusable(
                f"The question has {len(asked)} characters, {self.settings.question_characters} at most are read: "
                "shorten it."
            )
        return asked

    @contextmanager
    def _reading(self) -> Iterator[Generation]:
        """The live generation, if it is of the present settings."""
        with self._library.reading() as generation:
            check_configuration(generation.manifest, configuration_of(self.settings))
            yield generation

    def _worded(self, question: str, history: Sequence[Turn], generation: Generation) -> _Worded:
        """The question completed from the conversation, its names spelled as the documents spell them."""
        keywords, knows = generation.keywords, self._reader.knows
        read = keywords.respelled(complete(question, history), knows)
        own = keywords.respelled(question, knows)
        return _Worded(read, keywords.with_aliases(read, knows), ContextWeights(keywords, question, own))

    def _find(
        self,
        worded: _Worded,
        generation: Generation,
        within: Sequence[str] | None = None,
        on_step: Callable[[], object] = lambda: None,
    ) -> _Found:
        """Search both ways, read the best passages, and weigh their sentences."""
        candidates, cosine = self._candidates(worded.searched, generation, self.settings.candidates, within, on_step)
        asked = self._reader.asked(worded.read, worded.words)
        candidates = candidates[: self.settings.read]
        evidence = self._reader.weigh(asked, candidates, worded.words, on_step)
        return _Found(
            hits=tuple(rescore(candidates, best_of_each(evidence), self.settings.hits)),
            evidence=evidence,
            signs=confidence_features(asked, cosine, evidence, worded.words),
        )

    def _candidates(
        self,
        question: str,
        generation: Generation,
        count: int,
        within: Sequence[str] | None = None,
        on_step: Callable[[], object] = lambda: None,
    ) -> tuple[list[Hit], float]:
        """Return `count` passages of each ranking, fused, and the cosine of the nearest vector (0 without one)."""
        nearest = generation.vectors.nearest(self._embedder.query(question, on_step), count, within)
        rankings = {"meaning": nearest, "words": generation.keywords.search(question, count, within)}
        named = {way: [(generation.named(one), score) for one, score in found] for way, found in rankings.items()}
        return fuse(named, 2 * count), nearest[0][1] if nearest else 0.0

    def _indexed(self) -> tuple[Status, Manifest | None]:
        if self._library.current() is None:
            return Status(None, 0, 0, None, self.settings.embedding), None
        with self._reading() as generation:
            return generation.status, generation.manifest
