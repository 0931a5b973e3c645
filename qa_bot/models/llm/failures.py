"""Translate the exceptions of models' clients into a reason in words, and whether another try makes sense.

The clients have exceptions of their own; most carry the HTTP status and the response.
"""

import errno
from dataclasses import dataclass
from typing import Any

import httpx

from qa_bot.text.wording import printable, shorten

_LONGEST_REASON = 160
_TOO_MANY, _TIMED_OUT, _SERVER = 429, 408, 500
_TOO_LONG = (
    "context length",
    "context_length",
    "context window",
    "context size",
    "too many tokens",
    "prompt is too long",
)
_REASONS = {
    401: "its key is not accepted: see docs/llm.md for where to put it",
    403: "its key does not allow this",
    404: "the server has no such model or address",
    413: "the passages are too long for it: lower QA_BOT_LLM_CONTEXT",
    429: "too many requests",
}


@dataclass(frozen=True, slots=True)
class ModelFailure:
    """Why a request failed; ``pause`` is the shortest wait in seconds before another try, None if none makes sense."""

    reason: str
    pause: float | None = None


def failure_of(error: BaseException) -> ModelFailure:
    """Return what an exception of a model's client means."""
    errors = _chain(error)
    status = next((found for one in errors if (found := _status(one))), 0)
    if status:
        return _by_status(status, errors)
    if any(_is_refused(one) for one in errors):
        return ModelFailure("the connection was refused: see that it runs")
    if any(isinstance(one, TimeoutError | httpx.TimeoutException) for one in errors):
        return ModelFailure("it did not answer in time")
    if any(isinstance(one, httpx.TransportError | ConnectionError | OSError) for one in errors):
        return ModelFailure("the connection broke off", pause=0.0)
    return ModelFailure(_said(error))


def _by_status(status: int, errors: list[BaseException]) -> ModelFailure:
    said = " ".join(_said(one) for one in errors).lower()
    if status < _SERVER and any(words in said for words in _TOO_LONG):
        return ModelFailure(_REASONS[413])
    if status in (_TOO_MANY, _TIMED_OUT) or status >= _SERVER:
        return ModelFailure(_REASONS.get(status, f"its server failed (status {status})"), pause=_retry_after(errors))
    return ModelFailure(_REASONS.get(status, f"its server refused the request (status {status}: {_said(errors[0])})"))


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return an exception and those that it was raised from, the outermost first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _status(error: BaseException) -> int:
    """Return the HTTP status of an exception, which the clients name otherwise; 0 if it has none."""
    named = [getattr(error, "status_code", None)]
    if hasattr(error, "status"):  # Google's; other exceptions have codes of their own
        named.append(getattr(error, "code", None))
    named.append(getattr(getattr(error, "response", None), "status_code", None))
    return next((status for status in named if isinstance(status, int) and 400 <= status < 600), 0)


def _retry_after(errors: list[BaseException]) -> float:
    """Return the seconds of the header ``Retry-After``, 0 without one."""
    for error in errors:
        headers: Any = getattr(getattr(error, "response", None), "headers", {})
        try:
            return max(0.0, float(headers.get("retry-after", "")))
        except ValueError:  # none, or a date
            continue
    return 0.0


def _is_refused(error: BaseException) -> bool:
    # httpx and asyncio give the number only in the text of an error that covers several addresses.
    return getattr(error, "errno", None) == errno.ECONNREFUSED or (
        isinstance(error, OSError) and f"[Errno {errno.ECONNREFUSED}]" in str(error)
    )


def _said(error: BaseException) -> str:
    message = shorten(printable(str(error)), _LONGEST_REASON)
    return message or type(error).__name__
