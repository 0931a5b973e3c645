"""Hard negatives: sentences of the same article that share rare words with a question and do not answer it."""

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.data import Article

_MOST = 4
"""Negatives of one question."""


def add_negatives(article: "Article") -> None:
    """Give each question of an article its negatives, those that share most first.

    A sentence that contains the answer's text is none: it may answer as well.
    """
    words = _Words(article)
    for number, chunk in enumerate(article.chunks):
        for question in chunk.questions:
            own = (number, _sentence_of(chunk.borders, question.start) if question.start >= 0 else -1)
            for place in words.nearest(question.ids):
                text = article.chunks[place[0]].texts[place[1]]
                if place != own and not any(answer in text for answer in question.answers):
                    question.negatives.append(place)
            del question.negatives[_MOST:]


class _Words:
    """The sentences of an article by their tokens."""

    def __init__(self, article: "Article") -> None:
        self._places: list[tuple[int, int]] = []
        self._containing: defaultdict[int, list[int]] = defaultdict(list)
        for number, chunk in enumerate(article.chunks):
            ends = [*chunk.borders[1:], len(chunk.ids)]
            for sentence, (start, end) in enumerate(zip(chunk.borders, ends, strict=True)):
                for token in set(chunk.ids[start:end]):
                    self._containing[token].append(len(self._places))
                self._places.append((number, sentence))

    def nearest(self, ids: list[int]) -> list[tuple[int, int]]:
        """Return the sentences that share most with a question, each token weighted by its rarity."""
        shared: Counter[int] = Counter()
        for token in set(ids):
            positions = self._containing.get(token, [])
            if len(positions) < max(2, len(self._places) // 3):
                for position in positions:
                    shared[position] += math.log(len(self._places) / len(positions) + 1.0)
        return [self._places[position] for position, _ in shared.most_common(3 * _MOST)]


def _sentence_of(borders: list[int], token: int) -> int:
    return max(number for number, border in enumerate(borders) if border <= token)
