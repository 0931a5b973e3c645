"""The login, drawn before anything else: whoever is not admitted sees nothing of the documents, chats or store.

What is remembered here is one for all visitors and lives in this module, not in Streamlit's cache: any browser, logged
in or not, may tell Streamlit to clear that.
"""

import functools
import hashlib
import math
import threading
import time

import streamlit as st

from qa_bot.access import NOT_SET_UP, Access, read_access
from qa_bot.errors import SettingUnusable
from qa_bot.passwords import MOST_CHARACTERS, Attempts, is_right
from qa_bot.server import is_loopback
from qa_bot.web import components
from qa_bot.web.logins import LASTS_SECONDS, Logins
from qa_bot.web.wording import counted

_ATTEMPTS, _LOGINS = Attempts(), Logins()
_ONE_AT_A_TIME = threading.Lock()
"""Comparing a password takes 32 MiB; many at once must not take the server's memory."""

_TOKEN = "login"  # noqa: S105 - the name under which a session keeps it
_is_loopback = functools.cache(is_loopback)

_keeper = st.components.v2.component(
    "qa_bot.login",
    css=(components.ASSETS / "login.css").read_text(encoding="utf-8"),
    js=(components.ASSETS / "login.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def admitted() -> bool:
    """Whether the page may be drawn for this visitor; where it may not, what is in the way is drawn instead."""
    try:
        access = read_access()
    except SettingUnusable as error:
        components.notice("login-problem", str(error))
        return False
    if _may_enter(access):
        _remember()
        return True
    if access.is_open:
        components.notice("login-missing", f"This page {NOT_SET_UP}")
    else:
        _ask(access)
    return False


def is_admitted() -> bool:
    """The same without drawing: for a fragment, which runs again by itself without the script around it."""
    try:
        return _may_enter(read_access())
    except SettingUnusable:
        return False


def is_needed() -> bool:
    """Whether this page asks for a login, so that there is one to end."""
    try:
        return not read_access().is_open
    except SettingUnusable:
        return True


def log_out() -> None:
    """End the visitor's login, in all tabs of the browser, and forget the session; as a button's ``on_click``."""
    _LOGINS.end(_token())
    for key in list(st.session_state):
        del st.session_state[key]
    if _is_known():
        st.logout()


def owner() -> str:
    """Names the person by a provider's account, the same each time; "" for all who came by the password or by none.

    It is the hash of issuer and subject, which OpenID Connect promises to be one person for ever; a mail address may
    pass to another.
    """
    if not _is_known():
        return ""
    return hashlib.sha256(f"{st.user.get('iss', '')}\n{st.user.get('sub', '')}".encode()).hexdigest()[:32]


def _may_enter(access: Access) -> bool:
    if access.is_open:
        return _is_loopback(st.get_option("server.address") or "")
    by_password = bool(access.password) and _LOGINS.holds(_token(), access.password)
    return by_password or (_is_known() and _is_listed(access))


def _is_known() -> bool:
    """Whether a provider has told who the visitor is."""
    return st.user.get("is_logged_in") is True and bool(st.user.get("sub"))


def _is_listed(access: Access) -> bool:
    """Whether the account is one that is admitted.

    A cookie outlives a provider that is taken out of the file, and a provider may pass on addresses that it has not
    verified: neither admits.
    """
    if st.user.get("provider") not in {name or "default" for name in access.providers}:
        return False
    is_verified = str(st.user.get("email_verified", True)).lower() == "true"
    address = str(st.user.get("email", "")).strip().casefold()
    return not access.users or (is_verified and address in access.users)


def _ask(access: Access) -> None:
    with st.container(key="login", width=380):
        st.subheader("Log in", anchor=False)
        if access.password:
            _ask_password(access.password)
        if _is_known():
            st.error("This account is not one of those that may open the page.")
            st.button("Log out", key="login-other", on_click=log_out)
        for name in access.providers:
            label = f"Log in with {name}" if name else "Log in with your account"
            st.button(label, key=f"login-with-{name}", on_click=st.login, args=(name or None,))
    _draw_keeper("", 0, focus=bool(access.password))


def _ask_password(stored: str) -> None:
    with st.form("login-form", clear_on_submit=True, border=False):
        password = st.text_input(
            "Password", type="password", autocomplete="current-password", max_chars=MOST_CHARACTERS
        )
        is_pressed = st.form_submit_button("Log in", type="primary")
    if is_pressed:
        problem = _try(password, stored)
        if not problem:
            st.rerun()
        st.error(problem)


def _try(password: str, stored: str) -> str:
    """Log the visitor in by the password; in one line why not, "" where it is right."""
    if not password:
        return "Type the password."
    address = st.context.ip_address or ""  # this machine's own has none
    wait = _ATTEMPTS.begin(address)
    if wait:
        return f"A wrong password was tried just now. Try again in {_seconds(wait)}."
    with _ONE_AT_A_TIME:
        if not is_right(password, stored):
            return f"That is not the password. You can try again in {_seconds(_ATTEMPTS.wait(address))}."
    _ATTEMPTS.forgive(address)
    st.session_state[_TOKEN] = _LOGINS.begin(stored)
    return ""


def _seconds(wait: float) -> str:
    return counted(max(1, math.ceil(wait)), "second")


def _token() -> str:
    """The session's login, or the one that the browser kept over a reload."""
    return str(st.session_state.get(_TOKEN) or st.context.cookies.get(_cookie(), ""))


def _cookie() -> str:
    """Browsers do not tell a machine's ports apart: two pages of one machine must not end each other's logins."""
    return f"qa_bot_login_{st.get_option('server.port')}"


def _remember() -> None:
    token = st.session_state.get(_TOKEN)
    if token and st.context.cookies.get(_cookie()) != token:
        _draw_keeper(token, LASTS_SECONDS)


def _draw_keeper(token: str, seconds: int, focus: bool = False) -> None:
    data = {"cookie": _cookie(), "token": token, "seconds": seconds, "focus": focus, "at": time.time()}
    with st.container(key="login-kept"):
        _keeper(key="login-keeper", data=data)
