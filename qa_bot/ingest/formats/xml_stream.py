"""XML read piece by piece, never whole in memory. A document type is refused, and with it every entity."""

from collections.abc import Iterable, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from qa_bot.errors import FileUnreadable


class Handler(Protocol):
    """What is called as elements begin and end, by their names without prefix, and for the text in them."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""

    def text(self, data: str) -> None:
        """Take text, all of it between two tags at once."""

    def end(self, name: str) -> None:
        """Take the end of an element."""


def parse(pieces: Iterable[bytes], handler: Handler) -> None:
    """Call ``handler`` for all that the XML in these pieces holds.

    Raises:
        ExpatError: it is not sound XML.
        FileUnreadable: it has a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.CharacterDataHandler = handler.text
    parser.EndElementHandler = handler.end
    parser.StartElementHandler = lambda name, attributes: _begin(parser, handler, name, attributes)
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _begin(parser: expat.XMLParserType, handler: Handler, root: str, attributes: Mapping[str, str]) -> None:
    """Call for the root, and choose how to be called for the rest: prefixes cost time, and few programs write them."""
    prefix, _, name = root.rpartition(":")
    start, end = handler.start, handler.end
    start(name, attributes)
    parser.StartElementHandler = start
    if prefix:
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])


def _refuse(*_: object) -> NoReturn:
    raise FileUnreadable("it is damaged: its XML has a document type, which no office program writes")
