"""Summaries, occurrences, lists and aggregates, on a small folder of our own."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.records import Occurrences, Turn
from qa_bot.settings import Settings

HANDBOOK = """# Beekeeper's handbook

Author: Ilse Brandt. Version 4, in force since March 2022.

Why keep bees?

## Hives

Each hive stands on dry ground and faces south. The lid is weighed down with a stone.

## Honey

Honey is taken twice a year, in June and in August. A comb is cut only when it is sealed.

- smoker
- veil

## Winter

From November on the hives are not opened. Ten kilograms of sugar are left in each of them.

## References

[1] "Bees in winter", Apiary Review, 2019, https://review.example/bees
"""
REPORT = """Report on the apple harvest

The harvest of 2022 was the largest in ten years. Frost damaged only the trees on the north slope. The cider press of
Mellbruk was repaired in May. The harvest was sold to the cider press of Mellbruk and to two shops in town.
"""
CRATES = """Crate,Grower,Weight,Press
K-1,Mellbruk Farm,21 kg,north
K-2,Oldenhof,18 kg,south
K-3,Mellbruk Farm,25 kg,north
K-4,Oldenhof,19 kg,north
"""
BARRELS = "Barrel,Kind\n" + "\n".join(f"T-{number},oak" for number in range(1, 13))
TOTALS = """Month,Visitors,Income
May,210,900 kr
June,340,1400 kr
Total,550,2300 kr
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("farm")
    texts = {"bees.md": HANDBOOK, "harvest.txt": REPORT, "crates.csv": CRATES, "barrels.csv": BARRELS}
    for name, text in (texts | {"visitors.csv": TOTALS}).items():
        (folder / name).write_text(text, encoding="utf-8")
    made = Bot(Settings(seeds=folder, store=tmp_path_factory.mktemp("store") / "store"))
    made.index()
    yield made
    made.close()


def quotes(bot: Bot, question: str, within: Sequence[str] | None = None) -> list[str]:
    """The quotes of an answer, all of them proven."""
    answer = bot.ask(question, within=within)
    assert all(bot.documents.prove(citation) for citation in answer.citations)
    return [citation.quote for citation in answer.citations]


@pytest.mark.parametrize(
    "question",
    [
        "Summarize the beekeeper's handbook",
        "Could you give me a short summary of bees.md, please?",
        "What is the beekeeper's handbook about?",
        "tl;dr of the bees document",
    ],
)
def test_a_summary_has_the_first_statement_below_each_heading_in_order(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert (answer.state, answer.intent) == ("answered", "summary")
    said = quotes(bot, question)
    firsts = ["Each hive stands on dry", "Honey is taken twice", "From November on the hives"]
    assert [next(one for one in said if one.startswith(first)) for first in firsts]
    assert [citation.span.start for citation in answer.citations] == sorted(one.span.start for one in answer.citations)
    assert {citation.source for citation in answer.citations} == {"bees.md"}
    beside_the_point = ("Author", "Version", "Why", "#", "-", "[1]", "Honey\n")
    assert not any(one.startswith(beside_the_point) or "https" in one for one in said)
    assert len(answer.text) <= 500 + len(said)
    assert {hit.passage.source for hit in answer.hits} == {"bees.md"}


def test_a_text_without_headings_is_summarized_from_its_beginning(bot: Bot) -> None:
    said = quotes(bot, "Summarize the report on the apple harvest")
    assert said[0] == "The harvest of 2022 was the largest in ten years."


def test_a_summary_is_of_the_named_document_beside_one_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "harvest.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "seeds" / "brief.txt").write_text("Liebe Marta,\n\ndanke für deinen Brief.", encoding="utf-8")
    mixed = Bot(Settings(tmp_path / "seeds", tmp_path / "store"))
    mixed.index()
    assert mixed.ask("Summarize the report on the apple harvest").intent == "summary"
    mixed.close()


@pytest.mark.parametrize("question", ["Summarize the moon landing", "What is the document about?", "Summarize it"])
def test_where_no_single_document_is_named_there_is_no_summary(bot: Bot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.confidence < 1
    assert not answer.found or answer.statements


def test_the_document_is_the_only_one_that_is_asked(bot: Bot) -> None:
    document_id = next(file.document_id for file in bot.status().files if file.source == "bees.md")
    answer = bot.ask("Summarize this document", within=[document_id])
    assert (answer.state, answer.confidence, {one.source for one in answer.citations}) == ("answered", 1, {"bees.md"})


@pytest.mark.parametrize(
    ("question", "count", "first"),
    [
        ("How many documents mention Mellbruk?", Occurrences(3, 2), "Mellbruk"),
        ("Where is the cider press mentioned?", Occurrences(1, 1), "cider press"),
        ('List all passages that mention "hives are not opened"', Occurrences(1, 1), "hives are not opened"),
    ],
)
def test_occurrences_are_counted_and_their_passages_given(
    bot: Bot, question: str, count: Occurrences, first: str
) -> None:
    answer = bot.ask(question)
    assert (answer.found, answer.state, answer.statements) == (False, "near", ())
    assert answer.occurrences == count
    assert all(first in citation.quote and bot.documents.prove(citation) for citation in answer.citations)
    assert len({citation.document_id for citation in answer.citations}) == count.documents
    assert len(answer.hits) == count.passages
    assert len({hit.passage.document_id for hit in answer.hits}) == count.documents
    assert all(first in hit.passage.text for hit in answer.hits)


def test_a_word_that_no_document_has_occurs_nowhere(bot: Bot) -> None:
    answer = bot.ask("Which documents mention zeppelins?")
    assert (answer.state, answer.missing, answer.occurrences) == ("absent", ("zeppelins",), Occurrences(0, 0))
    assert bot.ask('Where is "opened are hives" mentioned?').occurrences == Occurrences(0, 0)


def test_occurrences_are_counted_in_the_chosen_documents_only(bot: Bot) -> None:
    document_id = next(file.document_id for file in bot.status().files if file.source == "crates.csv")
    answer = bot.ask("How many documents mention Mellbruk?", within=[document_id])
    assert answer.occurrences == Occurrences(2, 1)


@pytest.mark.parametrize(
    ("question", "rows"),
    [("List all crates", "K-1 K-2 K-3 K-4"), ("List all crates of Mellbruk Farm", "K-1 K-3")],
)
def test_all_rows_that_match_a_list_are_its_answer(bot: Bot, question: str, rows: str) -> None:
    answer = bot.ask(question)
    assert (answer.state, answer.intent) == ("answered", "list")
    assert [quote.partition(";")[0].removeprefix("Crate: ") for quote in quotes(bot, question)] == rows.split()
    assert answer.occurrences == Occurrences(len(rows.split()), 1)


def test_a_list_is_not_completed_from_the_conversation(bot: Bot) -> None:
    answer = bot.ask("List all crates", [Turn("What does crate K-9 weigh?", "")])
    assert (answer.state, len(answer.citations)) == ("answered", 4)


def test_of_a_long_list_the_first_rows_are_quoted_and_all_are_counted(bot: Bot) -> None:
    answer = bot.ask("List all oak barrels")
    assert (len(answer.citations), answer.occurrences) == (8, Occurrences(12, 1))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("How many crates are there for Oldenhof?", "K-2 K-4"),
        ("What is the total weight of all crates?", "K-1 K-2 K-3 K-4"),
        ("What is the average weight of the crates?", "K-1 K-2 K-3 K-4"),
        ("Which crate has the highest weight?", "K-1 K-2 K-3 K-4"),
    ],
)
def test_what_no_row_states_is_not_answered_but_its_rows_are_near(bot: Bot, question: str, rows: str) -> None:
    answer = bot.ask(question)
    assert (answer.state, answer.statements) == ("near", ())
    assert [quote.partition(";")[0].removeprefix("Crate: ") for quote in quotes(bot, question)] == rows.split()


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("What is the total of all visitors?", "550"),
        ("How many visitors were there in June?", "340"),
        ("What is the weight of crate K-3?", "25 kg"),
    ],
)
def test_what_a_row_states_is_answered(bot: Bot, question: str, stated: str) -> None:
    answer = bot.ask(question)
    assert answer.state == "answered"
    assert stated in answer.statements[0].text


def test_a_missing_term_is_in_no_document(bot: Bot) -> None:
    assert bot.ask("What does crate K-9 weigh?").missing == ("K-9",)
