"""Sentence ends near abbreviations, ordinals, names with marks, note marks, labels and speech."""

import pytest

from qa_bot.text.sentences import sentences
from tests.cost import assert_linear


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Anlage wurde am 3. März 1987 von Dr. h. c. Erika Baum eröffnet.",
        "Lt. Abs. 4 der Satzung v. 12. Mai 1990 beträgt die Gebühr 35 Euro.",
        "Prof. Dr. med. h. c. mult. Hans Maier kam am 24. 12. 1999 an.",
        "Sie wohnt im 2. Stock bei Hr. Kurz und zahlte 3,5 Mio. Euro.",
        "Harlow et al. [2011] measured the tides, as Smith et al. (2012) did.",
        "Yahoo! Answers was closed in May 2021.",
        "They met on 3. May 1987 in Oslo.",
        "Le pont est vieux, dit Mme. Roux au maire.",
        "Yarışı Doç. Dr. Ali Er ile Av. Can Su kazandı.",
        "La Sra. Ruiz y el Sr. Gil viven en Lima.",
    ],
)
def test_an_abbreviation_or_ordinal_ends_no_sentence(sentence: str) -> None:
    assert split(f"{sentence} {sentence}") == [sentence, sentence]


@pytest.mark.parametrize(
    "pair",
    [
        ("The range is 3.4 m.", "The relay is new."),
        ("He was 12.", "Die Frau kam."),
        ("Es war im Jahr 1990.", "Dann kam sie."),
        ("What a goal!", "Then it ended."),
        ("Help!", "The house burns."),
        ("It was shown by Smith et al.", "The tides are known."),
        ("The ferry carried 312 in May 1998.[5]", "Its deck is new."),
        ("It rose.[3][4]", "It fell."),
        ("It was measured.[^1]", "It fell."),
    ],
)
def test_a_mark_before_a_new_sentence_ends_one(pair: tuple[str, str]) -> None:
    assert split(" ".join(pair)) == list(pair)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Nora Lind spoke first. “We close it in March. It has rusted.” The hall was silent.",
            ["Nora Lind spoke first. “We close it in March. It has rusted.”", "The hall was silent."],
        ),
        (
            "“It is too small for us,” said Per Aas. “Last winter we waited for two days.” He left.",
            ["“It is too small for us,” said Per Aas. “Last winter we waited for two days.”", "He left."],
        ),
        (
            "The hall was full. “We close it in March,” said Nora Lind. She left.",
            ["The hall was full.", "“We close it in March,” said Nora Lind.", "She left."],
        ),
        (
            "« Nous fermons le pont en mars. Il est vieux. » dit Mme. Roux. Le silence se fit.",
            ["« Nous fermons le pont en mars. Il est vieux. » dit Mme. Roux.", "Le silence se fit."],
        ),
        ("It ended.\n“We close it.”", ["It ended.", "“We close it.”"]),
        (f"She spoke. “{'We close it now. ' * 40}”", None),
    ],
)
def test_speech_stays_in_one_sentence_with_its_speaker(text: str, wanted: list[str] | None) -> None:
    if wanted is None:  # too long: it is split as any text
        assert len(split(text)) > 20
    else:
        assert split(text) == wanted


def test_a_label_in_brackets_stays_with_the_value_above_it() -> None:
    text = "Aras plc\n\n14-22788\n\n(tax number)\n\n+90 442\n(telephone)\n\nIt ended.\n\n(see above)"
    assert split(text) == ["Aras plc", "14-22788\n\n(tax number)", "+90 442\n(telephone)", "It ended.", "(see above)"]


def test_rows_of_a_table_are_not_joined() -> None:
    text = "option: timeout; default: 90\n\noption: retries; default: 3"
    assert split(text) == text.split("\n\n")


@pytest.mark.parametrize(
    "part",
    [
        "He said. “It is. ", "am 3. März ", "Yahoo! A", "It is.[1]", "“a. ", "(a)\n", "a: b; ", "他说。“门。",
        "「行く。", "und »Nein. ", "и т. д. в 1987 г. И ", "a.“ ", "。」", "Nr. 5. II. Die ",
    ],
)  # fmt: skip
def test_time_is_linear_in_the_length(part: str) -> None:
    text = part * (400_000 // len(part))
    assert_linear(sentences, text[: len(text) // 4], text)
