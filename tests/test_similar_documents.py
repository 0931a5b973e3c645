"""Documents in the same words about other things: each mark supports its statement, and only what differs is shown."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.records import Answer
from qa_bot.settings import Settings

POLICY = """Policy for the {ship}

The yearly premium for the {ship} is paid by the owner in two parts. It comes to {premium} crowns and is set anew by the
insurer each March.

A claim must be filed in writing. The time limit is {limit} weeks and begins on the day of the damage.
"""
REPORT = """Trial {number} was made in {year} with {count} volunteers. It was headed by {name}, who works for the
institute in {town}.
"""
NAMES = ("Ines Falk", "Tarik Aydin", "Lucia Moreno", "Jonas Weber", "Mina Rao", "Elif Demir")
TOWNS = ("Gent", "Bursa", "Cadiz", "Ulm", "Pune", "Izmir")
BILL = "Bill\n\nCustomer: Tern Ltd\nService: chimney sweeping\nTotal: {total} EUR\nDue on {due}.\n"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("similar")
    for path, text in _files():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    bot = Bot(Settings(seeds=folder, store=tmp_path_factory.mktemp("store") / "store"))
    bot.index()
    yield bot
    bot.close()


def _files() -> Iterator[tuple[Path, str]]:
    for ship, premium, limit in (("Albatross", "71,300", "four"), ("Petrel", "68,900", "nine")):
        yield Path(f"{ship}.txt"), POLICY.format(ship=ship, premium=premium, limit=limit)
    for at, (name, town) in enumerate(zip(NAMES, TOWNS, strict=True)):
        text = REPORT.format(number=f"K{at + 21}", year=2001 + at, count=130 + 7 * at, name=name, town=town)
        yield Path("trials") / f"{at}.txt", text
    for year, total in ((2021, "310.00"), (2022, "365.00")):
        yield Path(str(year)) / "bill.txt", BILL.format(total=total, due=f"9 June {year}")


def decisive(text: str) -> set[str]:
    """The numbers, number words and names of a text."""
    return set(re.findall(r"\d+|\b(?:four|nine|two)\b|(?<=[a-z] )[A-Z]\w+", text))


def check_marks(answer: Answer) -> None:
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert answer.statements
    for statement in answer.statements:
        for number in statement.numbers:
            assert decisive(statement.text) <= decisive(quotes[number])


QUESTIONS = (
    "How long is the time limit for a claim?",
    "How much is the yearly premium for the Petrel?",
    "How many weeks is the time limit?",
    "How many volunteers were in trial K23?",
    "Who headed trial K25?",
    "What is the difference between the policy for the Albatross and the one for the Petrel?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_source_of_a_statement_says_what_it_says(bot: Bot, question: str) -> None:
    check_marks(bot.ask(question))


def test_a_question_that_names_neither_is_answered_from_both(bot: Bot) -> None:
    answer = bot.ask("How long is the time limit for a claim?")
    assert ["four weeks" in answer.text, "nine weeks" in answer.text] == [True, True]
    assert len(answer.statements) == 2
    assert not answer.differences  # two ships


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("How long is the time limit in the policy for the Petrel?", "nine weeks", "four weeks"),
        ("How much does the yearly premium for the Albatross come to?", "71,300", "68,900"),
        ("Who headed trial K22?", "Tarik Aydin", "Ines Falk"),
    ],
)
def test_only_the_document_that_is_named_is_quoted(bot: Bot, question: str, said: str, not_said: str) -> None:
    answer = bot.ask(question)
    assert said in answer.statements[0].text
    assert not_said not in answer.text
    assert not answer.differences


def test_two_bills_that_nothing_distinguishes_differ(bot: Bot) -> None:
    (difference,) = bot.ask("What is the total for chimney sweeping?").differences
    assert difference.point == "numbers"
    assert {side.words for side in difference.sides} == {"310.00 EUR", "365.00 EUR"}
