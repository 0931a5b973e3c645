"""Sample answers, and a clock that tests advance."""

from datetime import UTC, datetime, timedelta

from qa_bot.chats import Chat, Chats
from qa_bot.records import Answer, Citation, Difference, Hit, Passage, ShortAnswer, Side, Span, Statement

SIGNED = "The declaration was signed\n on 15 June 2021."
RATIFIED = "It was ratified in 1992."
PASSAGE = Passage("d1:10-54", "d1", "a.txt", "Shusha", Span(10, 54), SIGNED, (Span(10, 54),))


class Clock:
    """A clock that only advances when asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 2, 10, 11, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


def answer(question: str = "When was it signed?", text: str = "It was signed on 15 June 2021.") -> Answer:
    """An answer that uses every field."""
    return Answer(
        question=question,
        searched=f"{question} Shusha Declaration",
        found=True,
        confidence=0.1 + 0.2,
        statements=(Statement(text, (1,)), Statement("It was ratified in 1992.", (2, 1))),
        citations=(
            Citation(1, "d1", "a.txt", "Shusha", Span(10, 54), SIGNED, "page 3", 3),
            Citation(2, "d2", "b.txt", "Treaties", Span(0, 24), RATIFIED),
        ),
        hits=(Hit(PASSAGE, 0.75, {"meaning": 2, "words": 5}), Hit(PASSAGE, 1e-9, {})),
        differences=(Difference("dates", (Side(1, "2021"), Side(2, "1992"))),),
        mode="extract",
        seconds=0.064,
        generation="gen-000007",
        short_answer=ShortAnswer("15 June 2021", Span(41, 53)),
        model="llama3.2",
    )


def nothing_found(question: str = "Who is the king?") -> Answer:
    return Answer(question, question, False, 0.03, hits=(Hit(PASSAGE, 0.2, {"words": 1}),), generation="gen-000007")


def titles(chats: Chats, search: str = "") -> list[str]:
    return [chat.title for chat in chats.listed(search)]


def begun(chats: Chats, *questions: str) -> list[Chat]:
    made = [chats.begin(question) for question in questions]
    for chat in made:
        chats.add(chat.id, chat.title, nothing_found(chat.title))
    return made
