from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.records import Span
from qa_bot.text.languages import LANGUAGES, Language
from qa_bot.text.paragraphs import is_heading
from qa_bot.text.sentences import LONGEST, paragraphs, sentences
from tests.conftest import SEEDS
from tests.cost import assert_linear
from tests.strategies import texts


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def covered(spans: list[Span], text: str) -> list[int]:
    """How many of the spans hold each character of the text."""
    counts = [0] * len(text)
    for span in spans:
        for place in range(span.start, span.end):
            counts[place] += 1
    return counts


languages = st.sampled_from((None, *LANGUAGES))


@given(texts, st.integers(min_value=1, max_value=300), languages)
def test_every_character_that_is_not_blank_is_in_exactly_one_sentence(
    text: str, longest: int, language: Language | None
) -> None:
    spans = sentences(text, longest, language)
    assert all(span.end <= len(text) for span in spans)
    counts = covered(spans, text)
    assert max(counts, default=0) <= 1
    assert all(count == 1 or character.isspace() for character, count in zip(text, counts, strict=True))


@given(texts, st.integers(min_value=1, max_value=300))
def test_sentences_are_in_order_do_not_overlap_and_are_not_too_long(text: str, longest: int) -> None:
    spans = sentences(text, longest)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(len(span) <= longest for span in spans)


@given(texts)
def test_no_sentence_begins_or_ends_with_white_space(text: str) -> None:
    assert all(sentence == sentence.strip() != "" for sentence in split(text))


@given(texts)
def test_paragraphs_hold_the_same_sentences_and_none_is_empty(text: str) -> None:
    found = paragraphs(text)
    assert all(found)
    assert [span for paragraph in found for span in paragraph] == sentences(text)


@given(texts)
def test_the_same_text_is_split_the_same_way_after_white_space(text: str) -> None:
    assert [span.shifted(2) for span in sentences(text)] == sentences("\n\n" + text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dots", "." * 3_000_000),
        ("dots apart", ". " * 200_000),
        ("quotes", '"' * 3_000_000),
        ("quotes that open", "“a. " * 200_000),
        ("one line", "The army was trained in Baku, and it held. " * 120_000),
        ("one word", "x" * 5_000_000),
        ("blank", " \n" * 1_000_000),
        ("digits after a period", ".1" * 1_000_000),
        ("short lines", "a\n" * 100_000),
        ("superscripts", "¹" * 3_000_000),
        ("closing brackets", "x." + ")" * 3_000_000),
    ],
    ids=lambda value: value if len(value) < 40 else "",
)
def test_time_grows_with_the_length_alone(name: str, text: str) -> None:
    def work(part: str) -> None:
        assert all(len(span) <= LONGEST for span in sentences(part))

    assert_linear(work, text[: len(text) // 4], text)


@pytest.mark.parametrize(
    "text",
    [
        "The Shusha Declaration, unlike previous agreements,\n\nbrought the relations to the level of an alliance.",
        "Officers received training in military schools in Türkiye, and\n\nTurkish commanders supported the schools.",
        "Notably, the Turkish army did not\n\ndirectly participate in this conflict but prepared the army.",
        "Notably, the Turkish army did not\r\n\r\ndirectly participate in this conflict but prepared the army.",
    ],
)
def test_a_sentence_divided_by_the_end_of_a_page_is_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "It brought the monitoring center¹⁰ into existence in Aghdam. It was new.",
            ["It brought the monitoring center¹⁰ into existence in Aghdam.", "It was new."],
        ),
        (
            "The other is the battalion commander.7 The Agreement was signed.",
            ["The other is the battalion commander.7", "The Agreement was signed."],
        ),
        (
            "They take the Turkish Armed Forces as an example. ⁶ A further agreement was signed.",
            ["They take the Turkish Armed Forces as an example. ⁶", "A further agreement was signed."],
        ),
        (
            "The parties delayed its signing.¹⁴ According to them, it is so.",
            ["The parties delayed its signing.¹⁴", "According to them, it is so."],
        ),
        (
            "According to Article 4 of the Declaration, ¹¹ Armenian forces were to leave.",
            ["According to Article 4 of the Declaration, ¹¹ Armenian forces were to leave."],
        ),
        (
            "He called it “an example.”³ The rest followed.",
            ["He called it “an example.”³", "The rest followed."],
        ),
    ],
)
def test_a_footnote_mark_stays_with_its_sentence(text: str, wanted: list[str]) -> None:
    assert split(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "“Our armies form one fist. Every year, ten exercises take place,” said the President. He went on.",
            ["“Our armies form one fist. Every year, ten exercises take place,” said the President.", "He went on."],
        ),
        (
            "The “Mustafa Kemal Ataturk-2023» exercise ended the year. It took place in the autumn.",
            ["The “Mustafa Kemal Ataturk-2023» exercise ended the year.", "It took place in the autumn."],
        ),
        (
            'The "Protocol of the two ministries was never closed. It had been signed in the autumn.',
            ['The "Protocol of the two ministries was never closed.', "It had been signed in the autumn."],
        ),
        (
            'It was called "One Army! One Power! One Fist!" by the Ministry. It was held in Baku.',
            ['It was called "One Army! One Power! One Fist!" by the Ministry.', "It was held in Baku."],
        ),
        (
            "It was called “One Army! One Power! One Fist!” by the Ministry. It was held in Baku.",
            ["It was called “One Army! One Power! One Fist!” by the Ministry.", "It was held in Baku."],
        ),
        (
            'He called it "Fist of Brotherhood." The army came.',
            ['He called it "Fist of Brotherhood."', "The army came."],
        ),
        (
            "‘One Army! One Fist!’\nA few days later, it began.",
            ["‘One Army! One Fist!’", "A few days later, it began."],
        ),
        ("The soldiers' model isn't theirs. It's new.", ["The soldiers' model isn't theirs.", "It's new."]),
    ],
)
def test_short_calls_stay_in_their_quotation(text: str, wanted: list[str]) -> None:
    assert split(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Maj. Gen. Kenan Seyidov spoke. They did.", ["Maj. Gen. Kenan Seyidov spoke.", "They did."]),
        ("It was held on Dec. 4-5 in Baku. It ended.", ["It was held on Dec. 4-5 in Baku.", "It ended."]),
        ("He said it on Nov. 30 in Baku. It ended.", ["He said it on Nov. 30 in Baku.", "It ended."]),
        ("Dr. Hay Cohen and Dr. Joel D. Parker wrote it.", ["Dr. Hay Cohen and Dr. Joel D. Parker wrote it."]),
        ("He joined the U.S. Army then. He left the U.S. The war went on.",
         ["He joined the U.S. Army then.", "He left the U.S.", "The war went on."]),
        ("See Vol. 7, No. 4 of the series. No. 5 is out.", ["See Vol. 7, No. 4 of the series.", "No. 5 is out."]),
        ("He said no. Nobody came.", ["He said no.", "Nobody came."]),
        ("It began at 9 a.m. They left at 5 p.m. on Monday.", ["It began at 9 a.m.", "They left at 5 p.m. on Monday."]),
        ("Some, e.g. Baku, are old. See Fig. 3 and p. 7.", ["Some, e.g. Baku, are old.", "See Fig. 3 and p. 7."]),
        ("It cost 3.14 dollars. See https://a.example/b.c?d=e. It is there.",
         ["It cost 3.14 dollars.", "See https://a.example/b.c?d=e.", "It is there."]),
        ("Wait... what happened? Nothing. He said so...  Then he left.",
         ["Wait... what happened?", "Nothing.", "He said so...", "Then he left."]),
        ("これは文です。次の文。", ["これは文です。", "次の文。"]),
    ],
)  # fmt: skip
def test_a_period_ends_a_sentence_only_where_one_ends(text: str, wanted: list[str]) -> None:
    assert split(text) == wanted


def test_a_numbered_note_is_a_paragraph_that_keeps_its_number() -> None:
    text = "1. The agreement was signed. It holds.\n2. The second was not.\n¹ The Law on Approval.\n\n² The protocol."
    assert [[span.of(text) for span in paragraph] for paragraph in paragraphs(text)] == [
        ["1. The agreement was signed.", "It holds."],
        ["2. The second was not."],
        ["¹ The Law on Approval."],
        ["² The protocol."],
    ]


def test_lines_that_only_wrap_are_joined() -> None:
    text = (
        "This is a text that was set in lines of about sixty letters\n"
        "and goes on in the next line, where the sentence comes to an\n"
        "end. Another one follows here, and is broken by the width as\n"
        "Baku lies at its edge."
    )
    assert split(text) == [text[: text.index(" Another")], text[text.index("Another") :]]


@pytest.mark.parametrize("broken", ["led in those years by Gen.\nHasanov", "told of in the journal, No.\n4"])
def test_a_line_that_ends_in_an_abbreviation_is_continued(broken: str) -> None:
    text = f"The exercise of both armies was {broken}, and it was a success."
    assert split(text) == [text]


def test_a_wrapped_line_may_begin_with_a_short_last_word() -> None:
    text = "Many people in the town and in the villages remember the\nwar. They tell of it."
    assert split(text) == [text[: text.index(" They")], "They tell of it."]


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\r\n"])
def test_a_heading_is_separate_from_the_text_under_it(blank: str) -> None:
    text = f"Restructuring the Azerbaijani army{blank}Participating in a program, he spoke. It was good."
    assert split(text) == [
        "Restructuring the Azerbaijani army",
        "Participating in a program, he spoke.",
        "It was good.",
    ]


def test_items_of_a_list_are_paragraphs() -> None:
    text = "# Towns\n\nThey are:\n- Baku first\n- Shusha. It is high.\n* Lachin\n1) Aghdam\n(b) Fuzuli\niv) Jabrayil"
    assert [[span.of(text) for span in paragraph] for paragraph in paragraphs(text)] == [
        ["# Towns"],
        ["They are:"],
        ["- Baku first"],
        ["- Shusha.", "It is high."],
        ["* Lachin"],
        ["1) Aghdam"],
        ["(b) Fuzuli"],
        ["iv) Jabrayil"],
    ]


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    text = "word " * 100 + "end."
    pieces = split(text.strip())
    assert pieces == [text.strip()]
    short = [span.of(text) for span in sentences(text, 50)]
    assert " ".join(short) == text
    assert all(len(piece) <= 50 and piece.replace("word", "").strip() in ("", "end.") for piece in short)


def test_the_seeds_are_split_as_their_readers_would() -> None:
    text = (SEEDS / "001_e00cb28dce447f98.txt").read_bytes().decode("utf-8")
    found = split(text)
    assert (
        "The pinnacle of military cooperation between the two countries was the Shusha Declaration on allied "
        "relations signed on June 15, 2021."
    ) in found
    assert (
        "The Shusha Declaration, unlike previous agreements,\n\nbrought the relations between the two countries to the "
        "level of an alliance."
    ) in found
    assert "Karabakh Victory and Shusha" in found
    assert "Conclusion" in found


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Conclusion", True),
        ("‘One Army! One Fist!’", False),
        ("The towns are:", False),
        ("It was signed.", False),
        ("It was signed.¹⁴", False),
        ("Restructuring the army " * 6, False),
    ],
)
def test_a_heading_is_short_and_ends_no_sentence(text: str, heading: bool) -> None:
    assert is_heading(text) is heading
