"""A writer that quotes the best sentence alone, beside two claims that the documents do not support."""

from collections.abc import Iterator, Sequence

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.stages import OnDraft
from qa_bot.records import Claim, Mode


class FirstSentenceWriter:
    mode: Mode = "compose"

    def write(self, question: str, sentences: Sequence[ScoredSentence], on_draft: OnDraft, /) -> Iterator[Claim]:
        best = sentences[0]
        yield Claim("Made up.", best.passage.id, "Made up.", best.span.start)
        yield Claim(f"In short: {best.quote}", best.passage.id, best.quote, best.span.start)
        yield Claim("Cited from nowhere.", "no passage", best.quote)
