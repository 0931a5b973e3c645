"""The password login: its form, and the cookie that preserves it across reloads."""

import math
import time
from pathlib import Path

import streamlit as st

from qa_bot.text.wording import counted
from qa_bot.web.passwords import LOGIN_SECONDS, MOST_CHARACTERS, Logins, is_right

LOGINS = Logins()  # not in Streamlit's cache, which any browser can clear without a login
_SCRIPT = Path(__file__).parent / "assets" / "login_cookie.js"
_LOGIN = "login"
_COOKIE = f"qa_bot_login_{st.get_option('server.port')}"  # browsers share cookies between a host's ports
_browser = st.components.v2.component("qa_bot.login", js=_SCRIPT.read_text(encoding="utf-8"), isolate_styles=False)


def token() -> str:
    """Return the login token of the session or the browser's cookie."""
    return str(st.session_state.get(_LOGIN) or st.context.cookies.get(_COOKIE, ""))


def store_cookie() -> None:
    """Store the session's login in the browser, unless it is already there."""
    if _LOGIN in st.session_state and st.session_state[_LOGIN] != st.context.cookies.get(_COOKIE):
        _set_cookie(st.session_state[_LOGIN], LOGIN_SECONDS)


def draw(stored: str) -> None:
    """Draw the form; log in a visitor who enters the password hashed in `stored`."""
    with st.form("login-form", clear_on_submit=True, border=False):
        password = st.text_input(
            "Password", type="password", autocomplete="current-password", max_chars=MOST_CHARACTERS
        )
        if st.form_submit_button("Log in", type="primary") and password:
            st.error(_try(password, stored, st.context.ip_address or ""))  # "" for this machine
    _set_cookie("", 0)


def _try(password: str, stored: str, address: str) -> str:
    """Log in and rerun the page, or return why not in one line."""
    if wait := LOGINS.attempt(address):
        return f"Too many wrong passwords: try again in {counted(math.ceil(wait), 'second')}."
    if is_right(password, stored):
        st.session_state[_LOGIN] = LOGINS.log_in(address, stored)
        st.rerun()
    return "Wrong password."


def _set_cookie(token: str, seconds: int) -> None:
    with st.container(key="login-kept"):
        _browser(key="login-keeper", data=[{"cookie": _COOKIE, "token": token, "seconds": seconds, "at": time.time()}])
