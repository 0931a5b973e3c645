"""The writer that asks a language model, and checks each of its sentences against the passages that it cites."""

import re
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Protocol

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.composing.orders import repeats_order
from qa_bot.answer.composing.prompt import ANSWER, Prompt, make_prompt
from qa_bot.answer.stages import OnDraft
from qa_bot.answer.support import check_support
from qa_bot.answer.written import WrittenSentence, visible, written_sentences
from qa_bot.errors import ModelUnavailable
from qa_bot.records import Claim, Mode, Unsupported

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+[\"'][^\"'\n]*[\"'])?\)")
_SHORT_SHARE = 0.25
"""Of the time for an answer, that a short request may take."""
_MOST_REPEATS = 3
"""Times that a sentence occurs in a reply before it counts as repetition."""


class TextModel(Protocol):
    """A language model, implemented by :class:`qa_bot.models.llm.language_model.LanguageModel`."""

    @property
    def name(self) -> str:
        """The model's name."""

    def deadline(self) -> float:
        """Return when an answer that is begun now must be done, by ``time.monotonic()``."""

    def fits(self, system: str, text: str) -> bool:
        """Return whether the model can read an instruction and a text, and still write an answer."""

    def reply(self, system: str, text: str, until: float, on_wait: Callable[[], object]) -> Generator[str, None, None]:
        """Yield the reply as it comes; closing the iterator ends the request.

        Raises:
            ModelUnavailable: there is no reply, or it is not whole.
        """


def reply_of(model: TextModel) -> Callable[[str, str, Callable[[], object]], str]:
    """Return a function that gives the whole reply to a short request, in a part of the time for an answer."""

    def ask(system: str, text: str, on_wait: Callable[[], object]) -> str:
        until = time.monotonic() + _SHORT_SHARE * (model.deadline() - time.monotonic())
        with closing(model.reply(system, text, until, on_wait)) as reply:
            return _plain("".join(reply))

    return ask


class ModelWriter:
    """Writes sentences that a language model makes of the passages."""

    mode: Mode = "compose"

    def __init__(self, model: TextModel, most_passages: int) -> None:
        """Ask nothing yet; the model gets at most ``most_passages`` passages."""
        self._model = model
        self._most_passages = most_passages

    def write(
        self, question: str, sentences: Sequence[ScoredSentence], on_draft: OnDraft, /
    ) -> Iterator[Claim | Unsupported]:
        """Yield a claim for each span that supports a sentence, and each sentence that none supports.

        Raises:
            ModelUnavailable: the model wrote no answer; the message is the reason.
        """
        unique = {sentence.passage.id: sentence.passage for sentence in sentences}
        passages = list(unique.values())[: self._most_passages]
        prompt = make_prompt(ANSWER, question, passages, self._model.fits)
        return write_from(self._model, prompt, self._model.deadline(), on_draft)


def write_from(
    model: TextModel, prompt: Prompt | None, until: float, on_draft: OnDraft
) -> Iterator[Claim | Unsupported]:
    """Yield what the model writes to a prompt, as :meth:`ModelWriter.write` does."""
    if prompt is None:
        raise ModelUnavailable("it cannot read even one passage at once: raise QA_BOT_LLM_CONTEXT")
    has_written = False
    for sentence in _sentences(model, prompt, until, on_draft):
        has_written = True
        yield from _checked(sentence, prompt)
    if not has_written:
        raise ModelUnavailable("it wrote nothing")


def _sentences(model: TextModel, prompt: Prompt, until: float, on_draft: OnDraft) -> Iterator[WrittenSentence]:
    """Yield the sentences of a reply, each when the next one has begun: until then a mark may follow."""
    text, done, draft = "", 0, ""
    seen: Counter[str] = Counter()
    with closing(model.reply(prompt.system, prompt.text, until, lambda: on_draft(draft))) as reply:
        for part in reply:
            text += part
            written = written_sentences(_plain(text))
            for sentence in written[done:-1]:
                _check_progress(seen, sentence)
                yield sentence
            done = max(done, len(written) - 1)
            draft = written[-1].text if written else ""
    yield from written_sentences(_plain(text))[done:]


def _plain(text: str) -> str:
    """Return a reply without thoughts, hidden characters and the addresses of links."""
    return _LINK.sub(r"\1", visible(_THOUGHTS.sub("", text)))


def _check_progress(seen: Counter[str], sentence: WrittenSentence) -> None:
    seen[sentence.text] += 1
    if seen[sentence.text] >= _MOST_REPEATS:
        raise ModelUnavailable("it repeated itself")


def _checked(sentence: WrittenSentence, prompt: Prompt) -> Iterable[Claim | Unsupported]:
    """Return the claims of a sentence that the passages support; else the sentence with the reason."""
    cited = [number - 1 for number in sentence.numbers]
    support = check_support(sentence.text, prompt.evidence, cited, prompt.titles)
    if not support.is_supported:
        return [Unsupported(sentence.text, "; ".join(support.reasons))]
    spans = [(prompt.passages[index], span) for index, span in support.spans]
    if repeats_order(sentence.text, [span.of(passage.text) for passage, span in spans], prompt.orders):
        return [Unsupported(sentence.text, "it repeats what a document orders the model to say")]
    return [
        Claim(sentence.text, passage.id, span.of(passage.text), passage.span.start + span.start)
        for passage, span in spans
    ]
