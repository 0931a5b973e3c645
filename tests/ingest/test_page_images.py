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
def gallery(folder: Path) -> Iterator[PageImages]:
    made = PageImages(Settings(seeds=folder, file_megabytes=1))
    yield made
    made.close()


def width_of(png: bytes) -> int:
    return Image.open(io.BytesIO(png)).width


def test_a_page_comes_with_the_places_of_its_quotes(gallery: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    asked = PageRequest(2, 300, "The navy was not.", ((4, Span(4, 8)), (7, Span(0, 17))))
    page = gallery.page((("a.pdf", SUM),), asked)
    assert (page.number, page.pages) == (2, 3)
    assert abs(width_of(page.png) - 300) <= 1
    (word,), (line,) = page.boxes[4], page.boxes[7]
    assert line[0] < word[0] < word[2] < line[2]
    assert 0 < word[1] < word[3] < 0.2


def test_a_page_without_text_is_a_picture_too(gallery: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    page = gallery.page((("a.pdf", SUM),), PageRequest(3, 200))
    assert (page.number, page.boxes) == (3, {})


def test_the_file_that_still_is_what_it_was_is_shown(gallery: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF + b"\n%changed")
    (folder / "under").mkdir()
    (folder / "under" / "b.PDF").write_bytes(PDF)
    assert gallery.page((("a.pdf", SUM), ("text.txt", "?"), ("under/b.PDF", SUM)), FIRST).pages == 3


def test_why_no_page_can_be_shown_is_told_in_one_line(gallery: PageImages, folder: Path) -> None:
    with pytest.raises(
        FileUnreadable, match=r"^There is no PDF of this document in the folder any more: read its text"
    ):
        gallery.page((("a.txt", SUM),), FIRST)
    with pytest.raises(
        FileUnreadable, match=r"^The file a\.pdf is not in the folder any more: read its text instead\.$"
    ):
        gallery.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").write_bytes(PDF + b"\n%changed")
    with pytest.raises(FileUnreadable, match=r"^The file a\.pdf has changed since: re-index to see its pages\.$"):
        gallery.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").write_bytes(b"0" * 1_000_001)
    with pytest.raises(FileUnreadable, match=r"^The file a\.pdf cannot be opened \(it has 1\.0 MB, more than the 1 MB"):
        gallery.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").write_bytes(PDF)
    with pytest.raises(
        FileUnreadable, match=r"^Page 4 of a\.pdf cannot be shown \(it has no page 4 that can be drawn\)"
    ):
        gallery.page((("a.pdf", SUM),), PageRequest(4, 200))
    folder.rename(folder.with_name("moved"))
    with pytest.raises(FolderUnusable):
        gallery.page((("a.pdf", SUM),), PageRequest(2, 200))


def test_a_page_that_takes_too_much_memory_ends_its_process_alone(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    gallery = PageImages(Settings(seeds=folder, reading_megabytes=256))
    with pytest.raises(FileUnreadable, match=r"^Page 1 of a\.pdf cannot be shown \(reading it takes more than 256 MB"):
        gallery.page((("a.pdf", SUM),), PageRequest(1, 10**9))
    assert gallery.page((("a.pdf", SUM),), FIRST).number == 1
    gallery.close()


def test_a_file_with_a_hostile_name_is_told_in_one_line(gallery: PageImages) -> None:
    with pytest.raises(FileUnreadable, match=r"^The file a b\.pdf is not"):
        gallery.page((("a\n\x07b.pdf", SUM),), FIRST)


def test_a_picture_is_kept_and_a_page_is_not_drawn_twice(gallery: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    page = gallery.page((("a.pdf", SUM),), FIRST)
    (folder / "a.pdf").unlink()
    assert gallery.page((("a.pdf", SUM),), FIRST) is page


def test_many_visitors_at_once_each_get_their_page(gallery: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    asked = [PageRequest(1 + number % 3, 100 + number) for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        pages = list(pool.map(lambda one: gallery.page((("a.pdf", SUM),), one), asked))
    for page, one in zip(pages, asked, strict=True):
        assert page.number == one.number
        assert abs(width_of(page.png) - one.width_pixels) <= 1
    drawers = [worker for worker in list(gallery._workers.queue) if worker._process]
    assert len(drawers) <= 2


def test_a_process_that_was_killed_between_two_pages_is_started_again(gallery: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    gallery.page((("a.pdf", SUM),), FIRST)
    (process,) = [worker._process for worker in gallery._workers.queue if worker._process]
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert gallery.page((("a.pdf", SUM),), PageRequest(2, 200)).number == 2


def test_a_gallery_that_was_closed_draws_again(gallery: PageImages, folder: Path) -> None:
    (folder / "a.pdf").write_bytes(PDF)
    gallery.page((("a.pdf", SUM),), FIRST)
    gallery.close()
    assert [worker._process for worker in gallery._workers.queue] == [None, None]
    assert gallery.page((("a.pdf", SUM),), PageRequest(2, 200)).number == 2
