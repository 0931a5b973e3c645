"""The questions and answers of one visitor: kept in the session, drawn one under the other."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any

import streamlit as st

from qa_bot.records import Answer, Turn
from qa_bot.web import components
from qa_bot.web.desk import Desk
from qa_bot.web.documents import Opened, View, from_citation, from_passage
from qa_bot.web.sources import Proof, answer_view, problem_view


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, or why there is none, in one line. No two share a ``number``."""

    number: int
    question: str
    outcome: Answer | str


class Session:
    """One visitor's side of the page, on Streamlit's session state."""

    def __init__(self) -> None:
        """Find what the session keeps, or begin it."""
        state = st.session_state
        self._numbers: count[int] = state.setdefault("numbers", count(1))
        self.exchanges: list[Exchange] = state.setdefault("exchanges", [])

    @property
    def opened(self) -> Opened | None:
        """What the document view shows, and None when it is closed."""
        return st.session_state.get("opened")

    @property
    def opened_by(self) -> int:
        """The number of the exchange whose source is shown, or 0."""
        return int(st.session_state.get("opened_by", 0))

    def open(self, opened: Opened, exchange: int = 0) -> None:
        """Show a document."""
        st.session_state["opened"] = replace(opened, opening=next(self._numbers))
        st.session_state["opened_by"] = exchange

    def close(self) -> None:
        """Close the document view."""
        st.session_state["opened"], st.session_state["opened_by"] = None, 0

    def restart(self) -> None:
        """Begin a new conversation."""
        self.exchanges.clear()
        self.close()

    def add(self, question: str, outcome: Answer | str) -> None:
        """Keep what came of a question."""
        self.exchanges.append(Exchange(next(self._numbers), question, outcome))


def history(exchanges: list[Exchange]) -> tuple[Turn, ...]:
    """The conversation as a follow-up sees it: what could be asked at all, in order."""
    return tuple(Turn(e.question, e.outcome.text) for e in exchanges if isinstance(e.outcome, Answer))


def ask(desk: Desk, session: Session, question: str) -> None:
    """Ask the bot and keep what comes of it.

    The exchange is kept before anything more is drawn: Streamlit may end this run at the next drawing.
    """
    with st.spinner("Reading the documents"):
        session.add(question, desk.ask(question, history(session.exchanges)))


def draw(desk: Desk, session: Session, fresh: int) -> None:
    """Draw the conversation; the exchange numbered ``fresh`` is scrolled to."""
    proof = Proof(desk.bot.text, desk.bot.prove, desk.bot.places)
    for exchange in session.exchanges:
        components.answer(
            key=f"answer-{exchange.number}",
            view=view(exchange, proof),
            is_fresh=exchange.number == fresh,
            open_number=session.opened.current if session.opened and session.opened_by == exchange.number else 0,
            on_open=partial(_open, session, exchange),
        )


def view(exchange: Exchange, proof: Proof) -> View:
    """The JSON that draws an exchange."""
    if isinstance(exchange.outcome, Answer):
        return answer_view(exchange.outcome, proof)
    return problem_view(exchange.question, exchange.outcome)


def _open(session: Session, exchange: Exchange, what: dict[str, Any]) -> None:
    """Open what was pressed: a citation by its number, a passage by its place among the hits."""
    answer = exchange.outcome
    if not isinstance(answer, Answer):
        return
    cited = {citation.number: citation for citation in answer.citations}
    if what.get("citation") in cited:
        session.open(from_citation(cited[what["citation"]], answer.citations), exchange.number)
    elif what.get("passage") in range(len(answer.hits)):
        session.open(from_passage(answer.hits[what["passage"]].passage))
