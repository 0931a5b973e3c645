"""The translation of the system's errors."""

import errno
import os

import pytest

from qa_bot.errors import FileRefused, QaBotError, translated_errors


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("ENOSPC", "It failed (No space left on device): free space on its disk, and try again."),
        ("EROFS", "It failed (Read-only file system): allow writing there."),
        ("EIO", "It failed (Input/output error): check the folder, and try again."),
    ],
)
def test_a_system_error_becomes_one_line(number: str, line: str) -> None:
    code: int = getattr(errno, number)
    with pytest.raises(QaBotError) as caught, translated_errors(FileRefused, "It failed"):
        raise OSError(code, os.strerror(code))
    assert (type(caught.value), str(caught.value)) == (FileRefused, line)


def test_an_error_of_another_kind_passes() -> None:
    with pytest.raises(FileRefused, match="own words"), translated_errors(QaBotError, "It failed"):
        raise FileRefused("own words")
