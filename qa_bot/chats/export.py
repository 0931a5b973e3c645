"""Export a chat as Markdown with footnotes, and ratings as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from qa_bot.chats.comparison_table import markdown_table
from qa_bot.chats.escaping import cell, escaped
from qa_bot.chats.records import Chat, Exchange
from qa_bot.chats.transcript import Block, Mark, Piece, Table, transcript
from qa_bot.records import Answer, Citation, CitationStatus

_LEADS = {"title": "# ", "heading": "## ", "paragraph": "", "item": "- "}
_COLUMNS = ("asked_at", "question", "answer", "found", "helpful", "remark", "files", "generation")


def markdown(chat: Chat, exchanges: Sequence[Exchange], citation_status: Callable[[Citation], CitationStatus]) -> str:
    """Return a chat as Markdown: each question a heading, each citation a footnote.

    Footnotes are unique in the chat: ``[^2-1]`` is the first citation of the second answer. Text of documents, file
    names and people is escaped and on one line; none of it becomes a link, a picture, HTML or other markup.
    """
    written = transcript(chat, exchanges, citation_status)
    notes = [f"{_inline(mark)}: {''.join(map(_inline, pieces))}" for mark, pieces in written.notes.items()]
    return "".join([*_blocks(written.blocks), *(f"\n\n{note}" for note in notes)]).lstrip("\n") + "\n"


def _blocks(blocks: Iterable[Block | Table]) -> Iterator[str]:
    """Yield the blocks, each after an empty line, but the items of a list one below the other."""
    before = ""
    for block in blocks:
        if isinstance(block, Table):
            number = block.exchange
            yield "\n\n" + markdown_table(block.answer, lambda one, number=number: _inline(Mark(number, one)))  # type: ignore[misc]
            before = ""
        else:
            yield "\n" if block.kind == before == "item" else "\n\n"
            yield _LEADS[block.kind] + "".join(map(_inline, block.pieces))
            before = block.kind


def _inline(piece: Piece) -> str:
    if isinstance(piece, Mark):
        return f"[^{piece.exchange}-{piece.citation}]"
    if isinstance(piece, str):
        return piece
    return f"**{escaped(piece.text)}**" if piece.is_strong else escaped(piece.text)


def ratings_csv(exchanges: Iterable[Exchange]) -> str:
    """Return ratings as a table with a header; ``found`` is "" where there is no answer.

    Encode it as ``utf-8-sig``: Excel needs the byte-order mark.
    """
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL)
    writer.writerow(_COLUMNS)
    writer.writerows(map(cell, _row(exchange)) for exchange in exchanges)
    return table.getvalue()


def _row(exchange: Exchange) -> tuple[str, ...]:
    outcome = exchange.outcome
    if isinstance(outcome, Answer):
        files = ", ".join(dict.fromkeys(citation.source for citation in outcome.citations))
        text, found, generation = outcome.text, _yes_or_no(outcome.found), outcome.generation
    else:
        files, text, found, generation = "", outcome, "", ""
    helpful = _yes_or_no(exchange.helpful)
    return exchange.asked_at, exchange.question, text, found, helpful, exchange.remark, files, generation


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
