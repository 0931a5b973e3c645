"""The page's address is checked before any work is done for it."""

import socket
from collections.abc import Iterator

import pytest

from qa_bot.errors import AddressTaken
from qa_bot.web.server import PAGE, ListenAddress, check_address, is_loopback, opening_line


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which something listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def test_free_port_is_accepted_and_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    check_address("127.0.0.1", port)
    check_address("127.0.0.1", port)


def test_taken_port_is_reported_with_a_remedy(taken: int) -> None:
    with pytest.raises(AddressTaken, match=rf"127\.0\.0\.1:{taken} .*--port"):
        check_address("127.0.0.1", taken)


def test_invalid_port_is_reported() -> None:
    with pytest.raises(AddressTaken, match="no port 70000"):
        check_address("127.0.0.1", 70_000)


def test_address_of_another_machine_is_reported() -> None:
    with pytest.raises(AddressTaken, match="--host"):
        check_address("192.0.2.1", 8501)  # reserved for documentation: nobody's


def test_page_is_where_the_server_looks_for_it() -> None:
    assert PAGE.is_file()


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("", False),
        ("192.0.2.1", False),
    ],
)
def test_only_a_loopback_address_is_this_machines_own(host: str, only_here: bool) -> None:
    assert is_loopback(host) == only_here


@pytest.mark.parametrize(
    ("host", "opened"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "[::1]"),
        ("0.0.0.0", "127.0.0.1"),
        ("::", "[::1]"),
        ("bot.local", "bot.local"),
    ],
)
def test_the_printed_address_can_be_opened(host: str, opened: str) -> None:
    line = opening_line(ListenAddress(host, 8501))
    assert line.startswith(f"Open http://{opened}:8501 in a browser")
    assert (f"http://{socket.gethostname()}:8501 from another machine" in line) == (host in ("0.0.0.0", "::"))
