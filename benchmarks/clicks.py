"""Measure the cost of one click on the page: ``python -m benchmarks.clicks [--files N] [--turns N]``.

A click is one rerun of the page's script by Streamlit's test harness: milliseconds of CPU (median of the turns), bytes
of JSON given to the components, and bytes of all elements sent, including the components' scripts and styles. Four
cases: a chat of 60 exchanges over the five seed documents; 20 exchanges over one document of 3.5 MB; a status read by a
visitor's thread over a folder of 10,000 files; the documents page with these files.
"""

import argparse
import hashlib
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from streamlit import config
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from qa_bot.bot import Bot
from qa_bot.chats.store import Chats
from qa_bot.evaluation.gold import read_questions
from qa_bot.ingest.parse import document_id
from qa_bot.records import Answer, Citation, Document, Hit, Passage, Span, Statement
from qa_bot.settings import Settings
from qa_bot.store.texts import Texts
from qa_bot.text.paragraphs import split_paragraphs
from qa_bot.web.state import application_state, close_application_states

TOP = Path(__file__).parent.parent
LARGE_CHARACTERS = 3_500_000
LOOK_SECONDS = 0.2


class HashEmbedding(BaseEmbedding):
    """Eight dimensions from a text's hash: almost free, and useless for retrieval."""

    def _get_text_embedding(self, text: str) -> list[float]:
        numbers = [byte / 255 - 0.5 for byte in hashlib.sha256(text.encode("utf-8")).digest()[:8]]
        length = sum(number * number for number in numbers) ** 0.5
        return [number / length for number in numbers]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description="Measure a click on the page.")
    parser.add_argument("--files", type=int, default=10_000, help="files of the large folder (default: %(default)s)")
    parser.add_argument("--turns", type=int, default=9, help="measured clicks (default: %(default)s)")
    options = parser.parse_args()
    manifest_scanner.scan_component_manifests = list  # type: ignore[assignment] # saves .5 s for each page of the harness
    config.set_option("server.address", "127.0.0.1")
    config.set_option("logger.level", "error")
    with tempfile.TemporaryDirectory() as folder:
        _seeds_chat(Path(folder) / "seeds", options.turns)
        _large_folder(Path(folder) / "many", options.files, options.turns)


def _seeds_chat(folder: Path, turns: int) -> None:
    """Measure sixty gold questions over the seeds, then twenty answers from one large document."""
    shutil.copytree(TOP / "seeds", folder / "documents")
    with _settings(folder) as settings:
        bot = Bot(settings)
        bot.index()
        gold = read_questions(TOP / "tests" / "golden" / "gold.jsonl")
        questions = [one.question for one in gold if not one.history][:60]
        answers = [bot.ask(question) for question in questions]
        _print_clicks("60 exchanges, five documents", {"chat": _stored_chat(settings, answers)}, turns)
        large = _large_document(folder / "documents")
        Texts(settings.store / "texts").put(large)
        _print_clicks("20 exchanges, one of 3.5 MB", {"chat": _stored_chat(settings, _answers(large, 20))}, turns)
        bot.close()


def _large_folder(folder: Path, count: int, turns: int) -> None:
    """Measure a visitor's status and the documents page over ``count`` small files."""
    (folder / "documents").mkdir(parents=True)
    for number in range(count):
        (folder / "documents" / f"note {number:05d}.txt").write_text(f"Note {number} of the harbour.", encoding="utf-8")
    embedding = "benchmarks.clicks:HashEmbedding"
    with _settings(folder, embedding) as settings:
        time.sleep(2.5)  # files as young as the index are hashed again by the next comparison
        bot = Bot(settings)
        bot.index()
        comparison = [_milliseconds(bot.status, time.thread_time) for _ in range(turns)]
        bot.close()
        state = application_state(settings)
        state.status()
        visitor = []
        for _ in range(turns):
            time.sleep(LOOK_SECONDS * 1.5)
            visitor.append(_milliseconds(state.status, time.thread_time))
        print(f"{count:,} files: a comparison of the folder{statistics.median(comparison):8.1f} ms CPU")
        print(f"{count:,} files: a visitor's status    {statistics.median(visitor):8.1f} ms CPU of its thread")
    with _settings(folder, embedding, look_seconds=3600):  # no comparison beside the clicks
        _print_clicks(f"documents page, {count:,} rows", {"view": "documents"}, turns)


@contextmanager
def _settings(folder: Path, embedding: str = "", look_seconds: float = LOOK_SECONDS) -> Iterator[Settings]:
    """Yield settings over ``folder``, which the page's script reads from the environment."""
    variables = {"QA_BOT_SEEDS": folder / "documents", "QA_BOT_STORE": folder / "store", "QA_BOT_EMBEDDING": embedding}
    os.environ.update(
        {name: str(value) for name, value in variables.items()} | {"QA_BOT_LOOK_SECONDS": str(look_seconds)}
    )
    yield Settings.from_environment()
    close_application_states()


def _stored_chat(settings: Settings, answers: Sequence[Answer]) -> str:
    """Store a chat of these answers; return its id."""
    chats = Chats(settings.store)
    chat = chats.begin(answers[0].question)
    for answer in answers:
        chats.add(chat.id, answer.question, answer)
    chats.close()
    return chat.id


def _large_document(folder: Path) -> Document:
    """Return the seeds' paragraphs repeated, as a document that is not indexed."""
    seeds = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    text = "\n\n".join([seeds] * (LARGE_CHARACTERS // len(seeds) + 1))[:LARGE_CHARACTERS]
    return Document(document_id(text), "large.txt", "A large document", text)


def _answers(document: Document, count: int) -> list[Answer]:
    """Return answers with two citations and eight passages each, spread over ``document``."""
    long = [span for span in split_paragraphs(document.text) if span.end - span.start > 200]
    step = len(long) // (count * 8)
    return [_answer(document, long[at * 8 * step : (at + 1) * 8 * step : step], at) for at in range(count)]


def _answer(document: Document, spans: Sequence[Span], number: int) -> Answer:
    def passage(span: Span) -> Passage:
        return Passage(f"p{span.start}", document.id, document.source, document.title, span, span.of(document.text))

    def citation(at: int, span: Span) -> Citation:
        return Citation(at, document.id, document.source, document.title, span, span.of(document.text))

    quotes = [replace(span, end=span.start + 120) for span in spans[:2]]
    return Answer(
        question=f"What does part {number} say?",
        searched=f"What does part {number} say?",
        found=True,
        confidence=0.8,
        statements=tuple(Statement(quote.of(document.text), (at,)) for at, quote in enumerate(quotes, 1)),
        citations=tuple(citation(at, quote) for at, quote in enumerate(quotes, 1)),
        hits=tuple(Hit(passage(span), 0.5, {"words": at}) for at, span in enumerate(spans, 1)),
        seconds=0.05,
        generation="gen-000001",
    )


def _print_clicks(name: str, address: dict[str, str], turns: int) -> None:
    app = AppTest.from_file(str(TOP / "qa_bot" / "web" / "app.py"), default_timeout=120)
    app.query_params.update(address)
    app.run()
    milliseconds = statistics.median(_milliseconds(app.run, time.process_time) for _ in range(turns))
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    parts = [node.proto for node in app.get("bidi_component")]
    given = sum(len(part.json) for part in parts)
    sent = sum(_size(node) for node in _nodes(app))
    print(f"{name:30} {milliseconds:8.1f} ms, {given / 1000:8.1f} kB of JSON, {sent / 1000:8.1f} kB of elements")


def _nodes(block: Any) -> Iterator[Any]:
    """Yield all elements of a drawn page."""
    root = block._tree if isinstance(block, AppTest) else block  # noqa: SLF001 - the harness has no other way
    for child in root.children.values():
        yield from _nodes(child) if hasattr(child, "children") else [child]


def _size(node: Any) -> int:
    return int(node.proto.ByteSize()) if node.proto is not None else 0


def _milliseconds(action: Callable[[], object], clock: Callable[[], float]) -> float:
    started = clock()
    action()
    return (clock() - started) * 1000


if __name__ == "__main__":
    main()
