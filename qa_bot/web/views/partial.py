"""Turn an answer that a language model is writing into HTML. Pure; all text is escaped."""

from html import escape

from qa_bot.answer.state_lines import unsupported_note
from qa_bot.records import Answer, Statement
from qa_bot.text.wording import printable


def partial_html(answer: Answer, draft: str) -> str:
    """Return the statements that are checked, with their marks, and the sentence that is being written."""
    lines = [_line(statement) for statement in answer.statements]
    writing = f"{printable(draft)}…" if draft else f"{printable(answer.model)} is writing …"
    return f'<div class="writing"><div>{"".join(lines)}<p class="draft">{escape(writing)}</p></div></div>'


def question_html(question: str) -> str:
    """Return the question that is being answered."""
    return f'<p class="asked">{escape(printable(question))}</p>'


def _line(statement: Statement) -> str:
    text = escape(printable(statement.text))
    if not statement.is_supported:
        return f'<p>{text} <em class="unsupported">{escape(printable(unsupported_note(statement)))}</em></p>'
    marks = "".join(f"<sup>{number}</sup>" for number in statement.numbers)
    return f"<p>{text}{marks}</p>"
