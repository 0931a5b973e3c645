"""What the page of a document says about it."""

from datetime import UTC, datetime

from qa_bot.answer.file_properties import author_and_date
from qa_bot.chats.records import CitingExchange, Exchange
from qa_bot.ingest.properties import PROPERTIES, Properties
from qa_bot.records import Place, Span
from qa_bot.store.reports import IndexedFile
from qa_bot.web.views.document_page import document_page_view
from tests.chats.made import answer

NOW = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
BODY = "The lighthouse is 40 metres high. It was built in 1912.\n\n"
LINE = Properties(author="Ada Lovelace", date="2024-03-05").line("Harbour", "")
TEXT = BODY + LINE
PLACES = (
    Place("page", "page 1", 1, Span(0, 30)),
    Place("page", "page 2", 2, Span(30, 55)),
    Place("row", PROPERTIES, 1, Span(len(BODY), len(TEXT))),
)
FILE = IndexedFile("maps/harbour.pdf", "id", "Harbour", 12_300, 4, "read with gaps", "2026-01-02T11:30:00+00:00")


def test_a_page_names_what_the_document_is() -> None:
    view = document_page_view(FILE, TEXT, PLACES, (), NOW)
    assert (view["title"], view["file"], view["note"]) == ("Harbour", "maps/harbour.pdf", "read with gaps")
    assert view["by"] == "Ada Lovelace · 2024-03-05"
    assert view["facts"] == "PDF · 2 pages · 4 passages · 12 kB · indexed 30 minutes ago"
    assert view["opening"].startswith("The lighthouse is 40 metres high.")


def test_a_page_names_the_answers_that_cite_the_document() -> None:
    exchange = Exchange(7, "How high?", answer(), "2026-01-02T11:00:00+00:00")
    (cited,) = document_page_view(FILE, TEXT, PLACES, [CitingExchange("c", "Towers", exchange)], NOW)["cited"]
    assert cited == {"chat": "c", "exchange": 7, "question": "How high?", "detail": "Towers · 1 hour ago"}


def test_author_and_date_are_read_from_the_line_that_has_them() -> None:
    assert author_and_date("Title: Dune; Author: Frank Herbert; Date: 1965") == ("Frank Herbert", "1965")
    assert author_and_date("Author: A, B") == ("A, B", "")
    assert author_and_date("No such line.") == ("", "")
