"""The weights of context and passage in the score of a sentence, exactly: a changed constant fails here."""

import numpy
import pytest

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.late_interaction import LateInteractionReranker
from qa_bot.answer.question import ContextWeights
from qa_bot.models import minilm
from qa_bot.records import Hit
from tests.answer.made import Words, analyzed, passage


def rerank(question: str, text: str, score: float = 1.0, title: str = "A title") -> list[ScoredSentence]:
    """Return the sentences of one passage, in its order."""
    hit = Hit(passage(text, title=title), score, {})
    found = LateInteractionReranker(minilm.MODEL).rerank(analyzed(question, Words()), [hit])
    return sorted(found, key=lambda one: one.span)


def test_the_passages_score_counts_by_fifteen_hundredths() -> None:
    text = "The declaration was signed on June 15."
    (low,), (high,) = (rerank("When was the declaration signed?", text, score) for score in (0.1, 0.9))
    assert high.score - low.score == pytest.approx(0.15 * 0.8)
    assert high.likeness == low.likeness


def test_a_match_in_the_sentence_before_counts_by_four_fifths() -> None:
    before, sentence = rerank("Zagatala declaration", "The Zagatala declaration. Bananas are yellow.")
    assert sentence.before == before.span
    assert numpy.min(sentence.matched / before.matched) == pytest.approx(0.8)


def test_a_match_in_the_heading_counts_by_four_fifths() -> None:
    heading, _, sentence = rerank("Zagatala declaration", "Zagatala declaration\n\nCats sleep.\n\nBananas are yellow.")
    assert sentence.heading == heading.span != sentence.before
    assert numpy.min(sentence.matched / heading.matched) == pytest.approx(0.8)


def test_a_match_in_the_title_counts_by_seven_tenths() -> None:
    (named,) = rerank("Zagatala declaration", "Zagatala declaration", title="")
    (sentence,) = rerank("Zagatala declaration", "Bananas are yellow.", title="Zagatala declaration")
    assert numpy.min(sentence.matched / named.matched) == pytest.approx(0.7)


def test_words_count_by_fifteen_hundredths_and_the_answer_type_by_nine() -> None:
    found = rerank(
        "When was the declaration signed?", "The declaration was signed on June 15. Bananas are yellow.", 0.0
    )
    assert [(one.type_fit, one.coverage) for one in found] == [(1.0, 1.0), (0.0, 1.0)]
    assert [one.score - one.likeness for one in found] == pytest.approx([0.09 + 0.15, 0.15])


def test_a_word_from_the_conversation_counts_by_half() -> None:
    weights = ContextWeights(Words(signed=0.8, shusha=0.8), "Who signed it?")
    assert (weights.rarity("signed"), weights.rarity("Shusha")) == (0.8, 0.4)
