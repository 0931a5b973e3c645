import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answers.confidence import Signs, confidence, signs
from qa_bot.answers.evidence import Evidence
from qa_bot.records import Passage, Span

shares = st.floats(min_value=0, max_value=1)
PASSAGE = Passage("p", "d", "a.txt", "Shusha", Span(0, 30), "The declaration was signed then")
STOP_WORDS = ("the", "when", "was", "of")


def evidence(likeness: float) -> Evidence:
    return Evidence(PASSAGE, Span(0, 30), 9.0, likeness)


def rarity(word: str) -> float:
    return {"declaration": 0.5, "shusha": 1.0, "peru": 1.0}.get(word.casefold(), 0.0)


def terms(text: str) -> list[str]:
    return [word for word in text.casefold().strip("?").split() if word not in STOP_WORDS]


def seen(question: str, *likenesses: float) -> Signs:
    return signs(question, 0.7, [evidence(likeness) for likeness in likenesses], rarity, terms)


@given(shares, shares, shares)
def test_confidence_is_a_chance(likeness: float, cosine: float, coverage: float) -> None:
    assert 0 < confidence(Signs(likeness, cosine, coverage)) < 1


@given(shares, shares, shares, st.floats(min_value=0.01, max_value=1))
def test_whatever_speaks_for_an_answer_raises_it(likeness: float, cosine: float, coverage: float, more: float) -> None:
    less = confidence(Signs(likeness, cosine, coverage))
    assert confidence(Signs(likeness + more, cosine, coverage)) > less
    assert confidence(Signs(likeness, cosine + more, coverage)) > less
    assert confidence(Signs(likeness, cosine, coverage + more)) > less


def test_nothing_at_all_is_hardly_an_answer_and_everything_is_one() -> None:
    assert confidence(Signs(0, 0, 0)) < 0.05
    assert confidence(Signs(1, 1, 1)) > 0.95


def test_the_signs_are_those_of_the_best_sentence() -> None:
    found = seen("declaration", 0.8, 0.9)
    assert (found.likeness, found.cosine) == (0.8, 0.7)


@pytest.mark.parametrize(
    ("question", "coverage"),
    [
        ("declaration", 1.0),
        ("declaration peru", 1 / 3),
        ("peru", 0.0),
        ("declaration shusha", 1.0),  # the title counts
        ("when was the", 0.0),
    ],
)
def test_coverage_is_the_share_of_rare_words_that_are_there(question: str, coverage: float) -> None:
    assert seen(question, 0.8).coverage == pytest.approx(coverage)


def test_no_evidence_is_no_sign() -> None:
    assert seen("declaration") == Signs(0.0, 0.0, 0.0)
