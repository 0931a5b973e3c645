"""Put uploaded files into the folder, and let the visitor decide on name conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa_bot.errors import QaBotError
from qa_bot.uploads.uploads import Upload, Uploads
from qa_bot.web.views.document import View

Choice = Literal["replace", "both", "skip"]

_CHOICES: tuple[tuple[str, Choice], ...] = (("Replace", "replace"), ("Keep both", "both"), ("Skip", "skip"))


@dataclass(frozen=True, slots=True)
class UploadResult:
    """What became of an uploaded file; `upload` is the file while the visitor has to decide."""

    name: str
    message: str
    state: Literal["added", "undecided", "skipped", "refused"]
    upload: Upload | None = None


def accept(uploads: Uploads, name: str, data: bytes) -> UploadResult:
    """Check a file, and put it into the folder unless a file of that name exists."""
    try:
        upload = uploads.check(name, data)
        if upload.status == "same":
            return UploadResult(upload.name, "already in the folder", "skipped")
        if upload.status == "differs":
            return UploadResult(upload.name, "a different file with this name is in the folder", "undecided", upload)
        return _added(uploads.put(upload), upload)
    except QaBotError as error:
        return UploadResult(name, str(error), "refused")


def decide(uploads: Uploads, result: UploadResult, choice: Choice) -> UploadResult:
    """Apply the visitor's choice to a file."""
    if result.upload is None or choice == "skip":
        return UploadResult(result.name, "skipped", "skipped")
    try:
        return _added(uploads.put(result.upload, choice), result.upload)
    except QaBotError as error:
        return UploadResult(result.name, str(error), "refused")


def upload_rows(results: Sequence[UploadResult]) -> list[View]:
    """Return a row for each uploaded file, with buttons while there is a decision to make."""
    return [_row(number, result) for number, result in enumerate(results)]


def _added(source: str, upload: Upload) -> UploadResult:
    return UploadResult(
        source, f"added; {upload.duplicate} has the same content" if upload.duplicate else "added", "added"
    )


def _row(number: int, result: UploadResult) -> View:
    row: View = {"label": result.name, "detail": result.message}
    if result.state == "refused":
        row["style"] = "failed"
    if result.upload:
        row["actions"] = [{"label": label, "value": [number, choice]} for label, choice in _CHOICES]
    return row
