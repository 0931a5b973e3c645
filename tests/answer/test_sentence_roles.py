"""What a sentence of a document is for."""

import pytest

from qa_bot.answer.sentence_roles import Role, roles_of


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("Q: How do I return a parcel?", "question"),
        ("**Where can I park?**", "question"),
        ("¿Dónde está la oficina?", "question"),
        ("Question 4: the fee", "question"),
        ("# Returns", "heading"),
        ("## Opening hours of 2024", "heading"),
        ("The following items are needed:", "lead_in"),
        ('[3] "The harbour of Ven", Port Review, 2017, https://review.example/ven', "reference"),
        ("⁷ Ann Holm, *The Strait in War* (Press of Lund, 2003): 105.", "reference"),
        ('4. "A strike and its end", Coast Herald, 4 May 2016.', "reference"),
        ("https://harbour.example/tariffs/2024", "reference"),
        ("Coast Ecology 22: 310–325.", "reference"),
        ("The canteen is open 11:30–14:00.", "statement"),
        ("© 2024 Harbour of Ven", "notice"),
        ("All rights reserved.", "notice"),
        ("About the author: Ann Holm teaches at Lund.", "notice"),
        ("|---|---|", "notice"),
        ("```", "notice"),
        ("You Might Also Like", "notice"),
        ("Related articles:", "lead_in"),
        ("Read more »", "notice"),
        ("Share this page", "notice"),
        ("3 comments", "notice"),
        ("Read more than ten pages a day.", "statement"),
        ("Share this room with a guest only if the host agrees.", "statement"),
        ("By Ann Holm", "byline"),
        ("Authors: Ann Holm, Jan O. Rask", "byline"),
        ("By ferry it takes an hour.", "statement"),
        ("The parcel is returned within a week.", "statement"),
        ("1. Boats are booked by phone.", "statement"),
        ("See https://harbour.example for the tariffs that apply to boats of more than nine metres.", "statement"),
        ('The book "A strike and its end" was published in 2016 and tells how the ferrymen won.', "statement"),
        ("Fee: 12 euros; Due: May", "statement"),
        ("Returns", "statement"),
    ],
)
def test_a_sentence_alone(sentence: str, role: Role) -> None:
    assert roles_of([sentence]) == [role]


def test_a_line_without_an_end_is_the_heading_of_what_follows() -> None:
    assert roles_of(["Returns", "The sender pays."]) == ["heading", "statement"]
    assert roles_of(["Rules of the Harbour 2024", "The sender pays."]) == ["heading", "statement"]
    assert roles_of(["The fee is 2024 francs", "The sender pays."]) == ["statement", "statement"]
    assert roles_of(["Privacy policy", "The sender's address is kept for a year."]) == ["heading", "statement"]
    assert roles_of(["F78", "The motor is too warm."]) == ["heading", "statement"]
    assert roles_of(["MINUTES OF THE BOARD", "Present: Ann Holm."]) == ["heading", "statement"]


@pytest.mark.parametrize(
    "label", ["Limitations.", "**Roof.**", "2. **Bicycle room.**", "__Opening hours.__", "(a) Purpose."]
)
def test_a_label_is_the_heading_of_its_paragraph(label: str) -> None:
    assert roles_of([label, "The sender pays."]) == ["heading", "statement"]
    assert roles_of([label])[0] != "heading"


@pytest.mark.parametrize(
    "sentence", ["Yes.", "Nein.", "Perhaps.", "**Dogs are not allowed.**", "**Keep it dry.**", "It failed."]
)
def test_a_short_statement_is_no_label(sentence: str) -> None:
    assert roles_of([sentence, "The sender pays."]) == ["statement", "statement"]


@pytest.mark.parametrize("line", ["Saturday 10:00-14:00", "Phone: 0532 555", "☒ Insurance included", "- one item"])
def test_a_line_with_a_value_states_something_also_above_others(line: str) -> None:
    assert roles_of([line, "The sender pays."]) == ["statement", "statement"]


@pytest.mark.parametrize("label", ["Q:", "Question 4.", "Frage 2:", "Soru:", "Pregunta 3)"])
def test_a_label_makes_a_question_in_any_language(label: str) -> None:
    assert roles_of([f"{label} Opening hours on holidays"]) == ["question"]


def test_below_a_heading_of_references_all_up_to_the_next_heading_refers() -> None:
    sentences = [
        "Cod grow fast.",
        "## References",
        "Solheim I (2019) Where do cod live?",
        "Eel and cod.",
        "## Notes",
        "Cod.",
    ]
    assert roles_of(sentences) == ["statement", "heading", "question", "reference", "heading", "statement"]


def test_an_item_of_one_word_is_no_label_of_the_next() -> None:
    assert roles_of(["- sandals", "- a towel"]) == ["statement", "statement"]
    assert roles_of(["- Limitations.", "The pump is not for food."]) == ["heading", "statement"]


def test_the_title_of_a_numbered_section_is_a_heading() -> None:
    assert roles_of(["Article 3 Fees", "The fee is 160 euros."]) == ["heading", "statement"]
    assert roles_of(["Article 3 was repealed in 1990.", "The fee is 160 euros."]) == ["statement", "statement"]
