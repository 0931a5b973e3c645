import pytest

from qa_bot.answers.evidence import Evidence
from qa_bot.answers.extract import _MOST, extract
from qa_bot.documents import document_id
from qa_bot.passages import split
from qa_bot.records import Document

SENTENCES = [
    "The law was signed on June 15.",
    "Baku hosted the exercise of both armies.",
    "Officers from Türkiye gave lessons\n\nin these schools.",
    "Bananas are rich in potassium.",
    "Quito lies high in the Andes.",
    "Cherries are red in summer.",
    "Whales sing in the deep sea.",
]
DOCUMENT_TEXT = " ".join(SENTENCES)


def evidence(*scores: float, texts: list[str] = SENTENCES) -> list[Evidence]:
    """The sentences of one document with these scores, best first."""
    text = " ".join(texts)
    (passage,) = split(Document(document_id(text), "a.txt", "A title", text), 4000)
    pairs = zip(passage.sentences, scores, strict=False)
    return sorted((Evidence(passage, span, score, score) for span, score in pairs), key=lambda one: -one.score)


def quotes(found: list[Evidence]) -> list[str]:
    return [claim.quote for claim in extract(found)]


def test_claims_are_slices_at_their_places() -> None:
    claims = extract(evidence(0.8, 0.79, 0.78))
    assert len(claims) == 3
    for claim in claims:
        assert claim.start is not None
        assert DOCUMENT_TEXT[claim.start : claim.start + len(claim.quote)] == claim.quote
        assert claim.text == " ".join(claim.quote.split())
    assert claims[2].text == "Officers from Türkiye gave lessons in these schools."


def test_the_best_comes_first_and_alone_where_it_stands_out() -> None:
    assert quotes(evidence(0.3, 0.9, 0.2)) == [SENTENCES[1]]
    assert quotes(evidence(0.89, 0.9, 0.2)) == [SENTENCES[1], SENTENCES[0]]


def test_there_are_never_more_than_the_most() -> None:
    found = evidence(*[0.9] * len(SENTENCES))
    assert len(found) > _MOST
    assert len(quotes(found)) == _MOST


def test_what_says_almost_the_same_is_told_once() -> None:
    twice = ["The law was signed by both on June 15 in Baku.", "The law was signed by both on June 15 in baku."]
    assert quotes(evidence(0.9, 0.89, texts=[*twice, SENTENCES[3]])) == [twice[0]]
    other = ["The law was signed by both on June 15 in Baku.", "The schools were opened by one on May 3 in Ganja."]
    assert len(quotes(evidence(0.9, 0.89, texts=other))) == 2


def test_no_evidence_makes_no_claim() -> None:
    assert extract([]) == []


@pytest.mark.parametrize("score", [0.0, -0.2])
def test_evidence_of_no_worth_breaks_nothing(score: float) -> None:
    assert len(extract(evidence(score))) <= 1
