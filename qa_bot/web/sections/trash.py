"""Files removed from the folder, to be put back or erased for good."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from qa_bot.uploads.trash import Removed
from qa_bot.web import components
from qa_bot.web.indexer import error_line
from qa_bot.web.session import Session
from qa_bot.web.state import ApplicationState
from qa_bot.web.views.document import View
from qa_bot.web.views.wording import ago, erased_with_it, file_size


def draw(state: ApplicationState, session: Session) -> None:
    """Draw the list of removed files, if there are any."""
    found: list[Removed] = []
    problem = error_line(lambda: found.extend(state.trash.listed()))
    if problem:
        components.notice("trash-problem", problem)
    if found:
        rows = [_row(one, session) for one in found]
        components.rows("removed", rows, partial(_apply, state, session), heading="Removed from the folder")


def _row(removed: Removed, session: Session) -> View:
    if session.erasing and session.erasing[0] == removed.id:
        choices = {"Erase all of it": "erase", "Cancel": "cancel"}
        detail = session.erasing[1]
    else:
        choices = {"Put back": "restore", "Erase for good": "ask"}
        detail = f"{file_size(removed.size)} · removed {ago(removed.removed_at, datetime.now(UTC))}"
    actions = [{"label": label, "value": [choice, removed.id]} for label, choice in choices.items()]
    return {"label": removed.source, "detail": detail, "actions": actions}


def _apply(state: ApplicationState, session: Session, sent: Any) -> None:
    choice, name = sent
    session.erasing = None
    if choice == "restore":
        session.problem = error_line(lambda: session.removed.pop(state.restore(name), None))
    elif choice in ("ask", "erase"):
        session.problem = error_line(lambda: _erase(state, session, name, is_confirmed=choice == "erase"))


def _erase(state: ApplicationState, session: Session, name: str, is_confirmed: bool) -> None:
    """Erase a file, after a confirmation if chats quote it."""
    removed = state.trash.get(name)
    quoting = None if is_confirmed else state.quoting(removed)
    if quoting and (quoting.answers or quoting.notes):
        session.erasing = name, erased_with_it(quoting)
        return
    state.erase(removed)
    session.removed.pop(removed.source, None)
