"""Callbacks of the page, in Streamlit's own test harness."""

import ast
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

import qa_bot.web

FOLDER = Path(qa_bot.web.__file__).parent
READ_THE_STATE = {"widgets.py", "app.py", "admission.py", "password_form.py"}
"""Modules that read the session's state: in the script, and before an action is begun."""


def page() -> None:
    """A field and a button; while the callback of either runs, the visitor does something else."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from qa_bot.web import admission, widgets

    done: list[str] = st.session_state.setdefault("done", [])

    def act(name: str) -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        context.script_requests.request_rerun(RerunData())
        done.append(name)

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    widgets.text_input("Name", "field", "", act)
    widgets.button("Press", "button", act, args=("pressed",))

    def log_out() -> None:
        act("waits")
        admission.log_out()

    widgets.button("Log out", "log-out", log_out)


def test_the_next_action_does_not_end_a_callback() -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    app.text_input(key="field").set_value("typed")
    app.button(key="button").click().run()
    assert not app.exception
    assert sorted(app.session_state["done"]) == ["pressed", "typed"]
    assert app.session_state["runs"] == 2  # the next action's run is made, once


def test_the_next_action_does_not_end_a_log_out() -> None:
    app = AppTest.from_function(page, default_timeout=60).run()
    app.session_state["secret"] = "of the visitor"
    app.button(key="log-out").click().run()
    assert not app.exception
    assert "secret" not in app.session_state


def test_runs_of_one_visitor_do_not_overlap() -> None:
    assert config.get_option("runner.fastReruns") is False


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: str(path.relative_to(FOLDER)))
def test_actions_do_not_read_the_session_s_state(path: Path) -> None:
    used = "session_state" in {getattr(node, "attr", "") for node in ast.walk(ast.parse(path.read_text("utf-8")))}
    assert used == (path.name in READ_THE_STATE)
