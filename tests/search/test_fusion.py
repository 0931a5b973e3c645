import pytest

from qa_bot.records import Hit, Passage, Span
from qa_bot.search.fusion import Ranking, fuse, rescore


def passage(name: str) -> Passage:
    return Passage(name, "document", "a.txt", "A title", Span(0, len(name)), name)


def ranking(**scores: float) -> Ranking:
    return [(passage(name), score) for name, score in scores.items()]


def told(hits: list[Hit]) -> dict[str, object]:
    return {hit.passage.id: pytest.approx(hit.score) for hit in hits}


def test_scores_are_added_after_each_way_s_are_scaled() -> None:
    hits = fuse({"meaning": ranking(a=0.9, b=0.5, c=0.1), "words": ranking(b=30.0, a=20.0, d=10.0)}, 9)
    assert told(hits) == {"a": 0.75, "b": 0.75, "c": 0.0, "d": 0.0}
    assert [hit.passage.id for hit in hits] == ["a", "b", "c", "d"]


def test_a_hit_tells_its_place_in_each_ranking_that_has_it() -> None:
    hits = fuse({"meaning": ranking(a=0.9, b=0.5), "words": ranking(b=7.0)}, 9)
    assert {hit.passage.id: dict(hit.ranks) for hit in hits} == {"a": {"meaning": 1}, "b": {"meaning": 2, "words": 1}}


def test_only_as_many_hits_as_asked_come_and_these_are_the_best() -> None:
    hits = fuse({"meaning": ranking(a=0.9, b=0.5, c=0.1), "words": ranking(b=9.0, c=1.0)}, 1)
    assert [hit.passage.id for hit in hits] == ["b"]


def test_one_way_may_find_nothing() -> None:
    assert told(fuse({"meaning": ranking(a=0.9, b=0.5), "words": []}, 9)) == {"a": 0.5, "b": 0.0}
    assert fuse({"meaning": [], "words": []}, 9) == []


def test_scores_run_from_zero_to_one() -> None:
    hits = fuse({"meaning": ranking(a=-0.2, b=-0.7), "words": ranking(a=900.0, b=1.0)}, 9)
    assert told(hits) == {"a": 1.0, "b": 0.0}
    assert told(fuse({"meaning": ranking(a=0.4), "words": ranking(a=3.0)}, 9)) == {"a": 1.0}


def test_what_is_read_moves_a_passage_up_or_down() -> None:
    hits = fuse({"meaning": ranking(a=0.9, b=0.5, c=0.1)}, 9)
    read = rescore(hits, {"b": 0.9, "a": 0.1, "c": -0.5}, 2)
    assert [hit.passage.id for hit in read] == ["b", "a"]
    assert read[0].ranks == {"meaning": 2}
    assert all(0 <= hit.score <= 1 for hit in read)


def test_a_passage_that_was_not_read_keeps_what_its_search_gave() -> None:
    first, last = rescore(fuse({"meaning": ranking(a=0.9, b=0.1)}, 9), {}, 9)
    assert (first.passage.id, last.passage.id) == ("a", "b")
    assert first.score > last.score == 0
