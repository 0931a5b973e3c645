"""How often a difference between two quotes is rightly told, and how many are: ``python -m benchmarks.differences``.

Reads ``tests/golden/differences.jsonl``, a pair of quotes a line: ``question``, ``one`` and ``other`` (``title``,
``quote``, and ``before``, the sentence before it), ``differs``, ``kind``, and ``set``: *fitted* pairs were looked at
while the rules were written, *unseen* ones were not.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_bot.answer.anaphora import points_back
from qa_bot.answer.differences import differing
from qa_bot.answer.subjects import Quote

PAIRS = Path(__file__).parent.parent / "tests" / "golden" / "differences.jsonl"


@dataclass(frozen=True, slots=True)
class Measured:
    """How many pairs were told to differ and do, were told to and do not, and were not told but do."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what is told that differs."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what differs that is told."""
        return self.right / (self.right + self.missed)


def read_pairs() -> list[dict[str, Any]]:
    """The labelled pairs."""
    return [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]


def is_told(pair: Mapping[str, Any]) -> bool:
    """Whether the bot tells that the two quotes of a pair differ, quoted as it quotes them."""
    return differing(pair["question"], _quote(pair["one"]), _quote(pair["other"])) is not None


def measure(pairs: Iterable[Mapping[str, Any]]) -> Measured:
    """Compare what is told with the labels."""
    found = [(is_told(pair), pair["differs"]) for pair in pairs]
    return Measured(found.count((True, True)), found.count((True, False)), found.count((False, True)))


def _quote(source: Mapping[str, str]) -> Quote:
    if source["before"] and points_back(source["quote"]):
        return Quote(f"{source['before']} {source['quote']}", source["title"])
    return Quote(source["quote"], source["title"], source["before"])


def main() -> None:
    """Print the measures of each set, and the pairs that are told wrongly."""
    pairs = read_pairs()
    for name in sorted({pair["set"] for pair in pairs}):
        chosen = [pair for pair in pairs if pair["set"] == name]
        found = measure(chosen)
        print(f"{name}: {len(chosen)} pairs, precision {found.precision:.3f}, recall {found.recall:.3f}")
    for pair in pairs:
        if is_told(pair) and not pair["differs"]:
            print(f"told wrongly: {pair['id']} ({pair['kind']}): {pair['question']}")


if __name__ == "__main__":
    main()
