"""Replies of a model as streams: whole, late, cut off, refused, too long, tried again, stopped."""

import socket
from collections.abc import Sequence

import pytest

from qa_bot.errors import ModelUnavailable, Stopped
from qa_bot.models.llm.choice import read_choice
from qa_bot.models.llm.language_model import LanguageModel
from tests.language_server import CUT, WAIT, LanguageServer, Prompt, Reply, says


def asked(model: LanguageModel) -> str:
    return "".join(model.reply("Be brief.", "What is it?", model.deadline()))


def in_turn(*replies: Reply) -> "Replies":
    return Replies(replies)


class Replies:
    """A script that gives one reply after the other, and counts them."""

    def __init__(self, replies: Sequence[Reply]) -> None:
        self._replies = list(replies)
        self.count = 0

    def __call__(self, prompt: Prompt) -> Reply:
        self.count += 1
        return self._replies[min(self.count, len(self._replies)) - 1]


def test_parts_come_as_they_are_sent(server: LanguageServer, model: LanguageModel) -> None:
    server.script = says("One", " two", WAIT, " three.")
    reply = model.reply("Be brief.", "What is it?", model.deadline())
    assert [next(reply), next(reply)] == ["One", " two"]
    server.released.set()
    assert list(reply) == [" three."]
    assert (server.prompts[0].system, server.prompts[0].text) == ("Be brief.", "What is it?")


def test_stopping_closes_the_request_at_the_server(server: LanguageServer, model: LanguageModel) -> None:
    server.script = says("One", WAIT)
    reply = model.reply("", "What is it?", model.deadline())
    assert next(reply) == "One"
    reply.close()
    assert server.hung_up.wait(10)


def test_a_caller_ends_the_wait_for_a_first_word(server: LanguageServer, model: LanguageModel) -> None:
    server.script = says(WAIT)

    def stop() -> None:
        if server.prompts:
            raise Stopped("Enough.")

    with pytest.raises(Stopped):
        list(model.reply("", "What is it?", model.deadline(), stop))
    assert server.hung_up.wait(10)


def test_a_slow_reply_ends_with_its_time(server: LanguageServer, model: LanguageModel) -> None:
    server.script = says("One")
    assert asked(model) == "One"  # the client is imported before the time runs
    server.script = says("One", WAIT)
    with pytest.raises(ModelUnavailable, match="not done in time"):
        asked(LanguageModel(model.choice, seconds=3))
    assert server.hung_up.wait(10)


def test_a_reply_that_is_cut_off_is_no_reply(server: LanguageServer, model: LanguageModel) -> None:
    server.script = replies = in_turn(Reply(["One", CUT]))
    with pytest.raises(ModelUnavailable, match="cut off"):
        asked(model)
    assert replies.count == 1  # part of it was read already


def test_a_reply_without_end_is_ended(server: LanguageServer, model: LanguageModel) -> None:
    server.script = lambda _: Reply("all work and no play " for _ in iter(int, 1))
    with pytest.raises(ModelUnavailable, match="did not stop writing"):
        asked(model)
    assert server.hung_up.wait(10)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(server: LanguageServer, model: LanguageModel, status: int) -> None:
    server.script = replies = in_turn(Reply(status=status, error="busy"), Reply(["Here."]))
    assert asked(model) == "Here."
    assert replies.count == 2


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (400, "bad request", "status 400"),
        (400, "This model's maximum context length is 4096 tokens", "too long for it"),
        (401, "no such key", "key is not accepted"),
        (403, "not yours", "does not allow"),
        (404, "unknown", "no such model"),
        (413, "large", "too long for it"),
    ],
)
def test_a_refused_request_is_not_repeated(
    server: LanguageServer, model: LanguageModel, status: int, error: str, reason: str
) -> None:
    server.script = replies = in_turn(Reply(status=status, error=error))
    with pytest.raises(ModelUnavailable, match=reason) as caught:
        asked(model)
    assert replies.count == 1
    assert "\n" not in str(caught.value)


def test_a_server_that_stays_busy_is_asked_three_times(server: LanguageServer, model: LanguageModel) -> None:
    server.script = replies = in_turn(Reply(status=429, error="busy"))
    with pytest.raises(ModelUnavailable, match="too many requests"):
        asked(model)
    assert replies.count == 3


def test_no_try_begins_that_could_not_end_in_time(server: LanguageServer, model: LanguageModel) -> None:
    server.script = replies = in_turn(Reply(status=429, error="busy", headers={"Retry-After": "3600"}))
    with pytest.raises(ModelUnavailable, match="too many requests"):
        asked(model)
    assert replies.count == 1


@pytest.mark.parametrize("form", ["openai-like:http://127.0.0.1:{}/v1#m", "ollama:http://127.0.0.1:{}#m"])
def test_where_nothing_listens_the_reason_comes_at_once(form: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        choice = read_choice(form.format(unused.getsockname()[1]))
        assert choice
        with pytest.raises(ModelUnavailable, match="refused: see that it runs"):
            asked(LanguageModel(choice, 30))


def test_a_redirect_to_another_host_is_not_followed(server: LanguageServer, model: LanguageModel) -> None:
    server.script = in_turn(Reply(status=307, headers={"Location": "http://192.0.2.1/v1/chat/completions"}))
    with pytest.raises(ModelUnavailable, match="307"):
        asked(model)


def test_requests_at_the_same_time_do_not_wait_for_each_other(server: LanguageServer, model: LanguageModel) -> None:
    server.script = lambda prompt: Reply([WAIT] if "slow" in prompt.text else ["Here."])
    slow = model.reply("", "slow", model.deadline())
    try:
        assert asked(model) == "Here."
    finally:
        slow.close()
