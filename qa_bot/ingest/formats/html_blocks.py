"""A page's tables, definition lists and labelled values → paragraphs, each of which says what its values are of."""

import re
from collections.abc import Iterator
from itertools import islice

from resiliparse.parse.html import ElementNode, HTMLTree, Node

from qa_bot.ingest.formats.grid import Cell, spread
from qa_bot.ingest.formats.html_style import BLOCKS
from qa_bot.ingest.formats.rows import LONGEST_CELL, cell_of, table_lines
from qa_bot.text.wording import one_line

_LONGEST_LABEL, _LONGEST_VALUE = 80, 40
_MOST_IN_PAIR = 5
_MOST_CELLS = 100_000
_SPAN = re.compile(r"\s*(\d{1,4})")
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_VALUE = re.compile(r"[^\w\s]{0,3}\s?[A-Z]{0,3}\s?[-+−]?\d[\d.,:/\s'’–-]*\s?(?:%|[^\W\d_]{1,12}\.?|[$€£₺¥°]\w?)?\+?")
_LABEL = re.compile(r"\((?P<label>[^()]{2,80})\)")
_NOT_IN_CELLS = "table, h1, h2, h3, h4, h5, h6, form, pre"
_FIRST_OF_TWO = ":is(div, li, section, figure, a, td) > :first-child:nth-last-child(2)"


def write_blocks(tree: HTMLTree, body: ElementNode) -> None:
    """Change tables to a paragraph a row with its columns' names, and join terms and labels to what they are of."""
    for table in body.query_selector_all("table").values():
        lines = _lines(table)
        if lines:
            _replace(tree, table, lines)
    for terms in body.query_selector_all("dl").values():
        lines = _definitions(terms)
        if lines:
            _replace(tree, terms, lines)
    for node in body.query_selector_all("p + p, div + div").values():
        _join_label(node)
    for first in body.query_selector_all(_FIRST_OF_TWO).values():
        if isinstance(first.parent, ElementNode):
            _join_pair(first.parent)


def _replace(tree: HTMLTree, node: ElementNode, lines: list[str]) -> None:
    for line in lines:
        paragraph = tree.create_element("p")
        if paragraph is not None and node.parent is not None:
            paragraph.text_content = line
            node.parent.insert_before(paragraph, node)
    if node.parent is not None:
        node.parent.remove_child(node)


def _lines(table: ElementNode) -> list[str]:
    """A data table's rows as lines; none where it is there for the layout."""
    if (table.getattr("role") or "") in ("presentation", "none") or table.query_selector(_NOT_IN_CELLS) is not None:
        return []
    rows = [_cells(row) for row in table.query_selector_all("tr").values()]
    spread_cells = sum(cell.rows * cell.columns for row in rows for cell in row)
    if len(rows) < 2 or max(map(len, rows)) < 2 or spread_cells > _MOST_CELLS:
        return []
    if any(len(cell.text) > LONGEST_CELL for row in rows for cell in row):
        return []
    caption = _caption(table)
    lines = _labels(table, caption) or table_lines(spread(rows), caption, _header_rows(table))
    return [caption, *lines] if caption and table.query_selector("caption") is not None else lines


def _labels(table: ElementNode, caption: str) -> list[str]:
    """The lines of a table of labels and values, as its header cells tell; none where it is another."""
    lines: list[str] = []
    prefix, has_labels = [caption] if caption else [], False
    for row in table.query_selector_all("tr").values():
        cells = [node for node in _children(row) if isinstance(node, ElementNode) and node.tag in ("td", "th")]
        texts = [cell_of(_text(cell)) for cell in cells]
        if [cell.tag for cell in cells] == ["th", "td"]:
            has_labels = True
            texts = [f"{texts[0].removesuffix(':')}: {texts[1]}" if all(texts) else "".join(texts)]
        elif len(cells) > 1:
            return []
        lines += ["; ".join([*prefix, text]) for text in texts if text]
    return lines if has_labels else []


def _cells(row: ElementNode) -> list[Cell]:
    found = [node for node in _children(row) if isinstance(node, ElementNode) and node.tag in ("td", "th")]
    return [Cell(cell_of(_text(node)), _span(node, "rowspan"), _span(node, "colspan")) for node in found]


def _span(node: ElementNode, name: str) -> int:
    number = _SPAN.match(node.getattr(name) or "")
    return max(1, int(number[1])) if number else 1


def _header_rows(table: ElementNode) -> int | None:
    """How many rows the page itself says are headers."""
    head = table.query_selector_all("thead tr").values()
    if head:
        return len(head)
    rows = 0
    for row in table.query_selector_all("tr").values():
        tags = {node.tag for node in _children(row) if isinstance(node, ElementNode)}
        if tags != {"th"} or len(_cells(row)) < 2:
            break
        rows += 1
    return rows or None


def _caption(table: ElementNode) -> str:
    """What names the table: its caption, or else the caption of its figure or the heading right above it."""
    caption = table.query_selector("caption")
    if caption is None and isinstance(table.parent, ElementNode) and table.parent.tag == "figure":
        caption = table.parent.query_selector("figcaption")
    if caption is None:
        caption = _heading_above(table)
    return cell_of(one_line(_text(caption))) if caption is not None else ""


def _heading_above(table: ElementNode) -> ElementNode | None:
    node: Node | None = table
    for _ in range(3):
        beside = _element_before(node)
        if beside is not None:
            return beside if beside.tag in _HEADINGS else None
        node = node.parent if node is not None else None
    return None


def _element_before(node: Node | None) -> ElementNode | None:
    beside = node.prev if node is not None else None
    while beside is not None and not isinstance(beside, ElementNode):
        if (beside.value or "").strip() and beside.tag == "#text":
            return None
        beside = beside.prev
    return beside


def _definitions(terms: ElementNode) -> list[str]:
    """A list of terms as lines, ``Term: what it is; what else``; none where a definition is more than a paragraph."""
    if terms.query_selector("dl, table, ul, ol, pre, p + p, blockquote") is not None:
        return []
    lines: list[str] = []
    names: list[str] = []
    said: list[str] = []
    for node in terms.query_selector_all("dt, dd").values():
        text = cell_of(_text(node))
        if node.tag == "dd":
            said += [text] if text else []
        elif said or not text:
            lines.append(_definition(names, said))
            names, said = [text], []
        else:
            names.append(text)
    return [line for line in [*lines, _definition(names, said)] if line]


def _definition(names: list[str], said: list[str]) -> str:
    name = ", ".join(name.removesuffix(":") for name in names if name)
    return ": ".join(part for part in (name, "; ".join(said)) if part)


def _join_label(node: ElementNode) -> None:
    """Put a label in brackets before the value that it stands below, as cover pages of reports have them."""
    label = _LABEL.fullmatch((node.text or "").strip())
    above = _element_before(node) if label else None
    if label is None or above is None or node.parent is None or not _is_leaf(above):
        return
    value = cell_of(_text(above))
    if (
        0 < len(value) <= _LONGEST_LABEL
        and not value.endswith((".", ":", "?", "!", ")"))
        and above.tag not in _HEADINGS
    ):
        above.text_content = f"{one_line(label['label'])}: {value}"
        node.parent.remove_child(node)


def _join_pair(node: ElementNode) -> None:
    """Join a value and its label that are all that an element holds, each in a block of its own: a figure's tile."""
    nodes = list(islice(_children(node), _MOST_IN_PAIR + 1))
    parts = [part for part in nodes if isinstance(part, ElementNode) and _is_leaf(part)]
    others = [part for part in nodes if not isinstance(part, ElementNode)]
    if len(parts) != 2 or len(parts) + len(others) < len(nodes) or len(nodes) > _MOST_IN_PAIR:
        return
    if any((part.value or "").strip() for part in others):
        return
    first, second = (cell_of(_text(part)) for part in parts)
    if _is_value(first) and _is_label(second):
        node.text_content = f"{first} {second}"
    elif _is_label(first) and _is_value(second):
        node.text_content = f"{first.removesuffix(':')}: {second}"


def _is_leaf(node: Node) -> bool:
    return (
        isinstance(node, ElementNode) and node.query_selector("h1, h2, h3, h4, h5, h6, table, ul, ol, div, p") is None
    )


def _is_value(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and _VALUE.fullmatch(text) is not None


def _is_label(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_LABEL and any(map(str.isalpha, text)) and not text.endswith((".", "?", "!"))


def _children(node: Node) -> Iterator[Node]:
    """The nodes right within another; the library's own list is walked anew at each step."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _text(node: ElementNode) -> str:
    """The text of an element, a space between its blocks."""
    if node.query_selector("*") is None:
        return re.sub(r"\s+", " ", node.text or "")
    return "".join(_pieces(node))


def _pieces(node: ElementNode) -> Iterator[str]:
    stack: list[Node] = [node]
    while stack:
        here = stack.pop()
        if here.tag == "#text":
            yield re.sub(r"\s+", " ", here.value or "")
        elif isinstance(here, ElementNode):
            if here.tag in BLOCKS:
                yield " "
            stack += reversed(list(_children(here)))
