"""Widgets with callbacks, each of which checks the login first.

Streamlit runs callbacks before the script and its check, so they would act for a visitor whose login has ended since
the page was drawn. Therefore all callbacks are registered here, as ``tests/web/test_callbacks.py`` enforces.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

from qa_bot.web import admission

OnEvent = Callable[[Any], object]
"""Called with the value that a component or field sends."""


def guarded(action: Callable[..., object], read: Callable[[], tuple[Any, ...]] = tuple) -> Callable[..., None]:
    """Return `action` as a callback that does nothing unless the visitor is admitted when it is called.

    It gets the values that `read` returns, then the callback's own. `read` may use ``st.session_state``, `action` may
    not: while the visitor's next action waits, Streamlit raises RerunException there, which would end this one.
    """

    def call(*args: Any) -> None:
        waiting: list[RerunException] = []
        while True:
            try:
                is_admitted, values = admission.is_admitted(), read()
                break
            except RerunException as error:
                waiting.append(error)
        if is_admitted:
            action(*values, *args)
        context = get_script_run_ctx()
        if context and context.script_requests:
            for next_action in waiting:
                context.script_requests.request_rerun(next_action.rerun_data)

    return call


def button(
    label: str, key: str, on_click: Callable[..., object], *, within: DeltaGenerator | None = None, **options: Any
) -> None:
    """Draw ``st.button``, in the container `within` if given."""
    (within or st).button(label, key=key, on_click=guarded(on_click), **options)


def chat_input(placeholder: str, key: str, on_submit: OnEvent) -> None:
    """Draw ``st.chat_input``; `on_submit` gets the text."""
    st.chat_input(placeholder, key=key, on_submit=_reporting(key, on_submit))


def text_input(label: str, key: str, value: str, on_change: OnEvent, **options: Any) -> None:
    """Draw ``st.text_input``; `on_change` gets the text."""
    st.text_input(label, value, key=key, on_change=_reporting(key, on_change), **options)


def multiselect(
    label: str, key: str, names: Mapping[str, str], chosen: Sequence[str], on_change: OnEvent, **options: Any
) -> None:
    """Draw ``st.multiselect`` with the keys of `names` as options, displayed as their values."""
    _set_value(key, list(chosen))
    st.multiselect(
        label, list(names), format_func=names.__getitem__, key=key, on_change=_reporting(key, on_change), **options
    )


def segmented_control(
    label: str, key: str, names: Mapping[Any, str], chosen: object, on_change: OnEvent, **options: Any
) -> None:
    """Draw ``st.segmented_control``, of which one option is always chosen, without its label.

    A browser that draws it again may send that none is chosen, which is ignored.
    """

    def report(value: Any) -> None:
        if value in names:
            on_change(value)

    _set_value(key, chosen)
    st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=_reporting(key, report),
        required=True,
        label_visibility="collapsed",
        **options,
    )


def _set_value(key: str, value: object) -> None:
    """Set a widget to a value that another action may have changed; Streamlit would keep its last one."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def _reporting(key: str, on_change: OnEvent) -> Callable[[], None]:
    return guarded(on_change, lambda: (st.session_state[key],))


def mount(component: Callable[..., object], key: str, data: dict[str, Any], on: dict[str, OnEvent]) -> None:
    """Draw a component; `on` maps its events to their receivers.

    Its script gets the data in a list: in a dictionary Streamlit looks for tables, for which it loads pandas.
    """
    listeners = {f"on_{event}_change": _listener(key, event, receive) for event, receive in on.items()}
    component(key=key, data=[data], **listeners)


def _listener(key: str, event: str, receive: OnEvent) -> Callable[[], None]:
    def forward(value: Any) -> None:
        if value is not None:
            receive(value)

    return guarded(forward, lambda: (st.session_state[key].get(event),))
