"""What is answered, what is only near, and what is said of the rest, on small folders of our own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.records import Intent, Turn
from tests.conftest import MakeBot, indexed, written

PAPERS = {
    "faq.md": """# Orchard box

Q: How do I skip a delivery?
Write to the packing hall before Monday noon. A skipped box is not charged.

Q: Can I get more plums?
Ask the driver for a second crate.

## Broken crates

Put the broken crate on the kerb. The driver takes it along.
""",
    "pumps.txt": """Data sheet of the pump KX-204

The KX-204 moves 30 litres a second. It weighs 118 kg.

Codes of the display

F77
The inlet is blocked. Clean the sieve.

F78
The motor is too warm. Wait for an hour.
""",
    "heater.html": """<html><head><title>ZT-40 heater</title></head><body><h1>ZT-40 heater</h1>
<p>The ZT-40 is a gas heater for greenhouses.</p>
<table><tr><th>Feature</th><th>Amount</th></tr><tr><td>Output</td><td>18 kW</td></tr>
<tr><td>Mass</td><td>77 kg</td></tr>
<tr><td>Fuel use</td><td>2.1 litres an hour</td></tr></table>
<p>The ZT-40 is lighter than the ZT-90, which has a mass of 140 kg and an output of 31 kW.</p></body></html>
""",
    "lease.txt": """Lease between Norda Mills and Elin Rask

The rent is 900 francs a month. The notice period is eight weeks.
""",
    "loan.txt": """Loan agreement between Norda Bank and Tarik Aydin

The interest is 4 percent a year. The notice period is two years.
""",
    "report.txt": """Annual report of Norda Mills

In 2021 the turnover of Norda Mills was 31 million francs. In 2022 it was 34 million francs.
The mill employs 212 people.

References

[1] "Turnover of Norda Mills in 2019", Mill Review, 2020, https://review.example/norda-mills-turnover
""",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from indexed(written(PAPERS, tmp_path_factory), tmp_path_factory)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How do I skip a delivery?", "Write to the packing hall before Monday noon. A skipped box is not charged."),
        ("Can I get more plums?", "Ask the driver for a second crate."),
        ("What should I do with a broken crate?", "Put the broken crate on the kerb."),
        ("Could you kindly tell me what the KX-204 weighs? Thanks!", "118 kg"),
        ("What is the notice period in the loan agreement?", "two years"),
        ("What is the notice period of the lease?", "eight weeks"),
        ("What was the turnover in 2022?", "34 million"),
        ("What is the output of the ZT-40?", "18 kW"),
        ("How heavy is the ZT-40?", "77 kg"),
        ("What is the fuel use of the ZT-40?", "2.1 litres"),
        ("What is the output of the ZT-90?", "31 kW"),
        ("Is the ZT-40 lighter than the ZT-90?", "lighter than the ZT-90"),
        ("F78", "F78\nThe motor is too warm.".replace("\n", " ")),
    ],
)
def test_the_statement_that_answers_comes_first(bot: Bot, question: str, first: str) -> None:
    answer = bot.ask(question)
    assert answer.state == "answered"
    assert first in answer.statements[0].text
    assert not any("?" in statement.text or "Q:" in statement.text for statement in answer.statements)
    assert not any("https" in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What does the KX-209 weigh?", ("KX-209",)),
        ("What does F79 mean?", ("F79",)),
        ("What was the turnover in 2017?", ("2017",)),
        ("What does § 9 of the lease say?", ("§ 9",)),
    ],
)
def test_what_no_document_has_is_named_and_not_answered(bot: Bot, question: str, missing: tuple[str, ...]) -> None:
    answer = bot.ask(question)
    assert (answer.found, answer.missing, answer.statements) == (False, missing, ())
    assert answer.state in ("near", "absent")
    assert all(bot.documents.prove(citation) for citation in answer.citations)


@pytest.mark.parametrize(
    ("typed", "intent"),
    [("hello", "social"), ("Thanks a lot!", "social"), ("?!", "social"), ("list all files", "documents")],
)
def test_what_asks_nothing_of_the_texts_is_not_searched(bot: Bot, typed: str, intent: Intent) -> None:
    history = [Turn("What does the KX-204 weigh?", "It weighs 118 kg.")]
    for turns in ([], history):
        answer = bot.ask(typed, turns)
        assert (answer.found, answer.intent, answer.hits, answer.state) == (False, intent, (), "absent")


def test_a_follow_up_passes_over_thanks(bot: Bot) -> None:
    history = [Turn("How much does the KX-204 move?", "30 litres a second."), Turn("thanks", "")]
    assert "118 kg" in bot.ask("And what does it weigh?", history).text


def test_one_short_document_answers(tmp_path: Path, make_bot: MakeBot) -> None:
    (tmp_path / "hut.txt").write_text("The hut is closed on Mondays. Firewood lies behind the stove.", encoding="utf-8")
    bot = make_bot(tmp_path)
    bot.index()
    assert "Mondays" in bot.ask("When is the hut closed?").text
    assert "stove" in bot.ask("Where does the firewood lie?").text
    assert not bot.ask("Who won the cup final?").found


@pytest.mark.parametrize("more", ["Tell me more", "more", "What else?", "Any more details, please?"])
def test_a_request_for_more_brings_what_was_not_yet_said(bot: Bot, more: str) -> None:
    history: list[Turn] = []
    question = "How many people does Norda Mills employ?"
    said: set[str] = set()
    for _ in range(2):
        answer = bot.ask(question, history)
        statements = {statement.text for statement in answer.statements}
        assert statements
        assert not statements & said
        said |= statements
        history.append(Turn(question, answer.text))
        question = more
    assert any("212 people" in text for text in said)
    assert any("31 million" in text for text in said)
    for _ in range(4):
        answer = bot.ask(more, history)
        history.append(Turn(more, answer.text))
    assert not answer.found  # all was said


@pytest.mark.parametrize("word", ["plums", "crate?"])
def test_one_word_after_an_unrelated_question_is_a_new_question(bot: Bot, word: str) -> None:
    history = [Turn("How heavy is the KX-204?", "It weighs 118 kg.")]
    assert bot.ask(word, history).searched == word
    assert bot.ask(word, history).statements == bot.ask(word).statements


def test_what_is_said_of_another_town_is_not_quoted_however_the_reader_likes_it(
    folder: Path, make_bot: MakeBot
) -> None:
    towns = {"Baku": 2_300_500, "Quito": 1_763_275, "Lima": 10_151_200, "Lisbon": 545_796, "Accra": 2_291_352}
    for town, people in towns.items():
        (folder / f"{town}.txt").write_text(f"In {town} live {people} people.", encoding="utf-8")
    bot = make_bot(folder)
    bot.index()
    for town, people in towns.items():
        assert bot.ask(f"How many people live in {town}?").text == f"In {town} live {people} people."
