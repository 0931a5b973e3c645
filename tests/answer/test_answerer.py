"""The pipeline of a question, its parts exchanged: each is one new module and one line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from qa_bot.answer.confidence import CERTAIN
from qa_bot.bot import Bot, default_stages
from qa_bot.errors import QuestionUnusable, Stopped
from qa_bot.records import Turn
from tests.answer.first_sentence import FirstSentenceWriter
from tests.answer.word_overlap import WordOverlapReranker

QUESTION = "When was the Shusha Declaration signed?"


@pytest.fixture
def overlap_bot(seeds_bot: Bot) -> Iterator[Bot]:
    bot = Bot(seeds_bot.settings, replace(default_stages(seeds_bot.settings), reranker=WordOverlapReranker()))
    yield bot
    bot.close()


@pytest.fixture
def brief_bot(seeds_bot: Bot) -> Iterator[Bot]:
    bot = Bot(seeds_bot.settings, replace(default_stages(seeds_bot.settings), writer=FirstSentenceWriter()))
    yield bot
    bot.close()


def test_another_reranker_ranks_the_sentences_that_are_quoted(seeds_bot: Bot, overlap_bot: Bot) -> None:
    question = "Who signed the Shusha Declaration?"
    answer = overlap_bot.ask(question)
    assert answer.found
    assert all(overlap_bot.documents.prove(citation) for citation in answer.citations)
    best = answer.citations[0].quote
    assert {"Shusha", "Declaration"} <= set(best.replace(",", " ").split())
    other = seeds_bot.ask(question)
    assert [hit.score for hit in answer.hits] != [hit.score for hit in other.hits]
    assert answer.confidence != other.confidence


def test_another_writer_words_the_answer_and_what_it_cannot_prove_is_left_out(brief_bot: Bot, seeds_bot: Bot) -> None:
    answer, best = brief_bot.ask(QUESTION), seeds_bot.ask(QUESTION).citations[0]
    (statement,), (citation,) = answer.statements, answer.citations
    assert answer.mode == "compose"
    assert statement.text == f"In short: {citation.quote}"
    assert (citation.span, citation.quote) == (best.span, best.quote)
    assert brief_bot.documents.prove(citation)


def test_another_rewriter_completes_the_question(seeds_bot: Bot) -> None:
    def with_last_question(question: str, history: Sequence[Turn]) -> str:
        return f"{question} {history[-1].question}" if history else question

    bot = Bot(seeds_bot.settings, replace(default_stages(seeds_bot.settings), rewriter=with_last_question))
    assert bot.ask("Who approved it?", [Turn(QUESTION, "")]).searched.startswith(f"Who approved it? {QUESTION}")
    bot.close()


def test_passages_are_retrieved_without_reranking_and_keep_to_documents(seeds_bot: Bot) -> None:
    hits = seeds_bot.answerer.retrieve(QUESTION, 3)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len(hits) == 3
    more = seeds_bot.answerer.retrieve(QUESTION, 40)
    assert len(more) > seeds_bot.settings.read
    ids = {file.document_id for file in seeds_bot.status().files}
    other = min(ids - {hits[0].passage.document_id})
    assert {hit.passage.document_id for hit in seeds_bot.answerer.retrieve(QUESTION, 3, within=[other])} == {other}
    assert seeds_bot.answerer.retrieve(QUESTION, 3, within=[]) == ()
    with pytest.raises(QuestionUnusable):
        seeds_bot.answerer.retrieve(" ", 3)


def test_an_uncertain_answer_has_no_short_answer(seeds_bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    question = "On which earlier occasions did Ankara back Baku against Tehran?"
    sure, unsure = seeds_bot.ask(QUESTION), seeds_bot.ask(question)
    assert sure.short_answer is not None
    assert unsure.found
    assert unsure.confidence < CERTAIN
    assert unsure.short_answer is None
    monkeypatch.setattr("qa_bot.answer.answerer.CERTAIN", 0.0)
    assert seeds_bot.ask(question).short_answer is not None


def test_a_question_ends_where_its_caller_stops_it(seeds_bot: Bot) -> None:
    steps: list[int] = []

    def stop_at_the_second() -> None:
        steps.append(len(steps))
        if len(steps) == 2:
            raise Stopped("Enough.")

    with pytest.raises(Stopped, match="Enough"):
        seeds_bot.ask(QUESTION, on_step=stop_at_the_second)
    assert steps == [0, 1]
    assert seeds_bot.ask(QUESTION).found
