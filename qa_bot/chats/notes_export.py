"""Export the notes of a chat as Markdown."""

from collections.abc import Callable, Iterator, Sequence

from qa_bot.chats.escaping import escaped
from qa_bot.chats.notes import Note
from qa_bot.chats.records import Chat
from qa_bot.records import Citation, CitationStatus

_STATUS_NOTES = {"changed": "the document has changed since", "gone": "no longer among the documents"}


def notes_markdown(chat: Chat, notes: Sequence[Note], status_of: Callable[[Citation], CitationStatus]) -> str:
    """Return notes as Markdown: each a quote with its comment, file, place and offsets, in their order."""
    blocks = [f"# Notes: {escaped(chat.title)}"]
    for note in notes:
        blocks += _note(note, status_of(note.citation))
    return "\n\n".join(blocks) + "\n"


def _note(note: Note, status: CitationStatus) -> Iterator[str]:
    citation = note.citation
    yield f"> “{escaped(citation.quote)}”"
    place = f", {escaped(citation.place)}" if citation.place else ""
    where = f"{escaped(citation.source)}{place}, characters {citation.span.start} to {citation.span.end}"
    since = f" ({_STATUS_NOTES[status]})" if status in _STATUS_NOTES else ""
    yield f"— {escaped(citation.title)}, {where}{since}"
    yield from (escaped(line) for line in note.comment.splitlines() if line.strip())
