from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa_bot.answer.candidates import ScoredSentence
from qa_bot.answer.extractive import _MOST, ExtractiveWriter
from qa_bot.records import Claim
from tests.answer.made import scored_sentences

ASKED = "Why was the law signed?"
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


def scored(*scores: float, texts: list[str] = SENTENCES) -> list[ScoredSentence]:
    """The sentences of one document with these scores, best first."""
    return scored_sentences(" ".join(texts), *scores)


def write(question: str, sentences: Sequence[ScoredSentence]) -> list[Claim]:
    return list(ExtractiveWriter().write(question, sentences))


def quotes(found: list[ScoredSentence], question: str = ASKED) -> list[str]:
    return [claim.quote for claim in write(question, found)]


def test_claims_are_slices_at_their_places() -> None:
    claims = write(ASKED, scored(0.8, 0.79, 0.78))
    assert len(claims) == 3
    for claim in claims:
        assert claim.start is not None
        assert DOCUMENT_TEXT[claim.start : claim.start + len(claim.quote)] == claim.quote
        assert claim.text == " ".join(claim.quote.split())
    assert claims[2].text == "Officers from Türkiye gave lessons in these schools."


def test_the_best_comes_first_and_alone_where_it_stands_out() -> None:
    assert quotes(scored(0.3, 0.9, 0.2)) == [SENTENCES[1]]
    assert quotes(scored(0.89, 0.9, 0.2)) == [SENTENCES[1], SENTENCES[0]]


def test_there_are_never_more_than_the_most() -> None:
    found = scored(*[0.9] * len(SENTENCES))
    assert len(found) > _MOST
    assert len(quotes(found)) == _MOST


def test_nearly_equal_sentences_are_quoted_once() -> None:
    twice = ["The law was signed by both on June 15 in Baku.", "The law was signed by both on June 15 in baku."]
    assert quotes(scored(0.9, 0.89, texts=[*twice, SENTENCES[3]])) == [twice[0]]
    other = ["The law was signed by both on June 15 in Baku.", "The schools were opened by one on May 3 in Ganja."]
    assert len(quotes(scored(0.9, 0.89, texts=other))) == 2


def test_without_sentences_there_is_no_claim() -> None:
    assert write(ASKED, []) == []


@pytest.mark.parametrize("score", [0.0, -0.2])
def test_sentences_of_any_score_are_accepted(score: float) -> None:
    assert len(write(ASKED, scored(score))) <= 1


def test_a_long_sentence_must_say_more_than_a_short_one() -> None:
    texts = ["The law was signed on June 15.", "Baku " + "hosted the exercise of both armies " * 12 + "then."]
    assert len(quotes(scored(0.9, 0.89, texts=texts))) == 1
    assert len(quotes(scored(0.9, 0.89, texts=[texts[0], "Baku hosted the exercise of both armies then."]))) == 2


def test_what_matches_another_part_of_the_question_is_worth_more() -> None:
    found = scored(0.9, 0.8, 0.8)
    first, adding, repeating = found
    adding.matched[:] = [0.0, 0.05, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert write(ASKED, [first, repeating, adding])[1].quote == adding.quote


def test_a_question_for_many_is_answered_with_more() -> None:
    found = scored(*[0.9] * len(SENTENCES))
    assert len(quotes(found, "Which animals sing?")) > len(quotes(found, "Who sings?"))


LIST = (
    "The exercise had three goals:\n- to train the armies\n- to test weapons\n- to show strength\n\nIt ended well then."
)


def test_a_sentence_in_bold_type_is_quoted_with_its_paragraph() -> None:
    text = "**The pump is silent.** The fuse has blown. Replace it.\n\nIt is heavy."
    assert quotes(scored_sentences(text, 0.9)[:1], "Why is the pump silent?") == [text[: text.index("\n\n")]]


def test_a_list_is_quoted_whole_with_its_lead_in_where_many_are_asked_for() -> None:
    found = scored_sentences(LIST, 0.1, 0.2, 0.9, 0.2, 0.1)
    assert quotes(found, "What are the goals of the exercise?") == [LIST[: LIST.index("\n\n")]]
    assert quotes(found, "Did it test weapons?") == ["- to test weapons"]


def test_a_list_ends_before_the_next_heading_of_markdown() -> None:
    text = "## Tools\n\n1. Bring a lamp\n2. Bring a rope\n\n## Hours\n\nThe beacon is lit at nine."
    found = scored_sentences(text, 0.1, 0.9, 0.2, 0.1, 0.1)
    assert quotes(found, "Which tools are to be brought?")[0] == "1. Bring a lamp\n2. Bring a rope"


CODE = (
    "Requires 2 GB of memory.\n\nPut this line into the file of settings:\n\n    set bell none\n\nThen start it again."
)


def test_a_line_that_ends_in_a_colon_is_quoted_with_what_it_introduces() -> None:
    found = [replace(one, role="lead_in") for one in scored_sentences(CODE, 0.1, 0.9)]
    assert quotes(found[:1], "How do I stop the bell?") == [CODE[CODE.index("Put") : CODE.index("\n\nThen")]]
    listed = [replace(one, role="lead_in") for one in scored_sentences(LIST, 0.9)]
    assert quotes(listed, "What are the goals of the exercise?") == [LIST[: LIST.index("\n\n")]]
    long = f"The exercise had these goals:\n- to train the armies, {'and the fleets, ' * 22}\n- to test weapons"
    (best,) = [replace(one, role="lead_in") for one in scored_sentences(long, 0.9)]
    assert quotes([best], "Why was there an exercise?") == ["The exercise had these goals:"]


def test_a_sentence_that_names_nothing_is_quoted_with_the_one_that_names_it() -> None:
    text = "The Winter Drill was held by both armies. It took place in October. The army of Baku was there."
    assert quotes(scored_sentences(text, 0.1, 0.9, 0.2)) == [text[: text.index(" The army")]]
    assert quotes(scored_sentences(text, 0.1, 0.2, 0.9)) == ["The army of Baku was there."]
    assert quotes(scored_sentences(text, 0.1, 0.2, 0.9, context_gain=0.1)) == [text[text.index("It took") :]]


def test_no_words_are_quoted_twice() -> None:
    text = "The Winter Drill was held by both armies. It took place in October. Whales sing."
    assert quotes(scored_sentences(text, 0.9, 0.89, 0.1)) == [text[:41], "It took place in October."]
    assert quotes(scored_sentences(text, 0.89, 0.9, 0.1)) == [text[:67]]


def test_the_same_sentence_of_another_document_is_its_second_source() -> None:
    text = "The law was signed by both on June 15 in Baku."
    found = [
        *scored_sentences(text, 0.9),
        *scored_sentences(text, 0.88, source="b.txt"),
        *scored_sentences(text, 0.5, source="c.txt"),
    ]
    claims = write(ASKED, found)
    assert [claim.text for claim in claims] == [text] * 3
    assert len({claim.passage_id for claim in claims}) == 3


def test_a_contrasting_sentence_is_quoted_though_it_scores_less() -> None:
    one = scored_sentences("The statement was signed on November 10, 2020.", 0.9)
    other = scored_sentences("The statement was signed on October 11, 2020.", 0.7, source="b.txt")
    asked = "When was the statement signed?"
    assert [claim.quote for claim in write(asked, [*one, *other])] == [one[0].quote, other[0].quote]
    agreeing = scored_sentences("The statement was signed in 2020.", 0.7, source="b.txt")
    assert len(write(asked, [*one, *agreeing])) == 1


def test_a_sentence_without_another_date_is_not_quoted_where_a_date_is_asked_for() -> None:
    texts = [
        "The law was signed on June 15, 2021.",
        "They signed the law in June 2021 at last.",
        "The law was good for all.",
        "Baku signed the law on July 3, 2022 again.",
    ]
    found = scored(0.9, 0.89, 0.88, 0.87, texts=texts)
    assert quotes(found, "When was the law signed?") == [texts[0], texts[3]]
    assert len(quotes(found, "What was signed?")) == 4
    dateless = scored(0.9, 0.89, 0.88, texts=[texts[2], texts[0], texts[1]])
    assert quotes(dateless, "When was the law signed?") == [texts[2], texts[0]]


def test_the_other_side_stands_in_another_document_unless_the_question_names_both() -> None:
    text = (
        "The statement was signed on November 10. The weather was fine in Baku. The statement was signed on October 11."
    )
    found = scored_sentences(text, 0.9, 0.1, 0.69)
    assert len(quotes(found, "When was the statement signed?")) == 1
    assert len(quotes(found, "Was the statement signed on November 10 or October 11?")) == 2
