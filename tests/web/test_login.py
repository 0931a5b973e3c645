"""Nobody sees anything of the page without the login that is set up."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

PASSWORD = "correct horse battery staple"
PROVIDER = {
    "client_id": "bot",
    "client_secret": "geheim",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}
AUTH = {"redirect_uri": "https://bot.example.org/oauth2callback", "cookie_secret": "x" * 32}
ADA = {
    "is_logged_in": True,
    "provider": "default",
    "iss": "https://login.example.org",
    "sub": "1815",
    "email": "Ada@example.org",
}

Open = Callable[..., AppTest]


def page() -> None:
    """What Streamlit runs in these tests: a page with one secret on it."""
    import streamlit as st

    from qa_bot.web import admission, widgets
    from qa_bot.web.sections import login

    st.session_state["before"] = admission.is_admitted()
    if login.admitted():
        st.session_state["of the session"] = True
        st.text("the documents")
        st.caption(admission.owner())
        if admission.is_login_needed():
            widgets.button("Log out", "log-out", admission.log_out)


def quick_hash(password: str) -> str:
    """A hash that is right and costs next to nothing: a busy machine must not be slower than the delay."""
    salt = bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=1024, r=8, p=1, dklen=32)
    return "$".join(("scrypt", "n=1024,r=8,p=1", *(base64.b64encode(part).decode() for part in (salt, key))))


BY_PASSWORD = {"qa_bot": {"password": quick_hash(PASSWORD)}}
BY_ACCOUNT = {"auth": AUTH | PROVIDER}


@pytest.fixture(scope="module")
def parts_of_streamlit() -> BidiComponentManager:
    """What Streamlit finds of installed components, by looking through all packages."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, parts_of_streamlit: BidiComponentManager) -> Iterator[Open]:
    """Opens the page of a server that listens at ``address``; ``user`` is what a provider says of the visitor."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    st.secrets._reset()
    before = config.get_option("server.address")

    def open_page(
        secrets: dict[str, Any] | None = None, user: dict[str, Any] | None = None, address: str | None = "0.0.0.0"
    ) -> AppTest:
        config.set_option("server.address", address)
        app = AppTest.from_function(page, default_timeout=60)
        app._bidi_component_manager = parts_of_streamlit  # a third of a second each time, else
        app.secrets, app.user = secrets or {}, user or {}
        return app.run()

    yield open_page
    config.set_option("server.address", before)


def is_inside(app: AppTest) -> bool:
    """Whether the page is shown; in a session that has not been inside, nothing else may be."""
    assert not app.exception
    inside = [text.value for text in app.text] == ["the documents"]
    assert app.session_state["before"] == inside
    return inside


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


def type_in(app: AppTest, password: str) -> str:
    """Try the password; what is told."""
    app.text_input[0].set_value(password)
    press(app, "Log in")
    return " ".join(error.value for error in app.error)


def parts(app: AppTest) -> str:
    return " ".join(part.proto.json for part in app.get("bidi_component"))


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_the_page_at_127_0_0_1_asks_for_no_login(visit: Open, address: str) -> None:
    app = visit(address=address)
    assert is_inside(app)
    assert not app.button


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1", "", None])
def test_a_page_for_others_without_a_login_shows_nothing_but_why(visit: Open, address: str | None) -> None:
    app = visit(address=address)
    assert not is_inside(app)
    assert "nobody would need to log in: run `qa-bot password`" in parts(app)
    assert not app.button
    assert not app.text_input


@pytest.mark.parametrize("secrets", [{"qa_bot": {"password": PASSWORD}}, {"auth": AUTH}, {"qa_bot": "open"}])
@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_invalid_login_settings_admit_no_visitor(visit: Open, secrets: dict[str, Any], address: str) -> None:
    app = visit(secrets, ADA, address)
    assert not is_inside(app)
    assert "secrets" in parts(app)
    assert PASSWORD not in parts(app)
    assert not app.button


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_login_that_is_set_up_is_asked_for_everywhere(visit: Open, address: str) -> None:
    app = visit(BY_PASSWORD, address=address)
    assert not is_inside(app)
    assert [field.label for field in app.text_input] == ["Password"]
    assert [button.label for button in app.button] == ["Log in"]


def test_the_right_password_opens_the_page_for_this_session_only(visit: Open) -> None:
    app, other = visit(BY_PASSWORD), visit(BY_PASSWORD)
    assert type_in(app, PASSWORD) == ""
    assert is_inside(app)
    assert is_inside(app.run())
    assert not is_inside(other.run())
    assert not is_inside(visit(BY_PASSWORD))


def test_a_wrong_password_opens_nothing(visit: Open) -> None:
    app = visit(BY_PASSWORD)
    assert type_in(app, "wrong") == "Wrong password."
    assert not is_inside(app)


def test_no_password_is_no_attempt(visit: Open) -> None:
    app = visit(BY_PASSWORD)
    for _ in range(6):
        assert type_in(app, "") == ""
    assert not is_inside(app)
    assert type_in(app, PASSWORD) == ""
    assert is_inside(app)


def test_what_a_session_claims_is_not_believed(visit: Open) -> None:
    app = visit(BY_PASSWORD)
    for claim in (True, "x" * 43, BY_PASSWORD["qa_bot"]["password"]):
        app.session_state["login"] = claim
        assert not is_inside(app.run())


def test_the_browser_stores_the_login_and_deletes_it(visit: Open) -> None:
    app = visit(BY_PASSWORD)
    assert '"token": ""' in parts(app)
    type_in(app, PASSWORD)
    token = app.session_state["login"]
    assert f'"token": "{token}", "seconds": 43200' in parts(app)
    press(app, "Log out")
    assert token not in parts(app)
    assert '"token": "", "seconds": 0' in parts(app)


def test_logging_out_ends_the_login_and_forgets_the_session(visit: Open) -> None:
    app, other = visit(BY_PASSWORD), visit(BY_PASSWORD)
    type_in(app, PASSWORD)
    token = app.session_state["login"]
    press(app, "Log out")
    assert not is_inside(app)
    assert "of the session" not in app.session_state
    other.session_state["login"] = token
    assert not is_inside(other.run())


def test_another_password_in_the_file_ends_every_login(visit: Open) -> None:
    app = visit(BY_PASSWORD)
    type_in(app, PASSWORD)
    app.secrets = {"qa_bot": {"password": quick_hash("another password")}}
    assert not is_inside(app.run())


def test_removing_the_login_from_the_file_ends_all_logins(visit: Open) -> None:
    app = visit(BY_PASSWORD)
    type_in(app, PASSWORD)
    app.secrets = {"database": {"password": "of something else"}}
    assert not is_inside(app.run())
    assert "nobody would need to log in" in parts(app)


def test_an_account_opens_the_page(visit: Open) -> None:
    app = visit(BY_ACCOUNT)
    assert not is_inside(app)
    assert not app.text_input
    assert [button.label for button in app.button] == ["Log in with your account"]
    assert is_inside(visit(BY_ACCOUNT, ADA))


def test_each_provider_has_its_button(visit: Open) -> None:
    app = visit({"auth": AUTH | {"okta": PROVIDER, "ms": PROVIDER}} | BY_PASSWORD)
    assert [button.label for button in app.button] == ["Log in", "Log in with okta", "Log in with ms"]


def as_user(app: AppTest, **changed: object) -> AppTest:
    """The page again, for what the provider says now."""
    app.user = ADA | changed
    return app.run()


def test_an_account_that_no_provider_of_the_file_vouches_for_is_not_admitted(visit: Open) -> None:
    app = visit(BY_ACCOUNT)
    for name, value in [("is_logged_in", False), ("is_logged_in", "yes"), ("sub", ""), ("provider", "okta")]:
        assert not is_inside(as_user(app, **{name: value}))
    assert is_inside(as_user(app))


def test_of_listed_addresses_only_these_are_admitted(visit: Open) -> None:
    app = visit(BY_ACCOUNT | {"qa_bot": {"users": ["ada@example.org"]}})
    for address in ("bob@example.org", "", None):
        assert not is_inside(as_user(app, email=address))
        assert [error.value for error in app.error] == ["This account may not open the page."]
        assert [button.label for button in app.button] == ["Log out", "Log in with your account"]
    for is_verified in (False, "false"):
        assert not is_inside(as_user(app, email_verified=is_verified))
    assert is_inside(as_user(app, email=" ada@EXAMPLE.org"))
    assert is_inside(as_user(app, email_verified=True))


def test_an_account_means_nothing_where_only_the_password_admits(visit: Open) -> None:
    assert not is_inside(visit(BY_PASSWORD, ADA))


def test_a_user_has_a_constant_and_unique_name(visit: Open) -> None:
    app = visit(BY_ACCOUNT)

    def owner(**changed: str) -> str:
        return str(as_user(app, **changed).caption[0].value)

    assert owner() == owner(email="countess@example.org")
    assert len({owner(), owner(sub="1816"), owner(iss="https://other.example.org")}) == 3
    assert owner().isalnum()
    assert "1815" not in owner()


def test_a_password_login_has_no_user_name(visit: Open) -> None:
    app = visit(BY_PASSWORD)
    type_in(app, PASSWORD)
    assert app.caption[0].value == ""


def test_an_account_logs_out(visit: Open) -> None:
    app = visit(BY_ACCOUNT, ADA)
    press(app, "Log out")
    assert not is_inside(app)
    assert app.user["is_logged_in"] is False
