"""Uploaded files on their way into the folder: what becomes of each, and what the visitor has to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa_bot.errors import QaBotError
from qa_bot.uploads.uploads import Upload, Uploads
from qa_bot.web.views.document import View

Choice = Literal["replace", "both", "leave"]

_CHOICES: tuple[tuple[str, Choice], ...] = (("Replace", "replace"), ("Keep both", "both"), ("Leave out", "leave"))


@dataclass(frozen=True, slots=True)
class Offer:
    """An uploaded file: what came of it, in words, and the file itself as long as the visitor has to decide."""

    name: str
    said: str
    state: Literal["added", "undecided", "left", "refused"]
    upload: Upload | None = None


def take(uploads: Uploads, name: str, data: bytes) -> Offer:
    """Check a file, and put it into the folder where nothing stands against it."""
    try:
        upload = uploads.check(name, data)
        if upload.status == "same":
            return Offer(upload.name, "is in the folder already", "left")
        if upload.status == "differs":
            return Offer(upload.name, "another file of this name is in the folder", "undecided", upload)
        return _added(uploads.put(upload), upload)
    except QaBotError as error:
        return Offer(name, str(error), "refused")


def decide(uploads: Uploads, offer: Offer, choice: Choice) -> Offer:
    """Do with a file what the visitor chose."""
    if offer.upload is None or choice == "leave":
        return Offer(offer.name, "was left out", "left")
    try:
        return _added(uploads.put(offer.upload, choice), offer.upload)
    except QaBotError as error:
        return Offer(offer.name, str(error), "refused")


def offer_rows(offers: Sequence[Offer]) -> list[View]:
    """A row for each uploaded file, with buttons where there is something to decide."""
    return [_row(number, offer) for number, offer in enumerate(offers)]


def _added(source: str, upload: Upload) -> Offer:
    return Offer(source, f"added; {upload.duplicate} has the same content" if upload.duplicate else "added", "added")


def _row(number: int, offer: Offer) -> View:
    row: View = {"label": offer.name, "detail": offer.said}
    if offer.state == "refused":
        row["style"] = "failed"
    if offer.upload:
        row["actions"] = [{"label": label, "value": [number, choice]} for label, choice in _CHOICES]
    return row
