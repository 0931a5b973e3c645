"""A page with nothing but the document view, for Streamlit to run: its documents are not indexed and can have any size.

The folder that ``QA_BOT_SEEDS`` names holds the documents, and beside them ``citations.json``: ``[source, start, end]``
of each. A button opens a citation, another the same place as if it had not been cited.
"""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from qa_bot.errors import QaBotError
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.file_contents import load
from qa_bot.ingest.page_images import PageImages
from qa_bot.ingest.page_rendering import PageImage, page_request
from qa_bot.ingest.parse import read
from qa_bot.ingest.scan import list_files
from qa_bot.records import Citation, Document, Span
from qa_bot.settings import Settings
from qa_bot.web import components
from qa_bot.web.views.document import Opened, document_view, from_citation, paragraph_spans

FOLDER = Path(os.environ["QA_BOT_SEEDS"])


@st.cache_resource
def library() -> tuple[dict[str, Document], dict[str, str], tuple[Citation, ...]]:
    files = [file for file in list_files(FOLDER) if not file.source.endswith(".json")]
    contents = {file.source: load(file, 10**9).data for file in files}
    documents = {source: read(source, data, Limits()) for source, data in contents.items()}
    for document in documents.values():
        paragraph_spans(document.text)  # as for an answer, whose sources name the paragraph
    citations = []
    for number, (source, start, end) in enumerate(json.loads((FOLDER / "citations.json").read_text("utf-8")), 1):
        of, span = documents[source], Span(start, end)
        citations.append(Citation(number, of.id, source, of.title, span, span.of(of.text)))
    sums = {source: hashlib.sha256(data).hexdigest() for source, data in contents.items()}
    return documents, sums, tuple(citations)


@st.cache_resource
def page_images() -> PageImages:
    return PageImages(Settings(seeds=FOLDER))


def show(opened: Opened | None) -> None:
    state = st.session_state
    state["openings"] = state.get("openings", 0) + 1
    state["opened"] = replace(opened, opening=state["openings"]) if opened else None


def step(what: dict[str, Any]) -> None:
    citations = library()[2]
    opened = st.session_state["opened"]
    if what["citation"] in opened.quotes:
        st.session_state["opened"] = replace(opened, current=what["citation"])
        return
    show(from_citation(citations[what["citation"] - 1], citations))


def turn(what: dict[str, Any]) -> None:
    st.session_state["opened"] = replace(st.session_state["opened"], page=what["number"])


def pictured(opened: Opened, document: Document) -> tuple[PageImage | None, str]:
    if not opened.page:
        return None, ""
    asked = page_request(document.text, document.places, opened.page, opened.quotes, 1400)
    try:
        return page_images().page(((opened.source, library()[1][opened.source]),), asked), ""
    except QaBotError as error:
        return None, str(error)


def main() -> None:
    components.page_style()
    documents, _, citations = library()
    for one in citations:
        st.button(f"Open {one.number}", on_click=show, args=(from_citation(one, citations),))
        uncited = Opened(one.document_id, one.title, one.source, {1: one.span}, 1)
        st.button(f"Uncited {one.number}", on_click=show, args=(uncited,))
    st.button("Run again")
    opened = st.session_state.get("opened")
    if opened:
        document = documents[opened.source]
        view = document_view(opened, document.text, document.places, *pictured(opened, document))
        with st.container(key="document"):
            components.document(view, close=lambda _: show(None), step=step, page=turn)


main()
