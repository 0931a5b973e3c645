"""A chat, and one exchange of it."""

from dataclasses import dataclass

from qa_bot.records import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a chat and its outcome.

    ``id`` is never used again, even after the exchange was erased. ``outcome`` is the answer, or one line that says why
    there is none. ``asked_at`` is ISO 8601 in UTC. ``within`` are the paths of the files that the question was limited
    to, none where it was not. ``helpful`` and ``remark`` are the reader's rating, None and "" where there is none.
    """

    id: int
    question: str
    outcome: Answer | str
    asked_at: str
    within: tuple[str, ...] = ()
    helpful: bool | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as it is listed. ``begun_at`` is ISO 8601 in UTC, ``questions`` the number of its questions."""

    id: str
    title: str
    begun_at: str
    questions: int


@dataclass(frozen=True, slots=True)
class CitingExchange:
    """An exchange whose answer cites a document, with its chat's id and title."""

    chat: str
    title: str
    exchange: Exchange
