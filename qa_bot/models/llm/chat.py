"""A model's reply as a stream of text, within a time limit, that ends the request when nobody reads on."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import aclosing, suppress
from contextvars import ContextVar
from functools import cache
from typing import Any

import httpx
from llama_index.core.llms import LLM, ChatMessage, ChatResponse

from qa_bot.errors import ModelUnavailable
from qa_bot.models.llm.failures import ModelFailure, failure_of

OnWait = Callable[[], object]
"""Called several times a second while the model is waited for; it may end that by raising."""

_POLL_SECONDS = 0.05
_TRIES = 3
_FIRST_PAUSE = 0.5
"""Seconds before the second try; each further pause is twice as long."""

_MOST_CHARACTERS = 8_000
"""Of a reply; a model that writes more does not end by itself."""


class _Done:
    """The end of a reply."""


_Part = str | ModelFailure | _Done


def stream_chat(
    llm: LLM,
    messages: Sequence[ChatMessage],
    until: float,
    on_wait: OnWait,
    on_usage: Callable[[int], object] = lambda _: None,
) -> Generator[str, None, None]:
    """Yield the text of a model's reply as it comes; closing the iterator closes the request at the server.

    What fails before the first text is tried again where that makes sense, with growing pauses.

    Args:
        llm: The model.
        messages: What it is asked.
        until: When to give up, by ``time.monotonic()``.
        on_wait: Called several times a second.
        on_usage: Called with the number of tokens of ``messages``, if the server counts them.

    Raises:
        ModelUnavailable: it fails, or is not done in time; the reason is one line.
    """
    for number in range(_TRIES):
        has_begun = False
        for part in _parts(llm, messages, until, on_wait, on_usage):
            if isinstance(part, ModelFailure):
                pause = _pause(part, number) if not has_begun else None
                if pause is None or number + 1 == _TRIES or time.monotonic() + pause >= until:
                    raise ModelUnavailable(f"the reply was cut off: {part.reason}" if has_begun else part.reason)
                _wait(pause, on_wait)
                break
            has_begun = True
            yield part
        else:
            return


def _pause(failure: ModelFailure, number: int) -> float | None:
    return None if failure.pause is None else max(failure.pause, _FIRST_PAUSE * 2**number)


def _wait(seconds: float, on_wait: OnWait) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(_POLL_SECONDS)
        on_wait()


def _parts(
    llm: LLM, messages: Sequence[ChatMessage], until: float, on_wait: OnWait, on_usage: Callable[[int], object]
) -> Iterator[str | ModelFailure]:
    """Yield the texts of one request, and its failure if it fails."""
    parts: queue.SimpleQueue[_Part] = queue.SimpleQueue()
    request = asyncio.run_coroutine_threadsafe(_request(llm, list(messages), parts.put, on_usage), _loop())
    try:
        characters = 0
        while not isinstance(part := _next(parts, until, on_wait), _Done):
            characters += len(part) if isinstance(part, str) else 0
            if characters > _MOST_CHARACTERS:
                part = ModelFailure("it did not stop writing")
            yield part
            if isinstance(part, ModelFailure):
                return
    finally:
        request.cancel()


def _next(parts: "queue.SimpleQueue[_Part]", until: float, on_wait: OnWait) -> _Part:
    while time.monotonic() < until:
        on_wait()
        with suppress(queue.Empty):
            return parts.get(timeout=_POLL_SECONDS)
    return ModelFailure("it was not done in time (QA_BOT_LLM_SECONDS)")


_responses: ContextVar[list[httpx.Response]] = ContextVar("_responses")


async def keep_response(response: httpx.Response) -> None:
    """Remember a response, so that its connection is closed when its request ends: a hook for ``httpx`` clients.

    LlamaIndex keeps the generators of a stream that is not read to its end until the garbage is collected.
    """
    _responses.get([]).append(response)


async def _request(
    llm: LLM, messages: list[ChatMessage], put: Callable[[_Part], object], on_usage: Callable[[int], object]
) -> None:
    """Put the parts of a reply; cancelling this closes the connection."""
    ending: bool | None = None
    _responses.set([])
    try:
        async with aclosing(await llm.astream_chat(messages)) as responses:
            async for response in responses:
                if response.delta:
                    put(response.delta)
                ending = _is_ending(response.raw) or ending
                if tokens := _prompt_tokens(response):
                    on_usage(tokens)
                await asyncio.sleep(0)  # a client without real waits is cancelled here
    except Exception as error:  # noqa: BLE001 - each client has exceptions of its own
        put(failure_of(error))
    else:
        put(ModelFailure("the connection was closed before the end") if ending is False else _Done())
    finally:
        for opened in _responses.get():
            await opened.aclose()


def _prompt_tokens(response: ChatResponse) -> int:
    """Return the number of tokens that the server has counted in the prompt, 0 if it does not say."""
    usage = response.raw.get("usage") if isinstance(response.raw, dict) else response.additional_kwargs
    tokens = usage.get("prompt_tokens") if isinstance(usage, dict) else None
    return tokens if isinstance(tokens, int) else 0


def _is_ending(raw: Any) -> bool | None:
    """Return whether a part says that the reply is complete; None if its protocol is not known."""
    if isinstance(raw, dict) and "done" in raw:
        return bool(raw["done"])
    choices = getattr(raw, "choices", None)
    return any(choice.finish_reason for choice in choices) if choices else None


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the event loop of all requests, in a thread of its own: clients keep their connections for one loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="language model", daemon=True).start()
    return loop
