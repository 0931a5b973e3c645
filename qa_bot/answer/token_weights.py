"""How much each token of a question counts, and how well a sentence matches its words. Pure."""

import numpy

from qa_bot.answer.candidates import Numbers
from qa_bot.answer.question import AnalyzedQuestion
from qa_bot.models.encoder import TokenVectors
from qa_bot.text.words import word_at

_COMMON_WEIGHT = 0.05  # a stop word still helps to distinguish two sentences
_HEAVY = 0.3
"""Tokens of at least this share of the heaviest token's weight are important."""


def weakest_match(matched: Numbers, weights: Numbers) -> float:
    """Return the cosine of the worst matched important token; ``matched`` is weighted."""
    if not len(weights):
        return 0.0
    heavy = weights >= _HEAVY * weights.max()
    return max(0.0, float((matched[heavy] / weights[heavy]).min()))


class TokenWeights:
    """A weight for each token of a question, by the rarity of its word; together 1."""

    def __init__(self, question: AnalyzedQuestion, tokens: TokenVectors) -> None:
        """Weigh the tokens of ``question``, in its vocabulary."""
        words = [word_at(question.text, int(start), int(end)) for start, end in tokens.offsets]
        rarity = {word: question.vocabulary.rarity(word) for word in words}
        weights = numpy.array([_COMMON_WEIGHT + rarity[word] for word in words])
        self.values: Numbers = numpy.asarray(weights / weights.sum()) if words else numpy.zeros(0)
        self._of_words = {
            word: numpy.array([number for number, one in enumerate(words) if one == word])
            for word in {*question.telling_words, *question.counted_words}
            if word in rarity
        }

    def word_likeness(self, matched: Numbers) -> dict[str, float]:
        """Return how close a sentence comes to each telling or counted word; ``matched`` is weighted."""
        return {word: float((matched[at] / self.values[at]).mean()) for word, at in self._of_words.items()}
