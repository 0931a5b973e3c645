"""Headers and footers of printed pages → lines without page numbers. For spreadsheets and OpenDocument. Pure."""

import re
from collections.abc import Iterable, Iterator

from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.runs import Run, written

NUMBER = "\ue000"
"""Stands for a page's number or the number of pages; a character of private use, which no field's text contains."""

_NUMBERED = re.compile(rf"\W*(?:[^\W\d_]{{1,8}}\.?\s*)?{NUMBER}\W*(?:[^\W\d_]{{1,4}}\s*)?{NUMBER}?\W*")
_CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|P(?:[+-]\d+)?|\d+|.)', re.DOTALL)
_SECTIONS = re.compile(r"&[LCR]")


def numberless(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines with a letter or a figure, without page numbers; those like “Page 3 of 9” are left out."""
    for line in lines:
        shown = clean_line(line.replace(NUMBER, " "))
        if not _NUMBERED.fullmatch(line.strip()) and any(map(str.isalnum, shown)):
            yield shown


def coded_lines(code: str) -> Iterator[str]:
    r"""Yield the lines of a worksheet's header or footer (ISO/IEC 29500-1, 18.3.1.46): ``&L&"Arial,Bold"Kiln && Son``.

    Page numbers, dates and names of files and sheets, which are filled in when printed, are left out.
    """
    doubled = code.replace("&&", "&\0")
    for section in _SECTIONS.split(doubled):
        yield from numberless(written(list(_runs(section))).replace("\r", "\n").split("\n"))


def _runs(section: str) -> Iterator[Run]:
    raised = lowered = False
    end = 0
    for code in _CODE.finditer(section):
        yield Run(section[end : code.start()], raised, lowered)
        end = code.end()
        match code[0][1]:
            case "\0":
                yield Run("&", raised, lowered)
            case "P" | "N":
                yield Run(NUMBER)
            case "X":
                raised, lowered = not raised, False
            case "Y":
                raised, lowered = False, not lowered
    yield Run(section[end:], raised, lowered)
