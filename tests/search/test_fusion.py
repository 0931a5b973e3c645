import pytest

from qa_bot.records import Hit, Passage, Span
from qa_bot.search.fusion import Ranking, fuse


def passage(name: str) -> Passage:
    return Passage(name, "document", "a.txt", "A title", Span(0, len(name)), name)


def ranking(**scored: float) -> Ranking:
    return [(passage(name), score) for name, score in scored.items()]


def scores(hits: list[Hit]) -> dict[str, object]:
    return {hit.passage.id: pytest.approx(hit.score) for hit in hits}


def test_the_scores_of_the_rankings_are_scaled_and_added() -> None:
    hits = fuse({"meaning": ranking(a=0.9, b=0.5, c=0.1), "words": ranking(b=30.0, a=20.0, d=10.0)}, 9)
    assert scores(hits) == {"a": 0.75, "b": 0.75, "c": 0.0, "d": 0.0}
    assert [hit.passage.id for hit in hits] == ["a", "b", "c", "d"]


def test_a_hit_has_its_rank_in_each_ranking_that_has_it() -> None:
    hits = fuse({"meaning": ranking(a=0.9, b=0.5), "words": ranking(b=7.0)}, 9)
    assert {hit.passage.id: dict(hit.ranks) for hit in hits} == {"a": {"meaning": 1}, "b": {"meaning": 2, "words": 1}}


def test_the_best_hits_are_returned() -> None:
    hits = fuse({"meaning": ranking(a=0.9, b=0.5, c=0.1), "words": ranking(b=9.0, c=1.0)}, 1)
    assert [hit.passage.id for hit in hits] == ["b"]


def test_a_ranking_may_be_empty() -> None:
    assert scores(fuse({"meaning": ranking(a=0.9, b=0.5), "words": []}, 9)) == {"a": 0.5, "b": 0.0}
    assert fuse({"meaning": [], "words": []}, 9) == []


def test_scores_run_from_zero_to_one() -> None:
    hits = fuse({"meaning": ranking(a=-0.2, b=-0.7), "words": ranking(a=900.0, b=1.0)}, 9)
    assert scores(hits) == {"a": 1.0, "b": 0.0}
    assert scores(fuse({"meaning": ranking(a=0.4), "words": ranking(a=3.0)}, 9)) == {"a": 1.0}


def test_a_ranking_may_weigh_less() -> None:
    rankings = {"meaning": ranking(a=0.9, b=0.5, c=0.1), "words": ranking(b=30.0, a=20.0, d=10.0)}
    assert scores(fuse(rankings, 9, {"words": 0.25})) == {"a": 0.9, "b": 0.6, "c": 0.0, "d": 0.0}
