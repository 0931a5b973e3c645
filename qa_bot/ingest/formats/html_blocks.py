"""A web page's tables, definition lists and labelled values → paragraphs, each value with its label."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from resiliparse.parse.html import ElementNode, HTMLTree, Node

from qa_bot.ingest.formats.grid import Cell, spread
from qa_bot.ingest.formats.html_style import BLOCKS
from qa_bot.ingest.formats.rows import LONGEST_CELL, cell_of, table_lines
from qa_bot.ingest.formats.runs import CHECKED, UNCHECKED
from qa_bot.text.wording import one_line

_LONGEST_LABEL, _LONGEST_VALUE = 80, 40
_MOST_IN_PAIR = 5
_MOST_CELLS = 100_000
_SPACES = re.compile(r"[^\S ]\s*| \s+")
_SPAN = re.compile(r"\s*(\d{1,4})")
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_VALUE = re.compile(r"[^\w\s]{0,3}\s?[A-Z]{0,3}\s?[-+−]?\d[\d.,:/\s'’–-]*\s?(?:%|[^\W\d_]{1,12}\.?|[$€£₺¥°]\w?)?\+?")
_LABEL = re.compile(r"\((?P<label>[^()]{2,80})\)")
_NOT_IN_CELLS = "table, h1, h2, h3, h4, h5, h6, form, pre"
_FIRST_OF_TWO = ":is(div, li, section, figure, a, td) > :first-child:nth-last-child(2)"


def write_blocks(tree: HTMLTree, body: ElementNode) -> None:
    """Replace each table by a paragraph per row, with column names, and join terms and labels to their values."""
    _write_checkboxes(tree, body)
    tables = [table for table in body.query_selector_all("table").values() if _may_be_data(table)]
    for table in reversed(tables):  # those in cells first
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


def _write_checkboxes(tree: HTMLTree, body: ElementNode) -> None:
    """Put a mark in place of each check box and radio button, if one is checked; else they are controls of the page.

    Their labels become plain text, which is not left out as that of controls is.
    """
    boxes = body.query_selector_all("input[type=checkbox i], input[type=radio i]").values()
    if not any(box.hasattr("checked") for box in boxes):
        return
    for box in boxes:
        _replace_by_text(tree, box, CHECKED if box.hasattr("checked") else UNCHECKED)
    for label in body.query_selector_all("label").values():
        _replace_by_text(tree, label, one_line(label.text or ""))


def _replace_by_text(tree: HTMLTree, node: ElementNode, text: str) -> None:
    found = tree.create_text_node(f"{text} ")
    if found is not None and node.parent is not None:
        node.parent.replace_child(found, node)


def _replace(tree: HTMLTree, node: ElementNode, lines: list[str]) -> None:
    for line in lines:
        paragraph = tree.create_element("p")
        if paragraph is not None and node.parent is not None:
            paragraph.text_content = line
            node.parent.insert_before(paragraph, node)
    if node.parent is not None:
        node.parent.remove_child(node)


def _may_be_data(table: ElementNode) -> bool:
    """Return whether a table is none that only arranges tables: one with tables in its cells names its columns."""
    inner = table.query_selector("table")
    if inner is None:
        return True
    row = table.query_selector("tr")
    names = {node.tag for node in _cell_nodes(row)} if row is not None else set()
    return names == {"th"} and inner.query_selector("table") is None


def _lines(table: ElementNode) -> list[str]:
    """Return a data table's rows as lines; none for a layout table."""
    if (table.getattr("role") or "") in ("presentation", "none") or table.query_selector(_NOT_IN_CELLS) is not None:
        return []
    nodes = [_cell_nodes(row) for row in table.query_selector_all("tr").values()]
    rows = [[_cell(node) for node in row] for row in nodes]
    spread_cells = sum(cell.rows * cell.columns for row in rows for cell in row)
    if len(rows) < 2 or max(map(len, rows)) < 2 or spread_cells > _MOST_CELLS:
        return []
    if any(len(cell.text) > LONGEST_CELL for row in rows for cell in row):
        return []
    tags = [[node.tag or "" for node in row] for row in nodes]
    caption = _caption(table)
    header_rows = len(table.query_selector_all("thead tr")) or _header_rows(tags)
    lines = _label_lines(rows, tags, caption) or table_lines(spread(rows), caption, header_rows)
    return [caption, *lines] if caption and table.query_selector("caption") is not None else lines


def _cell_nodes(row: ElementNode) -> list[ElementNode]:
    return [node for node in _children(row) if isinstance(node, ElementNode) and node.tag in ("td", "th")]


def _cell(node: ElementNode) -> Cell:
    return Cell(cell_of(_text(node)), _span(node, "rowspan"), _span(node, "colspan"))


def _span(node: ElementNode, name: str) -> int:
    number = _SPAN.match(node.getattr(name) or "")
    return max(1, int(number[1])) if number else 1


def _header_rows(tags: list[list[str]]) -> int | None:
    """Return how many first rows are header cells only, None where there is none."""
    return sum(1 for _ in takewhile(lambda row: len(row) > 1 and set(row) == {"th"}, tags)) or None


def _label_lines(rows: list[list[Cell]], tags: list[list[str]], caption: str) -> list[str]:
    """Return the lines of a table of labels (header cells) and values; none for another table."""
    if ["th", "td"] not in tags or any(len(row) > 1 and row != ["th", "td"] for row in tags):
        return []
    prefix = [caption] if caption else []
    lines: list[str] = []
    for cells in rows:
        texts = [cell.text for cell in cells]
        text = f"{texts[0].removesuffix(':')}: {texts[1]}" if len(texts) > 1 and all(texts) else "".join(texts)
        if text:
            lines.append("; ".join([*prefix, text]))
    return lines


def _caption(table: ElementNode) -> str:
    """Return the table's caption, or else the caption of its figure or the heading right above it."""
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
    """Return a list of terms as lines, ``Term: definition; definition``; none where a definition holds blocks."""
    if terms.query_selector("dl, table, ul, ol, pre, p + p, blockquote") is not None:
        return []
    lines: list[str] = []
    names: list[str] = []
    definitions: list[str] = []
    for node in terms.query_selector_all("dt, dd").values():
        text = cell_of(_text(node))
        if node.tag == "dd":
            definitions += [text] if text else []
        elif definitions or not text:
            lines.append(_definition(names, definitions))
            names, definitions = [text], []
        else:
            names.append(text)
    return [line for line in [*lines, _definition(names, definitions)] if line]


def _definition(names: list[str], definitions: list[str]) -> str:
    name = ", ".join(name.removesuffix(":") for name in names if name)
    return ": ".join(part for part in (name, "; ".join(definitions)) if part)


def _join_label(node: ElementNode) -> None:
    """Join a label in brackets to the value above it, as on cover pages of reports: ``Label: value``."""
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
    """Join a value and its label that are an element's only two blocks, as in a dashboard tile."""
    nodes = list(islice(_children(node), _MOST_IN_PAIR + 1))
    parts = [part for part in nodes if isinstance(part, ElementNode)]
    if len(nodes) > _MOST_IN_PAIR or len(parts) != 2:
        return
    if any((part.value or "").strip() for part in nodes if part not in parts) or not all(map(_is_leaf, parts)):
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
    """Yield the child nodes; the library's own list starts over at each step."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _text(node: ElementNode) -> str:
    """Return an element's text in one line, a space between its blocks."""
    child = node.first_child
    if child is not None and child.tag == "#text" and child.next is None:
        return _SPACES.sub(" ", child.value or "")
    return "".join(_pieces(node))


def _pieces(node: ElementNode) -> Iterator[str]:
    stack: list[Node] = [node]
    while stack:
        here = stack.pop()
        if here.tag == "#text":
            yield _SPACES.sub(" ", here.value or "")
        elif isinstance(here, ElementNode):
            if here.tag in BLOCKS:
                yield " "
            stack += reversed(list(_children(here)))
