"""What can be done with an answer: its marks read, copied, rated; documents that say the same shown as one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Place, Visit

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]

SIGNED = "The Harbour Treaty was signed in Lisbon on 4 May 1987."
TEXTS = {
    "daily.txt": f"The Daily\n\n{SIGNED} It was a warm day.",
    "weekly.txt": "The Weekly\n\nThe Harbour Treaty, was signed in Lisbon\non 4 May 1987. Nobody was late.",
    "ferry.txt": "The Ferry\n\nThe Zanzibar Ferry sails every Tuesday at noon from the old pier.",
    "lighthouse.txt": "The Lighthouse\n\nThe lighthouse of Porto Novo is 40 metres high.",
    "guide.txt": "The Guide\n\nThe lighthouse of Porto Novo is 45 metres high.",
}
OF_TWO = "When was the Harbour Treaty signed?"
DIFFERING = "How high is the lighthouse of Porto Novo?"
OFF_TOPIC = "How do I bake an apple pie?"
PLAIN_HTTP = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
"""A page over plain http, from another machine, has no clipboard."""


@pytest.fixture(scope="module")
def place(watching_place: Place) -> Place:
    """A server over five short documents, two of which say the same."""
    watching_place.stock(TEXTS)
    return watching_place


def asked(visit: Open, question: str, width: int = 1560) -> tuple[Visit, Locator]:
    """A visitor who has asked, and the answer's block."""
    visitor = visit(width)
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask(question)
    return visitor, visitor.page.locator("article").last


def button(answer: Locator, name: str) -> Locator:
    return answer.get_by_role("button", name=name, exact=True)


def test_answer_is_copied_with_its_sources(visit: Open) -> None:
    visitor, answer = asked(visit, OF_TWO)
    button(answer, "Copy the answer with its sources").click()
    expect(answer.get_by_role("status")).to_have_text("Copied")
    lines = visitor.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert re.fullmatch("“" + re.escape(SIGNED) + r"” \[1\]\[2\]|“The Harbour Treaty, was .*” \[1\]\[2\]", lines[0])
    notes = {re.sub(r"^\[\d\] ", "", line) for line in lines[2:]}
    start = TEXTS["daily.txt"].index(SIGNED)
    where = f"The Daily (daily.txt), paragraph 2, characters {start} to {start + len(SIGNED)}"
    assert any(note.startswith(where) for note in notes)
    assert len(notes) == 2
    assert sum(SIGNED in line for line in lines) == 1


def test_answer_is_copied_where_the_page_has_no_clipboard(visit: Open) -> None:
    visitor = visit()
    visitor.page.evaluate(PLAIN_HTTP)
    visitor.ask(OF_TWO)
    copy = button(visitor.page.locator("article"), "Copy the answer with its sources")
    copy.click()
    expect(visitor.page.get_by_role("status").get_by_text("Copied")).to_be_visible()
    expect(copy).to_be_focused()
    field = visitor.page.get_by_test_id("stChatInputTextArea")
    field.press("Control+V")
    expect(field).to_have_value(re.compile(r"^“The Harbour Treaty.*\[1\]\[2\]\s+\[1\] The "))


def test_link_opens_the_very_answer(visit: Open, place: Place) -> None:
    visitor, answer = asked(visit, OF_TWO)
    button(answer, "Copy a link to this answer").click()
    expect(answer.get_by_role("status")).to_have_text("Copied")
    link = visitor.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(re.escape(place.address) + r"/\?chat=[^&]+&answer=[^&]+", link)
    other = visit()
    other.page.goto(link)
    expect(other.page.locator(".question")).to_have_text([OF_TWO])


def test_rating_is_given_taken_back_and_leaves_the_answer_as_it_is(visit: Open) -> None:
    _, answer = asked(visit, OF_TWO)
    helpful, remark = button(answer, "Helpful"), answer.get_by_label("Comment (optional)")
    answer.get_by_text("How it was found").click()
    expect(helpful).to_have_attribute("aria-pressed", "false")
    expect(remark).to_be_hidden()
    helpful.click()
    expect(helpful).to_have_attribute("aria-pressed", "true")
    expect(remark).to_be_visible()
    expect(answer.locator("table")).to_be_visible()
    button(answer, "Not helpful").click()
    expect(button(answer, "Not helpful")).to_have_attribute("aria-pressed", "true")
    expect(helpful).to_have_attribute("aria-pressed", "false")
    button(answer, "Not helpful").click()
    expect(button(answer, "Not helpful")).to_have_attribute("aria-pressed", "false")
    expect(remark).to_be_hidden()


def test_a_comment_is_stored_with_the_rating(visit: Open) -> None:
    visitor, answer = asked(visit, OFF_TOPIC)
    button(answer, "Not helpful").click()
    remark, save = answer.get_by_label("Comment (optional)"), button(answer, "Save")
    expect(save).to_be_disabled()
    remark.press_sequentially("cross <b>and</b> r")  # outside a text field, r reruns a Streamlit page
    save.click()
    expect(answer.get_by_role("status")).to_have_text("Saved")
    expect(save).to_be_disabled()
    button(answer, "Copy a link to this answer").click()
    other = visit()
    other.page.goto(visitor.page.evaluate("navigator.clipboard.readText()"))
    expect(other.page.get_by_label("Comment (optional)")).to_have_value("cross <b>and</b> r")
    expect(other.page.get_by_role("button", name="Not helpful", exact=True)).to_have_attribute("aria-pressed", "true")


def test_what_was_not_found_has_nothing_to_copy(visit: Open) -> None:
    _, answer = asked(visit, OFF_TOPIC)
    expect(answer.locator(".none")).to_be_visible()
    expect(button(answer, "Helpful")).to_be_visible()
    expect(button(answer, "Copy the answer with its sources")).to_have_count(0)


def test_documents_that_say_the_same_are_one_source_that_opens_both(visit: Open) -> None:
    visitor, answer = asked(visit, OF_TWO)
    source = answer.locator(".source[data-numbers]")
    expect(source).to_have_count(1)
    lines = source.locator(".line")
    expect(lines).to_have_count(2)
    expect(lines.locator(".proof")).to_have_text(["✓ word for word"] * 2)
    expect(source.locator("mark")).to_have_count(1)
    for number in ("1", "2"):
        line = lines.filter(has=visitor.page.get_by_role("button", name=f"Open the document at quote {number}"))
        file = line.locator(".file").inner_text()
        line.locator(".number").click()
        expect(visitor.page.locator(".panel")).to_contain_text(file)
        mark = visitor.page.locator(".panel mark.current")
        expect(mark).to_have_text(re.compile(r"^The Harbour Treaty,? was signed in Lisbon\s+on 4 May 1987\.$"))
        expect(answer.locator(".statement .number").nth(int(number) - 1)).to_have_attribute("aria-current", "true")


def test_a_source_is_a_line_that_opens_and_closes_and_only_the_first_is_open(visit: Open) -> None:
    visitor, answer = asked(visit, DIFFERING)
    first, second = (answer.locator(".source[data-numbers]").nth(at) for at in (0, 1))
    expect(first.locator(".where")).to_be_visible()
    expect(second.locator(".where")).to_be_hidden()
    expect(second.locator(".proof")).to_have_text("✓ word for word")
    title = second.locator(".title")
    expect(title).to_have_attribute("aria-expanded", "false")
    title.focus()
    visitor.page.keyboard.press("Enter")
    expect(second.locator(".where")).to_be_visible()
    expect(title).to_have_attribute("aria-expanded", "true")
    second.locator(".proof").click()  # the whole line can be pressed
    expect(second.locator(".where")).to_be_hidden()
    second.get_by_role("button", name="Open the document at quote").click()
    expect(visitor.page.locator(".panel mark.current")).to_have_text(re.compile("4[05] metres high"))


def test_a_closed_source_shows_its_passage_to_the_pointer(visit: Open) -> None:
    visitor, answer = asked(visit, OF_TWO)
    title = answer.locator(".source .title").first
    title.hover()
    visitor.page.wait_for_timeout(500)
    expect(visitor.page.locator(".popover")).to_be_hidden()  # the first source is open
    title.click()
    visitor.page.mouse.move(5, 5)
    title.hover()
    expect(visitor.page.locator(".popover mark")).to_have_text(re.compile("The Harbour Treaty"))


def test_the_short_answer_stands_above_the_statement_that_it_is_taken_from(visit: Open) -> None:
    visitor, answer = asked(visit, OF_TWO)
    short, statement = answer.locator(".short"), answer.locator(".statement").first
    expect(short.locator("bdi")).to_have_text("4 May 1987")
    expect(statement.locator("mark")).to_have_text("4 May 1987")
    above, below = short.bounding_box(), statement.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    short.locator(".number").first.click()
    expect(visitor.page.locator(".panel mark.current")).to_have_text(re.compile("on 4 May 1987"))


def test_words_of_the_question_are_bold(visit: Open) -> None:
    _, answer = asked(visit, "When does the Zanzibar Ferry sail?")
    expect(answer.locator(".statement b")).to_have_text(["Zanzibar Ferry sails"])


def test_documents_that_differ_in_a_number_are_two_sources(visit: Open) -> None:
    _, answer = asked(visit, DIFFERING)
    expect(answer.locator(".source[data-numbers]")).to_have_count(2)
    expect(answer.locator(".differ li")).to_have_count(2)


def test_mark_is_named_by_its_source_and_described_by_its_quote_once(visit: Open) -> None:
    visitor, answer = asked(visit, "When does the Zanzibar Ferry sail?")
    mark = answer.locator(".answer .number").first
    expect(mark).to_have_accessible_name("Source 1: The Ferry, paragraph 2")
    quote = "The Zanzibar Ferry sails every Tuesday at noon from the old pier."
    expect(mark).to_have_accessible_description(quote)
    mark.hover()
    popover = visitor.page.locator(".popover").last
    expect(popover).to_contain_text(quote)
    expect(popover).to_have_attribute("aria-hidden", "true")


def test_on_paper_there_are_the_sources_and_nothing_to_press(visit: Open) -> None:
    visitor, answer = asked(visit, OF_TWO)
    visitor.page.emulate_media(media="print", color_scheme="dark")
    expect(answer.locator(".source mark")).to_be_visible()
    expect(answer.locator(".source[data-numbers]")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(answer.locator(".answer")).to_have_css("color", "rgb(31, 35, 40)")
    expect(button(answer, "Helpful")).to_be_hidden()
    expect(answer.get_by_text("How it was found")).to_be_hidden()


def test_document_that_has_changed_says_so_under_the_old_answer(visit: Open, place: Place) -> None:
    visitor, answer = asked(visit, "When does the Zanzibar Ferry sail?")
    expect(answer.locator(".source[data-numbers]")).to_have_count(1)
    old = visitor.page.locator("article").first
    (place.seeds / "ferry.txt").write_text("The Ferry\n\nThe ferry is out of order for good.", encoding="utf-8")
    expect(visitor.page.get_by_text("Automatic: 1 changed")).to_be_visible()
    visitor.ask(DIFFERING)
    expect(old.locator(".citation-status")).to_have_text("the document has changed since")
    expect(old.locator(".statement")).to_have_text(re.compile("every Tuesday at noon"))


def test_the_states_look_different_and_a_refusal_in_chosen_documents_can_be_asked_of_all(visit: Open) -> None:
    visitor, greeting = asked(visit, "hello")
    expect(greeting.locator(".answer")).to_contain_text("Ask a question about the documents: ")
    visitor.page.get_by_role("combobox", name="Documents to search").click()
    visitor.page.get_by_role("option").last.click()
    visitor.page.keyboard.press("Escape")
    visitor.ask(OFF_TOPIC)
    refused = visitor.page.locator("article").last
    expect(refused.locator(".none strong")).to_contain_text("does not say.")
    refused.get_by_role("button", name="Ask all documents").click()
    expect(visitor.page.locator("article")).to_have_count(3)
    everywhere = visitor.page.locator("article").last
    expect(everywhere.locator(".none strong")).to_have_text("The documents do not say.")
    expect(everywhere.get_by_role("button", name="Ask all documents")).to_have_count(0)
    visitor.ask("What documents do you have?")
    visitor.page.locator("article").last.get_by_role("button", name="Open the list of").click()
    expect(visitor.page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()


def test_a_summary_leads_to_the_page_of_its_document(visit: Open) -> None:
    visitor, answer = asked(visit, "Summarize The Guide")
    answer.get_by_role("button", name="Open the page of The Guide").click()
    expect(visitor.page.get_by_role("heading", name="The Guide", exact=True)).to_be_visible()
    expect(visitor.page.get_by_role("button", name="Ask only this document")).to_be_visible()
