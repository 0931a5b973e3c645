"""The login that the secrets file configures, and invalid configurations."""

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from qa_bot.errors import SettingUnusable
from qa_bot.web.auth import Access, access_of, read_access
from qa_bot.web.passwords import hashed

PASSWORD = "correct horse battery staple"
SHARED = {"redirect_uri": "https://bot.example.org/oauth2callback", "cookie_secret": "x" * 32}
PROVIDER = {
    "client_id": "bot",
    "client_secret": "geheim",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}


@pytest.fixture(scope="module")
def stored() -> str:
    return hashed(PASSWORD)


def test_without_secrets_the_page_is_open() -> None:
    assert access_of({}) == Access()
    assert access_of({"database": {"password": "of something else"}}).is_open


def test_a_hash_sets_up_a_login_by_password(stored: str) -> None:
    access = access_of({"qa_bot": {"password": stored}})
    assert not access.is_open
    assert access.password == stored
    assert stored not in repr(access)


def test_complete_auth_sets_up_a_login_by_account() -> None:
    access = access_of({"auth": SHARED | PROVIDER | {"client_kwargs": {"prompt": "login"}}})
    assert not access.is_open
    assert access.providers == ("",)
    assert access.users == frozenset()


def test_providers_may_have_names() -> None:
    assert access_of({"auth": SHARED | {"okta": PROVIDER, "ms": PROVIDER}}).providers == ("okta", "ms")
    assert access_of({"auth": SHARED | PROVIDER | {"okta": PROVIDER}}).providers == ("", "okta")


def test_both_ways_may_be_set_up_and_accounts_be_listed(stored: str) -> None:
    secrets = {"qa_bot": {"password": stored, "users": [" Ada@Example.org"]}, "auth": SHARED | PROVIDER}
    assert access_of(secrets) == Access(stored, ("",), frozenset({"ada@example.org"}), "bot.example.org")


def without(table: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in table.items() if name != key}


@pytest.mark.parametrize(
    ("secrets", "message"),
    [
        ({"qa_bot": {"password": PASSWORD}}, "qa-bot password"),
        ({"qa_bot": {"password": ""}}, "qa-bot password"),
        ({"qa_bot": {"password": 1234567890}}, "qa-bot password"),
        ({"qa_bot": {"password": ["a"]}}, "qa-bot password"),
        ({"qa_bot": PASSWORD}, "qa_bot must be a table"),
        ({"auth": "yes"}, "auth must be a table"),
        ({"auth": {"okta": {}}}, "lacks redirect_uri"),
        ({"auth": without(SHARED, "cookie_secret") | PROVIDER}, "[auth] lacks cookie_secret"),
        ({"auth": SHARED}, "[auth] lacks client_id"),
        ({"auth": SHARED | without(PROVIDER, "client_secret")}, "[auth] lacks client_secret"),
        ({"auth": SHARED | PROVIDER | {"client_id": " "}}, "[auth] lacks client_id"),
        ({"auth": SHARED | {"okta": without(PROVIDER, "server_metadata_url")}}, "[auth.okta] lacks server_metadata"),
        ({"auth": SHARED | PROVIDER | {"okta": {}}}, "[auth.okta] lacks client_id"),
        ({"auth": SHARED | {"my_okta": PROVIDER}}, "letters, digits and hyphens"),
        ({"auth": SHARED | {"**bold**": PROVIDER}}, "letters, digits and hyphens"),
        ({"auth": SHARED | PROVIDER | {"cookie_secret": "xxx"}}, "cookie_secret needs 32"),
        ({"auth": SHARED | PROVIDER | {"redirect_uri": "https://bot.example.org"}}, "/oauth2callback"),
        ({"auth": SHARED | PROVIDER | {"redirect_uri": "bot/oauth2callback"}}, "/oauth2callback"),
        ({"qa_bot": {"users": []}}, "users must be a list"),
        ({"qa_bot": {"users": "ada@example.org"}}, "users must be a list"),
        ({"qa_bot": {"users": ["ada"]}}, "users must be a list"),
        ({"qa_bot": {"users": [7]}}, "users must be a list"),
    ],
)
def test_invalid_login_settings_are_reported_in_one_line(secrets: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingUnusable) as refused:
        access_of(secrets)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)
    assert PASSWORD not in str(refused.value)


@pytest.mark.parametrize("written", [b"[qa_bot", b"[qa_bot]\npassword = \xff\n"])
def test_a_file_that_cannot_be_read_is_not_taken_for_none(
    written: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_bytes(written)
    monkeypatch.chdir(tmp_path)
    st.secrets._reset()
    with pytest.raises(SettingUnusable, match=r"cannot be read from \.streamlit/secrets\.toml") as refused:
        read_access()
    assert "\n" not in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.parametrize("place", ["here", "home"])
def test_the_file_may_be_in_the_working_or_the_home_folder(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: str
) -> None:
    for name in ("here", "home"):
        (tmp_path / name / ".streamlit").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "here")
    st.secrets._reset()
    assert read_access().is_open
    text = f'[qa_bot]\npassword = "{stored}"\n'
    (tmp_path / place / ".streamlit" / "secrets.toml").write_text(text, encoding="utf-8")
    assert read_access().password == stored
    st.secrets._reset()
