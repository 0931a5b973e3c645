"""The difference between two languages in the question vectors of a multilingual model.

A vector tells the language of a text beside its meaning. The mean of some sentences' vectors in one language minus that
of their translations is about the difference that only the language makes (Libovický, Rosa and Fraser, "On the language
neutrality of pre-trained multilingual representations", 2020).
"""

from functools import cache

import numpy

from qa_bot.models.encoder import Vectors, encoder_of
from qa_bot.models.offline_model import OfflineModel
from qa_bot.text.languages.parallel import PARALLEL


def translated(vector: Vectors, model: OfflineModel, source: str, target: str) -> Vectors:
    """Return a question's vector, of unit length, as if the question was in ``target`` and not in ``source``.

    Both are codes (ISO 639-1). Where there are no sentences of one of them, the vector stays as it is.
    """
    if not {source, target} <= PARALLEL.keys():
        return vector
    moved = vector + _mean(model, target) - _mean(model, source)
    return numpy.asarray(moved / numpy.linalg.norm(moved))


@cache
def _mean(model: OfflineModel, language: str) -> Vectors:
    encoder = encoder_of(model)
    return numpy.asarray(numpy.mean([encoder.query_vector(text) for text in PARALLEL[language]], axis=0))
