"""Documents for the tests of the document view, and a server that shows them without an index."""

import contextlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.parse import read
from tests.browser.served import ROOT, _free_port, _wait_for
from tests.ingest.formats.made_pdf import new_pdf, put

LARGE, AT_ITS_END, SMALL, ACCENTS, ACROSS, OVER_PAGES, ON_A_PAGE = range(1, 8)
"""The citations, by their numbers."""

HOSTILE_NAME = "<img src=x onerror=alert(1)> ![p](http:evil.example).txt"
TEXT = (
    "Small 😀 title <b>bold</b>\n\n"
    "Before 😀😀 it the 𝒜lphabet runs\nover a line 😀 and ends here. It is a Café, in Ağrı.\n\n"
    "The cafe\u0301 has   a CAFÉ’s “name”; the\nstraße is soft\u00adened.\n\n"
    "Only a quote joins the two.\n\nSo it is the end. <script>alert(1)</script> ![p](http://evil.example/x)\n"
)
PAGE_LINES = [f"Line {number} of a page about nothing at all." for number in range(1, 21)]
FIRST_LINES = ("It begins here.", "It goes on.", "It is done.")
_WORDS = (ROOT / "seeds" / "000_0a671791b2e25812.txt").read_text("utf-8").split()


def make(folder: Path) -> None:
    """Put a large text, a small hostile one and a PDF of three pages into ``folder``, and beside them what is cited."""
    large = _large()
    (folder / "large.txt").write_text(large, encoding="utf-8")
    (folder / HOSTILE_NAME).write_text(TEXT, encoding="utf-8")
    (folder / "paged.pdf").write_bytes(pages_of_lines())
    paged = read("paged.pdf", (folder / "paged.pdf").read_bytes(), Limits())
    first, second, _ = (place.span for place in paged.places if place.kind == "page")
    middle = large.index("\n\n", len(large) // 2) + 2
    of_line = _between(paged.text, PAGE_LINES[3], "nothing", second.start)
    places = {
        LARGE: ("large.txt", middle, middle + 60),
        AT_ITS_END: ("large.txt", len(large) - 60, len(large) - 2),
        SMALL: (HOSTILE_NAME, *_between(TEXT, "it the 𝒜lphabet", "ends here.")),
        ACCENTS: (HOSTILE_NAME, *_between(TEXT, "cafe\u0301", "“name”")),
        ACROSS: (HOSTILE_NAME, *_between(TEXT, "joins", "end.")),
        OVER_PAGES: ("paged.pdf", first.end - 30, second.start + len(FIRST_LINES[1])),
        ON_A_PAGE: ("paged.pdf", *of_line),
    }
    (folder / "citations.json").write_text(json.dumps(list(places.values())), encoding="utf-8")


def cited(folder: Path, number: int) -> str:
    """The words of a citation of a text."""
    source, start, end = json.loads((folder / "citations.json").read_text("utf-8"))[number - 1]
    text = (folder / str(source)).read_text("utf-8")
    return text[start:end]


def pages_of_lines() -> bytes:
    """A PDF of three pages, each with a line of its own above the same lines."""
    pdf = new_pdf("Paged")
    for first_line in FIRST_LINES:
        pdf.add_page()
        put(pdf, [first_line, *PAGE_LINES])
    return bytes(pdf.output())


def _large() -> str:
    """Five million characters: 40,000 short paragraphs, some longer ones, and one that does not end."""
    chance = random.Random(5)
    lengths = [2_000 if number % 1_000 == 7 else 15 for number in range(40_000)]
    lengths[9_000] = 100_000
    texts = (" ".join(chance.choices(_WORDS, k=length)) for length in lengths)
    return "A large document\n\n" + "\n\n".join(f"- {text}." for text in texts) + "\n"


def _between(text: str, first: str, last: str, start: int = 0) -> tuple[int, int]:
    """From the beginning of ``first`` to the end of the next ``last``."""
    found = text.index(first, start)
    return found, text.index(last, found) + len(last)


@contextlib.contextmanager
def served_view(folder: Path) -> Iterator[str]:
    """Run ``document_script.py`` over ``folder``; the page's address, once it answers."""
    port = _free_port()
    script = Path(__file__).with_name("document_script.py")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = os.environ | {"QA_BOT_SEEDS": str(folder), "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
