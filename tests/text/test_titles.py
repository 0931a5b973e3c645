import pytest
from hypothesis import given

from qa_bot.text.titles import LONGEST, find_title
from tests.conftest import SEEDS
from tests.strategies import texts


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (
            "000_0a671791b2e25812.txt",
            (
                "The military cooperation between Azerbaijan and Türkiye in the 1990s evolved to a new stage after the "
                "Second Karabakh War as the countries agreed to coordinate and act as a single force during a possible "
                "conflict scenario"
            ),
        ),
        # It opens with an editors' line, which is no title; the title stands there in capitals.
        (
            "001_e00cb28dce447f98.txt",
            "Azerbaijan-Türkiye military relations in the shadow of the negotiations with Armenia",
        ),
        (
            "002_94911b5c344e6eee.txt",
            "Azerbaijani-Turkish Joint Exercises: Signaling Alliance Commitments (ANALYTICS)",
        ),
        (
            "003_bb8b40cff330aab7.txt",
            "President Aliyev: Turkish army model fully integrated into Azerbaijani armed forces",
        ),
        ("004_191b564eae45596c.txt", "Azerbaijan and Turkey have launched second joint military exercises"),
    ],
)
def test_the_titles_of_the_seeds(source: str, title: str) -> None:
    assert find_title((SEEDS / source).read_bytes().decode("utf-8")) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ndate: 2020\ntitle: \"The second war\"\n---\n\nText.", "The second war"),
        ("# The second war #\n\nText.", "The second war"),
        ("\r\n\r\n## The second war\r\nText.", "The second war"),
        ("The second war\n\nText.", "The second war"),
        ("-----\n\n***\nThe second war\n", "The second war"),
        ("Published: May 2020\nVol. 7, No. 4\n2020-05-01\nThe second war\n", "The second war"),
        ("By Naghi Ahmadov\n\nThe second war\n", "The second war"),
        ("THE İSTANBUL LETTERS\n\nHe wrote the letters in İstanbul. No letters were lost.", "The İstanbul letters"),
        ("By-laws of the society\n", "By-laws of the society"),
        ("From: the ministry\nTo: the army\nSubject: drills\n\nThe second war\n", "The second war"),
        ("From war to peace\n\nText.", "From war to peace"),
        ("No country for old men\n\nText.", "No country for old men"),
    ],
)  # fmt: skip
def test_the_title_is_the_first_line_that_can_be_one(text: str, title: str) -> None:
    assert find_title(text) == title


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n \n", "-----\n1. 2. 3.\n", "***"),
        *(
            "The text begins at once. It goes on.\n\nA later line\n",
            "word " * 200,
            "It has begun as follows:\nA line\n",
        ),
    ],
)
def test_a_text_may_have_no_title(text: str) -> None:
    assert find_title(text) == ""


def test_a_long_heading_is_shortened_between_words() -> None:
    title = find_title("# " + "word " * 200)
    assert len(title) <= LONGEST + 1
    assert title == "word " * (title.count("word") - 1) + "word…"


@given(texts)
def test_a_title_is_one_line_without_white_space_around_it(text: str) -> None:
    title = find_title(text)
    assert title == title.strip()
    assert len(title.splitlines()) <= 1
    assert len(title) <= LONGEST + 1
