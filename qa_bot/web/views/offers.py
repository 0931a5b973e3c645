"""What else can be asked of an answer's question: a comparison of the documents, every place of its words. Pure."""

from collections.abc import Iterator, Sequence

from qa_bot.answer.request import read_request
from qa_bot.records import Answer
from qa_bot.text.wording import shorten
from qa_bot.web.views.document import View

_LONGEST_SUBJECT = 60


def offers(answer: Answer, within: Sequence[str] = ()) -> list[View]:
    """Return the offered intents, each with the ``label`` of its button.

    A comparison is offered where several documents are cited or were chosen, every place of its words where an answer
    lists something, or where the question is not answered.
    """
    return [{"intent": intent, "label": label} for intent, label in _offers(answer, within)]


def _offers(answer: Answer, within: Sequence[str]) -> Iterator[tuple[str, str]]:
    if answer.intent not in ("question", "list"):
        return
    documents = {citation.document_id for citation in answer.citations}
    if answer.intent == "question" and (len(documents) > 1 or len(within) > 1):
        yield "comparison", "Compare the documents"
    if answer.intent == "list":
        subject = shorten(read_request(answer.question).subject, _LONGEST_SUBJECT)
        yield "occurrences", f"Find every place of “{subject}”"
    elif not answer.found:
        yield "occurrences", "Find the words in every place"
