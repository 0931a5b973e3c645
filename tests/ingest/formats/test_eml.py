"""E-mail: header, body, forwarded messages and attachments of text are places."""

import random
from base64 import b64encode
from email.message import EmailMessage

import pytest

from qa_bot.errors import FileUnreadable
from qa_bot.ingest.extraction import Extraction, Limits
from qa_bot.ingest.formats import eml
from qa_bot.ingest.parse import read as read_document
from tests.ingest.formats import samples

HEADER = b"From: Ada <ada@x.org>\r\nTo: jo@y.org\r\nDate: Tue, 05 Mar 2024 10:00:00 +0200\r\nSubject: The rent\r\n"


def mail(text: str = "The rent is 450 lira.\n", subject: str = "The rent") -> EmailMessage:
    """Return a message with this body."""
    message = EmailMessage()
    message["From"] = "Ada Kaya <ada@x.org>"
    message["To"] = "jo@y.org, ed@z.org"
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 +0200"
    message["Subject"] = subject
    message.set_content(text)
    return message


def read(data: bytes) -> Extraction:
    """Return the extraction of a message."""
    extraction = eml.read(data, Limits())
    samples.check(extraction)
    return extraction


def body_of(data: bytes) -> str:
    """Return the text after the header."""
    return read(data).text.partition("\n\n")[2]


def test_header_and_body_are_places_and_the_subject_is_the_title() -> None:
    extraction = read(mail().as_bytes())
    assert extraction.title == "The rent"
    assert [(place.name, place.span.of(extraction.text)) for place in extraction.places] == [
        (
            "message header",
            "From: Ada Kaya <ada@x.org>; To: jo@y.org, ed@z.org; Date: 2024-03-05 10:00 +0200; Subject: The rent",
        ),
        ("message", "The rent is 450 lira."),
    ]


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (b"", b"plain\r\ntext", "plain\ntext"),
        (b"Content-Type: text/plain; charset=iso-8859-9\r\n", "Şişli".encode("iso-8859-9"), "Şişli"),
        (b"Content-Type: text/plain; charset=wrong\r\n", "Şişli".encode(), "Şişli"),
        (b"Content-Type: text/plain; charset=us-ascii\r\n", "Şişli".encode(), "Şişli"),
        (b"Content-Type: text/html; charset=utf-8\r\n", "<p>Şişli &amp; <b>Van</b></p>".encode(), "Şişli & Van"),
        (b"Content-Transfer-Encoding: base64\r\n", b"VGhlIHJlbnQ=", "The rent"),
        (b"Content-Transfer-Encoding: quoted-printable\r\n", b"a=20long=\r\n line", "a long line"),
        (b"Content-Type: text/plain; format=flowed\r\n", b"It goes \r\non.\r\n> a \r\n> b", "It goes on.\n> a \n> b"),
        (b"Content-Type: text/plain; charset=utf-16\r\n", b"", ""),
        (b"Content-Type: nonsense\r\n", b"still text", "still text"),
        (b"Content-Type: multipart/alternative\r\n", b"no parts", "no parts"),
    ],
)  # fmt: skip
def test_the_body_is_decoded(head: bytes, body: bytes, text: str) -> None:
    assert body_of(HEADER + head + b"\r\n" + body) == text


def test_encoded_fields_are_decoded() -> None:
    data = b"Subject: =?utf-8?b?xZ5pxZ9saQ==?=\r\nFrom: =?iso-8859-1?q?Andr=E9?= <a@b.c>\r\n\r\ntext"
    assert read(data).title == "Şişli"
    assert read(data).text.startswith("From: André <a@b.c>; Subject: Şişli")


def test_the_plain_alternative_is_read_if_it_has_text() -> None:
    message = mail()
    message.add_alternative("<p>The rent in HTML.</p>", subtype="html")
    assert body_of(message.as_bytes()) == "The rent is 450 lira."
    empty = mail(" \n")
    empty.add_alternative("<p>The rent in HTML.</p>", subtype="html")
    assert body_of(empty.as_bytes()) == "The rent in HTML."


def test_attachments_of_text_are_read_and_others_reported() -> None:
    message = mail()
    message.add_attachment("Town,Lit\nLima,1921\n", subtype="csv", filename="lights.csv")
    message.add_attachment(b"\x89PNG", "image", "png", filename="a.png")
    message.add_attachment(b"%PDF-1.7", "application", "pdf", filename="../b.pdf")
    message.add_attachment(b"a\0b\1\2", "application", "octet-stream", filename="c.txt")
    extraction = read(message.as_bytes())
    assert extraction.text.endswith("Town: Lima; Lit: 1921")
    assert extraction.places[-1].name == "attachment “lights.csv”"
    assert extraction.note.startswith("attachment not read: a.png; attachment not read: ../b")
    assert extraction.note.endswith("c.txt (it is not text: it holds NUL bytes)")


def test_forwarded_messages_are_read_with_their_headers() -> None:
    message = mail()
    message.add_attachment(mail("The old rent was 400 lira.\n", "Rent of 2020"))
    extraction = read(message.as_bytes())
    assert extraction.text.endswith("Subject: Rent of 2020\n\nThe old rent was 400 lira.")
    assert [place.name for place in extraction.places][2:] == [
        "forwarded message “Rent of 2020” header",
        "forwarded message “Rent of 2020”",
    ]


def test_a_forwarded_message_that_is_encoded_as_a_whole_is_decoded() -> None:
    inner = b64encode(bytes(mail("The keys are under the stone.", subject="Keys"))).decode()
    outer = (
        "Subject: Fwd\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n"
        f"Content-Transfer-Encoding: base64\n\n{inner}\n--b--\n"
    )
    extract = read(outer.encode())
    assert "The keys are under the stone." in extract.text
    assert "forwarded message “Keys”" in [place.name for place in extract.places]


def test_a_message_is_a_document() -> None:
    document = read_document("a.eml", mail().as_bytes(), Limits())
    assert (document.title, document.text.count("The rent")) == ("The rent", 2)


@pytest.mark.parametrize("data", [b"", b"plain text", b"\0" * 100, b"X-A: b\r\n\r\ntext"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(FileUnreadable, match="it is not an e-mail"):
        read(data)


def test_hostile_messages_are_refused() -> None:
    message = mail()
    for _ in range(20):
        outer = mail()
        outer.add_attachment(message)
        message = outer
    with pytest.raises(FileUnreadable, match="nested too deeply"):
        read(message.as_bytes())
    parts = b"--b\r\n\r\na\r\n" * 1_001
    with pytest.raises(FileUnreadable, match="more than 1,000 parts"):
        read(HEADER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts)


def test_damaged_messages_do_no_harm() -> None:
    message = mail()
    message.add_alternative("<p>The rent</p>", subtype="html")
    message.add_attachment("a,b\n1,2\n", subtype="csv", filename="lights.csv")
    message.add_attachment(mail("Old.\n"))
    samples.survives(eml.read, samples.damaged(message.as_bytes(), 100))
    chance = random.Random(1)
    for _ in range(100):  # header values of random bytes
        value = bytes(chance.choice(b'=?<>@",;:()\\ \xe9ab0') for _ in range(40))
        samples.survives(
            eml.read, iter([b"From: " + value + b"\nDate: " + value + b"\nSubject: " + value + b"\n\ntext"])
        )
