"""Archives are validated before they are unpacked."""

import struct
import zipfile

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Limits
from qa_bot.ingest.formats.archives import OLE2, member, opened
from tests.ingest.formats import samples


def refusal(data: bytes, limits: Limits | None = None) -> str:
    """Return the reason that an archive is refused."""
    with pytest.raises(FileUnreadable) as refused:
        opened(data, limits or Limits(), "DOCX")
    assert "\n" not in str(refused.value)
    return str(refused.value)


def directory_offset(data: bytes | bytearray) -> int:
    """Return the offset of the first entry of the central directory."""
    return data.index(b"PK\1\2")


def with_size(data: bytes, size: int) -> bytes:
    """Return the archive with ``size`` declared for its first member in both headers."""
    altered = bytearray(data)
    struct.pack_into("<I", altered, 22, size)
    struct.pack_into("<I", altered, directory_offset(data) + 24, size)
    return bytes(altered)


def test_a_valid_archive_opens_and_gives_its_members() -> None:
    with opened(samples.zipped({"a.xml": b"<a/>", "b": b""}), Limits(), "DOCX") as archive:
        assert member(archive, "a.xml") == b"<a/>"
        assert member(archive, "b") == b""


def test_a_missing_member_is_reported() -> None:
    with opened(samples.zipped({"a.xml": b"<a/>"}), Limits(), "DOCX") as archive, pytest.raises(FileUnreadable):
        member(archive, "b.xml")


@pytest.mark.parametrize("data", [b"", b"PK", b"plain text", b"PK\5\6" + b"\0" * 18])
def test_other_files_are_refused(data: bytes) -> None:
    assert refusal(data) == "it is not a DOCX file"


def test_encrypted_and_old_office_files_are_reported_with_a_remedy() -> None:
    assert refusal(OLE2 + b"\0" * 600).endswith("save it as DOCX without a password")


@pytest.mark.parametrize(
    ("flag", "message"),
    [
        (1, "it is encrypted: save it without a password"),
        (64, "it is encrypted: save it without a password"),
        (32, "it is packed in a way that its format does not know"),
    ],
)
def test_encrypted_members_and_patches_are_reported(flag: int, message: str) -> None:
    data = bytearray(samples.zipped({"a.xml": b"<a/>"}))
    data[6] |= flag
    data[directory_offset(data) + 8] |= flag
    assert refusal(bytes(data)) == message


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compression_methods_are_refused_because_a_step_of_theirs_may_be_gigabytes(method: int) -> None:
    assert "packed in a way" in refusal(samples.zipped({"a.xml": b"<a/>"}, method))


def test_a_bomb_is_refused_by_its_declared_sizes() -> None:
    message = refusal(samples.zip_bomb(20))
    assert message.startswith("it would unpack to 20 MB, 1,0")
    assert message.endswith("times its size: refused as a zip bomb")


def test_the_ratio_of_small_files_is_not_limited() -> None:
    assert opened(samples.zip_bomb(9), Limits(), "DOCX").namelist() == ["word/document.xml"]


def test_the_total_size_is_limited() -> None:
    data = samples.zipped({name: bytes(range(256)) * 4000 for name in "ab"}, zipfile.ZIP_STORED)
    assert opened(data, Limits(expanded_bytes=2_048_000), "DOCX")
    assert refusal(data, Limits(expanded_bytes=2_047_999)).startswith("it would unpack to 2 MB")


@pytest.mark.parametrize("size", [10, 0])
def test_a_member_larger_than_declared_is_refused(size: int) -> None:
    assert "differs from the size" in refusal(with_size(samples.zip_bomb(30), size))


def test_a_member_smaller_than_declared_is_refused() -> None:
    assert "differs from the size" in refusal(with_size(samples.zipped({"a.xml": b"<a/>"}), 5))


def test_entries_that_share_their_bytes_are_counted_one_by_one() -> None:
    data = samples.zip_bomb(9)
    start = directory_offset(data)
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
