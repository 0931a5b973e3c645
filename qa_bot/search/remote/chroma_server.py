"""Vector search over a collection of a Chroma server."""

import re
from contextlib import closing, suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings as ChromaSettings
from chromadb.config import System
from chromadb.errors import NotFoundError, error_types

from qa_bot.errors import SettingUnusable, StoreDamaged
from qa_bot.search.chroma_collection import CONFIGURATION, ChromaCollection
from qa_bot.search.store_name import StoreName

_PORTS = {"http": 8000, "https": 443}
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]*:[0-9a-f:.]*", re.IGNORECASE)


class ServerAddress(NamedTuple):
    """The address of a Chroma server; ``host`` is as in a URL."""

    scheme: str
    host: str
    port: int

    @property
    def name(self) -> StoreName:
        """The server as error messages name it."""
        url = f"{self.scheme}://{self.host}:{self.port}"
        return StoreName(f"the Chroma server {url}", start="start it (`chroma run --path DIR --port N`)")


def address_in(setting: str) -> ServerAddress | None:
    """Return the address of a Chroma server in a setting, None where the setting is no URL.

    Raises:
        SettingUnusable: it is a URL, but not one of a Chroma server.
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
    if not known:  # the setting is not quoted: it may hold a password
        raise SettingUnusable("QA_BOT_VECTORS is no address of a Chroma server; write http://host:port or https://….")
    return ServerAddress(parts.scheme, f"[{host}]" if ":" in host else host, port)


class ServerConnection(FastAPI):
    """Chroma's HTTP client with what its own settings lack: a timeout, and an end of the connection."""

    def __init__(self, address: ServerAddress, seconds: float) -> None:
        """Connect at the first request, which may take ``seconds`` as every other."""
        settings = ChromaSettings(
            anonymized_telemetry=False,  # it would use the network
            chroma_server_host=address.host,
            chroma_server_http_port=address.port,
            chroma_server_ssl_enabled=address.scheme == "https",
        )
        super().__init__(System(settings))
        self._session.timeout = httpx.Timeout(seconds)
        self._session.event_hooks = {"response": [_raise_foreign_errors]}

    def close(self) -> None:
        """Close the connection."""
        self._session.close()


class ServerVectorSearch(ChromaCollection):
    """A collection of a Chroma server with the connection that it is reached by."""

    def __init__(self, address: ServerAddress, collection: str, create: bool, seconds: float) -> None:
        """Open ``collection``; ``create`` makes it where it is absent.

        Raises:
            StoreUnusable: the server does not answer within ``seconds``.
            StoreDamaged: the collection is absent and not to be made.
        """
        self._connection = ServerConnection(address, seconds)
        try:
            with address.name.translated_errors():
                model = _opened(self._connection, address, collection, create)
        except BaseException:
            self.close()
            raise
        super().__init__(Collection(self._connection, model, embedding_function=None), address.name)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _opened(connection: ServerConnection, address: ServerAddress, collection: str, create: bool) -> Any:
    if create:
        return connection.get_or_create_collection(collection, configuration=CONFIGURATION)
    try:
        return connection.get_collection(collection)
    except NotFoundError:
        raise StoreDamaged(
            f"The vectors are gone from {address.name.name} (no collection {collection}): run `qa-bot index --rebuild`."
        ) from None


def delete_collection(address: ServerAddress, collection: str, seconds: float) -> None:
    """Delete a collection; an absent one is no error.

    Raises:
        StoreUnusable: the server does not answer.
    """
    connection = ServerConnection(address, seconds)
    with closing(connection), address.name.translated_errors(), suppress(NotFoundError):
        connection.delete_collection(collection)


def _raise_foreign_errors(response: httpx.Response) -> None:
    """Raise for an error that is not Chroma's own, such as a proxy's page: chromadb would raise a bare Exception."""
    if response.is_error:
        response.read()
        try:
            body = response.json()
        except ValueError:
            body = None
        if not isinstance(body, dict) or body.get("error") not in error_types:
            response.raise_for_status()
