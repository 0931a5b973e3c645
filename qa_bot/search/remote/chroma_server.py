"""The door to a Chroma server: its address, a connection that waits only so long, and a collection over it."""

import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import chromadb
import httpx
from chromadb.config import Settings as ChromaSettings
from chromadb.errors import NotFoundError, error_types
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.vector_stores.chroma import ChromaVectorStore

from qa_bot.errors import SettingUnusable, StoreDamaged
from qa_bot.search.chroma_rows import GRAPH
from qa_bot.search.store_name import StoreName

_PORTS = {"http": 8000, "https": 443}
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)


class Address(NamedTuple):
    """Where a Chroma server listens; ``host`` is as it stands in an address."""

    scheme: str
    host: str
    port: int

    @property
    def url(self) -> str:
        """The address as it is written."""
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def site(self) -> StoreName:
        """The server as errors speak of it."""
        return StoreName(f"the Chroma server {self.url}", start="start it (`chroma run --path DIR --port N`)")


def address_in(setting: str) -> Address | None:
    """The address of a Chroma server that a setting is, or None where it is none at all.

    Raises:
        SettingUnusable: it is an address, and not one of a Chroma server.
    """
    if "://" not in setting:
        return None
    try:
        parts = urlsplit(setting)
        host, usual = parts.hostname or "", _PORTS[parts.scheme]
        port = parts.port or usual
        known = _HOST.fullmatch(host) and not (parts.username or parts.path.strip("/") or parts.query or parts.fragment)
    except (ValueError, KeyError):  # no number, or a scheme that no Chroma server speaks
        known = None
    if not known:  # what stands there is not told: a password may be in it
        raise SettingUnusable("QA_BOT_VECTORS is no address of a Chroma server; write http://host:port or https://….")
    return Address(parts.scheme, f"[{host}]" if ":" in host else host, port)


class Connection:
    """A client of a Chroma server that can be closed, and whose requests wait no longer than ``seconds``."""

    def __init__(self, address: Address, seconds: float) -> None:
        """Connect.

        Raises:
            StoreUnusable: the server does not answer.
        """
        self.address = address
        try:
            # First of all: the client asks this and that while it is made, and would wait for ever. Whatever is
            # answered will do: before a server that wants a token, only the client knows it.
            httpx.get(f"{address.url}/api/v2/heartbeat", timeout=seconds)
            self.client = _client(address)
        except (httpx.HTTPError, OSError, ValueError) as error:
            raise address.site.unreachable(error) from None
        # chromadb has no setting for how long to wait, and closes neither this session nor the one that asked whether
        # the database is there.
        self._sessions: list[httpx.Client] = [
            part._server._session  # noqa: SLF001
            for part in (self.client, self.client._admin_client)  # noqa: SLF001
        ]
        for session in self._sessions:
            session.timeout = httpx.Timeout(seconds)
            session.event_hooks = {"response": [_refuse_strangers]}

    def close(self) -> None:
        """Let go of the client and its connections."""
        self.client.close()
        for session in self._sessions:
            session.close()


class ServedStore(ChromaVectorStore):
    """LlamaIndex's Chroma store on a server, over a connection that can be closed."""

    _connection: Connection = PrivateAttr()

    def __init__(self, connection: Connection, collection: Any) -> None:
        """``connection`` is the one over which ``collection`` was opened."""
        scheme, host, port = connection.address
        super().__init__(chroma_collection=collection, host=host, port=port, ssl=scheme == "https")
        self._connection = connection

    @property
    def site(self) -> StoreName:
        """The server as errors speak of it."""
        return self._connection.address.site

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def served_store(address: Address, collection: str, create: bool, seconds: float) -> ServedStore:
    """The collection of this name; ``create`` makes it where it is not there, ``seconds`` bounds each request.

    Raises:
        StoreUnusable: the server does not answer.
        StoreDamaged: the collection is not there, and is not to be made.
    """
    connection = Connection(address, seconds)
    client = connection.client
    try:
        with address.site.told():
            if create:
                found = client.get_or_create_collection(collection, configuration=GRAPH, embedding_function=None)
            else:
                found = _there(client, collection, address)
    except BaseException:
        connection.close()
        raise
    return ServedStore(connection, found)


def _client(address: Address) -> Any:
    # No telemetry: it would go to the network.
    settings = ChromaSettings(anonymized_telemetry=False)
    return chromadb.HttpClient(address.host, address.port, address.scheme == "https", settings=settings)


def _there(client: Any, collection: str, address: Address) -> Any:
    try:
        return client.get_collection(collection, embedding_function=None)
    except NotFoundError:
        raise StoreDamaged(
            f"The vectors are gone from {address.site.name} (no collection {collection}): run `qa-bot index --rebuild`."
        ) from None


def _refuse_strangers(response: httpx.Response) -> None:
    """Raise for an error that is not in Chroma's own words, a proxy's page: chromadb would raise a bare Exception."""
    if response.is_error:
        response.read()
        try:
            body = response.json()
        except ValueError:
            body = None
        if not isinstance(body, dict) or body.get("error") not in error_types:
            response.raise_for_status()
