"""Sentences about our own documents, true ones and ones altered in one point."""

import pytest

from benchmarks.support import shares
from benchmarks.support_pairs import own_pairs

PAIRS = own_pairs()


def test_the_pairs_are_many_and_of_all_kinds() -> None:
    assert len(PAIRS) >= 190
    assert len({pair.id for pair in PAIRS}) == len(PAIRS)
    altered = {pair.kind for pair in PAIRS if not pair.is_true}
    assert altered == {"number", "date", "name", "negation", "quantifier", "unit", "swap", "half", "quote"}


@pytest.mark.parametrize(
    ("name", "true", "strict", "altered"), [("fitted", 0.0, 0.97, 0.95), ("unseen", 0.07, 0.85, 0.85)]
)
def test_altered_sentences_are_told_from_true_ones(name: str, true: float, strict: float, altered: float) -> None:
    found = shares(pair for pair in PAIRS if pair.set == name)
    assert found["true"] <= true
    assert found["strict"] >= strict
    assert found["altered"] >= altered
