"""Subtitles and transcripts (SubRip, WebVTT): sentences joined over cues, each cue a place named by its time stamp."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import clean_line, cleaned
from qa_bot.ingest.formats.plain_text import decoded
from qa_bot.records import Place, Span

_LONGEST_PAUSE = 4.0
"""Seconds between cues of one paragraph."""

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*")
_SPEAKER = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]{1,100})>")
_TAG = re.compile(r"</?[A-Za-z0-9][^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")
_DASH = re.compile(r"[-–—]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    text: str


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the spoken text: cues are joined to paragraphs, which end at pauses and at changes of the speaker.

    Raises:
        FileUnreadable: The file is not text, or has no cues.
    """
    del limits  # no pages and no archive
    text, note = decoded(data)
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    previous: _Cue | None = None
    for number, cue in enumerate(_cues(cleaned(text)), 1):
        if previous:
            goes_on = cue.start - previous.end <= _LONGEST_PAUSE and not _changes_speaker(cue.text)
            pieces.append(" " if goes_on else "\n\n")
            length += len(pieces[-1])
        pieces.append(cue.text)
        places.append(Place("section", _stamp(cue.start), number, Span(length, length + len(cue.text))))
        length += len(cue.text)
        previous = cue
    if not places:
        raise FileUnreadable("it has no subtitles: no line with two times, 00:00:01,000 --> 00:00:02,000")
    return Extraction("".join(pieces), places=tuple(places), note=note)


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues with text; lines that repeat the cue before, as in rolling captions, are omitted."""
    timings = list(_TIMING.finditer(text))
    ends = [*(timing.start() for timing in timings), len(text)][1:]
    shown: list[str] = []
    for timing, end in zip(timings, ends, strict=True):
        body = text[timing.end() : end].lstrip(" \t").removeprefix("\n").partition("\n\n")[0]
        lines = [line for line in map(_line, body.split("\n")) if line]
        new = [line for line in lines if line not in shown]
        shown = lines or shown
        if new:
            yield _Cue(_seconds(timing, 1), _seconds(timing, 5), " ".join(new))


def _line(line: str) -> str:
    return clean_line(html.unescape(_TAG.sub("", _SPEAKER.sub(r"\1: ", line))))


def _changes_speaker(text: str) -> bool:
    return bool(_DASH.match(text) or re.match(r"[^\W\d_][^:.!?]{0,40}: ", text))


def _seconds(timing: re.Match[str], group: int) -> float:
    hours, minutes, seconds, fraction = (timing[group + index] or "0" for index in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _stamp(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
