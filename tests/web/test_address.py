"""What the query of the address names, and what of it is not valid."""

import pytest

from qa_bot.records import Span
from qa_bot.web.address import Address, parsed

ADDRESSES = [
    Address(),
    Address("documents", chat="c"),
    Address("document", about="id"),
    Address("chat", "c", 7),
    Address("chat", "c", 7, document="id", quote=Span(3, 9)),
    Address("document", about="id", document="id"),
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_read_as_it_was_written(address: Address) -> None:
    assert parsed(address.parameters()) == address


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"view": "settings"}, Address()),
        ({"view": "documents", "about": "id"}, Address("documents")),
        ({"answer": "x", "chat": "c"}, Address(chat="c")),
        ({"document": "id", "quote": "9-3"}, Address(document="id")),
        ({"document": "id", "quote": "3-3"}, Address(document="id")),
        ({"document": "id", "quote": "-1-3"}, Address(document="id")),
        ({"document": "id", "quote": "1-" + "9" * 5_000}, Address(document="id")),
        ({"quote": "3-9"}, Address()),
    ],
)
def test_what_is_not_valid_is_left_out(parameters: dict[str, str], found: Address) -> None:
    assert parsed(parameters) == found
