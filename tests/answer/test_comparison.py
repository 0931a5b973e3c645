"""Several documents side by side: each one's best sentence on a point, or what they say in like words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.chats.comparison_table import comparison_markdown, differing_words
from qa_bot.records import Answer
from tests.conftest import MakeBot, indexed, written

RENT = "The tenant pays the landlord a monthly rent in advance. It amounts to {rent} euros and includes the heating."
NOTICE = "The notice period for both parties is"
LEASES = {
    "lease-alma.txt": f"Lease Alma Street\n\n{RENT.format(rent=900)}\n\n{NOTICE} three months.",
    "lease-birch.txt": f"Lease Birch Lane\n\n{RENT.format(rent=1250)}\n\n{NOTICE} six weeks.",
    "lease-cedar.txt": f"Lease Cedar Court\n\n{RENT.format(rent=900)}\n\nSmoking is forbidden in the stairwell.",
    "recipe.txt": "Bread\n\nKnead the dough for ten minutes and let it rise overnight.",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot for all tests that change no document."""
    yield from indexed(written(LEASES, tmp_path_factory), tmp_path_factory)


@pytest.fixture
def own_bot(folder: Path, make_bot: MakeBot) -> Bot:
    """A bot whose folder a test may change."""
    for name, text in LEASES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return make_bot(folder)


def cells(answer: Answer) -> dict[str, tuple[str, list[str]]]:
    """What each document says in the first row, and in which words it differs."""
    assert answer.comparison is not None
    quotes = {one.number: one.quote for one in answer.citations}
    return {
        one.source: (quotes[one.number] if one.number else "", differing_words(answer, one))
        for one in answer.comparison.points[0]
    }


def test_each_named_document_says_its_best_sentence_and_an_empty_cell_is_one(bot: Bot) -> None:
    answer = bot.ask("How do the leases differ on notice?")
    assert (answer.intent, answer.state, answer.searched) == ("comparison", "answered", "notice")
    assert cells(answer) == {
        "lease-alma.txt": ("The notice period for both parties is three months.", ["three months"]),
        "lease-birch.txt": ("The notice period for both parties is six weeks.", ["six weeks"]),
        "lease-cedar.txt": ("", []),
    }
    assert all(bot.documents.prove(citation) for citation in answer.citations)
    assert [statement.numbers for statement in answer.statements] == [(1,), (2,)]
    assert [one.number for one in answer.citations] == [1, 2]


def test_a_sentence_is_quoted_with_the_one_that_states_the_value(bot: Bot) -> None:
    said = cells(bot.ask("Compare the leases on rent"))
    assert said["lease-birch.txt"][1] == ["1250 euros"]
    assert said["lease-cedar.txt"][1] == ["900 euros"]


@pytest.mark.parametrize(
    "question",
    [
        "Compare lease-alma.txt with lease-birch.txt on the notice period",
        "What is the difference in notice between the Alma Street lease and the Birch Lane lease?",
        "Do the Alma Street lease and the Birch Lane lease differ in the notice period?",
        "compare the notice periods of the Alma lease and the Birch lease",
    ],
)
def test_documents_are_named_by_file_or_title(bot: Bot, question: str) -> None:
    assert set(cells(bot.ask(question))) == {"lease-alma.txt", "lease-birch.txt"}


def test_without_a_point_the_sentences_in_like_words_are_compared(bot: Bot) -> None:
    answer = bot.ask("What is the difference between the Alma Street lease and the Birch Lane lease?")
    assert answer.comparison is not None
    rows = [[differing_words(answer, one) for one in row] for row in answer.comparison.points]
    assert [["900 euros"], ["1250 euros"]] in rows
    assert [["three months"], ["six weeks"]] in rows
    assert all(bot.documents.prove(citation) for citation in answer.citations)


def test_chosen_or_found_documents_are_compared_on_request(bot: Bot) -> None:
    ids = {file.source: file.document_id for file in bot.status().files}
    chosen = [ids["lease-alma.txt"], ids["recipe.txt"]]
    question = "How long is the notice period?"
    assert bot.ask(question).intent == "question"
    answer = bot.ask(question, within=chosen, intent="comparison")
    assert answer.comparison is not None
    assert [(one.source, one.state == "answered") for one in answer.comparison.points[0]] == [
        ("lease-alma.txt", True),
        ("recipe.txt", False),
    ]
    assert [statement.text for statement in answer.statements] == [f"{NOTICE} three months."]
    found = cells(bot.ask(question, intent="comparison"))
    assert found["lease-birch.txt"][1] == ["six weeks"]


@pytest.mark.parametrize(
    "question",
    [
        "What is the difference between a mortgage and a loan?",
        "How do cats and dogs differ on sleep?",
        "Compare prices",
    ],
)
def test_things_that_are_no_documents_are_searched(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.intent, answer.comparison) == ("question", None)


def test_a_point_that_no_document_has_is_said_so(bot: Bot) -> None:
    answer = bot.ask("How do the leases differ on parking fines?")
    assert not answer.found
    assert not answer.statements
    assert set(cells(answer)) == {"lease-alma.txt", "lease-birch.txt", "lease-cedar.txt"}


LETTER = "Liebe Marta,\n\ndanke für deinen Brief vom 3. Juni. Das Fest findet am 22. August in Lindau statt."


@pytest.mark.parametrize(
    ("question", "sources"),
    [
        ("How do the leases differ on notice?", {"lease-alma.txt", "lease-birch.txt", "lease-cedar.txt"}),
        ("Compare the Alma Street lease with the Birch Lane lease", {"lease-alma.txt", "lease-birch.txt"}),
    ],
)
def test_documents_are_named_beside_one_in_another_language(
    own_bot: Bot, folder: Path, question: str, sources: set[str]
) -> None:
    (folder / "letter.txt").write_text(LETTER, encoding="utf-8")
    own_bot.index()
    assert set(cells(own_bot.ask(question))) == sources


def test_documents_that_have_no_sentence_in_like_words_are_shown_by_how_they_begin(bot: Bot) -> None:
    answer = bot.ask("Compare lease-alma.txt with recipe.txt")
    assert (answer.state, answer.statements) == ("near", ())
    assert cells(answer) == {
        "lease-alma.txt": ("The tenant pays the landlord a monthly rent in advance.", []),
        "recipe.txt": ("Knead the dough for ten minutes and let it rise overnight.", []),
    }
    assert "not said directly" not in comparison_markdown(answer)
    assert all(bot.documents.prove(citation) for citation in answer.citations)
