"""The parts of the page that Streamlit has no widget for: an answer, a document, a list. Each draws plain text only.

Streamlit's own widgets read labels as Markdown; a file name or a question must never be read as anything. So all that
comes from outside is drawn by these parts, whose scripts make text nodes and nothing else.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from qa_bot.chats.records import Chat
from qa_bot.web.asset_files import ASSETS, asset
from qa_bot.web.views.document import View
from qa_bot.web.widgets import Receive, mount

_HTML = '<div class="root"></div>'


def _part(name: str, *scripts: str) -> Any:
    """A part: what all share, then its own style, and the ``scripts`` that it is made of beside its own."""
    css = asset("shared.css", f"{name}.css")
    js = asset("shared.js", *scripts, f"{name}.js")
    return st.components.v2.component(f"qa_bot.{name}", html=_HTML, css=css, js=js)


_PARTS = {name: _part(name) for name in ("chat_header", "chat_list", "rows", "document_filter", "documents_table")}
_PARTS["answer"] = _part("answer", "citation_popover.js", "answer_actions.js", "collapsed_exchanges.js")
_PARTS["document"] = _part("document", "find_in_document.js", "page_images.js")


def page_style() -> None:
    """Give the page the style that the theme cannot say."""
    st.html(ASSETS / "page.css")


def answers(data: View, **on: Receive) -> None:
    """Draw the questions of a chat with their answers.

    Args:
        data: ``exchanges``, each an ``id`` and either ``collapsed`` (from
            :func:`qa_bot.web.views.answer.collapsed_view`) or ``view`` (from
            :func:`qa_bot.web.views.answer.answer_view`), ``open`` (the citation shown in the document view, else 0),
            ``rating`` (None if it cannot be rated) and ``collapsible``. ``target`` is the exchange to scroll to.
        on: Receivers of ``open`` (``{"exchange": id}`` with ``"citation": number`` or ``"passage": index``),
            ``rate`` (``{"exchange": id, "helpful": true, false or null, "remark": text}``), ``expand`` (a list of ids)
            and ``collapse`` (an id).
    """
    _draw("answer", "answers", data, **on)


def document(view: View, **on: Receive) -> None:
    """Draw the document view.

    Args:
        view: What :mod:`qa_bot.web.views.document` made.
        on: ``close``, ``step`` (``{"citation": number}`` in another document) and ``page`` (``{"number": page,
            "citation": number}``; page 0 is the text).
    """
    _draw("document", "document-view", view, **on)


def chat_header(chat: Chat, on_rename: Receive, on_remove: Receive) -> None:
    """Draw a chat's title; ``on_rename`` is called with a new one, ``on_remove`` when it is to go."""
    _draw("chat_header", "chat-title", {"key": chat.id, "title": chat.title}, rename=on_rename, remove=on_remove)


def chat_list(data: View, **on: Receive) -> None:
    """Draw the list of chats.

    Args:
        data: ``chats`` (``id``, ``title``, ``detail``, ``open``), ``search``, and the title just ``deleted`` or "".
        on: ``open`` (an id), ``search`` (words) and ``restore``.
    """
    _draw("chat_list", "chat-list", data, **on)


def document_filter(files: Iterable[View], chosen: Sequence[str], on_choose: Receive) -> None:
    """Draw which documents are asked: ``files`` have ``source`` and ``title``; called with the chosen sources."""
    _draw("document_filter", "document-filter", {"files": list(files), "chosen": list(chosen)}, choose=on_choose)


def documents_table(data: View, **on: Receive) -> None:
    """Draw the table of documents.

    Args:
        data: ``table`` is what :func:`qa_bot.web.views.documents_table.table_view` made, ``download`` a file to
            be saved now (``name``, ``address`` on this server, ``number``), or None.
        on: ``query`` (what :func:`qa_bot.web.views.documents_table.query_of` reads), and ``open``, ``download`` and
            ``remove``, each with a file's source.
    """
    _draw("documents_table", "documents-table", data, **on)


def notice(key: str, line: str) -> None:
    """Draw one line in a marked box: something to know or to do."""
    rows(key, [{"label": line}], style="notice")


def rows(  # noqa: PLR0913 - one part for all lists
    key: str,
    rows: list[View],
    on_choose: Receive = lambda _: None,
    *,
    heading: str = "",
    style: str = "",
    columns: Sequence[str] = (),
) -> None:
    """Draw a list of rows.

    Args:
        key: Names this list in the session.
        rows: ``label``, and where wanted ``detail``, ``style`` ("failed"), ``value`` (the row can be pressed) and
            ``actions`` (buttons, each a ``label`` and a ``value``).
        on_choose: Called with the value of what was pressed.
        heading: Goes above, if not empty.
        style: ``chips`` for buttons side by side, ``notice`` for a marked box.
        columns: Where named, the rows are a table of labels and details under these two headings.
    """
    data = {"rows": rows, "heading": heading, "style": style, "columns": list(columns)}
    _draw("rows", key, data, chosen=on_choose)


def _draw(part: str, key: str, data: View, **on: Receive) -> None:
    mount(_PARTS[part], key, data, on)
