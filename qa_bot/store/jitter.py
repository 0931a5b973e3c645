"""Jitter that makes equal vectors differ.

A nearest-neighbour graph (HNSW, in Chroma and most other stores) links each vector to its nearest ones. If a text
occurs in hundreds of documents, its equal vectors take up each other's links, and other vectors become unreachable.
Measured in Chroma, five texts 300 times each among 1,000 others: 396 of these were not found by their own vector; with
jitter and :data:`qa_bot.search.chroma_collection.CONFIGURATION`, all were, also with 2,000 of each.
"""

import hashlib

import numpy

from qa_bot.store.vector_cache import Vector

BREADTH = 1e-3
"""The length of the jitter as a share of the vector's: a cosine changes by about .00005."""


def jitter(vector: Vector, passage_id: str) -> Vector:
    """Return ``vector``, (dimensions,), moved in a direction that the passage's id determines; its length is kept."""
    seed = int.from_bytes(hashlib.sha256(passage_id.encode("utf-8")).digest()[:8], "little")
    offset = numpy.random.default_rng(seed).standard_normal(vector.shape[0], dtype=numpy.float32)
    length = float(numpy.linalg.norm(vector))
    moved = vector + offset * numpy.float32(BREADTH * length / max(float(numpy.linalg.norm(offset)), 1e-9))
    scaled: Vector = moved * numpy.float32(length / max(float(numpy.linalg.norm(moved)), 1e-9))
    return scaled
