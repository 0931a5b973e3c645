"""Measure the speed of reading: ``python -m benchmarks.reading [FOLDER]``.

Each file is read in the worker process as in an indexing run, twice, and the faster time counts. Without a folder,
files of most formats are made of the seeds' text; for these the tests' tools are needed (``.tools/bin/python``).
Scanned pages are not among them: their time is Tesseract's.
"""

import argparse
import html
import json
import textwrap
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.bounds import Bounds
from qa_bot.ingest.worker import Worker
from qa_bot.records import Document

TOP = Path(__file__).parent.parent
_PAGES = 200
_PAGE_LINES = 54
_PAGE_CHARACTERS = 3_000
"""Characters of a page, by which pages of formats without pages are counted."""


@dataclass(slots=True)
class Total:
    """What was read of one format."""

    files: int = 0
    size: int = 0
    pages: float = 0.0
    seconds: float = 0.0


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="documents (default: made ones)")
    folder = parser.parse_args().folder
    totals: dict[str, Total] = defaultdict(Total)
    with Worker(Bounds()) as worker:
        for name, data in _files_in(folder) if folder else made_files():
            try:
                seconds, document = _read(worker, name, data)
            except FileUnreadable:
                continue
            total = totals[PurePosixPath(name).suffix.lower()]
            total.files += 1
            total.size += len(data)
            total.pages += pages_of(document)
            total.seconds += seconds
    print("format    files      MB    pages  seconds  pages/s    MB/s")
    for suffix, total in sorted(totals.items()):
        speed = f"{total.pages / total.seconds:8.0f} {total.size / 1e6 / total.seconds:7.2f}"
        print(f"{suffix:9} {total.files:5} {total.size / 1e6:7.2f} {total.pages:8.0f} {total.seconds:8.2f} {speed}")


def _read(worker: Worker, name: str, data: bytes) -> tuple[float, Document]:
    """Return the shorter of two times in seconds, and the document."""
    times = []
    for _ in range(2):
        started = time.perf_counter()
        document = worker.read(name, data)
        times.append(time.perf_counter() - started)
    return min(times), document


def pages_of(document: Document) -> float:
    """Return the number of a document's pages, or of pages of 3,000 characters."""
    pages = sum(place.kind == "page" for place in document.places)
    return pages or len(document.text) / _PAGE_CHARACTERS


def _files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()


def made_files() -> Iterator[tuple[str, bytes]]:
    """Yield a file of each format, of the seeds' text repeated: paragraphs, or rows of a table."""
    from tests.ingest.formats import samples

    texts = [path.read_text(encoding="utf-8-sig") for path in sorted((TOP / "seeds").glob("*.txt"))]
    lines = [" ".join(line.split()) for text in texts for line in text.splitlines() if line.strip()]
    once = sum(map(len, lines))
    paragraphs = lines * (_PAGES * _PAGE_CHARACTERS // once + 1)
    rows = [["Number", "Town", "Sum", "Note"]] + [
        [f"A-{number}", line.split()[0], f"{number * 7 % 9973}.50", line[:60]]
        for number, line in enumerate(paragraphs * 2, 1)
    ]
    escaped = [html.escape(line) for line in paragraphs]
    tagged = "".join(f"<p>{line}</p>" for line in escaped)
    yield "a.txt", "\n\n".join(paragraphs).encode()
    yield "a.md", "\n\n".join(f"## Part\n\n{line}" for line in paragraphs).encode()
    yield "a.html", f"<html><body><main>{tagged}</main></body></html>".encode()
    yield "a.csv", "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
    yield "a.xlsx", samples.xlsx({"Sums": rows})
    yield "a.ods", samples.ods(samples.ods_rows("Sums", *("|".join(map(html.escape, row)) for row in rows)))
    yield "a.docx", samples.docx(*paragraphs)
    yield "a.odt", samples.odf("text", "".join(f"<text:p>{line}</text:p>" for line in escaped))
    yield "a.pptx", samples.pptx(*(("Part", line[:600]) for line in paragraphs[:_PAGES]))
    yield "a.epub", samples.epub({"one.xhtml": tagged})
    yield "a.rtf", ("{\\rtf1\\ansi " + "\\par ".join(_ascii(paragraphs)) + "}").encode()
    yield "a.pdf", _pdf(_ascii(paragraphs))
    yield "a.json", json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]).encode()
    yield "a.xml", f"<texts>{tagged}</texts>".encode()
    yield "a.eml", "\r\n\r\n".join(["From: Ada <a@b.c>\r\nSubject: Text", *_ascii(paragraphs)]).encode()
    yield "a.tex", "\n\n".join(["\\begin{document}", *_letters(paragraphs), "\\end{document}"]).encode()
    yield "a.rst", "\n\n".join(paragraphs).encode()
    yield "a.log", "\n".join(f"2024-05-01 10:00:00 INFO {line[:200]}" for line in paragraphs).encode()
    yield "a.py", "\n\n".join(f"# {line[:100]}\nx = 1" for line in paragraphs).encode()


def _ascii(lines: Sequence[str]) -> list[str]:
    """Return lines that every encoding and font has."""
    return [line.encode("ascii", "ignore").decode().translate(str.maketrans("", "", "{}\\")) for line in lines]


def _letters(lines: Sequence[str]) -> list[str]:
    """Return lines without characters that LaTeX reads as commands."""
    return [line.translate(str.maketrans("", "", "{}\\$%&#_^~")) for line in lines]


def _pdf(paragraphs: Sequence[str]) -> bytes:
    """Return a file of dense pages, 54 lines of some 90 letters each."""
    from tests.ingest.formats import made_pdf

    lines = [line for paragraph in paragraphs for line in textwrap.wrap(paragraph, 90)]
    pdf = made_pdf.new_pdf()
    for start in range(0, min(len(lines), _PAGES * _PAGE_LINES), _PAGE_LINES):
        pdf.add_page()
        made_pdf.put(pdf, lines[start : start + _PAGE_LINES], left=40, top=50)
    return bytes(pdf.output())


if __name__ == "__main__":
    main()
