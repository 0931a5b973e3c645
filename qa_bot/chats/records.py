"""The nouns of this room: a chat, and one exchange of it."""

from dataclasses import dataclass

from qa_bot.records import Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a chat and what came of it.

    ``id`` is unlike that of any other exchange, also of one that was erased. ``outcome`` is the answer, or in one line
    why there is none. ``asked_at`` is ISO 8601 in UTC. ``within`` are the sources that the question was limited to,
    none where it was put to all. ``helpful`` and ``remark`` are what the reader thought of it, None and "" where they
    said nothing.
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
    """A chat as it is listed. ``begun_at`` is ISO 8601 in UTC, ``questions`` how many were asked in it."""

    id: str
    title: str
    begun_at: str
    questions: int
