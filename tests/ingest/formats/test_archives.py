"""Archives are looked over before anything is unpacked for good."""

import struct
import zipfile

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.archives import OLE2, member, opened
from tests.ingest.formats import samples


def refusal(data: bytes, limits: Limits | None = None) -> str:
    """Why an archive is not opened."""
    with pytest.raises(FileUnreadable) as refused:
        opened(data, limits or Limits(), "DOCX")
    assert "\n" not in str(refused.value)
    return str(refused.value)


def listed_at(data: bytes | bytearray) -> int:
    """Where the list of contents has its first entry."""
    return data.index(b"PK\1\2")


def with_size(data: bytes, size: int) -> bytes:
    """The archive, its first member said to have ``size`` bytes, in both places that say so."""
    altered = bytearray(data)
    struct.pack_into("<I", altered, 22, size)
    struct.pack_into("<I", altered, listed_at(data) + 24, size)
    return bytes(altered)


def test_a_sound_archive_opens_and_gives_its_members() -> None:
    with opened(samples.zipped({"a.xml": b"<a/>", "b": b""}), Limits(), "DOCX") as archive:
        assert member(archive, "a.xml") == b"<a/>"
        assert member(archive, "b") == b""


def test_a_member_that_is_not_there_is_told() -> None:
    with opened(samples.zipped({"a.xml": b"<a/>"}), Limits(), "DOCX") as archive, pytest.raises(FileUnreadable):
        member(archive, "b.xml")


@pytest.mark.parametrize("data", [b"", b"PK", b"plain text", b"PK\5\6" + b"\0" * 18])
def test_what_is_no_archive_is_not_the_format_that_it_claims(data: bytes) -> None:
    assert refusal(data) == "it is not a DOCX file"


def test_an_office_file_with_a_password_or_from_before_2007_is_told_with_the_way_out() -> None:
    assert refusal(OLE2 + b"\0" * 600).endswith("save it as DOCX without a password")


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        (1, "it is encrypted: save it without a password"),
        (64, "it is encrypted: save it without a password"),
        (32, "it is packed in a way that its format does not know"),
    ],
)
def test_encrypted_members_and_patches_are_told(flag: int, told: str) -> None:
    data = bytearray(samples.zipped({"a.xml": b"<a/>"}))
    data[6] |= flag
    data[listed_at(data) + 8] |= flag
    assert refusal(bytes(data)) == told


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_no_office_file_has_are_refused_because_a_step_of_theirs_may_be_gigabytes(packing: int) -> None:
    assert "packed in a way" in refusal(samples.zipped({"a.xml": b"<a/>"}, packing))


def test_a_bomb_is_refused_by_the_sizes_that_it_states() -> None:
    told = refusal(samples.zip_bomb(20))
    assert told.startswith("it would unpack to 20 MB, 1,0")
    assert told.endswith("times its size: refused as a zip bomb")


def test_a_small_file_may_be_packed_as_well_as_it_likes() -> None:
    assert opened(samples.zip_bomb(9), Limits(), "DOCX").namelist() == ["word/document.xml"]


def test_the_members_together_may_not_be_larger_than_is_allowed() -> None:
    data = samples.zipped({name: bytes(range(256)) * 4000 for name in "ab"}, zipfile.ZIP_STORED)
    assert opened(data, Limits(expanded_bytes=2_048_000), "DOCX")
    assert refusal(data, Limits(expanded_bytes=2_047_999)).startswith("it would unpack to 2 MB")


@pytest.mark.parametrize("size", [10, 0])
def test_a_member_that_is_larger_than_it_says_is_refused(size: int) -> None:
    assert "lies about its size" in refusal(with_size(samples.zip_bomb(30), size))


def test_a_member_that_is_smaller_than_it_says_is_refused() -> None:
    assert "lies about its size" in refusal(with_size(samples.zipped({"a.xml": b"<a/>"}), 5))


def test_many_entries_that_share_their_bytes_are_counted_one_by_one() -> None:
    data = samples.zip_bomb(9)
    start = listed_at(data)
    end = data.index(b"PK\5\6")
    many = 100
    closing = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, many, many, many * (end - start), start, 0)
    assert refusal(data[:start] + data[start:end] * many + closing).startswith("it would unpack to 900 MB")


def test_an_archive_of_too_many_files_is_refused_before_they_are_listed() -> None:
    assert "more than 20,000 files" in refusal(samples.zipped({"a": b"PK\1\2" * 20_001}, zipfile.ZIP_STORED))


def test_archives_inside_are_not_opened() -> None:
    inner = samples.zip_bomb(40)
    assert opened(samples.zipped({"embedded.zip": inner}), Limits(), "DOCX").namelist() == ["embedded.zip"]


def test_an_archive_that_is_cut_off_or_altered_is_refused_or_opens() -> None:
    whole = samples.zipped({"a.xml": b"<a>text</a>" * 50, "b/../c": b"x"})
    for variant in samples.damaged(whole, 400):
        try:
            archive = opened(variant, Limits(), "DOCX")
            for name in archive.namelist():
                member(archive, name)
        except FileUnreadable:
            continue
