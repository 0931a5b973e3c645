"""The best sentences read again by the reader."""

from pathlib import Path

import pytest

from qa_bot.answer import reading
from qa_bot.answer.by_language import LanguageReranker
from qa_bot.answer.candidates import Reading, ScoredSentence, gain
from qa_bot.answer.confidence import COEFFICIENTS
from qa_bot.answer.late_interaction import LateInteractionReranker
from qa_bot.answer.reading import ReadingReranker
from qa_bot.bot import default_stages
from qa_bot.models import minilm
from qa_bot.records import Hit, Span
from qa_bot.settings import Settings
from tests.answer.made import analyzed, passage

MILL = "The mill was built in 1891 by Ada Brandt. It burnt down twice. Its wheel turns again since 2003."
ROW = "Engine: ZT-40; Output: 18 kW"
TOWN = "Tarrow lies in a valley. The river Emm flows through it."


def reranker() -> ReadingReranker:
    return ReadingReranker(LateInteractionReranker(minilm.MODEL, for_reader=True))


def rerank(question: str, *texts: str) -> list[ScoredSentence]:
    return reranker().rerank(analyzed(question), [Hit(passage(text), 1.0, {}) for text in texts])


def test_every_sentence_comes_best_first() -> None:
    found = rerank("Who built the mill?", MILL, TOWN)
    assert len(found) == 5
    assert found[0].quote == "The mill was built in 1891 by Ada Brandt."
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_a_reading_has_a_span_inside_its_sentence() -> None:
    for one in rerank("Who built the mill?", MILL):
        assert one.reading is not None
        assert one.span.start <= one.reading.span.start < one.reading.span.end <= one.span.end
        assert 0 < one.reading.span_chance < 1


def test_a_reading_s_span_has_whole_words() -> None:
    text = "The ferry took sixty-two people and 1,250.5 kg of coal to O’Hara's pier."
    best = rerank("How many people did the ferry take?", text)[0]
    assert best.answer_span is not None
    assert "sixty-two" in best.passage.slice(best.answer_span)
    for one in ("two", "250", "Hara"):
        cut = Span(text.index(one), text.index(one) + len(one))
        assert reading._whole_words(best.passage, cut).of(text) in ("sixty-two", "1,250.5", "O’Hara's")


def test_a_quote_of_a_late_passage_has_the_span_of_the_document() -> None:
    from qa_bot.records import Document
    from qa_bot.text.passages import split

    text = "x" * 700 + ".\n\n" + MILL
    late = split(Document("d", "a.txt", "A title", text), 300)[-1]
    found = reranker().rerank(analyzed("Who built the mill?"), [Hit(late, 1.0, {})])
    assert found[0].reading is not None
    assert text[found[0].reading.span.start : found[0].reading.span.end] in found[0].quote


def test_a_score_is_that_of_late_interaction_and_what_the_reading_adds() -> None:
    question, hits = analyzed("Who built the mill?"), [Hit(passage(MILL), 1.0, {})]
    before = {one.span: one.score for one in LateInteractionReranker(minilm.MODEL).rerank(question, hits)}
    for one in reranker().rerank(question, hits):
        assert one.score == pytest.approx(before[one.span] + gain(one.reading))


def test_a_reading_gains_by_its_evidence_within_bounds_and_what_is_not_read_loses_most() -> None:
    gains = [gain(Reading(evidence, 0.0, Span(0, 1))) for evidence in (-99.0, -5.0, 0.0, 5.0, 99.0)]
    assert gains == sorted(gains)
    assert gains[2] == 0.0
    assert gain(None) == gains[0] == -gains[-1]
    assert gains[-1] < 0.3  # a share of what late interaction distinguishes


def test_questions_in_other_languages_are_not_read() -> None:
    found = rerank("Wer hat die Mühle gebaut und wann ist sie abgebrannt?", MILL)
    assert all(one.reading is None for one in found)


def test_only_the_best_sentences_are_read() -> None:
    houses = " ".join(f"The house of {one}{other} is red." for one in "ABCDEF" for other in "aeioubdgkm")
    found = rerank("Who built the house of Xo?", MILL, houses)
    read = [one for one in found if one.reading is not None]
    assert len(found) == 63
    assert 12 <= len(read) < 63
    assert found[0].reading is not None


def test_a_sentence_longer_than_a_window_is_read() -> None:
    long = "The mill that " + "stands behind the house that " * 80 + "fell was built by Ada Brandt."
    assert all(one.reading is not None for one in rerank("Who built the mill?", long))


def test_no_hits_and_questions_without_words_are_accepted() -> None:
    assert reranker().rerank(analyzed("When?"), []) == []
    for question in ("?", "\0", "🙂", "the", "when " * 300):
        assert len(rerank(question, MILL)) == 3


def test_the_confidence_is_that_of_late_interaction() -> None:
    assert reranker().fingerprint in COEFFICIENTS


@pytest.mark.parametrize(("question", "span"), [("Who built the mill?", "Ada Brandt"), ("When was it built?", "1891")])
def test_a_likely_span_of_the_type_asked_for_is_proposed(question: str, span: str) -> None:
    best = rerank(question, MILL)[0]
    assert best.answer_span is not None
    assert span in best.passage.text[best.answer_span.start : best.answer_span.end]


def test_no_other_span_is_proposed() -> None:
    for one in rerank("How much did the mill cost?", MILL, TOWN):
        assert one.answer_span is None


def test_a_setting_turns_it_off_and_with_e5_the_languages_decide() -> None:
    assert isinstance(default_stages(Settings(embedding="minilm")).reranker, ReadingReranker)
    assert isinstance(default_stages(Settings(embedding="minilm", reader="off")).reranker, LateInteractionReranker)
    assert isinstance(default_stages(Settings(embedding="e5")).reranker, LanguageReranker)


def test_the_bots_of_a_process_share_what_was_read_of_passages_if_they_rerank_alike(tmp_path: Path) -> None:
    one, other = default_stages(Settings(store=tmp_path)), default_stages(Settings(threshold=0.1))
    assert one.reranker is other.reranker
    for different in (Settings(reader="off"), Settings(embedding="minilm")):
        assert default_stages(different).reranker is not one.reranker


def test_rows_and_lines_of_a_log_are_not_read_and_gain_as_much_as_any_sentence() -> None:
    first = LateInteractionReranker(minilm.MODEL, for_reader=True)
    texts = (ROW, "2024-05-01 10:00:00 engine ZT-40 stopped")
    hits = [Hit(passage(text), 1.0, {}) for text in (*texts, MILL)]
    before = {one.quote: one.score for one in first.rerank(analyzed("What is the output of the ZT-40?"), hits)}
    after = ReadingReranker(first).rerank(analyzed("What is the output of the ZT-40?"), hits)
    assert {one.quote for one in after if one.reading is None} == set(texts)
    most = max(one.reading_gain for one in after if one.reading)
    assert all(one.reading_gain == most for one in after if one.reading is None)
    assert all(one.unread_score == pytest.approx(before[one.quote]) for one in after)


def test_a_row_beside_a_sentence_that_is_read_is_not_read() -> None:
    found = {one.quote: one for one in rerank("Who built the mill?", f"{ROW}\n\n{MILL}")}
    row, prose = found[ROW], found[MILL.partition(". ")[0] + "."]
    assert prose.reading is not None
    assert (row.reading, row.answer_span) == (None, None)


def test_after_four_windows_sentences_that_no_reading_makes_the_best_are_not_read() -> None:
    far = [f"Swan {number} eats grass." for number in range(6)]
    found = {one.quote: one.reading is not None for one in rerank("Who built the mill?", MILL, *far)}
    assert found["The mill was built in 1891 by Ada Brandt."]
    assert sum(found[quote] for quote in far) == 3
    near = [f"The mill was built in {1891 + number} by Ada Brandt." for number in range(6)]
    assert all(one.reading for one in rerank("Who built the mill?", *near))
