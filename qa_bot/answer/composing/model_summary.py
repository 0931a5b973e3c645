"""The summary of a document that a language model writes, section by section."""

from collections.abc import Iterator, Sequence

from qa_bot.answer.composing.model_writer import TextModel, write_from
from qa_bot.answer.composing.prompt import SUMMARY, make_prompt
from qa_bot.answer.sentence_roles import roles_of
from qa_bot.answer.stages import OnDraft
from qa_bot.errors import ModelUnavailable
from qa_bot.records import Claim, Passage, Unsupported

_MOST_SECTIONS = 6
_MOST_PASSAGES = 6
"""Of a section, from its beginning."""


class ModelSummarizer:
    """Asks a language model for a sentence or two on each section of a document."""

    def __init__(self, model: TextModel) -> None:
        """Ask nothing yet."""
        self._model = model

    def summarize(self, passages: Sequence[Passage], on_draft: OnDraft, /) -> Iterator[Claim | Unsupported]:
        """Yield the claims of each section in the document's order; sections that are left when time is up are not.

        Raises:
            ModelUnavailable: the model wrote nothing on the first section; the message is the reason.
        """
        until = self._model.deadline()
        for number, section in enumerate(sections(passages)):
            prompt = make_prompt(SUMMARY, "", section, self._model.fits)
            try:
                yield from write_from(self._model, prompt, until, on_draft)
            except ModelUnavailable:
                if number == 0:
                    raise
                return


def sections(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Return the passages of a document by sections: a new one begins with a passage that begins with a heading.

    Of more than six, the smallest are joined with the one before, so that all of the document is in one.
    """
    found: list[list[Passage]] = []
    for passage in passages:
        if not found or _begins_section(passage):
            found.append([])
        found[-1].append(passage)
    while len(found) > _MOST_SECTIONS:
        at = min(range(1, len(found)), key=lambda number: len(found[number]) + len(found[number - 1]))
        found[at - 1 : at + 1] = [found[at - 1] + found[at]]
    return [section[:_MOST_PASSAGES] for section in found]


def _begins_section(passage: Passage) -> bool:
    first = [passage.slice(span) for span in passage.sentences[:2]]
    return bool(first) and roles_of(first)[0] == "heading"
