"""Equal vectors, set a hair's breadth apart.

A nearest-neighbour graph (HNSW, in Chroma and most other stores) links each vector to its nearest ones. Where a text
stands in hundreds of documents, its vectors are each other's nearest and take up all the links, so that other vectors
cannot be reached any more. Measured in Chroma, five texts 300 times each among 1,000 others: 396 of these were not
found by their own vector; with the vectors set apart, and the graph of :data:`qa_bot.search.chroma_rows.GRAPH`, none
missed, also with 2,000 of each.
"""

import hashlib

import numpy

from qa_bot.store.vector_cache import Vector

BREADTH = 1e-3
"""How far, as a share of the vector's length: a cosine changes by some .00005."""


def jitter(vector: Vector, passage_id: str) -> Vector:
    """``vector`` a little aside, in a direction that the passage's id alone decides; of the same length."""
    seed = int.from_bytes(hashlib.sha256(passage_id.encode("utf-8")).digest()[:8], "little")
    aside = numpy.random.default_rng(seed).standard_normal(vector.shape[0], dtype=numpy.float32)
    length = float(numpy.linalg.norm(vector))
    moved = vector + aside * numpy.float32(BREADTH * length / max(float(numpy.linalg.norm(aside)), 1e-9))
    scaled: Vector = moved * numpy.float32(length / max(float(numpy.linalg.norm(moved)), 1e-9))
    return scaled
