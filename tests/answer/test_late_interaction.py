import pytest

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.late_interaction import LateInteractionReranker
from qa_bot.models import minilm
from qa_bot.records import Document, Hit
from qa_bot.text.passages import passage_of, split
from qa_bot.text.sentences import sentences
from tests.answer.made import Words, analyzed, passage


def hit(text: str, score: float = 1.0) -> Hit:
    return Hit(passage(text), score, {})


def rerank(question: str, *hits: Hit) -> list[ScoredSentence]:
    words = Words()
    return LateInteractionReranker(minilm.MODEL).rerank(analyzed(question, words), hits)


TOWN = "Bananas are rich in potassium. The declaration was signed on June 15, 2021.\nThe weather in Baku was fine."


def test_the_sentence_that_answers_comes_first_and_every_sentence_comes() -> None:
    found = rerank("When was the declaration signed?", hit(TOWN), hit("Cherries are red."))
    assert found[0].quote == "The declaration was signed on June 15, 2021."
    assert len(found) == 4
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_quote_is_the_slice_of_the_document_also_where_the_passage_begins_late() -> None:
    text = "x" * 700 + ".\n\n" + TOWN
    late = split(Document("d", "a.txt", "A title", text), 300)[-1]
    assert late.span.start > 0
    for one in rerank("When was the declaration signed?", Hit(late, 1.0, {})):
        assert one.quote == text[one.span.start : one.span.end]
        assert one.span in late.sentences


def test_likeness_is_high_where_the_words_are_the_same_and_at_most_one() -> None:
    (same,) = rerank("The declaration was signed on June 15.", hit("The declaration was signed on June 15."))
    (other,) = rerank("The declaration was signed on June 15.", hit("Bananas are rich in potassium."))
    assert 0.9 < same.likeness <= 1.001
    assert other.likeness < 0.5


def test_of_equal_sentences_that_of_the_better_hit_comes_first() -> None:
    text = "The declaration was signed on June 15."
    low, high = Hit(passage(text), 0.1, {}), Hit(passage("\n" + text), 0.9, {})
    assert [one.passage for one in rerank("When was the declaration signed?", low, high)] == [high.passage, low.passage]


def test_a_heading_comes_after_a_sentence_that_says_as_much() -> None:
    found = rerank(
        "the signing of the declaration", hit("The signing of the declaration"), hit("The signing of the declaration.")
    )
    assert [one.quote[-1] for one in found] == [".", "n"]


def test_the_sentence_before_gives_context() -> None:
    text = "The Winter Drill was held by both armies. It took place from October 23 to 25."
    strange = "The price of bananas has risen this year. It took place from October 23 to 25."
    asked = "When did the Winter Drill take place?"
    (with_it,) = [one for one in rerank(asked, hit(text)) if "October" in one.quote]
    (without,) = [one for one in rerank(asked, hit(strange)) if "October" in one.quote]
    assert with_it.likeness > without.likeness + 0.02
    assert with_it.context_gain > without.context_gain + 0.02
    assert with_it.before is not None
    assert text[with_it.before.start : with_it.before.end] == "The Winter Drill was held by both armies."


@pytest.mark.parametrize(
    ("text", "neighbour"),
    [
        ("2024-02-17 08:17:00 ERROR disk full on node 7\n2024-02-17 08:18:00 INFO job 18 done", "job 18"),
        ("The crew checks:\n- the disk of node 7, which is full\n- the lamps of the hall", "lamps"),
    ],
)
def test_what_a_line_of_a_log_or_an_item_of_a_list_says_is_not_said_of_the_next(text: str, neighbour: str) -> None:
    (found,) = [one for one in rerank("What is full on node 7?", hit(text)) if neighbour in one.quote]
    assert found.context_gain < 0.02
    assert found.before is None


def test_what_introduces_a_list_is_the_context_of_each_item() -> None:
    text = "The hall of Ganja is closed on:\n- bank holidays\n- Sundays in May\n\nOther halls\n\n- Sundays in June"
    gains = {one.quote: one.context_gain for one in rerank("When is the hall of Ganja closed?", hit(text))}
    assert gains["- Sundays in May"] > gains["- Sundays in June"] + 0.02


def test_the_line_with_the_author_answers_who_wrote_a_document() -> None:
    text = "The ferries of Ven\n\nBy Ann Holm\n\nThe ferries of Ven were closed by the bank in May."
    assert rerank("Who wrote the article on the ferries of Ven?", hit(text))[0].quote == "By Ann Holm"
    said = hit("The tariffs of Ven\n\nBy Ann Holm\n\nThe letter on the tariffs of Ven was written by Jan Rask.")
    assert rerank("Who wrote the letter on the tariffs of Ven?", said)[0].quote.startswith("The letter")
    assert rerank("What happened to the ferries of Ven?", hit(text))[0].quote.startswith("The ferries of Ven were")


def test_the_matches_of_the_tokens_sum_to_the_likeness() -> None:
    for one in rerank("When was the declaration signed?", hit(TOWN)):
        assert float(one.matched.sum()) == pytest.approx(one.likeness)
        assert one.context_gain >= 0


def test_of_like_sentences_the_one_with_the_expected_answer_type_comes_first() -> None:
    date, place = hit("The declaration was signed in 2021."), hit("The declaration was signed in Baku.")
    for question, best in (("When was the declaration signed?", date), ("Where was the declaration signed?", place)):
        found = rerank(question, date, place)
        assert found[0].passage == best.passage
        assert found[0].type_fit == 1.0 > found[1].type_fit


def test_the_words_of_the_question_count_also_where_the_sentence_before_has_them() -> None:
    asked = "Who teaches at the Zagatala school?"
    with_it = rerank(asked, hit("Zagatala has a school. Officers teach there."))
    without = rerank(asked, hit("Ganja has a mill. Officers teach there."))
    scores = [next(one for one in found if "Officers" in one.quote).score for found in (with_it, without)]
    likeness = [next(one for one in found if "Officers" in one.quote).likeness for found in (with_it, without)]
    assert scores[0] - scores[1] > likeness[0] - likeness[1] + 0.05


def test_no_hits_and_questions_without_words_are_accepted() -> None:
    assert rerank("When?") == []
    for question in ("?", "\0", "🙂", "the"):
        assert len(rerank(question, hit(TOWN))) == 3


def test_a_sentence_beyond_the_models_limit_is_scored_too() -> None:
    text = "The army trained. " * 100 + "The declaration was signed on June 15."
    long = passage_of(Document("d", "a.txt", "A title", text), sentences(text))
    found = rerank("When was the declaration signed?", Hit(long, 1.0, {}))
    assert len(found) == 101
    assert found[0].quote == "The declaration was signed on June 15."
