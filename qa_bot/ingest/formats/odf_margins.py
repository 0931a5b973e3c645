"""Headers and footers of pages of OpenDocument texts and spreadsheets (ODF 1.3, part 3, 16.10) → lines."""

from collections.abc import Iterator
from typing import Any

from qa_bot.ingest.formats.odf_styles import attribute, local_name
from qa_bot.ingest.formats.odf_text import ContentReader
from qa_bot.ingest.formats.page_margins import NUMBER, numberless

_NUMBERS = frozenset(("page-number", "page-count"))
_SIDES = ("", "-left", "-first")


def margin_lines(reader: ContentReader, root: Any, kind: str) -> dict[str, None]:
    """Return the distinct lines of all headers or footers (``kind``) below an element, without page numbers."""
    margins = (one for side in _SIDES for one in root.iterfind(f".//{{*}}{kind}{side}"))
    shown = (one for one in margins if attribute(one, "display") != "false")
    return dict.fromkeys(line for one in shown for line in numberless(_lines(reader, one)))


def _lines(reader: ContentReader, margin: Any) -> Iterator[str]:
    for field in margin.iter():
        if local_name(field) in _NUMBERS:
            field.tag, field.text = "span", NUMBER
    for part in [margin, *(one for one in margin if local_name(one).startswith("region-"))]:
        for block in reader.blocks(part):
            yield from [block.text] if block.place else block.text.split("\n")
