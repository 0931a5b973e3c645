"""Quote the column names of a Markdown or reStructuredText table, which are only above its first row, with its rows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qa_bot.answer.citations import TextOf, claim_of
from qa_bot.records import Claim, Passage, Span, Unsupported
from qa_bot.text.paragraphs import TABLE_RULE
from qa_bot.text.passages import passage_id
from qa_bot.text.rst_tables import names_above


def with_column_names(
    claims: Iterable[Claim | Unsupported], passages: Mapping[str, Passage], text_of: TextOf
) -> Iterator[tuple[Claim | Unsupported, Passage | None]]:
    """Yield the claims, after the first of each table that of the line with its column names; each with its passage."""
    seen: set[str] = set()
    for claim in claims:
        row = passages.get(claim.passage_id) if isinstance(claim, Claim) else None
        yield claim, row
        head = _head(row, text_of(row.document_id)) if row else None
        if head and head.id not in seen:
            seen.add(head.id)
            yield claim_of(head, head.span), head


def _is_row(text: str) -> bool:
    return "|" in text and len(text.splitlines()) == 1


def _head(row: Passage, text: str) -> Passage | None:
    """Return the passage of the column names above a row, None where it is no table's row."""
    above = _names_above(text, row.span.start) if _is_row(row.text) else None
    span = above or (names_above(text, row.span.start) if row.described else None)
    if span is None:
        return None
    names = span.of(text)
    return replace(row, id=passage_id(row.document_id, span), span=span, text=names, sentences=(span,), described="")


def _names_above(text: str, start: int) -> Span | None:
    """Return the span of the line above the rule ``|---|`` over the row of a Markdown table."""
    below = ""
    while start > 0:
        start, line = _line_before(text, start)
        if "|" not in line:
            return None
        if TABLE_RULE.fullmatch(below):
            return Span(start, start + len(line))
        below = line
    return None


def _line_before(text: str, start: int) -> tuple[int, str]:
    """Return the offset and the text of the line that ends right before ``start``."""
    end = start - (2 if text[start - 2 : start] == "\r\n" else 1)
    after = text.rfind("\n", 0, end) + 1
    after = max(after, text.rfind("\r", after, end) + 1)
    return after, text[after:end]
