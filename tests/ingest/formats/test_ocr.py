"""Text recognition of scanned pages and images, by Tesseract itself where it is installed."""

import io
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.bounds import bounds_of
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import pdf, picture
from qa_bot.ingest.formats.ocr_languages import languages_of
from qa_bot.ingest.formats.tesseract import NOT_INSTALLED, Recognizer
from qa_bot.ingest.page_rendering import draw, page_request
from qa_bot.ingest.worker import Worker
from qa_bot.records import Span
from qa_bot.settings import Settings
from qa_bot.store.manifest import limits_of
from tests.conftest import MakeBot
from tests.ingest.formats.made_pdf import new_pdf, page_of_lines, put

LINES = (
    "The agreement was signed in Baku on 15 June 2021 and covers",
    "joint exercises, training of officers and the exchange of",
    "equipment. It entered into force on 1 February 2022 after both",
    "parliaments had ratified it.",
)
QUOTE = "It entered into force on 1 February 2022 after both\nparliaments had ratified it."
LIMITS = Limits(ocr_languages="eng", ocr_seconds=300)
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="Tesseract is not installed")


def image_of(lines: Sequence[str] = LINES) -> Image.Image:
    """Return a page with these lines as a picture, at 150 dots per inch."""
    document = pypdfium2.PdfDocument(page_of_lines(*lines))
    image: Image.Image = document[0].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def scan_of(*images: Image.Image, text: str = "") -> bytes:
    """Return a PDF with a page for each image, which covers it, and ``text`` drawn over it."""
    made = new_pdf()
    for image in images:
        made.add_page()
        made.image(image, 0, 0, made.w, made.h)
        put(made, [text] if text else [], top=40)
    return bytes(made.output())


@cache
def read_scan() -> tuple[bytes, Extraction]:
    data = scan_of(image_of(), text="Scanned by a program")
    return data, pdf.read(data, LIMITS)


def dark(image: Image.Image, box: tuple[float, float, float, float] | None = None) -> int:
    """Return how many pixels are dark, of the image or of a box of it."""
    return sum((image.crop(box) if box else image).convert("L").histogram()[:128])


@needs_tesseract
def test_a_scanned_page_with_a_stamp_is_recognized_and_says_so() -> None:
    _, extraction = read_scan()
    assert "\n".join(LINES) in extraction.text
    assert [place.name for place in extraction.places] == ["page 1 (read by OCR)"]
    assert extraction.note.startswith("1 of 1 pages read by text recognition (OCR, 9")


@needs_tesseract
def test_quotes_of_a_scanned_page_have_boxes_that_hold_their_ink() -> None:
    data, extraction = read_scan()
    start = extraction.text.index(QUOTE)
    request = page_request(extraction.text, extraction.places, 1, {4: Span(start, start + len(QUOTE))}, 1200)
    page = draw(data, request, LIMITS)
    image = Image.open(io.BytesIO(page.png)).convert("L")
    boxes = [
        (left * image.width, top * image.height, right * image.width + 1, bottom * image.height + 1)
        for left, top, right, bottom in page.boxes[4]
    ]
    assert len(boxes) == 2
    quoted = image_of(("", "", " " * 10 + LINES[2][10:], LINES[3])).resize(image.size)
    assert sum(dark(quoted, box) for box in boxes) > 0.9 * dark(quoted)
    assert sum(dark(image, box) for box in boxes) < 0.5 * dark(image)


@needs_tesseract
def test_pages_of_text_are_not_recognized() -> None:
    made = new_pdf()
    made.add_page()
    put(made, LINES)
    made.add_page()
    made.image(image_of(), 0, 0, made.w, made.h)
    extraction = pdf.read(bytes(made.output()), LIMITS)
    assert [place.name for place in extraction.places] == ["page 1", "page 2 (read by OCR)"]
    assert extraction.text.count(QUOTE) == 2
    assert extraction.note.startswith("1 of 2 pages read")


@needs_tesseract
def test_an_image_that_is_not_upright_is_turned() -> None:
    data = saved(image_of(LINES * 2).rotate(90, expand=True))
    extraction = picture.read(data, LIMITS)
    assert extraction.text.count("15 June 2021 and covers") == 2
    start = extraction.text.index("parliaments")
    page = draw(data, page_request(extraction.text, extraction.places, 1, {1: Span(start, start + 11)}, 800), LIMITS)
    ((left, top, right, bottom),) = page.boxes[1]
    width, height = Image.open(io.BytesIO(page.png)).size
    assert (bottom - top) * height > 3 * (right - left) * width


@needs_tesseract
def test_frames_are_pages_and_transparent_images_are_read_on_white() -> None:
    page = image_of(LINES[:1])
    data = saved(page, "TIFF", save_all=True, append_images=[image_of(LINES[3:])])
    extraction = picture.read(data, LIMITS)
    assert [place.name for place in extraction.places] == ["page 1 (read by OCR)", "page 2 (read by OCR)"]
    assert extraction.text == f"{LINES[0]}\n\n{LINES[3]}"
    letters = Image.new("RGBA", page.size)
    letters.putalpha(page.point(lambda grey: 255 - grey))
    assert picture.read(saved(letters), LIMITS).text == LINES[0]


@needs_tesseract
def test_an_image_without_text_fails() -> None:
    noise = Image.effect_noise((600, 400), 90)
    with pytest.raises(FileUnreadable, match=r"^text recognition \(OCR\) found no text in it$"):
        picture.read(saved(noise), LIMITS)


def test_scanned_pages_are_counted_where_the_time_ended() -> None:
    made = new_pdf()
    made.add_page()
    put(made, LINES)
    made.add_page()
    made.image(image_of(), 0, 0, made.w, made.h)
    extraction = pdf.read(bytes(made.output()), Limits(ocr_languages="eng", ocr_seconds=0))
    assert extraction.text == "\n".join(LINES)
    assert extraction.note == (
        "1 of 2 pages hold only pictures, the time for text recognition ended (QA_BOT_OCR_SECONDS)"
    )


@needs_tesseract
def test_the_worker_gives_recognition_its_own_time(tmp_path: Path) -> None:
    """With 2 s for a file, eight pages take longer: the alarm of the process is set anew."""
    settings = Settings(seeds=tmp_path, store=tmp_path / "store", file_seconds=2, ocr_languages="eng", ocr_seconds=200)
    with Worker(bounds_of(settings)) as worker:
        document = worker.read("scan.pdf", scan_of(*[image_of(LINES * 3)] * 8))
    assert document.text.count("15 June 2021") == 24


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no image", "it is damaged, or is no PNG, JPEG, TIFF, WebP or BMP image"),
        (saved(image_of())[:3000], "it is damaged: it cannot be read as an image"),
        (saved(Image.new("1", (20_000, 6_000))), "it has 20,000 × 6,000 pixels: make it smaller"),
        (
            saved(Image.new("1", (9, 9)), "TIFF", save_all=True, append_images=[Image.new("1", (9, 9))] * 2),
            "it has 3 pages, more than the 2 allowed",
        ),
        (
            saved(image_of()),
            f"it is an image: {NOT_INSTALLED}",
        ),
    ],
)
def test_the_reason_for_an_unread_image_is_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(FileUnreadable) as caught:
        picture.read(data, Limits(pages=2))
    assert str(caught.value) == reason


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Install a shell script in Tesseract's place."""

    def install(script: str) -> None:
        (tmp_path / "tesseract").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / "tesseract").chmod(0o755)

    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return install


@pytest.mark.parametrize(
    ("installed", "wanted", "languages"),
    [
        ("osd\\neng\\ntur", "", "eng+tur"),
        ("aze\\ndeu\\neng\\nfra\\ntur", "", "eng"),
        ("aze\\ndeu\\neng\\nfra\\ntur", "tur, aze", "tur+aze"),
        ("eng", "xyz", ""),
        ("osd", "", ""),
    ],
)
def test_languages_are_those_installed(
    program: Callable[[str], None], installed: str, wanted: str, languages: str
) -> None:
    program(f"printf 'List of languages:\\n{installed}\\n'")
    assert languages_of("auto", wanted) == languages
    assert languages_of("off", wanted) == ""


def test_failed_files_are_read_again_with_other_languages(program: Callable[[str], None]) -> None:
    program("printf 'List of languages:\\neng\\n'")
    assert limits_of(Settings()) != limits_of(Settings(ocr="off"))


@needs_tesseract
def test_a_file_that_was_read_in_part_is_read_again_once_recognition_is_there(folder: Path, make_bot: MakeBot) -> None:
    made = new_pdf()
    made.add_page()
    put(made, ["The first page."])
    made.add_page()
    made.image(image_of(), 0, 0, made.w, made.h)
    (folder / "mixed.pdf").write_bytes(bytes(made.output()))
    (note,) = make_bot(folder, ocr="off").index().notes
    assert note.text.endswith(NOT_INSTALLED)
    report = make_bot(folder, ocr_languages="eng").index()
    assert report.notes[0].text.startswith("1 of 2 pages read by text recognition")
    (citation, *_) = make_bot(folder, ocr_languages="eng").ask("When did the agreement enter into force?").citations
    assert QUOTE in citation.quote
    assert citation.place == "page 2 (read by OCR)"
    assert not make_bot(folder, ocr_languages="eng").index().notes


@pytest.mark.parametrize("script", ["exit 1", "kill -SEGV $$", "cat >/dev/null; echo '<p'", "cat >/dev/null"])
def test_a_tesseract_that_fails_recognizes_nothing(program: Callable[[str], None], script: str) -> None:
    program(script)
    assert Recognizer("eng", 20).read(Image.new("L", (40, 40), 255)).lines == ()
