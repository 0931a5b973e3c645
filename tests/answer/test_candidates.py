import pytest

from qa_bot.answer.candidates import ScoredSentence, rescore
from qa_bot.records import Hit
from tests.answer.made import passage

HITS = [Hit(passage(f"{name} is here."), score, {"words": 1}) for name, score in (("A", 1.0), ("B", 0.5), ("C", 0.0))]


def scored(hit: Hit, *likeness: float) -> list[ScoredSentence]:
    return [ScoredSentence(hit.passage, hit.passage.span, 9.0, one) for one in likeness]


def test_the_best_sentence_of_a_passage_moves_it_up_or_down() -> None:
    a, b, c = HITS
    found = rescore(HITS, [*scored(a, 0.1), *scored(b, 0.2, 0.9, 0.3), *scored(c, -0.5)], 2)
    assert [hit.passage for hit in found] == [b.passage, a.passage]
    assert [hit.score for hit in found] == [pytest.approx(0.78), pytest.approx(0.37)]
    assert found[0].ranks == b.ranks


def test_passages_without_scored_sentences_keep_their_order() -> None:
    found = rescore(HITS, [], 9)
    assert [hit.passage for hit in found] == [hit.passage for hit in HITS]
    assert found[0].score > found[2].score == 0
