"""What a visitor does on the page, from the first visit on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.web.state import application_state
from tests.web.conftest import Page

QUESTION = "When was the Shusha Declaration signed?"
OFF_TOPIC = "How do I bake an apple pie?"
NEW = "The Quiet Harbour Agreement\n\nThe Quiet Harbour Agreement was signed in Lisbon on 4 May 1987.\n"


def test_first_visit_offers_questions_that_the_documents_answer(page: Page) -> None:
    bot = application_state(Settings.from_environment()).bot
    offered = [line for line in page.lines() if line.endswith("?")]
    assert len(offered) >= 2
    assert all(bot.ask(question).found for question in offered)


def test_where_nothing_is_suggested_no_heading_is_drawn(corpus: Path, open_page: Callable[[], Page]) -> None:
    shutil.rmtree(corpus)
    corpus.mkdir()
    (corpus / "note.txt").write_text("the rent is due on the third.", encoding="utf-8")
    page = open_page()
    page.press("Index the documents")
    page.wait(lambda page: "1 document" in page.buttons() and "Newest documents" in page.headings())
    assert "Try one of these" not in page.headings()


def test_no_choice_of_how_to_answer_is_ignored(page: Page) -> None:
    page.app.button_group(key="mode").set_value(None)
    page.app.run()
    assert page.app.button_group(key="mode").value == "question"
    assert page.ask(QUESTION)["found"]


def test_answer_is_drawn_with_its_proven_source(page: Page, corpus: Path) -> None:
    answer = page.ask(QUESTION)
    assert answer["found"]
    assert "June 15, 2021" in answer["statements"][0]["text"]
    source = next(source for source in answer["sources"] if 1 in source["numbers"])
    assert source["lines"][0]["proven"]
    quote = next(text for pieces in source["paragraphs"] for text, numbers in pieces if numbers == [1])
    assert quote in (corpus / source["lines"][0]["file"]).read_text(encoding="utf-8")


def test_marks_and_sources_share_one_numbering(page: Page) -> None:
    answer = page.ask(QUESTION)
    marked = [number for statement in answer["statements"] for number in statement["numbers"]]
    listed = [number for source in answer["sources"] for number in source["numbers"]]
    assert sorted(set(marked)) == sorted(listed)
    assert set(answer["quotes"]) == {str(number) for number in listed}


def test_altered_text_is_not_called_word_for_word(page: Page, tmp_path: Path) -> None:
    assert all(line["proven"] for source in page.ask(QUESTION)["sources"] for line in source["lines"])
    for text in (tmp_path / "store" / "texts").iterdir():
        text.chmod(0o600)
        text.write_text(text.read_text(encoding="utf-8").replace("June", "July"), encoding="utf-8")
    page.app.run()
    assert not any(line["proven"] for source in page.answers()[-1]["sources"] for line in source["lines"])


def test_off_topic_question_is_not_answered(page: Page) -> None:
    answer = page.ask(OFF_TOPIC)
    assert not answer["found"]
    assert not answer["statements"]
    assert not answer["sources"]
    assert answer["more"]


def test_refused_question_stays_on_the_page_with_the_reason(page: Page) -> None:
    answer = page.ask("why " * 2000)
    assert answer["question"].startswith("why why")
    assert "shorten it" in answer["problem"]
    assert not page.app.exception


def test_follow_up_shows_the_rewritten_question(page: Page) -> None:
    page.ask(QUESTION)
    searched = page.ask("Who signed it?")["searched"]
    assert "Shusha" in searched


def test_a_conversation_continues_until_a_new_chat(page: Page) -> None:
    page.ask(QUESTION)
    page.ask(OFF_TOPIC)
    assert [answer["question"] for answer in page.answers()] == [QUESTION, OFF_TOPIC]
    page.press("New chat")
    assert page.answers() == []


def test_visitors_do_not_see_each_others_questions(page: Page, open_page: Callable[[], Page]) -> None:
    page.ask(QUESTION)
    assert open_page().answers() == []


def test_changed_folder_is_noticed_and_indexed_on_request(page: Page, corpus: Path) -> None:
    assert "Re-index" not in page.buttons()
    (corpus / "harbour.txt").write_text(NEW, encoding="utf-8")
    (corpus / "empty.txt").write_bytes(b"\x00\x01\x02")
    page.wait(lambda page: "2 new in the folder" in page.lines())
    page.press("Re-index")
    page.wait(lambda page: "6 documents" in page.buttons() and "harbour.txt" in page.lines())  # the report comes last
    assert any(line.startswith("failed: ") for line in page.lines())
    answer = page.ask("When was the Quiet Harbour Agreement signed?")
    assert "4 May 1987" in answer["statements"][0]["text"]


def test_questions_are_answered_while_another_visitor_reindexes(
    page: Page, open_page: Callable[[], Page], corpus: Path
) -> None:
    for copy in range(40):
        (corpus / f"copy-{copy}.txt").write_text(f"{NEW}\n{'The harbour is quiet. ' * 40}{copy}", encoding="utf-8")
    page.wait(lambda page: "Re-index" in page.buttons())
    page.press("Re-index")
    state = application_state(Settings.from_environment())
    other = open_page()
    assert state.is_indexing
    assert other.ask(QUESTION)["found"]
    page.wait(lambda _: not state.is_indexing)


def test_unindexed_folder_is_indexed_by_a_button(open_page: Callable[[], Page]) -> None:
    page = open_page()
    assert "Nothing is indexed yet" in page.texts()
    page.press("Index the documents")
    page.wait(lambda page: "5 documents" in page.buttons())
    assert page.ask(QUESTION)["found"]


@pytest.mark.parametrize(("is_there", "says"), [(True, "has no documents"), (False, "does not exist")])
def test_folder_without_documents_is_reported_in_a_line(
    corpus: Path, open_page: Callable[[], Page], is_there: bool, says: str
) -> None:
    shutil.rmtree(corpus)
    if is_there:
        corpus.mkdir()
    page = open_page()
    assert any(says in line for line in page.lines())
    assert "Index the documents" not in page.buttons()
    assert not page.app.exception


def test_documents_that_are_all_gone_answer_nothing(page: Page, corpus: Path) -> None:
    first, *others = sorted(corpus.iterdir())
    for leaving, left in ((others, "1 document"), ([first], "0 documents")):
        for path in leaving:
            path.unlink()
        page.wait(lambda page: "Re-index" in page.buttons())
        page.press("Re-index")
        page.wait(lambda page, left=left: left in page.buttons())  # type: ignore[misc]
    assert "Nothing is indexed" in page.texts()
    assert any("has no documents" in line for line in page.lines())
    assert not page.ask(QUESTION)["found"]
    assert not page.app.exception


def test_failed_reindex_is_reported_and_the_old_index_answers(page: Page, corpus: Path) -> None:
    shutil.rmtree(corpus)
    page.wait(lambda page: "Re-index" in page.buttons())
    page.press("Re-index")
    page.wait(lambda page: any("does not exist" in line for line in page.lines()))
    assert page.ask(QUESTION)["found"]


def test_a_chat_that_cannot_be_stored_is_answered_and_reported(page: Page) -> None:
    (Settings.from_environment().store / "chats.sqlite3").mkdir()
    assert page.ask(QUESTION)["found"]
    assert any("chats.sqlite3" in line for line in page.lines())
    page.ask(OFF_TOPIC)
    assert [answer["question"] for answer in page.answers()] == [QUESTION, OFF_TOPIC]
    assert not page.app.exception
