"""E-mail (RFC 5322, MIME): the header's main fields, the body, forwarded messages, and attachments of text."""

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from email.errors import MessageError
from email.message import MIMEPart
from email.parser import BytesParser
from email.policy import default
from pathlib import PurePosixPath

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import READERS, html, reader_of
from qa_bot.ingest.formats.blocks import Part, clean_line, laid_out, named
from qa_bot.ingest.formats.plain_text import decoded

_FIELDS = ("From", "To", "Cc", "Date", "Subject")
_TEXT_READERS = frozenset("plain_text markdown html delimited json_text log source_code subtitles".split())
_MOST_PARTS = 1_000
_MOST_DEPTH = 10
_FLOWED = re.compile(r"(?<=[^\n>]) \n(?=[^>\s])")  # a soft line break (RFC 3676, 4.2)
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_DAMAGE = (MessageError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""Raised by the standard library for damaged messages, by fuzzing."""


def read(data: bytes, limits: Limits) -> Extraction:
    """Return the message with places for its header, forwarded messages and attachments; the subject is the title.

    Of several alternatives of the body the plain one is read, of attachments those of text; others are reported.

    Raises:
        FileUnreadable: It is not an e-mail, is damaged, or has too many parts.
    """
    try:
        message = BytesParser(policy=default).parsebytes(data)
        if not any(_field(message, name) for name in _FIELDS):
            raise FileUnreadable("it is not an e-mail: it has no sender, receiver, date or subject")
        reader = _MessageReader(limits)
        text, places = laid_out("section", list(reader.parts(message, "message", 0)))
        return Extraction(text, _field(message, "Subject"), places, "; ".join(reader.notes))
    except _DAMAGE as error:
        raise FileUnreadable("it is not an e-mail, or is damaged") from error


class _MessageReader:
    """Reads one message and the messages within it; collects notes about what is not read."""

    def __init__(self, limits: Limits) -> None:
        self.notes: list[str] = []
        self._limits = limits
        self._count = 0

    def parts(self, message: MIMEPart, name: str, depth: int) -> Iterator[Part]:
        """Yield a part for the header of a message, and those of its content."""
        fields = ((field, _field(message, field)) for field in _FIELDS)
        header = "; ".join(f"{field}: {value}" for field, value in fields if value)
        yield Part(f"{name} header", depth + 1, (header,) if header else (), is_row=True)
        yield from self._content(message, name, depth)

    def _content(self, part: MIMEPart, name: str, depth: int) -> Iterator[Part]:
        self._count += 1
        if self._count > _MOST_PARTS or depth > _MOST_DEPTH:
            raise FileUnreadable(f"it has more than {_MOST_PARTS:,} parts, or is nested too deeply")
        kind = part.get_content_type()
        if kind == "message/rfc822":
            for inner in map(_unencoded, part.iter_parts()):
                title = named("forwarded message", _field(inner, "Subject"))
                yield from self.parts(inner, title, depth + 1)
        elif part.is_multipart():
            for inner in _preferred(part) if kind == "multipart/alternative" else part.iter_parts():
                yield from self._content(inner, name, depth + 1)
        elif part.is_attachment() or part.get_filename() or part.get_content_maintype() not in ("text", "multipart"):
            yield from self._attachment(part)
        else:
            yield Part(name, depth + 1, (_text(part),))

    def _attachment(self, part: MIMEPart) -> Iterator[Part]:
        name = clean_line(part.get_filename() or part.get_content_type())
        suffix = PurePosixPath(name).suffix.lower()
        reader = reader_of(suffix) if READERS.get(suffix) in _TEXT_READERS else None
        if reader is None:
            self.notes.append(f"attachment not read: {name}")
            return
        try:
            yield Part(f"attachment “{name}”", 1, (reader(_payload(part), self._limits).text,))
        except FileUnreadable as error:
            self.notes.append(f"attachment not read: {name} ({error})")


def _unencoded(message: MIMEPart) -> MIMEPart:
    """Return a forwarded message, decoded where a program has encoded it as a whole, which RFC 2046 forbids."""
    if any(_field(message, name) for name in _FIELDS):
        return message
    text = message.get_payload()
    with suppress(ValueError):  # of the wrong length
        if isinstance(text, str) and _BASE64.fullmatch(text):
            return BytesParser(policy=default).parsebytes(b64decode(text))
    return message


def _preferred(part: MIMEPart) -> list[MIMEPart]:
    """Return the plain alternative if it has text, or else the last one; none where there is none."""
    alternatives = list(part.iter_parts())
    plain = [one for one in alternatives if one.get_content_type() == "text/plain" and _payload(one).strip()]
    return plain[:1] or alternatives[-1:]


def _text(part: MIMEPart) -> str:
    data = _payload(part)
    text = ""
    with suppress(LookupError, UnicodeDecodeError):
        text = data.decode(part.get_content_charset() or "utf-8")
    text = text or decoded(data)[0]
    if part.get_content_subtype() == "html":
        return html.read(text.encode("utf-8", "replace"), Limits()).text
    return _FLOWED.sub(" ", text.replace("\r\n", "\n")) if part.get_param("format") == "flowed" else text


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _field(message: MIMEPart, name: str) -> str:
    """Return a field of the header, dates as in ISO 8601; "" where it is missing or damaged."""
    with suppress(*_DAMAGE):
        field = message[name]
        moment = getattr(field, "datetime", None)
        return f"{moment:%Y-%m-%d %H:%M %z}".strip() if moment else clean_line(str(field or ""))
    return ""
