"""The page's server and requests from other hosts, other origins and other machines."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from qa_bot.web.passwords import hashed
from tests.browser.served import ROOT, served, wait_for_ends
from tests.page_client import TIMEOUT_SECONDS, PageClient, connected
from tests.processes import WATCH

PASSWORD = "correct horse battery staple"
EVIL = "evil.example"
REFUSED = 403
QUESTION = "Which city is the capital of Ecuador?"
AT_THE_END = """
import atexit, os, socket, sys

def reach():
    with open(os.environ["SEEN"] + ".modules", "a") as file:
        file.write("\\n".join(sys.modules) + "\\n")
    for _ in range(2):
        try:
            socket.socket().connect(("192.0.2.1", 80))
        except OSError:
            pass

atexit.register(reach)
"""
"""Proves the watch at the server's end, and tells what was imported."""

UNSAFE = {
    "STREAMLIT_SERVER_ENABLE_CORS": "false",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false",
    "STREAMLIT_SERVER_ENABLE_AGENT_API": "true",
    "QA_BOT_ALLOWED_HOSTS": "proxied.example.org, Other.example.org",
}
"""What the environment may say, and the server must not go by, and the names that it must."""

SECRETS = f"""
[qa_bot]
password = "{{password}}"

[auth]
redirect_uri = "https://bot.example.org/oauth2callback"
cookie_secret = "{"x" * 32}"
client_id = "bot"
client_secret = "secret"
server_metadata_url = "http://192.0.2.1/.well-known/openid-configuration"
"""


@dataclass
class Server:
    """A running page, its folder, and the names that it is to answer to."""

    address: str
    folder: Path
    running: ExitStack
    has_login: bool

    @property
    def port(self) -> str:
        return self.address.rpartition(":")[2]

    def enter(self) -> PageClient:
        client = PageClient(self.address)
        client.run()
        if self.has_login:
            client.log_in(PASSWORD)
        return client

    def status(self, **headers: str) -> int:
        """What the server answers to a request with these headers."""
        return httpx.get(
            f"{self.address}/_stcore/health", headers=headers, trust_env=False, timeout=TIMEOUT_SECONDS
        ).status_code

    def answers(self, host: str, origin: str | None) -> bool:
        """Whether the server answers such a request; the same on both ways."""
        over_http = self.status(Host=host, **({"Origin": origin} if origin else {})) == 200
        try:
            with connected(self.address, host=host, origin=origin):
                over_socket = True
        except InvalidStatus as refused:
            over_socket = refused.response.status_code != REFUSED
        assert over_http == over_socket
        return over_http


@pytest.fixture(scope="module", params=["127.0.0.1", "0.0.0.0"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page for this machine without a login, then one for others with both ways to log in."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "quito.txt").write_text("Quito is the capital of Ecuador.", encoding="utf-8")
    (folder / "sitecustomize.py").write_text(WATCH + AT_THE_END, encoding="utf-8")
    has_login = request.param == "0.0.0.0"
    if has_login:
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(SECRETS.format(password=hashed(PASSWORD)), encoding="utf-8")
    settings = UNSAFE | {"PYTHONPATH": f"{folder}:{ROOT}", "SEEN": str(folder / "seen"), "HOME": str(folder)}
    with ExitStack() as running:
        options = ("--host", request.param)
        address = running.enter_context(
            served(folder / "seeds", folder / "store", *options, folder=folder, settings=settings)
        )
        yield Server(address, folder, running, has_login)


def test_a_page_s_own_names_are_answered_at_any_port(server: Server) -> None:
    for name in ("127.0.0.1", "localhost", "page.localhost", "[::1]", "192.168.0.7", "LOCALHOST", "localhost."):
        for port in (f":{server.port}", ":9000", ""):  # forwarded from another port
            assert server.answers(name + port, f"http://{name}{port}".lower())
            assert server.answers(name + port, None)


def test_the_names_of_a_proxy_are_answered(server: Server) -> None:
    names = {"proxied.example.org", "other.example.org"} | ({"bot.example.org"} if server.has_login else set())
    for name in names:
        assert server.answers(name, f"https://{name}")
        assert server.answers(f"127.0.0.1:{server.port}", f"https://{name}"), "the proxy put its target in its place"


def test_no_other_host_is_answered(server: Server) -> None:
    strangers = [EVIL, f"{EVIL}:{server.port}", "localhost.evil.example", "127.0.0.1.nip.io"]
    for host in strangers if server.has_login else [*strangers, "bot.example.org", socket.gethostname()]:
        assert not server.answers(host, f"http://{host}"), "this is what a rebound name looks like"
        assert not server.answers(host, None)
    for host in ("", "user@localhost", "localhost/evil", "localhost:port", "[::1", "::1"):
        assert server.status(Host=host) == REFUSED


def test_a_page_for_others_answers_to_this_machine_s_name(server: Server) -> None:
    name = socket.gethostname()
    assert server.answers(f"{name}:{server.port}", f"http://{name}:{server.port}".lower()) == server.has_login


def test_no_other_origin_is_answered(server: Server) -> None:
    for origin in (
        f"http://{EVIL}",
        f"http://{EVIL}:{server.port}",
        "http://localhost:3000",
        "http://127.0.0.1",
        "null",
    ):
        assert not server.answers(f"127.0.0.1:{server.port}", origin)


def test_a_refusal_says_what_to_do(server: Server) -> None:
    response = httpx.get(server.address, headers={"Host": EVIL}, trust_env=False, timeout=TIMEOUT_SECONDS)
    assert response.status_code == REFUSED
    assert "QA_BOT_ALLOWED_HOSTS" in response.text
    assert EVIL not in response.text


def test_no_other_site_may_read_what_is_answered(server: Server) -> None:
    answer = httpx.get(f"{server.address}/_stcore/health", trust_env=False, timeout=TIMEOUT_SECONDS)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_a_file_is_taken_with_the_token_of_the_page_only(server: Server) -> None:
    client = server.enter()
    files = {"file": ("stolen.txt", b"words")}
    for headers in ({}, {"X-Xsrftoken": "2|00000000|00000000|0"}):
        for method in ("PUT", "DELETE"):
            sent = client.http.request(method, client.upload_address(), files=files, headers=headers)
            assert sent.status_code == REFUSED
    client.upload("added.txt", b"Words that were added.")
    assert (server.folder / "seeds" / "added.txt").exists()
    client.close()


@pytest.mark.parametrize("server", ["0.0.0.0"], indirect=True)
def test_wrong_passwords_make_their_address_wait(server: Server) -> None:
    visitors = [
        PageClient(server.address, through=address) for address in ("203.0.113.5", "203.0.113.5", "203.0.113.6")
    ]
    for visitor in visitors:
        visitor.run()
    alerts = []
    for visitor, password in [(visitors[0], "wrong")] * 5 + [(visitor, PASSWORD) for visitor in visitors]:
        visitor.log_in(password)
        alerts.append([alert.body for alert in visitor.named("alert")])
        visitor.close() if password == PASSWORD else None
    assert alerts[:5] == [["Wrong password."]] * 5
    assert all(re.fullmatch(r"Too many wrong passwords: try again in \d+ seconds?\.", *line) for line in alerts[5:7])
    assert alerts[7] == [], "another address need not wait"


def test_programs_are_not_served_beside_the_page(server: Server) -> None:
    sent = httpx.post(f"{server.address}/_stcore/agent/interact", json={}, trust_env=False, timeout=TIMEOUT_SECONDS)
    assert sent.status_code == REFUSED


def test_a_page_s_server_never_reaches_for_another_machine(server: Server) -> None:
    """The last test of a server: it ends it."""
    client = server.enter()
    client.ask(QUESTION)
    assert "Quito" in str(client.component("answer"))
    client.close()
    for host, origin in [(EVIL, f"http://{EVIL}"), (f"127.0.0.1:{server.port}", f"http://{EVIL}")]:
        assert not server.answers(host, origin)
    server.running.close()
    wait_for_ends()
    seen = (server.folder / "seen").read_text(encoding="utf-8").splitlines()
    assert seen == ["socket.connect 192.0.2.1"] * 2
    modules = (server.folder / "seen.modules").read_text(encoding="utf-8").split()
    assert "qa_bot.web.components" in modules
    assert not {"pandas", "pyarrow"} & {*modules}, "Streamlit loads them for tables only: half of the first page's time"
