"""The command line's part in the login: a password's hash, and no page for others without one."""

import contextlib
import os
import pty
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from qa_bot.cli.commands import main
from qa_bot.web.auth import access_of
from qa_bot.web.passwords import is_right
from tests.processes import Begun

PASSWORD = "correct horse battery staple"
EVERYWHERE = "0.0.0.0"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to start from, without a secrets file there or at home; an invalid setting ends the command later."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("QA_BOT_HITS", "few")
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".streamlit").mkdir()
    st.secrets._reset()
    yield tmp_path
    st.secrets._reset()


def put(folder: Path, secrets: str) -> None:
    (folder / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind((EVERYWHERE, 0))
        return str(probe.getsockname()[1])


def chat(host: str) -> int:
    """Start a page; with the fixture's setting, nothing heavy is loaded before it is refused."""
    return main(["chat", "--host", host, "--port", free_port()])


@pytest.mark.parametrize("host", [EVERYWHERE, "::"])
def test_a_page_for_others_does_not_start_without_a_login(
    folder: Path, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(host) == 1
    output = capsys.readouterr()
    assert (output.out, output.err.count("\n")) == ("", 1)
    assert f"The page at {host} would be open to other machines" in output.err
    assert "qa-bot password" in output.err
    assert "docs/login.md" in output.err
    assert [path.name for path in folder.iterdir()] == [".streamlit"], "nothing may be done before"


def test_a_secrets_file_without_a_login_is_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, '[database]\npassword = "of something else"\n')
    assert chat(EVERYWHERE) == 1
    assert "would be open to other machines" in capsys.readouterr().err


def test_this_machine_s_own_page_needs_no_login(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert chat("127.0.0.1") == 1
    assert "QA_BOT_HITS is 'few'" in capsys.readouterr().err


@pytest.mark.parametrize("host", [EVERYWHERE, "127.0.0.1"])
def test_an_invalid_login_is_reported_before_any_work(
    folder: Path, host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, f'[qa_bot]\npassword = "{PASSWORD}"\n')
    assert chat(host) == 1
    output = capsys.readouterr().err
    assert output.count("\n") == 1
    assert "is not a hash: put the output of `qa-bot password` there" in output
    assert PASSWORD not in output


def test_with_a_login_the_page_starts_for_others_and_says_what_crosses_the_network(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("typed").open("w+", encoding="utf-8") as typed:
        typed.write(PASSWORD + "\nand what nobody reads\n")
        typed.seek(0)
        monkeypatch.setattr(sys, "stdin", typed)
        assert main(["password"]) == 0
    printed = capsys.readouterr()
    assert ".streamlit/secrets.toml" in printed.err
    assert is_right(PASSWORD, access_of(tomllib.loads(printed.out)).password)
    put(folder, printed.out)
    assert chat(EVERYWHERE) == 1
    clear, next_problem = capsys.readouterr().err.splitlines()
    assert "unencrypted unless you set up TLS" in clear
    assert "QA_BOT_HITS is 'few'" in next_problem


def test_a_refused_start_ends_at_once_though_streamlit_watches_the_file(folder: Path) -> None:
    put(folder, '[database]\npassword = "of something else"\n')
    begun = Begun("-m", "qa_bot.cli", "chat", "--host", EVERYWHERE, "--port", free_port(), folder=folder)
    code, out, err = begun.result()
    assert (code, out, err.count("\n")) == (1, "", 1)


def test_a_password_that_is_too_short_is_not_hashed(folder: Path) -> None:
    begun = Begun("-c", "import sys; from qa_bot.cli.commands import main; sys.exit(main(['password']))", folder=folder)
    code, out, err = begun.result()
    assert (code, out) == (1, "")
    assert "from 10 to 1024 characters" in err


def typed_at_a_terminal(folder: Path, *lines: str) -> tuple[int, str]:
    """What the command comes to when these lines are typed, and all that the terminal shows."""
    terminal, keyboard = pty.openpty()
    command = [sys.executable, "-m", "qa_bot.cli", "password"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    begun = subprocess.Popen(
        command, env=environment, stdin=keyboard, stdout=keyboard, stderr=keyboard, start_new_session=True
    )
    os.close(keyboard)
    shown = b""
    for line in lines:
        while not shown.endswith((b"Password: ", b"again: ")):
            shown += os.read(terminal, 1024)
        os.write(terminal, line.encode() + b"\n")
        shown += b"|"
    with contextlib.suppress(OSError):  # the other end is closed: the command has ended
        while more := os.read(terminal, 1024):
            shown += more
    os.close(terminal)
    return begun.wait(timeout=60), shown.decode()


def test_a_typed_password_is_asked_twice_and_never_shown(folder: Path) -> None:
    code, shown = typed_at_a_terminal(folder, PASSWORD, PASSWORD)
    assert code == 0
    assert "scrypt$" in shown
    assert PASSWORD not in shown


def test_two_typed_passwords_that_differ_are_refused(folder: Path) -> None:
    code, shown = typed_at_a_terminal(folder, PASSWORD, PASSWORD + "s")
    assert code == 1
    assert "The two passwords are not the same" in shown
    assert "scrypt$" not in shown
