"""A client of a running page without a browser: Streamlit's protocol over the page's WebSocket."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.Common_pb2 import (
    ChatInputValue,
    FileUploaderState,
    FileURLsRequest,
    StringArray,
    UploadedFileInfo,
)
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

TIMEOUT_SECONDS = 60


@contextmanager
def connected(
    address: str, *, host: str = "", origin: str | None = None, headers: Sequence[tuple[str, str]] = ()
) -> Iterator[ClientConnection]:
    """Connect to the WebSocket of the page at ``address``, claiming to ask for ``host`` and to come from ``origin``.

    Raises:
        websockets.exceptions.InvalidStatus: the server refuses.
    """
    where = urlsplit(address)
    with (
        socket.create_connection((where.hostname or "", where.port or 80), timeout=TIMEOUT_SECONDS) as reached,
        connect(
            f"ws://{host or where.netloc}/_stcore/stream",
            sock=reached,
            origin=Origin(origin) if origin else None,
            subprotocols=[Subprotocol("streamlit")],
            additional_headers=list(headers),
            max_size=None,
            proxy=None,
            open_timeout=TIMEOUT_SECONDS,
        ) as connection,
    ):
        yield connection


class PageClient:
    """A visitor's session. ``login`` is the token that a browser would have as a cookie.

    ``through`` is the address of a visitor behind a proxy on this machine.
    """

    def __init__(self, address: str, login: str = "", through: str = "") -> None:
        self.address = address
        self.http = httpx.Client(base_url=address, trust_env=False, timeout=TIMEOUT_SECONDS)
        port = urlsplit(address).port
        headers = [("Cookie", f"qa_bot_login_{port}={login}")] if login else []
        headers += [("X-Forwarded-For", through)] if through else []
        self._open = ExitStack()
        self._socket = self._open.enter_context(connected(address, headers=headers))
        self._session = ""
        self.pages: list[str] = []
        self._elements: dict[tuple[int, ...], Any] = {}
        self._query = ""
        self._fragment = ""

    def close(self) -> None:
        self._open.close()
        self.http.close()

    def run_by_itself(self) -> None:
        """Run the fragment that a browser runs every few seconds."""
        self.run(fragment=self._fragment)

    def run(self, *states: WidgetState, fragment: str = "") -> None:
        """Run the script with widget states, and receive what it draws."""
        state = ClientState(query_string=self._query, widget_states=WidgetStates(widgets=states), fragment_id=fragment)
        self._send(BackMsg(rerun_script=state))
        finished = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        while finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            finished = self._receive("script_finished").script_finished

    def named(self, kind: str) -> list[Any]:
        """Return the drawn elements of a kind (``button``, ``text_input``, ``bidi_component``)."""
        return [getattr(element, kind) for element in self._elements.values() if element.WhichOneof("type") == kind]

    def labels(self) -> list[str]:
        return [button.label for button in self.named("button")]

    def component(self, name: str) -> list[dict[str, Any]]:
        """Return the data of all components of a name."""
        return [json.loads(one.json)[0] for one in self._components(name)]

    def press(self, label: str) -> None:
        """Press a button."""
        (button,) = (one for one in self.named("button") if one.label == label)
        self.run(WidgetState(id=button.id, trigger_value=True))

    def enter(self, label: str, text: str) -> None:
        """Enter a text into a field."""
        (field,) = (one for one in self.named("text_input") if one.label == label)
        self.run(WidgetState(id=field.id, string_value=text))

    def choose(self, label: str, *options: str) -> None:
        """Choose ``options`` of a field, and no others."""
        (field,) = (one for one in self.named("multiselect") if one.label == label)
        self.run(WidgetState(id=field.id, string_array_value=StringArray(data=options)))

    def ask(self, question: str) -> None:
        """Ask a question in the chat input."""
        (field,) = self.named("chat_input")
        self.run(WidgetState(id=field.id, chat_input_value=ChatInputValue(data=question)))

    def send_event(self, name: str, event: str, value: object, holds: Callable[[Any], bool] = bool) -> None:
        """Send an event of the one component of a name whose data ``holds``."""
        (part,) = (one for one in self._components(name) if holds(json.loads(one.json)[0]))
        payload = json.dumps([{"event": event, "value": value}])
        self.run(WidgetState(id=f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{part.id}__events", json_trigger_value=payload))

    def log_in(self, password: str) -> str:
        """Log in by password; return the token for the browser's cookie."""
        (field,) = self.named("text_input")
        (button,) = (one for one in self.named("button") if one.label == "Log in")
        self.run(WidgetState(id=field.id, string_value=password), WidgetState(id=button.id, trigger_value=True))
        return str(self.component("login")[-1]["token"])

    def download(self, label: str) -> bytes | None:
        """Return the file that a button saves; None if it saves none."""
        self.press(label)
        return self.saved()

    def saved(self) -> bytes | None:
        """Return the file that the page saves; None if it saves none."""
        (download,) = (one["download"] for one in self.component("keys")) if self.component("keys") else (None,)
        return self.http.get(download["address"]).content if download else None

    def upload(self, name: str, data: bytes) -> None:
        """Upload a file as the page's field does, and run the script with it."""
        (field,) = self.named("file_uploader")
        self._send(
            BackMsg(file_urls_request=FileURLsRequest(request_id="1", file_names=[name], session_id=self._session))
        )
        (urls,) = self._receive("file_urls_response").file_urls_response.file_urls
        token = self.xsrf_token()
        sent = self.http.put(urls.upload_url, files={"file": (name, data)}, headers={"X-Xsrftoken": token})
        sent.raise_for_status()
        info = UploadedFileInfo(name=name, size=len(data), file_id=urls.file_id, file_urls=urls)
        self.run(WidgetState(id=field.id, file_uploader_state_value=FileUploaderState(uploaded_file_info=[info])))

    def upload_address(self) -> str:
        """Return the path to which a file of this session can be sent."""
        return f"/_stcore/upload_file/{self._session}/one"

    def xsrf_token(self) -> str:
        """Return the token that the server sets as a cookie."""
        self.http.get("/_stcore/host-config")
        self.http.get("/_stcore/health")
        return str(self.http.cookies.get("_streamlit_xsrf", ""))

    def _components(self, name: str) -> list[Any]:
        return [one for one in self.named("bidi_component") if one.component_name == f"qa_bot.{name}"]

    def _send(self, message: BackMsg) -> None:
        self._socket.send(message.SerializeToString())

    def _receive(self, wanted: str) -> ForwardMsg:
        """Receive messages up to the next one of the kind ``wanted``."""
        while True:
            received = self._socket.recv(timeout=TIMEOUT_SECONDS)
            assert isinstance(received, bytes)
            message = ForwardMsg()
            message.ParseFromString(received)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._elements.clear()
                self._session = message.new_session.initialize.session_id
            elif kind == "navigation":
                self.pages = [page.page_name for page in message.navigation.app_pages]
            elif kind == "page_info_changed":
                self._query = message.page_info_changed.query_string
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self._fragment = message.delta.fragment_id or self._fragment
                self._elements[tuple(message.metadata.delta_path)] = message.delta.new_element
            if kind == wanted:
                return message
