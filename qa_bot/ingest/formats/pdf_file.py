"""Access to PDF files through pdfium, one at a time: pdfium is not thread-safe."""

import contextlib
import threading
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from qa_bot.errors import FileUnreadable

_ONE_AT_A_TIME = threading.Lock()


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a file; other threads wait meanwhile.

    Raises:
        FileUnreadable: it is encrypted, or is no PDF.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise FileUnreadable(_reason(error.err_code)) from None
        with contextlib.closing(document):
            yield document


def _reason(code: int | None) -> str:
    if code == raw.FPDF_ERR_PASSWORD:
        return "it is encrypted: save it without a password"
    if code == raw.FPDF_ERR_SECURITY:
        return "it is encrypted in a way that is not known here: save it without a password"
    return "it is damaged, or is no PDF: open it in a PDF viewer and save it again"


@contextlib.contextmanager
def page_of(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage | None]:
    """Open page ``number``, counted from 1; yield None where it is missing or damaged."""
    try:
        page = document[number - 1] if 1 <= number <= len(document) else None
    except pypdfium2.PdfiumError:
        page = None
    if page is None:
        yield None
        return
    with contextlib.closing(page):
        yield page
