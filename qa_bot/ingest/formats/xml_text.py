"""XML of any vocabulary: records become lines of their fields, running text stays text.

An element with text of its own or a long text is a paragraph. An element whose children are short fields is a line,
``book; id: 7; author: Ada``, and its other children follow. The place is the path of the element, ``book[2]/chapter``.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.plain_text import BROWSERS, is_known
from qa_bot.ingest.formats.rows import Lines
from qa_bot.ingest.formats.xml_entities import parsed

_LONGEST_VALUE, _LONGEST_TEXT = 200, 600
"""Characters of a field that is a short value, and of one that is a text."""

_MOST_SPACES = 2
"""Spaces in a value that ends in a period; text with more is a sentence."""

_MOST_DEPTH = 100
_ENCODING = re.compile(rb"\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"'](?P<name>[A-Za-z][\w.-]{1,30})[\"'][^>]{0,100}\?>")


def read(data: bytes, limits: Limits) -> Extraction:
    """Return paragraphs and lines of records, each with the path of its element.

    Raises:
        FileUnreadable: It is not well-formed XML, declares entities other than short texts, is nested too deeply, or
            has too many records.
    """
    del limits  # no pages and no archive
    try:
        root = parsed(_in_known_encoding(data))
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise FileUnreadable(f"it is not XML that can be read ({clean_line(str(error))[:100]})") from None
    lines = Lines()
    for number, (path, line) in enumerate(_lines(root, _name(root), 0), 1):
        lines.add(line, path, number)
    if not (text := lines.text):
        raise FileUnreadable("it holds no text")
    return Extraction(text, places=lines.places)


def _in_known_encoding(data: bytes) -> bytes | str:
    """Return the text of a file that declares a multi-byte encoding, which expat does not know; else the bytes."""
    declared = _ENCODING.match(data)
    name = declared["name"].decode().lower() if declared else "utf-8"
    if declared is None or name.startswith(("utf", "iso-8859", "us-ascii", "windows-125")) or not is_known(name):
        return data
    return data[declared.end() :].decode(BROWSERS.get(codecs.lookup(name).name, name), "replace")


def _lines(element: Element, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of an element and of those within it."""
    if depth > _MOST_DEPTH:
        raise FileUnreadable("it is nested too deeply to be read")
    if _own_text(element):
        yield path, _labelled(clean_line("".join(element.itertext())), element)
        return
    counts = Counter(map(_name, element))
    fields = _fields(element, counts)
    if members := [*_attributes(element), *_joined(fields)]:
        yield path, "; ".join([_name(element), *members])
    inlined = set(fields)
    numbers: Counter[str] = Counter()
    for child in element:
        name = _name(child)
        numbers[name] += 1
        if child not in inlined:
            step = f"{name}[{numbers[name]}]" if counts[name] > 1 else name
            yield from _lines(child, f"{path}/{step}", depth + 1)


def _fields(element: Element, counts: Counter[str]) -> list[Element]:
    """Return the children that are fields: short values, and beside these a longer text whose name is unique."""
    leaves = [child for child in element if not len(child) and _own_text(child)]
    has_value = bool(_attributes(element)) or any(_is_value(_own_text(child)) for child in leaves)
    return [child for child in leaves if _is_value(_own_text(child)) or (has_value and _is_text(child, counts))]


def _is_value(text: str) -> bool:
    """Whether a text is a short value, not a sentence."""
    is_sentence = text.endswith((".", "!", "?")) and text.count(" ") > _MOST_SPACES
    return len(text) <= _LONGEST_VALUE and not is_sentence


def _is_text(child: Element, counts: Counter[str]) -> bool:
    return counts[_name(child)] == 1 and len(_own_text(child)) <= _LONGEST_TEXT


def _joined(fields: Iterable[Element]) -> list[str]:
    """Return the fields with their names; those of the same name are one."""
    found: dict[str, list[str]] = {}
    for field in fields:
        found.setdefault(_name(field), []).append(_labelled(_own_text(field), field))
    return [f"{name}: {', '.join(texts)}" for name, texts in found.items()]


def _attributes(element: Element) -> list[str]:
    return [f"{_local(key)}: {text}" for key, value in element.items() if (text := clean_line(value))]


def _labelled(text: str, element: Element) -> str:
    """Return an element's text with its attributes in brackets, ``5 (currency: EUR)``, if these are short."""
    attributes = ", ".join(_attributes(element))
    is_short = len(element) == 0 and 0 < len(attributes) <= _LONGEST_VALUE and len(text) <= _LONGEST_VALUE
    return f"{text} ({attributes})" if is_short else text


def _own_text(element: Element) -> str:
    """Return an element's text outside of its children."""
    return clean_line(" ".join([element.text or "", *(child.tail or "" for child in element)]))


def _name(element: Element) -> str:
    return _local(str(element.tag))


def _local(name: str) -> str:
    return clean_line(name.rpartition("}")[2])
