"""The widgets that call back, behind one check of the login.

Streamlit runs a callback before the script, so before the script's own check: it would still act for a visitor whose
login has ended since the page was drawn. All callbacks are therefore registered here, and do nothing for whoever is not
admitted at that moment. ``tests/web/test_callbacks.py`` refuses callbacks that are registered elsewhere.
"""

from collections.abc import Callable
from typing import Any, ParamSpec

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from qa_bot.errors import LoginMissing
from qa_bot.web import admission

Receive = Callable[[Any], object]
"""Called with what a component sends when the visitor does something."""

_Given = ParamSpec("_Given")


def guarded(action: Callable[_Given, object]) -> Callable[_Given, None]:
    """Return ``action`` as a callback that does nothing for a visitor who is not admitted when it is called."""

    def call(*args: _Given.args, **named: _Given.kwargs) -> None:
        if admission.is_admitted():
            action(*args, **named)

    return call


def button(
    label: str, key: str, on_click: Callable[..., object], *, within: DeltaGenerator | None = None, **options: Any
) -> None:
    """Draw ``st.button``, ``within`` a place or where the script stands."""
    (within or st).button(label, key=key, on_click=guarded(on_click), **options)


def chat_input(placeholder: str, key: str, on_submit: Callable[[], object]) -> None:
    """Draw ``st.chat_input``."""
    st.chat_input(placeholder, key=key, on_submit=guarded(on_submit))


def download_button(label: str, key: str, data: Callable[[], bytes | str], file_name: str, mime: str) -> None:
    """Draw ``st.download_button`` over ``data``, which is called when the visitor downloads.

    Streamlit calls it outside the visitor's session, so it is told now whose admission it is to ask for then.
    """
    visitor = admission.this_visitor()

    def read() -> bytes | str:
        if not admission.is_admitted(visitor):
            raise LoginMissing("The login has ended: log in again to download this.")
        return data()

    st.download_button(label, key=key, data=read, file_name=file_name, mime=mime, on_click="ignore")


def mount(component: Callable[..., object], key: str, data: dict[str, Any], on: dict[str, Receive]) -> None:
    """Draw one of our own components; ``on`` has what is called with the value of each event."""
    listeners = {f"on_{event}_change": _listener(key, event, receive) for event, receive in on.items()}
    component(key=key, data=data, **listeners)


def _listener(key: str, event: str, receive: Receive) -> Callable[[], None]:
    def pass_on() -> None:
        value = st.session_state[key].get(event)
        if value is not None:
            receive(value)

    return guarded(pass_on)
