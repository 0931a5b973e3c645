"""Components that Streamlit has no widget for: answers, a document, tables and lists. They display plain text only.

Streamlit's widgets interpret labels as Markdown. Text from outside, such as file names and questions, must not be
interpreted, so these components display it, whose scripts create text nodes only.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from qa_bot.web.views.document import View
from qa_bot.web.widgets import OnEvent, mount

_ASSETS = Path(__file__).parent / "assets"
_HTML = '<div class="root"></div>'


def _asset(*names: str) -> str:
    """Return the concatenated text of asset files."""
    return "\n".join((_ASSETS / name).read_text(encoding="utf-8") for name in names)


def _component(name: str, *scripts: str, styles: Sequence[str] = ()) -> Any:
    """Return a component made of the shared files, `scripts` and `styles`, and its own style and script."""
    css = _asset("shared.css", f"{name}.css", *styles)
    js = _asset("shared.js", *scripts, f"{name}.js")
    return st.components.v2.component(f"qa_bot.{name}", html=_HTML, css=css, js=js)


_COMPONENTS = {name: _component(name) for name in ("rows", "documents_table", "document_page", "notes")}
_PARTS_OF_ANSWERS = (
    "citation_popover.js",
    "sources.js",
    "answer_actions.js",
    "collapsed_exchanges.js",
    "comparison.js",
    "places.js",
    "following.js",
    "announcements.js",
)
_COMPONENTS["answer"] = _component("answer", *_PARTS_OF_ANSWERS, styles=("comparison.css",))
_PARTS_OF_DOCUMENTS = ("find_in_document.js", "page_images.js", "document_text.js", "citation_steps.js")
_COMPONENTS["document"] = _component("document", *_PARTS_OF_DOCUMENTS, "pinning.js", "panel_size.js", "panel_keys.js")
_COMPONENTS["keys"] = _component("keys", "sidebar_closing.js", "file_drop.js", "saving.js")


def page_style() -> None:
    """Apply the styles that the theme cannot express."""
    st.html(_ASSETS / "page.css")


def page_behaviour(place: str, download: View | None) -> None:
    """Let the page answer to keys, dropped files and choices in the sidebar, and save a file.

    Args:
        place: What is shown; where it changes to a chat, the question field takes the focus.
        download: A file to save now (``name``, ``address`` on this server, unique ``number``), if there is one.
    """
    with st.container(key="behaviour"):
        _draw("keys", "keys", {"place": place, "download": download})


def answers(data: View, **on: OnEvent) -> None:
    """Draw the exchanges of a chat.

    Args:
        data: ``exchanges``, each an ``id`` and either ``collapsed`` (from
            :func:`qa_bot.web.views.answer.collapsed_view`) or ``view`` (from
            :func:`qa_bot.web.views.answer.answer_view`), ``open`` (the citation shown in the document view, else 0),
            ``rating`` (None if it cannot be rated) and ``collapsible``. ``target`` is the exchange to scroll to.
        on: Receivers of ``open`` (``{"exchange": id}`` with ``"citation": number`` or ``"passage": index``),
            ``rate`` (``{"exchange": id, "helpful": true, false or null, "remark": text}``), ``expand`` (a list of ids),
            ``collapse`` and ``ask_all`` (an id), ``ask_as`` (``{"exchange": id, "intent": name}``), ``pin``
            (``{"exchange": id, "citation": number}``), ``about`` (a document's id) and ``documents``.
    """
    _draw("answer", "answers", data, **on)


def document(view: View, **on: OnEvent) -> None:
    """Draw the document view.

    Args:
        view: From :mod:`qa_bot.web.views.document`.
        on: Receivers of ``close``, ``step`` (``{"citation": number}``, also of another document), ``page``
            (``{"number": page, "citation": number}``; page 0 is the text), ``about``, and ``pin``
            (``{"citation": number}``, or ``{"start", "end"}`` of a selection in UTF-16 units).
    """
    _draw("document", "document-view", view, **on)


def notes(data: View, **on: OnEvent) -> None:
    """Draw the notes of a chat.

    Args:
        data: ``notes`` (``id``, ``text``, ``title``, ``where``, ``comment``, ``proven``, ``status``), and ``removed``,
            whether one can be put back.
        on: Receivers of ``open`` and ``remove`` (an id), ``comment`` (``{"id", "text"}``), ``move`` (``{"id", "by"}``)
            and ``restore``.
    """
    _draw("notes", "notes-list", data, **on)


def document_page(view: View, **on: OnEvent) -> None:
    """Draw a document's own page.

    Args:
        view: From :mod:`qa_bot.web.views.document_page`, with ``outline`` (headings) and ``questions``.
        on: Receivers of ``read``, ``heading`` (its index), ``only``, ``ask`` (a question), ``cited`` (``{"chat": id,
            "exchange": id}``) and ``documents``.
    """
    _draw("document_page", "document-page-content", view, **on)


def documents_table(data: View, **on: OnEvent) -> None:
    """Draw the table of documents.

    Args:
        data: ``table`` from :func:`qa_bot.web.views.documents_table.table_view`.
        on: Receivers of ``query`` (for :func:`qa_bot.web.views.documents_table.query_of`), and of ``open``,
            ``download``, ``remove`` and ``undo``, each a file's source, and ``limit``, the files or folders to ask in.
    """
    _draw("documents_table", "documents-table", data, **on)


def notice(key: str, line: str) -> None:
    """Draw one line in a highlighted box."""
    rows(key, [{"label": line}], style="notice")


def rows(  # noqa: PLR0913 - one component for all lists
    key: str,
    rows: list[View],
    on_choose: OnEvent = lambda _: None,
    *,
    heading: str = "",
    style: str = "",
    columns: Sequence[str] = (),
) -> None:
    """Draw a list of rows.

    Args:
        key: The list's key in the session.
        rows: Each has a ``label``, and optionally ``detail``, ``style`` ("failed"), ``value`` (which makes the row a
            button), ``current`` (whether it is the one that is open) and ``actions`` (buttons with ``label`` and
            ``value``).
        on_choose: Called with the value of the pressed row or button.
        heading: Displayed above the rows.
        style: ``chips`` for buttons side by side, ``notice`` for a highlighted box, ``compact`` for one-line labels.
        columns: Two headings; if given, the rows are a table of labels and details.
    """
    data = {"rows": rows, "heading": heading, "style": style, "columns": list(columns)}
    _draw("rows", key, data, chosen=on_choose)


def _draw(name: str, key: str, data: View, **on: OnEvent) -> None:
    mount(_COMPONENTS[name], key, data, on)
