"""An answer as JSON: one numbering, one card a passage, no word altered."""

from dataclasses import replace

from qa_bot.errors import StoreDamaged
from qa_bot.records import Answer, Citation, Difference, Hit, Passage, Side, Span, Statement
from qa_bot.web.sources import Proof, answer_view, facts, problem_view, source_cards

TEXT = "Heading\n\nOne is here. Two is\nthere. Three is far.\n\nFour is apart."


def passage(begin: str, end: str) -> Passage:
    span = Span(TEXT.index(begin), TEXT.index(end) + len(end))
    return Passage(f"p{span.start}", "d", "f.txt", "T", span, span.of(TEXT))


def citation(number: int, quote: str, document_id: str = "d") -> Citation:
    start = TEXT.index(quote)
    return Citation(number, document_id, "f.txt", "T", Span(start, start + len(quote)), quote)


FIRST, SECOND = passage("Heading", "far."), passage("Four", "apart.")
HITS = (Hit(FIRST, 0.9, {"words": 1}), Hit(SECOND, 0.4, {"meaning": 2, "words": 5}))
CITED = (citation(1, "Two is\nthere."), citation(2, "Four is apart."), citation(3, "One is here."))
ANSWER = Answer(
    question="where?",
    searched="where?",
    found=True,
    confidence=0.8,
    statements=(Statement("Two is there.", (1,)), Statement("They say four.", (2,)), Statement("One is here.", (3,))),
    citations=CITED,
    hits=HITS,
    seconds=0.064,
    generation="gen-1",
)
PROOF = Proof(lambda _: TEXT, lambda _: True, lambda _: ())


def test_quotes_of_one_passage_share_a_card_in_the_order_of_their_numbers() -> None:
    numbers = [[c.number for c in card.citations] for card in source_cards(ANSWER)]
    assert numbers == [[1, 3], [2]]


def test_difference_is_told_under_the_names_of_its_documents() -> None:
    named = (replace(CITED[0], title="The Daily"), replace(CITED[1], title="The Weekly"))
    differing = replace(
        ANSWER, citations=named, differences=(Difference("dates", (Side(1, "one\nday"), Side(2, "two"))),)
    )
    sides = [
        {"title": "The Daily", "words": "one day", "number": 1},
        {"title": "The Weekly", "words": "two", "number": 2},
    ]
    shown = answer_view(differing, PROOF)["differences"]
    assert shown == [{"lead": "The sources give different dates:", "sides": sides}]
    assert answer_view(ANSWER, PROOF)["differences"] == []


def test_quote_that_no_hit_holds_is_its_own_card() -> None:
    cards = list(source_cards(replace(ANSWER, hits=HITS[1:])))
    assert [(card.citations[0].number, card.hit is None) for card in cards] == [(1, True), (2, False), (3, True)]
    shown = answer_view(replace(ANSWER, hits=()), PROOF)["sources"]
    assert [card["paragraphs"] for card in shown][1] == [[("Four is apart.", [2])]]


def test_same_place_in_another_document_is_not_the_same_passage() -> None:
    elsewhere = replace(ANSWER, citations=(citation(1, "One is here.", "other"),))
    assert next(source_cards(elsewhere)).hit is None


def test_passage_is_drawn_by_paragraphs_with_its_quotes_and_no_word_altered() -> None:
    card = answer_view(ANSWER, PROOF)["sources"][0]
    assert "".join(text for pieces in card["paragraphs"] for text, _ in pieces) == FIRST.text
    assert len(card["paragraphs"]) == 2
    quoted = {tuple(numbers): text for pieces in card["paragraphs"] for text, numbers in pieces if numbers}
    assert quoted == {(1,): "Two is\nthere.", (3,): "One is here."}


def test_only_what_the_source_says_is_drawn_as_a_quotation() -> None:
    assert [statement["verbatim"] for statement in answer_view(ANSWER, PROOF)["statements"]] == [True, False, True]


def test_card_is_proven_only_if_all_its_quotes_are() -> None:
    view = answer_view(ANSWER, Proof(lambda _: TEXT, lambda citation: citation.number != 3, lambda _: ()))
    assert [card["proven"] for card in view["sources"]] == [False, True]


def test_passages_that_are_not_cited_are_the_rest() -> None:
    view = answer_view(replace(ANSWER, citations=CITED[1:2]), PROOF)
    assert [(more["index"], more["title"]) for more in view["more"]] == [(0, "T")]


def test_places_count_paragraphs_or_name_the_page() -> None:
    paged = replace(ANSWER, citations=(CITED[0], replace(CITED[1], place="page 7", page=7)))
    assert [quote["place"] for quote in answer_view(paged, PROOF)["quotes"].values()] == ["paragraph 2", "page 7"]


def test_text_that_cannot_be_had_leaves_the_offset_and_the_quote() -> None:
    def lost(_: str) -> str:
        raise StoreDamaged("lost")

    card = answer_view(ANSWER, Proof(lost, lambda _: False, lambda _: ()))["sources"][1]
    assert card["place"] == f"character {CITED[1].span.start}"
    assert card["paragraphs"] == [[("Four is apart.", [2])]]


def test_searched_question_is_told_only_where_it_differs() -> None:
    assert answer_view(ANSWER, PROOF)["searched"] == ""
    assert answer_view(replace(ANSWER, searched="where is two?"), PROOF)["searched"] == "where is two?"


def test_ranks_say_which_way_found_a_passage() -> None:
    ranks = answer_view(ANSWER, PROOF)["ranks"]
    assert [(row["words"], row["meaning"], row["score"]) for row in ranks] == [("1", "–", "0.90"), ("5", "2", "0.40")]


def test_facts_count_sentences_and_documents() -> None:
    assert facts(ANSWER) == "3 sentences from 1 document · 64 ms"
    assert facts(replace(ANSWER, found=False, statements=(), citations=())) == "2 passages looked at · 64 ms"


def test_problem_keeps_the_question() -> None:
    assert problem_view("why?", "no index") == {"question": "why?", "found": False, "problem": "no index"}
