"""Shared fixtures: the seeds, one index of them for all tests, and bots that are closed at the end."""

import gc
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from qa_bot.settings import Settings
from tests.processes import Begun, begin_alone, begin_killed, begin_watched

if TYPE_CHECKING:  # takes seconds to import, which tests of pure functions need not pay
    from qa_bot.bot import Bot

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

# The same examples in each run: random ones belong in fuzzing, not in the check of a change.
settings.register_profile("fixed", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("fixed")

MakeBot = Callable[..., "Bot"]
"""``make_bot(folder, **settings)``: a bot over ``folder``, its store beside it unless named."""


def pytest_collection_finish() -> None:
    """Exclude what is imported from garbage collection, which would traverse it thousands of times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the five documents without a user's own files; nothing may write into it."""
    folder = tmp_path_factory.mktemp("seeds")
    for path in SEEDS.glob("00[0-4]_*.txt"):
        shutil.copy2(path, folder)
    return folder


@pytest.fixture(scope="session")
def seeds_bot(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Bot]":
    """A bot that has indexed the five documents. All tests share its store; nothing may write into it."""
    yield from indexed(seeds, tmp_path_factory)


def indexed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Bot]":
    """Yield a bot that has indexed a folder."""
    from qa_bot.bot import Bot

    bot = Bot(Settings(seeds=folder, store=tmp_path_factory.mktemp("indexed") / "store"))
    bot.index()
    yield bot
    bot.close()


def written(papers: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new folder with these texts, by the names of their files."""
    folder = tmp_path_factory.mktemp("papers")
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


EARLY = ("alone", "watched", "killed")
"""Fixtures that start a process."""


@pytest.fixture(scope="session", autouse=True)
def begin_early(request: pytest.FixtureRequest) -> None:
    """Start the processes that any test needs now, so that they run beside the tests before it."""
    wanted = {name for item in request.session.items for name in getattr(item, "fixturenames", ())}
    for name in EARLY:
        if name in wanted:
            request.getfixturevalue(name)


@pytest.fixture(scope="session")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    begun = begin_killed(tmp_path_factory.mktemp("killed"))
    yield begun
    begun.end()


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[Begun | None]:
    begun = begin_alone(tmp_path_factory.mktemp("alone"), seeds)
    yield begun
    if begun:
        begun.end()


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[Begun]:
    begun = begin_watched(tmp_path_factory.mktemp("watched"), seeds)
    yield begun
    begun.end()


@pytest.fixture
def make_bot(tmp_path: Path) -> Iterator[MakeBot]:
    from qa_bot.bot import Bot

    made: list[Bot] = []

    def make(folder: Path, **settings: object) -> Bot:
        chosen = Settings.from_environment({}, **({"seeds": folder, "store": tmp_path / "store"} | settings))
        made.append(Bot(chosen))
        return made[-1]

    yield make
    for bot in made:
        bot.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for documents."""
    made = tmp_path / "documents"
    made.mkdir()
    return made
