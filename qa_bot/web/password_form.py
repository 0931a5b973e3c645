"""The login by password: its form, and the cookie by which a browser keeps it over a reload of the page."""

import math
import time

import streamlit as st

from qa_bot.text.wording import counted
from qa_bot.web.asset_files import asset
from qa_bot.web.passwords import LOGIN_SECONDS, MOST_CHARACTERS, Logins, is_right

LOGINS = Logins()  # not in Streamlit's cache, which any browser, logged in or not, may clear
_KEPT = "login"
_COOKIE = f"qa_bot_login_{st.get_option('server.port')}"  # a browser does not tell a machine's ports apart
_browser = st.components.v2.component("qa_bot.login", js=asset("login_cookie.js"), isolate_styles=False)


def token() -> str:
    """Return the session's login, or the one that the browser has kept."""
    return str(st.session_state.get(_KEPT) or st.context.cookies.get(_COOKIE, ""))


def keep() -> None:
    """Have the browser keep the session's login, if it has one and the browser does not have it yet."""
    if _KEPT in st.session_state and st.session_state[_KEPT] != st.context.cookies.get(_COOKIE):
        _tell_browser(st.session_state[_KEPT], LOGIN_SECONDS)


def draw(stored: str) -> None:
    """Draw the form; log in whoever gives the password that ``stored`` was made of."""
    with st.form("login-form", clear_on_submit=True, border=False):
        password = st.text_input(
            "Password", type="password", autocomplete="current-password", max_chars=MOST_CHARACTERS
        )
        if st.form_submit_button("Log in", type="primary") and password:
            st.error(_try(password, stored, st.context.ip_address or ""))  # this machine's own has no address
    _tell_browser("", 0)


def _try(password: str, stored: str, address: str) -> str:
    """Return in one line why the visitor is not logged in; run the page again where it is."""
    if wait := LOGINS.attempt(address):
        return f"Too many wrong passwords: try again in {counted(math.ceil(wait), 'second')}."
    if is_right(password, stored):
        st.session_state[_KEPT] = LOGINS.log_in(address, stored)
        st.rerun()
    return "That is not the password."


def _tell_browser(token: str, seconds: int) -> None:
    with st.container(key="login-kept"):
        _browser(key="login-keeper", data={"cookie": _COOKIE, "token": token, "seconds": seconds, "at": time.time()})
