"""The login, drawn before anything else: whoever is not admitted sees nothing of the documents, chats or store."""

import math
import threading
import time

import streamlit as st

from qa_bot.access import NOT_SET_UP, Access, read_access
from qa_bot.errors import SettingUnusable
from qa_bot.passwords import MOST_CHARACTERS, Attempts, is_right
from qa_bot.web import admission, components
from qa_bot.web.logins import LASTS_SECONDS
from qa_bot.web.wording import counted

_ATTEMPTS = Attempts()
_ONE_AT_A_TIME = threading.Lock()
"""Comparing a password takes 32 MiB; many at once must not take the server's memory."""


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
    if admission.may_enter(access, admission.this_visitor()):
        _remember()
        return True
    if access.is_open:
        components.notice("login-missing", f"This page {NOT_SET_UP}")
    else:
        _ask(access)
    return False


def _ask(access: Access) -> None:
    with st.container(key="login", width=380):
        st.subheader("Log in", anchor=False)
        if access.password:
            _ask_password(access.password)
        if admission.this_visitor().is_known:
            st.error("This account is not one of those that may open the page.")
            if st.button("Log out", key="login-other"):
                admission.log_out()
                st.rerun()
        for name in access.providers:
            label = f"Log in with {name}" if name else "Log in with your account"
            if st.button(label, key=f"login-with-{name}"):
                st.login(name or None)
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
    st.session_state[admission.TOKEN] = admission.LOGINS.begin(stored)
    return ""


def _seconds(wait: float) -> str:
    return counted(max(1, math.ceil(wait)), "second")


def _remember() -> None:
    token = st.session_state.get(admission.TOKEN)
    if token and st.context.cookies.get(admission.cookie()) != token:
        _draw_keeper(token, LASTS_SECONDS)


def _draw_keeper(token: str, seconds: int, focus: bool = False) -> None:
    data = {"cookie": admission.cookie(), "token": token, "seconds": seconds, "focus": focus, "at": time.time()}
    with st.container(key="login-kept"):
        _keeper(key="login-keeper", data=data)
