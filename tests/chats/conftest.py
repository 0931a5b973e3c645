from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa_bot.chats import Chats
from tests.chats.made import Clock

Open = Callable[..., Chats]
"""``open_chats(owner)``: another :class:`Chats` over the same store, with the same clock."""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def open_chats(store: Path, clock: Clock) -> Iterator[Open]:
    made: list[Chats] = []

    def make(owner: str = "", timeout: float = 10.0) -> Chats:
        made.append(Chats(store, owner, clock, timeout))
        return made[-1]

    yield make
    for chats in made:
        chats.close()


@pytest.fixture
def chats(open_chats: Open) -> Chats:
    return open_chats()
