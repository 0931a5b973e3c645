"""Render Markdown with a real library: the elements and the text."""

from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it import MarkdownIt

_PLAIN = MarkdownIt("commonmark")
_WITH_TABLES = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(markdown: str) -> tuple[list[str], str]:
    """Return the elements in order and the text, checked to be the same with tables and strikethrough."""
    first, second = (_parsed(library.render(markdown)) for library in (_PLAIN, _WITH_TABLES))
    assert first == second
    return first


def _parsed(html: str) -> tuple[list[str], str]:
    page = _Page()
    page.feed(html)
    page.close()
    return page.elements, page.text


def linkable(markdown: str) -> str:
    """Return the texts, one a line and without code, in which a viewer may find bare addresses.

    Some viewers search a whole text (GitHub's), others only between its backslashes (markdown-it's).
    """
    return "\n".join(_texts(_PLAIN, markdown))


def linkable_between_backslashes(markdown: str) -> str:
    """Return the same texts, divided at backslashes."""
    return "\n".join(_texts(MarkdownIt("commonmark").disable("text_join"), markdown))


def _texts(library: MarkdownIt, markdown: str) -> Iterator[str]:
    for block in library.parse(markdown):
        yield from (child.content for child in block.children or [] if child.type == "text")
