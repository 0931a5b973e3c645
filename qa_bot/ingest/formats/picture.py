"""Image files (PNG, JPEG, TIFF, WebP, BMP): their text is recognized, each frame is a page."""

import io
import warnings
from collections.abc import Iterator
from statistics import mean

from PIL import Image, ImageOps, UnidentifiedImageError

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.blocks import Part, laid_out
from qa_bot.ingest.formats.ocr_lines import quoted_sides, recognized_lines
from qa_bot.ingest.formats.pdf_layout import laid_out as in_order
from qa_bot.ingest.formats.pdf_pictures import PLACE_SUFFIX
from qa_bot.ingest.formats.pdf_text import Vocabulary, page_text
from qa_bot.ingest.formats.tesseract import NOT_INSTALLED, OUT_OF_TIME, Recognition, recognizer
from qa_bot.ingest.page_rendering import PageImage, PageRequest

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
_MOST_PIXELS = 100_000_000
"""Pixels of a frame; a camera's photograph has 50 million."""

_SHARP_WIDTH = 1_500
"""Pixels across: narrower images, such as screenshots, have letters too small for Tesseract and are enlarged."""

_MOST_PIXELS_PER_SIDE = 5_000


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the recognized text of all frames.

    Raises:
        FileUnreadable: It is no image, is damaged or too large, or no text is recognized in it.
    """
    ocr = recognizer(limits)
    frames = list(_frames(data, limits))  # a damaged file fails with or without recognition
    if ocr is None:
        raise FileUnreadable(f"it is an image: {NOT_INSTALLED}")
    found = [ocr.read(_legible(frame)) for frame in frames]
    if not any(one.lines for one in found):
        raise FileUnreadable("text recognition (OCR) found no text in it")
    late = f", {OUT_OF_TIME}" if ocr.is_out_of_time else ""
    certainty = mean(one.confidence for one in found if one.lines)
    text, places = laid_out("page", [_part(number, one) for number, one in enumerate(found, 1)])
    return Extraction(text, places=places, note=f"read by text recognition (OCR, {certainty:.0f} % sure){late}")


def draw(data: bytes, request: PageRequest, limits: Limits) -> PageImage:
    """Return a frame as an image of the requested width, with the rectangles of its quotes.

    Raises:
        FileUnreadable: It is no image, or has no such frame.
    """
    frames = list(_frames(data, limits))
    if not 1 <= request.number <= len(frames):
        raise FileUnreadable(f"it has no page {request.number:,} that can be drawn")
    frame, ocr = frames[request.number - 1], recognizer(limits)
    recognition = ocr.read(_legible(frame)) if ocr and request.quotes else None
    boxes = {
        number: tuple(quoted_sides(recognition, request.text, span)) if recognition else ()
        for number, span in request.quotes
    }
    png = io.BytesIO()
    _resized(frame, min(request.width_pixels, frame.width) / frame.width).save(png, "PNG")
    return PageImage(request.number, len(frames), png.getvalue(), boxes)


def _frames(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """Yield the frames in grey, upright by what the camera noted, on white where they are transparent."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is checked here
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                count = getattr(image, "n_frames", 1)
                if count > limits.pages:
                    raise FileUnreadable(f"it has {count:,} pages, more than the {limits.pages:,} allowed")
                for number in range(count):
                    image.seek(number)
                    if image.width * image.height > _MOST_PIXELS:
                        raise FileUnreadable(f"it has {image.width:,} × {image.height:,} pixels: make it smaller")
                    yield _grey(ImageOps.exif_transpose(image))
    except UnidentifiedImageError:
        raise FileUnreadable("it is damaged, or is no PNG, JPEG, TIFF, WebP or BMP image") from None
    except Image.DecompressionBombError:
        raise FileUnreadable("it has too many pixels: make it smaller") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise FileUnreadable("it is damaged: it cannot be read as an image") from None


def _grey(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        layers = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", layers.size, "white"), layers)
    return image.convert("L")


def _legible(frame: Image.Image) -> Image.Image:
    """Return a frame with letters as large as Tesseract expects, as far as its width tells."""
    larger = 2 if frame.width < _SHARP_WIDTH else 1
    return _resized(frame, min(larger, _MOST_PIXELS_PER_SIDE / max(frame.size)))


def _resized(frame: Image.Image, scale: float) -> Image.Image:
    size = max(round(frame.width * scale), 1), max(round(frame.height * scale), 1)
    return frame if size == frame.size else frame.resize(size, Image.Resampling.LANCZOS)


def _part(number: int, recognition: Recognition) -> Part:
    lines = in_order(recognized_lines(recognition).lines)
    text = page_text(lines, Vocabulary([lines]).keeps).text
    return Part(f"page {number}{PLACE_SUFFIX}", number, (text,))
