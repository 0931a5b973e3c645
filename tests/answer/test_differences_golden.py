"""Pairs of quotes, labelled by hand: whether two sources contradict each other on what was asked."""

from collections import Counter

import pytest

from benchmarks.differences import measure, read_pairs

PAIRS = read_pairs()


def test_the_pairs_are_many_and_half_of_them_are_harmless() -> None:
    assert len(PAIRS) >= 80
    assert len({pair["id"] for pair in PAIRS}) == len(PAIRS)
    assert 0.45 <= Counter(pair["differs"] for pair in PAIRS)[False] / len(PAIRS) <= 0.55


@pytest.mark.parametrize(("name", "precision", "recall"), [("fitted", 0.95, 0.5), ("unseen", 0.95, 0.45)])
def test_reported_differences_are_right(name: str, precision: float, recall: float) -> None:
    found = measure(pair for pair in PAIRS if pair["set"] == name)
    assert found.precision >= precision
    assert found.recall >= recall
