"""Turn a comparison into the JSON that the page displays as a table, and its files for saving. Pure."""

from qa_bot.chats.comparison_table import NOTHING_SAID, comparison_csv, comparison_markdown, near_note
from qa_bot.records import Answer, Compared
from qa_bot.web.views.document import View
from qa_bot.web.views.marked import marked
from qa_bot.web.views.proof import Proof
from qa_bot.web.views.quote_lines import in_lines
from qa_bot.web.views.wording import file_name

_BYTE_ORDER_MARK = "﻿"


def comparison_view(answer: Answer, proof: Proof) -> View | None:
    """Return the rows of each point and the files ``csv`` and ``markdown``; None of an answer that compares nothing."""
    if answer.comparison is None:
        return None
    return {
        "points": [[_cell(one, answer, proof) for one in row] for row in answer.comparison.points],
        "files": [
            {
                "label": "Save as CSV",
                "name": file_name(answer.question, ".csv"),
                "kind": "text/csv",
                "text": _BYTE_ORDER_MARK + comparison_csv(answer),  # Excel needs the mark
            },
            {
                "label": "Save as Markdown",
                "name": file_name(answer.question, ".md"),
                "kind": "text/markdown",
                "text": comparison_markdown(answer),
            },
        ],
    }


def _cell(compared: Compared, answer: Answer, proof: Proof) -> View:
    """Return what a document says; ``note`` says where it says nothing, or not directly."""
    cited = answer.citation(compared.number)
    view: View = {"document": compared.document_id, "title": compared.title, "file": compared.source}
    if cited is None:
        return view | {"note": NOTHING_SAID}
    return view | {
        "number": cited.number,
        "pieces": [(in_lines(words), is_marked) for words, is_marked in marked(cited, compared.differing)],
        "place": proof.place_of(cited),
        "proven": proof.holds(cited),
        "note": near_note(answer, compared),
    }
