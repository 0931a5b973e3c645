"""The same small passages as the store's tests."""

from tests.store.conftest import bot, passages

__all__ = ["bot", "passages"]
