import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats.pdf import read
from tests.ingest.formats.made_pdf import add_scan, new_pdf, pages_of, put

LIMITS = Limits()


def failure_of(data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(FileUnreadable) as caught:
        read(data, limits)
    return str(caught.value)


def test_a_scan_is_refused_with_advice() -> None:
    pdf = new_pdf()
    add_scan(pdf)
    add_scan(pdf)
    assert failure_of(bytes(pdf.output())) == (
        "it holds pictures of pages and no text: text recognition (OCR) needs Tesseract "
        "(on Debian: apt install tesseract-ocr) and the setting QA_BOT_OCR=auto"
    )


def test_too_many_pages_are_refused() -> None:
    assert failure_of(pages_of("", "", ""), Limits(pages=2)) == "it has 3 pages, more than the 2 allowed"
    assert read(pages_of("", "One."), Limits(pages=2)).text == "One."


@pytest.mark.parametrize("user", ["user", ""])
def test_a_file_with_a_user_password_is_refused_and_one_with_an_owner_password_is_read(user: str) -> None:
    pdf = new_pdf()
    pdf.add_page()
    put(pdf, ["The secret plan."])
    pdf.set_encryption(
        owner_password="owner",
        user_password=user or None,
    )
    data = bytes(pdf.output())
    if user:
        assert failure_of(data) == "it is encrypted: save it without a password"
    else:
        assert read(data, LIMITS).text == "The secret plan."


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 rubbish", b"not a PDF", b"\0" * 500])
def test_a_file_that_is_no_pdf_is_refused(data: bytes) -> None:
    assert failure_of(data) == "it is damaged, or is no PDF: open it in a PDF viewer and save it again"


def is_read_or_refused(data: bytes) -> bool:
    """Whether it ends in a text or in a reason of one line; any other error goes on."""
    try:
        return isinstance(read(data, LIMITS), Extraction)
    except FileUnreadable as error:
        return len(str(error).splitlines()) == 1


SAMPLE = pages_of("The first page of the plan.", "", "The third page of it.", title="A plan")


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.integers(0, len(SAMPLE)).map(lambda size: SAMPLE[:size]), st.binary(max_size=200)))
def test_a_truncated_or_arbitrary_file_is_read_or_refused_in_one_line(data: bytes) -> None:
    assert is_read_or_refused(data)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(SAMPLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_file_with_invalid_bytes_is_read_or_refused(at: int, broken: bytes) -> None:
    assert is_read_or_refused(SAMPLE[:at] + broken + SAMPLE[at + len(broken) :])
