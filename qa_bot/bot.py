"""The bot: it learns a folder, and answers questions from it."""

import time
from collections.abc import Sequence
from functools import cached_property

from llama_index.core.base.embeddings.base import BaseEmbedding

from qa_bot.answers.citations import is_proven, prove
from qa_bot.answers.confidence import confidence, signs
from qa_bot.answers.evidence import Reader, best_of_each
from qa_bot.answers.extract import extract
from qa_bot.conversation import complete
from qa_bot.documents import list_files
from qa_bot.errors import FolderUnusable, QuestionUnusable, StoreDamaged
from qa_bot.hits import fuse, rescore
from qa_bot.index.build import Build, OnProgress
from qa_bot.index.changes import compare
from qa_bot.index.generations import Generation, Library
from qa_bot.index.manifest import check_shape, name_sources, shape_of
from qa_bot.index.verify import verify
from qa_bot.records import Answer, Citation, Hit, IndexReport, Pending, Status, Turn, Verification
from qa_bot.settings import Settings
from qa_bot.vectors.embedding import make_embedding


class Bot:
    """One folder of documents, its index, and the way from a question to a proven answer. Threads may share it."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened, read or loaded before it is needed."""
        self.settings = settings
        self._library = Library(settings.store, settings.wait_seconds)

    @cached_property
    def _embedding(self) -> BaseEmbedding:
        return make_embedding(self.settings.embedding)

    @cached_property
    def _reader(self) -> Reader:
        return Reader()

    def warm(self) -> None:
        """Load the models and, where there is one, the index, so that the first question does not wait for them."""
        self._embedding.get_query_embedding("warm")
        self._reader.weigh("warm", (), lambda _: 1.0)
        if self._library.current():
            with self._library.reading():
                pass

    def learn(self, on_progress: OnProgress | None = None, rebuild: bool = False) -> IndexReport:
        """Bring the index in step with the folder; until it is whole, questions are answered from the old one.

        Raises:
            FolderUnusable: the folder is missing, unreadable or empty.
            StoreUnusable: the store cannot be written, is busy, or was built with other settings.
        """
        return Build(self.settings, self._library, self._embedding, on_progress or (lambda _: None)).run(rebuild)

    def ask(self, question: str, history: Sequence[Turn] = (), within: Sequence[str] | None = None) -> Answer:
        """The answer to a question, each of its sentences proven; ``within`` keeps to documents by their ids.

        Raises:
            QuestionUnusable: it is empty or too long.
            StoreUnusable: there is no index, or it cannot be used.
        """
        started = time.monotonic()
        asked = self._checked(question)
        searched = complete(asked, history)
        with self._library.reading() as generation:
            check_shape(generation.manifest, shape_of(self.settings))
            candidates, cosine = self._find(searched, generation, within)
            by_words = generation.by_words
            evidence = self._reader.weigh(searched, candidates, by_words.rarity)
            hits = rescore(candidates, best_of_each(evidence), self.settings.hits)
            trust = confidence(signs(searched, cosine, evidence, by_words.rarity, by_words.terms))
            claims = extract(evidence) if trust >= self.settings.threshold else []
            passages = {hit.passage.id: hit.passage for hit in candidates}
            statements, citations = prove(claims, passages, self._library.texts.get)
            return Answer(
                question=asked,
                searched=searched,
                found=bool(citations),
                confidence=trust,
                statements=statements,
                citations=citations,
                hits=tuple(hits),
                seconds=time.monotonic() - started,
                generation=generation.name,
            )

    def text(self, document_id: str) -> str:
        """The stored text of a document, also of one that has left the corpus.

        Raises:
            StoreDamaged: it is not there, or is not what was read.
        """
        return self._library.texts.get(document_id)

    def prove(self, citation: Citation) -> bool:
        """Whether a citation's words stand at its place in the stored text, read from disk and hashed just now."""
        try:
            return is_proven(citation, self._library.texts.read)
        except StoreDamaged:
            return False

    def status(self) -> Status:
        """What the live index holds, and how the folder differs from it (all of it is new where there is no index).

        Raises:
            StoreUnusable: the index cannot be used.
        """
        model = self.settings.embedding
        if self._library.current() is None:
            return Status(None, 0, 0, None, model, self._pending(None))
        with self._library.reading() as generation:
            manifest = generation.manifest
            check_shape(manifest, shape_of(self.settings))
            return Status(
                generation=generation.name,
                documents=len(manifest.listed()),
                passages=manifest.passages,
                indexed_at=manifest.made_at,
                model=model,
                pending=self._pending(generation),
                failed=manifest.failures,
                files=manifest.listed(),
            )

    def verify(self) -> Verification:
        """Every stored passage proven against the stored texts, and both indexes against the manifest.

        Raises:
            StoreUnusable: there is no index, or it cannot be opened.
        """
        with self._library.reading() as generation:
            check_shape(generation.manifest, shape_of(self.settings))
            return verify(generation, self._library.texts, self.settings.passage_characters)

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

    def _find(self, question: str, generation: Generation, within: Sequence[str] | None) -> tuple[list[Hit], float]:
        """The hits, and the cosine of the nearest of them."""
        count = self.settings.candidates
        vector = self._embedding.get_query_embedding(question)
        by_meaning = generation.by_meaning.nearest(vector, count, within)
        by_words = generation.by_words.best(question, count, within)
        named = {
            way: [(name_sources(passage, generation.sources), score) for passage, score in ranking]
            for way, ranking in (("meaning", by_meaning), ("words", by_words))
        }
        return fuse(named, self.settings.read), by_meaning[0][1] if by_meaning else 0.0

    def _pending(self, generation: Generation | None) -> Pending:
        try:
            files = list_files(self.settings.seeds)
        except FolderUnusable:
            files = []
        manifest = generation.manifest if generation else None
        return compare(files, manifest, self.settings.file_megabytes * 1_000_000).pending
