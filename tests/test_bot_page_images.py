"""A page of an indexed PDF as an image."""

import sys
from pathlib import Path

import pytest

from qa_bot.errors import FileUnreadable, NothingIndexed
from qa_bot.records import Span
from tests.conftest import MakeBot
from tests.ingest.formats.made_pdf import pages_of

TEXTS = ("The army was trained in Baku.", "The navy was trained in Ankara.")


def test_a_page_of_a_document_is_drawn_with_its_quotes_and_without_those_of_other_pages(
    folder: Path, make_bot: MakeBot
) -> None:
    (folder / "forces.pdf").write_bytes(pages_of(*TEXTS, title="Forces"))
    (folder / "forces.txt").write_text("The army was trained in Baku.\n\nNobody else was.", encoding="utf-8")
    bot = make_bot(folder)
    with pytest.raises(NothingIndexed):
        bot.documents.page_image("0" * 32, 1, {})
    bot.index()
    files = {file.source: file.document_id for file in bot.status().files}
    text = bot.documents.text(files["forces.pdf"])
    over = Span(text.index("Baku"), text.index("navy") + 4)
    on_second = Span(text.index("Ankara"), len(text))
    quotes = {1: over, 3: on_second}
    first, second = (bot.documents.page_image(files["forces.pdf"], number, quotes, 400) for number in (1, 2))
    assert [(page.number, page.pages, sorted(page.boxes)) for page in (first, second)] == [(1, 2, [1]), (2, 2, [1, 3])]
    assert second.boxes[1][0][2] < second.boxes[3][0][0]  # "navy" ends before "Ankara" begins
    with pytest.raises(FileUnreadable, match="There is no PDF of this document"):
        bot.documents.page_image(files["forces.txt"], 1, {})


def test_a_pdf_that_has_changed_since_is_not_shown(folder: Path, make_bot: MakeBot) -> None:
    (folder / "forces.pdf").write_bytes(pages_of(*TEXTS))
    bot = make_bot(folder)
    bot.index()
    (file,) = bot.status().files
    (folder / "forces.pdf").write_bytes(pages_of(*TEXTS[::-1]))
    with pytest.raises(FileUnreadable, match=r"forces\.pdf has changed since: re-index to see its pages"):
        bot.documents.page_image(file.document_id, 1, {})


def test_a_page_is_not_drawn_in_the_bot_s_own_process(folder: Path, make_bot: MakeBot) -> None:
    (folder / "forces.pdf").write_bytes(pages_of(*TEXTS))
    bot = make_bot(folder)
    bot.index()
    before = set(sys.modules)
    (file,) = bot.status().files
    assert bot.documents.page_image(file.document_id, 1, {}).pages == 2
    assert not {name for name in set(sys.modules) - before if name.startswith(("pypdfium2", "PIL"))}
