import hashlib
import io
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from qa_bot.errors import FileUnreadable, FolderUnusable
from qa_bot.ingest.page_images import PageImages
from qa_bot.ingest.page_rendering import PageRequest
from qa_bot.records import Span
from qa_bot.settings import Settings
from tests.ingest.formats.made_pdf import pages_of

PDF = pages_of("The army was trained.", "The navy was not.", "")
SUM = hashlib.sha256(PDF).hexdigest()
FIRST = PageRequest(1, 200)


@pytest.fixture
def images(folder: Path) -> Iterator[PageImages]:
    made = PageImages(Settings(seeds=folder, file_megabytes=1))
    yield made
    made.close()


def width_of(png: bytes) -> int:
    return Image.open(io.BytesIO(png)).width


def test_a_page_comes_with_the_places_of_its_quotes(images: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    request = PageRequest(2, 300, "The navy was not.", ((4, Span(4, 8)), (7, Span(0, 17))))
    page = images.page((("a.pdf", SUM),), request)
    assert (page.number, page.pages) == (2, 3)
    assert abs(width_of(page.png) - 300) <= 1
    (word,), (line,) = page.boxes[4], page.boxes[7]
    assert line[0] < word[0] < word[2] < line[2]
    assert 0 < word[1] < word[3] < 0.2


def test_a_page_without_text_is_rendered_too(images: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    page = images.page((("a.pdf", SUM),), PageRequest(3, 200))
    assert (page.number, page.boxes) == (3, {})


def test_the_first_unchanged_file_is_rendered(images: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF + b"\n%changed")
    (folder / "under").mkdir()
    (folder / "under" / "b.PDF").write_bytes(PDF)
    assert images.page((("a.pdf", SUM), ("text.txt", "?"), ("under/b.PDF", SUM)), FIRST).pages == 3


def test_the_reason_for_a_missing_page_is_one_line(images: PageImages, folder: Path) -> None:
    with pytest.raises(
        FileUnreadable, match=r"^There is no PDF of this document in the folder any more: read its text"
    ):
        images.page((("a.txt", SUM),), FIRST)
    with pytest.raises(
        FileUnreadable, match=r"^The file a\.pdf is not in the folder any more: read its text instead\.$"
    ):
        images.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").write_bytes(PDF + b"\n%changed")
    with pytest.raises(FileUnreadable, match=r"^The file a\.pdf has changed since: re-index to see its pages\.$"):
        images.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").write_bytes(b"0" * 1_000_001)
    with pytest.raises(FileUnreadable, match=r"^The file a\.pdf cannot be opened \(it has 1\.0 MB, more than the 1 MB"):
        images.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").write_bytes(PDF)
    with pytest.raises(
        FileUnreadable, match=r"^Page 4 of a\.pdf cannot be shown \(it has no page 4 that can be drawn\)"
    ):
        images.page((("a.pdf", SUM),), PageRequest(4, 200))
    folder.rename(folder.with_name("moved"))
    with pytest.raises(FolderUnusable):
        images.page((("a.pdf", SUM),), PageRequest(2, 200))


def test_a_page_that_takes_too_much_memory_ends_its_process_alone(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    images = PageImages(Settings(seeds=folder, reading_megabytes=256))
    with pytest.raises(FileUnreadable, match=r"^Page 1 of a\.pdf cannot be shown \(reading it takes more than 256 MB"):
        images.page((("a.pdf", SUM),), PageRequest(1, 10**9))
    assert images.page((("a.pdf", SUM),), FIRST).number == 1
    images.close()


def test_a_file_with_a_hostile_name_is_reported_in_one_line(images: PageImages) -> None:
    with pytest.raises(FileUnreadable, match=r"^The file a b\.pdf is not"):
        images.page((("a\n\x07b.pdf", SUM),), FIRST)


def test_images_are_cached(images: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    page = images.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").unlink()
    assert images.page((("a.pdf", SUM),), FIRST) is page


def test_concurrent_requests_each_get_their_page(images: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    request = [PageRequest(1 + number % 3, 100 + number) for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        pages = list(pool.map(lambda one: images.page((("a.pdf", SUM),), one), request))
    for page, one in zip(pages, request, strict=True):
        assert page.number == one.number
        assert abs(width_of(page.png) - one.width_pixels) <= 1
    running = [worker for worker in list(images._workers.queue) if worker._process]
    assert len(running) <= 2


def test_a_process_that_was_killed_between_two_pages_is_started_again(images: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    images.page((("a.pdf", SUM),), FIRST)
    (process,) = [worker._process for worker in images._workers.queue if worker._process]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert images.page((("a.pdf", SUM),), PageRequest(2, 200)).number == 2


def test_closed_page_images_start_again(images: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    images.page((("a.pdf", SUM),), FIRST)
    images.close()
    assert [worker._process for worker in images._workers.queue] == [None, None]
    assert images.page((("a.pdf", SUM),), PageRequest(2, 200)).number == 2
