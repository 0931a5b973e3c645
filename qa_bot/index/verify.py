"""Re-prove a generation: every passage against the stored texts, and both indexes against the manifest."""

from collections.abc import Iterable, Iterator

from qa_bot.errors import StoreDamaged
from qa_bot.index.generations import Generation
from qa_bot.index.texts import Texts
from qa_bot.passages import split
from qa_bot.records import Document, Passage, Verification


def verify(generation: Generation, texts: Texts, passage_characters: int) -> Verification:
    """Compare what is on disk with what follows from the stored texts, and tell each difference in one line."""
    wanted: dict[str, Passage] = {}
    problems: list[str] = []
    for document_id, row in generation.manifest.documents.items():
        source = generation.sources.get(document_id, document_id)
        try:
            text = texts.read(document_id)
        except StoreDamaged as error:
            problems.append(f"{source}: {error}")
            continue
        passages = split(Document(document_id, source, row.title, text), passage_characters)
        if len(passages) != row.passages:
            problems.append(f"{source}: {row.passages} passages by the manifest, {len(passages)} by its text")
        wanted.update((passage.id, passage) for passage in passages)
    unreadable = len(generation.manifest.documents) - len({passage.document_id for passage in wanted.values()})
    for name, stored in (("meaning", generation.by_meaning.passages()), ("words", generation.by_words.passages())):
        problems += _differences(name, stored, wanted, complete=not unreadable)
    return Verification(generation.name, len(wanted), tuple(problems))


def _differences(index: str, stored: Iterable[Passage], wanted: dict[str, Passage], complete: bool) -> Iterator[str]:
    missing = dict(wanted)
    for passage in stored:
        proven = missing.pop(passage.id, None)
        if proven is None:
            if complete:
                yield f"{passage.source}: passage {passage.id} in the index by {index} is not of the documents"
        elif (passage.text, passage.span, passage.sentences) != (proven.text, proven.span, proven.sentences):
            yield f"{passage.source}: passage {passage.id} in the index by {index} is not what the text says there"
    for passage in missing.values():
        yield f"{passage.source}: passage {passage.id} is not in the index by {index}"
