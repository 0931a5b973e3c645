"""Who may open the page: the login that Streamlit's secrets file sets up, if it sets up one.

Two ways, either of which admits: a password for all (``[qa_bot] password``, a hash), or accounts at a provider of
OpenID Connect (``[auth]``, as Streamlit's ``st.login`` reads it). ``docs/login.md`` tells how.
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
    "into .streamlit/secrets.toml, or set up accounts there (docs/login.md tells how)."
)
"""Why a page is not served, after its name."""

_FILE = ".streamlit/secrets.toml"
_SHARED = ("redirect_uri", "cookie_secret")
_OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_SECRET_CHARACTERS = 32
"""Whoever guesses Streamlit's ``cookie_secret`` can log in as anybody, without the provider."""
_NAME = re.compile(r"[A-Za-z0-9-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Access:
    """Who may open the page.

    Attributes:
        password: The hash of the password that admits, "" where none does.
        providers: The names for ``st.login``, "" for the one without a name; none where no account admits.
        users: The mail addresses, in lower case, of the accounts that are admitted; all are where there is none.
        host: The page's host as the provider knows it, "" where no account admits.
    """

    password: str = field(default="", repr=False)
    providers: tuple[str, ...] = ()
    users: frozenset[str] = frozenset()
    host: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody needs to log in."""
        return not self.password and not self.providers


def read_access() -> Access:
    """The login as the secrets file has it now; Streamlit reads the file again when it changes.

    Raises:
        SettingUnusable: the file cannot be read, or what it says of the login makes no sense.
    """
    import streamlit as st  # noqa: PLC0415 - half a second, which the other commands need not pay
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
    """Told without the path, which is for the server's own eyes: the page says this too."""
    reason = getattr(error, "strerror", None) or "it is no TOML, or no UTF-8"
    return SettingUnusable(f"The login cannot be read from {_FILE} ({reason}): mend the file and try again.")


def access_of(secrets: Mapping[str, Any]) -> Access:
    """The login that these secrets set up.

    Raises:
        SettingUnusable: a part of it is missing or makes no sense.
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
        raise SettingUnusable(f"In {_FILE}, {name} must be a table: write [{name}] above what belongs to it.")
    return found


def _users(listed: Any) -> frozenset[str]:
    """An empty list is refused: nobody can tell whether it means all or none."""
    if not (isinstance(listed, list) and listed and all(isinstance(user, str) and "@" in user for user in listed)):
        raise SettingUnusable(f'In {_FILE}, users must be a list of mail addresses: users = ["name@example.org"].')
    return frozenset(user.strip().casefold() for user in listed)


def _providers(auth: Mapping[str, Any]) -> tuple[str, ...]:
    """The providers of a complete [auth]; every one that is begun must be complete."""
    if not auth:
        return ()
    named = {name: table for name, table in auth.items() if isinstance(table, Mapping) and name != "client_kwargs"}
    unnamed = {"": auth} if any(key in auth for key in _OF_PROVIDER) or not named else {}
    _demand(auth, "auth", _SHARED)
    for name, table in (unnamed | named).items():
        if name and not _NAME.fullmatch(name):
            raise SettingUnusable(f"In {_FILE}, a provider's name may hold letters, digits and hyphens only.")
        _demand(table, f"auth.{name}" if name else "auth", _OF_PROVIDER)
    _check_shared(auth)
    return tuple(unnamed | named)


def _demand(table: Mapping[str, Any], name: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        if not (isinstance(table.get(key), str) and table[key].strip()):
            raise SettingUnusable(f"In {_FILE}, [{name}] lacks {key}: docs/login.md tells what belongs there.")


def _check_shared(auth: Mapping[str, Any]) -> None:
    if not (auth["redirect_uri"].startswith(("http://", "https://")) and auth["redirect_uri"].endswith(_CALLBACK)):
        raise SettingUnusable(
            f"In {_FILE}, redirect_uri must be the page's address and {_CALLBACK}, such as "
            f"https://bot.example.org{_CALLBACK}."
        )
    if len(auth["cookie_secret"]) < _SECRET_CHARACTERS:
        raise SettingUnusable(
            f"In {_FILE}, cookie_secret needs {_SECRET_CHARACTERS} random characters or more: `openssl rand -hex 32` "
            "prints some."
        )
