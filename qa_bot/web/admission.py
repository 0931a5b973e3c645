"""Whether a visitor may use the page. Draws nothing, so callbacks can check it too."""

import functools
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException

from qa_bot.errors import SettingUnusable
from qa_bot.web import password_form
from qa_bot.web.auth import Access, read_access
from qa_bot.web.server import is_loopback

_is_loopback = functools.cache(is_loopback)


@dataclass(frozen=True, slots=True)
class Visitor:
    """What admits a visitor: the token of a password login, and the provider's account data."""

    token: str
    account: Mapping[str, Any]

    @property
    def is_known(self) -> bool:
        """Whether a provider has identified the visitor."""
        return self.account.get("is_logged_in") is True and bool(self.account.get("sub"))


def this_visitor() -> Visitor:
    """Return the visitor whose script or callback this thread runs."""
    return Visitor(password_form.token(), st.user.to_dict())


def is_admitted(visitor: Visitor | None = None) -> bool:
    """Return whether the visitor (default: this thread's) may use the page by the current secrets file."""
    try:
        return may_enter(read_access(), visitor or this_visitor())
    except SettingUnusable:
        return False


def may_enter(access: Access, visitor: Visitor) -> bool:
    """Return whether ``access`` admits ``visitor``."""
    if access.is_open:
        return _is_loopback(st.get_option("server.address") or "")
    by_password = bool(access.password) and password_form.LOGINS.is_valid(visitor.token, access.password)
    return by_password or (visitor.is_known and _is_listed(access, visitor.account))


def is_login_needed() -> bool:
    """Return whether this page requires a login."""
    try:
        return not read_access().is_open
    except SettingUnusable:
        return True


def log_out() -> None:
    """End the visitor's login in all browser tabs, and clear the session; an action that waits for this is dropped."""
    while True:
        try:
            return _log_out()
        except RerunException:  # raised once for each action that waits, wherever the session's state is used
            continue


def _log_out() -> None:
    visitor = this_visitor()
    password_form.LOGINS.end(visitor.token)
    for key in list(st.session_state):
        del st.session_state[key]
    if visitor.is_known:
        st.logout()


def owner() -> str:
    """Return a stable id of the logged-in account; "" for visitors with the password or without a login.

    It is a hash of issuer and subject, which OpenID Connect never reassigns, unlike e-mail addresses.
    """
    visitor = this_visitor()
    if not visitor.is_known:
        return ""
    account = visitor.account
    return hashlib.sha256(f"{account.get('iss', '')}\n{account.get('sub', '')}".encode()).hexdigest()[:32]


def _is_listed(access: Access, account: Mapping[str, Any]) -> bool:
    """Return whether the account is admitted.

    Refused are cookies of a provider that has left the secrets file, and addresses that a provider has not verified.
    """
    if account.get("provider") not in {name or "default" for name in access.providers}:
        return False
    is_verified = str(account.get("email_verified", True)).lower() == "true"
    address = str(account.get("email", "")).strip().casefold()
    return not access.users or (is_verified and address in access.users)
