"""Comparisons and places as the page displays them."""

from dataclasses import replace

import pytest

from qa_bot.answer.occurrences import MOST_PASSAGES
from qa_bot.records import Answer, Citation, Match, Occurrences, Span
from qa_bot.web.views.answer import answer_view
from qa_bot.web.views.marked import marked
from qa_bot.web.views.proof import Proof
from tests.chats.test_comparison_table import ANSWER

PROOF = Proof(lambda _: (0,), lambda one: one.document_id != "b", lambda _: (), lambda _: "unchanged")
CITED = (
    Citation(1, "a", "a.txt", "Alma", Span(10, 22), "Old old hive"),
    Citation(2, "a", "a.txt", "Alma", Span(30, 36), "A hive"),
    Citation(3, "b", "b.txt", "Birch", Span(0, 4), "Hive"),
)
FOUND = Answer(
    "hive",
    "hive",
    False,
    0.0,
    citations=CITED,
    is_near=True,
    intent="occurrences",
    occurrences=Occurrences(3, 2),
    matches=(Match(1, Span(18, 22)), Match(2, Span(32, 36))),
)


def test_a_quote_is_cut_at_its_marks() -> None:
    assert marked(CITED[0], [Span(10, 13), Span(18, 22)]) == [("Old", True), (" old ", False), ("hive", True)]
    assert marked(CITED[0], []) == [("Old old hive", False)]


def test_a_comparison_has_a_cell_for_each_document_and_two_files() -> None:
    view = answer_view(ANSWER, PROOF)
    ((first, second, third),) = view["comparison"]["points"]
    assert first["pieces"] == [("The fee | is ", False), ("5 euros", True), (".", False)]
    assert (first["number"], first["proven"], first["note"]) == (1, True, "")
    assert (second["number"], second["proven"], second["note"]) == (2, False, "not said directly")
    assert (third["note"], third.get("number")) == ("says nothing of it", None)
    assert [one["name"].rpartition(".")[2] for one in view["comparison"]["files"]] == ["csv", "md"]
    assert view["comparison"]["files"][0]["text"].startswith("\ufeff")
    assert (view["sources"], view["more"], view["searched"]) == ([], [], "")


def test_places_are_listed_by_document_with_their_words_marked() -> None:
    view = answer_view(FOUND, PROOF)["places"]
    assert [(one["title"], [place["number"] for place in one["places"]]) for one in view["documents"]] == [
        ("Alma", [1, 2]),
        ("Birch", [3]),
    ]
    assert view["documents"][0]["places"][0]["pieces"] == [("Old old ", False), ("hive", True)]
    assert [one["proven"] for one in view["documents"][1]["places"]] == [False]
    assert (view["count"], view["more"]) == ("3 places", "")


def test_more_passages_than_are_listed_are_told() -> None:
    many = replace(FOUND, occurrences=Occurrences(MOST_PASSAGES + 1, 2))
    assert "first 300 of 301 passages" in answer_view(many, PROOF)["places"]["more"]


@pytest.mark.parametrize(
    ("answer", "within", "intents"),
    [
        (replace(FOUND, intent="question", found=True), (), ["comparison"]),
        (replace(FOUND, intent="question", found=True, citations=CITED[:1]), (), []),
        (replace(FOUND, intent="question", found=True, citations=CITED[:1]), ("a.txt", "b.txt"), ["comparison"]),
        (replace(FOUND, intent="question", citations=()), (), ["occurrences"]),
        (replace(FOUND, question="List all hives", intent="list", found=True), (), ["occurrences"]),
        (FOUND, (), []),
        (ANSWER, (), []),
    ],
)
def test_another_way_to_answer_is_offered(answer: Answer, within: tuple[str, ...], intents: list[str]) -> None:
    assert [one["intent"] for one in answer_view(answer, PROOF, within=within)["offers"]] == intents
