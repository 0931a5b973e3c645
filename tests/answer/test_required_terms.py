"""The codes, numbers and years that an answer must be about."""

import pytest

from qa_bot.answer.required_terms import names_others, required_terms
from qa_bot.text.wording import fold


def terms(question: str) -> list[str]:
    return [term.text for term in required_terms(question)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who painted KX-204?", ["KX-204"]),
        ("ORD-2021-0007", ["ORD-2021-0007"]),
        ("What does fault F77 mean?", ["F77"]),
        ("Are we certified to EN 1090?", ["EN 1090"]),
        ("What does § 4 of the charter say?", ["§ 4"]),
        ("Who sits in room 12?", ["room 12"]),
        ("What is in chapter 3.2?", ["chapter 3.2"]),
        ("When was plot 1760 sold?", ["plot 1760"]),
        ("Who wrote ERR_CLOSED?", ["ERR_CLOSED"]),
        ("What was the profit in 2018?", ["2018"]),
        ("What happened on 5 May 2020 at gate 9?", ["gate 9", "2020"]),
        ("What do Year 5 children need?", ["Year 5"]),
        ("What does fuse 23 protect?", ["fuse 23"]),
        ("How did the B737 and the A320 differ?", ["B737", "A320"]),
    ],
)
def test_codes_numbered_things_and_years_are_required(question: str, expected: list[str]) -> None:
    assert terms(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who was paid within 30 days?",
        "Which 5 countries signed?",
        "What changed between 2015 and 2020?",
        "What happened after 2001?",
        "How were the 1990s?",
        "Is there a 24-hour service?",
        "Who was 2nd in the 21st race?",
        "Does it cost 12 euros?",
        "How fast is 50 km/h?",
        "What has 12 people and costs 300?",
    ],
)
def test_quantities_decades_and_limits_are_not_required(question: str) -> None:
    assert terms(question) == []


@pytest.mark.parametrize(
    ("question", "text", "has"),
    [
        ("Where is the KX-204?", "The KX 204 stands in hall B.", True),
        ("Where is the KX-204?", "The KX-2041 stands in hall B.", False),
        ("ORD-2021-0007", "ORD-2021-0070; ORD-2022-0007", False),
        ("Are we certified to ISO 14001?", "Certified to ISO/IEC 14001 since May.", True),
        ("Are we certified to ISO 14001?", "Certified to ISO 27001, 14001 pages.", False),
        ("What does § 4 say?", "Article 4: The fee is due in May.", True),
        ("What does § 4 say?", "Section 14. The fee is due in 4 days.", False),
        ("Who fought in World War 2?", "World War II ended in May.", True),
        ("What was the profit in 2018?", "In FY2018 it rose.", True),
        ("What was the profit in 2018?", "Order 20181 of 2017.", False),
    ],
)
def test_a_text_has_a_term_however_it_is_punctuated(question: str, text: str, has: bool) -> None:
    assert all(term.is_in(fold(text)) for term in required_terms(question)) is has


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How wide is the KX-204?", "The KX-204 is wider than the KX-100.", True),
        ("How wide is the KX-204?", "The KX-204 is 3 m wide.", False),
        ("How wide is the KX-204?", "The KX-100 is 2 m wide.", False),
        ("Is the KX-204 wider than the KX-100?", "The KX-204 is wider than the KX-100.", False),
        ("How wide is the pump?", "The KX-204 is wider than the KX-100.", False),
        ("What was sold in 2021?", "In 2021 more was sold than in 2020.", False),
    ],
)
def test_a_comparison_names_another_code_beside_the_one_that_is_asked_for(
    question: str, sentence: str, expected: bool
) -> None:
    assert names_others(required_terms(question), sentence) == expected


def test_the_number_of_a_version_may_follow_a_name() -> None:
    (term,) = required_terms("Is it under the GPL version 3?")
    assert all(term.is_in(text) for text in ("version 3", "gpl-3.txt", "under gplv3 only", "gpl3"))
    assert not any(term.is_in(text) for text in ("gpl-2.txt", "lesson 3", "gpl-30", "mpl-3.1"))


def test_the_heading_of_a_version_may_be_its_number_alone() -> None:
    (term,) = required_terms("What is new in version 4.1?")
    assert term.is_in(fold("## 4.1 (14 January)"))
    assert not term.is_in(fold("## 4.12 (14 January)"))


def test_the_heading_of_a_code_may_be_its_number_alone() -> None:
    (term,) = required_terms("What does error 413 mean?")
    assert term.is_in(fold("### 413\n\nThe file is too large."))
    assert not term.is_in(fold("The cable has 413 metres."))
