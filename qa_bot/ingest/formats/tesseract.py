"""Text recognition (OCR) of images by Tesseract, where it is installed.

It runs as a program within the limits of the worker process. Images are passed through its standard input, so that
nothing is written.
"""

import io
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import mean
from typing import Any

from defusedxml import ElementTree
from PIL import Image

from qa_bot.ingest import timer
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.blocks import clean_line
from qa_bot.ingest.formats.ocr_languages import OCR_SETTING, environment
from qa_bot.ingest.formats.pdf_glyphs import Box
from qa_bot.ingest.page_rendering import Sides

NOT_INSTALLED = (
    f"text recognition (OCR) needs Tesseract (on Debian: apt install tesseract-ocr) and the setting {OCR_SETTING}=auto"
)
OUT_OF_TIME = f"the time for text recognition ended ({OCR_SETTING}_SECONDS)"

_PAGE_SECONDS = 120.0
_UNCERTAIN = 60.0
"""Mean confidence (in percent) below which an image may be turned; that of readable pages is above 80."""

_LEAST_CERTAIN = 45.0
"""Mean confidence below which an image, or a line of one, is noise: pictures give letters too, at 0 to 40."""

_LEAST_CERTAIN_SIGN = 60.0
"""Confidence below which a word without letters and digits is a line or a spot."""

_PROPERTY = re.compile(r"(\w+)((?: -?[\d.]+)+)")
"""A property in a title of hOCR: ``baseline -0.007 -5; x_size 31`` (the hOCR specification, section 4)."""

Properties = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Word:
    """A recognized word: its box in pixels of the upright image, and its confidence in percent."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class RecognizedLine:
    """The words of a line, its baseline in pixels from the top, and its height from ascender to descender."""

    words: tuple[Word, ...]
    baseline: float
    height: float
    descent: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """The lines of an image in reading order.

    ``width`` and ``height`` are those of the upright image, which is the given one turned ``turns`` quarters
    counterclockwise.
    """

    lines: tuple[RecognizedLine, ...]
    width: int
    height: int
    turns: int = 0

    @property
    def confidence(self) -> float:
        """The mean confidence of the letters, in percent; 0 without any."""
        words = [word for line in self.lines for word in line.words]
        letters = sum(len(word.text) for word in words)
        return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0

    def sides(self, box: Box) -> Sides:
        """Return a box as shares of the given image."""
        left, top, right, bottom = (
            box.left / self.width,
            box.top / self.height,
            box.right / self.width,
            box.bottom / self.height,
        )
        for _ in range(self.turns):  # a quarter clockwise each
            left, top, right, bottom = 1 - bottom, left, 1 - top, right
        return left, top, right, bottom


class Recognizer:
    """Recognizes the text of images until its time is over."""

    def __init__(self, languages: str, seconds: float) -> None:
        """Recognize ``languages`` (``eng+tur``) for ``seconds`` from the first image on."""
        self._languages = languages
        self._seconds = seconds
        self._until: float | None = None

    @property
    def is_out_of_time(self) -> bool:
        """Whether no further image is recognized."""
        return self._until is not None and time.monotonic() >= self._until

    def read(self, image: Image.Image) -> Recognition:
        """Return the text of a grey image, turned upright first if need be; no lines of one without legible text."""
        self._begin()
        found = self._upright(image, 0)
        if found.confidence < _UNCERTAIN and (turns := self._turns(image)):
            turned = self._upright(image.rotate(90 * turns, expand=True), turns)
            found = max(found, turned, key=lambda one: one.confidence)
        return found if found.confidence >= _LEAST_CERTAIN else replace(found, lines=())

    def _begin(self) -> None:
        """Start the clock, and add the time of recognition to that of the file."""
        if self._until is None:
            self._until = time.monotonic() + self._seconds
            timer.extend(self._seconds)

    def _upright(self, image: Image.Image, turns: int) -> Recognition:
        page = self._run(image, self._languages, "--psm", "3", "hocr")
        return Recognition(tuple(_lines(page)), image.width, image.height, turns)

    def _turns(self, image: Image.Image) -> int:
        """Return how many counterclockwise quarter turns make an image upright, as far as Tesseract knows."""
        for line in self._run(image, "osd", "--psm", "0").splitlines():
            name, _, degrees = line.partition(": ")
            if name == "Rotate" and degrees.strip().isdigit():  # clockwise
                return -int(degrees) // 90 % 4
        return 0

    def _run(self, image: Image.Image, languages: str, *options: str) -> str:
        """Return what Tesseract prints about an image, "" where it fails or takes too long."""
        remaining = (self._until or 0.0) - time.monotonic()
        program, bitmap = shutil.which("tesseract"), io.BytesIO()
        if program is None or remaining <= 0:
            return ""
        image.save(bitmap, "PPM")
        try:
            done = subprocess.run(
                [program, "stdin", "stdout", "-l", languages, "--dpi", "300", *options],
                input=bitmap.getvalue(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                timeout=min(remaining, _PAGE_SECONDS),
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def recognizer(limits: Limits) -> Recognizer | None:
    """Return a recognizer for one file, None where nothing is to be recognized."""
    return Recognizer(limits.ocr_languages, limits.ocr_seconds) if limits.ocr_languages else None


def _lines(page: str) -> Iterator[RecognizedLine]:
    """Yield the lines of a page in hOCR; none where Tesseract was cut off."""
    try:
        elements = list(ElementTree.fromstring(page.encode()).iter())
    except ElementTree.ParseError:
        return
    for line in elements:
        if (properties := _properties(line)) and "x_size" in properties:  # a line, a heading or a caption
            words = tuple(word for word in map(_word, line) if _is_word(word))
            if words and mean(word.confidence for word in words) >= _LEAST_CERTAIN:
                yield _line(properties, words)


def _properties(element: Any) -> Properties:
    found = _PROPERTY.findall(element.get("title", ""))
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}


def _line(properties: Properties, words: tuple[Word, ...]) -> RecognizedLine:
    """Return a line; its baseline is given from the lower left corner of its box, and taken in its middle."""
    left, _, right, bottom = properties["bbox"]
    slope, offset = properties.get("baseline", (0.0, 0.0))
    baseline = bottom + offset + slope * (right - left) / 2
    return RecognizedLine(words, baseline, properties["x_size"][0], properties.get("x_descenders", [0.0])[0])


def _word(element: Any) -> Word:
    properties = _properties(element)
    left, top, right, bottom = properties["bbox"]
    return Word(clean_line("".join(element.itertext())), Box(left, top, right, bottom), properties["x_wconf"][0])


def _is_word(word: Word) -> bool:
    has_letters = any(map(str.isalnum, word.text))
    return bool(word.text) and (has_letters or word.confidence >= _LEAST_CERTAIN_SIGN)
