"""What people type around a question, and what they ask for beside an answer."""

import pytest

from qa_bot.answer.request import as_intent, read_request
from qa_bot.records import Intent


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("Could you tell me when the museum opens?", "when the museum opens?"),
        ("Would you be so kind and tell us where the ferry lands, please?", "where the ferry lands?"),
        ("Please, what is the deposit?", "Please, what is the deposit?"),
        ("I was wondering if dogs are allowed on board.", "dogs are allowed on board."),
        ("I'd like to know how long the warranty lasts.", "how long the warranty lasts."),
        ("Do you know who wrote the report?", "who wrote the report?"),
        ("Hello! Who repairs the lift?", "Who repairs the lift?"),
        ("Hi all, where is the depot?", "where is the depot?"),
        ("Dear support team,\nhow do I reset the router?\n\nBest wishes,\nTom Weber", "how do I reset the router?"),
        ("Who keeps the keys? Many thanks, Bob", "Who keeps the keys?"),
        ("Good evening, this is Eva from sales. Until when is the offer valid?", "Until when is the offer valid?"),
        ("Sorry for asking again, I am still confused: who pays for shipping?", "who pays for shipping?"),
        ("Quick question: what is the rate in Spain?", "what is the rate in Spain?"),
        ("I'm looking for the phone number of the depot, can you help me?", "the phone number of the depot?"),
        ("Thanks! And what about Peru?", "And what about Peru?"),
        ("pls tell me the code of the gate", "the code of the gate"),
        ("pls tell me the code of the gate, thx", "the code of the gate"),
        ("My son is ill and I would be glad if you could let me know when the vet opens.", "when the vet opens."),
        (
            "How do I mend a fuse? I have tried all of them and my wife is cross. Thanks a lot, Ole",
            "How do I mend a fuse?",
        ),
        ("To whom it may concern: which day is the market?", "which day is the market?"),
        ("I work in the Malmö office, so could you tell me how long lunch is?", "how long lunch is (Malmö)"),
        ("Is it true that dogs travel free?", "dogs travel free?"),
        ("So sorry if this was asked before, but where is the vet?", "where is the vet?"),
        ("WHERE DO I LEAVE THE KEY", "where do i leave the key"),
    ],
)
def test_a_question_is_freed_of_what_is_only_polite(typed: str, question: str) -> None:
    found = read_request(typed)
    assert (found.text, found.intent) == (question, "question")


@pytest.mark.parametrize(
    "typed",
    [
        "Our boiler is an X200. How often must it be serviced?",
        "Can I cancel my order?",
        "Will you let me change my data?",
        "Who thanked the mayor?",
        "On which issues may members vote as they please?",
        "What does a good morning cost the company?",
        "Why was the hello message changed?",
        "This is an example of what?",
        "Sorry to hear of the strike, how long did it last?",
        "right of way",
        "No. 7",
        "Fine",
        "Is it good?",
        "How does this work?",
        "Who built the bridge?",
        "How many countries are there?",
    ],
)
def test_a_plain_question_stays_as_it_is(typed: str) -> None:
    found = read_request(typed)
    assert (found.text, found.intent) == (typed, "question")


@pytest.mark.parametrize(
    "typed",
    ["hello", "Hi there!", "thanks a lot", "Great, that was very helpful, thank you!", "ok", "thx", "?!?", "👍", "...",
     "bye", "How are you?", "Who are you?", "How do you work?", "Are you ChatGPT?", "can you help me?", "Cheers,\nTom",
     "Good morning", "yes", "perfect, got it"],
)  # fmt: skip
def test_a_text_that_asks_nothing_is_social(typed: str) -> None:
    assert read_request(typed).intent == "social"


@pytest.mark.parametrize("typed", ["fine", "Right", "cool", "clear"])
def test_one_ambiguous_word_is_social_only_as_a_reply(typed: str) -> None:
    assert read_request(typed).intent == "question"
    assert read_request(typed, is_reply=True).intent == "social"


@pytest.mark.parametrize(
    ("typed", "intent", "subject"),
    [
        ("Which files do you have?", "documents", ""),
        ("list all documents", "documents", ""),
        ("How many documents are there?", "documents", ""),
        ("What's in this folder?", "documents", ""),
        ("What can I ask you?", "documents", ""),
        ("Summarise the travel policy, please", "summary", "the travel policy"),
        ("Could you give me a short summary of the annual report?", "summary", "the annual report"),
        ("What is the lease about?", "summary", "the lease"),
        ("tl;dr of minutes.docx", "summary", "minutes.docx"),
        ("How many documents mention Poland?", "occurrences", "Poland"),
        ("Where is the treaty mentioned?", "occurrences", "the treaty"),
        ("In which files is Quito named?", "occurrences", "Quito"),
        ("Show me all passages about drones", "occurrences", "drones"),
        ("how often is the bridge mentioned?", "occurrences", "the bridge"),
        ("List all members of the board", "list", "members of the board"),
    ],
)
def test_other_requests_are_distinguished_from_questions(typed: str, intent: Intent, subject: str) -> None:
    found = read_request(typed)
    assert (found.intent, found.subject) == (intent, subject)


@pytest.mark.parametrize(
    ("typed", "subject", "point"),
    [
        ("How do the leases differ on notice?", "the leases", "notice"),
        ("How do the two contracts differ in price?", "the two contracts", "price"),
        ("Where do they disagree?", "they", ""),
        ("Compare the May minutes with those of June on money", "the May minutes with those of June", "money"),
        ("Please compare a.txt and b.txt", "a.txt and b.txt", ""),
        ("What are the main differences between the offers regarding delivery?", "the offers", "delivery"),
        ("What's the difference in rent between Alma and Birch?", "Alma and Birch", "rent"),
        ("what does each policy say about travel?", "policy", "travel"),
        ("Is the deposit the same in both leases?", "both leases", "the deposit"),
    ],
)  # fmt: skip
def test_a_comparison_has_documents_and_a_point(typed: str, subject: str, point: str) -> None:
    found = read_request(typed)
    assert (found.intent, found.subject.removeprefix("compare "), found.point) == ("comparison", subject, point)


@pytest.mark.parametrize(
    "typed", ["What do the documents say about notice?", "How does it work?", "Who compares them?"]
)
def test_a_question_that_compares_nothing_is_none(typed: str) -> None:
    assert read_request(typed).intent == "question"


def test_a_request_can_be_taken_as_another_one() -> None:
    asked = read_request("List all members of the board")
    assert as_intent(asked, "occurrences").subject == "members of the board"
    assert as_intent(read_request("How long is the notice?"), "occurrences").subject == "How long is the notice?"
    assert as_intent(asked, "comparison").point == asked.text
    compared = read_request("Compare the leases on rent")
    assert as_intent(compared, "comparison") == compared
