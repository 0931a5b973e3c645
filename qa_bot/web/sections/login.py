"""The login, drawn before anything else: whoever is not admitted sees nothing of the documents, chats or store."""

import streamlit as st

from qa_bot.errors import SettingUnusable
from qa_bot.web import admission, components, password_form
from qa_bot.web.auth import NOT_SET_UP, Access, read_access


def admitted() -> bool:
    """Whether the page may be drawn for this visitor; where it may not, what is in the way is drawn instead."""
    try:
        access = read_access()
    except SettingUnusable as error:
        components.notice("login-problem", str(error))
        return False
    if admission.may_enter(access, admission.this_visitor()):
        password_form.keep()
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
            st.error("This account is not one of those that may open the page.")
            if st.button("Log out", key="login-other"):
                admission.log_out()
                st.rerun()
        for name in access.providers:
            label = f"Log in with {name}" if name else "Log in with your account"
            if st.button(label, key=f"login-with-{name}"):
                st.login(name or None)
