"""ODT: paragraphs, lists and tables in reading order, then notes, comments, and page headers and footers."""

from collections.abc import Iterator
from typing import Any

from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, clean_line, laid_out
from qa_bot.ingest.formats.charts import not_read
from qa_bot.ingest.formats.odf import chart_objects, declared_properties, opened_document, parsed_parts
from qa_bot.ingest.formats.odf_forms import control_texts, controls_not_read
from qa_bot.ingest.formats.odf_lists import ListStyles
from qa_bot.ingest.formats.odf_margins import margin_lines
from qa_bot.ingest.formats.odf_styles import Styles
from qa_bot.ingest.formats.odf_text import ContentReader
from qa_bot.ingest.formats.office_blocks import comment_parts, section_parts, title_of, with_pairs_joined


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the text with places for sections and for rows of tables; omitted text is reported in the note.

    Raises:
        FileUnreadable: It is not an ODT file, or is encrypted or damaged.
    """
    with opened_document(data, limits, "ODT") as archive:
        content, styles = parsed_parts(archive, "ODT")
        charts = chart_objects(archive)
        properties = declared_properties(archive)
    reader = ContentReader(Styles(styles, content), charts, ListStyles(styles, content), control_texts(content))
    reader.unreadable["form control"] = controls_not_read(content)
    bodies = content.iterfind("{*}body/{*}text")
    blocks = list(with_pairs_joined(block for body in bodies for block in reader.blocks(body)))
    repeated = list(_repeated(reader, styles))
    notes = tuple(f"[{number}] {note}" for number, note in enumerate(reader.notes, 1))
    parts = [*section_parts(blocks), Part("", 0, notes), *comment_parts(reader.comments), *repeated]
    text, places = laid_out("section", parts)
    title = properties.title or clean_line(title_of(blocks))
    note = "; ".join([*reader.left_out, *not_read(reader.unreadable)])
    return Extraction(text, title, places, note, properties)


def _repeated(reader: ContentReader, styles: Any) -> Iterator[Part]:
    """Yield a part for each distinct line of page headers and footers."""
    for kind in ("header", "footer"):
        lines = enumerate(margin_lines(reader, styles, kind), 1)
        yield from (Part(f"page {kind}", number, (line,), is_row=True) for number, line in lines)
