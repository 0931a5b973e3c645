"""Streaming XML parser. Document types are refused, and with them custom entities."""

from collections.abc import Iterable, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from qa_bot.errors import FileUnreadable


class Handler(Protocol):
    """Receives the parser's events; names come without their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element."""

    def text(self, data: str) -> None:
        """Handle all text between two tags."""

    def end(self, name: str) -> None:
        """Handle the end of an element."""


def parse(pieces: Iterable[bytes], handler: Handler) -> None:
    """Parse the XML in these pieces, calling ``handler`` for its events.

    Raises:
        ExpatError: The XML is not well-formed.
        FileUnreadable: It has a document type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.CharacterDataHandler = handler.text
    parser.EndElementHandler = handler.end
    parser.StartElementHandler = lambda name, attributes: _start_root(parser, handler, name, attributes)
    for piece in pieces:
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _start_root(parser: expat.XMLParserType, handler: Handler, root: str, attributes: Mapping[str, str]) -> None:
    """Handle the root, and strip prefixes from the other names only if the root has one: stripping is slow."""
    prefix, _, name = root.rpartition(":")
    start, end = handler.start, handler.end
    start(name, attributes)
    parser.StartElementHandler = start
    if prefix:
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])


def _refuse(*_: object) -> NoReturn:
    raise FileUnreadable("it is damaged: its XML has a document type, which no office program writes")
