"""The parts of the page that Streamlit has no widget for: an answer, a document, a list. Each draws plain text only.

Streamlit's own widgets read labels as Markdown; a file name or a question must never be read as anything. So all that
comes from outside is drawn by these parts, whose scripts make text nodes and nothing else.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from qa_bot.web.documents import View

ASSETS = Path(__file__).parent / "assets"
_HTML = '<div class="root"></div>'


def _part(name: str) -> Any:
    return st.components.v2.component(f"qa_bot.{name}", html=_HTML, css=_assets(name, "css"), js=_assets(name, "js"))


def _assets(name: str, kind: str) -> str:
    """What all parts share, then the part's own."""
    return "\n".join((ASSETS / f"{stem}.{kind}").read_text(encoding="utf-8") for stem in ("shared", name))


_answer, _document, _rows = _part("answer"), _part("document"), _part("rows")


def page_style() -> None:
    """Give the page the style that the theme cannot say."""
    st.html(ASSETS / "page.css")


def answer(key: str, view: View, is_fresh: bool, open_number: int, on_open: Callable[[View], None]) -> None:
    """Draw a question with its answer.

    Args:
        key: Names this answer in the session.
        view: What :mod:`qa_bot.web.sources` made.
        is_fresh: Whether it was just given: the page then scrolls to it.
        open_number: The citation that the document view shows, or 0.
        on_open: Called with ``{"citation": number}`` or ``{"passage": index}`` when one is to be read in its place.
    """
    data = {"view": view, "fresh": is_fresh, "open": open_number}
    _answer(key=key, data=data, on_open_change=lambda: _pass_on(key, "open", on_open))


def document(view: View, on_close: Callable[[], None]) -> None:
    """Draw the document view; ``on_close`` is called when it is to go."""
    with st.container(key="document"):
        _document(key="document-view", data=view, on_close_change=on_close)


def notice(key: str, line: str) -> None:
    """Draw one line in a marked box: something to know or to do."""
    rows(key, [{"label": line}], style="notice")


def rows(
    key: str, rows: list[View], on_choose: Callable[[Any], None] | None = None, heading: str = "", style: str = ""
) -> None:
    """Draw a list of rows.

    Args:
        key: Names this list in the session.
        rows: ``label``, and where wanted ``detail``, ``style`` ("failed") and ``value``: a row with one can be pressed.
        on_choose: Called with the value of the row that was pressed.
        heading: Goes above, if not empty.
        style: ``chips`` for buttons side by side, ``notice`` for a marked box.
    """
    data = {"rows": rows, "heading": heading, "style": style}
    _rows(key=key, data=data, on_chosen_change=lambda: _pass_on(key, "chosen", on_choose))


def _pass_on(key: str, event: str, receive: Callable[[Any], None] | None) -> None:
    value = st.session_state[key].get(event)
    if value is not None and receive is not None:
        receive(value)
