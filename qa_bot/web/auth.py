"""Who may open the page, as configured in Streamlit's secrets file.

Either of two logins admits a visitor: a shared password (``[qa_bot] password``, a hash), or an account at an OpenID
Connect provider (``[auth]``, as ``st.login`` reads it). See ``docs/login.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from qa_bot.errors import SettingUnusable
from qa_bot.web.passwords import check_hash

NOT_SET_UP = (
    "would be open to other machines, and nobody would need to log in: run `qa-bot password` and put what it prints "
    "into .streamlit/secrets.toml, or set up accounts there (see docs/login.md)."
)
"""Completes a sentence that begins with the page's address."""

_FILE = ".streamlit/secrets.toml"
_SHARED = ("redirect_uri", "cookie_secret")
_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_SECRET_CHARACTERS = 32
"""Anybody who guesses Streamlit's ``cookie_secret`` can log in as anybody else."""
_NAME = re.compile(r"[A-Za-z0-9-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open the page.

    Attributes:
        password: The password's hash, "" without a password login.
        providers: The names for ``st.login``, "" for the unnamed provider; empty without a login by account.
        users: The lower-case e-mail addresses of admitted accounts; if empty, all accounts are admitted.
        host: The page's host as registered with the provider, "" without a login by account.
    """

    password: str = field(default="", repr=False)
    providers: tuple[str, ...] = ()
    users: frozenset[str] = frozenset()
    host: str = ""

    @property
    def is_open(self) -> bool:
        """Whether no login is required."""
        return not self.password and not self.providers


def read_access() -> Access:
    """Return the login that the secrets file configures; Streamlit reads the file again when it changes.

    Raises:
        SettingUnusable: the file cannot be read, or its login is incomplete or invalid.
    """
    import streamlit as st  # noqa: PLC0415 - half a second that the other commands save
    from streamlit.errors import StreamlitSecretNotFoundError  # noqa: PLC0415

    try:
        return access_of(st.secrets.to_dict())
    except StreamlitSecretNotFoundError as error:
        if error.error_id == "no-secrets-found":
            return Access()
        raise _unreadable(error) from None
    except (OSError, UnicodeError) as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> SettingUnusable:
    """Return an error without the path, because the page displays it too."""
    reason = getattr(error, "strerror", None) or "not valid TOML in UTF-8"
    return SettingUnusable(f"The login cannot be read from {_FILE} ({reason}): correct the file and try again.")


def access_of(secrets: Mapping[str, Any]) -> Access:
    """Return the login that `secrets` configures.

    Raises:
        SettingUnusable: it is incomplete or invalid.
    """
    own = _table(secrets, "qa_bot")
    password = own.get("password", "")
    if password or "password" in own:
        check_hash(str(password))
    users = _users(own["users"]) if "users" in own else frozenset()
    auth = _table(secrets, "auth")
    return Access(str(password), _providers(auth), users, urlsplit(auth.get("redirect_uri", "")).netloc)


def _table(secrets: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = secrets.get(name, {})
    if not isinstance(found, Mapping):
        raise SettingUnusable(f"In {_FILE}, {name} must be a table: write [{name}] above its settings.")
    return found


def _users(listed: Any) -> frozenset[str]:
    """Return the admitted addresses; an empty list is refused because it could mean all or none."""
    if not (isinstance(listed, list) and listed and all(isinstance(user, str) and "@" in user for user in listed)):
        raise SettingUnusable(f'In {_FILE}, users must be a list of e-mail addresses: users = ["name@example.org"].')
    return frozenset(user.strip().casefold() for user in listed)


def _providers(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the provider names of ``[auth]``, each of which must be complete."""
    if not auth:
        return ()
    named = {name: table for name, table in auth.items() if isinstance(table, Mapping) and name != "client_kwargs"}
    unnamed = {"": auth} if any(key in auth for key in _OF_PROVIDER) or not named else {}
    _require(auth, "auth", _SHARED)
    for name, table in (unnamed | named).items():
        if name and not _NAME.fullmatch(name):
            raise SettingUnusable(f"In {_FILE}, a provider's name may hold letters, digits and hyphens only.")
        _require(table, f"auth.{name}" if name else "auth", _OF_PROVIDER)
    _check_shared(auth)
    return tuple(unnamed | named)


def _require(table: Mapping[str, Any], name: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        if not (isinstance(table.get(key), str) and table[key].strip()):
            raise SettingUnusable(f"In {_FILE}, [{name}] lacks {key}: see docs/login.md.")


def _check_shared(auth: Mapping[str, Any]) -> None:
    if not (auth["redirect_uri"].startswith(("http://", "https://")) and auth["redirect_uri"].endswith(_CALLBACK)):
        raise SettingUnusable(
            f"In {_FILE}, redirect_uri must be the page's address followed by {_CALLBACK}, such as "
            f"https://bot.example.org{_CALLBACK}."
        )
    if len(auth["cookie_secret"]) < _SECRET_CHARACTERS:
        raise SettingUnusable(
            f"In {_FILE}, cookie_secret needs {_SECRET_CHARACTERS} random characters or more: `openssl rand -hex 32` "
            "generates them."
        )
