from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_bot.bot import Bot
from qa_bot.errors import EmbeddingUnavailable, Stopped
from qa_bot.models.embedder import Embedder
from qa_bot.store.reports import Progress
from tests.conftest import MakeBot
from tests.models.embedding_service import ADDRESS, Service, serving

MODULE = "tests.models.embedding_service"
NAME = f"{MODULE}:HttpEmbedding"
TEXTS = [f"Note {number} tells of a town." for number in range(6)]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    with serving() as (made, address):
        monkeypatch.setenv(ADDRESS, address)
        yield made


@pytest.fixture
def bot(service: Service, folder: Path, make_bot: MakeBot) -> Bot:
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return make_bot(folder, embedding=NAME)


def test_a_service_that_fails_once_is_asked_again(bot: Bot, service: Service) -> None:
    service.fails = lambda number: number == 0
    assert bot.index().embedded == 6
    asked = len(service.asked)
    service.fails = lambda number: number == asked
    assert bot.ask("What does note 3 tell of?").hits
    assert len(service.asked) == asked + 2


def test_an_unavailable_service_is_reported_by_name_and_used_again_when_it_answers(bot: Bot, service: Service) -> None:
    bot.index()
    asked = len(service.asked)
    service.fails = lambda _: True
    with pytest.raises(EmbeddingUnavailable) as caught:
        bot.ask("What does note 3 tell of?")
    message = str(caught.value)
    assert message.startswith(f"The embedding {NAME} does not answer (HTTPStatusError: Server error '503")
    assert message.endswith("see that its service runs and can be reached, then try again.")
    assert "\n" not in message
    assert len(service.asked) == asked + 2
    service.fails = lambda _: False
    assert bot.ask("What does note 3 tell of?").hits


def test_a_service_that_refuses_the_connection_is_reported_instead_of_the_store(
    folder: Path, make_bot: MakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving() as (_, address):
        pass
    monkeypatch.setenv(ADDRESS, address)  # nobody listens there any more
    (folder / "a.txt").write_text("A note.", encoding="utf-8")
    bot = make_bot(folder, embedding=NAME)
    with pytest.raises(EmbeddingUnavailable, match=rf"The embedding {NAME} does not answer \(ConnectError: .*refused"):
        bot.index()
    assert bot.status().generation is None


def test_what_was_embedded_before_a_service_went_away_is_not_embedded_again(bot: Bot, service: Service) -> None:
    service.fails = lambda number: number >= 2
    with pytest.raises(EmbeddingUnavailable):
        bot.index()
    kept = list(service.embedded)
    assert len(kept) == 2
    service.fails = lambda _: False
    assert bot.index().embedded == 4
    assert sorted(service.embedded) == sorted(TEXTS)
    assert bot.verify().problems == ()


def test_a_run_that_is_stopped_while_it_waits_does_not_ask_again(bot: Bot, service: Service) -> None:
    service.fails = lambda _: True

    def stop(_: Progress | None = None) -> None:
        if service.asked:
            raise Stopped("Stopped.")

    with pytest.raises(Stopped):
        bot.index(stop)
    assert len(service.asked) == 1
    service.asked.clear()
    with pytest.raises(Stopped):
        Embedder(NAME).query("What?", stop)
    assert len(service.asked) == 1


def test_a_service_that_returns_too_few_vectors_is_reported(service: Service) -> None:
    with pytest.raises(EmbeddingUnavailable, match=r"ForgetfulEmbedding does not answer \(ValueError: 1 vectors for 2"):
        Embedder(f"{MODULE}:ForgetfulEmbedding").texts(TEXTS[:2])


def test_an_embedding_that_cannot_be_created_is_reported() -> None:
    with pytest.raises(EmbeddingUnavailable, match=r"unready does not answer \(ValueError: no key for the service\)"):
        Embedder(f"{MODULE}:unready")
