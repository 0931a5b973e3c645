"""A language model's server on this machine: the streaming protocols of OpenAI and of Ollama, scripted per test.

By default it answers from the passages that it is sent, as a careful model would. A test gives it another ``script``.
"""

import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "scripted"
CUT = "\0cut"
"""A part that ends the connection before the reply is complete."""
WAIT = "\0wait"
"""A part that waits until the test sets ``released``, or the client hangs up."""

_PASSAGE = re.compile(r"^(\w+) passage \[(\d+)\][^\n]*\n(.*?)(?=^\1 )", re.MULTILINE | re.DOTALL)
_SENTENCE = re.compile(r"[^.!?。]+[.!?。]+")


@dataclass(frozen=True)
class Prompt:
    """What the model was asked: the instruction, the text, and the passages in it by their numbers."""

    system: str
    text: str
    headers: Mapping[str, str]

    @property
    def passages(self) -> dict[int, str]:
        return {int(number): passage.strip() for _, number, passage in _PASSAGE.findall(self.text)}


@dataclass(frozen=True)
class Reply:
    """Parts of a reply in the order in which they are sent, or an HTTP error."""

    parts: Iterable[str] = ()
    status: int = 200
    error: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Script = Callable[[Prompt], Reply]


def says(*parts: str) -> Script:
    """A script that replies with these parts to everything."""
    return lambda _: Reply(parts)


def first_sentences(prompt: Prompt) -> Reply:
    """The first sentence of each of the first two passages, each with the passage's number."""
    found = [(number, _SENTENCE.search(passage)) for number, passage in prompt.passages.items()]
    return Reply([f"{match[0].strip()} [{number}] " for number, match in found[:2] if match])


class LanguageServer:
    """The server, what it was asked, and how it replies."""

    def __init__(self) -> None:
        self.address = ""
        self.script: Script = first_sentences
        self.prompts: list[Prompt] = []
        self.paths: list[str] = []
        self.window = 8192
        self.counts_tokens = True
        self.released = threading.Event()
        self.hung_up = threading.Event()
        """Whether a client closed the connection before a reply was complete."""

    @property
    def openai_like(self) -> str:
        """The setting that names it by the protocol of OpenAI."""
        return f"openai-like:{self.address}/v1#{MODEL}"

    @property
    def ollama(self) -> str:
        """The setting that names it by the protocol of Ollama."""
        return f"ollama:{self.address}#{MODEL}"

    def reply(self, body: Any, headers: Mapping[str, str]) -> Reply:
        texts = {message["role"]: message.get("content", "") for message in body["messages"]}
        self.prompts.append(Prompt(texts.get("system", ""), texts.get("user", ""), headers))
        return self.script(self.prompts[-1])


@contextmanager
def language_server() -> Iterator[LanguageServer]:
    """The server while the block runs."""
    server = LanguageServer()
    handler = type("Handler", (_Handler,), {"language": server})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        http.daemon_threads = True
        server.address = f"http://127.0.0.1:{http.server_port}"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            http.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    language: LanguageServer

    def do_GET(self) -> None:
        self.language.paths.append(self.path)
        if self.path == "/v1/models":
            self._send({"data": [{"id": MODEL, "max_model_len": self.language.window}]})
        elif self.path == "/api/tags":
            self._send({"models": [{"name": f"{MODEL}:latest"}]})
        else:
            self._send({}, 404)

    def do_POST(self) -> None:
        self.language.paths.append(self.path)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/api/show":
            self._send({"model_info": {"llama.context_length": self.language.window}})
        elif self.path == "/tokenize" and self.language.counts_tokens:
            self._send({"tokens": body["content"].split()})
        elif self.path == "/v1/chat/completions":
            self._stream(body, _openai_line, "text/event-stream")
        elif self.path == "/api/chat":
            self._stream(body, _ollama_line, "application/x-ndjson")
        else:
            self._send({}, 404)

    def _stream(self, body: Any, line: Callable[[str, bool], str], kind: str) -> None:
        reply = self.language.reply(body, dict(self.headers))
        if reply.status != 200:
            error: Any = {"message": reply.error} if self.path.startswith("/v1") else reply.error
            self._send({"error": error}, reply.status, reply.headers)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for part in reply.parts:
                if part == CUT:
                    self.close_connection = True
                    return
                if part == WAIT:
                    self._wait()
                else:
                    self._chunk(line(part, False))
            self._chunk(line("", True))
            self._chunk("")
        except OSError:
            self.language.hung_up.set()
            self.close_connection = True

    def _wait(self) -> None:
        """Wait until the test goes on; a client that hangs up meanwhile is noticed by what it sends: the end."""
        self.connection.settimeout(0.02)
        while not self.language.released.is_set():
            with suppress(TimeoutError):
                if not self.connection.recv(1):
                    raise ConnectionResetError
        self.connection.settimeout(None)

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()

    def _send(self, body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        pass


def _openai_line(text: str, is_last: bool) -> str:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": "stop" if is_last else None}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL, "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n" + ("data: [DONE]\n\n" if is_last else "")


def _ollama_line(text: str, is_last: bool) -> str:
    chunk = {"model": MODEL, "created_at": "2026-01-01T00:00:00Z", "message": {"role": "assistant", "content": text}}
    counts = {"done_reason": "stop", "prompt_eval_count": 2000, "eval_count": 5} if is_last else {}
    return json.dumps(chunk | {"done": is_last} | counts) + "\n"
