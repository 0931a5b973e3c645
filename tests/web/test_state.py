"""The state that all visitors share."""

from collections.abc import Callable
from pathlib import Path

from qa_bot.settings import Settings
from qa_bot.web.state import application_state, close_application_states
from tests.audits import listers, recorded
from tests.web.conftest import Page


def test_no_visitor_s_thread_lists_the_folder(page: Page, open_page: Callable[[], Page], corpus: Path) -> None:
    with recorded(corpus) as looks:
        other = open_page()
        page.ask("When was the Shusha Declaration signed?")
        other.press("5 documents")
        (corpus / "harbour.txt").write_text("The harbour is quiet.", encoding="utf-8")
        page.wait(lambda page: "1 new in the folder" in page.lines())
        other.app.run()
        assert "Re-index" in other.buttons()
    assert set(listers(looks)) == {"folder"}


def test_the_folder_is_left_alone_once_the_desks_are_closed(page: Page) -> None:
    monitor = application_state(Settings.from_environment()).monitor
    close_application_states()
    with recorded(Settings.from_environment().seeds) as looks:
        monitor.refresh()
    assert looks == []
