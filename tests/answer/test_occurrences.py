"""Every place that has the words of a request, as proven citations with the words in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.records import Answer
from tests.conftest import MakeBot, indexed, written

TEXTS = {
    "bees.md": "# Bees\n\nA swarm moved into the old hive. The keeper opened two hives.\n\n## Honey\n\nIt is sold.",
    "town.txt": "Town\n\nThe hive old and grey was burnt. Nobody was hurt. Old people remember a hive.",
}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    yield from indexed(written(TEXTS, tmp_path_factory), tmp_path_factory)


def places(answer: Answer) -> list[tuple[str, str, list[str]]]:
    """The source and sentence of each place, and the words that were found there."""
    return [
        (
            one.source,
            one.quote,
            [
                match.span.shifted(-one.span.start).of(one.quote)
                for match in answer.matches
                if match.number == one.number
            ],
        )
        for one in answer.citations
    ]


def test_each_place_is_a_proven_sentence_with_its_words(bot: Bot) -> None:
    answer = bot.ask("Where are hives mentioned?")
    assert sorted(places(answer)) == [
        ("bees.md", "A swarm moved into the old hive.", ["hive"]),
        ("bees.md", "The keeper opened two hives.", ["hives"]),
        ("town.txt", "Old people remember a hive.", ["hive"]),
        ("town.txt", "The hive old and grey was burnt.", ["hive"]),
    ]
    assert all(bot.documents.prove(citation) for citation in answer.citations)
    sources = [one.source for one in answer.citations]
    assert sources == sorted(sources, key=sources.index)  # a document's places stand together


@pytest.mark.parametrize("asked", ['Find all passages with "old hive"', 'Where is "old hive" mentioned?', "“old hive”"])
def test_a_phrase_in_quotation_marks_is_found_only_as_it_is(bot: Bot, asked: str) -> None:
    answer = bot.ask(asked, intent="occurrences")
    assert places(answer) == [("bees.md", "A swarm moved into the old hive.", ["old hive"])]


def test_the_phrase_comes_first_without_quotation_marks(bot: Bot) -> None:
    found = places(bot.ask("old hive", intent="occurrences"))
    assert found[0] == ("bees.md", "A swarm moved into the old hive.", ["old hive"])
    assert ("town.txt", "The hive old and grey was burnt.", ["hive", "old"]) in found


def test_a_list_request_can_be_taken_for_its_places(bot: Bot) -> None:
    assert [one.quote for one in bot.ask("List all hives", intent="occurrences").citations] == [
        quote for _, quote, _ in places(bot.ask("hives", intent="occurrences"))
    ]


def test_nothing_found_has_no_place(bot: Bot) -> None:
    answer = bot.ask("zeppelins", intent="occurrences")
    assert (answer.state, answer.citations, answer.matches) == ("absent", (), ())


def test_stop_words_are_not_required_beside_a_language_that_does_not_know_them(
    bot: Bot, folder: Path, make_bot: MakeBot
) -> None:
    asked = "the keeper of the hives"
    before = places(bot.ask(asked, intent="occurrences"))
    for name, text in {**TEXTS, "brief.txt": "Liebe Marta,\n\ndanke für deinen Brief vom 3. Juni."}.items():
        (folder / name).write_text(text, encoding="utf-8")
    mixed = make_bot(folder)
    mixed.index()
    assert places(mixed.ask(asked, intent="occurrences")) == before != []
