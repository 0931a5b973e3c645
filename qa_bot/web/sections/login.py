"""The login, drawn before anything else: without it nothing of the documents, chats or store is displayed."""

import streamlit as st

from qa_bot.errors import SettingUnusable
from qa_bot.web import admission, components, password_form
from qa_bot.web.auth import NOT_SET_UP, Access, read_access


def admitted() -> bool:
    """Return whether the visitor may see the page; if not, draw the login or the problem instead."""
    try:
        access = read_access()
    except SettingUnusable as error:
        components.notice("login-problem", str(error))
        return False
    if admission.may_enter(access, admission.this_visitor()):
        password_form.store_cookie()
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
            password_form.draw(access.password)
        if admission.this_visitor().is_known:
            st.error("This account may not open the page.")
            if st.button("Log out", key="login-other"):
                admission.log_out()
                st.rerun()
        for name in access.providers:
            label = f"Log in with {name}" if name else "Log in with your account"
            if st.button(label, key=f"login-with-{name}"):
                st.login(name or None)
