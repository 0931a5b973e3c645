"""XML that declares entities: those that stand for a short text are replaced by it, all others are refused."""

import re
from html.entities import html5
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.ElementTree import DefusedXMLParser

_MOST_ENTITIES = 1_000
_LONGEST = 1_000
"""Characters of an entity's text."""

_MOST_GROWTH = 10
_FREE_GROWTH = 1_000_000
"""Characters of text beyond which a file may hold at most ten times its own; what is repeated more often is a bomb."""


_MARKUP = re.compile(r"<|&(?!#\d+;|#x[\da-fA-F]+;|(?:amp|lt|gt|quot|apos);)")


class _Builder(TreeBuilder):
    """Builds the tree, and counts the characters of its text."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def data(self, text: str) -> None:
        """Add text.

        Raises:
            ParseError: the file holds too much of it.
        """
        self._left -= len(text)
        if self._left < 0:
            raise ParseError("its entities repeat too much text")
        super().data(text)


class _AsWritten(dict[str, str]):
    """Texts by entity; one that a document type in another file may declare stays as it is written."""

    def __missing__(self, name: str) -> str:
        return f"&{name};"


class _Parser(DefusedXMLParser):  # type: ignore[misc] # defusedxml has no types
    """Replaces entities that stand for a text; those of HTML are known without a declaration."""

    def __init__(self, most: int) -> None:
        super().__init__(target=_Builder(most))
        self.parser.UseForeignDTD(True)  # an unknown entity is looked up in ``entity`` instead of being an error
        self.entity: dict[str, str] = {name.rstrip(";"): text for name, text in html5.items()}
        self.parser.StartDoctypeDeclHandler = self._begin_doctype
        self._count = 0

    def _begin_doctype(self, _: str, system: str | None, *__: object) -> None:
        if system:
            self.entity = _AsWritten(self.entity)

    def defused_entity_decl(self, name: str, is_parameter: bool, value: str | None, *_: object) -> None:
        """Refuse an entity that stands for a file, for markup, or for other entities.

        Raises:
            ParseError: it does, or there are too many.
        """
        self._count += 1
        is_text = value is not None and len(value) <= _LONGEST and not _MARKUP.search(value)
        if is_parameter or not is_text or self._count > _MOST_ENTITIES:
            raise ParseError(f"its entity {name} is no short text")

    def defused_unparsed_entity_decl(self, *_: object) -> None:
        """Pass over an entity that names a picture or the like, which is never loaded."""


def parsed(data: bytes | str) -> Element:
    """Return the root of a file.

    Raises:
        ParseError: It is not well-formed, its entities are not short texts, or repeat too much text.
        DefusedXmlException: It loads another file.
        ValueError, LookupError: Its encoding is unknown, or another than its bytes have.
    """
    parser = _Parser(max(_FREE_GROWTH, _MOST_GROWTH * len(data)))
    parser.feed(data)
    root: Element = parser.close()
    return root
