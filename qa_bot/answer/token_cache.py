"""The token vectors of the texts read last, kept within a budget of bytes."""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

import numpy

from qa_bot.models.encoder import TokenVectors

BUDGET_BYTES = 64_000_000
"""Some 400 passages of 200 tokens, 50 questions' worth where no two have one in common."""


class TokenCache:
    """Reads a text once while it is kept: the least recently used go first. Threads may share it.

    Vectors are kept in half precision, which moves a cosine by less than .001. They are always given as they come back
    from that, so that an answer does not depend on what was read before.
    """

    def __init__(self, read: Callable[[str], TokenVectors], budget: int = BUDGET_BYTES) -> None:
        """``read`` makes the vectors of a text."""
        self._read = read
        self._budget = budget
        self._kept: OrderedDict[str, TokenVectors] = OrderedDict()
        self._lock = threading.Lock()
        self.size = 0
        """In bytes, of texts and arrays; at most the budget."""

    def __call__(self, text: str) -> TokenVectors:
        """The token vectors of a text, in single precision."""
        with self._lock:
            found = self._kept.get(text)
            if found is not None:
                self._kept.move_to_end(text)
        if found is None:
            made = self._read(text)
            found = replace(made, vectors=made.vectors.astype(numpy.float16))
            self._keep(text, found)
        return replace(found, vectors=found.vectors.astype(numpy.float32))

    def _keep(self, text: str, made: TokenVectors) -> None:
        with self._lock:
            if text not in self._kept:
                self._kept[text] = made
                self.size += _bytes_of(text, made)
            while self.size > self._budget:
                self.size -= _bytes_of(*self._kept.popitem(last=False))


def _bytes_of(text: str, read: TokenVectors) -> int:
    return sys.getsizeof(text) + read.ids.nbytes + read.offsets.nbytes + read.vectors.nbytes
