"""Precision and recall of differences between two quotes: ``python -m benchmarks.differences``.

Reads ``tests/golden/differences.jsonl``, a pair of quotes a line: ``question``, ``one`` and ``other`` (``title``,
``quote``, and ``before``, the sentence before it), ``differs``, ``kind``, and ``set``: *fitted* pairs were known
when the rules were written, *unseen* ones were not.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.answer.anaphora import points_back
from qa_bot.answer.differences import contrast
from qa_bot.answer.subjects import Quote

PAIRS = Path(__file__).parent.parent / "tests" / "golden" / "differences.jsonl"


@dataclass(frozen=True, slots=True)
class Measured:
    """The counts of true positives, false positives and false negatives."""

    true_positives: int
    false_positives: int
    false_negatives: int

    @property
    def precision(self) -> float:
        """The share of the reported pairs that differ."""
        return self.true_positives / (self.true_positives + self.false_positives)

    @property
    def recall(self) -> float:
        """The share of the differing pairs that are reported."""
        return self.true_positives / (self.true_positives + self.false_negatives)


def read_pairs() -> list[dict[str, Any]]:
    """Return the labelled pairs."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def is_reported(pair: Mapping[str, Any]) -> bool:
    """Return whether a difference is reported between the quotes of a pair, each with the context that a bot quotes."""
    return contrast(pair["question"], _quote(pair["one"]), _quote(pair["other"])) is not None


def measure(pairs: Iterable[Mapping[str, Any]]) -> Measured:
    """Compare what is reported with the labels."""
    found = [(is_reported(pair), pair["differs"]) for pair in pairs]
    return Measured(found.count((True, True)), found.count((True, False)), found.count((False, True)))


def _quote(source: Mapping[str, str]) -> Quote:
    if source["before"] and points_back(source["quote"]):
        return Quote(f"{source['before']} {source['quote']}", source["title"])
    return Quote(source["quote"], source["title"], source["before"])


def main() -> None:
    """Print the measures of each set and the false positives."""
    pairs = read_pairs()
    for name in sorted({pair["set"] for pair in pairs}):
        chosen = [pair for pair in pairs if pair["set"] == name]
        found = measure(chosen)
        print(f"{name}: {len(chosen)} pairs, precision {found.precision:.3f}, recall {found.recall:.3f}")
    for pair in pairs:
        if is_reported(pair) and not pair["differs"]:
            print(f"false positive: {pair['id']} ({pair['kind']}): {pair['question']}")


if __name__ == "__main__":
    main()
