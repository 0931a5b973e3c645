"""Subtitles: sentences are whole over cues, and each cue is a place named by its time."""

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import subtitles
from tests.ingest.formats import samples

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>The ferry leaves at ten,</i>

2
00:00:03,600 --> 00:00:06,000
from the north pier.

3
01:02:20,000 --> 01:02:22,000
Is it late?
"""


def read(text: str) -> Extraction:
    """Return the extraction of a file."""
    extraction = subtitles.read(text.encode(), Limits())
    samples.check(extraction)
    return extraction


def cues(*texts: str, seconds: float = 2) -> str:
    """Return a WebVTT file with these cues, one after the other."""
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:{number * seconds:06.3f} --> 00:{number * seconds + 2:06.3f}\n{text}" for number, text in enumerate(texts)
    )


def test_cues_are_joined_and_pauses_end_paragraphs() -> None:
    extraction = read(SRT)
    assert extraction.text == "The ferry leaves at ten, from the north pier.\n\nIs it late?"
    assert [(place.name, place.number, place.span.of(extraction.text)) for place in extraction.places] == [
        ("0:00:01", 1, "The ferry leaves at ten,"),
        ("0:00:03", 2, "from the north pier."),
        ("1:02:20", 3, "Is it late?"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (cues("One", "two."), "One two."),
        (cues("One.", "Two.", seconds=20), "One.\n\nTwo."),
        (cues("<v Roger>It is cold.", "<v.loud Ann>It is not."), "Roger: It is cold.\n\nAnn: It is not."),
        (cues("- Is it?", "- No."), "- Is it?\n\n- No."),
        (cues("<c.red>It&#39;s</c> <00:00:01.500>cold &amp; wet"), "It's cold & wet"),
        (cues("{\\an8}Above"), "Above"),
        (cues("rolling", "rolling\non", "on\nand off"), "rolling on and off"),
        (cues("two\nlines"), "two lines"),
        (cues("a", "", "b"), "a b"),
        (cues("2 < 3 and 5 > 4"), "2 < 3 and 5 > 4"),
        (SRT.replace("\n", "\r\n"), "The ferry leaves at ten, from the north pier.\n\nIs it late?"),
        ("WEBVTT\n\nNOTE no text\n\nSTYLE\n::cue {}\n\nid\n00:01.000 --> 00:02.000 align:start\nText", "Text"),
    ],
)
def test_text_is_as_spoken(text: str, expected: str) -> None:
    assert read(text).text == expected


@pytest.mark.parametrize("text", ["", "WEBVTT", "1\n00:00:01 -> 2\nno", "plain text"])
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(FileUnreadable, match="it has no subtitles"):
        read(text)


def test_damaged_files_do_no_harm() -> None:
    assert samples.survives(subtitles.read, samples.damaged(SRT.encode(), 200)) < 200
