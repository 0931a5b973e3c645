"""Each document's text as it was read, by content. A citation is proven against it, also in an old conversation."""

import os
from functools import lru_cache
from pathlib import Path

from qa_bot.documents import document_id
from qa_bot.errors import StoreDamaged
from qa_bot.records import Document

_KEPT = 64


class Texts:
    """The folder of texts. A text never changes under its name, so no reader needs a lock.

    ``get`` is :meth:`read`, the last texts kept in memory.
    """

    def __init__(self, folder: Path) -> None:
        """Nothing is opened or made yet."""
        self._folder = folder
        self.get = lru_cache(maxsize=_KEPT)(self.read)

    def put(self, document: Document) -> None:
        """Keep a document's text; nothing to do where it is kept already, and whole."""
        target = self._path(document.id)
        if target.exists() and self._is_whole(document.id):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        writing = target.with_suffix(f".{os.getpid()}.writing")
        with writing.open("wb") as stream:
            stream.write(document.text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
        writing.replace(target)

    def read(self, name: str) -> str:
        """The text of the document ``name``, its hash compared with the name.

        Raises:
            StoreDamaged: it is not there, or is not what was kept.
        """
        path = self._path(name)
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, ValueError):  # no such file, no such name, or no UTF-8
            text = ""
        if document_id(text) != name:
            raise StoreDamaged(f"{path} is missing or damaged: run `qa-bot index --rebuild`.")
        return text

    def sweep(self) -> None:
        """Remove what a writer that died left half written; only for the one who may write."""
        for left in self._folder.glob("*.writing"):
            left.unlink(missing_ok=True)

    def _is_whole(self, name: str) -> bool:
        try:
            self.read(name)
        except StoreDamaged:
            return False
        return True

    def _path(self, name: str) -> Path:
        return self._folder / f"{Path(name).name}.txt"
