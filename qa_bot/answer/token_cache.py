"""A cache of token vectors, limited in bytes."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy

from qa_bot.models.encoder import TokenVectors

BUDGET_BYTES = 64_000_000
"""About 400 passages of 200 tokens, those of 50 questions that share none; with lower states, half as many."""


class TokenCache:
    """A least recently used cache of the token vectors of texts. Threads may share it.

    Vectors are stored in half precision, which changes a cosine by less than .001. They are rounded to it also when
    they are computed, so that an answer does not depend on what is in the cache.
    """

    def __init__(self, encode: Callable[[str], TokenVectors], budget: int = BUDGET_BYTES) -> None:
        """Compute vectors by ``encode``; store at most ``budget`` bytes."""
        self._encode = encode
        self._budget = budget
        self._stored: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0
        """Bytes of the stored texts and arrays."""

    def __call__(self, text: str) -> TokenVectors:
        """Return the token vectors of a text in single precision."""
        with self._lock:
            found = self._stored.get(text)
            if found is not None:
                self._stored.move_to_end(text)
        if found is None:
            computed = self._encode(text)
            found = _cast(computed, numpy.float16)
            self._store(text, found)
        return _cast(found, numpy.float32)

    def _store(self, text: str, computed: TokenVectors) -> None:
        with self._lock:
            if text not in self._stored:
                self._stored[text] = computed
                self.size += _bytes_of(text, computed)
            while self.size > self._budget:
                self.size -= _bytes_of(*self._stored.popitem(last=False))


def _cast(tokens: TokenVectors, kind: type[numpy.floating[Any]]) -> TokenVectors:
    return replace(tokens, vectors=tokens.vectors.astype(kind), lower=tokens.lower.astype(kind))


def _bytes_of(text: str, tokens: TokenVectors) -> int:
    arrays = (tokens.ids, tokens.offsets, tokens.vectors, tokens.lower)
    return sys.getsizeof(text) + sum(array.nbytes for array in arrays)
