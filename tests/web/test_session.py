"""A visitor's session, and the address that names its state."""

from pathlib import Path

import pytest

from qa_bot.chats.store import Chats
from qa_bot.records import Answer, Citation, Span, Statement
from qa_bot.web.question_run import QuestionRun, history
from qa_bot.web.session import Session
from qa_bot.web.views.document import Opened, from_citation

ANSWER = Answer("Why?", "Why?", found=False, confidence=0.1)
OPENED = Opened("id", "A title", "a.txt")


def address(session: Session) -> dict[str, str]:
    """The address after a run of the script."""
    return session.written_address()


def test_the_address_names_chat_and_answer_from_the_first_question_on(session: Session) -> None:
    assert address(session) == {}
    session.add("Why?", ANSWER, ())
    assert session.chat is not None
    assert address(session) == {"chat": session.chat.id, "answer": str(session.exchanges[0].id)}
    assert session.link(session.exchanges[0]) == f"?chat={session.chat.id}&answer={session.exchanges[0].id}"


def test_another_session_follows_the_address_to_the_very_answer(session: Session, chats: Chats) -> None:
    for question in ("Why?", "When?"):
        session.add(question, ANSWER, ("a.txt",))
    other = Session(chats)
    other.read_address(address(session))
    assert session.chat is not None
    assert other.chat is not None
    assert (other.chat.id, other.exchanges, other.target) == (session.chat.id, session.exchanges, session.target)
    first = session.exchanges[0].id
    other.read_address(address(session) | {"answer": str(first), "view": "documents"}, is_navigation=True)
    assert (other.target, other.view) == (first, "documents")


def test_what_the_visitor_pressed_goes_before_the_address_of_before(session: Session) -> None:
    session.add("Why?", ANSWER, ())
    shown = address(session)
    session.show("documents")
    session.read_address(shown)
    assert session.view == "documents"
    assert address(session) == shown | {"view": "documents"}
    session.begin()
    assert address(session) == {}


def test_the_browser_s_way_back_leads_back(session: Session) -> None:
    session.add("Why?", ANSWER, ())
    first = address(session)
    session.begin()
    session.add("When?", ANSWER, ())
    address(session)
    session.read_address(first, is_navigation=True)
    assert [exchange.question for exchange in session.exchanges] == ["Why?"]
    session.read_address({}, is_navigation=True)
    assert session.exchanges == []


def test_an_older_address_that_the_browser_still_sends_changes_nothing(session: Session) -> None:
    before = address(session)
    session.add("Why?", ANSWER, ())
    session.open(OPENED)
    after = address(session)
    session.read_address(before)
    assert [exchange.question for exchange in session.exchanges] == ["Why?"]
    assert address(session) == after


@pytest.mark.parametrize("answer", ["", "x", "-1", "٣", "1e5", "9" * 5_000])
def test_an_address_that_names_nothing_is_reported(session: Session, answer: str) -> None:
    session.read_address({"chat": "nothing", "answer": answer})
    assert (session.chat, session.exchanges, session.target) == (None, [], 0)
    assert session.problem


def test_a_chat_that_was_deleted_elsewhere_goes_on_as_a_new_one(session: Session, chats: Chats) -> None:
    session.add("Why?", ANSWER, ())
    assert session.chat is not None
    chats.delete(session.chat.id)
    session.add("When?", ANSWER, ())
    assert session.problem == ""
    assert [exchange.question for exchange in chats.exchanges(session.chat.id)] == ["When?"]
    assert [exchange.question for exchange in session.exchanges] == ["When?"]


def test_what_cannot_be_stored_stays_on_the_page_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "chats.sqlite3").mkdir()
    session = Session(Chats(tmp_path))
    session.add("Why?", ANSWER, ())
    session.add("When?", "There is no index.", ())
    assert [exchange.question for exchange in session.exchanges] == ["Why?", "When?"]
    assert len({exchange.id for exchange in session.exchanges}) == 2
    assert "chats.sqlite3" in session.problem
    assert [session.link(exchange) for exchange in session.exchanges] == ["", ""]
    assert address(session) == {}


def test_deleting_can_be_undone(session: Session) -> None:
    session.add("Why?", ANSWER, ())
    kept = session.chat
    assert kept is not None
    session.delete()
    assert (session.chat, session.exchanges, session.deleted, session.listed()) == (None, [], kept, ())
    session.restore()
    assert session.chat is not None
    assert (session.chat.id, len(session.exchanges), session.deleted) == (kept.id, 1, None)


def test_chats_are_renamed_searched_and_turned_to(session: Session) -> None:
    session.add("Why is the sky blue?", ANSWER, ())
    sky = session.chat
    session.begin()
    session.add("When is it night?", ANSWER, ())
    session.rename("The night")
    session.search_chats("sky")
    assert sky is not None
    assert [chat.id for chat in session.listed()] == [sky.id]
    session.search_chats("")
    assert [chat.title for chat in session.listed()] == ["The night", "Why is the sky blue?"]
    session.show("documents")
    session.open_chat(sky.id)
    assert session.chat is not None
    assert (session.chat.id, session.view, session.target) == (sky.id, "chat", session.exchanges[-1].id)


def test_a_rating_is_stored_and_shown(session: Session, chats: Chats) -> None:
    session.add("Why?", ANSWER, ())
    session.rate(session.exchanges[0], False, "It says nothing.")
    assert (session.exchanges[0].helpful, session.exchanges[0].remark) == (False, "It says nothing.")
    assert chats.ratings() == tuple(session.exchanges)


def test_turning_to_another_chat_closes_the_document_and_stops_the_question(session: Session) -> None:
    session.add("Why?", ANSWER, ())
    session.open(OPENED, session.exchanges[0].id)
    session.question_run = run = QuestionRun("When?")
    session.begin()
    assert session.opened is None
    assert session.opened_by == 0
    assert session.question_run is not run
    run.start(lambda on_step: (on_step(), ANSWER)[1])
    assert run.wait(10)
    assert str(run.outcome).startswith("Stopped")


def test_a_document_that_is_opened_again_is_scrolled_to_again(session: Session) -> None:
    session.open(OPENED)
    first = session.opened
    session.open(OPENED)
    session.show_page(3, 2)
    assert first is not None
    assert session.opened is not None
    assert session.opened.opening > first.opening
    assert (session.opened.page, session.opened.current) == (3, 2)


def cited(*numbers: int) -> Answer:
    """An answer with a citation of each number, from documents of their own."""
    citations = tuple(Citation(n, f"id{n}", f"{n}.txt", f"Title {n}", Span(n, n + 3), "abc") for n in numbers)
    statements = tuple(Statement("abc", (n,)) for n in numbers)
    return Answer("Why?", "Why?", True, 0.9, statements, citations)


def test_the_address_names_the_open_document_and_the_way_back_closes_it(session: Session, chats: Chats) -> None:
    session.add("Why?", cited(1, 2), ())
    before = address(session)
    answer = session.exchanges[0].outcome
    assert isinstance(answer, Answer)
    session.open(from_citation(answer.citations[1], answer.citations), session.exchanges[0].id)
    shown = address(session)
    assert shown == before | {"document": "id2", "quote": "2-5"}
    session.read_address(before, is_navigation=True)
    assert session.opened is None
    address(session)
    session.read_address(shown, is_navigation=True)
    for one in (session, Session(chats)):
        one.read_address(shown)
        assert one.opened is not None
        assert (one.opened.document_id, one.opened.current, list(one.opened.steps)) == ("id2", 2, [1, 2])
        assert one.opened_by == session.exchanges[0].id


def test_a_document_that_no_answer_cites_is_opened_by_its_address(session: Session) -> None:
    session.read_address({"document": "id9", "quote": "4-8"})
    assert session.opened == Opened("id9", quotes={1: Span(4, 8)}, current=1, opening=1)
    assert address(session) == {"document": "id9", "quote": "4-8"}
    session.close()
    assert address(session) == {}


def test_a_step_within_the_open_document_is_in_the_address(session: Session) -> None:
    session.open(Opened("id", "T", "t.txt", {1: Span(0, 2), 2: Span(5, 9)}, 1))
    session.show_citation(2)
    session.show_citation(7)
    assert address(session) == {"document": "id", "quote": "5-9"}


def test_a_follow_up_sees_what_could_be_asked(session: Session) -> None:
    session.add("Why?", ANSWER, ())
    session.add("", "The question is empty: write one.", ())
    assert [turn.question for turn in history(session.exchanges)] == ["Why?"]


def ask_five(session: Session) -> list[int]:
    for number in range(5):
        session.add(f"Why {number}?", ANSWER, ())
    return [exchange.id for exchange in session.exchanges]


def test_the_last_three_answers_are_shown_and_older_ones_at_wish(session: Session) -> None:
    first, second, *recent = ask_five(session)
    assert session.expanded_ids() & {first, second, *recent} == set(recent)
    session.expand([first])
    assert session.expanded_ids() >= {first, *recent}
    session.collapse(first)
    session.collapse(recent[0])
    assert session.expanded_ids() & {first, second, *recent} == set(recent)
    session.expand([first, second])
    session.begin()
    assert session.expanded == set()


def test_an_answer_that_the_address_names_or_whose_document_is_open_is_shown(session: Session) -> None:
    first, second, *_ = ask_five(session)
    session.read_address(address(session) | {"answer": str(first)}, is_navigation=True)
    session.open(OPENED, second)
    assert session.expanded_ids() >= {first, second}
    session.collapse(first)
    session.collapse(second)
    assert not session.expanded_ids() & {first, second}
    assert session.opened is None


def test_each_chat_keeps_its_document_filter(session: Session, chats: Chats) -> None:
    session.limit(["leases/"])
    session.add("Why?", ANSWER, session.within)
    assert session.chat is not None
    first = session.chat.id
    session.begin()
    assert list(session.within) == []
    session.add("When?", ANSWER, ())
    session.limit(["a.txt"])
    second = session.chat.id
    session.open_chat(first)
    assert list(session.within) == ["leases/"]
    session.open_chat(second)
    assert list(session.within) == ["a.txt"]  # chosen, but not asked in yet
    other = Session(chats)
    other.open_chat(first)
    assert list(other.within) == ["leases/"]
