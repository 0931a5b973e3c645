import pytest

from qa_bot.evaluation.gold import Evidence, Question
from qa_bot.evaluation.measures import measures
from qa_bot.records import Answer, Citation, Hit, Passage, Span, Statement

A = "0123456789" * 10
B = "abcdefghij" * 10
TEXTS = {"a.txt": A, "b.txt": B}


def cite(source: str, start: int, end: int, quote: str | None = None) -> Citation:
    return Citation(1, source, source, source, Span(start, end), TEXTS[source][start:end] if quote is None else quote)


def hit(source: str, start: int, end: int) -> Hit:
    return Hit(Passage("p", source, source, source, Span(start, end), TEXTS[source][start:end]), 0.5, {})


def answer(*citations: Citation, confidence: float = 0.9, hits: tuple[Hit, ...] = (), text: str = "x") -> Answer:
    return Answer("?", "?", bool(citations), confidence, (Statement(text, (1,)),), citations, hits, seconds=0.5)


def refusal(confidence: float = 0.1) -> Answer:
    return Answer("?", "?", False, confidence, seconds=0.1)


def gold(
    *evidence: tuple[str, int, int], kind: str = "fact", answers: tuple[str, ...] = (), all_needed: bool = False
) -> Question:
    """A question whose evidence is told by places."""
    told = tuple(Evidence(source, TEXTS[source][start:end], start) for source, start, end in evidence)
    return Question("g", "?", kind, answers, told, all_needed)


def of(question: Question, given: Answer, name: str) -> object:
    return measures([question], [given], TEXTS)[name]


OFF_TOPIC = Question("u", "?", "unanswerable")
HARD = Question("h", "?", "unanswerable", note="Hard: on topic")
EVIDENCE = ("a.txt", 20, 40)


@pytest.mark.parametrize(
    ("citation", "met"),
    [
        (cite("a.txt", 20, 40), 1.0),
        (cite("a.txt", 0, 100), 1.0),  # all of the evidence, the shorter one
        (cite("a.txt", 25, 30), 1.0),  # all of the citation, the shorter one
        (cite("a.txt", 28, 48), 1.0),  # 12 of 20: just 60 %
        (cite("a.txt", 29, 49), 0.0),  # 11 of 20
        (cite("a.txt", 12, 32), 1.0),
        (cite("a.txt", 11, 31), 0.0),
        (cite("a.txt", 40, 60), 0.0),
        (cite("b.txt", 20, 40), 0.0),
    ],
)
def test_a_quote_meets_evidence_where_they_share_three_fifths_of_the_shorter(citation: Citation, met: float) -> None:
    assert of(gold(EVIDENCE), answer(citation), "evidence_cited_first") == met
    assert of(gold(EVIDENCE), answer(citation), "evidence_cited") == met


def test_only_the_first_citation_counts_as_first_and_the_first_five_as_cited() -> None:
    other, right = cite("a.txt", 60, 80), cite("a.txt", 20, 40)
    assert of(gold(EVIDENCE), answer(other, right), "evidence_cited_first") == 0.0
    assert of(gold(EVIDENCE), answer(other, other, other, other, right), "evidence_cited") == 1.0
    assert of(gold(EVIDENCE), answer(other, other, other, other, other, right), "evidence_cited") == 0.0


def test_where_all_is_needed_all_must_be_cited_but_any_may_be_first() -> None:
    two = gold(EVIDENCE, ("b.txt", 0, 10), all_needed=True)
    half, whole = answer(cite("b.txt", 0, 10)), answer(cite("b.txt", 0, 10), cite("a.txt", 20, 40))
    assert [of(two, given, "evidence_cited") for given in (half, whole)] == [0.0, 1.0]
    assert of(two, half, "evidence_cited_first") == 1.0
    assert of(gold(EVIDENCE, ("b.txt", 0, 10)), half, "evidence_cited") == 1.0


def test_five_passages_are_looked_at() -> None:
    wrong, right = hit("b.txt", 0, 50), hit("a.txt", 0, 50)
    assert of(gold(EVIDENCE), answer(hits=(wrong, wrong, wrong, wrong, right)), "passage_at_5") == 1.0
    assert of(gold(EVIDENCE), answer(hits=(wrong, wrong, wrong, wrong, wrong, right)), "passage_at_5") == 0.0
    two = gold(EVIDENCE, ("b.txt", 60, 70), all_needed=True)
    assert of(two, answer(hits=(right,)), "passage_at_5") == 0.0
    assert of(two, answer(hits=(right, hit("b.txt", 60, 99))), "passage_at_5") == 1.0


def test_a_citation_is_exact_only_where_its_words_stand_at_its_place() -> None:
    right, wrong = cite("a.txt", 0, 10), cite("a.txt", 0, 10, "0123456788")
    strange = Citation(1, "c", "c.txt", "c", Span(0, 3), "abc")
    found = measures([gold(EVIDENCE), OFF_TOPIC], [answer(right, wrong), answer(strange, right)], TEXTS)
    assert (found["citations"], found["citations_exact"]) == (4, 0.5)


def test_an_answer_is_shown_in_its_text_or_its_first_three_quotes() -> None:
    asked = gold(EVIDENCE, answers=("23456", "never"))
    wrong, right = cite("b.txt", 0, 9), cite("a.txt", 0, 9)
    assert of(asked, answer(wrong, wrong, right), "answer_shown") == 1.0
    assert of(asked, answer(wrong, wrong, wrong, right), "answer_shown") == 0.0
    assert of(asked, answer(wrong, text="It is\n 23456."), "answer_shown") == 1.0
    assert of(gold(EVIDENCE, answers=("BCD",)), answer(wrong), "answer_shown") == 1.0
    assert of(gold(EVIDENCE, answers=("x y",)), answer(wrong, text="X \n\t Y"), "answer_shown") == 1.0


def test_refusals_are_counted_for_each_kind_of_question() -> None:
    found = measures(
        [gold(EVIDENCE), gold(EVIDENCE), OFF_TOPIC, HARD, HARD, HARD],
        [refusal(), answer(cite("a.txt", 0, 9)), refusal(), refusal(), answer(cite("a.txt", 0, 9)), refusal()],
        TEXTS,
    )
    assert (found["questions"], found["refused_wrongly"]) == (6, 0.5)
    assert (found["off_topic_refused"], found["hard_refused"]) == (1.0, 0.667)


def test_auc_is_the_chance_of_the_higher_confidence_and_a_tie_counts_half() -> None:
    answerable = [answer(cite("a.txt", 0, 9), confidence=0.9), answer(cite("a.txt", 0, 9), confidence=0.5)]
    found = measures(
        [gold(EVIDENCE), gold(EVIDENCE), OFF_TOPIC, OFF_TOPIC, HARD],
        [*answerable, refusal(0.5), refusal(0.1), refusal(0.95)],
        TEXTS,
    )
    assert (found["auc_off_topic"], found["auc_hard"]) == (0.875, 0.0)


def test_kinds_are_told_apart() -> None:
    found = measures(
        [gold(EVIDENCE, kind="date"), gold(EVIDENCE, kind="date"), gold(EVIDENCE, kind="why"), OFF_TOPIC],
        [answer(cite("a.txt", 20, 40)), answer(cite("b.txt", 20, 40)), refusal(), refusal()],
        TEXTS,
    )
    assert found["evidence_cited_by_kind"] == {"date": 0.5, "why": 0.0}


def test_lengths_and_times_are_told() -> None:
    found = measures(
        [gold(EVIDENCE), gold(EVIDENCE), gold(EVIDENCE), OFF_TOPIC],
        [answer(cite("a.txt", 0, 10), cite("a.txt", 20, 50)), answer(cite("a.txt", 0, 20)), refusal(), refusal()],
        TEXTS,
    )
    assert found["characters_cited_per_answer"] == 30
    assert found["seconds_median"] == 0.3


def test_evidence_without_a_place_is_looked_for() -> None:
    asked = Question("g", "?", "fact", (), (Evidence("b.txt", "bcdefghija"),))
    assert of(asked, answer(cite("b.txt", 1, 11)), "evidence_cited_first") == 1.0


def test_what_no_question_can_tell_is_none() -> None:
    found = measures([Question("q", "?")], [refusal()], TEXTS)
    for name in ("citations_exact", "evidence_cited_first", "off_topic_refused", "auc_hard", "answer_shown"):
        assert found[name] is None
    assert measures([], [], TEXTS)["seconds_median"] is None
